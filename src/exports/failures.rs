//! Failures as JSON, from which the facade makes an `Error` of the right class.

use crate::error::{ErrorKind, Failure, InvalidValue, Waited};
use crate::message::Writer;
use crate::rules::Step;

pub(super) fn write(data: &mut Writer, failure: &Failure) {
    let context = failure.context();
    data.text("code", failure.code());
    data.text("message", &failure.message());
    if let Some(operation) = context.operation {
        operation.describe(data);
    }
    data.some_number("status", context.status.map(f64::from));
    data.open("messages", '[');
    for message in &context.messages {
        data.open("", '{');
        data.some_text("errorCode", message.error_code.as_deref());
        data.some_text("message", message.message.as_deref());
        data.close('}');
    }
    data.close(']');
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
        data.open("causedBy", '{');
        write(data, cause);
        data.close('}');
    }
    match failure.kind() {
        ErrorKind::InvalidArgument(values) => {
            data.open("violations", '[');
            write_violations(data, values);
            data.close(']');
        }
        ErrorKind::InvalidResponse { path } => {
            data.some_text("path", path.as_deref());
        }
        ErrorKind::Aborted { outcome_unknown } => {
            data.some_text("outcome", outcome_unknown.then_some("unknown"));
        }
        ErrorKind::Provisioning(waited) | ErrorKind::DeadlineExceeded(waited) => {
            write_waited(data, waited, context.elapsed_ms);
        }
        _ => {}
    }
}

/// The violations as the facade hands them out, with the way to each value that it is to add.
pub(super) fn write_violations(list: &mut Writer, values: &[InvalidValue]) {
    for value in values {
        list.open("", '{');
        list.text("path", &value.path());
        list.text("rule", value.violation.rule.as_str());
        list.text("message", &value.violation.message);
        if let Some(place) = value.place {
            list.open("way", '[');
            list.text("", place);
            for step in &value.violation.path.0 {
                match step {
                    Step::Key(key) => list.text("", key),
                    Step::Index(index) => list.number("", f64::from(*index)),
                };
            }
            list.close(']');
        }
        list.close('}');
    }
}

fn write_waited(data: &mut Writer, waited: &Waited, elapsed_ms: f64) {
    data.some_text("state", waited.state.as_deref());
    data.open("history", '[');
    for (place, stay) in waited.history.iter().enumerate() {
        let next = waited.history.get(place + 1);
        let end = next.map_or(elapsed_ms, |next| next.since_ms);
        data.open("", '{');
        data.text("state", &stay.state);
        data.number("sinceMs", stay.since_ms);
        data.number("durationMs", (end - stay.since_ms).max(0.0));
        data.close('}');
    }
    data.close(']');
    data.number("polls", f64::from(waited.polls));
}
