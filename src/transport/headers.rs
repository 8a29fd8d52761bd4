//! Headers as the caller gives them, and those of a request.
//!
//! The host would throw at a bad one with its value in the message, which may be a secret: so they
//! are checked here, and a value is never repeated.

use checker::words::{fill, is_one_of};

use super::credentials::Auth;
use crate::message::{Value, Writer};

/// Headers that a caller gave, as the members of a JSON object. Names are in lower case, here as in [`usual`],
/// so that of two of the same name the host's `JSON.parse` keeps the later one: that of a call, not of its client.
pub(crate) struct Headers {
    pub(super) members: Writer,
    /// The value of `authorization`, where it is among them.
    pub(crate) authorization: Option<String>,
}

impl Headers {
    pub(crate) const NONE: Self = Self {
        members: Writer::EMPTY,
        authorization: None,
    };
}

/// The headers of every request of a client, those that it was given last, as members too.
pub(crate) fn usual(is_server: bool, auth: &Auth, given: &Headers) -> Writer {
    let mut members = Writer::EMPTY;
    members.text("accept", "application/json");
    if is_server {
        let agent = concat!("ionoscloud-dataplatform/", env!("CARGO_PKG_VERSION"));
        members.text("user-agent", agent);
    }
    if let Auth::Fixed { header, .. } = auth {
        members.text("authorization", header);
    }
    members.members(&given.members);
    members
}

/// Reads headers, which the host tells as pairs; gives what is good and says what is not. A pair
/// without a value has one that is no string.
pub(crate) fn read(pairs: Value) -> (Headers, Vec<String>) {
    let mut headers = Headers::NONE;
    let mut refused = Vec::new();
    if !pairs.is_list() || pairs.items().any(|pair| !pair.is_list()) {
        return (headers, vec!["must be an object of strings".to_owned()]);
    }
    for pair in pairs.items() {
        let (name, value) = parts_of(pair);
        if let Err(message) = check(&name, value) {
            refused.push(message);
            continue;
        }
        let name = name.to_ascii_lowercase();
        let text = joined(pairs, &name);
        headers.members.text(&name, &text);
        if name == "authorization" {
            headers.authorization = Some(text);
        }
    }
    (headers, refused)
}

fn parts_of(pair: Value) -> (String, Option<String>) {
    let mut parts = pair.items().map(|part| part.text());
    let name = parts.next().flatten().unwrap_or_default();
    (name, parts.next().flatten())
}

/// What all pairs of a name say together (RFC 9110, 5.3), as `fetch` would.
fn joined(pairs: Value, name: &str) -> String {
    let mut joined = String::new();
    for pair in pairs.items() {
        let (other, value) = parts_of(pair);
        if !other.eq_ignore_ascii_case(name) {
            continue;
        }
        if !joined.is_empty() {
            joined.push_str(", ");
        }
        joined.push_str(value.as_deref().unwrap_or_default().trim_ascii());
    }
    joined
}

const NO_VALUE: &str = "{} must have no line break, no control character and nothing beyond U+00FF";

fn check(name: &str, value: Option<String>) -> Result<(), String> {
    // RFC 9110, 5.6.2
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || is_one_of(byte, b"!#$%&'*+-.^_`|~");
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err("must have names of letters, digits and !#$%&'*+-.^_`|~ only".to_owned());
    }
    let Some(text) = value else {
        return Err(fill("{} must be a string", &[name]));
    };
    // RFC 9110, 5.5; what is above U+00FF does not fit the host's byte strings.
    let is_allowed = |c: char| c == '\t' || (!c.is_control() && c <= '\u{FF}');
    if !text.chars().all(is_allowed) {
        return Err(fill(NO_VALUE, &[name]));
    }
    Ok(())
}
