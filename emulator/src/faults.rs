use std::collections::VecDeque;

use ionoscloud_dataplatform::endpoints::{self, Method, Operation};
use ionoscloud_dataplatform::models::State;
use serde::{Deserialize, Serialize};

use crate::lifecycle::Outcome;
use crate::names;
use crate::random::SplitMix64;
use crate::reply::{Delivery, Refusal, Reply};

/// Something that goes wrong on demand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "kind",
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub(crate) enum Fault {
    /// Another status than the one that was meant.
    Status {
        /// The status.
        status: u16,
        /// The header field `Retry-After`: seconds, or a date.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<RetryAfter>,
        /// What the body is.
        #[serde(default)]
        body: FaultBody,
        /// Whether the request took effect nevertheless.
        #[serde(default)]
        applied: bool,
    },
    /// The connection is closed without an answer.
    Drop {
        /// Whether the request took effect nevertheless.
        #[serde(default)]
        applied: bool,
    },
    /// No connection is made.
    Refuse {},
    /// No answer comes, ever.
    Hang {
        /// Whether the request took effect nevertheless.
        #[serde(default)]
        applied: bool,
    },
    /// The answer comes late.
    Delay {
        /// So many milliseconds late.
        ms: u64,
    },
    /// The body comes in pieces.
    SlowBody {
        /// Spread over so many milliseconds.
        ms: u64,
    },
    /// The body ends too early.
    Truncate {
        /// After so many bytes, at least one before its end; after half of them by default.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bytes: Option<u64>,
    },
    /// The body is empty.
    EmptyBody {},
    /// The body is no JSON, although it says so.
    BrokenJson {},
    /// The body is called something else.
    ContentType {
        /// The value of the header field.
        value: String,
    },
    /// The request is sent somewhere else, with status 307.
    Redirect {
        /// The value of the header field `Location`.
        location: String,
    },
    /// The request is accepted, but the work that it starts goes wrong.
    Provisioning {
        /// How.
        outcome: ProvisioningOutcome,
        /// The state, for [`ProvisioningOutcome::UnknownState`]: none that work passes through anyway.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        state: Option<String>,
    },
}

/// The value of `Retry-After`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(
    untagged,
    expecting = "retryAfter must be whole seconds, or a text such as a date"
)]
pub(crate) enum RetryAfter {
    /// Seconds.
    Seconds(u64),
    /// A number that the header field cannot hold, read only to be refused by its value.
    Fraction(f64),
    /// As it is, for example a date.
    Text(String),
}

/// What the body of a failed answer is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum FaultBody {
    /// The service's own error shape.
    #[default]
    Json,
    /// The page of a gateway.
    Html,
    /// Nothing.
    Empty,
    /// Plain text.
    Text,
}

/// How the work goes wrong that a request starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ProvisioningOutcome {
    /// It fails in the end.
    Fail,
    /// It never ends.
    Hang,
    /// It succeeds in the end, but passes through a state that the API does not know.
    UnknownState,
}

/// A fault, and when it is played.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct FaultRule {
    /// The operation by its name (`clusters.create`) or by its id (`clustersPost`); `*` for all,
    /// which is the default.
    #[serde(default)]
    pub(crate) operation: Option<String>,
    /// How often: once by default, with a probability without end.
    #[serde(default)]
    pub(crate) count: Option<u32>,
    /// How likely it is each time; 1 by default.
    #[serde(default)]
    pub(crate) probability: Option<f64>,
    /// What goes wrong.
    pub(crate) fault: Fault,
}

/// A rule that is in force.
#[derive(Debug, Clone, Serialize)]
struct Pending {
    operation: &'static str,
    #[serde(rename = "count", skip_serializing_if = "Option::is_none")]
    left: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    fault: Fault,
}

/// The faults that are to be played, in the order in which they were asked for. An exchange plays
/// one of them at most.
pub(crate) struct Faults {
    pending: VecDeque<Pending>,
    random: SplitMix64,
}

impl Faults {
    pub(crate) fn new(random: SplitMix64) -> Self {
        Self {
            pending: VecDeque::new(),
            random,
        }
    }

    /// Adds a rule; says what is wrong with it otherwise.
    pub(crate) fn add(&mut self, rule: FaultRule) -> Result<(), String> {
        rule.fault.check()?;
        if rule.count == Some(0) {
            return Err("count must be 1 or more".to_owned());
        }
        if rule.probability.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
            return Err("probability must be from 0 to 1".to_owned());
        }
        let operation = scope(rule.operation.as_deref())?;
        if matches!(rule.fault, Fault::Provisioning { .. }) {
            check_begins_work(operation)?;
        }
        let always = rule.probability.is_none();
        self.pending.push_back(Pending {
            operation,
            left: rule.count.or(always.then_some(1)),
            probability: rule.probability,
            fault: rule.fault,
        });
        Ok(())
    }

    pub(crate) fn clear(&mut self) {
        self.pending.clear();
    }

    pub(crate) fn pending(&self) -> impl Serialize {
        &self.pending
    }

    pub(crate) fn len(&self) -> usize {
        self.pending.len()
    }

    /// The fault that an exchange is to play, with its place among the others.
    pub(crate) fn draw(&mut self, operation: &Operation) -> Option<(usize, Fault)> {
        let random = &mut self.random;
        let place = self.pending.iter().position(|pending| {
            pending.concerns(operation) && pending.probability.is_none_or(|p| random.unit() < p)
        })?;
        let pending = self.pending.get(place)?;
        Some((place, pending.fault.clone()))
    }

    /// Notes that the fault at a place has been played.
    pub(crate) fn played(&mut self, place: usize) {
        let Some(pending) = self.pending.get_mut(place) else {
            return;
        };
        let Some(left) = &mut pending.left else {
            return;
        };
        *left -= 1;
        if *left == 0 {
            self.pending.remove(place);
        }
    }
}

impl Pending {
    fn concerns(&self, operation: &Operation) -> bool {
        (self.operation == "*" || self.operation == operation.name)
            && (begins_work(operation) || !matches!(self.fault, Fault::Provisioning { .. }))
    }
}

fn begins_work(operation: &Operation) -> bool {
    operation.method != Method::Get
}

/// Refuses an operation by whose requests a provisioning fault would never be played.
fn check_begins_work(name: &str) -> Result<(), String> {
    let workers = endpoints::ALL
        .into_iter()
        .filter(|known| begins_work(known));
    let workers: Vec<_> = workers.map(|operation| operation.name).collect();
    if name == "*" || workers.contains(&name) {
        return Ok(());
    }
    Err(format!(
        "{name} begins no work that could go wrong; provisioning goes with {}, or *",
        workers.join(", ")
    ))
}

/// What a rule is about: the name of an operation, or `*`.
fn scope(name: Option<&str>) -> Result<&'static str, String> {
    match name {
        None | Some("*") => Ok("*"),
        Some(name) => names::operation(name).map(|operation| operation.name),
    }
}

impl Fault {
    fn check(&self) -> Result<(), String> {
        let (text, what) = match self {
            Self::Status { status, .. } if !(200..=599).contains(status) => {
                return Err("status must be from 200 to 599".to_owned());
            }
            Self::Provisioning { outcome, state } => {
                let Some(state) = state else { return Ok(()) };
                return check_unknown_state(*outcome, state);
            }
            Self::Status {
                retry_after: Some(RetryAfter::Fraction(number)),
                ..
            } => {
                return Err(format!(
                    "retryAfter must be whole seconds, or a text such as a date, not {number}"
                ));
            }
            Self::Status {
                retry_after: Some(RetryAfter::Text(text)),
                ..
            } => (text, "retryAfter"),
            Self::ContentType { value } => (value, "value"),
            Self::Redirect { location } => (location, "location"),
            _ => return Ok(()),
        };
        let printable = text.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        printable
            .then_some(())
            .ok_or_else(|| format!("{what} must be printable ASCII"))
    }

    /// Whether the request reaches the service.
    pub(crate) fn reaches_the_service(&self) -> bool {
        match self {
            Self::Status { applied, .. } | Self::Drop { applied } | Self::Hang { applied } => {
                *applied
            }
            Self::Refuse {} | Self::Redirect { .. } => false,
            _ => true,
        }
    }

    /// How the work goes that the request starts; `None` when the fault is of another kind.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        let Self::Provisioning { outcome, state } = self else {
            return None;
        };
        Some(match outcome {
            ProvisioningOutcome::Fail => Outcome::Failure,
            ProvisioningOutcome::Hang => Outcome::Hang,
            ProvisioningOutcome::UnknownState => {
                let state = state.as_deref().unwrap_or("RECONCILING");
                Outcome::Detour(State::from(state.to_owned()))
            }
        })
    }

    /// Spoils a reply.
    pub(crate) fn spoil(&self, reply: &mut Reply) {
        match self {
            Self::Status {
                status,
                retry_after,
                body,
                ..
            } => {
                *reply = failed(*status, *body);
                if let Some(retry_after) = retry_after {
                    reply.set_header("Retry-After", retry_after.to_text());
                }
            }
            Self::Drop { .. } => *reply = undelivered(Delivery::Drop),
            Self::Refuse {} => *reply = undelivered(Delivery::Refuse),
            Self::Hang { .. } => *reply = undelivered(Delivery::Hang),
            Self::Delay { ms } => reply.delivery = Some(Delivery::Delay { ms: *ms }),
            Self::SlowBody { ms } => reply.delivery = Some(Delivery::SlowBody { ms: *ms }),
            Self::Truncate { bytes } => {
                let length = reply.body.len() as u64;
                // All of the body would be an answer that nothing is wrong with.
                let bytes = bytes.unwrap_or(length / 2).min(length.saturating_sub(1));
                reply.delivery = Some(Delivery::Truncate { bytes });
            }
            Self::EmptyBody {} => reply.body.clear(),
            Self::BrokenJson {} => {
                reply.body.pop();
            }
            Self::ContentType { value } => reply.set_header("Content-Type", value.clone()),
            Self::Redirect { location } => {
                *reply = failed(307, FaultBody::Empty);
                reply.set_header("Location", location.clone());
            }
            Self::Provisioning { .. } => {}
        }
    }
}

/// A state that work passes through anyway would say what is not so: AVAILABLE before its time.
/// TERMINATED is documented, but was never seen (FACTS 8): it is there on demand only.
fn check_unknown_state(outcome: ProvisioningOutcome, state: &str) -> Result<(), String> {
    if outcome != ProvisioningOutcome::UnknownState {
        return Err("state goes with unknownState only".to_owned());
    }
    if state.is_empty() {
        return Err("state must not be empty; leave it out for RECONCILING".to_owned());
    }
    if State::KNOWN.contains(&state) && state != State::Terminated.as_str() {
        return Err(format!(
            "state must be one that the API does not know, or TERMINATED, not {state:?}"
        ));
    }
    Ok(())
}

impl RetryAfter {
    fn to_text(&self) -> String {
        match self {
            Self::Seconds(seconds) => seconds.to_string(),
            Self::Fraction(number) => number.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

fn undelivered(delivery: Delivery) -> Reply {
    Reply {
        delivery: Some(delivery),
        ..Reply::default()
    }
}

fn failed(status: u16, body: FaultBody) -> Reply {
    let (code, phrase) = phrase(status);
    let typed = |content_type: &str, body: String| Reply {
        status,
        headers: vec![("Content-Type", content_type.to_owned())],
        body: body.into_bytes(),
        ..Reply::default()
    };
    // RFC 9110, 15.3.5, 15.3.6, 15.4.5: these have no content, and hosts refuse to give them one.
    let bodiless = matches!(status, 204 | 205 | 304);
    match body {
        FaultBody::Empty => Reply {
            status,
            ..Reply::default()
        },
        _ if bodiless => failed(status, FaultBody::Empty),
        FaultBody::Json => Refusal::new(status, &code, phrase).into(),
        FaultBody::Text => typed("text/plain", format!("{status} {phrase}\n")),
        FaultBody::Html => typed(
            "text/html",
            format!(
                "<html><head><title>{status} {phrase}</title></head><body>{status} {phrase}</body></html>"
            ),
        ),
    }
}

/// The code and the words of an error, as far as the facts know them (FACTS 6).
fn phrase(status: u16) -> (String, &'static str) {
    match status {
        400 => ("dsaas-400".to_owned(), "Bad Request"),
        401 => (
            "paas-auth-1".to_owned(),
            "Unauthorized, wrong or no api key provided to process this request",
        ),
        403 => (
            "dsaas-403".to_owned(),
            "the user does not have the needed permissions",
        ),
        404 => ("dsaas-404".to_owned(), "Not Found"),
        408 => ("408".to_owned(), "Request Timeout"),
        409 => ("dsaas-409".to_owned(), "conflict"),
        422 => ("dsaas-o-422".to_owned(), "request not possible"),
        429 => ("429".to_owned(), "Too Many Requests"),
        500 => ("dsaas-500".to_owned(), "internal server error"),
        502 => ("502".to_owned(), "Bad Gateway"),
        503 => ("503".to_owned(), "Service Unavailable"),
        504 => ("504".to_owned(), "Gateway Timeout"),
        other => (other.to_string(), "on demand"),
    }
}
