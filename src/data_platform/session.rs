//! A client: its settings and memory in the core, and what is the caller's.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::host::sys::UserClock;
use super::host::{Clock, call, settled};
use super::{Options, tell};
use crate::client::Client;
use crate::data_platform::take_cell::TakeCell;
use crate::error::Error;
use crate::message::Value;
use crate::step::Moment;
use crate::task::Time;
use crate::transport::credentials::TokenCache;

/// A client.
pub(super) struct Session {
    /// Borrowed for a step of a task, which calls nothing of the host.
    client: RefCell<Client>,
    pub(super) fetch: Option<Function>,
    pub(super) clock: Clock,
    token: Option<Function>,
    on_event: Option<Function>,
    /// The latest call of the token function, with its number: an earlier one, which was given up, is
    /// waited for by nobody new.
    asked: TakeCell<Option<(u32, Promise)>>,
}

/// What a call of the token function gave, as the core is told, and what it threw.
pub(super) struct TokenGiven {
    pub(super) told: String,
    pub(super) thrown: JsValue,
}

impl Session {
    pub(super) fn open(options: &Options) -> Result<Self, Error> {
        let told = tell::client(options);
        let client = Client::open(Value::of(told.as_bytes()))?;
        let clock = options.clock.clone();
        Ok(Self {
            client: RefCell::new(client),
            fetch: options.fetch.clone(),
            clock: Clock::new(clock.map(JsCast::unchecked_into::<UserClock>)),
            token: options.token_function.clone(),
            on_event: options.on_event.clone(),
            asked: TakeCell::default(),
        })
    }

    pub(super) fn with_client<R>(&self, work: impl FnOnce(&mut Client) -> R) -> R {
        work(&mut self.client.borrow_mut())
    }

    pub(super) fn time(&self) -> Time {
        Time {
            now: self.clock.now(),
            random: self.clock.random(),
        }
    }

    /// Hands an event to whoever listens. Watching a call must not break it.
    pub(super) fn tell(&self, events: Vec<String>) {
        for event in events {
            if let (Some(listener), Ok(event)) = (&self.on_event, js_sys::JSON::parse(&event)) {
                let _ = call(listener, &JsValue::UNDEFINED, &[&event]);
            }
        }
    }

    /// Calls the token function.
    pub(super) fn ask(self: &Rc<Self>, number: u32) {
        let answer = future_to_promise(Rc::clone(self).take_token(number));
        self.asked.with(|asked| *asked = Some((number, answer)));
    }

    /// What a call of the token function gives; it is shared by all who wait for it.
    pub(super) async fn token(&self, number: u32) -> TokenGiven {
        let answer = self.asked.with(|asked| {
            let latest = asked.as_ref().filter(|(latest, _)| *latest == number);
            latest.map(|(_, answer)| answer.clone())
        });
        let given = match answer {
            Some(answer) => JsFuture::from(answer).await.unwrap_or_default(),
            None => JsValue::UNDEFINED,
        };
        let given = given.dyn_into::<Array>().unwrap_or_default();
        TokenGiven {
            told: given
                .get(0)
                .as_string()
                .unwrap_or_else(|| "null".to_owned()),
            thrown: given.get(1),
        }
    }

    /// The core takes in what comes of it before those who wait hear of it, and whether or not anybody
    /// still waits.
    async fn take_token(self: Rc<Self>, number: u32) -> Result<JsValue, JsValue> {
        let function = self.token.as_ref().ok_or(JsValue::UNDEFINED);
        let returned = function.and_then(|token| call(token, &JsValue::UNDEFINED, &[]));
        let (told, thrown) = match settled(returned).await {
            Ok(given) => (tell::token(&given), JsValue::UNDEFINED),
            Err(thrown) => ("null".to_owned(), thrown),
        };
        self.asked
            .with(|asked| asked.take_if(|(latest, _)| *latest == number));
        let time = self.time();
        let events = self.with_client(|client| {
            let mut moment = Moment::new(client, time);
            let value = Value::of(told.as_bytes());
            TokenCache::take(&mut moment, number, value);
            moment.told.events
        });
        self.tell(events);
        Ok(Array::of2(&told.into(), &thrown).into())
    }
}
