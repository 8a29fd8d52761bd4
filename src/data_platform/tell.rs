//! What the core is told of the values of a Rust caller: the same as the npm package tells of those of
//! JavaScript, see [`Wish`](crate::client::Wish) and [`Settings`](crate::client::options::Settings).

use serde::Serialize;
use wasm_bindgen::JsValue;
use web_sys::{AbortSignal, Url};

use super::host::{get, is_server, method, number};
use super::{Options, RequestOptions, WaitOptions};
use crate::error::{ErrorKind, Failure};
use crate::message::Writer;

/// The options of a client, and what the host makes of its base URL.
pub(super) fn client(options: &Options) -> String {
    let mut told = Writer::object();
    match &options.token_function {
        Some(_) => told.raw("token", &thing("function")),
        None => told.some_text("token", options.token.as_deref()),
    };
    told.some_text("username", options.username.as_deref());
    told.some_text("password", options.password.as_deref());
    told.some_text("baseUrl", options.base_url.as_deref());
    milliseconds(&mut told, "timeoutMs", options.timeout_ms);
    told.some_number("maxRetries", options.max_retries.map(f64::from));
    if let Some(is_allowed) = options.allow_insecure {
        told.boolean("allowInsecure", is_allowed);
    }
    if options.on_event.is_some() {
        told.raw("onEvent", &thing("function"));
    }
    if let Some(clock) = &options.clock {
        let is_clock = method(clock, "now").is_some() && method(clock, "sleep").is_some();
        told.raw("clock", &thing(if is_clock { "clock" } else { "object" }));
    }
    let mut client = Writer::object();
    client.raw("options", &told.finish());
    if let Some(given) = options.base_url.as_deref().map(str::trim)
        && !given.is_empty()
    {
        client.raw("url", &url(given));
    }
    client.boolean("isServer", is_server());
    client.finish()
}

/// What the host's own parser makes of a base URL: as it stands, with a scheme before it, and on this page.
fn url(given: &str) -> String {
    let mut told = Writer::object();
    told.text("text", given);
    let page = get(&get(&js_sys::global(), "location"), "href").as_string();
    let on_page = page.and_then(|page| Url::new_with_base(given, &page).ok());
    for (name, parsed) in [
        ("alone", Url::new(given).ok()),
        ("withScheme", Url::new(&format!("https://{given}")).ok()),
        ("onPage", on_page),
    ] {
        if let Some(url) = parsed {
            told.raw(name, &parts(&url));
        }
    }
    told.finish()
}

fn parts(url: &Url) -> String {
    let mut parts = Writer::object();
    parts.text("origin", &url.origin());
    parts.text("protocol", &url.protocol());
    parts.text("hostname", &url.hostname());
    parts.text("pathname", &url.pathname());
    parts.boolean("hasUser", !(url.username() + &url.password()).is_empty());
    parts.boolean("hasQuery", !(url.search() + &url.hash()).is_empty());
    parts.finish()
}

pub(super) fn request(options: &RequestOptions) -> String {
    let mut told = Writer::object();
    milliseconds(&mut told, "timeoutMs", options.timeout_ms);
    told.some_number("maxRetries", options.max_retries.map(f64::from));
    signal(&mut told, options.signal.as_ref());
    told.finish()
}

pub(super) fn wait(options: &WaitOptions) -> String {
    let mut told = Writer::object();
    milliseconds(&mut told, "pollIntervalMs", options.poll_interval_ms);
    milliseconds(&mut told, "maxPollIntervalMs", options.max_poll_interval_ms);
    milliseconds(&mut told, "deadlineMs", options.deadline_ms);
    if options.on_progress.is_some() {
        told.raw("onProgress", &thing("function"));
    }
    signal(&mut told, options.signal.as_ref());
    told.finish()
}

fn signal(told: &mut Writer, signal: Option<&AbortSignal>) {
    if signal.is_some() {
        told.raw("signal", &thing("signal"));
    }
}

/// JSON has no number that is infinite or none.
fn milliseconds(told: &mut Writer, name: &str, ms: Option<f64>) {
    match ms {
        Some(ms) if !ms.is_finite() => {
            told.raw(name, &thing(&ms.to_string().replace("inf", "Infinity")))
        }
        ms => told.some_number(name, ms),
    };
}

/// Something that stays here, by what it is.
fn thing(kind: &str) -> String {
    let mut list = Writer::list();
    list.text("", kind);
    list.finish()
}

/// What a token function gave.
pub(super) fn token(given: &JsValue) -> String {
    let mut told = Writer::object();
    let token = given.as_string();
    let token = token.or_else(|| get(given, "token").as_string());
    told.some_text("token", token.as_deref());
    let expires = get(given, "expiresAt");
    if !expires.is_undefined() && !expires.is_null() {
        match epoch_ms(&expires) {
            Some(ms) => told.number("expiresAt", ms),
            None => told.boolean("expiresAt", false),
        };
    }
    told.finish()
}

fn epoch_ms(time: &JsValue) -> Option<f64> {
    if time.as_f64().is_some() {
        return number(time);
    }
    // A Date may be of another realm: what it can do tells what it is.
    let time = super::host::call(&method(time, "getTime")?, time, &[]).ok()?;
    number(&time)
}

/// The JSON text of a request.
pub(super) fn body(request: &impl Serialize) -> Result<String, Failure> {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    let wrong = |message: String| Failure::new(ErrorKind::InvalidArgument(Vec::new()), message);
    let value = request.serialize(&serializer);
    let value = value.map_err(|error| wrong(error.to_string()))?;
    let text = js_sys::JSON::stringify(&value);
    let text = text.map_err(|_| wrong("the request is not JSON".to_owned()))?;
    Ok(text.into())
}
