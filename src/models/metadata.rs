use serde::{Deserialize, Serialize};

use super::open_enum::open_enum;

open_enum! {
    /// Where a cluster or node pool is in its life.
    #[cfg_attr(feature = "exports", derive(tsify::Tsify))]
    #[cfg_attr(feature = "exports", tsify(type = r#""AVAILABLE" | "BUSY" | "DEPLOYING" | "FAILED" | "UPDATING" | "FAILED_UPDATING" | "DESTROYING" | "FAILED_DESTROYING" | "TERMINATED" | (string & {})"#))]
    State {
        /// Nothing is pending.
        Available = "AVAILABLE",
        /// A change is pending; further ones are queued.
        Busy = "BUSY",
        /// It is being created.
        Deploying = "DEPLOYING",
        /// Its creation failed.
        Failed = "FAILED",
        /// It is being changed.
        Updating = "UPDATING",
        /// A change failed.
        FailedUpdating = "FAILED_UPDATING",
        /// It is being deleted.
        Destroying = "DESTROYING",
        /// Its deletion failed.
        FailedDestroying = "FAILED_DESTROYING",
        /// It was deleted.
        Terminated = "TERMINATED",
    }
}

/// Data about a resource, all of it set by the service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(feature = "exports", derive(tsify::Tsify))]
#[cfg_attr(feature = "exports", tsify(missing_as_null))]
pub struct Metadata {
    /// Entity tag of the resource (RFC 9110). Note the spelling.
    #[serde(rename = "ETag")]
    pub etag: Option<String>,
    /// Time of the creation, RFC 3339, UTC.
    pub created_date: Option<String>,
    /// Who created it, usually an e-mail address.
    pub created_by: Option<String>,
    /// Id of the user who created it.
    pub created_by_user_id: Option<String>,
    /// Number of the contract in which it was created; a string.
    pub created_in_contract_number: Option<String>,
    /// Time of the last change, RFC 3339, UTC.
    pub last_modified_date: Option<String>,
    /// Who changed it last, usually an e-mail address.
    pub last_modified_by: Option<String>,
    /// Id of the user who changed it last.
    pub last_modified_by_user_id: Option<String>,
    /// Version of the data platform that is running now.
    pub current_data_platform_version: Option<String>,
    /// The service's own revision, for roll-outs that break nothing.
    #[cfg_attr(feature = "exports", tsify(type = "number | null"))]
    pub current_data_platform_revision: Option<i64>,
    /// Versions that the cluster can be upgraded to.
    pub available_upgrade_versions: Option<Vec<String>>,
    /// Where the resource is in its life.
    pub state: Option<State>,
}
