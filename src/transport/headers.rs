//! Headers as the caller gives them, and those of a request.
//!
//! The host would throw at a bad one with its value in the message, which may be a secret: so they
//! are checked here, and a value is never repeated.

use checker::words::{fill, is_one_of};

use crate::message::{Value, Writer};

/// Headers as they were given, names and values.
pub(crate) type Headers = Vec<(String, String)>;

/// Whether a header is among some; names compare without letter case.
pub(crate) fn has(headers: &Headers, name: &str) -> bool {
    let mut names = headers.iter().map(|(name, _)| name);
    names.any(|known| known.eq_ignore_ascii_case(name))
}

/// The headers of a request; of two of the same name, the later one counts.
#[derive(Default)]
pub(super) struct Sent<'a>(Vec<(&'a str, &'a str)>);

impl<'a> Sent<'a> {
    pub(super) fn set(&mut self, name: &'a str, value: &'a str) {
        let mut headers = self.0.iter_mut();
        match headers.find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            Some(header) => *header = (name, value),
            None => self.0.push((name, value)),
        }
    }

    pub(super) fn set_all(&mut self, headers: &'a Headers) {
        for (name, value) in headers {
            self.set(name, value);
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        let mut headers = self.0.iter();
        let header = headers.find(|(known, _)| known.eq_ignore_ascii_case(name));
        header.map(|(_, value)| *value)
    }

    /// As a JSON object.
    pub(super) fn to_json(&self) -> String {
        let mut object = Writer::new();
        for (name, value) in &self.0 {
            object.text(name, value);
        }
        object.finish()
    }
}

/// Reads headers, which the host tells as pairs; gives what is good and says what is not. A pair
/// without a value has one that is no string.
pub(crate) fn read(pairs: Value) -> (Headers, Vec<String>) {
    let mut headers = Headers::default();
    let mut refused = Vec::new();
    if !pairs.is_list() || pairs.items().any(|pair| !pair.is_list()) {
        return (headers, vec!["must be an object of strings".to_owned()]);
    }
    for pair in pairs.items() {
        let mut parts = pair.items().map(|part| part.text());
        let name = parts.next().flatten().unwrap_or_default();
        match check(&name, parts.next().flatten()) {
            Ok(text) => headers.push((name, text.trim_ascii().to_owned())),
            Err(message) => refused.push(message),
        }
    }
    (headers, refused)
}

const NO_VALUE: &str = "{} must have no line break, no control character and nothing beyond U+00FF";

fn check(name: &str, value: Option<String>) -> Result<String, String> {
    // RFC 9110, 5.6.2
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || is_one_of(byte, b"!#$%&'*+-.^_`|~");
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err("must have names of letters, digits and !#$%&'*+-.^_`|~ only".to_owned());
    }
    let Some(text) = value else {
        return Err(fill("{} must be a string", &[name]));
    };
    // RFC 9110, 5.5; what is above U+00FF does not fit the host's byte strings. In UTF-8 it begins with
    // 0xC4 or more.
    let is_allowed = |byte: u8| byte == b'\t' || (!byte.is_ascii_control() && byte < 0xC4);
    if !text.bytes().all(is_allowed) {
        return Err(fill(NO_VALUE, &[name]));
    }
    Ok(text)
}
