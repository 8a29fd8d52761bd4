use super::calls::{check, decode, find_candidates, read, write};
use super::wait::{Watch, wait};
use super::{RequestOptions, WaitOptions};
use crate::client::Client;
use crate::endpoints::node_pools;
use crate::error::{Error, InvalidValue};
use crate::models::{
    CreateNodePoolRequest, NodePoolListResponseData, NodePoolResponseData, PatchNodePoolRequest,
};
use crate::waiter::machine::Goal;

/// Node pools of a cluster.
pub struct NodePools<'a>(pub(super) &'a Client);

impl NodePools<'_> {
    /// `GET /clusters/{clusterId}/nodepools` (Go SDK: `ClustersNodepoolsGet`)
    ///
    /// # Errors
    /// As every call: see [`ErrorKind`](crate::error::ErrorKind).
    pub async fn list(
        &self,
        cluster_id: &str,
        options: &RequestOptions,
    ) -> Result<NodePoolListResponseData, Error> {
        read(self.0, &node_pools::LIST, &[cluster_id], options).await
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
        read(self.0, &node_pools::GET, &[cluster_id, id], options).await
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
        write(self.0, &node_pools::CREATE, &[cluster_id], request, options).await
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
        write(
            self.0,
            &node_pools::UPDATE,
            &[cluster_id, id],
            request,
            options,
        )
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
        read(self.0, &node_pools::DELETE, &[cluster_id, id], options).await
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
        let resource = wait(self.0, &node_pools::GET, &ids, Goal::Available, options).await?;
        decode(&node_pools::GET, resource)
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
        let gone = wait(self.0, &node_pools::GET, &ids, Goal::Deleted, options);
        gone.await.map(|_| ())
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
        Watch::new(self.0, &node_pools::GET, &[cluster_id, id], options)
    }
}
