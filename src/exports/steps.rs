//! Steps as JSON, which the facade does.

use checker::words::decimal;

use super::failures;
use crate::message::{List, Writer};
use crate::step::{Given, Request, Step, Told};

/// A step, what is to be told before it, and the number of a task that begins.
pub(super) fn to_json(task: Option<u32>, step: &Step, told: &Told) -> String {
    let mut data = Writer::new();
    data.some_number("task", task.map(f64::from));
    if !told.events.is_empty() {
        data.raw("emit", &events_to_json(&told.events));
    }
    if let Some(places) = &told.candidates {
        data.raw("candidates", &places_to_json(places));
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
            data.raw("error", &failures::to_json(failure));
        }
        Step::Give(given) => write_given(&mut data, given),
    }
    data.finish()
}

pub(super) fn events_to_json(events: &[String]) -> String {
    let mut list = List::new();
    for event in events {
        list.push(event);
    }
    list.finish()
}

fn write_given(data: &mut Writer, given: &Given) {
    match given {
        Given::Answer => data.boolean("give", true),
        Given::Nothing => data.boolean("give", false),
        Given::Wrapped => data.text("give", "items"),
        Given::Item(place) => data.number("give", f64::from(*place)),
        Given::Items(places) => data.raw("give", &places_to_json(places)),
    };
}

fn write_request(data: &mut Writer, request: &Request) {
    let mut init = Writer::new();
    init.text("method", request.operation.method.as_str());
    init.raw("headers", &request.headers);
    init.text("redirect", "manual");
    init.some_text("credentials", request.credentials.as_deref());
    data.text("url", &request.url);
    data.raw("init", &init.finish());
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

fn places_to_json(places: &[u32]) -> String {
    let mut list = List::new();
    for place in places {
        list.push(&decimal(*place));
    }
    list.finish()
}
