//! Failures as JSON, from which the facade makes an `Error` of the right class.

use checker::words::decimal;

use crate::error::{ErrorKind, Failure, InvalidValue, Waited};
use crate::message::{List, Writer, quoted};
use crate::models::ErrorMessage;
use crate::rules::Step;

pub(super) fn to_json(failure: &Failure) -> String {
    let mut data = Writer::new();
    let context = failure.context();
    data.text("code", failure.code());
    data.text("message", &failure.message());
    if let Some(operation) = context.operation {
        operation.describe(&mut data);
    }
    data.some_number("status", context.status.map(f64::from));
    data.raw("messages", &messages_to_json(&context.messages));
    data.some_text("requestId", context.request_id.as_deref());
    data.number("attempts", f64::from(context.attempts));
    data.number("elapsedMs", context.elapsed_ms);
    data.some_number("retryAfterMs", context.retry_after_ms);
    data.boolean("retryable", failure.is_retryable());
    data.some_number("thrown", context.thrown.map(f64::from));
    data.some_text("causeMessage", context.cause_message.as_deref());
    if let Some(lookup) = &context.lookup {
        data.raw("lookup", lookup);
    }
    if context.has_candidates {
        data.boolean("candidates", true);
    }
    if let Some(cause) = failure.caused_by() {
        data.raw("causedBy", &to_json(cause));
    }
    match failure.kind() {
        ErrorKind::InvalidArgument(values) => {
            data.raw("violations", &violations_to_json(values));
        }
        ErrorKind::InvalidResponse { path } => {
            data.some_text("path", path.as_deref());
        }
        ErrorKind::Aborted { outcome_unknown } => {
            data.some_text("outcome", outcome_unknown.then_some("unknown"));
        }
        ErrorKind::Provisioning(waited) | ErrorKind::DeadlineExceeded(waited) => {
            write_waited(&mut data, waited, context.elapsed_ms);
        }
        _ => {}
    }
    data.finish()
}

fn messages_to_json(messages: &[ErrorMessage]) -> String {
    let mut list = List::new();
    for message in messages {
        let mut entry = Writer::new();
        entry.some_text("errorCode", message.error_code.as_deref());
        entry.some_text("message", message.message.as_deref());
        list.push(&entry.finish());
    }
    list.finish()
}

/// The violations as the facade hands them out, with the way to each value that it is to add.
pub(super) fn violations_to_json(values: &[InvalidValue]) -> String {
    let mut list = List::new();
    for value in values {
        let mut entry = Writer::new();
        entry.text("path", &value.path());
        entry.text("rule", value.violation.rule.as_str());
        entry.text("message", &value.violation.message);
        if let Some(place) = value.place {
            entry.raw("way", &way_to_json(place, &value.violation.path.0));
        }
        list.push(&entry.finish());
    }
    list.finish()
}

fn way_to_json(place: &str, path: &[Step]) -> String {
    let mut way = List::new();
    way.push(&quoted(place));
    for step in path {
        way.push(&match step {
            Step::Key(key) => quoted(key),
            Step::Index(index) => decimal(*index),
        });
    }
    way.finish()
}

fn write_waited(data: &mut Writer, waited: &Waited, elapsed_ms: f64) {
    let mut history = List::new();
    for (place, stay) in waited.history.iter().enumerate() {
        let next = waited.history.get(place + 1);
        let end = next.map_or(elapsed_ms, |next| next.since_ms);
        let mut entry = Writer::new();
        entry.text("state", &stay.state);
        entry.number("sinceMs", stay.since_ms);
        entry.number("durationMs", (end - stay.since_ms).max(0.0));
        history.push(&entry.finish());
    }
    data.some_text("state", waited.state.as_deref());
    data.raw("history", &history.finish());
    data.number("polls", f64::from(waited.polls));
}
