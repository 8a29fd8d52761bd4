//! The functions that the JavaScript facade calls: JSON goes in, JSON comes out, and an answer's bytes.
//! Texts come as bytes: the host's encoder is quicker than the glue's.
//!
//! Clients and tasks are held here by number, not as exported classes: the facade owns their life,
//! nothing of the glue (`free`, pointers) shows in the package's typings, and a number of a module
//! that trapped can do no harm to its successor. Nothing of the host is called from here.
//!
//! The functions are few, and say by a number what they are called for: each has its own glue on both
//! sides, which is more than what most of them do.

mod failures;
mod shelf;
mod steps;

use std::sync::Mutex;

use wasm_bindgen::prelude::*;

use crate::client::{State, Wish, newest, validate};
use crate::error::Failure;
use crate::message::{Value, Writer, quoted};
use crate::step::{Head, Input, Moment, Step, Thrown};
use crate::task::{Task, Time};
use crate::transport::credentials::TokenCache;
use shelf::{Held, Shelf};

/// The standard library's allocator costs 2 KB more of the package. Rust frontends choose their own.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// There is one thread, and nothing that could come back here: it is always free.
static SHELF: Mutex<Shelf> = Mutex::new(Shelf::new());

/// Answers what belongs to no client. `question` is
///
/// 0. to open one, with what [`Settings`](crate::client::options::Settings) reads: its number and its base
///    URL, or the failure where an option is not valid;
/// 1. what is wrong with the body of a [`Wish`] that names an operation: the violations;
/// 2. the newest of some versions: `null` when there are none;
/// 3. whether a state is one that the API documents.
#[wasm_bindgen]
pub fn ask(question: u32, told: &[u8], body: &[u8]) -> String {
    let told = Value::of(told);
    match question {
        0 => match State::open(told) {
            Ok(state) => opened(state),
            Err(failure) => failed(&failure),
        },
        1 => {
            let wish = Wish::read(told);
            let found = validate(wish.operation(), body, wish.refused);
            let mut list = Writer::list();
            failures::write_violations(&mut list, &found);
            list.finish()
        }
        2 => {
            let newest = newest(told.items().filter_map(|item| item.text()));
            newest.map_or_else(|| "null".to_owned(), |newest| quoted(&newest))
        }
        _ => {
            let mut known = crate::models::State::KNOWN.iter();
            known.any(|known| told.is(known)).to_string()
        }
    }
}

fn opened(state: State) -> String {
    let mut opened = Writer::object();
    opened.text("baseUrl", &state.settings.base_url);
    if let Ok(mut shelf) = SHELF.try_lock() {
        opened.number("client", f64::from(shelf.put(Held::Client(state))));
    }
    opened.finish()
}

/// Closes a client, or forgets a task that nobody waits for any more.
#[wasm_bindgen]
pub fn close(number: u32) {
    if let Ok(mut shelf) = SHELF.try_lock() {
        shelf.close(number);
    }
}

/// Goes on with a task; gives its next step, or an empty text where the value of the answer is to be handed
/// out and nothing else is to be said. `input` says what came of the last one:
///
/// 0. its time is over, or the caller wants to go on;
/// 1. an answer of the `status`, with its `[request id, content type, retry after]` and its bytes;
/// 2. something thrown, with the same head, and `[…, words, code]`;
/// 3. something that is no answer;
/// 4. what the token function gave, `null` where it threw;
/// 5. an abort, with the words of its reason; the `status` says whether the request was handed over.
///
/// Or, with the number of a client in place of a task's:
///
/// 6. it begins a task, with what [`Wish`] reads; gives the task's number, too;
/// 7. the call of the token function whose number is the `status` gave this, `null` where it threw; gives
///    the events to tell.
#[wasm_bindgen]
pub fn on(
    number: u32,
    now: f64,
    random: f64,
    input: u32,
    status: f64,
    told: &[u8],
    body: &[u8],
) -> String {
    let time = Time { now, random };
    let told = Value::of(told);
    let done = SHELF.try_lock().ok().and_then(|mut shelf| match input {
        6 => begin(&mut shelf, number, time, told, body),
        7 => take_token(&mut shelf, number, time, status, told),
        _ => go_on(
            &mut shelf,
            number,
            time,
            input_of(input, status, told, body),
        ),
    });
    done.unwrap_or_else(|| failed(&Failure::invalid(None, Vec::new())))
}

fn input_of<'a>(input: u32, status: f64, told: Value<'a>, body: &'a [u8]) -> Input<'a> {
    let mut parts = told.items();
    let mut text = || parts.next().and_then(|part| part.text());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let head = Head {
        status: Some(status as u16).filter(|status| *status > 0),
        request_id: text(),
        content_type: text(),
        retry_after: text(),
    };
    match input {
        1 => Input::Answer { head, body },
        2 => Input::Thrown {
            head,
            thrown: Thrown {
                words: text(),
                code: text(),
            },
        },
        3 => Input::NoResponse { head },
        4 => Input::Token(told),
        5 => Input::Abort {
            is_sent: status > 0.0,
            words: told.text(),
        },
        _ => Input::Time,
    }
}

fn begin(shelf: &mut Shelf, client: u32, time: Time, told: Value, body: &[u8]) -> Option<String> {
    let state = shelf.client(client)?;
    Some(match Task::begin(state, time, &Wish::read(told), body) {
        Ok((task, step, told)) => {
            let number = goes_on(&step).then(|| shelf.put(Held::Task(client, task)));
            steps::to_json(number, &step, &told)
        }
        Err(failure) => failed(&failure),
    })
}

fn go_on(shelf: &mut Shelf, number: u32, time: Time, input: Input) -> Option<String> {
    let (task, state) = shelf.task(number)?;
    let (step, told) = task.on(state, time, &input);
    if !goes_on(&step) {
        shelf.close(number);
    }
    Some(steps::to_json(None, &step, &told))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn take_token(
    shelf: &mut Shelf,
    client: u32,
    time: Time,
    call: f64,
    told: Value,
) -> Option<String> {
    let mut moment = Moment::new(shelf.client(client)?, time);
    TokenCache::take(&mut moment, call as u32, Some(told));
    let mut list = Writer::list();
    steps::write_events(&mut list, &moment.told.events);
    Some(list.finish())
}

fn goes_on(step: &Step) -> bool {
    !matches!(step, Step::Give(_) | Step::Fail(_))
}

fn failed(failure: &Failure) -> String {
    let mut data = Writer::object();
    data.open("error", '{');
    failures::write(&mut data, failure);
    data.close('}');
    data.finish()
}
