use serde::{Deserialize, Serialize};

use super::{Lan, MaintenanceWindow, Metadata};

/// Properties of a cluster in an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct Cluster {
    /// Name of the cluster.
    pub name: Option<String>,
    /// Version of the data platform.
    pub data_platform_version: Option<String>,
    /// Id of the virtual data center that hosts the cluster.
    pub datacenter_id: Option<String>,
    /// Weekly window for maintenance.
    pub maintenance_window: Option<MaintenanceWindow>,
    /// LANs that the nodes are part of.
    #[cfg_attr(
        feature = "exports",
        tsify(
            type = "(Pick<Lan, \"lanId\"> & { dhcp?: boolean | null; routes?: Route[] | null })[] | null"
        )
    )]
    pub lans: Option<Vec<Lan>>,
}

/// A cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct ClusterResponseData {
    /// Id of the cluster, a UUID.
    pub id: String,
    /// Type of the resource, `"cluster"`.
    #[serde(default, rename = "type")]
    pub resource_type: Option<String>,
    /// URL of the cluster.
    #[serde(default)]
    pub href: Option<String>,
    /// Data about the cluster, its state among them.
    pub metadata: Metadata,
    /// Its properties.
    pub properties: Cluster,
}

/// A list of clusters. There is no paging.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct ClusterListResponseData {
    /// Id of the list.
    #[serde(default)]
    pub id: Option<String>,
    /// Type of the resource, `"collection"`.
    #[serde(default, rename = "type")]
    pub resource_type: Option<String>,
    /// URL of the list.
    #[serde(default)]
    pub href: Option<String>,
    /// The clusters.
    pub items: Vec<ClusterResponseData>,
}

/// Properties of a cluster that is to be created.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct CreateClusterProperties {
    /// Name of the cluster: 2 to 63 letters, digits, `-`, `_` or `.`; the first and the last a letter or digit.
    pub name: String,
    /// Version of the data platform. Optional in the API, but send it: in 2023 the service refused
    /// a creation without it. `versions.latest()` gives the newest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub data_platform_version: Option<String>,
    /// Id of the virtual data center that is to host the cluster, a UUID. It cannot be changed later.
    pub datacenter_id: String,
    /// Weekly window for maintenance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub maintenance_window: Option<MaintenanceWindow>,
    /// LANs that the nodes are to be part of. The service refuses `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub lans: Option<Vec<Lan>>,
}

/// Body of a cluster's creation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct CreateClusterRequest {
    /// Properties of the new cluster.
    pub properties: CreateClusterProperties,
}

/// Properties of a cluster that can be changed. What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct PatchClusterProperties {
    /// New name: 2 to 63 letters, digits, `-`, `_` or `.`; the first and the last a letter or digit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub name: Option<String>,
    /// Version to upgrade to, one of `metadata.availableUpgradeVersions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub data_platform_version: Option<String>,
    /// New weekly window for maintenance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub maintenance_window: Option<MaintenanceWindow>,
    /// New LANs; they replace the present ones. The service refuses `null`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub lans: Option<Vec<Lan>>,
}

/// Body of a cluster's change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct PatchClusterRequest {
    /// What is to change.
    pub properties: PatchClusterProperties,
}
