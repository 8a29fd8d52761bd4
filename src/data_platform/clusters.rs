use std::rc::Rc;

use wasm_bindgen::JsValue;

use super::calls::{Call, check, decode, find_candidates};
use super::session::Session;
use super::{RequestOptions, WaitOptions, Watch};
use crate::endpoints::{Operation, clusters};
use crate::error::{Error, InvalidValue};
use crate::models::{
    ClusterListResponseData, ClusterResponseData, CreateClusterRequest, PatchClusterRequest,
};
use crate::waiter::machine::Goal;

/// Clusters.
pub struct Clusters<'a>(pub(super) &'a Rc<Session>);

impl Clusters<'_> {
    fn call<'b>(&'b self, operation: &'static Operation, ids: &'b [&'b str]) -> Call<'b> {
        Call {
            session: self.0,
            operation,
            ids,
        }
    }

    /// `GET /clusters` (Go SDK: `ClustersGet`): the clusters whose name contains a text.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn list(
        &self,
        name: Option<&str>,
        options: &RequestOptions,
    ) -> Result<ClusterListResponseData, Error> {
        self.call(&clusters::LIST, &[]).find(name, options).await
    }

    /// `GET /clusters/{clusterId}` (Go SDK: `ClustersFindById`)
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn get(
        &self,
        id: &str,
        options: &RequestOptions,
    ) -> Result<ClusterResponseData, Error> {
        self.call(&clusters::GET, &[id]).read(options).await
    }

    /// `POST /clusters` (Go SDK: `ClustersPost`)
    ///
    /// # Errors
    /// As every call; [`ErrorKind::OutcomeUnknown`](crate::error::ErrorKind::OutcomeUnknown) when nobody knows whether it took effect.
    pub async fn create(
        &self,
        request: &CreateClusterRequest,
        options: &RequestOptions,
    ) -> Result<ClusterResponseData, Error> {
        self.call(&clusters::CREATE, &[])
            .write(request, options)
            .await
    }

    /// `PATCH /clusters/{clusterId}` (Go SDK: `ClustersPatch`)
    ///
    /// # Errors
    /// As every call; [`ErrorKind::OutcomeUnknown`](crate::error::ErrorKind::OutcomeUnknown) when nobody knows whether it took effect.
    pub async fn update(
        &self,
        id: &str,
        request: &PatchClusterRequest,
        options: &RequestOptions,
    ) -> Result<ClusterResponseData, Error> {
        self.call(&clusters::UPDATE, &[id])
            .write(request, options)
            .await
    }

    /// `DELETE /clusters/{clusterId}` (Go SDK: `ClustersDelete`): the cluster as it was, where the
    /// service sends it.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn delete(
        &self,
        id: &str,
        options: &RequestOptions,
    ) -> Result<Option<ClusterResponseData>, Error> {
        self.call(&clusters::DELETE, &[id]).read(options).await
    }

    /// `GET /clusters/{clusterId}/kubeconfig` (Go SDK: `ClustersKubeconfigFindByClusterId`): the
    /// object as the host parsed it. It holds credentials.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn kubeconfig(&self, id: &str, options: &RequestOptions) -> Result<JsValue, Error> {
        self.call(&clusters::KUBECONFIG, &[id])
            .run("", None, options)
            .await
    }

    /// Waits until a cluster is AVAILABLE.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::Provisioning`](crate::error::ErrorKind::Provisioning) when it failed, [`ErrorKind::DeadlineExceeded`](crate::error::ErrorKind::DeadlineExceeded)
    /// when it takes too long.
    pub async fn wait_until_available(
        &self,
        id: &str,
        options: &WaitOptions,
    ) -> Result<ClusterResponseData, Error> {
        let mut run = self
            .call(&clusters::GET, &[id])
            .wait(Goal::Available, options)?;
        decode(&clusters::GET, run.next().await?)
    }

    /// Waits until a cluster is gone.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::Provisioning`](crate::error::ErrorKind::Provisioning) when its deletion failed,
    /// [`ErrorKind::DeadlineExceeded`](crate::error::ErrorKind::DeadlineExceeded) when it takes too long.
    pub async fn wait_until_deleted(&self, id: &str, options: &WaitOptions) -> Result<(), Error> {
        let mut run = self
            .call(&clusters::GET, &[id])
            .wait(Goal::Deleted, options)?;
        run.next().await.map(|_| ())
    }

    /// What is wrong with a request for a creation; nothing is sent.
    #[must_use]
    pub fn check_create(&self, request: &CreateClusterRequest) -> Vec<InvalidValue> {
        check(&clusters::CREATE, request)
    }

    /// What is wrong with a request for a change; nothing is sent.
    #[must_use]
    pub fn check_update(&self, request: &PatchClusterRequest) -> Vec<InvalidValue> {
        check(&clusters::UPDATE, request)
    }

    /// What a create of unknown outcome may have made, as its error remembers it. None found does not
    /// mean that nothing was created: a write may come late.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::InvalidArgument`](crate::error::ErrorKind::InvalidArgument) when the error is of no such create.
    pub async fn find_candidates(
        &self,
        error: &Error,
        options: &RequestOptions,
    ) -> Result<Vec<ClusterResponseData>, Error> {
        find_candidates(self.0, error, options).await
    }

    /// Looks at a cluster until it comes to rest: AVAILABLE, a failed state, or gone.
    ///
    /// # Errors
    /// When an argument is not valid.
    pub fn watch(
        &self,
        id: &str,
        options: &WaitOptions,
    ) -> Result<Watch<ClusterResponseData>, Error> {
        Watch::new(&self.call(&clusters::GET, &[id]), options)
    }
}
