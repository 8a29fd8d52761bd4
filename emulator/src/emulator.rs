use std::rc::Rc;

use crate::auth::{self, Identity, Tenants};
use crate::config::{Config, ConfigError, Role};
use crate::dates::LATEST;
use crate::faults::{Fault, Faults};
use crate::journal::{Entry, Journal};
use crate::lifecycle::Outcome;
use crate::operations::{self, Call};
use crate::random::SplitMix64;
use crate::reply::{Refusal, Reply};
use crate::router::{self, Route};
use crate::uuid::Uuid;
use crate::world::World;

/// A request as a door received it.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The method.
    pub method: &'a str,
    /// Path and query, as in a request line.
    pub target: &'a str,
    /// The header fields.
    pub headers: &'a [(String, String)],
    /// The body.
    pub body: &'a [u8],
}

impl<'a> Request<'a> {
    /// The first value of a header field.
    fn header(&self, name: &str) -> Option<&'a str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(present, _)| present.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// The API, with the resources of all contracts. It has neither a clock nor a network: it is told
/// the time with each request.
pub struct Emulator {
    pub(crate) config: Config,
    pub(crate) world: World,
    pub(crate) tenants: Tenants,
    pub(crate) faults: Faults,
    pub(crate) journal: Journal,
    request_ids: SplitMix64,
}

impl Emulator {
    /// Opens an emulator without any resources.
    ///
    /// # Errors
    /// When the configuration contradicts itself.
    pub fn new(config: Config) -> Result<Self, ConfigError> {
        config.check()?;
        Ok(Self::open(config))
    }

    /// Puts everything back to what it was when the emulator was opened.
    pub fn reset(&mut self) {
        *self = Self::open(self.config.clone());
    }

    fn open(config: Config) -> Self {
        let stream = |number| SplitMix64::new(config.seed, number);
        Self {
            world: World::new(&config, stream(0)),
            tenants: Tenants::new(&config),
            faults: Faults::new(stream(1)),
            journal: Journal::default(),
            request_ids: stream(2),
            config,
        }
    }

    /// What the URLs in answers begin with.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.world.settings.base_url
    }

    /// Answers a request at a time, in milliseconds since 1970.
    pub fn exchange(&mut self, now: u64, request: &Request<'_>) -> Reply {
        let now = now.min(LATEST);
        let route = router::route(request.method, request.target);
        let operation = route.as_ref().ok().map(|route| route.operation);
        let caller = request
            .header("authorization")
            .and_then(|value| self.tenants.identify(value));
        let drawn = operation.and_then(|operation| self.faults.draw(operation));
        let fault = drawn.as_ref().map(|(_, fault)| fault);

        let mut reply = if fault.is_none_or(|fault| fault.reaches_the_service()) {
            let outcome = fault.and_then(|fault| fault.outcome());
            self.answer(now, route, caller.clone(), request, outcome)
        } else {
            Reply::default()
        };
        let fault = self.play(drawn, &mut reply);
        reply.operation = operation.map(|operation| operation.name);
        let request_id = self.sign(&mut reply);
        self.journal.record(Entry {
            at: now,
            method: request.method.to_owned(),
            target: request.target.to_owned(),
            operation: reply.operation,
            status: reply.is_sent().then_some(reply.status),
            request_id,
            tenant: caller,
            fault,
        });
        reply
    }

    /// Plays the fault that was drawn. One of provisioning waits for a request that starts work.
    fn play(&mut self, drawn: Option<(usize, Fault)>, reply: &mut Reply) -> Option<Fault> {
        let (place, fault) = drawn?;
        if fault.outcome().is_some() && !reply.begins_work {
            return None;
        }
        self.faults.played(place);
        fault.spoil(reply);
        Some(fault)
    }

    /// Gives a reply its id.
    fn sign(&mut self, reply: &mut Reply) -> String {
        let request_id = Uuid(self.request_ids.uuid()).to_string();
        if reply.is_sent() {
            reply.set_header("X-Request-Id", request_id.clone());
        }
        request_id
    }

    fn answer(
        &mut self,
        now: u64,
        route: Result<Route<'_>, Refusal>,
        caller: Option<Rc<Identity>>,
        request: &Request<'_>,
        outcome: Option<Outcome>,
    ) -> Reply {
        let admitted = route.and_then(|route| {
            let caller = admit(caller, &route, request)?;
            Call::new(
                now,
                caller,
                &route,
                request.body,
                outcome.unwrap_or_default(),
            )
        });
        match admitted.and_then(|call| operations::perform(&mut self.world, &call)) {
            Ok(answer) => answer.into(),
            Err(refusal) => refusal.into(),
        }
    }
}

/// Checks who calls, and whether the body is of a kind that the API reads.
fn admit(
    caller: Option<Rc<Identity>>,
    route: &Route<'_>,
    request: &Request<'_>,
) -> Result<Rc<Identity>, Refusal> {
    let caller = caller.ok_or_else(auth::unauthorized)?;
    if caller.role == Role::User {
        return Err(auth::forbidden());
    }
    if route.operation.body.is_some() {
        check_encoding(request)?;
    }
    Ok(caller)
}

/// The API reads JSON in UTF-8. What does not say what it is may be tried.
fn check_encoding(request: &Request<'_>) -> Result<(), Refusal> {
    let coding = request.header("content-encoding").unwrap_or("identity");
    if !coding.trim().eq_ignore_ascii_case("identity") {
        return Err(unsupported(&format!("Content-Encoding: {coding}")));
    }
    let content_type = request.header("content-type").unwrap_or("application/json");
    let mut parts = content_type.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.eq_ignore_ascii_case("charset")
            .then(|| value.trim_matches('"'))
    });
    let is_json = media_type.eq_ignore_ascii_case("application/json");
    let is_utf8 = charset.is_none_or(|charset| charset.eq_ignore_ascii_case("utf-8"));
    if is_json && is_utf8 {
        return Ok(());
    }
    Err(unsupported(&format!("Content-Type: {content_type}")))
}

fn unsupported(header: &str) -> Refusal {
    let message = format!("a body must be application/json, not {header}");
    Refusal::new(415, "dsaas-415", &message)
}
