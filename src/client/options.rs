//! The options of a client and of a call, read and checked.

use std::ops::Deref;
use std::sync::Arc;

use super::arguments::{Reader, checked_text, is_a};
use checker::words::{fill, is_one_of};

use crate::error::InvalidValue;
use crate::message::{Value, Writer};
use crate::rules::schemas::NAME_FILTER;
use crate::rules::{Rule, Text};
use crate::transport::base_url;
use crate::transport::credentials::Auth;
use crate::transport::headers::{self, Headers};
use crate::waiter::machine::Snapshot;

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
const DEFAULT_POLL_INTERVAL_MS: f64 = 5_000.0;
const DEFAULT_MAX_POLL_INTERVAL_MS: f64 = 30_000.0;
const DEFAULT_DEADLINE_MS: f64 = 3_600_000.0;

/// How a client behaves.
pub(crate) struct Settings {
    pub(crate) base_url: String,
    pub(crate) is_secure: bool,
    pub(crate) allow_insecure: bool,
    pub(crate) auth: Auth,
    /// The headers of a request that has no others, as the members of a JSON object.
    pub(crate) usual_headers: Writer,
    /// The value of `authorization` among them, where the caller gave it by hand.
    pub(crate) authorization: Option<String>,
    pub(crate) timeout_ms: f64,
    pub(crate) max_retries: u32,
    pub(crate) credentials: Option<String>,
    pub(crate) validate: bool,
    /// Whether somebody wants to hear of events.
    pub(crate) listens: bool,
    /// Whether this is positively a server-side runtime. In a browser, a `User-Agent` of our own would
    /// be forbidden or cost a preflight.
    pub(crate) is_server: bool,
}

impl Settings {
    /// Reads what the host tells: the `options`, what its parser makes of the `url` in them, and
    /// whether it is a `server`.
    pub(crate) fn read(told: Value) -> Result<Self, Vec<InvalidValue>> {
        let options = told.get("options");
        let mut reader = Reader::new("options", options, "ClientOptions", &[CLIENT_OPTIONS]);
        reader.function("fetch");
        let listens = reader.function("onEvent");
        let functions = "must be an object with the functions now, sleep";
        reader.thing("clock", "clock", functions);
        let level = reader.one_of("logLevel", &["off", "debug", "trace"]);
        let allow_insecure = reader.boolean("allowInsecure", false);
        let auth = read_auth(&mut reader);
        let (base, key) = read_base_url(&mut reader, told.get("url"));
        let headers = read_headers(&mut reader);
        let is_server = told.get("isServer").is_true();
        let usual_headers = headers::usual(is_server, &auth, &headers);
        let settings = Self {
            timeout_ms: reader.milliseconds("timeoutMs", DEFAULT_TIMEOUT_MS),
            max_retries: reader.count("maxRetries").unwrap_or(DEFAULT_MAX_RETRIES),
            credentials: reader.one_of("credentials", &["omit", "same-origin", "include"]),
            validate: reader.boolean("validate", true),
            is_secure: base.is_secure,
            base_url: base.url,
            allow_insecure,
            usual_headers,
            auth,
            authorization: headers.authorization,
            listens: listens || level.is_some_and(|level| level != "off"),
            is_server,
        };
        let sends_secret = !matches!(settings.auth, Auth::None) || settings.authorization.is_some();
        if sends_secret && !settings.may_send_secrets() {
            reader.refuse(key, Rule::Format, INSECURE);
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
        if is_a(token, "function") {
            return Auth::Function;
        }
        let Some(token) = reader.secret("token") else {
            return Auth::None;
        };
        if let Some(message) = refuse_token(&token) {
            reader.refuse_secretly("token", Rule::Format, message);
        }
        return Auth::token(&token);
    }
    match (username, password) {
        (Some(username), Some(password)) => read_basic(reader, &username, &password),
        (Some(_), None) => {
            reader.refuse_secretly("password", Rule::Required, "is missing beside username");
            Auth::None
        }
        (None, Some(_)) => {
            reader.refuse_secretly("username", Rule::Required, "is missing beside password");
            Auth::None
        }
        (None, None) => Auth::None,
    }
}

fn read_basic(reader: &mut Reader, username: &str, password: &str) -> Auth {
    // RFC 7617, 2: the first colon ends the user name, and control characters are not allowed.
    if username.is_empty() || is_one_of(b':', username.as_bytes()) || has_control(username) {
        let message = "must not be empty and have no colon and no control character";
        reader.refuse_secretly("username", Rule::Format, message);
    }
    if has_control(password) {
        let message = "must have no control character";
        reader.refuse_secretly("password", Rule::Format, message);
    }
    Auth::basic(username, password)
}

#[inline(never)]
fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// Why a token cannot stand in a header (RFC 6750, 2.1); the token itself is not repeated.
pub(crate) fn refuse_token(token: &str) -> Option<&'static str> {
    if token.is_empty() {
        return Some("must not be empty");
    }
    let visible = token.bytes().all(|byte| byte.is_ascii_graphic());
    (!visible).then_some("must have visible ASCII characters only, no spaces and no line breaks")
}

/// The base URL, and the name under which it was given.
fn read_base_url(reader: &mut Reader, parsed: Value) -> (base_url::BaseUrl, &'static str) {
    let given = reader.secret("baseUrl");
    let alias = reader.secret("hostUrl");
    if given.is_some() && alias.is_some() {
        let message = "is another name of baseUrl; give one of them";
        reader.refuse_secretly("hostUrl", Rule::Unknown, message);
    }
    let key = if given.is_none() && alias.is_some() {
        "hostUrl"
    } else {
        "baseUrl"
    };
    let base = base_url::normalize(parsed).unwrap_or_else(|message| {
        let text = given.or(alias).unwrap_or_default();
        // What is no URL may still have a password where a URL has one.
        if text.bytes().any(|byte| is_one_of(byte, b"@?#")) {
            reader.refuse_secretly(key, Rule::Format, message);
        } else {
            reader.refuse(key, Rule::Format, message);
        }
        // What is said of it is enough.
        base_url::BaseUrl {
            url: String::new(),
            is_secure: true,
        }
    });
    (base, key)
}

fn read_headers(reader: &mut Reader) -> Headers {
    let Some(pairs) = reader.value("headers") else {
        return Headers::NONE;
    };
    let (headers, refused) = headers::read(pairs);
    for message in &refused {
        reader.refuse_secretly("headers", Rule::Format, message);
    }
    headers
}

const REQUEST_OPTIONS: &[&str] = &["signal", "timeoutMs", "maxRetries", "headers"];
const CREATE_OPTIONS: &[&str] = &["onUnknownOutcome"];
const WAIT_OPTIONS: &[&str] = &[
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

/// The options of one call: shared where there are some.
#[derive(Clone)]
pub(crate) struct CallOptions(Option<Arc<GivenOptions>>);

impl Deref for CallOptions {
    type Target = GivenOptions;

    fn deref(&self) -> &GivenOptions {
        self.0.as_deref().unwrap_or(&NO_OPTIONS)
    }
}

/// The options that a caller gave with a call.
pub(crate) struct GivenOptions {
    /// None where the caller leaves it to the client.
    pub(crate) timeout_ms: Option<f64>,
    /// None where the caller leaves them to the client.
    pub(crate) max_retries: Option<u32>,
    pub(crate) headers: Headers,
    pub(crate) adopt: bool,
    pub(crate) wait: WaitOptions,
}

/// The options of a wait.
pub(crate) struct WaitOptions {
    pub(crate) poll_interval_ms: f64,
    pub(crate) max_poll_interval_ms: f64,
    pub(crate) deadline_ms: f64,
    pub(crate) since: Option<Snapshot>,
}

impl GivenOptions {
    const NONE: Self = Self {
        timeout_ms: None,
        max_retries: None,
        headers: Headers::NONE,
        adopt: false,
        wait: WaitOptions {
            poll_interval_ms: DEFAULT_POLL_INTERVAL_MS,
            max_poll_interval_ms: DEFAULT_MAX_POLL_INTERVAL_MS,
            deadline_ms: DEFAULT_DEADLINE_MS,
            since: None,
        },
    };
}

static NO_OPTIONS: GivenOptions = GivenOptions::NONE;

impl CallOptions {
    pub(crate) fn read(
        options: Value,
        of: OptionsOf,
        settings: &Settings,
        invalid: &mut Vec<InvalidValue>,
    ) -> Self {
        if options.is_none() {
            return Self(None);
        }
        let mut call = GivenOptions::NONE;
        let (name, more) = match of {
            OptionsOf::Request => ("RequestOptions", &[][..]),
            OptionsOf::Create => ("CreateOptions", CREATE_OPTIONS),
            OptionsOf::Wait => ("WaitOptions", WAIT_OPTIONS),
        };
        let mut reader = Reader::new("options", options, name, &[REQUEST_OPTIONS, more]);
        call.headers = read_headers(&mut reader);
        if call.headers.authorization.is_some() && !settings.may_send_secrets() {
            let message = fill("Authorization: the base URL {}", &[INSECURE]);
            reader.refuse_secretly("headers", Rule::Format, &message);
        }
        reader.thing("signal", "signal", "must be an AbortSignal");
        call.timeout_ms = reader.some_milliseconds("timeoutMs");
        call.max_retries = reader.count("maxRetries");
        match of {
            OptionsOf::Request => {}
            OptionsOf::Create => {
                let choice = reader.one_of("onUnknownOutcome", &["throw", "adopt"]);
                call.adopt = choice.as_deref() == Some("adopt");
            }
            OptionsOf::Wait => call.wait.read(&mut reader),
        }
        invalid.append(&mut reader.finish());
        Self(Some(Arc::new(call)))
    }
}

impl WaitOptions {
    fn read(&mut self, reader: &mut Reader) {
        reader.function("onProgress");
        for (key, ms) in [
            ("pollIntervalMs", &mut self.poll_interval_ms),
            ("maxPollIntervalMs", &mut self.max_poll_interval_ms),
            ("deadlineMs", &mut self.deadline_ms),
        ] {
            *ms = reader.milliseconds(key, *ms);
        }
        let since = reader.value("since");
        if since.is_some_and(|since| !since.is_object()) {
            let message = "must be the resource that the update returned";
            reader.refuse("since", Rule::Type, message);
        }
        self.since = since.map(Snapshot::of_metadata);
    }
}

/// The filter of a list: an object with an optional `name`.
pub(super) fn read_filter(
    filter: Value,
    name: &'static str,
    validate: bool,
    invalid: &mut Vec<InvalidValue>,
) -> Option<String> {
    let mut reader = Reader::new("value", filter, "ClusterFilter", &[&[name]]);
    let text = reader.string(name);
    invalid.append(&mut reader.finish());
    if text.is_some() {
        let rules = if validate { &NAME_FILTER } else { &Text::ANY };
        checked_text(name, filter.get(name), rules, "value", invalid);
    }
    text
}
