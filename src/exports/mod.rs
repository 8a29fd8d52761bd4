//! The functions that the JavaScript facade calls. Texts pass through the [`desk`], a piece of memory that
//! both sides know: a text goes in, with the bytes of a body behind it, and a text comes out. So nothing is
//! allocated for a message, and numbers are all that the functions take and give.
//!
//! Clients and tasks are held here by number, not as exported classes: the facade owns their life,
//! nothing of the glue (`free`, pointers) shows in the package's typings, and a number of a module
//! that trapped can do no harm to its successor. Nothing of the host is called from here.
//!
//! The functions are few, and say by a number what they are called for: what is done around a call is
//! more than what most of them do.

mod desk;
mod failures;
mod numbers;
mod shelf;
mod steps;

use wasm_bindgen::prelude::*;

use crate::client::{Client, Kind, Wish, newest, validate};
use crate::endpoints::{self, Operation};
use crate::error::Failure;
use crate::message::{Value, Writer, quoted};
use crate::step::{Head, Input, Moment, Step, Thrown};
use crate::task::{Task, Time};
use crate::transport::credentials::TokenCache;
use crate::waiter::machine::Goal;
use numbers::{
    ABORT, ABORTED, ANSWER, AVAILABLE, BEGIN, DELETED, NEWEST, NO_RESPONSE, OPEN, OPERATION,
    SETTLED, THROWN, TOKEN, TOKEN_GIVEN, VALIDATE,
};
use shelf::{Held, Shelf};

/// The standard library's allocator costs 2 KB more of the package. Rust frontends choose their own.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// Makes room for so many bytes on the desk, and tells where it is. Where there was less, what lay there is lost.
#[wasm_bindgen]
pub fn room(bytes: usize) -> usize {
    desk::lock().room(bytes)
}

/// Answers what belongs to no client, and tells how long the answer is. `question` is one of the [`numbers`]; `told` and
/// `body` are the lengths of what lies on the desk.
#[wasm_bindgen]
pub fn ask(question: u32, told: usize, body: usize) -> usize {
    let mut desk = desk::lock();
    let (shelf, told, body) = desk.open(told, body);
    let answer = answer(question, shelf, Value::of(told), body);
    desk.answer(answer)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn answer(question: u32, shelf: &mut Shelf, told: Value, body: &[u8]) -> String {
    match question {
        OPEN => match Client::open(told) {
            Ok(client) => opened(shelf, client),
            Err(failure) => failed(&failure),
        },
        VALIDATE => {
            let mut told = told.items();
            let mut next = || told.next().unwrap_or_default();
            let operation = next().number().and_then(|number| operation(number as u32));
            let found = validate(operation, body, next());
            let mut list = Writer::list();
            failures::write_violations(&mut list, &found);
            list.finish()
        }
        NEWEST => {
            let newest = newest(told.items().filter_map(|item| item.text()));
            newest.map_or_else(|| "null".to_owned(), |newest| quoted(&newest))
        }
        _ => {
            let mut known = crate::models::State::KNOWN.iter();
            known.any(|known| told.is(known)).to_string()
        }
    }
}

fn opened(shelf: &mut Shelf, client: Client) -> String {
    let settings = &client.settings;
    let mut opened = Writer::object();
    opened.text("baseUrl", &settings.base_url);
    opened.open("headers", '{');
    opened.members(&settings.usual_headers);
    opened.close('}');
    opened.some_text("credentials", settings.credentials.as_deref());
    steps::write_ms(&mut opened, settings.timeout_ms);
    let opened = opened.finish();
    shelf.put(Held::Client(Box::new(client)));
    opened
}

/// The number of the client or the task that came last.
#[wasm_bindgen]
pub fn latest() -> u32 {
    desk::lock().shelf.latest()
}

/// Closes a client, or forgets a task that nobody waits for any more.
#[wasm_bindgen]
pub fn close(number: u32) {
    desk::lock().shelf.close(number);
}

/// Goes on with a task, and tells how long its next step is on the desk: nothing where the value of the answer
/// is to be handed out and no more is to be said. `told` and `body` are the lengths of what lies there. `input`
/// says what came of the last step, as one of the [`numbers`]. Some of them are told to a client, with its number in
/// place of a task's.
#[wasm_bindgen]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn on(
    number: u32,
    now: f64,
    random: f64,
    input: u32,
    status: f64,
    told: usize,
    body: usize,
) -> usize {
    let time = Time { now, random };
    let mut desk = desk::lock();
    let (shelf, told, body) = desk.open(told, body);
    let done = match input {
        BEGIN => begin(shelf, number, time, &wish(status as u32, told, body)),
        TOKEN_GIVEN => take_token(shelf, number, time, status as u32, Value::of(told)),
        _ => go_on(shelf, number, time, &input_of(input, status, told, body)),
    };
    desk.answer(done.unwrap_or_else(|| failed(&Failure::invalid(None, Vec::new()))))
}

/// A wish by its number: that of an operation, and what to do with it.
fn wish<'a>(number: u32, told: &'a [u8], body: &'a [u8]) -> Wish<'a> {
    let kind = match (
        operation(number & OPERATION),
        number & !OPERATION & !ABORTED,
    ) {
        (Some(operation), 0) => Kind::Call(operation),
        (Some(operation), AVAILABLE) => Kind::Wait(operation, Goal::Available),
        (Some(operation), DELETED) => Kind::Wait(operation, Goal::Deleted),
        (Some(operation), SETTLED) => Kind::Wait(operation, Goal::Settled),
        _ => Kind::Search,
    };
    Wish {
        kind,
        is_aborted: number & ABORTED != 0,
        told,
        body,
    }
}

/// An operation by its number: its place in the API's description.
fn operation(number: u32) -> Option<&'static Operation> {
    let place = usize::try_from(number).ok()?;
    endpoints::ALL.get(place).copied()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn input_of<'a>(input: u32, status: f64, told: &'a [u8], body: &'a [u8]) -> Input<'a> {
    let mut head = Head {
        status: Some(status as u16).filter(|status| *status > 0),
        ..Head::default()
    };
    let mut thrown = Thrown::default();
    if !told.is_empty() {
        let mut parts = Value::of(told).items();
        let mut text = || parts.next().and_then(|part| part.text());
        head.request_id = text();
        head.content_type = text();
        head.retry_after = text();
        thrown.words = text();
        thrown.code = text();
    }
    match input {
        ANSWER => Input::Answer { head, body },
        THROWN => Input::Thrown { head, thrown },
        NO_RESPONSE => Input::NoResponse { head },
        TOKEN => Input::Token(Value::of(told)),
        ABORT => Input::Abort {
            is_sent: status > 0.0,
            words: Value::of(told).text(),
        },
        _ => Input::Time,
    }
}

fn begin(shelf: &mut Shelf, number: u32, time: Time, wish: &Wish) -> Option<String> {
    let client = shelf.client(number)?;
    Some(match Task::begin(client, time, wish) {
        Ok((task, step, told)) => {
            let text = steps::write(&task, client.settings.timeout_ms, &step, &told);
            // What begins goes on: it waits, rests or sends.
            shelf.put(Held::Task(number, task));
            text
        }
        Err(failure) => failed(&failure),
    })
}

fn go_on(shelf: &mut Shelf, number: u32, time: Time, input: &Input) -> Option<String> {
    let (task, client) = shelf.task(number)?;
    let (step, told) = task.on(client, time, input);
    let text = steps::write(task, client.settings.timeout_ms, &step, &told);
    if !goes_on(&step) {
        shelf.close(number);
    }
    Some(text)
}

fn take_token(
    shelf: &mut Shelf,
    client: u32,
    time: Time,
    call: u32,
    told: Value,
) -> Option<String> {
    let mut moment = Moment::new(shelf.client(client)?, time);
    TokenCache::take(&mut moment, call, told);
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
