//! The way of a request to the service and of its answer back: credentials, attempts, retries.
//!
//! An `Exchange` is a machine: it says what the host is to do and is told what came of it. Whether
//! and when to try again is decided in [`retry`].

mod answer;
pub(crate) mod base_url;
pub(crate) mod credentials;
pub(crate) mod headers;
pub mod retry;
pub mod retry_after;

use checker::words::{cut, decimal, fill};

use crate::client::Client;
use crate::client::options::{CallOptions, GivenOptions, Settings};
use crate::endpoints::{Method, Operation};
use crate::error::{ErrorKind, Failure};
use crate::message::Writer;
use crate::step::{Given, Head, Input, Moment, Step, Thrown};
use answer::Answer;
use credentials::{Auth, Token, TokenCache, Want, bearer, read_token};
use retry::{Decision, Outcome, Situation};

/// How long a new token is waited for while the old one serves; half of the attempt's time at most, so that
/// the request has some too.
const MOST_FOR_NEW_TOKEN_MS: f64 = 15_000.0;

/// A request, its retries and its answer.
pub(crate) struct Exchange {
    pub(crate) operation: &'static Operation,
    pub(crate) started: f64,
    pub(crate) url: String,
    options: CallOptions,
    /// For a poll of a wait: the time that the wait has left.
    poll_time_ms: Option<f64>,
    /// Where the host keeps what it catches.
    pub(crate) slot: u8,
    attempts: u32,
    retries: u32,
    may_have_run: bool,
    /// Whether the last attempt was handed to the host and may have taken effect.
    is_under_way: bool,
    can_refresh: bool,
    /// The tokens that a function gave and that were sent: it may give another one by now.
    tokens: Vec<String>,
    stage: Stage,
}

/// What an exchange waits for.
enum Stage {
    Begin,
    Token {
        attempt: Attempt,
        /// The old token: it serves until its end where no new one can be had.
        spare: Option<Token>,
    },
    Answer {
        attempt: Attempt,
        /// The token that was sent, where a function gave it: it can be replaced.
        token: Option<String>,
    },
    Pause,
    /// Nothing more: whoever asks on gets no request, least of all a write.
    Over,
}

/// When an attempt began, and the time that it has, its body included.
#[derive(Clone, Copy)]
struct Attempt {
    started: f64,
    timeout: f64,
}

impl Attempt {
    /// The time that is left.
    fn left_ms(self, moment: &Moment) -> f64 {
        (self.timeout - moment.since(self.started)).max(0.0)
    }
}

/// How an exchange goes on.
pub(crate) enum Flow {
    Next(Step),
    End(Result<Given, Failure>),
}

impl Exchange {
    pub(crate) fn new(
        operation: &'static Operation,
        url: String,
        options: CallOptions,
        moment: &Moment,
    ) -> Self {
        Self {
            operation,
            started: moment.now,
            url,
            options,
            poll_time_ms: None,
            slot: 0,
            attempts: 0,
            retries: 0,
            may_have_run: false,
            is_under_way: false,
            can_refresh: matches!(moment.client.settings.auth, Auth::Function),
            tokens: Vec::new(),
            stage: Stage::Begin,
        }
    }

    /// Makes it a poll of a wait that has so much time left.
    pub(crate) fn into_poll(mut self, time_ms: f64) -> Self {
        self.poll_time_ms = Some(time_ms);
        self
    }

    /// Has the host keep what it catches beside what it caught before.
    pub(crate) fn aside(mut self) -> Self {
        self.slot = 1;
        self
    }

    pub(crate) fn is_poll(&self) -> bool {
        self.poll_time_ms.is_some()
    }

    /// Goes on with what came of the last step; the first time, with anything.
    pub(crate) fn on(&mut self, moment: &mut Moment, input: &Input) -> Flow {
        match (std::mem::replace(&mut self.stage, Stage::Over), input) {
            (Stage::Token { attempt, spare }, input) => {
                self.on_token(moment, attempt, spare, input)
            }
            (Stage::Answer { attempt, token }, input) => {
                self.on_answer(moment, attempt, token, input)
            }
            (Stage::Begin | Stage::Pause, _) => self.attempt(moment),
            (Stage::Over, _) => {
                let outcome_unknown = false;
                let kind = ErrorKind::Aborted { outcome_unknown };
                Flow::End(Err(self.failure(moment, kind, "it is over")))
            }
        }
    }

    /// The time that a poll has left. Any other call ends when its attempts do.
    fn time_left_ms(&self, moment: &Moment) -> f64 {
        let time = self.poll_time_ms.unwrap_or(f64::INFINITY);
        (time - self.elapsed_ms(moment)).max(0.0)
    }

    fn max_retries(&self, client: &Client) -> u32 {
        // A poll is retried only where the caller of the wait says so: the wait polls on anyway.
        let usual = match self.poll_time_ms {
            Some(_) => 0,
            None => client.settings.max_retries,
        };
        self.options.max_retries.unwrap_or(usual)
    }

    fn elapsed_ms(&self, moment: &Moment) -> f64 {
        moment.since(self.started)
    }

    fn attempt(&mut self, moment: &mut Moment) -> Flow {
        let settings = &moment.client.settings;
        let timeout_ms = self.options.timeout_ms.unwrap_or(settings.timeout_ms);
        let attempt = Attempt {
            started: moment.now,
            timeout: timeout_ms.min(self.time_left_ms(moment)),
        };
        let own = given_authorization(settings, &self.options);
        if own.is_some() || !matches!(settings.auth, Auth::Function) {
            return self.send(moment, attempt, None);
        }
        match TokenCache::want(moment) {
            Want::Have(token) => self.send(moment, attempt, Some(token)),
            Want::Wait { number, ask, spare } => {
                let ms = match spare {
                    Some(_) => (attempt.timeout / 2.0).min(MOST_FOR_NEW_TOKEN_MS),
                    None => attempt.timeout,
                };
                self.stage = Stage::Token { attempt, spare };
                Flow::Next(Step::Token { number, ask, ms })
            }
        }
    }

    fn on_token(
        &mut self,
        moment: &mut Moment,
        attempt: Attempt,
        spare: Option<Token>,
        input: &Input,
    ) -> Flow {
        let is_late = attempt.left_ms(moment) <= 0.0;
        let failure = match input {
            Input::Token(value) if !value.is_none() && !is_late => {
                match read_token(*value, moment.now) {
                    Ok(token) => return self.send(moment, attempt, Some(token.value)),
                    Err(message) => self.failure(moment, ErrorKind::Credentials, message),
                }
            }
            Input::Token(value) if value.is_none() => {
                let summary = "the token function failed";
                let mut failure = self.failure(moment, ErrorKind::Credentials, summary);
                // Without its words: they may tell a secret that is not known here, such as what the
                // token function works with.
                failure.context_mut().thrown = Some(self.slot);
                failure
            }
            _ => {
                let summary = "the token function gave no token in time";
                self.failure(moment, ErrorKind::Credentials, summary)
            }
        };
        match spare.filter(|token| !is_late && !token.is_expired(moment.now)) {
            Some(token) => self.send(moment, attempt, Some(token.value)),
            None => Flow::End(Err(failure)),
        }
    }

    /// Sends the request, with a token where a function gave one.
    fn send(&mut self, moment: &mut Moment, attempt: Attempt, token: Option<String>) -> Flow {
        self.attempts += 1;
        if let Some(event) = self.event(moment, "request") {
            moment.emit(event);
        }
        let settings = &moment.client.settings;
        let headers = self.headers(settings, token.as_deref());
        if let Some(token) = &token {
            self.tokens.push(token.clone());
        }
        self.stage = Stage::Answer { attempt, token };
        let ms = attempt.left_ms(moment);
        Flow::Next(Step::Send { headers, ms })
    }

    /// The headers of the request, as a JSON object; none where they are the usual ones.
    fn headers(&self, settings: &Settings, token: Option<&str>) -> Option<String> {
        let more = &self.options.headers.members;
        if self.operation.body.is_none() && token.is_none() && more.is_empty() {
            return None;
        }
        let mut headers = Writer::object();
        if self.operation.body.is_some() {
            headers.text("content-type", "application/json");
        }
        headers.members(&settings.usual_headers);
        if let Some(token) = token {
            headers.text("authorization", &bearer(token));
        }
        headers.members(more);
        Some(headers.finish())
    }

    fn on_answer(
        &mut self,
        moment: &mut Moment,
        attempt: Attempt,
        token: Option<String>,
        input: &Input,
    ) -> Flow {
        let (outcome, result) = self.conclude(moment, attempt, input);
        self.is_under_way = outcome.may_have_run();
        let duration_ms = moment.since(attempt.started);
        if let Some(mut event) = self.event(moment, "response") {
            if let Some(head) = input.head() {
                event.some_number("status", head.status.map(f64::from));
                event.some_text("requestId", self.request_id(moment.client, head).as_deref());
            }
            event.some_text("error", result.as_ref().err().map(Failure::code));
            event.number("durationMs", duration_ms);
            moment.emit(event);
        }
        let failure = match result {
            Ok(answer) => {
                self.remember(moment, &answer.ids);
                return Flow::End(Ok(answer.given));
            }
            Err(failure) => failure,
        };
        let situation = Situation {
            method: self.operation.method,
            retries: self.retries,
            max_retries: self.max_retries(moment.client),
            may_have_run: self.may_have_run,
            can_refresh: self.can_refresh && token.is_some(),
            outcome,
            random: moment.random,
        };
        self.may_have_run |= outcome.may_have_run();
        match retry::decide(&situation) {
            Decision::Deleted => Flow::End(Ok(Given::Nothing)),
            Decision::OutcomeUnknown => Flow::End(Err(self.outcome_unknown(moment, failure))),
            Decision::Refresh => {
                self.can_refresh = false;
                moment.client.tokens.forget(&token.unwrap_or_default());
                self.retrying(moment, 0.0, "401", &failure);
                self.attempt(moment)
            }
            Decision::Retry(delay) if delay < self.time_left_ms(moment) => {
                self.retries += 1;
                self.retrying(moment, delay, failure.code(), &failure);
                self.stage = Stage::Pause;
                Flow::Next(Step::Sleep(delay))
            }
            Decision::Finish | Decision::Retry(_) => Flow::End(Err(failure)),
        }
    }

    /// Keeps the ids that the service has shown: what was there before a create was not made by it.
    fn remember(&self, moment: &mut Moment, ids: &[u128]) {
        let seen = &mut moment.client.seen;
        match self.operation.method {
            Method::Post => ids.iter().for_each(|&id| seen.claim(id)),
            _ => ids.iter().for_each(|&id| seen.add(id)),
        }
    }

    /// What came of an attempt, for the decision and for the caller.
    fn conclude(
        &self,
        moment: &Moment,
        attempt: Attempt,
        input: &Input,
    ) -> (Outcome, Result<Answer, Failure>) {
        match input {
            Input::Answer { head, body } => self.read(moment, head, body),
            Input::Thrown { head, thrown } => {
                let was_sent = head.status.is_some() || !was_never_sent(thrown);
                let outcome = if was_sent {
                    Outcome::Lost
                } else {
                    Outcome::NotSent
                };
                (outcome, Err(self.network_failure(moment, head, thrown)))
            }
            Input::NoResponse { head } => {
                let summary = "fetch gave something that is no Response";
                let kind = ErrorKind::InvalidResponse { path: None };
                let failure = self.answered(moment, head, kind, summary);
                (Outcome::Unreadable, Err(failure))
            }
            Input::Time | Input::Token(_) | Input::Abort { .. } => {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let timeout = (attempt.timeout + 0.5) as u64;
                let summary = fill("no whole answer within {} ms", &[&decimal(timeout)]);
                let failure = self.failure(moment, ErrorKind::Timeout, &summary);
                (Outcome::TimedOut, Err(failure))
            }
        }
    }

    fn read(
        &self,
        moment: &Moment,
        head: &Head,
        body: &[u8],
    ) -> (Outcome, Result<Answer, Failure>) {
        // A browser hides the status of a redirect that is not followed.
        let status = head.status.unwrap_or(302);
        let outcome = Outcome::Answered {
            status,
            retry_after_ms: retry_after_ms(moment, head),
        };
        if !(200..300).contains(&status) {
            return (outcome, Err(self.api_failure(moment, head, status, body)));
        }
        if self.operation.method == Method::Delete && is_nothing(body) {
            return (outcome, Ok(Answer::NOTHING));
        }
        match answer::read(&self.operation.answer, body) {
            Ok(answer) => (outcome, Ok(answer)),
            Err(wrong) => {
                let kind = ErrorKind::InvalidResponse { path: wrong.path };
                let failure = self.answered(moment, head, kind, &wrong.summary);
                (Outcome::Unreadable, Err(failure))
            }
        }
    }

    fn api_failure(&self, moment: &Moment, head: &Head, status: u16, body: &[u8]) -> Failure {
        let messages = answer::messages(body, |text| self.redact(moment.client, text));
        let summary = if matches!(status, 301 | 302 | 303 | 307 | 308) {
            "the answer is a redirect, which is not followed".to_owned()
        } else if messages.is_empty() {
            let kind = head.content_type.as_deref().unwrap_or("no content type");
            let kind = cut(kind, b';').map_or(kind, |(kind, _parameters)| kind);
            let kind = self.redact(moment.client, kind);
            let length = decimal(body.len());
            fill("no reason given, {} bytes of {}", &[&length, &kind])
        } else {
            answer::words(&messages)
        };
        let kind = if status == 429 {
            ErrorKind::RateLimited
        } else {
            ErrorKind::Api
        };
        let mut failure = self.answered(moment, head, kind, &summary);
        failure.context_mut().messages = messages;
        failure
    }

    fn network_failure(&self, moment: &Moment, head: &Head, thrown: &Thrown) -> Failure {
        let said = thrown.words.as_deref().unwrap_or("fetch gave no reason");
        let mut summary = fill("no answer: {}", &[said]);
        if let Some(code) = &thrown.code {
            summary = fill("{} ({})", &[&summary, code]);
        }
        if !moment.client.settings.is_server {
            summary.push_str(
                "; the service may be out of reach, or not allow this page's origin (CORS)",
            );
        }
        let summary = self.redact(moment.client, &summary);
        let mut failure = self.answered(moment, head, ErrorKind::Network, &summary);
        self.blame(moment, &mut failure, thrown.words.as_deref());
        failure
    }

    fn outcome_unknown(&self, moment: &Moment, cause: Failure) -> Failure {
        let seen = cause.context();
        let summary = fill("it may or may not have taken effect: {}", &[&seen.summary]);
        let (status, retry_after_ms) = (seen.status, seen.retry_after_ms);
        let (messages, request_id) = (seen.messages.clone(), seen.request_id.clone());
        let mut failure = self.failure(moment, ErrorKind::OutcomeUnknown(cause), &summary);
        let context = failure.context_mut();
        context.status = status;
        context.retry_after_ms = retry_after_ms;
        context.messages = messages;
        context.request_id = request_id;
        failure
    }

    /// The failure of an exchange that its caller aborts.
    pub(crate) fn abort(&self, moment: &Moment, is_sent: bool, words: Option<&str>) -> Failure {
        let is_write = !self.operation.method.is_idempotent();
        let is_under_way = match self.stage {
            Stage::Answer { .. } => is_sent,
            _ => self.is_under_way,
        };
        let outcome_unknown = is_write && is_under_way;
        let summary = if outcome_unknown {
            "aborted while it was under way: it may or may not take effect"
        } else {
            "aborted"
        };
        let kind = ErrorKind::Aborted { outcome_unknown };
        let mut failure = self.failure(moment, kind, summary);
        self.blame(moment, &mut failure, words);
        // The reason is the host's last word.
        failure.context_mut().thrown = Some(0);
        failure
    }

    /// Names what led to a failure: the host's own error as it is, and its words without secrets.
    fn blame(&self, moment: &Moment, failure: &mut Failure, words: Option<&str>) {
        let context = failure.context_mut();
        context.cause_message = words.map(|words| self.redact(moment.client, words));
        context.thrown = Some(self.slot);
    }

    /// A failure of this exchange. Never inlined: it is called in many places.
    #[inline(never)]
    fn failure(&self, moment: &Moment, kind: ErrorKind, summary: &str) -> Failure {
        let mut failure = Failure::new(kind, summary.to_owned());
        let context = failure.context_mut();
        context.operation = Some(self.operation);
        context.attempts = self.attempts;
        context.elapsed_ms = self.elapsed_ms(moment);
        failure
    }

    /// A failure of this exchange that had the head of an answer.
    #[inline(never)]
    fn answered(&self, moment: &Moment, head: &Head, kind: ErrorKind, summary: &str) -> Failure {
        let mut failure = self.failure(moment, kind, summary);
        let context = failure.context_mut();
        context.status = head.status;
        context.request_id = self.request_id(moment.client, head);
        context.retry_after_ms = retry_after_ms(moment, head);
        failure
    }

    fn request_id(&self, client: &Client, head: &Head) -> Option<String> {
        let id = head.request_id.as_deref()?;
        Some(self.redact(client, id))
    }

    fn event(&self, moment: &Moment, kind: &str) -> Option<Writer> {
        let mut event = moment.event(kind, Some(self.operation))?;
        event.number("attempt", f64::from(self.attempts));
        Some(event)
    }

    fn retrying(&self, moment: &mut Moment, delay_ms: f64, reason: &str, failure: &Failure) {
        let status = failure.context().status;
        if let Some(mut event) = self.event(moment, "retry") {
            event.number("delayMs", delay_ms);
            event.text("reason", reason);
            event.some_number("status", status.map(f64::from));
            moment.emit(event);
        }
    }

    /// Takes the secrets of this exchange out of a text that comes from outside.
    fn redact(&self, client: &Client, text: &str) -> String {
        let settings = &client.settings;
        let mut text = text.to_owned();
        let mut hide = |secret: &str| {
            // What is shorter keeps no secret, and would be found in every other word.
            if secret.len() > 3 {
                text = replace_all(&text, secret, "[redacted]");
            }
        };
        for token in &self.tokens {
            hide(token);
        }
        if let Auth::Fixed { header, password } = &settings.auth {
            hide(credentials_of(header));
            hide(password.as_deref().unwrap_or_default());
        }
        let given = given_authorization(settings, &self.options);
        hide(given.map_or("", credentials_of));
        text
    }
}

/// Whether a body says nothing: some servers write that as `null`, or end it with a line break.
fn is_nothing(body: &[u8]) -> bool {
    matches!(body.trim_ascii(), b"" | b"null")
}

/// The header `Authorization` that the caller gave by hand.
fn given_authorization<'a>(settings: &'a Settings, options: &'a GivenOptions) -> Option<&'a str> {
    let own = options.headers.authorization.as_deref();
    own.or(settings.authorization.as_deref())
}

/// What stands behind the scheme in a header `Authorization` (RFC 9110, 11.4).
fn credentials_of(header: &str) -> &str {
    cut(header, b' ').map_or(header, |(_scheme, credentials)| credentials)
}

fn retry_after_ms(moment: &Moment, head: &Head) -> Option<f64> {
    retry_after::parse(head.retry_after.as_deref()?, moment.now)
}

/// Whether the connection was never made. Only Node.js tells; in a browser a lost answer, a name
/// that does not resolve and a refusal by CORS look alike.
fn was_never_sent(thrown: &Thrown) -> bool {
    matches!(
        thrown.code.as_deref(),
        Some("ECONNREFUSED" | "ENOTFOUND" | "EAI_AGAIN" | "UND_ERR_CONNECT_TIMEOUT")
    )
}

/// `str::replace` for a text that is short and a secret that is hardly ever in it: its search
/// algorithm would cost 3 KB.
fn replace_all(text: &str, found: &str, by: &str) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let bytes = rest.as_bytes();
        let is_at = |place: &usize| {
            let tail = bytes.get(*place..);
            tail.is_some_and(|tail| tail.starts_with(found.as_bytes()))
        };
        let Some(place) = (0..bytes.len()).find(is_at) else {
            replaced.push_str(rest);
            return replaced;
        };
        replaced.push_str(rest.get(..place).unwrap_or_default());
        replaced.push_str(by);
        rest = rest.get(place + found.len()..).unwrap_or_default();
    }
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
