use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::{AutoScaling, AvailabilityZone, MaintenanceWindow, Metadata, StorageType};

/// Properties of a node pool in an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct NodePool {
    /// Name of the node pool.
    pub name: Option<String>,
    /// Version of the data platform. It was seen to be `null` while
    /// `metadata.currentDataPlatformVersion` was set.
    pub data_platform_version: Option<String>,
    /// Id of the virtual data center that hosts the nodes.
    pub datacenter_id: Option<String>,
    /// Number of nodes.
    pub node_count: Option<i32>,
    /// CPU family, or `"AUTO"`.
    pub cpu_family: Option<String>,
    /// CPU cores per node.
    pub cores_count: Option<i32>,
    /// RAM per node in MB.
    pub ram_size: Option<i32>,
    /// Zone in which the nodes are placed.
    pub availability_zone: Option<AvailabilityZone>,
    /// Hardware type of the volumes.
    pub storage_type: Option<StorageType>,
    /// Size of the volume per node in GB.
    pub storage_size: Option<i32>,
    /// Weekly window for maintenance.
    pub maintenance_window: Option<MaintenanceWindow>,
    /// Kubernetes labels. They hold strings, as far as is known; other values are kept, not refused.
    #[cfg_attr(feature = "exports", tsify(type = "Record<string, string> | null"))]
    pub labels: Option<BTreeMap<String, LabelValue>>,
    /// Kubernetes annotations. They hold strings, as far as is known; other values are kept, not refused.
    #[cfg_attr(feature = "exports", tsify(type = "Record<string, string> | null"))]
    pub annotations: Option<BTreeMap<String, LabelValue>>,
    /// Range for automatic scaling. Absent, `null` or 0 to 0 means "off".
    pub auto_scaling: Option<AutoScaling>,
}

/// A node pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct NodePoolResponseData {
    /// Id of the node pool, a UUID.
    pub id: String,
    /// Type of the resource, `"nodepool"`.
    #[serde(default, rename = "type")]
    pub resource_type: Option<String>,
    /// URL of the node pool.
    #[serde(default)]
    pub href: Option<String>,
    /// Data about the node pool, its state among them.
    pub metadata: Metadata,
    /// Its properties.
    pub properties: NodePool,
}

/// The node pools of a cluster. There is neither paging nor a filter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct NodePoolListResponseData {
    /// Id of the list.
    #[serde(default)]
    pub id: Option<String>,
    /// Type of the resource, `"collection"`.
    #[serde(default, rename = "type")]
    pub resource_type: Option<String>,
    /// URL of the list.
    #[serde(default)]
    pub href: Option<String>,
    /// The node pools.
    pub items: Vec<NodePoolResponseData>,
}

/// Properties of a node pool that is to be created. All but the name and the count can be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct CreateNodePoolProperties {
    /// Name of the node pool: 2 to 63 letters, digits, `-`, `_` or `.`; the first and the last a
    /// letter or digit. It cannot be changed later.
    pub name: String,
    /// Number of nodes, 1 or more.
    pub node_count: i32,
    /// CPU family that the data center offers, or `"AUTO"`, the default. It cannot be changed later.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub cpu_family: Option<String>,
    /// CPU cores per node, 1 or more. Default: 4. It cannot be changed later.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub cores_count: Option<i32>,
    /// RAM per node in MB, 2048 or more, a multiple of 1024. Default: 4096. It cannot be changed later.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub ram_size: Option<i32>,
    /// Zone in which the nodes are placed. Default: `"AUTO"`. It cannot be changed later.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub availability_zone: Option<AvailabilityZone>,
    /// Hardware type of the volumes. Default: `"SSD"`. It cannot be changed later.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub storage_type: Option<StorageType>,
    /// Size of the volume per node in GB, 10 or more. Default: 20. It cannot be changed later.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub storage_size: Option<i32>,
    /// Weekly window for maintenance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub maintenance_window: Option<MaintenanceWindow>,
    /// Kubernetes labels.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional, type = "Record<string, string>"))]
    pub labels: Option<BTreeMap<String, String>>,
    /// Kubernetes annotations.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional, type = "Record<string, string>"))]
    pub annotations: Option<BTreeMap<String, String>>,
    /// Range for automatic scaling.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub auto_scaling: Option<AutoScaling>,
}

/// Body of a node pool's creation.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct CreateNodePoolRequest {
    /// Properties of the new node pool.
    pub properties: CreateNodePoolProperties,
}

/// Properties of a node pool that can be changed. What is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct PatchNodePoolProperties {
    /// New number of nodes, 1 or more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub node_count: Option<i32>,
    /// New weekly window for maintenance.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional))]
    pub maintenance_window: Option<MaintenanceWindow>,
    /// New Kubernetes labels; they replace the present ones as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional, type = "Record<string, string>"))]
    pub labels: Option<BTreeMap<String, String>>,
    /// New Kubernetes annotations; they replace the present ones as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "exports", tsify(optional, type = "Record<string, string>"))]
    pub annotations: Option<BTreeMap<String, String>>,
    // The doc comment becomes TSDoc, so Rust's spelling is said here: `Some(None)` is `null`.
    /// New range for automatic scaling. `null` switches scaling off; leaving it out keeps it as it is.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "present"
    )]
    #[cfg_attr(feature = "exports", tsify(optional, type = "AutoScaling | null"))]
    pub auto_scaling: Option<Option<AutoScaling>>,
}

/// Body of a node pool's change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
pub struct PatchNodePoolRequest {
    /// What is to change.
    pub properties: PatchNodePoolProperties,
}

/// Value of a label or annotation in an answer. Kubernetes knows only strings there, but the API's
/// model is a free object, and an answer must not fail for that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LabelValue {
    /// A string, as Kubernetes has it.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A truth value.
    Bool(bool),
    /// Anything else: nothing is kept of it.
    #[serde(serialize_with = "unit", deserialize_with = "anything")]
    Other,
}

fn anything<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    serde::de::IgnoredAny::deserialize(deserializer).map(|_| ())
}

fn unit<S: serde::Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_unit()
}

/// Tells `null` (`Some(None)`) from an absent field (`None`), which serde alone would merge.
fn present<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}
