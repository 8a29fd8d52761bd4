//! One attempt: a request is sent once, and its answer is read to the end, within a deadline.

use std::future::pending;

use js_sys::{Function, Object, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::answer::{self, Wrong};
use super::credentials::{self, Authorization};
use super::headers::Headers;
use super::retry::Outcome;
use super::{Call, Request, retry_after, words};
use crate::endpoints::Method;
use crate::error::{Error, ErrorKind};
use crate::host::{
    self, Either, UnderWay, get, is_server, knows_cache, method, number, put, race, sys,
};

/// How an attempt ended: for the decision, and for the caller.
pub(super) struct Attempted {
    pub(super) outcome: Outcome,
    pub(super) result: Result<JsValue, Error>,
    /// The token that was sent, where a function gave it.
    pub(super) token: Option<String>,
}

/// The head of an answer.
#[derive(Default)]
struct Head {
    status: Option<u16>,
    content_type: Option<String>,
    request_id: Option<String>,
    retry_after_ms: Option<f64>,
}

impl Head {
    /// An error of a call that had this answer.
    #[inline(never)]
    fn error(&self, call: &Call, kind: ErrorKind, summary: String) -> Error {
        let mut error = call.error(kind, summary);
        let context = error.context_mut();
        context.status = self.status;
        context.request_id = self.request_id.clone();
        context.retry_after_ms = self.retry_after_ms;
        error
    }
}

/// What ended an attempt before its answer was read.
enum Failure {
    /// The host gave no answer; its own error.
    Network(JsValue),
    /// What the host gave is no `Response`.
    NoResponse,
}

/// Sends the request once.
///
/// # Errors
/// When no credentials can be had: then nothing was sent.
pub(super) async fn attempt(call: &Call, request: &Request) -> Result<Attempted, Error> {
    let started = call.clock.now();
    let timeout = call.timeout_ms();
    let own = call.options.headers.has("authorization")
        || call.state.settings.headers.has("authorization");
    let authorization = if own {
        None
    } else {
        credentials::authorize(call, timeout).await?
    };
    call.progress.attempts.set(call.progress.attempts.get() + 1);
    call.emit("request", |event| event);
    let left = (timeout - (call.clock.now() - started)).max(0.0);
    let init = init(call, request, authorization.as_ref());
    let mut head = Head::default();
    let delivered = {
        let answer = deliver(call, &request.url, &init, &mut head);
        race(answer, call.wait(left)).await
    };
    let (outcome, result) = conclude(call, request, &head, delivered);
    call.progress.is_under_way.set(outcome.may_have_run());
    report(call, &head, started, result.as_ref().err());
    Ok(Attempted {
        outcome,
        result,
        token: authorization.and_then(|authorization| authorization.token),
    })
}

fn conclude(
    call: &Call,
    request: &Request,
    head: &Head,
    delivered: Either<Result<Uint8Array, Failure>, ()>,
) -> (Outcome, Result<JsValue, Error>) {
    let (outcome, error) = match delivered {
        Either::First(Ok(body)) => return read(call, request, head, &body),
        Either::First(Err(Failure::Network(thrown))) => {
            let is_not_sent = head.status.is_none() && was_never_sent(&thrown);
            let error = network_error(call, head, thrown);
            if is_not_sent {
                (Outcome::NotSent, error)
            } else {
                (Outcome::Lost, error)
            }
        }
        Either::First(Err(Failure::NoResponse)) => {
            let summary = "fetch gave something that is no Response".to_owned();
            let kind = ErrorKind::InvalidResponse { path: None };
            (Outcome::Unreadable, head.error(call, kind, summary))
        }
        Either::Second(()) => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let timeout = call.timeout_ms().round() as u64;
            let summary = format!("no whole answer within {timeout} ms");
            (
                Outcome::TimedOut,
                head.error(call, ErrorKind::Timeout, summary),
            )
        }
    };
    (outcome, Err(error))
}

fn init(call: &Call, request: &Request, authorization: Option<&Authorization>) -> JsValue {
    let settings = &call.state.settings;
    let mut headers = Headers::default();
    headers.set("Accept", "application/json");
    if is_server() {
        headers.set(
            "User-Agent",
            concat!("ionoscloud-dataplatform/", env!("CARGO_PKG_VERSION")),
        );
    }
    if request.body.is_some() {
        headers.set("Content-Type", "application/json");
    }
    if let Some(authorization) = authorization {
        headers.set("Authorization", &authorization.header);
    }
    headers.set_all(&settings.headers);
    headers.set_all(&call.options.headers);
    if let Some(value) = headers.get("Authorization") {
        let (_scheme, credentials) = value.split_once(' ').unwrap_or(("", value));
        let sent = &call.progress.credentials;
        sent.with(|sent| sent.push(credentials.to_owned()));
    }

    let init = Object::new();
    put(&init, "method", call.operation.method.as_str());
    put(&init, "headers", headers.to_js());
    put(&init, "redirect", "manual");
    if let Some(body) = &request.body {
        put(&init, "body", body.as_str());
    }
    if let Some(credentials) = &settings.credentials {
        put(&init, "credentials", credentials.as_str());
    }
    if call.poll_time_ms.is_some() && knows_cache() {
        put(&init, "cache", "no-store");
    }
    init.into()
}

async fn deliver(
    call: &Call,
    url: &str,
    init: &JsValue,
    head: &mut Head,
) -> Result<Uint8Array, Failure> {
    if call.options.signal.as_ref().is_some_and(host::is_aborted) {
        // By who was told of the request. The caller's signal ends the call, and nothing is sent.
        return pending().await;
    }
    call.progress.is_under_way.set(true);
    let under_way = UnderWay::begin();
    put(init, "signal", under_way.signal());
    let promise = match call.host.fetch() {
        Some(fetch) => host::call(&fetch, &JsValue::UNDEFINED, &[&url.into(), init]),
        None => sys::fetch(url, init).map(JsValue::from),
    };
    let response = settle(promise).await?;
    let Some((received, body)) = read_head(call, &response) else {
        return Err(Failure::NoResponse);
    };
    *head = received;
    let bytes = settle(host::call(&body, &response, &[])).await?;
    under_way.finish();
    // Told by what it has, not by its class: it may be of another realm.
    let is_buffer = number(&get(&bytes, "byteLength")).is_some();
    match sys::Bytes::of(&bytes) {
        Ok(bytes) if is_buffer => Ok(bytes.into()),
        _ => Err(Failure::NoResponse),
    }
}

/// Waits for what a function of the host returned, a promise or not, if it did not throw.
async fn settle(returned: Result<JsValue, JsValue>) -> Result<JsValue, Failure> {
    let promise = sys::promise(&returned.map_err(Failure::Network)?);
    JsFuture::from(promise).await.map_err(Failure::Network)
}

/// The head of an answer and the function that reads its body; `None` if it is no `Response`.
fn read_head(call: &Call, response: &JsValue) -> Option<(Head, Function)> {
    let body = method(response, "arrayBuffer")?;
    let status = number(&get(response, "status"))?;
    let headers = get(response, "headers");
    let read = method(&headers, "get")?;
    let header = |name: &str| {
        let value = host::call(&read, &headers, &[&name.into()]).ok()?;
        Some(call.redact(&value.as_string()?))
    };
    let retry_after = header("Retry-After");
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let head = Head {
        status: Some(status as u16).filter(|status| *status > 0),
        content_type: header("Content-Type"),
        request_id: header("X-Request-Id"),
        retry_after_ms: retry_after.and_then(|text| retry_after::parse(&text, call.clock.now())),
    };
    Some((head, body))
}

fn read(
    call: &Call,
    request: &Request,
    head: &Head,
    body: &Uint8Array,
) -> (Outcome, Result<JsValue, Error>) {
    // A browser hides the status of a redirect that is not followed.
    let status = head.status.unwrap_or(302);
    let outcome = Outcome::Answered {
        status,
        retry_after_ms: head.retry_after_ms,
    };
    if !(200..300).contains(&status) {
        return (outcome, Err(api_error(call, head, status, body)));
    }
    if body.length() == 0 && call.operation.method == Method::Delete {
        return (outcome, Ok(JsValue::UNDEFINED));
    }
    let wrong = if body.length() == 0 {
        Wrong {
            path: None,
            summary: "the answer is empty".to_owned(),
        }
    } else {
        match answer::read(&request.operation.answer, body) {
            Ok((value, answer)) => {
                let seen = &call.state.seen;
                match call.operation.method {
                    Method::Post => seen.claim(&answer.ids),
                    _ => seen.add(&answer.ids),
                }
                return (outcome, Ok(value));
            }
            Err(wrong) => wrong,
        }
    };
    let kind = ErrorKind::InvalidResponse { path: wrong.path };
    let error = head.error(call, kind, wrong.summary);
    (Outcome::Unreadable, Err(error))
}

fn api_error(call: &Call, head: &Head, status: u16, body: &Uint8Array) -> Error {
    let messages = answer::messages(body, |text| call.redact(text));
    let words: Vec<String> = messages
        .iter()
        .map(|message| match (&message.message, &message.error_code) {
            (Some(text), Some(code)) => format!("{text} ({code})"),
            (Some(text), None) | (None, Some(text)) => text.clone(),
            (None, None) => String::new(),
        })
        .collect();
    let summary = if matches!(status, 301 | 302 | 303 | 307 | 308) {
        "the answer is a redirect, which is not followed".to_owned()
    } else if words.is_empty() {
        let kind = head.content_type.as_deref().unwrap_or("no content type");
        let kind = kind.split(';').next().unwrap_or(kind);
        format!("no reason given, {} bytes of {kind}", body.length())
    } else {
        words.join("; ")
    };
    let kind = if status == 429 {
        ErrorKind::RateLimited
    } else {
        ErrorKind::Api
    };
    let mut error = head.error(call, kind, summary);
    error.context_mut().messages = messages;
    error
}

fn network_error(call: &Call, head: &Head, thrown: JsValue) -> Error {
    let said = words(&thrown).unwrap_or_default();
    let reason = code_of(&thrown).map(|code| format!(" ({code})"));
    let cors = if is_server() {
        ""
    } else {
        "; the service may be out of reach, or not allow this page's origin (CORS)"
    };
    let summary = format!("no answer: {said}{}{cors}", reason.unwrap_or_default());
    let error = head.error(call, ErrorKind::Network, call.redact(&summary));
    call.because(error, thrown)
}

/// The code that Node.js gives for a network failure, on the error or on its cause.
fn code_of(thrown: &JsValue) -> Option<String> {
    let code = get(&get(thrown, "cause"), "code").as_string();
    code.or_else(|| get(thrown, "code").as_string())
}

/// Whether the connection was never made. Only Node.js tells; in a browser a lost answer, a name
/// that does not resolve and a refusal by CORS look alike.
fn was_never_sent(thrown: &JsValue) -> bool {
    matches!(
        code_of(thrown).as_deref(),
        Some("ECONNREFUSED" | "ENOTFOUND" | "EAI_AGAIN" | "UND_ERR_CONNECT_TIMEOUT")
    )
}

fn report(call: &Call, head: &Head, started: f64, error: Option<&Error>) {
    call.emit("response", |event| {
        event
            .with_some("status", head.status)
            .with_some("requestId", head.request_id.as_deref())
            .with_some("error", error.map(Error::code))
            .with("durationMs", call.clock.now() - started)
    });
}
