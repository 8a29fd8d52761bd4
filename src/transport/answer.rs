//! From the bytes of an answer to what is handed out.
//!
//! The bytes are checked here, the object is the one that the host's `JSON.parse` makes: so fields
//! that this library does not know survive.

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use crate::host::{get, put, sys};
use crate::models::ErrorMessage;
use crate::rules::{Answer, Flaw, Schema, check_answer};

/// What is wrong with an answer.
pub(super) struct Wrong {
    /// Where, as a JSON path.
    pub(super) path: Option<String>,
    pub(super) summary: String,
}

/// Reads a success.
pub(super) fn read(schema: &'static Schema, body: &Uint8Array) -> Result<(JsValue, Answer), Wrong> {
    let answer = check_answer(schema, &body.to_vec()).map_err(describe)?;
    let value = parse(body).ok_or_else(|| Wrong {
        path: None,
        summary: "the answer is not JSON".to_owned(),
    })?;
    Ok((in_one_shape(schema, value), answer))
}

fn describe(flaw: Flaw) -> Wrong {
    match flaw {
        Flaw::Syntax(error) => Wrong {
            path: None,
            summary: format!("the answer is not JSON from byte {} on", error.offset),
        },
        Flaw::Shape(violation) => {
            let path = violation.path.to_string();
            let place = if path.is_empty() { "it" } else { &path };
            Wrong {
                summary: format!(
                    "the answer is not what the API promises: {place} {}",
                    violation.message
                ),
                path: Some(path),
            }
        }
    }
}

/// Of two shapes that the service may speak, callers see the newer one.
fn in_one_shape(schema: &Schema, value: JsValue) -> JsValue {
    if matches!(schema, Schema::ObjectOrArray(..)) && Array::is_array(&value) {
        let object = Object::new();
        put(&object, "items", value);
        return object.into();
    }
    value
}

fn parse(body: &Uint8Array) -> Option<JsValue> {
    let text = sys::TextDecoder::new().ok()?.decode(body).ok()?;
    let value = sys::json_parse(&text).ok()?;
    Some(value.map_or(JsValue::NULL, JsValue::from))
}

/// More reasons than anybody reads, and longer ones.
const MOST_MESSAGES: u32 = 20;
const LONGEST_TEXT: usize = 1000;

/// Reads the service's words from an error's body; none where it has another shape. They are
/// redacted before they are cut: of a secret across the cut, a part would be left.
pub(super) fn messages(body: &Uint8Array, redact: impl Fn(&str) -> String) -> Vec<ErrorMessage> {
    let list = parse(body).map(|envelope| get(&envelope, "messages"));
    let Some(list) = list.filter(Array::is_array) else {
        return Vec::new();
    };
    let list: Array = list.unchecked_into();
    let entries = (0..list.length().min(MOST_MESSAGES)).map(|index| list.get(index));
    let text = |entry: &JsValue, name| {
        let text = get(entry, name).as_string()?;
        Some(redact(&text).chars().take(LONGEST_TEXT).collect())
    };
    entries
        .map(|entry| ErrorMessage {
            error_code: text(&entry, "errorCode"),
            message: text(&entry, "message"),
        })
        .filter(|message| *message != ErrorMessage::default())
        .collect()
}
