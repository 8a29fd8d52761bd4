//! Steps as JSON, which the facade does.

use super::failures;
use crate::message::Writer;
use crate::step::{Given, Request, Step, Told};

/// A step, what is to be told before it, and the number of a task that begins. The usual end, that the value
/// of the answer is to be handed out and nothing is to be told, is said without a word.
pub(super) fn to_json(task: Option<u32>, step: &Step, told: &Told) -> String {
    let tells = !told.events.is_empty() || told.candidates.is_some() || told.progress.is_some();
    if matches!(step, Step::Give(Given::Answer)) && !tells {
        return String::new();
    }
    let mut data = Writer::object();
    data.some_number("task", task.map(f64::from));
    if !told.events.is_empty() {
        data.open("emit", '[');
        write_events(&mut data, &told.events);
        data.close(']');
    }
    if let Some(places) = &told.candidates {
        write_places(&mut data, "candidates", places);
    }
    if let Some(progress) = &told.progress {
        data.raw("progress", progress);
        data.boolean("isGone", told.is_gone);
    }
    match step {
        Step::Token {
            number,
            ask,
            ms,
            slot,
        } => {
            data.number("token", f64::from(*number));
            data.boolean("ask", *ask);
            write_slot(&mut data, *slot);
            write_ms(&mut data, *ms);
        }
        Step::Send(request) => write_request(&mut data, request),
        Step::Sleep(ms) => {
            data.boolean("sleep", true);
            write_ms(&mut data, *ms);
        }
        Step::Rest => {
            data.boolean("rest", true);
        }
        Step::Fail(failure) => {
            data.open("error", '{');
            failures::write(&mut data, failure);
            data.close('}');
        }
        Step::Give(given) => write_given(&mut data, given),
    }
    data.finish()
}

pub(super) fn write_events(list: &mut Writer, events: &[String]) {
    for event in events {
        list.raw("", event);
    }
}

fn write_given(data: &mut Writer, given: &Given) {
    match given {
        Given::Answer => data.boolean("give", true),
        Given::Nothing => data.boolean("give", false),
        Given::Wrapped => data.text("give", "items"),
        Given::Item(place) => data.number("give", f64::from(*place)),
        Given::Items(places) => write_places(data, "give", places),
    };
}

fn write_request(data: &mut Writer, request: &Request) {
    data.text("url", &request.url);
    data.open("init", '{');
    data.text("method", request.operation.method.as_str());
    data.raw("headers", &request.headers);
    data.text("redirect", "manual");
    data.some_text("credentials", request.credentials.as_deref());
    data.close('}');
    if request.is_poll {
        data.boolean("isPoll", true);
    }
    if request.operation.body.is_some() {
        data.boolean("hasBody", true);
    }
    write_slot(data, request.slot);
    write_ms(data, request.ms);
}

/// The first slot is the usual one.
fn write_slot(data: &mut Writer, slot: u8) {
    data.some_number("slot", Some(f64::from(slot)).filter(|slot| *slot > 0.0));
}

/// A time without an end is none.
fn write_ms(data: &mut Writer, ms: f64) {
    data.some_number("ms", Some(ms).filter(|ms| ms.is_finite()));
}

fn write_places<'a>(data: &'a mut Writer, name: &str, places: &[u32]) -> &'a mut Writer {
    data.open(name, '[');
    for place in places {
        data.number("", f64::from(*place));
    }
    data.close(']');
    data
}
