//! What can go wrong, told by *where* it went wrong.

use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

use crate::endpoints::Operation;
use crate::host::put;
use crate::models::ErrorMessage;
use crate::rules::Violation;
use crate::waiter::machine::Stay;

/// A failure of a call: where it failed, and in which circumstances.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    context: Context,
}

/// Where a call failed.
#[derive(Debug)]
pub enum ErrorKind {
    /// Before anything was sent: the caller's values are not what the API or this library takes.
    InvalidArgument(Vec<InvalidValue>),
    /// Before anything was sent: no credentials could be had.
    Credentials,
    /// On the way: no answer came.
    Network,
    /// On the way: no whole answer came in time.
    Timeout,
    /// By the caller's own wish.
    Aborted {
        /// Whether a write was under way that may have taken effect.
        outcome_unknown: bool,
    },
    /// In the service: it answered with an error, or with a redirect.
    Api,
    /// In the service: it asks to come back later (429).
    RateLimited,
    /// In the answer: it is none that the operation can give.
    InvalidResponse {
        /// Where in the JSON text, where it is one: `items[0].id`.
        path: Option<String>,
    },
    /// After a write was sent: nobody knows whether it took effect. The cause says what happened.
    OutcomeUnknown(Error),
    /// While waiting: the resource came to a state from which the goal cannot be reached.
    Provisioning(Box<Waited>),
    /// While waiting: the deadline passed.
    DeadlineExceeded(Box<Waited>),
}

/// A value that breaks a rule.
#[derive(Debug)]
pub struct InvalidValue {
    /// The rule, and where the value is.
    pub violation: Violation,
    /// The value; `undefined` where it is missing, or may be a secret.
    pub value: JsValue,
}

/// What a wait saw before it failed.
#[derive(Debug, Default)]
pub struct Waited {
    /// The last state.
    pub state: Option<String>,
    /// The resource as it was seen last, as the service sent it.
    pub resource: JsValue,
    /// The states that were seen, in order.
    pub history: Vec<Stay>,
    /// How many times the resource was read.
    pub polls: u32,
}

/// The circumstances of a failure.
#[derive(Debug, Default)]
pub struct Context {
    /// What happened, in words, without the operation and the status.
    pub summary: String,
    /// The operation.
    pub operation: Option<&'static Operation>,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The service's own words.
    pub messages: Vec<ErrorMessage>,
    /// The service's id of the request (`X-Request-Id`), where it sends one and the host lets it be read.
    pub request_id: Option<String>,
    /// How many times the request was sent.
    pub attempts: u32,
    /// How long the call took, in milliseconds.
    pub elapsed_ms: f64,
    /// How long the service asks to wait, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// The host's own error, unchanged.
    pub cause: JsValue,
    /// Its words, without the secrets; `None` where they are not ours to tell.
    pub cause_message: Option<String>,
    /// An error of this library, as data, that led to this one.
    pub caused_by: JsValue,
    /// What a search for the result of a create of unknown outcome starts from.
    pub lookup: JsValue,
    /// What such a search found, where it was asked for and did not find exactly one.
    pub candidates: JsValue,
}

/// A message is for a log's line; more than this is for nobody.
const LONGEST_MESSAGE: usize = 200;

impl Error {
    /// An error of a kind, with what happened in words. Never inlined: it is called in many places.
    #[inline(never)]
    #[must_use]
    pub fn new(kind: ErrorKind, summary: String) -> Self {
        let context = Context {
            summary,
            ..Context::default()
        };
        Self(Box::new(Inner { kind, context }))
    }

    /// The error for values that break rules.
    #[inline(never)]
    #[must_use]
    pub fn invalid(operation: Option<&'static Operation>, values: Vec<InvalidValue>) -> Self {
        let summary = match values.as_slice() {
            [] => "the arguments are not valid".to_owned(),
            [only] => describe(only),
            [first, rest @ ..] => format!("{} (and {} more)", describe(first), rest.len()),
        };
        let mut error = Self::new(ErrorKind::InvalidArgument(values), summary);
        error.context_mut().operation = operation;
        error
    }

    /// Where it failed.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The circumstances.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.0.context
    }

    pub(crate) fn context_mut(&mut self) -> &mut Context {
        &mut self.0.context
    }

    /// The code of the error: one of a closed set.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind() {
            ErrorKind::InvalidArgument(_) => "INVALID_ARGUMENT",
            ErrorKind::Credentials => "CREDENTIALS",
            ErrorKind::Network => "NETWORK",
            ErrorKind::Timeout => "TIMEOUT",
            ErrorKind::Aborted { .. } => "ABORTED",
            ErrorKind::Api => "API",
            ErrorKind::RateLimited => "RATE_LIMITED",
            ErrorKind::InvalidResponse { .. } => "INVALID_RESPONSE",
            ErrorKind::OutcomeUnknown(_) => "OUTCOME_UNKNOWN",
            ErrorKind::Provisioning(_) => "PROVISIONING",
            ErrorKind::DeadlineExceeded(_) => "DEADLINE_EXCEEDED",
        }
    }

    /// Whether the same call may succeed later: after a network failure, a timeout, a failing
    /// token function, or a status of 408, 429, 500, 502, 503 or 504. Never where a write may have
    /// taken effect.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self.kind() {
            ErrorKind::Network | ErrorKind::Timeout | ErrorKind::RateLimited => true,
            ErrorKind::Credentials => true,
            ErrorKind::Api => self
                .context()
                .status
                .is_some_and(crate::transport::retry::is_transient),
            _ => false,
        }
    }

    pub(crate) fn is_outcome_unknown(&self) -> bool {
        matches!(self.kind(), ErrorKind::OutcomeUnknown(_))
    }

    /// One line of at most 200 characters that names the operation, the status and what happened.
    #[must_use]
    pub fn message(&self) -> String {
        let context = self.context();
        let mut line = String::new();
        if let Some(operation) = context.operation {
            line.push_str(operation.name);
            line.push_str(": ");
        }
        if let Some(status) = context.status {
            line.push_str(&status.to_string());
            line.push_str(", ");
        }
        line.push_str(&context.summary);
        one_line(&line)
    }

    /// The error as plain data, from which the facade makes an `Error` of the right class.
    #[must_use]
    pub fn to_js(&self) -> JsValue {
        let data = Object::new();
        let context = self.context();
        put(&data, "code", self.code());
        put(&data, "message", self.message());
        if let Some(operation) = context.operation {
            put(&data, "operation", operation.name);
            put(&data, "method", operation.method.as_str());
            put(&data, "urlTemplate", operation.path);
        }
        if let Some(status) = context.status {
            put(&data, "status", status);
        }
        put(&data, "messages", messages_to_js(&context.messages));
        if let Some(id) = &context.request_id {
            put(&data, "requestId", id.as_str());
        }
        put(&data, "attempts", context.attempts);
        put(&data, "elapsedMs", context.elapsed_ms);
        if let Some(wait) = context.retry_after_ms {
            put(&data, "retryAfterMs", wait);
        }
        put(&data, "retryable", self.is_retryable());
        put(&data, "cause", &context.cause);
        if let Some(message) = &context.cause_message {
            put(&data, "causeMessage", message.as_str());
        }
        put(&data, "causedBy", &context.caused_by);
        put(&data, "lookup", &context.lookup);
        put(&data, "candidates", &context.candidates);
        self.details_to_js(&data);
        data.into()
    }

    fn details_to_js(&self, data: &JsValue) {
        match self.kind() {
            ErrorKind::InvalidArgument(values) => put(data, "violations", violations_to_js(values)),
            ErrorKind::InvalidResponse { path: Some(path) } => put(data, "path", path.as_str()),
            ErrorKind::Aborted {
                outcome_unknown: true,
            } => put(data, "outcome", "unknown"),
            ErrorKind::OutcomeUnknown(cause) => put(data, "causedBy", cause.to_js()),
            ErrorKind::Provisioning(waited) | ErrorKind::DeadlineExceeded(waited) => {
                waited_to_js(data, waited, self.context().elapsed_ms);
            }
            _ => {}
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::OutcomeUnknown(cause) => Some(cause),
            _ => None,
        }
    }
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        error.to_js()
    }
}

fn describe(value: &InvalidValue) -> String {
    let Violation { path, message, .. } = &value.violation;
    format!("{path} {message}")
}

/// Folds a text onto one line and cuts it to the length of a message.
fn one_line(text: &str) -> String {
    let is_break = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let mut line = String::with_capacity(text.len().min(LONGEST_MESSAGE));
    // Counted as JavaScript counts.
    let mut length = 0;
    let mut cut = 0;
    for character in text.chars() {
        length += character.len_utf16();
        if length > LONGEST_MESSAGE {
            return format!("{}…", line.get(..cut).unwrap_or_default());
        }
        line.push(if is_break(character) { ' ' } else { character });
        if length < LONGEST_MESSAGE {
            cut = line.len();
        }
    }
    line
}

fn messages_to_js(messages: &[ErrorMessage]) -> Array {
    let array = Array::new();
    for message in messages {
        let entry = Object::new();
        if let Some(code) = &message.error_code {
            put(&entry, "errorCode", code.as_str());
        }
        if let Some(text) = &message.message {
            put(&entry, "message", text.as_str());
        }
        array.push(&entry);
    }
    array
}

/// The violations as the facade and `validate…` functions hand them out.
pub(crate) fn violations_to_js(values: &[InvalidValue]) -> Array {
    let array = Array::new();
    for InvalidValue { violation, value } in values {
        let entry = Object::new();
        put(&entry, "path", violation.path.to_string());
        put(&entry, "rule", violation.rule.as_str());
        put(&entry, "message", violation.message.as_str());
        put(&entry, "value", value);
        array.push(&entry);
    }
    array
}

fn waited_to_js(data: &JsValue, waited: &Waited, elapsed_ms: f64) {
    let history = Array::new();
    let ends = waited.history.iter().skip(1).map(|stay| stay.since_ms);
    for (stay, end) in waited.history.iter().zip(ends.chain([elapsed_ms])) {
        let entry = Object::new();
        put(&entry, "state", stay.state.as_str());
        put(&entry, "sinceMs", stay.since_ms);
        put(&entry, "durationMs", (end - stay.since_ms).max(0.0));
        history.push(&entry);
    }
    if let Some(state) = &waited.state {
        put(data, "state", state.as_str());
    }
    put(data, "resource", &waited.resource);
    put(data, "history", history);
    put(data, "polls", waited.polls);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_of_at_most_200_characters() {
        let long = one_line(&"<html>\n".repeat(1000));
        assert_eq!(long.chars().count(), LONGEST_MESSAGE);
        assert!(!long.contains('\n'));
        assert!(long.ends_with('…'));
        assert_eq!(one_line(&"é".repeat(200)), "é".repeat(200));
        let wide = one_line(&"😀".repeat(200));
        assert_eq!(wide.encode_utf16().count(), LONGEST_MESSAGE - 1);
        assert_eq!(one_line("a\u{2028}b\u{85}c"), "a b c");
    }
}
