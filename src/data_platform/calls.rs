//! From the values of Rust to a task and back.

use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

use super::run::{Caller, Run};
use super::session::Session;
use super::{RequestOptions, WaitOptions, tell};
use crate::client::validate;
use crate::endpoints::{Operation, clusters};
use crate::error::{Error, ErrorKind, Failure, InvalidValue};
use crate::message::{Value, Writer, quoted};

/// An operation of a client, with the ids of its path.
pub(super) struct Call<'a> {
    pub(super) session: &'a Rc<Session>,
    pub(super) operation: &'static Operation,
    pub(super) ids: &'a [&'a str],
}

impl Call<'_> {
    pub(super) async fn read<T: DeserializeOwned>(
        self,
        options: &RequestOptions,
    ) -> Result<T, Error> {
        self.find(None, options).await
    }

    /// Calls a list with the value of its filter.
    pub(super) async fn find<T: DeserializeOwned>(
        self,
        filter: Option<&str>,
        options: &RequestOptions,
    ) -> Result<T, Error> {
        let answer = self.run("", filter, options).await?;
        decode(self.operation, answer)
    }

    pub(super) async fn write<T: DeserializeOwned>(
        self,
        request: &impl Serialize,
        options: &RequestOptions,
    ) -> Result<T, Error> {
        let body = tell::body(request)?;
        let answer = self.run(&body, None, options).await?;
        decode(self.operation, answer)
    }

    /// Gives the answer as the host parsed it.
    pub(super) async fn run(
        &self,
        body: &str,
        filter: Option<&str>,
        options: &RequestOptions,
    ) -> Result<JsValue, Error> {
        let mut wish = self.wish(self.operation.name, &tell::request(options));
        if let (Some(name), Some(text)) = (self.operation.query, filter) {
            wish.open("", '{');
            wish.text(name, text);
            wish.close('}');
        }
        let caller = caller(options.signal.as_ref(), body);
        let mut run = Run::begin(self.session, &wish.finish(), caller)?;
        run.next().await
    }

    /// Begins a wait for a goal.
    pub(super) fn wait(&self, goal: &str, options: &WaitOptions) -> Result<Run, Error> {
        let wish = self.wish(goal, &tell::wait(options)).finish();
        let caller = Caller {
            on_progress: options.on_progress.clone(),
            ..caller(options.signal.as_ref(), "")
        };
        Run::begin(self.session, &wish, caller)
    }

    fn wish(&self, what: &str, options: &str) -> Writer {
        let mut wish = wish(&quoted(what), options);
        wish.open("", '[');
        for id in self.ids {
            wish.text("", id);
        }
        wish.close(']');
        wish
    }
}

/// The beginning of what [`Wish`](crate::client::Wish) reads: a body of Rust has nothing that JSON refuses.
fn wish(what: &str, options: &str) -> Writer {
    let mut wish = Writer::list();
    for part in [what, "null", options] {
        wish.raw("", part);
    }
    wish
}

fn caller(signal: Option<&AbortSignal>, body: &str) -> Caller {
    Caller {
        signal: signal.cloned(),
        body: body.to_owned(),
        on_progress: None,
    }
}

pub(super) async fn find_candidates<T: DeserializeOwned>(
    session: &Rc<Session>,
    error: &Error,
    options: &RequestOptions,
) -> Result<Vec<T>, Error> {
    let lookup = error.context().lookup.as_deref();
    let wish = wish(lookup.unwrap_or("null"), &tell::request(options));
    let caller = caller(options.signal.as_ref(), "");
    let found = Run::begin(session, &wish.finish(), caller)?.next().await?;
    let operation = error.context().operation;
    decode(operation.unwrap_or(&clusters::CREATE), found)
}

pub(super) fn check(operation: &'static Operation, request: &impl Serialize) -> Vec<InvalidValue> {
    match tell::body(request) {
        Ok(body) => validate(Some(operation), body.as_bytes(), Value::default()),
        Err(_) => Vec::new(),
    }
}

pub(super) fn decode<T: DeserializeOwned>(
    operation: &'static Operation,
    answer: JsValue,
) -> Result<T, Error> {
    serde_wasm_bindgen::from_value(answer).map_err(|reason| {
        let kind = ErrorKind::InvalidResponse { path: None };
        let mut failure = Failure::new(kind, reason.to_string());
        failure.context_mut().operation = Some(operation);
        failure.into()
    })
}
