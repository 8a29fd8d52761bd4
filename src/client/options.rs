//! The options of a client and of a call, read and checked.

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::arguments::{Reader, invalid};
use crate::error::InvalidValue;
use crate::host::get;
use crate::rules::Rule;
use crate::transport::base_url;
use crate::transport::credentials::Auth;
use crate::transport::headers::{self, Headers};

const CLIENT_OPTIONS: &[&str] = &[
    "token",
    "username",
    "password",
    "baseUrl",
    "hostUrl",
    "fetch",
    "headers",
    "timeoutMs",
    "maxRetries",
    "credentials",
    "validate",
    "allowInsecure",
    "onEvent",
    "logLevel",
    "clock",
];

const DEFAULT_TIMEOUT_MS: f64 = 30_000.0;
const DEFAULT_MAX_RETRIES: u32 = 2;

/// How a client behaves: plain data, nothing of JavaScript in it.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) base_url: String,
    pub(crate) is_secure: bool,
    pub(crate) allow_insecure: bool,
    pub(crate) auth: Auth,
    pub(crate) headers: Headers,
    pub(crate) timeout_ms: f64,
    pub(crate) max_retries: u32,
    pub(crate) credentials: Option<String>,
    pub(crate) validate: bool,
}

impl Settings {
    pub(crate) fn read(options: &JsValue) -> Result<Self, Vec<InvalidValue>> {
        let mut reader = Reader::new(options, "ClientOptions", CLIENT_OPTIONS);
        reader.function("fetch");
        reader.function("onEvent");
        reader.object_with("clock", &["now", "sleep"]);
        reader.one_of("logLevel", &["off", "debug", "trace"]);
        let allow_insecure = reader.boolean("allowInsecure").unwrap_or(false);
        let auth = read_auth(&mut reader);
        let base = read_base_url(&mut reader);
        let headers = read_headers(&mut reader);
        let settings = Self {
            timeout_ms: reader
                .milliseconds("timeoutMs")
                .unwrap_or(DEFAULT_TIMEOUT_MS),
            max_retries: reader.count("maxRetries").unwrap_or(DEFAULT_MAX_RETRIES),
            credentials: reader.one_of("credentials", &["omit", "same-origin", "include"]),
            validate: reader.boolean("validate").unwrap_or(true),
            is_secure: base.is_secure,
            base_url: base.url,
            allow_insecure,
            auth,
            headers,
        };
        let sends_secret =
            !matches!(settings.auth, Auth::None) || settings.headers.has("authorization");
        if sends_secret && !settings.may_send_secrets() {
            let message = INSECURE.to_owned();
            reader.refuse(
                "baseUrl",
                Rule::Format,
                message,
                &JsValue::from_str(&settings.base_url),
            );
        }
        let invalid = reader.finish();
        if invalid.is_empty() {
            return Ok(settings);
        }
        Err(invalid)
    }

    /// Whether a secret may be sent to the base URL.
    pub(super) fn may_send_secrets(&self) -> bool {
        self.is_secure || self.allow_insecure
    }
}

const INSECURE: &str =
    "must be https when credentials are sent; allowInsecure: true permits http at your own risk";

fn read_auth(reader: &mut Reader) -> Auth {
    let username = reader.secret("username");
    let password = reader.secret("password");
    if let Some(token) = reader.value("token") {
        if token.is_function() {
            return Auth::Function;
        }
        let Some(token) = reader.secret("token") else {
            return Auth::None;
        };
        if let Some(message) = refuse_token(&token) {
            reader.refuse(
                "token",
                Rule::Format,
                message.to_owned(),
                &JsValue::UNDEFINED,
            );
        }
        return Auth::token(token);
    }
    match (username, password) {
        (Some(username), Some(password)) => read_basic(reader, &username, &password),
        (Some(_), None) => {
            let message = "is missing beside username".to_owned();
            reader.refuse("password", Rule::Required, message, &JsValue::UNDEFINED);
            Auth::None
        }
        (None, Some(_)) => {
            let message = "is missing beside password".to_owned();
            reader.refuse("username", Rule::Required, message, &JsValue::UNDEFINED);
            Auth::None
        }
        (None, None) => Auth::None,
    }
}

fn read_basic(reader: &mut Reader, username: &str, password: &str) -> Auth {
    // RFC 7617, 2: the first colon ends the user name, and control characters are not allowed.
    if username.is_empty() || username.contains(|c: char| c == ':' || c.is_control()) {
        let message = "must not be empty and have no colon and no control character".to_owned();
        reader.refuse("username", Rule::Format, message, &JsValue::UNDEFINED);
    }
    if password.contains(char::is_control) {
        let message = "must have no control character".to_owned();
        reader.refuse("password", Rule::Format, message, &JsValue::UNDEFINED);
    }
    Auth::basic(username, password)
}

/// Why a token cannot stand in a header (RFC 6750, 2.1); the token itself is not repeated.
pub(crate) fn refuse_token(token: &str) -> Option<&'static str> {
    if token.is_empty() {
        return Some("must not be empty");
    }
    let visible = token.bytes().all(|byte| byte.is_ascii_graphic());
    (!visible).then_some("must have visible ASCII characters only, no spaces and no line breaks")
}

fn read_base_url(reader: &mut Reader) -> base_url::BaseUrl {
    let given = reader.secret("baseUrl");
    let alias = reader.secret("hostUrl");
    if given.is_some() && alias.is_some() {
        let message = "is another name of baseUrl; give one of them".to_owned();
        reader.refuse("hostUrl", Rule::Unknown, message, &JsValue::UNDEFINED);
    }
    let key = if given.is_some() {
        "baseUrl"
    } else {
        "hostUrl"
    };
    let text = given.or(alias).unwrap_or_default();
    let location = get(&get(&js_sys::global(), "location"), "href").as_string();
    base_url::normalize(&text, location.as_deref()).unwrap_or_else(|message| {
        // What is no URL may still have a password where a URL has one.
        let shown = if text.contains(['@', '?', '#']) {
            JsValue::UNDEFINED
        } else {
            JsValue::from_str(&text)
        };
        reader.refuse(key, Rule::Format, message.to_owned(), &shown);
        base_url::BaseUrl::default()
    })
}

fn read_headers(reader: &mut Reader) -> Headers {
    let Some(value) = reader.value("headers") else {
        return Headers::default();
    };
    let (headers, refused) = headers::read(&value);
    for refusal in refused {
        let value = JsValue::UNDEFINED;
        reader.refuse("headers", Rule::Format, refusal, &value);
    }
    headers
}

const REQUEST_OPTIONS: [&str; 4] = ["signal", "timeoutMs", "maxRetries", "headers"];
const CREATE_OPTIONS: [&str; 1] = ["onUnknownOutcome"];
const WAIT_OPTIONS: [&str; 5] = [
    "pollIntervalMs",
    "maxPollIntervalMs",
    "deadlineMs",
    "onProgress",
    "since",
];

/// What an options object may hold beside the options of each request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OptionsOf {
    Request,
    Create,
    Wait,
}

/// The options of one call.
#[derive(Debug, Default)]
pub(crate) struct CallOptions {
    pub(crate) signal: Option<JsValue>,
    pub(crate) timeout_ms: Option<f64>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) headers: Headers,
    pub(crate) adopt: bool,
    pub(crate) wait: WaitOptions,
}

/// The options of a wait.
#[derive(Debug, Default)]
pub(crate) struct WaitOptions {
    pub(crate) poll_interval_ms: Option<f64>,
    pub(crate) max_poll_interval_ms: Option<f64>,
    pub(crate) deadline_ms: Option<f64>,
    pub(crate) on_progress: Option<Function>,
    pub(crate) since: Option<JsValue>,
}

impl CallOptions {
    pub(crate) fn read(
        options: &JsValue,
        of: OptionsOf,
        settings: &Settings,
    ) -> (Self, Vec<InvalidValue>) {
        let mut known = REQUEST_OPTIONS.to_vec();
        let name = match of {
            OptionsOf::Request => "RequestOptions",
            OptionsOf::Create => {
                known.extend(CREATE_OPTIONS);
                "CreateOptions"
            }
            OptionsOf::Wait => {
                known.extend(WAIT_OPTIONS);
                "WaitOptions"
            }
        };
        let mut reader = Reader::new(options, name, &known);
        let headers = read_headers(&mut reader);
        if headers.has("authorization") && !settings.may_send_secrets() {
            let message = format!("Authorization: the base URL {INSECURE}");
            reader.refuse("headers", Rule::Format, message, &JsValue::UNDEFINED);
        }
        let mut call = Self {
            signal: reader.signal("signal"),
            timeout_ms: reader.milliseconds("timeoutMs"),
            max_retries: reader.count("maxRetries"),
            headers,
            ..Self::default()
        };
        match of {
            OptionsOf::Request => {}
            OptionsOf::Create => {
                let choice = reader.one_of("onUnknownOutcome", &["throw", "adopt"]);
                call.adopt = choice.as_deref() == Some("adopt");
            }
            OptionsOf::Wait => call.wait = WaitOptions::read(&mut reader),
        }
        (call, reader.finish())
    }
}

impl WaitOptions {
    fn read(reader: &mut Reader) -> Self {
        let since = reader.value("since");
        if let Some(value) = since.as_ref().filter(|value| !value.is_object()) {
            let message = "must be the resource that the update returned".to_owned();
            reader.refuse("since", Rule::Type, message, value);
        }
        Self {
            poll_interval_ms: reader.milliseconds("pollIntervalMs"),
            max_poll_interval_ms: reader.milliseconds("maxPollIntervalMs"),
            deadline_ms: reader.milliseconds("deadlineMs"),
            on_progress: reader.function("onProgress"),
            since,
        }
    }
}

/// The filter of a list: an object with an optional `name`.
pub(super) fn read_query(
    query: &JsValue,
    name: &'static str,
    validate: bool,
) -> (Option<String>, Vec<InvalidValue>) {
    let mut reader = Reader::new(query, "ClusterFilter", &[name]);
    let text = reader.string(name);
    if let Some(text) = text.as_ref().filter(|_| validate) {
        let rules = &crate::rules::schemas::NAME_FILTER;
        let broken = crate::rules::check_text(rules, text).into_iter();
        let value = JsValue::from_str(text);
        reader.refuse_all(
            broken
                .map(|(rule, message)| invalid(name, rule, message, &value))
                .collect(),
        );
    }
    (text, reader.finish())
}
