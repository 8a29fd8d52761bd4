use std::fmt;
use std::rc::Rc;

use ionoscloud_dataplatform::models::State;
use serde::{Serialize, Serializer};

use crate::auth::Identity;
use crate::config::{Presence, Role, Switches, Visibility};
use crate::dates::Timestamp;
use crate::random::mix;
use crate::uuid::Uuid;

/// Who created and changed a resource, and when.
#[derive(Debug)]
pub(crate) struct Stamp {
    created_at: Timestamp,
    created_by: Rc<Identity>,
    modified_at: Timestamp,
    modified_by: Rc<Identity>,
}

impl Stamp {
    pub(crate) fn new(now: u64, author: &Rc<Identity>) -> Self {
        Self {
            created_at: Timestamp(now),
            created_by: Rc::clone(author),
            modified_at: Timestamp(now),
            modified_by: Rc::clone(author),
        }
    }

    pub(crate) fn modify(&mut self, now: u64, author: &Rc<Identity>) {
        self.modified_at = Timestamp(now);
        self.modified_by = Rc::clone(author);
    }

    pub(crate) fn is_visible_to(&self, caller: &Identity, switches: &Switches) -> bool {
        caller.role == Role::Administrator
            || switches.visibility == Visibility::Contract
            || caller.user_id == self.created_by.user_id
    }
}

/// Tells one representation of a resource from another (RFC 9110, 8.8.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Etag(u128);

impl Etag {
    /// The tag of a resource after so many changes, while it runs with `version`: node pools follow
    /// the version of their cluster without a change of their own.
    pub(crate) fn new(id: Uuid, revision: u32, version: &str) -> Self {
        let start = mix(u64::from(revision));
        let spread = version.bytes().fold(start, |hash, byte| {
            mix(hash.wrapping_add(u64::from(byte) + 1))
        });
        let high = mix(spread ^ (id.0 >> 64) as u64);
        let low = mix(high ^ id.0 as u64);
        Self((u128::from(high) << 64) | u128::from(low))
    }
}

impl fmt::Display for Etag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl Serialize for Etag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// `Metadata` as it is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MetadataView<'a, U> {
    #[serde(rename = "ETag", skip_serializing_if = "Option::is_none")]
    etag: Option<Etag>,
    created_date: Timestamp,
    created_by: &'a str,
    created_by_user_id: &'a str,
    created_in_contract_number: &'a str,
    last_modified_date: Timestamp,
    last_modified_by: &'a str,
    last_modified_by_user_id: &'a str,
    current_data_platform_version: &'a str,
    current_data_platform_revision: u32,
    available_upgrade_versions: U,
    state: State,
}

impl<'a, U: Serialize> MetadataView<'a, U> {
    pub(crate) fn new(
        stamp: &'a Stamp,
        etag: Etag,
        version: &'a str,
        upgrades: U,
        state: State,
        switches: &Switches,
    ) -> Self {
        Self {
            etag: (switches.metadata_etag == Presence::Present).then_some(etag),
            created_date: stamp.created_at,
            created_by: &stamp.created_by.user,
            created_by_user_id: &stamp.created_by.user_id,
            created_in_contract_number: &stamp.created_by.contract_number,
            last_modified_date: stamp.modified_at,
            last_modified_by: &stamp.modified_by.user,
            last_modified_by_user_id: &stamp.modified_by.user_id,
            current_data_platform_version: version,
            current_data_platform_revision: 1,
            available_upgrade_versions: upgrades,
            state,
        }
    }
}

/// A resource as it is answered.
#[derive(Serialize)]
pub(crate) struct ResourceView<'a, P, U> {
    pub(crate) id: Uuid,
    #[serde(rename = "type")]
    pub(crate) resource_type: &'static str,
    pub(crate) href: String,
    pub(crate) metadata: MetadataView<'a, U>,
    pub(crate) properties: P,
}

/// A list as it is answered.
#[derive(Serialize)]
pub(crate) struct ListView<I> {
    id: &'static str,
    #[serde(rename = "type")]
    resource_type: &'static str,
    href: String,
    items: I,
}

impl<I> ListView<I> {
    pub(crate) fn new(id: &'static str, href: String, items: I) -> Self {
        Self {
            id,
            resource_type: "collection",
            href,
            items,
        }
    }
}
