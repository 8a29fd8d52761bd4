//! The 25 models of the API, one file per resource, under the API's own names.
//!
//! Their doc comments become TSDoc. Requests leave out what is `None`, so that nothing is sent
//! that the caller did not set; answers accept `null` for everything optional, because the
//! service was seen to send it.

mod auto_scaling;
mod availability_zone;
mod cluster;
mod error_response;
mod lan;
mod maintenance_window;
mod metadata;
mod node_pool;
mod open_enum;
mod storage_type;
mod versions;

pub use auto_scaling::{AutoScaling, AutoScalingBase};
pub use availability_zone::AvailabilityZone;
pub use cluster::{
    Cluster, ClusterListResponseData, ClusterResponseData, CreateClusterProperties,
    CreateClusterRequest, PatchClusterProperties, PatchClusterRequest,
};
pub use error_response::{ErrorMessage, ErrorResponse};
pub use lan::{Lan, Route};
pub use maintenance_window::{DayOfTheWeek, MaintenanceWindow};
pub use metadata::{Metadata, State};
pub use node_pool::{
    CreateNodePoolProperties, CreateNodePoolRequest, LabelValue, NodePool,
    NodePoolListResponseData, NodePoolResponseData, PatchNodePoolProperties, PatchNodePoolRequest,
};
pub use storage_type::StorageType;
pub use versions::VersionsGet200Response;
