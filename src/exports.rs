//! The functions that the JavaScript facade calls.
//!
//! Clients and waits are held here by number, not as exported classes: the facade owns their life,
//! nothing of the glue (`free`, pointers) shows in the package's typings, and a number of a module
//! that trapped can do no harm to its successor. All operations share one future; none of the
//! functions is `async`, so that nothing stays borrowed while a call is under way.

use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::client::options::{CallOptions, OptionsOf};
use crate::client::{Arguments, Client, State, newest, read_ids, validate};
use crate::endpoints::{Operation, clusters, node_pools, versions};
use crate::error::{Error, violations_to_js};
use crate::host::{Clock, Host, get, put};
use crate::rules::Schema;
use crate::waiter::machine::Goal;
use crate::waiter::{Step, Wait, abortable_wait};

/// Values that the facade holds by number.
struct Shelf<T>(RefCell<Vec<Option<Rc<T>>>>);

impl<T> Shelf<T> {
    const fn new() -> Self {
        Self(RefCell::new(Vec::new()))
    }

    fn put(&self, value: T) -> u32 {
        let mut places = self.0.borrow_mut();
        let value = Some(Rc::new(value));
        let free = places.iter_mut().position(|place| place.is_none());
        let place = free.unwrap_or(places.len());
        match places.get_mut(place) {
            Some(empty) => *empty = value,
            None => places.push(value),
        }
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    fn get(&self, place: u32) -> Option<Rc<T>> {
        let places = self.0.borrow();
        places.get(usize::try_from(place).ok()?)?.clone()
    }

    fn take(&self, place: u32) {
        let mut places = self.0.borrow_mut();
        if let Some(place) = usize::try_from(place)
            .ok()
            .and_then(|place| places.get_mut(place))
        {
            *place = None;
        }
    }
}

thread_local! {
    static CLIENTS: Shelf<State> = const { Shelf::new() };
    static WAITS: Shelf<RefCell<Option<Wait>>> = const { Shelf::new() };
}

fn client(number: u32, host: Host) -> Result<Client, Error> {
    match CLIENTS.with(|shelf| shelf.get(number)) {
        Some(state) => Ok(Client { state, host }),
        None => Err(Error::invalid(None, Vec::new())),
    }
}

/// Opens a client; throws the error's data when an option is not valid.
#[wasm_bindgen]
pub fn open(options: &JsValue) -> Result<u32, JsValue> {
    let state = State::open(options)?;
    Ok(CLIENTS.with(|shelf| shelf.put(state)))
}

/// Closes a client. Calls that are under way hold on to what they need.
#[wasm_bindgen]
pub fn close(client: u32) {
    CLIENTS.with(|shelf| shelf.take(client));
}

/// The base URL of a client, as it was understood.
#[wasm_bindgen(js_name = baseUrl)]
pub fn base_url(client: u32) -> Option<String> {
    let state = CLIENTS.with(|shelf| shelf.get(client))?;
    Some(state.settings.base_url.clone())
}

/// Makes a promise of a call. Boxed, so that the executor is compiled once and not per operation.
fn promise(work: impl Future<Output = Result<JsValue, Error>> + 'static) -> Promise {
    let work: Pin<Box<dyn Future<Output = Result<JsValue, Error>>>> = Box::pin(work);
    future_to_promise(async move { work.await.map_err(JsValue::from) })
}

fn start(number: u32, host: Host, arguments: &Arguments) -> Promise {
    let prepared = client(number, host)
        .and_then(|client| client.prepare(arguments).map(|prepared| (client, prepared)));
    promise(async move {
        let (client, prepared) = prepared?;
        client.run(prepared).await
    })
}

fn arguments(operation: &'static Operation, ids: Vec<JsValue>, options: JsValue) -> Arguments {
    Arguments {
        operation,
        ids,
        query: JsValue::UNDEFINED,
        body: JsValue::UNDEFINED,
        options,
    }
}

/// `clusters.list`
#[wasm_bindgen(js_name = clustersList)]
pub fn clusters_list(client: u32, host: Host, query: JsValue, options: JsValue) -> Promise {
    let arguments = Arguments {
        query,
        ..arguments(&clusters::LIST, vec![], options)
    };
    start(client, host, &arguments)
}

/// `clusters.get`
#[wasm_bindgen(js_name = clustersGet)]
pub fn clusters_get(client: u32, host: Host, id: JsValue, options: JsValue) -> Promise {
    start(client, host, &arguments(&clusters::GET, vec![id], options))
}

/// `clusters.create`
#[wasm_bindgen(js_name = clustersCreate)]
pub fn clusters_create(client: u32, host: Host, body: JsValue, options: JsValue) -> Promise {
    let arguments = Arguments {
        body,
        ..arguments(&clusters::CREATE, vec![], options)
    };
    start(client, host, &arguments)
}

/// `clusters.update`
#[wasm_bindgen(js_name = clustersUpdate)]
pub fn clusters_update(
    client: u32,
    host: Host,
    id: JsValue,
    body: JsValue,
    options: JsValue,
) -> Promise {
    let arguments = Arguments {
        body,
        ..arguments(&clusters::UPDATE, vec![id], options)
    };
    start(client, host, &arguments)
}

/// `clusters.delete`
#[wasm_bindgen(js_name = clustersDelete)]
pub fn clusters_delete(client: u32, host: Host, id: JsValue, options: JsValue) -> Promise {
    start(
        client,
        host,
        &arguments(&clusters::DELETE, vec![id], options),
    )
}

/// `clusters.kubeconfig`
#[wasm_bindgen(js_name = clustersKubeconfig)]
pub fn clusters_kubeconfig(client: u32, host: Host, id: JsValue, options: JsValue) -> Promise {
    start(
        client,
        host,
        &arguments(&clusters::KUBECONFIG, vec![id], options),
    )
}

/// `nodePools.list`
#[wasm_bindgen(js_name = nodePoolsList)]
pub fn node_pools_list(client: u32, host: Host, cluster_id: JsValue, options: JsValue) -> Promise {
    start(
        client,
        host,
        &arguments(&node_pools::LIST, vec![cluster_id], options),
    )
}

/// `nodePools.get`
#[wasm_bindgen(js_name = nodePoolsGet)]
pub fn node_pools_get(
    client: u32,
    host: Host,
    cluster_id: JsValue,
    id: JsValue,
    options: JsValue,
) -> Promise {
    start(
        client,
        host,
        &arguments(&node_pools::GET, vec![cluster_id, id], options),
    )
}

/// `nodePools.create`
#[wasm_bindgen(js_name = nodePoolsCreate)]
pub fn node_pools_create(
    client: u32,
    host: Host,
    cluster_id: JsValue,
    body: JsValue,
    options: JsValue,
) -> Promise {
    let arguments = Arguments {
        body,
        ..arguments(&node_pools::CREATE, vec![cluster_id], options)
    };
    start(client, host, &arguments)
}

/// `nodePools.update`
#[wasm_bindgen(js_name = nodePoolsUpdate)]
pub fn node_pools_update(
    client: u32,
    host: Host,
    cluster_id: JsValue,
    id: JsValue,
    body: JsValue,
    options: JsValue,
) -> Promise {
    let arguments = Arguments {
        body,
        ..arguments(&node_pools::UPDATE, vec![cluster_id, id], options)
    };
    start(client, host, &arguments)
}

/// `nodePools.delete`
#[wasm_bindgen(js_name = nodePoolsDelete)]
pub fn node_pools_delete(
    client: u32,
    host: Host,
    cluster_id: JsValue,
    id: JsValue,
    options: JsValue,
) -> Promise {
    start(
        client,
        host,
        &arguments(&node_pools::DELETE, vec![cluster_id, id], options),
    )
}

/// `versions.list`
#[wasm_bindgen(js_name = versionsList)]
pub fn versions_list(client: u32, host: Host, options: JsValue) -> Promise {
    start(client, host, &arguments(&versions::LIST, vec![], options))
}

/// The newest of the versions in an answer of `versions.list`.
#[wasm_bindgen(js_name = versionsLatest)]
pub fn versions_latest(answer: &JsValue) -> Option<String> {
    let items = js_sys::Array::from(&get(answer, "items"));
    let items: Vec<String> = items.iter().filter_map(|item| item.as_string()).collect();
    newest(items.iter().map(String::as_str)).map(str::to_owned)
}

/// The candidates for a create of unknown outcome.
#[wasm_bindgen(js_name = findCandidates)]
pub fn find_candidates(number: u32, host: Host, lookup: JsValue, options: JsValue) -> Promise {
    let client = client(number, host);
    promise(async move { client?.find_candidates(lookup, options).await })
}

/// Opens a wait for a cluster (one id) or a node pool (two), by the name of its goal; throws the
/// error's data when an argument is not valid.
#[wasm_bindgen(js_name = waitOpen)]
pub fn wait_open(
    number: u32,
    host: Host,
    ids: Vec<JsValue>,
    goal: &str,
    options: &JsValue,
) -> Result<u32, JsValue> {
    let client = client(number, host)?;
    let operation = match ids.len() {
        1 => &clusters::GET,
        _ => &node_pools::GET,
    };
    let goal = match goal {
        "available" => Goal::Available,
        "deleted" => Goal::Deleted,
        _ => Goal::Settled,
    };
    let (ids, mut invalid) = read_ids(operation, &ids);
    let (options, refused) = CallOptions::read(options, OptionsOf::Wait, &client.state.settings);
    invalid.extend(refused);
    if !invalid.is_empty() {
        return Err(Error::invalid(Some(operation), invalid).into());
    }
    let now = Clock::new(client.host.clock()).now();
    let wait = Wait::new(operation, ids, goal, &options, now);
    Ok(WAITS.with(|shelf| shelf.put(RefCell::new(Some(wait)))))
}

/// Waits to the end.
#[wasm_bindgen(js_name = waitFinish)]
pub fn wait_finish(number: u32, host: Host, wait: u32, options: JsValue) -> Promise {
    with_wait(
        number,
        host,
        wait,
        &options,
        async |wait, client, options| wait.finish(client, options).await,
    )
}

/// Makes one step of a wait; gives `{ done, value }` as an iterator does.
#[wasm_bindgen(js_name = waitStep)]
pub fn wait_step(number: u32, host: Host, wait: u32, options: JsValue) -> Promise {
    with_wait(
        number,
        host,
        wait,
        &options,
        async |wait, client, options| {
            let (done, value) = match wait.step(client, &options).await? {
                Step::Seen(value) => (false, value),
                Step::Over(value) => (true, value),
            };
            let result = js_sys::Object::new();
            put(&result, "done", done);
            put(&result, "value", value);
            Ok(result.into())
        },
    )
}

/// Closes a wait.
#[wasm_bindgen(js_name = waitClose)]
pub fn wait_close(wait: u32) {
    WAITS.with(|shelf| shelf.take(wait));
}

/// Takes the wait from its shelf for as long as the work lasts: it is one piece of work at a time.
fn with_wait<W>(number: u32, host: Host, wait: u32, options: &JsValue, work: W) -> Promise
where
    W: AsyncFnOnce(&mut Wait, &Client, Rc<CallOptions>) -> Result<JsValue, Error> + 'static,
{
    let client = client(number, host);
    let options = options.clone();
    let place = WAITS.with(|shelf| shelf.get(wait));
    promise(async move {
        let client = client?;
        let (options, _) = CallOptions::read(&options, OptionsOf::Wait, &client.state.settings);
        let options = Rc::new(options);
        let Some(place) = place else {
            return Ok(JsValue::UNDEFINED);
        };
        let Some(mut wait) = place.borrow_mut().take() else {
            return Ok(JsValue::UNDEFINED);
        };
        let operation = wait.operation();
        let result = {
            let work = work(&mut wait, &client, Rc::clone(&options));
            abortable_wait(&client, operation, &options, work).await
        };
        place.replace(Some(wait));
        result
    })
}

/// What is wrong with the body of an operation, by the operation's name: `{ path, rule, message, value }[]`.
#[wasm_bindgen(js_name = violations)]
pub fn violations(operation: &str, body: &JsValue) -> JsValue {
    let found = crate::endpoints::ALL
        .iter()
        .find(|known| known.name == operation)
        .and_then(|known| known.body.as_ref())
        .map(|schema: &'static Schema| validate(body, schema));
    violations_to_js(&found.unwrap_or_default()).into()
}

/// The values of a closed set, by its name; the facade's guards narrow to them.
#[wasm_bindgen(js_name = isKnownState)]
pub fn is_known_state(state: &str) -> bool {
    crate::models::State::KNOWN.contains(&state)
}
