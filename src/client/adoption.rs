//! What to do when nobody knows whether a create took effect: look for what it may have made.
//!
//! The API has no idempotency key. A candidate has exactly the name that was sent, in the same
//! data center, was not seen before the create, and was created since. That is evidence, no proof:
//! somebody else may have created the same at the same time. So several candidates are never
//! chosen from, and none is never taken for "not created".

use std::cell::Cell;

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

use super::State;
use crate::endpoints::{Operation, clusters, node_pools};
use crate::host::{get, number, put, sys, text};
use crate::rules::parse_uuid;

/// How far the service's clock may be behind ours.
const CLOCK_SKEW_MS: f64 = 60_000.0;

/// When to look again for a write that comes late: milliseconds since the look before.
pub(super) const LOOKS_MS: [f64; 5] = [0.0, 1_000.0, 3_000.0, 6_000.0, 10_000.0];

/// What a search starts from. It goes with the error, so that the caller can search later.
pub(crate) struct Lookup {
    /// The cluster in which a node pool was to be; `None` for a cluster.
    pub(super) cluster_id: Option<String>,
    pub(super) name: String,
    datacenter_id: Option<String>,
    since: f64,
    place: Cell<u64>,
}

impl Lookup {
    /// Begins before the create is sent.
    pub(super) fn new(
        operation: &'static Operation,
        ids: &[String],
        body: &JsValue,
        state: &State,
        now: f64,
    ) -> Option<Self> {
        let is_create = std::ptr::eq(operation, &raw const clusters::CREATE)
            || std::ptr::eq(operation, &raw const node_pools::CREATE);
        let properties = get(body, "properties");
        let name = text(&get(&properties, "name")).filter(|_| is_create)?;
        Some(Self {
            cluster_id: ids.first().cloned(),
            name,
            datacenter_id: text(&get(&properties, "datacenterId")),
            since: now,
            place: Cell::new(state.seen.place()),
        })
    }

    /// The operation that lists what may have been made.
    pub(super) fn list(&self) -> &'static Operation {
        match self.cluster_id {
            Some(_) => &node_pools::LIST,
            None => &clusters::LIST,
        }
    }

    /// Takes in that everything in sight so far was there before.
    pub(super) fn begin_here(&self, state: &State) {
        self.place.set(state.seen.place());
    }

    /// The candidates of a list.
    pub(super) fn candidates(&self, list: &JsValue, state: &State) -> Array {
        let items: Array = get(list, "items").unchecked_into();
        items.filter(&mut |item, _, _| self.matches(&item, state))
    }

    fn matches(&self, item: &JsValue, state: &State) -> bool {
        let properties = get(item, "properties");
        let has_name = text(&get(&properties, "name")).as_deref() == Some(self.name.as_str());
        let datacenter = text(&get(&properties, "datacenterId"));
        // A node pool is found in its own cluster; its data center is not what was asked for.
        let is_there = self.datacenter_id.is_none() || datacenter == self.datacenter_id;
        let id = text(&get(item, "id")).and_then(|id| parse_uuid(id.as_bytes()));
        let is_new = !id.is_some_and(|id| state.seen.was_seen_before(id, self.place.get()));
        let created = sys::date_parse(&get(&get(item, "metadata"), "createdDate"));
        let is_since = created.is_nan() || created >= self.since - CLOCK_SKEW_MS;
        has_name && is_there && is_new && is_since
    }

    pub(crate) fn to_js(&self) -> JsValue {
        let object = Object::new();
        if let Some(id) = &self.cluster_id {
            put(&object, "clusterId", id.as_str());
        }
        put(&object, "name", self.name.as_str());
        if let Some(id) = &self.datacenter_id {
            put(&object, "datacenterId", id.as_str());
        }
        put(&object, "since", self.since);
        #[allow(clippy::cast_precision_loss)]
        put(&object, "place", self.place.get() as f64);
        object.into()
    }

    pub(crate) fn from_js(value: &JsValue) -> Option<Self> {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let place = number(&get(value, "place"))? as u64;
        Some(Self {
            cluster_id: text(&get(value, "clusterId")),
            name: text(&get(value, "name"))?,
            datacenter_id: text(&get(value, "datacenterId")),
            since: number(&get(value, "since"))?,
            place: Cell::new(place),
        })
    }
}
