//! A task under way: it does what the core says is to be done next, and tells the core what came of it.
//! It fetches, sleeps and listens, and decides nothing.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::Headers;
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

use super::host::{
    Abort, Either, UnderWay, call, get, is_cloudflare, method, number, race, settled, sys,
};
use super::session::{Session, TokenGiven};
use crate::client::{Kind, Wish};
use crate::error::{Error, ErrorKind, Failure};
use crate::message::{Value, Writer};
use crate::step::{Given, Head, Input, Step, Thrown, Told};
use crate::task::Task;
use crate::transport::Exchange;

/// What a task has of its caller's.
#[derive(Default)]
pub(super) struct Caller {
    pub(super) signal: Option<AbortSignal>,
    /// The text of the request's body.
    pub(super) body: String,
    pub(super) on_progress: Option<Function>,
}

/// A task, and what it needs of the host. Dropping it ends it, and what the host does for it.
pub(super) struct Run {
    session: Rc<Session>,
    caller: Caller,
    task: Task,
    /// What is to be done when the caller wants to go on, after a step that was given up too; nothing when
    /// it is over.
    next: Option<(Step, Told)>,
    answer: Vec<u8>,
    resource: JsValue,
    thrown: [JsValue; 2],
}

/// What came of a step.
enum Came {
    Time,
    Answer(Head, Vec<u8>),
    Thrown(Head, JsValue),
    NoResponse(Head),
    Token(TokenGiven),
    Abort { is_sent: bool },
}

impl Run {
    pub(super) fn begin(
        session: &Rc<Session>,
        kind: Kind,
        told: &str,
        caller: Caller,
    ) -> Result<Self, Error> {
        let wish = Wish {
            kind,
            is_aborted: caller.signal.as_ref().is_some_and(AbortSignal::aborted),
            told: told.as_bytes(),
            body: caller.body.as_bytes(),
        };
        let time = session.time();
        let begun = session.with_client(|client| Task::begin(client, time, &wish));
        let (task, step, told) = begun?;
        Ok(Self {
            session: Rc::clone(session),
            caller,
            task,
            next: Some((step, told)),
            answer: Vec::new(),
            resource: JsValue::UNDEFINED,
            thrown: Default::default(),
        })
    }

    /// Goes on until it is over, or rests; gives what is handed out. Once it is over, gives nothing.
    pub(super) async fn next(&mut self) -> Result<JsValue, Error> {
        let Some((mut step, mut told)) = self.next.take() else {
            return Ok(JsValue::UNDEFINED);
        };
        // Whoever drops this future may come back for another: a wait then looks anew.
        self.next = Some((Step::Rest, Told::default()));
        self.task.rest();
        let mut abort = Abort::listen(self.caller.signal.as_ref());
        let mut is_first = true;
        loop {
            if let Step::Token {
                number, ask: true, ..
            } = step
            {
                // Before a listener can abort this task: others may wait for the function's answer too.
                self.session.ask(number);
            }
            self.tell(told);
            match step {
                Step::Give(given) => {
                    self.next = None;
                    return self.value(&given);
                }
                Step::Fail(failure) => {
                    self.next = None;
                    return Err(self.error(failure));
                }
                Step::Rest if !is_first => return self.value(&Given::Answer),
                _ => {}
            }
            let is_sent = Cell::new(false);
            let came = match race(&mut abort, self.perform(&step, &is_sent)).await {
                Either::First(()) => Came::Abort {
                    is_sent: is_sent.get(),
                },
                Either::Second(came) => came,
            };
            (step, told) = self.on(came);
            is_first = false;
        }
    }

    async fn perform(&self, step: &Step, is_sent: &Cell<bool>) -> Came {
        let clock = &self.session.clock;
        match step {
            Step::Token { number, ms, .. } => {
                let token = self.session.token(*number);
                match race(token, clock.sleep(*ms)).await {
                    Either::First(given) => Came::Token(given),
                    Either::Second(()) => Came::Time,
                }
            }
            Step::Send { headers, ms } => {
                let answer = self.send(headers.as_deref(), is_sent);
                match race(answer, clock.sleep(*ms)).await {
                    Either::First(came) => came,
                    Either::Second(()) => Came::Time,
                }
            }
            Step::Sleep(ms) => {
                clock.sleep(*ms).await;
                Came::Time
            }
            Step::Rest | Step::Give(_) | Step::Fail(_) => Came::Time,
        }
    }

    async fn send(&self, headers: Option<&str>, is_sent: &Cell<bool>) -> Came {
        let Some(exchange) = self.task.exchange() else {
            return Came::Time;
        };
        let under_way = UnderWay::begin();
        let init = self.init(exchange, headers, under_way.signal().as_ref());
        is_sent.set(true);
        let returned = match &self.session.fetch {
            Some(fetch) => call(
                fetch,
                &JsValue::UNDEFINED,
                &[&exchange.url.as_str().into(), &init],
            ),
            None => sys::fetch(&exchange.url, &init).map(JsValue::from),
        };
        let response = match settled(returned).await {
            Ok(response) => response,
            Err(thrown) => return Came::Thrown(Head::default(), thrown),
        };
        let Some((head, body)) = read_head(&response) else {
            return Came::NoResponse(Head::default());
        };
        let buffer = match settled(call(&body, &response, &[])).await {
            Ok(buffer) => buffer,
            Err(thrown) => return Came::Thrown(head, thrown),
        };
        under_way.finish();
        // Told by what it has, not by its class: it may be of another realm.
        let is_buffer = number(&get(&buffer, "byteLength")).is_some();
        match sys::Bytes::of(&buffer) {
            Ok(bytes) if is_buffer => Came::Answer(head, Uint8Array::from(bytes).to_vec()),
            _ => Came::NoResponse(head),
        }
    }

    fn init(
        &self,
        exchange: &Exchange,
        own_headers: Option<&str>,
        signal: Option<&AbortSignal>,
    ) -> JsValue {
        let headers = Headers::new();
        let (usual, credentials) = self.session.with_client(|client| {
            let mut usual = Writer::object();
            usual.members(&client.settings.usual_headers);
            (usual.finish(), client.settings.credentials.clone())
        });
        let members = own_headers.unwrap_or(&usual);
        for (name, value) in Value::of(members.as_bytes()).members() {
            headers.set(&name, &value.text().unwrap_or_default());
        }
        let init = RequestInit::new();
        init.set_method(exchange.operation.method.as_str());
        init.set_headers(&headers.into_raw());
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(signal);
        if exchange.operation.body.is_some() {
            init.set_body(&self.caller.body.as_str().into());
        }
        let credentials = credentials.as_deref().map(JsValue::from);
        if let Some(mode) = credentials.and_then(|mode| RequestCredentials::from_js_value(&mode)) {
            init.set_credentials(mode);
        }
        if exchange.is_poll() && !is_cloudflare() {
            init.set_cache(RequestCache::NoStore);
        }
        init.into()
    }

    /// Tells the core what came of a step; gives the next one.
    fn on(&mut self, came: Came) -> (Step, Told) {
        let token;
        let slot = self.task.exchange().map_or(0, |exchange| exchange.slot);
        let slot = usize::from(slot);
        let input = match came {
            Came::Time => Input::Time,
            Came::Answer(head, body) => {
                self.answer = body;
                let body = &self.answer;
                Input::Answer { head, body }
            }
            Came::Thrown(head, value) => {
                let thrown = Thrown {
                    words: words_of(&value),
                    code: code_of(&value),
                };
                keep(&mut self.thrown, slot, value);
                Input::Thrown { head, thrown }
            }
            Came::NoResponse(head) => Input::NoResponse { head },
            Came::Token(given) => {
                token = given.told;
                keep(&mut self.thrown, slot, given.thrown);
                Input::Token(Value::of(token.as_bytes()))
            }
            Came::Abort { is_sent } => {
                let signal = self.caller.signal.as_ref();
                let reason = signal.map_or(JsValue::UNDEFINED, AbortSignal::reason);
                let words = words_of(&reason);
                keep(&mut self.thrown, 0, reason);
                Input::Abort { is_sent, words }
            }
        };
        let (task, time) = (&mut self.task, self.session.time());
        self.session
            .with_client(|client| task.on(client, time, &input))
    }

    /// Tells what is to be told before a step. Watching a wait must not break it.
    fn tell(&mut self, told: Told) {
        self.session.tell(told.events);
        let Some(progress) = told.progress else {
            return;
        };
        self.resource = if told.is_gone {
            JsValue::UNDEFINED
        } else {
            // What cannot be parsed is told when it is handed out.
            self.value(&Given::Answer).unwrap_or_default()
        };
        let progress = js_sys::JSON::parse(&progress).unwrap_or_default();
        if let Some(listener) = &self.caller.on_progress {
            let _ = call(listener, &JsValue::UNDEFINED, &[&self.resource, &progress]);
        }
    }

    /// What is handed out, of the last answer.
    fn value(&self, given: &Given) -> Result<JsValue, Error> {
        if *given == Given::Nothing {
            return Ok(JsValue::UNDEFINED);
        }
        let text = String::from_utf8_lossy(&self.answer);
        // The core takes a byte order mark as the host's decoder does; the host's parser takes none.
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // The core found it to be JSON; a text can be too long for a string of the host.
        let value = js_sys::JSON::parse(text).map_err(|thrown| {
            let kind = ErrorKind::InvalidResponse { path: None };
            let failure = Failure::new(kind, "the host cannot parse the answer".to_owned());
            Error {
                cause: thrown,
                ..failure.into()
            }
        })?;
        let item = |place: &u32| get(&get(&value, "items"), &place.to_string());
        Ok(match given {
            Given::Nothing | Given::Answer => value,
            Given::Wrapped => {
                let object = Object::new();
                // It fails on frozen objects and proxies only, and this is neither.
                let _ = Reflect::set(&object, &"items".into(), &value);
                object.into()
            }
            Given::Item(place) => item(place),
            Given::Items(places) => places.iter().map(item).collect::<Array>().into(),
        })
    }

    fn error(&self, failure: Failure) -> Error {
        let slot = failure.thrown().map(usize::from);
        let cause = slot.and_then(|slot| self.thrown.get(slot)).cloned();
        Error {
            failure,
            cause: cause.unwrap_or_default(),
            resource: self.resource.clone(),
        }
    }
}

fn keep(thrown: &mut [JsValue], slot: usize, value: JsValue) {
    if let Some(place) = thrown.get_mut(slot) {
        *place = value;
    }
}

/// The head of an answer and the function that reads its body; `None` if it is no `Response`.
fn read_head(response: &JsValue) -> Option<(Head, Function)> {
    let body = method(response, "arrayBuffer")?;
    let status = number(&get(response, "status"))?;
    let headers = get(response, "headers");
    let read = method(&headers, "get")?;
    let header = |name: &str| call(&read, &headers, &[&name.into()]).ok()?.as_string();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let head = Head {
        status: Some(status as u16).filter(|status| *status > 0),
        content_type: header("Content-Type"),
        retry_after: header("Retry-After"),
        request_id: header("X-Request-Id"),
    };
    Some((head, body))
}

/// What an error says that may be of any type.
fn words_of(thrown: &JsValue) -> Option<String> {
    let message = get(thrown, "message").as_string();
    message.or_else(|| thrown.as_string())
}

/// The code that Node.js gives for a network failure, on the error or on its cause.
fn code_of(thrown: &JsValue) -> Option<String> {
    let code = get(&get(thrown, "cause"), "code").as_string();
    code.or_else(|| get(thrown, "code").as_string())
}
