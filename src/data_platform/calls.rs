//! From the values of Rust to a task and back.

use std::rc::Rc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;
use web_sys::AbortSignal;

use super::run::{Caller, Run};
use super::session::Session;
use super::{RequestOptions, WaitOptions, tell};
use crate::client::{Kind, validate};
use crate::endpoints::{Operation, clusters};
use crate::error::{Error, ErrorKind, Failure, InvalidValue};
use crate::message::{Value, Writer, quoted};
use crate::rules::schemas::is_path_id;
use crate::waiter::machine::Goal;

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
        let mut rest = Writer::list();
        rest.raw("", &tell::request(options));
        if let (Some(name), Some(text)) = (self.operation.query, filter) {
            rest.open("", '{');
            rest.text(name, text);
            rest.close('}');
        }
        let caller = caller(options.signal.as_ref(), body);
        let kind = Kind::Call(self.operation);
        let told = self.told(rest);
        let mut run = Run::begin(self.session, kind, &told, caller)?;
        run.next().await
    }

    /// Begins a wait for a goal.
    pub(super) fn wait(&self, goal: Goal, options: &WaitOptions) -> Result<Run, Error> {
        let mut rest = Writer::list();
        rest.raw("", &tell::wait(options));
        let told = self.told(rest);
        let caller = Caller {
            on_progress: options.on_progress.clone(),
            ..caller(options.signal.as_ref(), "")
        };
        Run::begin(
            self.session,
            Kind::Wait(self.operation, goal),
            &told,
            caller,
        )
    }

    /// What [`Wish`](crate::client::Wish) is told.
    fn told(&self, rest: Writer) -> String {
        let line = |id: &&str| match is_path_id(id.as_bytes()) {
            true => format!("{id}\n"),
            false => quoted(id) + "\n",
        };
        self.ids.iter().map(line).collect::<String>() + &rest.finish()
    }
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
    let mut told = Writer::list();
    told.raw("", &tell::request(options));
    told.raw("", lookup.unwrap_or("null"));
    let caller = caller(options.signal.as_ref(), "");
    let found = Run::begin(session, Kind::Search, &told.finish(), caller)?
        .next()
        .await?;
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
