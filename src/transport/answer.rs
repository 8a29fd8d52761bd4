//! From the bytes of an answer to what is handed out.
//!
//! The bytes are checked here, the object is the one that the host's `JSON.parse` makes: so fields
//! that this library does not know survive.

use checker::words::{decimal, fill};

use crate::message::Value;
use crate::models::ErrorMessage;
use crate::rules::{Flaw, Schema, check_answer};
use crate::step::Given;

/// A success.
pub(super) struct Answer {
    pub(super) ids: Vec<u128>,
    pub(super) given: Given,
}

impl Answer {
    /// Without a word.
    pub(super) const NOTHING: Self = Self {
        ids: Vec::new(),
        given: Given::Nothing,
    };
}

/// What is wrong with an answer.
pub(super) struct Wrong {
    /// Where, as a JSON path.
    pub(super) path: Option<String>,
    pub(super) summary: String,
}

/// Reads a success.
pub(super) fn read(schema: &'static Schema, body: &[u8]) -> Result<Answer, Wrong> {
    if body.is_empty() {
        return Err(Wrong {
            path: None,
            summary: "the answer is empty".to_owned(),
        });
    }
    let answer = check_answer(schema, body).map_err(describe)?;
    // Of two shapes that the service may speak, callers see the newer one.
    let is_bare = matches!(schema, Schema::ObjectOrArray(..)) && Value::of(body).is_list();
    let given = if is_bare {
        Given::Wrapped
    } else {
        Given::Answer
    };
    let ids = answer.ids;
    Ok(Answer { ids, given })
}

const NO_PROMISE: &str = "the answer is not what the API promises: {} {}";

fn describe(flaw: Flaw) -> Wrong {
    match flaw {
        Flaw::Syntax(error) => Wrong {
            path: None,
            summary: fill(
                "the answer is not JSON from byte {} on",
                &[&decimal(error.offset)],
            ),
        },
        Flaw::Shape(violation) => {
            let path = violation.path.text();
            let place = if path.is_empty() { "it" } else { &path };
            Wrong {
                summary: fill(NO_PROMISE, &[place, &violation.message]),
                path: Some(path),
            }
        }
    }
}

/// More reasons than anybody reads, and longer ones.
const MOST_MESSAGES: usize = 20;
const LONGEST_TEXT: usize = 1000;

/// Reads the service's words from a failure's body; none where it has another shape. They are
/// redacted before they are cut: of a secret across the cut, a part would be left.
pub(super) fn messages(body: &[u8], redact: impl Fn(&str) -> String) -> Vec<ErrorMessage> {
    let text = |entry: Value, name| {
        let text = entry.get(name).text()?;
        let text = redact(&text);
        let cut = text.char_indices().nth(LONGEST_TEXT);
        let text = cut.and_then(|(end, _)| text.get(..end)).unwrap_or(&text);
        Some(text.to_owned())
    };
    let mut messages = Vec::new();
    for entry in Value::document(body).get("messages").items() {
        let (error_code, message) = (text(entry, "errorCode"), text(entry, "message"));
        if error_code.is_none() && message.is_none() {
            continue;
        }
        messages.push(ErrorMessage {
            error_code,
            message,
        });
        if messages.len() == MOST_MESSAGES {
            break;
        }
    }
    messages
}

/// The service's words on one line.
pub(super) fn words(messages: &[ErrorMessage]) -> String {
    let mut words = String::new();
    for ErrorMessage {
        message,
        error_code,
    } in messages
    {
        if !words.is_empty() {
            words.push_str("; ");
        }
        match (message, error_code) {
            (Some(text), Some(code)) => {
                for part in [text, " (", code, ")"] {
                    words.push_str(part);
                }
            }
            (Some(text), None) | (None, Some(text)) => words.push_str(text),
            (None, None) => {}
        }
    }
    words
}
