//! What the core and its host say to each other. The core does nothing by itself: it says what is to
//! be done next and is told what came of it. So all decisions are plain functions of what was seen,
//! and whoever drives them (the package's facade, or [`crate::DataPlatform`]) does nothing but
//! fetching, sleeping and listening.

use crate::client::Client;
use crate::endpoints::Operation;
use crate::error::Failure;
use crate::message::{Value, Writer};
use crate::task::Time;

/// What the host is to do next.
pub(crate) enum Step {
    /// To wait for what the token function's call of a number gives, at most for a time.
    Token {
        number: u32,
        /// Whether the function is to be called first.
        ask: bool,
        ms: f64,
    },
    /// To send the request of the exchange that is under way, and to read its answer to the end.
    Send {
        /// As a JSON object, where they are not the client's usual ones.
        headers: Option<String>,
        /// The time that the attempt has left; without an end where it is infinite.
        ms: f64,
    },
    /// To wait.
    Sleep(f64),
    /// To do nothing until the caller wants to go on.
    Rest,
    /// To hand something out: it is over.
    Give(Given),
    /// To throw: it is over.
    Fail(Failure),
}

/// What is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Given {
    /// Nothing: what was asked for is gone.
    Nothing,
    /// The value of the last answer.
    Answer,
    /// The same as `items` of an object.
    Wrapped,
    /// One of the items of the last answer.
    Item(u32),
    /// Some of the items of the last answer.
    Items(Vec<u32>),
}

/// What came of a step.
pub(crate) enum Input<'a> {
    /// The time of the step is over; or the caller wants to go on.
    Time,
    /// An answer came to its end.
    Answer { head: Head, body: &'a [u8] },
    /// The host threw something, before or behind the head of an answer.
    Thrown { head: Head, thrown: Thrown },
    /// What the host gave is no answer.
    NoResponse { head: Head },
    /// What the token function gave, or that it threw.
    Token(Value<'a>),
    /// The caller aborted.
    Abort {
        /// Whether the request of the present step was handed over already.
        is_sent: bool,
        /// The words of the reason.
        words: Option<String>,
    },
}

impl<'a> Input<'a> {
    /// The head of an answer, where there was one.
    pub(crate) fn head(&self) -> Option<&Head> {
        match self {
            Self::Answer { head, .. } | Self::Thrown { head, .. } | Self::NoResponse { head } => {
                Some(head)
            }
            Self::Time | Self::Token(_) | Self::Abort { .. } => None,
        }
    }

    /// The body of an answer; of anything else, nothing.
    pub(crate) fn body(&self) -> &'a [u8] {
        match self {
            Self::Answer { body, .. } => body,
            _ => &[],
        }
    }
}

/// The head of an answer, as far as it matters.
#[derive(Debug, Clone, Default)]
pub(crate) struct Head {
    pub(crate) status: Option<u16>,
    pub(crate) content_type: Option<String>,
    pub(crate) retry_after: Option<String>,
    pub(crate) request_id: Option<String>,
}

/// What is known of something that the host threw.
#[derive(Debug, Clone, Default)]
pub(crate) struct Thrown {
    pub(crate) words: Option<String>,
    /// The code that Node.js gives, on the error or on its cause.
    pub(crate) code: Option<String>,
}

/// A moment in which the core decides, and what it tells beside its decision.
pub(crate) struct Moment<'a> {
    /// What the client is, and remembers.
    pub(crate) client: &'a mut Client,
    /// Milliseconds since the epoch.
    pub(crate) now: f64,
    /// A number from 0 (included) to 1 (excluded).
    pub(crate) random: f64,
    pub(crate) told: Told,
}

/// What the host is to tell its caller before it does the next step.
#[derive(Default)]
pub(crate) struct Told {
    /// Events, as JSON.
    pub(crate) events: Vec<String>,
    /// Which items of the last answer to keep: the candidates for what a create made.
    pub(crate) candidates: Option<Vec<u32>>,
    /// What a wait saw: its progress, as JSON.
    pub(crate) progress: Option<String>,
    /// Whether what the wait looked for was not there.
    pub(crate) is_gone: bool,
}

impl<'a> Moment<'a> {
    pub(crate) fn new(client: &'a mut Client, time: Time) -> Self {
        Self {
            client,
            now: time.now,
            random: time.random,
            told: Told::default(),
        }
    }

    /// The milliseconds since a time; none where the clock was set back meanwhile. Never inlined: it is called in many places.
    #[inline(never)]
    pub(crate) fn since(&self, time: f64) -> f64 {
        (self.now - time).max(0.0)
    }

    /// Begins an event, if somebody listens. It names the operation and the template of its URL, never a
    /// URL, a header or a body: so no secret can be in it.
    pub(crate) fn event(
        &self,
        kind: &str,
        operation: Option<&'static Operation>,
    ) -> Option<Writer> {
        if !self.client.settings.listens {
            return None;
        }
        let mut event = Writer::object();
        event.text("type", kind);
        event.number("at", self.now);
        if let Some(operation) = operation {
            operation.describe(&mut event);
        }
        Some(event)
    }

    /// Tells an event.
    pub(crate) fn emit(&mut self, event: Writer) {
        self.told.events.push(event.finish());
    }
}
