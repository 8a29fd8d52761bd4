//! The functions that the JavaScript facade calls: JSON goes in, JSON comes out, and an answer's bytes.
//! Texts come as bytes: the host's encoder is quicker than the glue's.
//!
//! Clients and tasks are held here by number, not as exported classes: the facade owns their life,
//! nothing of the glue (`free`, pointers) shows in the package's typings, and a number of a module
//! that trapped can do no harm to its successor. Nothing of the host is called from here.

mod failures;
mod shelf;
mod steps;

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::client::{State, Wish, newest, validate};
use crate::error::Failure;
use crate::message::{Value, Writer, quoted};
use crate::step::{Head, Input, Moment, Step, Thrown};
use crate::task::{Task, Time};
use shelf::Shelf;

/// The standard library's allocator costs 2 KB more of the package. Rust frontends choose their own.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    static CLIENTS: Shelf<Rc<State>> = const { Shelf::new() };
    static TASKS: Shelf<Box<Task>> = const { Shelf::new() };
}

/// Opens a client: gives its number and its base URL, or the failure where an option is not valid.
#[wasm_bindgen]
pub fn open(told: &[u8]) -> String {
    match State::open(&Value::of(told)) {
        Ok(state) => {
            let mut opened = Writer::new();
            opened.text("baseUrl", &state.settings.base_url);
            let client = CLIENTS.with(|shelf| shelf.put(Rc::new(state)));
            opened.number("client", f64::from(client));
            opened.finish()
        }
        Err(failure) => failed(&failure),
    }
}

/// Closes a client. Tasks that are under way hold on to what they need.
#[wasm_bindgen]
pub fn close(client: u32) {
    CLIENTS.with(|shelf| shelf.close(client));
}

/// Begins a task of a client; gives its number and its first step.
#[wasm_bindgen]
pub fn begin(client: u32, now: f64, random: f64, told: &[u8], body: &[u8]) -> String {
    let begun = match CLIENTS.with(|shelf| shelf.get(client)) {
        Some(state) => {
            let wish = Wish::read(&Value::of(told));
            Task::begin(&state, Time { now, random }, &wish, body)
        }
        None => Err(Failure::invalid(None, Vec::new())),
    };
    match begun {
        Ok((task, step, told)) => {
            let number = goes_on(&step).then(|| TASKS.with(|shelf| shelf.put(Box::new(task))));
            steps::to_json(number, &step, &told)
        }
        Err(failure) => failed(&failure),
    }
}

fn goes_on(step: &Step) -> bool {
    !matches!(step, Step::Give(_) | Step::Fail(_))
}

/// Goes on with a task; gives its next step. `input` says what came of the last one:
///
/// 0. its time is over, or the caller wants to go on;
/// 1. an answer of the `status`, with its `[request id, content type, retry after]` and its bytes;
/// 2. something thrown, with the same head, and `[…, words, code]`;
/// 3. something that is no answer;
/// 4. what the token function gave, `null` where it threw;
/// 5. an abort, with the words of its reason; the `status` says whether the request was handed over.
#[wasm_bindgen]
pub fn on(
    task: u32,
    now: f64,
    random: f64,
    input: u32,
    status: f64,
    told: &[u8],
    body: &[u8],
) -> String {
    let Some(mut work) = TASKS.with(|shelf| shelf.lend(task)) else {
        return failed(&Failure::invalid(None, Vec::new()));
    };
    let told = Value::of(told);
    let text = |place| told.items().nth(place).and_then(|part| part.text());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let head = || Head {
        status: Some(status as u16).filter(|status| *status > 0),
        request_id: text(0),
        content_type: text(1),
        retry_after: text(2),
    };
    let input = match input {
        1 => Input::Answer { head: head(), body },
        2 => Input::Thrown {
            head: head(),
            thrown: Thrown {
                words: text(3),
                code: text(4),
            },
        },
        3 => Input::NoResponse { head: head() },
        4 => Input::Token(told),
        5 => Input::Abort {
            is_sent: status > 0.0,
            words: told.text(),
        },
        _ => Input::Time,
    };
    let (step, told) = work.on(Time { now, random }, &input);
    TASKS.with(|shelf| {
        if goes_on(&step) {
            shelf.put_back(task, work);
        } else {
            shelf.close(task);
        }
    });
    steps::to_json(None, &step, &told)
}

/// Forgets a task that nobody waits for any more.
#[wasm_bindgen]
pub fn forget(task: u32) {
    TASKS.with(|shelf| shelf.close(task));
}

/// Takes in what a call of the token function gave, `null` where it threw; gives the events to tell.
#[wasm_bindgen]
pub fn token(client: u32, now: f64, number: u32, told: &[u8]) -> String {
    let Some(state) = CLIENTS.with(|shelf| shelf.get(client)) else {
        return steps::events_to_json(&[]);
    };
    let value = Value::of(told);
    let mut moment = Moment::new(&state, Time { now, random: 0.0 });
    state.tokens.take(&mut moment, number, Some(&value));
    steps::events_to_json(&moment.told.events)
}

/// What is wrong with the body of an operation: the violations. `refused` is what JSON cannot carry.
#[wasm_bindgen]
pub fn violations(operation: &[u8], body: &[u8], refused: &[u8]) -> String {
    let refused = Value::of(refused);
    failures::violations_to_json(&validate(operation, body, &refused))
}

/// The newest of some versions; `null` when there are none.
#[wasm_bindgen(js_name = newest)]
pub fn newest_of(versions: &[u8]) -> String {
    let versions = Value::of(versions);
    let newest = newest(versions.items().filter_map(|item| item.text()));
    newest.map_or_else(|| "null".to_owned(), |newest| quoted(&newest))
}

/// Whether a state is one that the API documents; the facade's guard narrows to them.
#[wasm_bindgen(js_name = isKnownState)]
pub fn is_known_state(state: &[u8]) -> bool {
    crate::models::State::KNOWN
        .iter()
        .any(|known| known.as_bytes() == state)
}

fn failed(failure: &Failure) -> String {
    let mut data = Writer::new();
    data.raw("error", &failures::to_json(failure));
    data.finish()
}
