//! A client: its settings, what it remembers, and the way of a call from the caller's values to
//! the transport.

pub(crate) mod adoption;
mod arguments;
mod body;
mod create;
pub(crate) mod options;
mod seen;
mod version;

use crate::endpoints::{Method, Operation};
use crate::error::{Failure, InvalidValue};
use crate::message::{Value, quoted};
use crate::rules::schemas::{PATH_ID, is_path_id};
use crate::step::Moment;
use crate::task::Task;
use crate::transport::Exchange;
use crate::transport::credentials::TokenCache;
use crate::waiter::Wait;
use crate::waiter::machine::Goal;
use adoption::{Creates, Lookup, Search};
use arguments::checked_text;
use checker::unescape;
use options::{CallOptions, OptionsOf, Settings};
use seen::SeenIds;

pub(crate) use create::Create;
pub(crate) use version::newest;

/// A client: how it behaves, and what it remembers.
pub(crate) struct Client {
    pub(crate) settings: Settings,
    pub(crate) tokens: TokenCache,
    pub(crate) seen: SeenIds,
    pub(crate) creates: Creates,
}

impl Client {
    /// Opens a client with what the host tells: its options, and of itself.
    pub(crate) fn open(told: Value) -> Result<Self, Failure> {
        let settings = Settings::read(told).map_err(|values| Failure::invalid(None, values))?;
        Ok(Self {
            settings,
            tokens: TokenCache::default(),
            seen: SeenIds::default(),
            creates: Creates::default(),
        })
    }

    /// The beginning of the URL of an operation.
    pub(crate) fn begin_url(&self, operation: &Operation) -> String {
        let base = &self.settings.base_url;
        let mut url = String::with_capacity(base.len() + operation.path.len() + LONGEST_IDS);
        url.push_str(base);
        url
    }
}

/// Two UUIDs with their dashes.
const LONGEST_IDS: usize = 72;

/// Adds the filter of a list to its URL.
pub(crate) fn push_filter(url: &mut String, operation: &Operation, filter: Option<&str>) {
    if let (Some(name), Some(value)) = (operation.query, filter) {
        for part in ["?", name, "="] {
            url.push_str(part);
        }
        push_encoded(url, value);
    }
}

/// Writes a value of a query as HTML forms do, the host's `URLSearchParams` among them.
fn push_encoded(url: &mut String, value: &str) {
    for &byte in value.as_bytes() {
        match byte {
            b' ' => url.push('+'),
            b'*' | b'-' | b'.' | b'_' => url.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            byte => {
                url.push('%');
                for digit in [byte >> 4, byte & 15] {
                    let digit = char::from_digit(u32::from(digit), 16).unwrap_or_default();
                    url.push(digit.to_ascii_uppercase());
                }
            }
        }
    }
}

/// What a caller wishes.
pub(crate) struct Wish<'a> {
    pub(crate) kind: Kind,
    /// Whether it was aborted before it began.
    pub(crate) is_aborted: bool,
    /// What the host tells of it: the ids of the path, in the order of its parameters, each on a line of its own. A
    /// word stands there as it is, what is none as JSON, and nothing where it is missing. Then, where there are
    /// any, a list of the options, of the filter of a list or what an error remembers of a create, and of what JSON
    /// cannot carry of the body.
    pub(crate) told: &'a [u8],
    /// The text of the request's body.
    pub(crate) body: &'a [u8],
}

/// What is wished.
pub(crate) enum Kind {
    /// An operation.
    Call(&'static Operation),
    /// To look with an operation until a goal is reached.
    Wait(&'static Operation, Goal),
    /// To look for what a create has made.
    Search,
}

/// What is told of a wish behind its ids.
#[derive(Default)]
struct Told<'a> {
    options: Value<'a>,
    value: Value<'a>,
    refused: Value<'a>,
}

impl<'a> Told<'a> {
    fn read(told: &'a [u8]) -> Self {
        if told.is_empty() {
            return Self::default();
        }
        let mut parts = Value::of(told).items();
        let mut next = || parts.next().unwrap_or_default();
        Self {
            options: next(),
            value: next(),
            refused: next(),
        }
    }
}

/// Understands what the caller wants, or says everything that is wrong with it.
pub(crate) fn understand(moment: &mut Moment, wish: &Wish) -> Result<Task, Failure> {
    match wish.kind {
        Kind::Call(operation) => understand_call(moment, operation, wish),
        Kind::Wait(operation, goal) => understand_wait(moment, operation, goal, wish.told),
        Kind::Search => understand_search(moment, wish.told),
    }
}

fn understand_call(
    moment: &mut Moment,
    operation: &'static Operation,
    wish: &Wish,
) -> Result<Task, Failure> {
    let validate = moment.client.settings.validate;
    let (mut told, body) = (wish.told, wish.body);
    let mut invalid = Vec::new();
    let mut url = read_url(moment.client, operation, &mut told, &mut invalid);
    let told = Told::read(told);
    if let Some(key) = operation.query {
        let name = options::read_filter(told.value, key, validate, &mut invalid);
        push_filter(&mut url, operation, name.as_deref());
    }
    if let Some(schema) = &operation.body {
        invalid.append(&mut body::check(schema, body, told.refused, validate));
    }
    let is_create = operation.method == Method::Post;
    let of = if is_create {
        OptionsOf::Create
    } else {
        OptionsOf::Request
    };
    let options = read_options(moment, told.options, of, Some(operation), invalid)?;
    let exchange = Exchange::new(operation, url, options.clone(), moment);
    if is_create {
        let has_parent = operation.parameters().next().is_some();
        let cluster_id = has_parent.then(|| unescape(next_line(&mut { wish.told })));
        if let Some(lookup) = Lookup::new(cluster_id, body, moment) {
            let create = Create::new(exchange, lookup, options);
            return Ok(Task::Create(Box::new(create)));
        }
    }
    Ok(Task::Call(Box::new(exchange)))
}

fn understand_wait(
    moment: &Moment,
    operation: &'static Operation,
    goal: Goal,
    mut told: &[u8],
) -> Result<Task, Failure> {
    let mut invalid = Vec::new();
    let url = read_url(moment.client, operation, &mut told, &mut invalid);
    let options = Told::read(told).options;
    let options = read_options(moment, options, OptionsOf::Wait, Some(operation), invalid)?;
    let wait = Wait::new(operation, url, goal, options, moment.now);
    Ok(Task::Wait(Box::new(wait)))
}

fn understand_search(moment: &Moment, told: &[u8]) -> Result<Task, Failure> {
    let told = Told::read(told);
    let Some(lookup) = Lookup::read(told.value) else {
        return Err(Failure::invalid(None, Vec::new()));
    };
    let options = read_options(moment, told.options, OptionsOf::Request, None, Vec::new())?;
    let search = Search::new(lookup, &options, moment);
    Ok(Task::Search(Box::new(search)))
}

fn read_options(
    moment: &Moment,
    options: Value,
    of: OptionsOf,
    operation: Option<&'static Operation>,
    mut invalid: Vec<InvalidValue>,
) -> Result<CallOptions, Failure> {
    let settings = &moment.client.settings;
    let options = CallOptions::read(options, of, settings, &mut invalid);
    if !invalid.is_empty() {
        return Err(Failure::invalid(operation, invalid));
    }
    Ok(options)
}

/// What is wrong with the body of an operation: what the forms of a page ask.
pub(crate) fn validate(
    operation: Option<&'static Operation>,
    json: &[u8],
    refused: Value,
) -> Vec<InvalidValue> {
    match operation.and_then(|operation| operation.body.as_ref()) {
        Some(schema) => body::check(schema, json, refused, true),
        None => Vec::new(),
    }
}

/// The URL of an operation with the ids that are told. They are checked whatever `validate` says: an empty one
/// would turn the path into another operation's.
fn read_url(
    client: &Client,
    operation: &Operation,
    told: &mut &[u8],
    invalid: &mut Vec<InvalidValue>,
) -> String {
    let mut url = client.begin_url(operation);
    operation.push_path(&mut url, |url, name| {
        let line = next_line(told);
        if is_path_id(line) {
            line.iter().for_each(|byte| url.push(char::from(*byte)));
        } else {
            let id = read_id(name, line, invalid);
            url.push_str(id.as_deref().unwrap_or_default());
        }
    });
    url
}

/// Reads an id that does not stand there as the word that a good one is, and says what is wrong with it.
#[cold]
#[inline(never)]
fn read_id(name: &str, line: &[u8], invalid: &mut Vec<InvalidValue>) -> Option<String> {
    let word = quoted(&unescape(line));
    let id = match line {
        [] => Value::default(),
        [b'"' | b'[', ..] => Value::of(line),
        _ => Value::of(word.as_bytes()),
    };
    checked_text(name, id, PATH_ID, "ids", invalid)
}

/// Takes a line off a text.
fn next_line<'a>(text: &mut &'a [u8]) -> &'a [u8] {
    let end = text.iter().position(|byte| *byte == b'\n');
    let (line, rest) = text
        .split_at_checked(end.unwrap_or(text.len()))
        .unwrap_or_default();
    *text = rest.get(1..).unwrap_or_default();
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_encoded_as_a_form() {
        let mut url = String::new();
        push_encoded(&mut url, "a B*-._~&=+é/");
        assert_eq!(url, "a+B*-._%7E%26%3D%2B%C3%A9%2F");
    }
}
