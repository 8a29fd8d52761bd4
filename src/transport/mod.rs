//! The way of a request to the service and of its answer back: credentials, attempts, retries.
//!
//! The loop is here; whether and when to try again is decided in [`retry`].

mod answer;
mod attempt;
pub(crate) mod base_url;
pub(crate) mod credentials;
pub(crate) mod headers;
pub mod retry;
pub mod retry_after;

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsValue;

use crate::client::State;
use crate::client::adoption::Lookup;
use crate::client::options::CallOptions;
use crate::endpoints::Operation;
use crate::error::{Error, ErrorKind};
use crate::events::{Event, emit};
use crate::host::{Clock, Host, get, text};
use crate::take_cell::TakeCell;
use attempt::Attempted;
use credentials::Auth;
use retry::{Decision, Situation};

/// A request, complete.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) operation: &'static Operation,
    pub(crate) url: String,
    pub(crate) body: Option<String>,
}

/// What belongs to one call of the library: a request and its retries, or one poll of a wait.
pub(crate) struct Call {
    pub(crate) state: Rc<State>,
    pub(crate) host: Host,
    pub(crate) clock: Clock,
    pub(crate) operation: &'static Operation,
    pub(crate) options: Rc<CallOptions>,
    /// For a poll of a wait: the time that the wait has left.
    pub(crate) poll_time_ms: Option<f64>,
    /// For a create: what a search for its result starts from, should its outcome be unknown.
    pub(crate) lookup: Option<Lookup>,
    pub(crate) started: f64,
    pub(crate) progress: Progress,
}

/// How far a call is; an abort asks it from outside of the loop.
#[derive(Default)]
pub(crate) struct Progress {
    pub(crate) attempts: Cell<u32>,
    /// Whether a request was handed to the host that may take effect, or may have.
    pub(crate) is_under_way: Cell<bool>,
    /// What was sent in `Authorization`, whoever gave it: a token may be another one by now.
    credentials: TakeCell<Vec<String>>,
}

impl Call {
    /// The time that one attempt has, its body included.
    fn timeout_ms(&self) -> f64 {
        let own = self.options.timeout_ms;
        let timeout = own.unwrap_or(self.state.settings.timeout_ms);
        timeout.min(self.time_left_ms())
    }

    /// The time that a poll has left. Any other call ends when its attempts do.
    fn time_left_ms(&self) -> f64 {
        let time = self.poll_time_ms.unwrap_or(f64::INFINITY);
        (time - self.elapsed_ms()).max(0.0)
    }

    fn max_retries(&self) -> u32 {
        // A poll is retried only where the caller of the wait says so: the wait polls on anyway.
        let usual = match self.poll_time_ms {
            Some(_) => 0,
            None => self.state.settings.max_retries,
        };
        self.options.max_retries.unwrap_or(usual)
    }

    /// Waits; for a time without end, without a timer.
    async fn wait(&self, ms: f64) {
        if ms.is_infinite() {
            return std::future::pending().await;
        }
        self.clock.sleep(ms).await;
    }

    pub(crate) fn elapsed_ms(&self) -> f64 {
        self.clock.now() - self.started
    }

    /// An error of this call. Never inlined: it is called in many places.
    #[inline(never)]
    pub(crate) fn error(&self, kind: ErrorKind, summary: String) -> Error {
        let mut error = Error::new(kind, summary);
        let context = error.context_mut();
        context.operation = Some(self.operation);
        context.attempts = self.progress.attempts.get();
        context.elapsed_ms = self.elapsed_ms();
        error
    }

    /// An error with what led to it: the host's own error as it is, and its words without secrets.
    pub(crate) fn because(&self, mut error: Error, cause: JsValue) -> Error {
        let context = error.context_mut();
        context.cause_message = words(&cause).map(|words| self.redact(&words));
        context.cause = cause;
        error
    }

    fn emit(&self, kind: &str, fill: impl FnOnce(Event) -> Event) {
        emit(&self.host, || {
            let event = Event::new(kind, self.clock.now(), Some(self.operation));
            fill(event.with("attempt", self.progress.attempts.get()))
        });
    }

    /// Takes the secrets of this call out of a text that comes from outside.
    fn redact(&self, text: &str) -> String {
        let sent = self.progress.credentials.with(|sent| sent.clone());
        let password = match &self.state.settings.auth {
            Auth::Fixed { password, .. } => password.as_ref(),
            Auth::None | Auth::Function => None,
        };
        // What is shorter keeps no secret, and would be found in every other word.
        let secrets = sent
            .iter()
            .chain(password)
            .filter(|secret| secret.len() > 3);
        secrets.fold(text.to_owned(), |text, secret| {
            replace_all(&text, secret, "[redacted]")
        })
    }
}

/// Sends a request as often as the rules of [`retry`] say.
pub(crate) async fn send(call: &Call, request: &Request) -> Result<JsValue, Error> {
    let mut retries = 0;
    let mut may_have_run = false;
    let mut can_refresh = matches!(call.state.settings.auth, Auth::Function);
    loop {
        let Attempted {
            outcome,
            result,
            token,
        } = attempt::attempt(call, request).await?;
        let situation = Situation {
            method: call.operation.method,
            retries,
            max_retries: call.max_retries(),
            may_have_run,
            can_refresh: can_refresh && token.is_some(),
            outcome,
            random: call.clock.random(),
        };
        may_have_run |= outcome.may_have_run();
        match retry::decide(&situation) {
            Decision::Deleted => return Ok(JsValue::UNDEFINED),
            Decision::OutcomeUnknown => {
                return result.map_err(|cause| outcome_unknown(call, cause));
            }
            Decision::Refresh => {
                can_refresh = false;
                call.state.tokens.forget(&token.unwrap_or_default());
                retrying(call, 0.0, "401", result.as_ref().err());
            }
            Decision::Retry(delay) if delay < call.time_left_ms() => {
                retries += 1;
                let reason = result.as_ref().err().map_or("", Error::code);
                retrying(call, delay, reason, result.as_ref().err());
                call.wait(delay).await;
            }
            Decision::Finish | Decision::Retry(_) => return result,
        }
    }
}

fn retrying(call: &Call, delay_ms: f64, reason: &str, error: Option<&Error>) {
    call.emit("retry", |event| {
        event
            .with("delayMs", delay_ms)
            .with("reason", reason)
            .with_some("status", error.and_then(|error| error.context().status))
    });
}

fn outcome_unknown(call: &Call, cause: Error) -> Error {
    let seen = cause.context();
    let summary = format!("it may or may not have taken effect: {}", seen.summary);
    let (status, retry_after_ms) = (seen.status, seen.retry_after_ms);
    let (messages, request_id) = (seen.messages.clone(), seen.request_id.clone());
    let mut error = call.error(ErrorKind::OutcomeUnknown(cause), summary);
    let context = error.context_mut();
    context.status = status;
    context.retry_after_ms = retry_after_ms;
    context.messages = messages;
    context.request_id = request_id;
    context.lookup = call.lookup.as_ref().map(Lookup::to_js).unwrap_or_default();
    error
}

/// What an error says that may be of any type.
fn words(thrown: &JsValue) -> Option<String> {
    text(&get(thrown, "message")).or_else(|| text(thrown))
}

/// `str::replace` for a text that is short and a secret that is hardly ever in it: its search
/// algorithm would cost 3 KB.
fn replace_all(text: &str, found: &str, by: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(tail) = rest.strip_prefix(found) {
            replaced.push_str(by);
            rest = tail;
        } else {
            replaced.push(character);
            rest = rest.get(character.len_utf8()..).unwrap_or_default();
        }
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_occurrence_is_replaced() {
        assert_eq!(replace_all("tok: é tok", "tok", "x"), "x: é x");
        assert_eq!(replace_all("to", "tok", "x"), "to");
        assert_eq!(replace_all("", "tok", "x"), "");
    }
}
