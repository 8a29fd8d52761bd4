//! What to do when nobody knows whether a create took effect: look for what it may have made.
//!
//! The API has no idempotency key. A candidate has exactly the name that was sent, in the same
//! data center, was not seen before the create, and was created since. That is evidence, no proof:
//! somebody else may have created the same at the same time. So several candidates are never
//! chosen from, and none is never taken for "not created". Of the creates of one client more is
//! known: what one of them gave out is no other's, and while two of them are after the same, neither
//! takes what the other may yet be answered with.

use std::sync::{Arc, Weak};

use super::options::CallOptions;
use super::{Client, push_filter};
use crate::date;
use crate::endpoints::{Operation, clusters, node_pools};
use crate::error::Failure;
use crate::message::{Value, Writer};
use crate::rules::parse_uuid;
use crate::step::{Given, Input, Moment, Step};
use crate::transport::{Exchange, Flow};

/// How far the service's clock may be behind ours.
const CLOCK_SKEW_MS: f64 = 60_000.0;

/// How wrong a clock may be beyond that, where the date is not the only witness.
const WRONG_BY_MS: f64 = 3_600_000.0;

/// When to look again for a write that comes late: milliseconds since the look before.
pub(super) const LOOKS_MS: [f64; 5] = [0.0, 1_000.0, 3_000.0, 6_000.0, 10_000.0];

/// What a create is to make.
struct Target {
    /// The cluster in which a node pool is to be; `None` for a cluster.
    cluster_id: Option<String>,
    name: String,
    datacenter_id: Option<String>,
}

impl Target {
    fn is_same(&self, other: &Self) -> bool {
        let is_same = |id: &Option<String>, other: &Option<String>| match (id, other) {
            (Some(id), Some(other)) => is_same_id(id, other),
            (id, other) => id == other,
        };
        self.name == other.name
            && is_same(&self.cluster_id, &other.cluster_id)
            && is_same(&self.datacenter_id, &other.datacenter_id)
    }
}

/// Whether two ids are one: a UUID may be written with or without dashes.
fn is_same_id(id: &str, other: &str) -> bool {
    id == other
        || parse_uuid(id.as_bytes()).is_some_and(|id| parse_uuid(other.as_bytes()) == Some(id))
}

/// The creates of a client that are under way.
#[derive(Default)]
pub(crate) struct Creates(Vec<Weak<Target>>);

impl Creates {
    fn begin(&mut self, target: &Arc<Target>) {
        self.0.retain(|other| other.strong_count() > 0);
        self.0.push(Arc::downgrade(target));
    }

    fn has_rival(&self, target: &Arc<Target>) -> bool {
        let mut others = self.0.iter().filter_map(Weak::upgrade);
        others.any(|other| !Arc::ptr_eq(&other, target) && other.is_same(target))
    }
}

/// What a search starts from. It goes with the error, so that the caller can search later.
pub(crate) struct Lookup {
    target: Arc<Target>,
    since: f64,
    place: u64,
}

impl Lookup {
    /// Begins before the create is sent.
    pub(super) fn new(
        cluster_id: Option<String>,
        body: &[u8],
        moment: &mut Moment,
    ) -> Option<Self> {
        let properties = Value::of(body).get("properties");
        let target = Arc::new(Target {
            cluster_id,
            name: properties.get("name").text()?,
            datacenter_id: properties.get("datacenterId").text(),
        });
        moment.client.creates.begin(&target);
        Some(Self {
            target,
            since: moment.now,
            place: moment.client.seen.place(),
        })
    }

    /// The operation that lists what may have been made.
    fn list(&self) -> &'static Operation {
        match self.target.cluster_id {
            Some(_) => &node_pools::LIST,
            None => &clusters::LIST,
        }
    }

    /// A look at what is there.
    pub(super) fn look(&self, options: &CallOptions, moment: &Moment) -> Exchange {
        let operation = self.list();
        let mut url = moment.client.begin_url(operation);
        let cluster_id = self.target.cluster_id.as_deref().unwrap_or_default();
        operation.push_path(&mut url, |url, _cluster_id| url.push_str(cluster_id));
        push_filter(&mut url, operation, Some(&self.target.name));
        Exchange::new(operation, url, options.clone(), moment)
    }

    /// Takes in that everything in sight so far was there before. So the date of what comes into sight says
    /// little more, and a clock that is wrong is not to hide it.
    pub(super) fn begin_here(&mut self, client: &Client) {
        self.place = client.seen.place();
        self.since -= WRONG_BY_MS;
    }

    /// Whether another create of the same client may be answered with what a list shows.
    pub(super) fn has_rival(&self, client: &Client) -> bool {
        client.creates.has_rival(&self.target)
    }

    /// The candidates of a list: their places in it, and the id of the last.
    pub(super) fn candidates(&self, list: &[u8], client: &Client) -> (Vec<u32>, Option<u128>) {
        let mut places = Vec::new();
        let mut last = None;
        for (place, item) in (0..).zip(Value::of(list).get("items").items()) {
            let id = item.get("id").text();
            let id = id.and_then(|id| parse_uuid(id.as_bytes()));
            if self.matches(item, id, client) {
                places.push(place);
                last = id;
            }
        }
        (places, last)
    }

    fn matches(&self, item: Value, id: Option<u128>, client: &Client) -> bool {
        let target = &self.target;
        let properties = item.get("properties");
        let has_name = properties.get("name").is(&target.name);
        // A node pool is found in its own cluster; its data center is not what was asked for.
        let is_there = target.datacenter_id.as_deref().is_none_or(|id| {
            let found = properties.get("datacenterId").text();
            found.is_some_and(|found| is_same_id(&found, id))
        });
        let is_new = !id.is_some_and(|id| client.seen.was_seen_before(id, self.place));
        let created = item.get("metadata").get("createdDate").text();
        let created = created.and_then(|text| date::rfc3339(text.as_bytes()));
        let is_since = created.is_none_or(|created| created >= self.since - CLOCK_SKEW_MS);
        has_name && is_there && is_new && is_since
    }

    /// What an error remembers.
    pub(super) fn to_json(&self) -> String {
        let mut data = Writer::object();
        data.some_text("clusterId", self.target.cluster_id.as_deref());
        data.text("name", &self.target.name);
        data.some_text("datacenterId", self.target.datacenter_id.as_deref());
        data.number("since", self.since);
        #[allow(clippy::cast_precision_loss)]
        data.number("place", self.place as f64);
        data.finish()
    }

    pub(super) fn read(value: Value) -> Option<Self> {
        let target = Target {
            cluster_id: value.get("clusterId").text(),
            name: value.get("name").text()?,
            datacenter_id: value.get("datacenterId").text(),
        };
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let place = value.get("place").number()? as u64;
        Some(Self {
            target: Arc::new(target),
            since: value.get("since").number()?,
            place,
        })
    }
}

/// A search for the candidates of a create of unknown outcome, as its error remembers it.
pub(crate) struct Search {
    lookup: Lookup,
    exchange: Exchange,
}

impl Search {
    pub(super) fn new(lookup: Lookup, options: &CallOptions, moment: &Moment) -> Self {
        let exchange = lookup.look(options, moment);
        Self { lookup, exchange }
    }

    pub(crate) fn on(&mut self, moment: &mut Moment, input: &Input) -> Step {
        match self.exchange.on(moment, input) {
            Flow::Next(step) => step,
            Flow::End(Err(failure)) => Step::Fail(failure),
            Flow::End(Ok(_)) => {
                let (places, _) = self.lookup.candidates(input.body(), moment.client);
                Step::Give(Given::Items(places))
            }
        }
    }

    pub(crate) fn exchange(&self) -> &Exchange {
        &self.exchange
    }

    pub(crate) fn abort(&self, moment: &Moment, is_sent: bool, words: Option<&str>) -> Failure {
        self.exchange.abort(moment, is_sent, words)
    }
}
