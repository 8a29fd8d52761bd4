use std::rc::Rc;

use super::calls::{Call, check, decode, find_candidates};
use super::session::Session;
use super::{RequestOptions, WaitOptions, Watch};
use crate::endpoints::{Operation, node_pools};
use crate::error::{Error, InvalidValue};
use crate::models::{
    CreateNodePoolRequest, NodePoolListResponseData, NodePoolResponseData, PatchNodePoolRequest,
};
use crate::waiter::machine::Goal;

/// Node pools of a cluster.
pub struct NodePools<'a>(pub(super) &'a Rc<Session>);

impl NodePools<'_> {
    fn call<'b>(&'b self, operation: &'static Operation, ids: &'b [&'b str]) -> Call<'b> {
        Call {
            session: self.0,
            operation,
            ids,
        }
    }

    /// `GET /clusters/{clusterId}/nodepools` (Go SDK: `ClustersNodepoolsGet`)
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn list(
        &self,
        cluster_id: &str,
        options: &RequestOptions,
    ) -> Result<NodePoolListResponseData, Error> {
        self.call(&node_pools::LIST, &[cluster_id])
            .read(options)
            .await
    }

    /// `GET /clusters/{clusterId}/nodepools/{nodepoolId}` (Go SDK: `ClustersNodepoolsFindById`)
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn get(
        &self,
        cluster_id: &str,
        id: &str,
        options: &RequestOptions,
    ) -> Result<NodePoolResponseData, Error> {
        self.call(&node_pools::GET, &[cluster_id, id])
            .read(options)
            .await
    }

    /// `POST /clusters/{clusterId}/nodepools` (Go SDK: `ClustersNodepoolsPost`)
    ///
    /// # Errors
    /// As every call; [`ErrorKind::OutcomeUnknown`](crate::error::ErrorKind::OutcomeUnknown) when nobody knows whether it took effect.
    pub async fn create(
        &self,
        cluster_id: &str,
        request: &CreateNodePoolRequest,
        options: &RequestOptions,
    ) -> Result<NodePoolResponseData, Error> {
        self.call(&node_pools::CREATE, &[cluster_id])
            .write(request, options)
            .await
    }

    /// `PATCH /clusters/{clusterId}/nodepools/{nodepoolId}` (Go SDK: `ClustersNodepoolsPatch`)
    ///
    /// # Errors
    /// As every call; [`ErrorKind::OutcomeUnknown`](crate::error::ErrorKind::OutcomeUnknown) when nobody knows whether it took effect.
    pub async fn update(
        &self,
        cluster_id: &str,
        id: &str,
        request: &PatchNodePoolRequest,
        options: &RequestOptions,
    ) -> Result<NodePoolResponseData, Error> {
        self.call(&node_pools::UPDATE, &[cluster_id, id])
            .write(request, options)
            .await
    }

    /// `DELETE /clusters/{clusterId}/nodepools/{nodepoolId}` (Go SDK: `ClustersNodepoolsDelete`): the
    /// node pool as it was, where the service sends it.
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn delete(
        &self,
        cluster_id: &str,
        id: &str,
        options: &RequestOptions,
    ) -> Result<Option<NodePoolResponseData>, Error> {
        self.call(&node_pools::DELETE, &[cluster_id, id])
            .read(options)
            .await
    }

    /// Waits until a node pool is AVAILABLE.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::Provisioning`](crate::error::ErrorKind::Provisioning) when it failed, [`ErrorKind::DeadlineExceeded`](crate::error::ErrorKind::DeadlineExceeded)
    /// when it takes too long.
    pub async fn wait_until_available(
        &self,
        cluster_id: &str,
        id: &str,
        options: &WaitOptions,
    ) -> Result<NodePoolResponseData, Error> {
        let ids = [cluster_id, id];
        let mut run = self
            .call(&node_pools::GET, &ids)
            .wait(Goal::Available, options)?;
        decode(&node_pools::GET, run.next().await?)
    }

    /// Waits until a node pool is gone.
    ///
    /// # Errors
    /// As every call; [`ErrorKind::Provisioning`](crate::error::ErrorKind::Provisioning) when its deletion failed,
    /// [`ErrorKind::DeadlineExceeded`](crate::error::ErrorKind::DeadlineExceeded) when it takes too long.
    pub async fn wait_until_deleted(
        &self,
        cluster_id: &str,
        id: &str,
        options: &WaitOptions,
    ) -> Result<(), Error> {
        let ids = [cluster_id, id];
        let mut run = self
            .call(&node_pools::GET, &ids)
            .wait(Goal::Deleted, options)?;
        run.next().await.map(|_| ())
    }

    /// What is wrong with a request for a creation; nothing is sent.
    #[must_use]
    pub fn check_create(&self, request: &CreateNodePoolRequest) -> Vec<InvalidValue> {
        check(&node_pools::CREATE, request)
    }

    /// What is wrong with a request for a change; nothing is sent.
    #[must_use]
    pub fn check_update(&self, request: &PatchNodePoolRequest) -> Vec<InvalidValue> {
        check(&node_pools::UPDATE, request)
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
    ) -> Result<Vec<NodePoolResponseData>, Error> {
        find_candidates(self.0, error, options).await
    }

    /// Looks at a node pool until it comes to rest: AVAILABLE, a failed state, or gone.
    ///
    /// # Errors
    /// When an argument is not valid.
    pub fn watch(
        &self,
        cluster_id: &str,
        id: &str,
        options: &WaitOptions,
    ) -> Result<Watch<NodePoolResponseData>, Error> {
        Watch::new(&self.call(&node_pools::GET, &[cluster_id, id]), options)
    }
}
