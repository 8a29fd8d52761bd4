//! Headers as the caller gives them, and those of a request.
//!
//! The host would throw at a bad one with its value in the message, which may be a secret: so they
//! are checked here, and a value is never repeated.

use std::borrow::Cow;

use checker::words::concat;

use crate::message::Value;

/// Headers in order; names compare without letter case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headers(Vec<(Text, Text)>);

pub(crate) type Text = Cow<'static, str>;

impl Headers {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut headers = self.0.iter();
        let header = headers.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(&header.1)
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Sets a header, in place of one of the same name.
    #[inline(never)]
    pub(crate) fn set(&mut self, name: Text, value: Text) {
        self.0
            .retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.0.push((name, value));
    }

    /// Sets a header of this library's own.
    pub(crate) fn set_own(&mut self, name: &'static str, value: &'static str) {
        self.set(name.into(), value.into());
    }

    pub(crate) fn set_all(&mut self, others: &Self) {
        for (name, value) in &others.0 {
            self.set(name.clone(), value.clone());
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let headers = self.0.iter();
        headers.map(|(name, value)| (name.as_ref(), value.as_ref()))
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
            Ok(text) => headers.set(name.into(), text.trim_ascii().to_owned().into()),
            Err(message) => refused.push(message),
        }
    }
    (headers, refused)
}

const NO_VALUE: &str = " must have no line break, no control character and nothing beyond U+00FF";

fn check(name: &str, value: Option<String>) -> Result<String, String> {
    // RFC 9110, 5.6.2
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err("must have names of letters, digits and !#$%&'*+-.^_`|~ only".to_owned());
    }
    let Some(text) = value else {
        return Err(concat(&[name, " must be a string"]));
    };
    // RFC 9110, 5.5; what is above U+00FF does not fit the host's byte strings.
    let is_allowed = |c: char| c == '\t' || (!c.is_control() && c <= '\u{FF}');
    if !text.chars().all(is_allowed) {
        return Err(concat(&[name, NO_VALUE]));
    }
    Ok(text)
}
