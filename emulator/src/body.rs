use std::fmt::Write;

use ionoscloud_dataplatform::rules::integer;
use ionoscloud_dataplatform::rules::{self, Path, Rule, Schema, Step, Violation};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::config::{Switches, Treatment};
use crate::reply::{Refusal, to_json};

/// Reads a request's body after every rule of the API has been checked.
pub(crate) fn read<T: DeserializeOwned + Serialize>(
    schema: &'static Schema,
    body: &[u8],
    switches: &Switches,
) -> Result<T, Refusal> {
    // RFC 8259, 8.1: a byte order mark may be ignored.
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let text = std::str::from_utf8(body).map_err(|error| {
        let message = format!("the body is not UTF-8 from byte {} on", error.valid_up_to());
        Refusal::malformed(&message)
    })?;
    let ignored = check(schema, body, switches)?;
    let value: T = parse(text)?;
    if ignored {
        // The list of violations ends somewhere, and those that are ignored may have filled it:
        // what is left after ignoring them has to pass by itself.
        check(schema, &to_json(&value), switches)?;
    }
    Ok(value)
}

/// Tells whether violations were ignored.
fn check(schema: &'static Schema, body: &[u8], switches: &Switches) -> Result<bool, Refusal> {
    let found = rules::check_request(schema, body).map_err(|error| {
        Refusal::malformed(&format!(
            "the body is not JSON from byte {} on",
            error.offset
        ))
    })?;
    let count = found.len();
    let refused: Vec<_> = found
        .iter()
        .filter(|violation| is_refused(violation.rule, switches))
        .map(describe)
        .collect();
    if refused.is_empty() {
        return Ok(count > 0);
    }
    // Code dsaas-400 under status 422: FACTS 6.
    Err(Refusal::all(422, "dsaas-400", refused))
}

fn is_refused(rule: Rule, switches: &Switches) -> bool {
    let treatment = match rule {
        Rule::Unknown => switches.unknown_fields,
        Rule::Immutable => switches.immutable_fields,
        _ => Treatment::Refuse,
    };
    treatment == Treatment::Refuse
}

/// A violation in the service's own style (FACTS 6).
fn describe(violation: &Violation) -> String {
    let reason = match violation.rule {
        Rule::Null => "is not nullable",
        _ => &violation.message,
    };
    let field = pointer(&violation.path);
    format!("'Value {reason}' caused by field {field}")
}

/// A path as a JSON pointer (RFC 6901), cut where a key is longer than anybody reads.
fn pointer(path: &Path) -> String {
    const MOST: usize = 256;
    let mut pointer = String::new();
    for step in &path.0 {
        pointer.push('/');
        match step {
            Step::Key(key) => pointer.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Step::Index(index) => {
                let _ = write!(pointer, "{index}");
            }
        }
    }
    match pointer.char_indices().nth(MOST) {
        Some((end, _)) => pointer.truncate(end),
        None if pointer.is_empty() => pointer.push('/'),
        None => {}
    }
    pointer
}

/// Builds the value that a checked text stands for.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text)
        .or_else(|_| serde_json::from_str(&whole_numbers(text)))
        .map_err(|error| Refusal::malformed(&format!("the body cannot be read: {error}")))
}

/// Writes whole numbers without fraction and exponent: JSON Schema counts 3.0 and 3e0 among them,
/// serde_json does not.
fn whole_numbers(json: &str) -> String {
    let mut plain = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(first) = rest.chars().next() {
        let is_number = matches!(first, '-' | '0'..='9');
        let length = match first {
            '"' => string_length(rest),
            _ if is_number => number_length(rest),
            other => other.len_utf8(),
        };
        let (token, tail) = rest.split_at_checked(length).unwrap_or((rest, ""));
        match is_number.then(|| integer(token.as_bytes())).flatten() {
            Some(whole) => plain.push_str(&whole.to_string()),
            None => plain.push_str(token),
        }
        rest = tail;
    }
    plain
}

fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let closes = |byte: u8| {
        let closing = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        closing
    };
    let inside = text.bytes().skip(1).position(closes);
    inside.map_or(text.len(), |inside| inside + 2)
}

fn number_length(text: &str) -> usize {
    let ends = |c: char| !matches!(c, '-' | '+' | '.' | 'e' | 'E' | '0'..='9');
    text.find(ends).unwrap_or(text.len())
}
