//! What can go wrong, told by *where* it went wrong. A failure is plain data: what the host threw
//! stays on the host's side, where it becomes the cause of an `Error`.

use std::ops::Deref;

use wasm_bindgen::JsValue;

use checker::words::{decimal, fill};

use crate::endpoints::Operation;
use crate::models::ErrorMessage;
use crate::rules::Violation;
use crate::waiter::machine::Stay;

/// A failure of a call, with what the host knows of it.
#[derive(Debug)]
pub struct Error {
    pub(crate) failure: Failure,
    pub(crate) cause: JsValue,
    pub(crate) resource: JsValue,
}

impl Error {
    /// The host's own error, or the reason of an abort, unchanged.
    #[must_use]
    pub fn cause(&self) -> &JsValue {
        &self.cause
    }

    /// For a wait: the resource as it was seen last, as the service sent it.
    #[must_use]
    pub fn resource(&self) -> &JsValue {
        &self.resource
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self {
            failure,
            cause: JsValue::UNDEFINED,
            resource: JsValue::UNDEFINED,
        }
    }
}

impl Deref for Error {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.failure
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}

/// A failure of a call: where it failed, and in which circumstances.
#[derive(Debug)]
pub struct Failure(Box<Inner>);

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
    OutcomeUnknown(Failure),
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
    /// Where among what the caller handed in the path begins; `None` where the value may be a secret.
    pub(crate) place: Option<&'static str>,
}

impl InvalidValue {
    /// Whether the value may be a secret, which is not to be shown.
    #[must_use]
    pub fn may_be_secret(&self) -> bool {
        self.place.is_none()
    }

    /// Where the value is; the body of a request as a whole is its `request`.
    #[must_use]
    pub fn path(&self) -> String {
        let path = self.violation.path.text();
        if path.is_empty() {
            return "request".to_owned();
        }
        path
    }
}

/// What a wait saw before it failed.
#[derive(Debug, Default)]
pub struct Waited {
    /// The last state.
    pub state: Option<String>,
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
    /// The words of the host's own error, without the secrets; `None` where they are not ours to tell.
    pub cause_message: Option<String>,
    /// Which of the errors that the host holds is the cause, where one is.
    pub(crate) thrown: Option<u8>,
    /// A failure that led to this one, of a kind that does not hold it: see [`Failure::caused_by`].
    pub(crate) caused_by: Option<Failure>,
    /// What a search for the result of a create of unknown outcome starts from, as JSON.
    pub(crate) lookup: Option<String>,
    /// Whether such a search was asked for and did not find exactly one; the host holds what it found.
    pub(crate) has_candidates: bool,
}

/// A message is for a log's line; more than this is for nobody.
const LONGEST_MESSAGE: usize = 200;

impl Failure {
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
            [first, rest @ ..] => fill(
                "{} (and {} more)",
                &[&describe(first), &decimal(rest.len())],
            ),
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

    /// The failure that led to this one.
    #[must_use]
    pub fn caused_by(&self) -> Option<&Self> {
        match self.kind() {
            ErrorKind::OutcomeUnknown(cause) => Some(cause),
            _ => self.context().caused_by.as_ref(),
        }
    }

    /// Which of the errors that the host holds led to this failure, or to one that led to it.
    pub(crate) fn thrown(&self) -> Option<u8> {
        let own = self.context().thrown;
        own.or_else(|| self.caused_by()?.thrown())
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

    /// Whether a write was sent and nobody knows what came of it.
    pub(crate) fn is_outcome_unknown(&self) -> bool {
        match self.kind() {
            ErrorKind::OutcomeUnknown(_) => true,
            ErrorKind::Aborted { outcome_unknown } => *outcome_unknown,
            _ => false,
        }
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
            line.push_str(&decimal(status));
            line.push_str(", ");
        }
        line.push_str(&context.summary);
        one_line(&line)
    }
}

fn describe(value: &InvalidValue) -> String {
    fill("{} {}", &[&value.path(), &value.violation.message])
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
            return fill("{}…", &[line.get(..cut).unwrap_or_default()]);
        }
        line.push(if is_break(character) { ' ' } else { character });
        if length < LONGEST_MESSAGE {
            cut = line.len();
        }
    }
    line
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
