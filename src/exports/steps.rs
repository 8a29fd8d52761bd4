//! Steps as JSON, which the facade does.

use super::failures;
use crate::endpoints::Method;
use crate::message::Writer;
use crate::step::{Given, Step, Told};
use crate::task::Task;
use crate::transport::Exchange;

/// A step of a task, and what is to be told before it. Where nothing is to be told, the usual end, to hand out the
/// value of the answer, is said without a word, and the usual request by its URL.
#[allow(clippy::float_cmp, reason = "it is that time, untouched, or another")]
pub(super) fn write(task: &Task, usual_ms: f64, step: &Step, told: &Told) -> String {
    let tells = !told.events.is_empty() || told.candidates.is_some() || told.progress.is_some();
    match step {
        _ if tells => {}
        Step::Give(Given::Answer) => return String::new(),
        Step::Send { headers: None, ms } if *ms == usual_ms => {
            let usual = task.exchange().filter(|exchange| is_usual(exchange));
            if let Some(exchange) = usual {
                return exchange.url.clone();
            }
        }
        _ => {}
    }
    let mut data = Writer::object();
    if tells {
        write_told(&mut data, told);
    }
    match step {
        Step::Token { number, ask, ms } => {
            data.number("token", f64::from(*number));
            data.boolean("ask", *ask);
            write_slot(&mut data, task.exchange());
            write_ms(&mut data, *ms);
        }
        Step::Send { headers, ms } => {
            if let Some(exchange) = task.exchange() {
                write_request(&mut data, exchange, headers.as_deref());
            }
            if *ms != usual_ms {
                write_ms(&mut data, *ms);
            }
        }
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

/// Whether there is no more to be said of a request than its URL.
fn is_usual(exchange: &Exchange) -> bool {
    exchange.operation.method == Method::Get && !exchange.is_poll() && exchange.slot == 0
}

fn write_told(data: &mut Writer, told: &Told) {
    data.open("told", '{');
    if !told.events.is_empty() {
        data.open("emit", '[');
        write_events(data, &told.events);
        data.close(']');
    }
    if let Some(places) = &told.candidates {
        write_places(data, "candidates", places);
    }
    if let Some(progress) = &told.progress {
        data.raw("progress", progress);
        data.boolean("isGone", told.is_gone);
    }
    data.close('}');
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

/// Of the request, what is not usual: GET is, and so are the client's headers.
fn write_request(data: &mut Writer, exchange: &Exchange, headers: Option<&str>) {
    data.text("url", &exchange.url);
    let operation = exchange.operation;
    if operation.method != Method::Get {
        data.text("method", operation.method.as_str());
    }
    if let Some(headers) = headers {
        data.raw("headers", headers);
    }
    if exchange.is_poll() {
        data.boolean("isPoll", true);
    }
    if operation.body.is_some() {
        data.boolean("hasBody", true);
    }
    write_slot(data, Some(exchange));
}

/// The first slot is the usual one.
fn write_slot(data: &mut Writer, exchange: Option<&Exchange>) {
    if let Some(exchange) = exchange.filter(|exchange| exchange.slot > 0) {
        data.number("slot", f64::from(exchange.slot));
    }
}

/// JSON has no number for a time without an end.
pub(super) fn write_ms(data: &mut Writer, ms: f64) {
    if ms.is_finite() {
        data.number("ms", ms);
    } else {
        data.raw("ms", "null");
    }
}

fn write_places<'a>(data: &'a mut Writer, name: &str, places: &[u32]) -> &'a mut Writer {
    data.open(name, '[');
    for place in places {
        data.number("", f64::from(*place));
    }
    data.close(']');
    data
}
