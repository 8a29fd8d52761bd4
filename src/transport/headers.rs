//! Headers as the caller gives them, and those of a request.
//!
//! The host would throw at a bad one with its value in the message, which may be a secret: so they
//! are checked here, and a value is never repeated.

use js_sys::{Array, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::host::put;

/// Headers in order; names compare without letter case.
#[derive(Debug, Clone, Default)]
pub(crate) struct Headers(Vec<(String, String)>);

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
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.0
            .retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.0.push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn set_all(&mut self, others: &Self) {
        for (name, value) in &others.0 {
            self.set(name, value);
        }
    }

    pub(crate) fn to_js(&self) -> JsValue {
        let object = Object::new();
        for (name, value) in &self.0 {
            put(&object, name, value.as_str());
        }
        object.into()
    }
}

/// Reads an object, a list of pairs or a `Headers`; gives what is good and says what is not.
pub(crate) fn read(value: &JsValue) -> (Headers, Vec<String>) {
    let mut headers = Headers::default();
    let mut refused = Vec::new();
    let Some(pairs) = pairs(value) else {
        return (headers, vec!["must be an object of strings".to_owned()]);
    };
    for (name, value) in pairs {
        match check(&name, &value) {
            Ok(text) => headers.set(&name, text.trim()),
            Err(message) => refused.push(message),
        }
    }
    (headers, refused)
}

fn pairs(value: &JsValue) -> Option<Vec<(String, JsValue)>> {
    if !value.is_object() {
        return None;
    }
    if let Some(iterator) = js_sys::try_iter(value).ok()? {
        return iterator.map(|pair| as_pair(&pair.ok()?)).collect();
    }
    let keys = Reflect::own_keys(value).ok()?;
    let names = keys.iter().filter_map(|key| key.as_string());
    names
        .map(|name| {
            let value = Reflect::get(value, &JsString::from(name.as_str())).ok()?;
            Some((name, value))
        })
        .filter(|pair| pair.as_ref().is_none_or(|(_, value)| !value.is_undefined()))
        .collect()
}

fn as_pair(pair: &JsValue) -> Option<(String, JsValue)> {
    let pair: &Array = pair.dyn_ref()?;
    Some((pair.get(0).as_string()?, pair.get(1)))
}

fn check(name: &str, value: &JsValue) -> Result<String, String> {
    // RFC 9110, 5.6.2
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        return Err("must have names of letters, digits and !#$%&'*+-.^_`|~ only".to_owned());
    }
    let Some(text) = value.as_string() else {
        return Err(format!("{name} must be a string"));
    };
    // RFC 9110, 5.5; what is above U+00FF does not fit the host's byte strings.
    let is_allowed = |c: char| c == '\t' || (!c.is_control() && c <= '\u{FF}');
    if !text.chars().all(is_allowed) {
        return Err(format!(
            "{name} must have no line break, no control character and nothing beyond U+00FF"
        ));
    }
    Ok(text)
}
