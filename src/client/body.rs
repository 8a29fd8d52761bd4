//! The body of a request: what is checked is what is sent. The host writes it as JSON text, the
//! rules walk over that text; what JSON would bend without a word (a `Map` becomes `{}`, `NaN` becomes
//! `null`) the host has found before, and tells with its path.

use crate::error::InvalidValue;
use crate::message::Value;
use crate::rules::{MOST_VIOLATIONS, Path, Rule, Schema, Step, Violation, check_request};

/// Everything that is wrong with a body. `refused` is what JSON cannot carry, each as `[message, ...path]`;
/// the text has null in its place.
pub(super) fn check(
    schema: &'static Schema,
    json: &[u8],
    refused: Value,
    validate: bool,
) -> Vec<InvalidValue> {
    let mut invalid = Vec::new();
    let place = Some("value");
    for told in refused.items() {
        let violation = refusal(told);
        invalid.push(InvalidValue { violation, place });
    }
    let broken = if validate && !json.is_empty() {
        // The host's own JSON is JSON; were it not, the type would be all that can be said.
        check_request(schema, json).unwrap_or_else(|_| vec![not_json()])
    } else {
        Vec::new()
    };
    for violation in broken {
        let is_refused = |known: &InvalidValue| known.violation.path == violation.path;
        if violation.rule == Rule::Null && invalid.iter().any(is_refused) {
            continue;
        }
        invalid.push(InvalidValue { violation, place });
    }
    invalid.truncate(MOST_VIOLATIONS);
    invalid
}

fn refusal(told: Value) -> Violation {
    let mut parts = told.items();
    let message = parts.next().and_then(|message| message.text());
    let mut path = Path::default();
    for part in parts {
        path.0.push(match part.text() {
            Some(key) => Step::Key(key),
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            None => Step::Index(part.number().unwrap_or_default() as u32),
        });
    }
    let message = message.unwrap_or_default();
    let rule = match message.as_str() {
        "is missing" => Rule::Required,
        _ => Rule::Json,
    };
    Violation {
        path,
        rule,
        message,
    }
}

fn not_json() -> Violation {
    Violation {
        path: Path::default(),
        rule: Rule::Type,
        message: "is not JSON".to_owned(),
    }
}
