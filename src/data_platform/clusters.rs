use js_sys::Object;
use wasm_bindgen::JsValue;

use super::calls::{call, check, decode, find_candidates, read, run, write};
use super::wait::{Watch, wait};
use super::{RequestOptions, WaitOptions};
use crate::client::Client;
use crate::endpoints::clusters;
use crate::error::{Error, InvalidValue};
use crate::host::put;
use crate::models::{
    ClusterListResponseData, ClusterResponseData, CreateClusterRequest, PatchClusterRequest,
};
use crate::waiter::machine::Goal;

/// Clusters.
pub struct Clusters<'a>(pub(super) &'a Client);

impl Clusters<'_> {
    /// `GET /clusters` (Go SDK: `ClustersGet`): the clusters whose name contains a text.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn list(
        &self,
        name: Option<&str>,
        options: &RequestOptions,
    ) -> Result<ClusterListResponseData, Error> {
        let query = Object::new();
        if let Some(name) = name {
            put(&query, "name", name);
        }
        call(self.0, &clusters::LIST, &[], &query, options).await
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
        read(self.0, &clusters::GET, &[id], options).await
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
        write(self.0, &clusters::CREATE, &[], request, options).await
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
        write(self.0, &clusters::UPDATE, &[id], request, options).await
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
        read(self.0, &clusters::DELETE, &[id], options).await
    }

    /// `GET /clusters/{clusterId}/kubeconfig` (Go SDK: `ClustersKubeconfigFindByClusterId`): the
    /// object as the host parsed it. It holds credentials.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn kubeconfig(&self, id: &str, options: &RequestOptions) -> Result<JsValue, Error> {
        run(
            self.0,
            &clusters::KUBECONFIG,
            &[id],
            &JsValue::UNDEFINED,
            options,
        )
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
        let resource = wait(self.0, &clusters::GET, &[id], Goal::Available, options).await?;
        decode(&clusters::GET, resource)
    }

    /// Waits until a cluster is gone.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::Provisioning`](crate::error::ErrorKind::Provisioning) when its deletion failed,
    /// [`ErrorKind::DeadlineExceeded`](crate::error::ErrorKind::DeadlineExceeded) when it takes too long.
    pub async fn wait_until_deleted(&self, id: &str, options: &WaitOptions) -> Result<(), Error> {
        let ids = [id];
        let gone = wait(self.0, &clusters::GET, &ids, Goal::Deleted, options);
        gone.await.map(|_| ())
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
        Watch::new(self.0, &clusters::GET, &[id], options)
    }
}
