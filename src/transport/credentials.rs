//! Who calls: a fixed token, a user name with a password, a function that gives tokens, or nobody.
//!
//! The rules for a token function:
//! 1. It is called when a token is needed and none is at hand, one call at a time for all callers.
//! 2. A token that ends is replaced 120 s before its end, sooner where its whole life is short.
//! 3. A token that the service refused with 401 is replaced once per call, unless another caller
//!    has replaced it already.
//! 4. When replacing it early fails, the old token serves until its end.
//! 5. A caller that stops waiting does not stop the others. One that is out of time lets the next
//!    caller call the function again: it may hang.

use std::cell::Cell;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::Call;
use crate::client::options::refuse_token;
use crate::error::{Error, ErrorKind};
use crate::events::{Event, emit};
use crate::host::{self, Clock, Either, Host, get, method, number, race, sys};
use crate::take_cell::TakeCell;

const EARLY_MS: f64 = 120_000.0;
/// The part of a short life that is left when a token is replaced.
const EARLY_PART: f64 = 0.2;

/// Where the header `Authorization` comes from.
pub(crate) enum Auth {
    /// Nothing is sent; a backend of one's own may add it.
    None,
    /// The value of the header, and the password that it is made of.
    Fixed {
        header: String,
        password: Option<String>,
    },
    /// A function on the host's side gives tokens.
    Function,
}

/// Says which kind it is and nothing more: it must be safe to print.
impl std::fmt::Debug for Auth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::None => "None",
            Self::Fixed { .. } => "Fixed",
            Self::Function => "Function",
        })
    }
}

impl Auth {
    pub(crate) fn token(token: String) -> Self {
        Self::Fixed {
            header: bearer(&token),
            password: None,
        }
    }

    /// RFC 7617: base64 of the UTF-8 of both, joined by a colon.
    pub(crate) fn basic(username: &str, password: &str) -> Self {
        let bytes = format!("{username}:{password}").into_bytes();
        let binary: String = bytes.into_iter().map(char::from).collect();
        let base64 = sys::btoa(&binary).unwrap_or_default();
        Self::Fixed {
            header: format!("Basic {base64}"),
            password: Some(password.to_owned()),
        }
    }
}

fn bearer(token: &str) -> String {
    format!("Bearer {token}")
}

/// The token of a token function, while it lasts, and the call for the next one.
#[derive(Default)]
pub(crate) struct TokenCache {
    current: TakeCell<Option<Token>>,
    pending: TakeCell<Option<Pending>>,
    asked: Cell<u32>,
}

/// A call of the function that all wait for who need a token meanwhile.
#[derive(Clone)]
struct Pending {
    /// Which call it is.
    number: u32,
    answer: Promise,
}

#[derive(Clone)]
struct Token {
    value: String,
    obtained_at: f64,
    expires_at: Option<f64>,
}

impl Token {
    fn is_expired(&self, now: f64) -> bool {
        self.expires_at.is_some_and(|end| now >= end)
    }

    fn is_due(&self, now: f64) -> bool {
        self.expires_at.is_some_and(|end| {
            let early = EARLY_MS.min((end - self.obtained_at) * EARLY_PART);
            now >= end - early
        })
    }
}

impl TokenCache {
    /// Forgets a token that the service refused, unless it was replaced since.
    pub(super) fn forget(&self, refused: &str) {
        self.current
            .with(|current| current.take_if(|token| token.value == refused));
    }

    /// Ends the sharing of a call, unless that was ended before.
    fn settle(&self, number: u32) -> bool {
        let ended = self
            .pending
            .with(|pending| pending.take_if(|known| known.number == number));
        ended.is_some()
    }
}

/// What a request is sent with.
pub(super) struct Authorization {
    /// The header's value.
    pub(super) header: String,
    /// The token, where a function gave it: it can be replaced.
    pub(super) token: Option<String>,
}

/// Gives the header for a request, within the time that its attempt has.
pub(super) async fn authorize(call: &Call, time_ms: f64) -> Result<Option<Authorization>, Error> {
    match &call.state.settings.auth {
        Auth::None => Ok(None),
        Auth::Fixed { header, .. } => Ok(Some(Authorization {
            header: header.clone(),
            token: None,
        })),
        Auth::Function => {
            let token = current_token(call, time_ms).await?;
            Ok(Some(Authorization {
                header: bearer(&token),
                token: Some(token),
            }))
        }
    }
}

async fn current_token(call: &Call, time_ms: f64) -> Result<String, Error> {
    let now = call.clock.now();
    let known = call.state.tokens.current.with(|token| token.clone());
    let spare = match known {
        Some(token) if !token.is_due(now) => return Ok(token.value),
        known => known,
    };
    let reason = if spare.is_some() {
        "expiring"
    } else {
        "needed"
    };
    match next_token(call, time_ms, reason).await {
        Ok(token) => Ok(token.value),
        Err(error) => match spare.filter(|token| !token.is_expired(call.clock.now())) {
            Some(token) => Ok(token.value),
            None => Err(error),
        },
    }
}

async fn next_token(call: &Call, time_ms: f64, reason: &'static str) -> Result<Token, Error> {
    let started = call.clock.now();
    let pending = call.state.tokens.pending.with(|pending| pending.clone());
    let Pending { number, answer } = match pending {
        Some(pending) => pending,
        None => ask(call, reason)?,
    };
    let wrong = |message| fail(call, message, JsValue::UNDEFINED);
    match race(JsFuture::from(answer), call.wait(time_ms)).await {
        Either::First(Ok(value)) => read_token(&value, call.clock.now()).map_err(wrong),
        Either::First(Err(thrown)) => Err(fail(call, "the token function failed", thrown)),
        Either::Second(()) => {
            // The next call is not to wait for it too.
            if call.state.tokens.settle(number) {
                tell(&call.host, &call.clock, reason, started, false);
            }
            Err(wrong("the token function gave no token in time"))
        }
    }
}

/// Calls the function. What comes of it is taken in before those who wait hear of it, and whether or
/// not anybody still waits: a call that is made later must not get a token, or a failure, of long ago.
fn ask(call: &Call, reason: &'static str) -> Result<Pending, Error> {
    let Some(function) = call.host.token() else {
        return Err(fail(call, "there is no token function", JsValue::UNDEFINED));
    };
    let started = call.clock.now();
    let returned = host::call(&function, &JsValue::UNDEFINED, &[]);
    let returned = returned.map(|value| JsFuture::from(sys::promise(&value)));
    let tokens = &call.state.tokens;
    let number = tokens.asked.get();
    tokens.asked.set(number.wrapping_add(1));
    let (state, host, clock) = (call.state.clone(), call.host.clone(), call.clock.clone());
    let answer = future_to_promise(async move {
        let answer = match returned {
            Ok(promise) => promise.await,
            Err(thrown) => Err(thrown),
        };
        if state.tokens.settle(number) {
            let value = answer.as_ref().ok();
            let token = value.and_then(|value| read_token(value, clock.now()).ok());
            tell(&host, &clock, reason, started, token.is_some());
            if token.is_some() {
                state.tokens.current.with(|current| *current = token);
            }
        }
        answer
    });
    let pending = Pending { number, answer };
    tokens.pending.with(|known| *known = Some(pending.clone()));
    Ok(pending)
}

fn tell(host: &Host, clock: &Clock, reason: &str, started: f64, ok: bool) {
    emit(host, || {
        let now = clock.now();
        Event::new("token", now, None)
            .with("reason", reason)
            .with("ok", ok)
            .with("durationMs", now - started)
    });
}

/// Reads what the function gave, or says what is wrong with it.
fn read_token(value: &JsValue, now: f64) -> Result<Token, &'static str> {
    let text = value
        .as_string()
        .or_else(|| get(value, "token").as_string());
    let expires = get(value, "expiresAt");
    let expires_at = epoch_ms(&expires);
    let is_left_out = expires.is_undefined() || expires.is_null();
    let Some(token) = text else {
        return Err("the token function must return a string or { token, expiresAt }");
    };
    if refuse_token(&token).is_some() {
        return Err("the token function must return visible ASCII characters, at least one");
    }
    if expires_at.is_none() && !is_left_out {
        return Err("expiresAt must be a Date or milliseconds since the epoch");
    }
    Ok(Token {
        value: token,
        obtained_at: now,
        expires_at,
    })
}

fn epoch_ms(value: &JsValue) -> Option<f64> {
    if let Some(ms) = number(value) {
        return Some(ms);
    }
    // A Date may be of another realm: what it can do tells what it is.
    let time = host::call(&method(value, "getTime")?, value, &[]).ok()?;
    number(&time)
}

#[inline(never)]
fn fail(call: &Call, summary: &str, cause: JsValue) -> Error {
    let mut error = call.error(ErrorKind::Credentials, summary.to_owned());
    // Its words may tell a secret that is not known here: what the token function works with.
    error.context_mut().cause = cause;
    error
}
