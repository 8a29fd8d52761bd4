//! The functions that the JavaScript facade calls.
//!
//! Clients and waits are held here by number, not as exported classes: the facade owns their life,
//! nothing of the glue (`free`, pointers) shows in the package's typings, and a number of a module
//! that trapped can do no harm to its successor. All operations share one future; none of the
//! functions is `async`, so that nothing stays borrowed while a call is under way.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::client::options::{CallOptions, OptionsOf};
use crate::client::{Arguments, Client, State, abortable, newest, validate};
use crate::endpoints::{self, Operation, clusters, node_pools};
use crate::error::{Error, violations_to_js};
use crate::host::{Either, Host, Signal, get, put, race};
use crate::take_cell::TakeCell;
use crate::waiter::machine::Goal;
use crate::waiter::{Step, Wait};

/// The standard library's allocator costs 2 KB more of the package. Rust frontends choose their own.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Values that the facade holds by number. Each number is given once: what is closed twice, by hand
/// and by a finalizer, must not close another's.
struct Shelf<T> {
    /// In the order of their numbers.
    values: TakeCell<Vec<(u32, Rc<T>)>>,
    next: Cell<u32>,
}

impl<T> Shelf<T> {
    const fn new() -> Self {
        Self {
            values: TakeCell::new(Vec::new()),
            next: Cell::new(0),
        }
    }

    fn put(&self, value: T) -> u32 {
        let number = self.next.get();
        self.next.set(number.wrapping_add(1));
        let value = Rc::new(value);
        self.values.with(|values| values.push((number, value)));
        number
    }

    fn get(&self, number: u32) -> Option<Rc<T>> {
        self.values.with(|values| {
            let index = values.binary_search_by_key(&number, |(number, _)| *number);
            values.get(index.ok()?).map(|(_, value)| Rc::clone(value))
        })
    }

    fn take(&self, number: u32) -> Option<Rc<T>> {
        let taken = self.get(number)?;
        self.values
            .with(|values| values.retain(|(known, _)| *known != number));
        Some(taken)
    }
}

/// A wait and its end from outside.
struct OpenWait {
    /// Taken out for as long as a step lasts.
    wait: Cell<Option<Wait>>,
    closed: Signal,
}

thread_local! {
    static CLIENTS: Shelf<State> = const { Shelf::new() };
    static WAITS: Shelf<OpenWait> = const { Shelf::new() };
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

/// Makes a promise of a call. Boxed, so that the executor is compiled once.
fn promise(work: impl Future<Output = Result<JsValue, Error>> + 'static) -> Promise {
    let work: Pin<Box<dyn Future<Output = Result<JsValue, Error>>>> = Box::pin(work);
    future_to_promise(async move { work.await.map_err(JsValue::from) })
}

/// The operation of a name, for example `clusters.get`.
fn operation(name: &str) -> Option<&'static Operation> {
    endpoints::ALL.into_iter().find(|known| known.name == name)
}

/// Calls an operation by its name, with the ids of its path, its filter or body, and the options.
#[wasm_bindgen]
pub fn call(
    number: u32,
    host: Host,
    name: &str,
    ids: Vec<JsValue>,
    value: JsValue,
    options: JsValue,
) -> Promise {
    let prepared = client(number, host).and_then(|client| {
        let operation = operation(name).ok_or_else(|| Error::invalid(None, Vec::new()))?;
        let arguments = Arguments {
            operation,
            ids,
            value,
            options,
        };
        let prepared = client.prepare(&arguments)?;
        Ok((client, prepared))
    });
    promise(async move {
        let (client, prepared) = prepared?;
        client.run(prepared).await
    })
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
    let (wait, _) = Wait::open(&client, operation, &ids, goal, options)?;
    let open = OpenWait {
        wait: Cell::new(Some(wait)),
        closed: Signal::default(),
    };
    Ok(WAITS.with(|shelf| shelf.put(open)))
}

/// Goes on with a wait: to its end, or by one step; gives `{ done, value }` as an iterator does.
#[wasm_bindgen(js_name = waitOn)]
pub fn wait_on(number: u32, host: Host, wait: u32, to_end: bool, options: JsValue) -> Promise {
    let client = client(number, host);
    let open = WAITS.with(|shelf| shelf.get(wait));
    promise(async move {
        let client = client?;
        let (options, _) = CallOptions::read(&options, OptionsOf::Wait, &client.state.settings);
        let options = Rc::new(options);
        let wait = open.as_ref().and_then(|open| open.wait.take());
        let (Some(open), Some(mut wait)) = (open, wait) else {
            return Ok(iteration(true, JsValue::UNDEFINED));
        };
        let call = client.call(wait.operation(), Rc::clone(&options));
        let result = {
            let work = pin!(async {
                loop {
                    match wait.step(&client, &options).await? {
                        Step::Over(value) => return Ok(iteration(true, value)),
                        Step::Seen(value) if !to_end => return Ok(iteration(false, value)),
                        Step::Seen(_) => {}
                    }
                }
            });
            match race(open.closed.happened(), abortable(&call, work)).await {
                Either::First(()) => Ok(iteration(true, JsValue::UNDEFINED)),
                Either::Second(result) => result,
            }
        };
        open.wait.set(Some(wait));
        result
    })
}

fn iteration(done: bool, value: JsValue) -> JsValue {
    let result = js_sys::Object::new();
    put(&result, "done", done);
    put(&result, "value", value);
    result.into()
}

/// Closes a wait. A step that is under way ends, with its timer and its request.
#[wasm_bindgen(js_name = waitClose)]
pub fn wait_close(wait: u32) {
    if let Some(open) = WAITS.with(|shelf| shelf.take(wait)) {
        open.closed.set();
    }
}

/// What is wrong with the body of an operation, by the operation's name: `{ path, rule, message, value }[]`.
#[wasm_bindgen(js_name = violations)]
pub fn violations(name: &str, body: &JsValue) -> JsValue {
    let schema = operation(name).and_then(|operation| operation.body.as_ref());
    let found = schema.map(|schema| validate(body, schema));
    violations_to_js(&found.unwrap_or_default()).into()
}

/// The values of a closed set, by its name; the facade's guards narrow to them.
#[wasm_bindgen(js_name = isKnownState)]
pub fn is_known_state(state: &str) -> bool {
    crate::models::State::KNOWN.contains(&state)
}
