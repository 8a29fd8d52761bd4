//! What the operations do, one function each.

mod clusters;
mod node_pools;
mod versions;

use std::rc::Rc;

use ionoscloud_dataplatform::endpoints::{self, Operation};
use ionoscloud_dataplatform::rules::{check_text, schemas::NAME_FILTER};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::auth::Identity;
use crate::body;
use crate::lifecycle::{Outcome, Plan};
use crate::reply::{Refusal, Reply, to_json};
use crate::resource::Etag;
use crate::router::Route;
use crate::target;
use crate::uuid::Uuid;
use crate::world::{Settings, World};

/// A request that is ready to be carried out.
pub(crate) struct Call<'a> {
    operation: &'static Operation,
    pub(crate) now: u64,
    pub(crate) caller: Rc<Identity>,
    pub(crate) cluster: Uuid,
    node_pool: Uuid,
    /// The filter by name; everything, when it is empty.
    name: String,
    body: &'a [u8],
    /// How the work goes that the request starts.
    outcome: Outcome,
}

impl<'a> Call<'a> {
    /// Checks the parameters of a request.
    pub(crate) fn new(
        now: u64,
        caller: Rc<Identity>,
        route: &Route<'_>,
        body: &'a [u8],
        outcome: Outcome,
    ) -> Result<Self, Refusal> {
        let names = ["clusterId", "nodepoolId"];
        let mut ids = [Uuid(0); 2];
        for ((id, name), parameter) in ids.iter_mut().zip(names).zip(&route.parameters) {
            *id = Uuid::parse(parameter).map_err(|broken| refuse_parameter(name, broken))?;
        }
        let [cluster, node_pool] = ids;
        Ok(Self {
            operation: route.operation,
            now,
            caller,
            cluster,
            node_pool,
            name: name_filter(route)?,
            body,
            outcome,
        })
    }

    /// The body, read and checked.
    fn body<T: DeserializeOwned + Serialize>(&self, settings: &Settings) -> Result<T, Refusal> {
        match &self.operation.body {
            Some(schema) => body::read(schema, self.body, &settings.switches),
            None => Err(Refusal::malformed("the operation has no body")),
        }
    }

    fn plan(&self, ms: u64) -> Plan {
        Plan {
            ms,
            outcome: self.outcome.clone(),
        }
    }
}

fn refuse_parameter(name: &str, broken: impl IntoIterator<Item = String>) -> Refusal {
    let messages = broken
        .into_iter()
        .map(|message| format!("{name} {message}"));
    Refusal::all(400, "dsaas-400", messages)
}

/// The filter of the list of clusters. Parameters that the API does not know are passed over.
fn name_filter(route: &Route<'_>) -> Result<String, Refusal> {
    let Some(known) = route.operation.query else {
        return Ok(String::new());
    };
    let mut filter = None;
    for pair in route.query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = target::decode_query(key).zip(target::decode_query(value));
        let Some((key, value)) = decoded else {
            return Err(Refusal::malformed("the query is not percent-encoded UTF-8"));
        };
        if key != known {
            continue;
        }
        if filter.replace(value).is_some() {
            return Err(refuse_parameter(
                known,
                ["must not be given twice".to_owned()],
            ));
        }
    }
    let filter = filter.unwrap_or_default();
    let broken = check_text(&NAME_FILTER, &filter);
    if !broken.is_empty() {
        let messages = broken.into_iter().map(|(_, message)| message);
        return Err(refuse_parameter(known, messages));
    }
    Ok(filter)
}

/// What an operation answers when it is carried out.
pub(crate) struct Answer {
    status: u16,
    etag: Option<Etag>,
    body: Vec<u8>,
    begins_work: bool,
}

impl Answer {
    fn of(body: &impl Serialize) -> Self {
        Self {
            status: 200,
            etag: None,
            body: to_json(body),
            begins_work: false,
        }
    }

    /// Says whether the operation has begun work.
    fn beginning(self, begins_work: bool) -> Self {
        Self {
            begins_work,
            ..self
        }
    }

    fn with_etag(self, etag: Etag) -> Self {
        Self {
            etag: Some(etag),
            ..self
        }
    }
}

impl From<Answer> for Reply {
    fn from(answer: Answer) -> Self {
        let mut reply = Self::json(answer.status, answer.body);
        reply.begins_work = answer.begins_work;
        if let Some(etag) = answer.etag {
            reply.set_header("ETag", format!("\"{etag}\""));
        }
        reply
    }
}

type Handler = fn(&mut World, &Call<'_>) -> Result<Answer, Refusal>;

static HANDLERS: [(&Operation, Handler); 12] = [
    (&endpoints::clusters::LIST, clusters::list),
    (&endpoints::clusters::CREATE, clusters::create),
    (&endpoints::clusters::GET, clusters::get),
    (&endpoints::clusters::UPDATE, clusters::update),
    (&endpoints::clusters::DELETE, clusters::delete),
    (&endpoints::clusters::KUBECONFIG, clusters::kubeconfig),
    (&endpoints::node_pools::LIST, node_pools::list),
    (&endpoints::node_pools::CREATE, node_pools::create),
    (&endpoints::node_pools::GET, node_pools::get),
    (&endpoints::node_pools::UPDATE, node_pools::update),
    (&endpoints::node_pools::DELETE, node_pools::delete),
    (&endpoints::versions::LIST, versions::list),
];

/// Carries out a call.
pub(crate) fn perform(world: &mut World, call: &Call<'_>) -> Result<Answer, Refusal> {
    let handler = HANDLERS
        .iter()
        .find(|(operation, _)| std::ptr::eq(*operation, call.operation));
    match handler {
        Some((_, handler)) => handler(world, call),
        None => Err(Refusal::new(
            501,
            "dsaas-501",
            "the emulator does not know the operation",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_handler() {
        let handled = HANDLERS.map(|(operation, _)| operation.name);
        assert_eq!(handled, endpoints::ALL.map(|operation| operation.name));
    }
}
