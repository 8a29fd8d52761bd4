//! What to do when nobody knows whether a create took effect: look for what it may have made.
//!
//! The API has no idempotency key. A candidate has exactly the name that was sent, in the same
//! data center, was not seen before the create, and was created since. That is evidence, no proof:
//! somebody else may have created the same at the same time. So several candidates are never
//! chosen from, and none is never taken for "not created". Of the creates of one client more is
//! known: what one of them gave out is no other's, and while two of them are after the same, neither
//! takes what the other may yet be answered with.

use std::cell::Cell;
use std::rc::{Rc, Weak};

use js_sys::{Array, Object};
use wasm_bindgen::{JsCast, JsValue};

use super::State;
use crate::endpoints::{Operation, clusters, node_pools};
use crate::host::{get, number, put, sys, text};
use crate::rules::parse_uuid;
use crate::take_cell::TakeCell;

/// How far the service's clock may be behind ours.
const CLOCK_SKEW_MS: f64 = 60_000.0;

/// When to look again for a write that comes late: milliseconds since the look before.
pub(super) const LOOKS_MS: [f64; 5] = [0.0, 1_000.0, 3_000.0, 6_000.0, 10_000.0];

/// What a create is to make.
#[derive(PartialEq)]
pub(super) struct Target {
    /// The cluster in which a node pool is to be; `None` for a cluster.
    pub(super) cluster_id: Option<String>,
    pub(super) name: String,
    datacenter_id: Option<String>,
}

/// The creates of a client that are under way.
#[derive(Default)]
pub(crate) struct Creates(TakeCell<Vec<Weak<Target>>>);

impl Creates {
    fn begin(&self, target: &Rc<Target>) {
        self.0.with(|under_way| {
            under_way.retain(|other| other.strong_count() > 0);
            under_way.push(Rc::downgrade(target));
        });
    }

    fn has_rival(&self, target: &Rc<Target>) -> bool {
        self.0.with(|under_way| {
            let mut others = under_way.iter().filter_map(Weak::upgrade);
            others.any(|other| !Rc::ptr_eq(&other, target) && other == *target)
        })
    }
}

/// What a search starts from. It goes with the error, so that the caller can search later.
pub(crate) struct Lookup {
    pub(super) target: Rc<Target>,
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
        if !is_create {
            return None;
        }
        let properties = get(body, "properties");
        let name = text(&get(&properties, "name"))?;
        let target = Rc::new(Target {
            cluster_id: ids.first().cloned(),
            name,
            datacenter_id: text(&get(&properties, "datacenterId")),
        });
        state.creates.begin(&target);
        Some(Self {
            target,
            since: now,
            place: Cell::new(state.seen.place()),
        })
    }

    /// The operation that lists what may have been made.
    pub(super) fn list(&self) -> &'static Operation {
        match self.target.cluster_id {
            Some(_) => &node_pools::LIST,
            None => &clusters::LIST,
        }
    }

    /// Takes in that everything in sight so far was there before.
    pub(super) fn begin_here(&self, state: &State) {
        self.place.set(state.seen.place());
    }

    /// Whether another create of the same client may be answered with what a list shows.
    pub(super) fn has_rival(&self, state: &State) -> bool {
        state.creates.has_rival(&self.target)
    }

    /// The candidates of a list.
    pub(super) fn candidates(&self, list: &JsValue, state: &State) -> Array {
        let items: Array = get(list, "items").unchecked_into();
        items.filter(&mut |item, _, _| self.matches(&item, state))
    }

    fn matches(&self, item: &JsValue, state: &State) -> bool {
        let target = &self.target;
        let properties = get(item, "properties");
        let has_name = text(&get(&properties, "name")).as_deref() == Some(target.name.as_str());
        let datacenter = text(&get(&properties, "datacenterId"));
        // A node pool is found in its own cluster; its data center is not what was asked for.
        let is_there = target.datacenter_id.is_none() || datacenter == target.datacenter_id;
        let id = id_of(item);
        let is_new = !id.is_some_and(|id| state.seen.was_seen_before(id, self.place.get()));
        let created = sys::date_parse(&get(&get(item, "metadata"), "createdDate"));
        let is_since = created.is_nan() || created >= self.since - CLOCK_SKEW_MS;
        has_name && is_there && is_new && is_since
    }

    pub(crate) fn to_js(&self) -> JsValue {
        let object = Object::new();
        if let Some(id) = &self.target.cluster_id {
            put(&object, "clusterId", id.as_str());
        }
        put(&object, "name", self.target.name.as_str());
        if let Some(id) = &self.target.datacenter_id {
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
        let target = Target {
            cluster_id: text(&get(value, "clusterId")),
            name: text(&get(value, "name"))?,
            datacenter_id: text(&get(value, "datacenterId")),
        };
        Some(Self {
            target: Rc::new(target),
            since: number(&get(value, "since"))?,
            place: Cell::new(place),
        })
    }
}

/// The id of a resource.
pub(super) fn id_of(resource: &JsValue) -> Option<u128> {
    parse_uuid(text(&get(resource, "id"))?.as_bytes())
}
