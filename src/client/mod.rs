//! A client: its settings, what it remembers, and the way of a call from the caller's values to
//! the transport.

pub(crate) mod adoption;
mod arguments;
mod body;
pub(crate) mod options;
mod seen;
mod version;

use std::pin::{Pin, pin};
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
use adoption::{Creates, LOOKS_MS, Lookup, id_of};
use arguments::checked_text;
use options::{CallOptions, OptionsOf, Settings};
use seen::SeenIds;

pub(crate) use version::newest;

/// What a client is on this side: plain data, so that nothing of JavaScript is kept alive by it.
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) tokens: TokenCache,
    pub(crate) seen: SeenIds,
    pub(crate) creates: Creates,
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
    /// The filter of a list, or the body of a write.
    pub(crate) value: JsValue,
    pub(crate) options: JsValue,
}

/// A call that was understood and can be made.
pub(crate) struct Prepared {
    call: Call,
    request: Request,
}

impl State {
    /// Reads the options of a client.
    pub(crate) fn open(options: &JsValue) -> Result<Self, Error> {
        let settings = Settings::read(options).map_err(|values| Error::invalid(None, values))?;
        Ok(Self {
            settings,
            tokens: TokenCache::default(),
            seen: SeenIds::default(),
            creates: Creates::default(),
        })
    }
}

impl Client {
    /// Understands what the caller wants, or says everything that is wrong with it.
    pub(crate) fn prepare(&self, arguments: &Arguments) -> Result<Prepared, Error> {
        let Arguments {
            operation,
            ids,
            value,
            options,
        } = arguments;
        let settings = &self.state.settings;
        let (ids, mut invalid) = read_ids(operation, ids);
        let filter = operation.query.and_then(|name| {
            let (filter, refused) = options::read_query(value, name, settings.validate);
            invalid.extend(refused);
            filter.map(|filter| (name, filter))
        });
        let json = operation.body.as_ref().and_then(|schema| {
            write_body(value, schema, settings.validate)
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
        let mut call = self.call(operation, Rc::new(options));
        call.lookup = Lookup::new(operation, &ids, value, &self.state, call.started);
        let request = self.request(operation, &ids, filter.as_ref(), json);
        Ok(Prepared { call, request })
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
            lookup: None,
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
        let work = pin!(self.complete(&prepared));
        abortable(&prepared.call, work).await
    }

    async fn complete(&self, prepared: &Prepared) -> Result<JsValue, Error> {
        let Prepared { call, request } = prepared;
        let adopted = call.lookup.as_ref().filter(|_| call.options.adopt);
        if let Some(lookup) = adopted {
            // What is there already was not made by this create.
            self.look(lookup, &call.options).await?;
            lookup.begin_here(&self.state);
        }
        match (send(call, request).await, adopted) {
            (Err(error), Some(lookup)) if error.is_outcome_unknown() => {
                self.adopt(lookup, call, error).await
            }
            (result, _) => result,
        }
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
            error.context_mut().candidates = candidates.clone().into();
            if lookup.has_rival(&self.state) {
                continue;
            }
            match candidates.length() {
                0 => {}
                1 => {
                    let adopted = candidates.get(0);
                    self.state.seen.claim(id_of(&adopted).as_slice());
                    return Ok(adopted);
                }
                _ => break,
            }
        }
        error.context_mut().elapsed_ms = call.elapsed_ms();
        Err(error)
    }

    async fn look(
        &self,
        lookup: &Lookup,
        options: &Rc<CallOptions>,
    ) -> Result<js_sys::Array, Error> {
        let operation = lookup.list();
        let call = self.call(operation, Rc::clone(options));
        let ids: Vec<String> = lookup.target.cluster_id.iter().cloned().collect();
        let filter = operation
            .query
            .map(|name| (name, lookup.target.name.clone()));
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
        let search = pin!(async { self.look(&lookup, &options).await.map(JsValue::from) });
        abortable(&call, search).await
    }
}

/// Ends a piece of work as soon as its caller aborts. What the work holds (a request, a timer) is
/// dropped with it.
pub(crate) async fn abortable(
    call: &Call,
    work: Pin<&mut dyn Future<Output = Result<JsValue, Error>>>,
) -> Result<JsValue, Error> {
    match race(Abort::listen(call.options.signal.as_ref()), work).await {
        Either::First(()) => Err(aborted(call)),
        Either::Second(result) => result,
    }
}

fn aborted(call: &Call) -> Error {
    let is_write = !call.operation.method.is_idempotent();
    let outcome_unknown = is_write && call.progress.is_under_way.get();
    let summary = if outcome_unknown {
        "aborted while it was under way: it may or may not take effect"
    } else {
        "aborted"
    };
    let mut error = call.error(ErrorKind::Aborted { outcome_unknown }, summary.to_owned());
    let signal = call.options.signal.as_ref();
    if let Some(lookup) = call.lookup.as_ref().filter(|_| outcome_unknown) {
        error.context_mut().lookup = lookup.to_js();
    }
    let reason = signal.map_or(JsValue::UNDEFINED, |signal| get(signal, "reason"));
    call.because(error, reason)
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
