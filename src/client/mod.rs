//! A client: its settings, what it remembers, and the way of a call from the caller's values to
//! the transport.

mod adoption;
mod arguments;
mod body;
pub(crate) mod options;
mod seen;
mod version;

use std::rc::Rc;

use gloo_net::http::QueryParams;
use wasm_bindgen::JsValue;

use crate::endpoints::Operation;
use crate::error::{Error, ErrorKind, InvalidValue};
use crate::host::{Abort, Clock, Either, Host, get, race};
use crate::rules::Schema;
use crate::rules::schemas::PATH_ID;
use crate::transport::credentials::TokenCache;
use crate::transport::{Call, Progress, Request, send};
use adoption::{LOOKS_MS, Lookup};
use arguments::checked_text;
use options::{CallOptions, OptionsOf, Settings};
use seen::SeenIds;

pub(crate) use version::newest;

/// What a client is on this side: plain data, so that nothing of JavaScript is kept alive by it.
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) tokens: TokenCache,
    pub(crate) seen: SeenIds,
}

/// A client, ready for calls.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) state: Rc<State>,
    pub(crate) host: Host,
}

/// What a caller hands in for one operation.
pub(crate) struct Arguments {
    pub(crate) operation: &'static Operation,
    pub(crate) ids: Vec<JsValue>,
    pub(crate) query: JsValue,
    pub(crate) body: JsValue,
    pub(crate) options: JsValue,
}

/// A call that was understood and can be made.
pub(crate) struct Prepared {
    call: Rc<Call>,
    request: Request,
    lookup: Option<Lookup>,
}

impl State {
    /// Reads the options of a client.
    pub(crate) fn open(options: &JsValue) -> Result<Self, Error> {
        let settings = Settings::read(options).map_err(|values| Error::invalid(None, values))?;
        Ok(Self {
            settings,
            tokens: TokenCache::default(),
            seen: SeenIds::default(),
        })
    }
}

impl Client {
    /// Understands what the caller wants, or says everything that is wrong with it.
    pub(crate) fn prepare(&self, arguments: &Arguments) -> Result<Prepared, Error> {
        let Arguments {
            operation,
            ids,
            query,
            body,
            options,
        } = arguments;
        let settings = &self.state.settings;
        let (ids, mut invalid) = read_ids(operation, ids);
        let filter = operation.query.and_then(|name| {
            let (filter, refused) = options::read_query(query, name, settings.validate);
            invalid.extend(refused);
            filter.map(|filter| (name, filter))
        });
        let json = operation.body.as_ref().and_then(|schema| {
            write_body(body, schema, settings.validate)
                .map_err(|refused| invalid.extend(refused))
                .ok()
        });
        let is_create = operation.method == crate::endpoints::Method::Post;
        let of = if is_create {
            OptionsOf::Create
        } else {
            OptionsOf::Request
        };
        let (options, refused) = CallOptions::read(options, of, settings);
        invalid.extend(refused);
        if !invalid.is_empty() {
            return Err(Error::invalid(Some(operation), invalid));
        }
        let call = Rc::new(self.call(operation, Rc::new(options)));
        let lookup = Lookup::new(operation, &ids, body, &self.state, call.started);
        let request = self.request(operation, &ids, filter.as_ref(), json);
        Ok(Prepared {
            call,
            request,
            lookup,
        })
    }

    pub(crate) fn call(&self, operation: &'static Operation, options: Rc<CallOptions>) -> Call {
        let clock = Clock::new(self.host.clock());
        Call {
            state: Rc::clone(&self.state),
            host: self.host.clone(),
            started: clock.now(),
            clock,
            operation,
            options,
            poll_time_ms: None,
            progress: Progress::default(),
        }
    }

    pub(crate) fn request(
        &self,
        operation: &'static Operation,
        ids: &[String],
        filter: Option<&(&'static str, String)>,
        body: Option<String>,
    ) -> Request {
        let mut url = self.state.settings.base_url.clone();
        url.push_str(&operation.path_with(ids));
        if let Some((name, value)) = filter {
            let query = QueryParams::new();
            query.append(name, value);
            url.push('?');
            url.push_str(&query.to_string());
        }
        Request {
            operation,
            url,
            body,
        }
    }

    /// Makes a call: the one future that every operation shares.
    pub(crate) async fn run(self, prepared: Prepared) -> Result<JsValue, Error> {
        let call = Rc::clone(&prepared.call);
        let lookup = prepared.lookup.as_ref().map(Lookup::to_js);
        let work = self.complete(prepared);
        let circumstances = || {
            let is_write = !call.operation.method.is_idempotent();
            let outcome_unknown = is_write && call.progress.is_under_way.get();
            let mut context = call.context();
            context.lookup = lookup.filter(|_| outcome_unknown).unwrap_or_default();
            (context, outcome_unknown)
        };
        abortable(call.options.signal.as_ref(), circumstances, work).await
    }

    async fn complete(&self, prepared: Prepared) -> Result<JsValue, Error> {
        let Prepared {
            call,
            request,
            mut lookup,
        } = prepared;
        if call.options.adopt
            && let Some(lookup) = &mut lookup
        {
            // What is there already was not made by this create.
            self.look(lookup, &call.options).await?;
            lookup.begin_here(&self.state);
        }
        let result = send(&call, &request).await;
        let (Err(mut error), Some(lookup)) = (result.clone(), lookup) else {
            return result;
        };
        if !matches!(error.kind(), ErrorKind::OutcomeUnknown(_)) {
            return result;
        }
        error.context_mut().lookup = lookup.to_js();
        if call.options.adopt {
            return self.adopt(&lookup, &call, error).await;
        }
        Err(error)
    }

    /// Looks for what a create may have made, until it shows or patience ends.
    async fn adopt(
        &self,
        lookup: &Lookup,
        call: &Call,
        mut error: Error,
    ) -> Result<JsValue, Error> {
        for pause in LOOKS_MS {
            call.clock.sleep(pause).await;
            let Ok(candidates) = self.look(lookup, &call.options).await else {
                continue;
            };
            if candidates.length() == 1 {
                return Ok(candidates.get(0));
            }
            error.context_mut().candidates = candidates.clone().into();
            if candidates.length() > 1 {
                break;
            }
        }
        error.context_mut().elapsed_ms = call.context().elapsed_ms;
        Err(error)
    }

    async fn look(
        &self,
        lookup: &Lookup,
        options: &Rc<CallOptions>,
    ) -> Result<js_sys::Array, Error> {
        let operation = lookup.list();
        let call = self.call(operation, Rc::clone(options));
        let ids: Vec<String> = lookup.cluster_id.iter().cloned().collect();
        let filter = operation.query.map(|name| (name, lookup.name.clone()));
        let request = self.request(operation, &ids, filter.as_ref(), None);
        let list = send(&call, &request).await?;
        Ok(lookup.candidates(&list, &self.state))
    }

    /// The candidates for a create of unknown outcome, as its error remembers it.
    pub(crate) async fn find_candidates(
        self,
        lookup: JsValue,
        options: JsValue,
    ) -> Result<JsValue, Error> {
        let settings = &self.state.settings;
        let (options, invalid) = CallOptions::read(&options, OptionsOf::Request, settings);
        let Some(lookup) = Lookup::from_js(&lookup).filter(|_| invalid.is_empty()) else {
            return Err(Error::invalid(None, invalid));
        };
        let options = Rc::new(options);
        let call = self.call(lookup.list(), Rc::clone(&options));
        let context = || (call.context(), false);
        let search = async { self.look(&lookup, &options).await.map(JsValue::from) };
        abortable(options.signal.as_ref(), context, search).await
    }
}

/// Ends a piece of work as soon as the caller aborts. What the work holds (a request, a timer) is
/// dropped with it.
pub(crate) async fn abortable(
    signal: Option<&JsValue>,
    context: impl FnOnce() -> (crate::error::Context, bool),
    work: impl Future<Output = Result<JsValue, Error>>,
) -> Result<JsValue, Error> {
    match race(Abort::listen(signal), work).await {
        Either::Second(result) => result,
        Either::First(()) => {
            let (mut context, outcome_unknown) = context();
            context.cause = signal.map_or(JsValue::UNDEFINED, |signal| get(signal, "reason"));
            let summary = if outcome_unknown {
                "aborted while it was under way: it may or may not take effect"
            } else {
                "aborted"
            };
            let kind = ErrorKind::Aborted { outcome_unknown };
            Err(Error::new(kind, context.with(summary)))
        }
    }
}

fn write_body(
    body: &JsValue,
    schema: &'static Schema,
    validate: bool,
) -> Result<String, Vec<InvalidValue>> {
    if validate {
        return body::checked(body, schema);
    }
    body::unchecked(body)
}

/// What is wrong with a request's body: what the forms of a page ask.
pub(crate) fn validate(body: &JsValue, schema: &'static Schema) -> Vec<InvalidValue> {
    body::checked(body, schema).err().unwrap_or_default()
}

/// The ids of an operation's path. They are checked whatever `validate` says: an empty one would
/// turn the path into another operation's.
pub(crate) fn read_ids(
    operation: &Operation,
    values: &[JsValue],
) -> (Vec<String>, Vec<InvalidValue>) {
    let mut ids = Vec::new();
    let mut invalid = Vec::new();
    for (name, value) in operation.parameters().zip(values) {
        match checked_text(name, value, PATH_ID) {
            Ok(id) => ids.push(id),
            Err(refused) => invalid.extend(refused),
        }
    }
    (ids, invalid)
}
