use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::cluster::Cluster;
use crate::config::{Tenant, check_tenants};
use crate::dates::LATEST;
use crate::emulator::Emulator;
use crate::faults::FaultRule;
use crate::journal::Journal;
use crate::json::read_object;
use crate::lifecycle::{Outcome, Plan};
use crate::names;
use crate::reply::{Refusal, to_json};
use crate::target;
use crate::uuid::Uuid;
use crate::world::Settings;

/// What a control answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ControlReply {
    /// The status, as over HTTP.
    pub status: u16,
    /// The body, JSON text.
    pub body: Vec<u8>,
}

/// Why a control did nothing.
struct Failure {
    status: u16,
    error: String,
}

type Controlled = Result<Vec<u8>, Failure>;
type Control = fn(&mut Emulator, &Ask<'_>) -> Controlled;

/// What a control is asked.
struct Ask<'a> {
    now: u64,
    query: &'a str,
    body: &'a [u8],
}

/// Every control: what tests may look at and change, beside the API.
const CONTROLS: [(&str, &str, Control); 10] = [
    ("POST", "/_emulator/reset", reset),
    ("GET", "/_emulator/state", state),
    ("GET", "/_emulator/journal", journal),
    ("DELETE", "/_emulator/journal", clear_journal),
    ("GET", "/_emulator/faults", faults),
    ("POST", "/_emulator/faults", add_fault),
    ("DELETE", "/_emulator/faults", clear_faults),
    ("GET", "/_emulator/tenants", tenants),
    ("PUT", "/_emulator/tenants", declare_tenants),
    ("POST", "/_emulator/load", load),
];

impl Emulator {
    /// Carries out a control.
    pub fn control(&mut self, now: u64, method: &str, target: &str, body: &[u8]) -> ControlReply {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let of_path = || CONTROLS.iter().filter(|(_, known, _)| *known == path);
        let control = of_path().find(|(known, _, _)| *known == method);
        let done = match control {
            Some((_, _, control)) => {
                let now = now.min(LATEST);
                control(self, &Ask { now, query, body })
            }
            None if of_path().next().is_some() => Err(Failure::new(405, "method not allowed")),
            None => Err(Failure::new(404, "there is no such control")),
        };
        match done {
            Ok(body) => ControlReply { status: 200, body },
            Err(failure) => ControlReply {
                status: failure.status,
                body: to_json(&json!({ "error": failure.error })),
            },
        }
    }
}

fn reset(emulator: &mut Emulator, ask: &Ask<'_>) -> Controlled {
    emulator.reset();
    state(emulator, ask)
}

/// The exchanges of the operation that the query names; all of them where it names none.
fn journal(emulator: &mut Emulator, ask: &Ask<'_>) -> Controlled {
    let named = ask
        .query
        .split('&')
        .find_map(|pair| pair.strip_prefix("operation="));
    let Some(named) = named else {
        return Ok(to_json(&emulator.journal));
    };
    let name = target::decode_query(named).unwrap_or_else(|| named.to_owned());
    let operation = names::operation(&name).map_err(Failure::bad_request)?;
    Ok(to_json(&emulator.journal.of(operation.name)))
}

fn clear_journal(emulator: &mut Emulator, _: &Ask<'_>) -> Controlled {
    emulator.journal = Journal::default();
    Ok(to_json(&emulator.journal))
}

fn faults(emulator: &mut Emulator, _: &Ask<'_>) -> Controlled {
    Ok(to_json(&json!({ "faults": emulator.faults.pending() })))
}

fn add_fault(emulator: &mut Emulator, ask: &Ask<'_>) -> Controlled {
    let rule: FaultRule = read(ask.body)?;
    emulator.faults.add(rule).map_err(Failure::bad_request)?;
    faults(emulator, ask)
}

fn clear_faults(emulator: &mut Emulator, ask: &Ask<'_>) -> Controlled {
    emulator.faults.clear();
    faults(emulator, ask)
}

/// Who is declared, without their credentials.
fn tenants(emulator: &mut Emulator, _: &Ask<'_>) -> Controlled {
    let tenants: Vec<_> = emulator.tenants.identities().collect();
    Ok(to_json(&json!({ "tenants": tenants })))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Declaration {
    tenants: Vec<Tenant>,
}

fn declare_tenants(emulator: &mut Emulator, ask: &Ask<'_>) -> Controlled {
    let Declaration { tenants: declared } = read(ask.body)?;
    check_tenants(&declared).map_err(|error| Failure::bad_request(error.0))?;
    emulator
        .tenants
        .declare(declared, &emulator.config.contract);
    tenants(emulator, ask)
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Census<'a> {
    contract_number: &'a str,
    clusters: usize,
    node_pools: usize,
    states: BTreeMap<String, usize>,
}

fn state(emulator: &mut Emulator, ask: &Ask<'_>) -> Controlled {
    let now = ask.now;
    let contracts: Vec<_> = emulator
        .world
        .contracts(now)
        .map(|(contract_number, clusters, _)| {
            let mut census = Census {
                contract_number,
                clusters: clusters.len(),
                node_pools: 0,
                states: BTreeMap::new(),
            };
            for cluster in clusters.iter() {
                census.count(cluster);
            }
            census
        })
        .collect();
    Ok(to_json(&json!({
        "now": now,
        "contracts": contracts,
        "faults": emulator.faults.len(),
        "journal": emulator.journal.len(),
    })))
}

impl Census<'_> {
    fn count(&mut self, cluster: &Cluster) {
        self.node_pools += cluster.node_pools.len();
        let pools = cluster.node_pools.iter().map(|pool| pool.state());
        for state in pools.chain([cluster.state()]) {
            *self.states.entry(state.into()).or_default() += 1;
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Load {
    cluster_id: String,
    node_pool_id: String,
    nodes: u16,
}

/// The load on a node pool asks for so many nodes: automatic scaling answers it within its range.
fn load(emulator: &mut Emulator, ask: &Ask<'_>) -> Controlled {
    let now = ask.now;
    let load: Load = read(ask.body)?;
    let id = |text| Uuid::parse(text).map_err(|broken| Failure::bad_request(broken.join("; ")));
    let (cluster, pool) = (id(&load.cluster_id)?, id(&load.node_pool_id)?);
    let mut contracts = emulator.world.contracts(now);
    let found = contracts.find_map(|(_, clusters, settings)| {
        let cluster = clusters.get_mut(cluster)?;
        Some((cluster, settings))
    });
    let (cluster, settings) = found.ok_or_else(|| Failure::new(404, "cluster not found"))?;
    scale(cluster, pool, i32::from(load.nodes), now, settings)
}

fn scale(cluster: &mut Cluster, id: Uuid, nodes: i32, now: u64, settings: &Settings) -> Controlled {
    let plan = Plan {
        ms: settings.timings.update_ms,
        outcome: Outcome::Success,
    };
    let pool = cluster.node_pool_mut(id)?;
    match pool.scale(now, nodes, plan) {
        Some(scaled) => scaled?,
        None => return Err(Failure::new(409, "automatic scaling is off")),
    }
    let pool = cluster.node_pool(id)?;
    Ok(to_json(&pool.view(cluster, settings)))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Failure> {
    // As text, like everything else that is read here: a second kind of reader is 20 KB of Wasm.
    let text =
        std::str::from_utf8(body).map_err(|error| Failure::bad_request(error.to_string()))?;
    read_object(text).map_err(Failure::bad_request)
}

impl Failure {
    fn new(status: u16, error: &str) -> Self {
        Self {
            status,
            error: error.to_owned(),
        }
    }

    fn bad_request(error: String) -> Self {
        Self { status: 400, error }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self {
            status: refusal.status(),
            error: refusal.reasons(),
        }
    }
}
