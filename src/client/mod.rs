//! A client: its settings, what it remembers, and the way of a call from the caller's values to
//! the transport.

pub(crate) mod adoption;
mod arguments;
mod body;
mod create;
pub(crate) mod options;
mod seen;
mod version;

use std::sync::Arc;

use crate::endpoints::{self, Method, Operation, clusters, node_pools};
use crate::error::{Failure, InvalidValue};
use crate::message::Value;
use crate::rules::schemas::PATH_ID;
use crate::step::Moment;
use crate::task::Task;
use crate::transport::Exchange;
use crate::transport::credentials::TokenCache;
use crate::waiter::Wait;
use crate::waiter::machine::Goal;
use adoption::{Creates, Lookup, Search};
use arguments::checked_text;
use options::{CallOptions, OptionsOf, Settings};
use seen::SeenIds;

pub(crate) use create::Create;
pub(crate) use version::newest;

/// What a client is.
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) tokens: TokenCache,
    pub(crate) seen: SeenIds,
    pub(crate) creates: Creates,
}

impl State {
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

    /// The URL of an operation, with its ids and its filter filled in.
    pub(crate) fn url(
        &self,
        operation: &Operation,
        ids: &[String],
        filter: Option<&str>,
    ) -> String {
        let mut url = self.settings.base_url.clone();
        operation.push_path(&mut url, ids);
        if let (Some(name), Some(value)) = (operation.query, filter) {
            url.push('?');
            url.push_str(name);
            url.push('=');
            push_encoded(&mut url, value);
        }
        url
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

/// What the host tells of a caller's wish, as a list of these.
pub(crate) struct Wish<'a> {
    /// The name of an operation or of a wait's goal, or what an error remembers of a create.
    what: Value<'a>,
    /// What JSON cannot carry of the body, whose text comes beside.
    pub(crate) refused: Value<'a>,
    pub(crate) options: Value<'a>,
    /// The ids of the path, in the order of its parameters.
    ids: Value<'a>,
    /// The filter of a list.
    value: Value<'a>,
}

impl<'a> Wish<'a> {
    pub(crate) fn read(told: Value<'a>) -> Self {
        let mut parts = told.items();
        let mut next = || parts.next().unwrap_or_default();
        Self {
            what: next(),
            refused: next(),
            options: next(),
            ids: next(),
            value: next(),
        }
    }

    /// The operation, where one is named.
    pub(crate) fn operation(&self) -> Option<&'static Operation> {
        let name = self.what.string()?;
        let mut all = endpoints::ALL.into_iter();
        all.find(|known| name.is(known.name))
    }

    /// The goal of a wait, where one is named.
    fn goal(&self) -> Option<Goal> {
        let name = self.what.string()?;
        let mut all = GOALS.into_iter();
        all.find_map(|(known, goal)| name.is(known).then_some(goal))
    }
}

const GOALS: [(&str, Goal); 3] = [
    ("available", Goal::Available),
    ("deleted", Goal::Deleted),
    ("settled", Goal::Settled),
];

/// Understands what the caller wants, or says everything that is wrong with it.
pub(crate) fn understand(moment: &mut Moment, wish: &Wish, body: &[u8]) -> Result<Task, Failure> {
    if let Some(operation) = wish.operation() {
        return understand_call(moment, wish, operation, body);
    }
    match wish.goal() {
        Some(goal) => understand_wait(moment, wish, goal),
        None => understand_search(moment, wish),
    }
}

fn understand_call(
    moment: &mut Moment,
    wish: &Wish,
    operation: &'static Operation,
    body: &[u8],
) -> Result<Task, Failure> {
    let validate = moment.state.settings.validate;
    let mut invalid = Vec::new();
    let ids = read_ids(operation, wish.ids, &mut invalid);
    let mut filter = None;
    if let Some(name) = operation.query {
        filter = options::read_filter(wish.value, name, validate, &mut invalid);
    }
    if let Some(schema) = &operation.body {
        invalid.append(&mut body::check(schema, body, wish.refused, validate));
    }
    let is_create = operation.method == Method::Post;
    let of = if is_create {
        OptionsOf::Create
    } else {
        OptionsOf::Request
    };
    let options = read_options(moment, wish, of, Some(operation), invalid)?;
    let url = moment.state.url(operation, &ids, filter.as_deref());
    let exchange = Exchange::new(operation, url, Arc::clone(&options), moment);
    if !is_create {
        return Ok(Task::Call(exchange));
    }
    Ok(match Lookup::new(&ids, body, moment) {
        Some(lookup) => Task::Create(Box::new(Create::new(exchange, lookup, options))),
        None => Task::Call(exchange),
    })
}

fn understand_wait(moment: &Moment, wish: &Wish, goal: Goal) -> Result<Task, Failure> {
    let operation = match wish.ids.items().count() {
        1 => &clusters::GET,
        _ => &node_pools::GET,
    };
    let mut invalid = Vec::new();
    let ids = read_ids(operation, wish.ids, &mut invalid);
    let options = read_options(moment, wish, OptionsOf::Wait, Some(operation), invalid)?;
    let url = moment.state.url(operation, &ids, None);
    let wait = Wait::new(operation, url, goal, options, moment.now);
    Ok(Task::Wait(Box::new(wait)))
}

fn understand_search(moment: &Moment, wish: &Wish) -> Result<Task, Failure> {
    let Some(lookup) = Lookup::read(wish.what) else {
        return Err(Failure::invalid(None, Vec::new()));
    };
    let options = read_options(moment, wish, OptionsOf::Request, None, Vec::new())?;
    let search = Search::new(lookup, &options, moment);
    Ok(Task::Search(Box::new(search)))
}

fn read_options(
    moment: &Moment,
    wish: &Wish,
    of: OptionsOf,
    operation: Option<&'static Operation>,
    mut invalid: Vec<InvalidValue>,
) -> Result<Arc<CallOptions>, Failure> {
    let settings = &moment.state.settings;
    let options = CallOptions::read(wish.options, of, settings, &mut invalid);
    if !invalid.is_empty() {
        return Err(Failure::invalid(operation, invalid));
    }
    Ok(Arc::new(options))
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

/// The ids of an operation's path. They are checked whatever `validate` says: an empty one would
/// turn the path into another operation's.
fn read_ids(operation: &Operation, told: Value, invalid: &mut Vec<InvalidValue>) -> Vec<String> {
    let mut ids = Vec::new();
    let mut given = told.items();
    for name in operation.parameters() {
        let id = given.next().unwrap_or_default();
        if let Some(id) = checked_text(name, id, PATH_ID, "ids", invalid) {
            ids.push(id);
        }
    }
    ids
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
