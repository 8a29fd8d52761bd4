use serde::{Deserialize, Serialize};

/// The versions of the data platform that the service knows.
///
/// Retired versions are listed too, so not each of them can be used for a new cluster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct VersionsGet200Response {
    /// Id of the list.
    #[serde(default)]
    pub id: Option<String>,
    /// Type of the resource, `"collection"`.
    #[serde(default, rename = "type")]
    pub resource_type: Option<String>,
    /// URL of the list.
    #[serde(default)]
    pub href: Option<String>,
    /// The versions, for example `["23.11", "24.3"]`. They order numerically: 23.11 is newer than 23.4.
    pub items: Vec<String>,
}
