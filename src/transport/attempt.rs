//! One attempt: a request is sent once, and its answer is read to the end, within a deadline.

use js_sys::{Function, Object, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::answer::{self, Wrong};
use super::credentials::{self, Authorization};
use super::headers::Headers;
use super::retry::Outcome;
use super::{Call, Request, retry_after};
use crate::endpoints::Method;
use crate::error::{Context, Error, ErrorKind};
use crate::host::{Either, get, is_server, knows_cache, method, number, put, race, sys};

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
    call.progress.is_under_way.set(true);
    let delivered = race(deliver(call, &request.url, &init), call.wait(left)).await;
    let (outcome, result, head) = conclude(call, request, delivered);
    call.progress.is_under_way.set(outcome.may_have_run());
    report(call, &head, started, result.as_ref().err());
    Ok(Attempted {
        outcome,
        result,
        token: authorization.and_then(|authorization| authorization.token),
    })
}

type Delivered = Either<Result<(Head, Uint8Array), (Head, Failure)>, ()>;

fn conclude(
    call: &Call,
    request: &Request,
    delivered: Delivered,
) -> (Outcome, Result<JsValue, Error>, Head) {
    match delivered {
        Either::First(Ok((head, body))) => {
            let (outcome, result) = read(call, request, &head, &body);
            (outcome, result, head)
        }
        Either::First(Err((head, Failure::Network(thrown)))) => {
            let outcome = if head.status.is_none() && was_never_sent(&thrown) {
                Outcome::NotSent
            } else {
                Outcome::Lost
            };
            (outcome, Err(network_error(call, &head, thrown)), head)
        }
        Either::First(Err((head, Failure::NoResponse))) => {
            let context = call
                .context()
                .with("fetch gave something that is no Response");
            let error = Error::new(ErrorKind::InvalidResponse { path: None }, context);
            (Outcome::Unreadable, Err(error), head)
        }
        Either::Second(()) => {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let timeout = call.timeout_ms().round() as u64;
            let summary = format!("no whole answer within {timeout} ms");
            let error = Error::new(ErrorKind::Timeout, call.context().with(&summary));
            (Outcome::TimedOut, Err(error), Head::default())
        }
    }
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

/// A request under way. Dropping it before its answer was read aborts it.
struct UnderWay {
    controller: Option<AbortController>,
}

impl UnderWay {
    fn start(init: &JsValue) -> Self {
        let controller = AbortController::new().ok();
        if let Some(controller) = &controller {
            put(init, "signal", controller.signal());
        }
        Self { controller }
    }

    fn finish(mut self) {
        self.controller = None;
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}

async fn deliver(
    call: &Call,
    url: &str,
    init: &JsValue,
) -> Result<(Head, Uint8Array), (Head, Failure)> {
    let under_way = UnderWay::start(init);
    let lost = |thrown| (Head::default(), Failure::Network(thrown));
    let promise = match call.host.fetch() {
        Some(fetch) => fetch.call2(&JsValue::UNDEFINED, &url.into(), init),
        None => sys::fetch(url, init),
    };
    let promise = sys::promise(&promise.map_err(lost)?);
    let response = JsFuture::from(promise).await.map_err(lost)?;
    let Some((head, body)) = read_head(call, &response) else {
        return Err((Head::default(), Failure::NoResponse));
    };
    let bytes = match body.call0(&response) {
        Ok(promise) => JsFuture::from(sys::promise(&promise)).await,
        Err(thrown) => Err(thrown),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(thrown) => return Err((head, Failure::Network(thrown))),
    };
    under_way.finish();
    // Told by what it has, not by its class: it may be of another realm.
    let is_buffer = number(&get(&bytes, "byteLength")).is_some();
    match sys::Bytes::of(&bytes) {
        Ok(bytes) if is_buffer => Ok((head, bytes.into())),
        _ => Err((head, Failure::NoResponse)),
    }
}

/// The head of an answer and the function that reads its body; `None` if it is no `Response`.
fn read_head(call: &Call, response: &JsValue) -> Option<(Head, Function)> {
    let body = method(response, "arrayBuffer")?;
    let status = number(&get(response, "status"))?;
    let headers = get(response, "headers");
    let read = method(&headers, "get")?;
    let header = |name: &str| {
        let value = read.call1(&headers, &name.into()).ok()?;
        value.as_string()
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
                call.state.seen.add(&answer.ids);
                return (outcome, Ok(value));
            }
            Err(wrong) => wrong,
        }
    };
    let context = context(call, head).with(&wrong.summary);
    let kind = ErrorKind::InvalidResponse { path: wrong.path };
    (Outcome::Unreadable, Err(Error::new(kind, context)))
}

fn api_error(call: &Call, head: &Head, status: u16, body: &Uint8Array) -> Error {
    let mut messages = answer::messages(body);
    for message in &mut messages {
        let texts = [&mut message.error_code, &mut message.message];
        for text in texts.into_iter().flatten() {
            *text = call.redact(text);
        }
    }
    let words: Vec<String> = messages
        .iter()
        .map(|message| match (&message.message, &message.error_code) {
            (Some(text), Some(code)) => format!("{text} ({code})"),
            (Some(text), None) | (None, Some(text)) => text.clone(),
            (None, None) => String::new(),
        })
        .collect();
    let summary = if (300..400).contains(&status) {
        "the answer is a redirect, which is not followed".to_owned()
    } else if words.is_empty() {
        let kind = head.content_type.as_deref().unwrap_or("no content type");
        let kind = kind.split(';').next().unwrap_or(kind);
        format!(
            "no reason given, {} bytes of {}",
            body.length(),
            call.redact(kind)
        )
    } else {
        words.join("; ")
    };
    let kind = if status == 429 {
        ErrorKind::RateLimited
    } else {
        ErrorKind::Api
    };
    let context = Context {
        messages,
        ..context(call, head)
    };
    Error::new(kind, context.with(&summary))
}

fn network_error(call: &Call, head: &Head, thrown: JsValue) -> Error {
    let said = get(&thrown, "message").as_string();
    let said = said.or_else(|| thrown.as_string()).unwrap_or_default();
    let said = call.redact(&said);
    let reason = code_of(&thrown).map(|code| format!(" ({code})"));
    let cors = if is_server() {
        ""
    } else {
        "; the service may be out of reach, or not allow this page's origin (CORS)"
    };
    let summary = format!("no answer: {said}{}{cors}", reason.unwrap_or_default());
    let context = Context {
        cause: thrown,
        ..context(call, head)
    };
    Error::new(ErrorKind::Network, context.with(&summary))
}

fn context(call: &Call, head: &Head) -> Context {
    Context {
        status: head.status,
        request_id: head.request_id.as_deref().map(|id| call.redact(id)),
        retry_after_ms: head.retry_after_ms,
        ..call.context()
    }
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
