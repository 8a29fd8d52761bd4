//! Waiting for a resource to come where it is meant to: the polling around the [`machine`].

pub mod machine;

use std::rc::Rc;

use wasm_bindgen::JsValue;

use crate::client::options::{CallOptions, OptionsOf};
use crate::client::{Client, read_ids};
use crate::endpoints::Operation;
use crate::error::{Error, ErrorKind, Waited};
use crate::events::{Event, emit};
use crate::host::{Clock, call, get, put, text};
use crate::transport::send;
use machine::{Goal, Machine, Pace, Snapshot, Verdict};

const DEFAULT_INTERVAL_MS: f64 = 5_000.0;
const DEFAULT_MOST_INTERVAL_MS: f64 = 30_000.0;
const DEFAULT_DEADLINE_MS: f64 = 3_600_000.0;
/// The time that the last poll has when the deadline is reached while waiting for it.
const LAST_POLL_MS: f64 = 1_000.0;

/// A wait: plain state, so that it can rest between two steps without a timer or a request.
pub(crate) struct Wait {
    operation: &'static Operation,
    ids: Vec<String>,
    machine: Machine,
    pace: Pace,
    started: f64,
    deadline_ms: f64,
    next_poll_ms: f64,
    polls: u32,
    resource: JsValue,
    last_error: Option<Error>,
    is_over: bool,
}

/// What a step of a wait came to.
pub(crate) enum Step {
    /// The resource as it is; the wait goes on.
    Seen(JsValue),
    /// The resource as it is at the end; `undefined` when it is gone.
    Over(JsValue),
}

impl Wait {
    /// Opens a wait with what its caller handed in, or says everything that is wrong with it. The
    /// options that were read go with it: they may hold functions and a signal of the caller's.
    pub(crate) fn open(
        client: &Client,
        operation: &'static Operation,
        ids: &[JsValue],
        goal: Goal,
        options: &JsValue,
    ) -> Result<(Self, CallOptions), Error> {
        let (ids, mut invalid) = read_ids(operation, ids);
        let (options, refused) =
            CallOptions::read(options, OptionsOf::Wait, &client.state.settings);
        invalid.extend(refused);
        if !invalid.is_empty() {
            return Err(Error::invalid(Some(operation), invalid));
        }
        let now = Clock::new(client.host.clock()).now();
        Ok((Self::new(operation, ids, goal, &options, now), options))
    }

    fn new(
        operation: &'static Operation,
        ids: Vec<String>,
        goal: Goal,
        options: &CallOptions,
        now: f64,
    ) -> Self {
        let wait = &options.wait;
        let interval = wait.poll_interval_ms.unwrap_or(DEFAULT_INTERVAL_MS);
        let most = wait.max_poll_interval_ms;
        Self {
            operation,
            ids,
            machine: Machine::new(goal, wait.since.as_ref().map(snapshot)),
            pace: Pace::new(interval, most.unwrap_or(DEFAULT_MOST_INTERVAL_MS)),
            started: now,
            deadline_ms: wait.deadline_ms.unwrap_or(DEFAULT_DEADLINE_MS),
            next_poll_ms: 0.0,
            polls: 0,
            resource: JsValue::UNDEFINED,
            last_error: None,
            is_over: false,
        }
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Waits for the next poll and looks at what it brings. Ends at once when the caller aborts.
    pub(crate) async fn step(
        &mut self,
        client: &Client,
        options: &Rc<CallOptions>,
    ) -> Result<Step, Error> {
        if self.is_over {
            return Ok(Step::Over(JsValue::UNDEFINED));
        }
        let clock = Clock::new(client.host.clock());
        loop {
            clock.sleep(self.next_poll_ms).await;
            let answer = self.poll(client, options, &clock).await;
            self.polls += 1;
            let step = match answer {
                Ok(resource) => self.look_at(resource, &clock),
                Err(error) if error.context().status == Some(404) => self.look_at_nothing(error),
                Err(error) if is_passing(&error) => {
                    self.plan(&clock, error.context().retry_after_ms, Some(error))?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            self.is_over = !matches!(step, Ok(Step::Seen(_)));
            self.report(client, options, &clock);
            return step;
        }
    }

    async fn poll(
        &self,
        client: &Client,
        options: &Rc<CallOptions>,
        clock: &Clock,
    ) -> Result<JsValue, Error> {
        let left = self.deadline_ms - self.elapsed(clock);
        let mut call = client.call(self.operation, Rc::clone(options));
        call.poll_time_ms = Some(left.max(LAST_POLL_MS));
        let request = client.request(self.operation, &self.ids, None, None);
        send(&call, &request).await
    }

    fn look_at(&mut self, resource: JsValue, clock: &Clock) -> Result<Step, Error> {
        let verdict = self
            .machine
            .observe(&snapshot(&resource), self.elapsed(clock));
        self.resource = resource.clone();
        self.last_error = None;
        match verdict {
            Verdict::Done => Ok(Step::Over(resource)),
            Verdict::Failed => Err(self.failed(clock)),
            Verdict::Wait => {
                self.plan(clock, None, None)?;
                Ok(Step::Seen(resource))
            }
        }
    }

    fn look_at_nothing(&mut self, error: Error) -> Result<Step, Error> {
        self.resource = JsValue::UNDEFINED;
        match self.machine.observe_gone() {
            Verdict::Done => Ok(Step::Over(JsValue::UNDEFINED)),
            Verdict::Wait | Verdict::Failed => Err(error),
        }
    }

    /// Plans the next poll, not beyond the deadline. The clock tells, not a count: a laptop that
    /// slept has not waited less.
    fn plan(
        &mut self,
        clock: &Clock,
        ask_ms: Option<f64>,
        error: Option<Error>,
    ) -> Result<(), Error> {
        self.last_error = error;
        let left = self.deadline_ms - self.elapsed(clock);
        if left <= 0.0 {
            return Err(self.out_of_time(clock));
        }
        let pace = self.pace.next_ms(clock.random());
        self.next_poll_ms = pace.max(ask_ms.unwrap_or(0.0)).min(left);
        Ok(())
    }

    fn elapsed(&self, clock: &Clock) -> f64 {
        (clock.now() - self.started).max(0.0)
    }

    /// The state that was seen last; none where there is no resource.
    fn state(&self) -> Option<String> {
        let last = self.machine.history().last();
        let last = last.filter(|_| !self.resource.is_undefined());
        last.map(|stay| stay.state.clone())
    }

    fn report(&self, client: &Client, options: &CallOptions, clock: &Clock) {
        let next = (!self.is_over).then_some(self.next_poll_ms);
        self.emit(client, clock, next);
        let Some(listener) = &options.wait.on_progress else {
            return;
        };
        let info = js_sys::Object::new();
        if let Some(state) = self.state() {
            put(&info, "state", state);
        }
        put(&info, "elapsedMs", self.elapsed(clock));
        put(&info, "polls", self.polls);
        if let Some(next) = next {
            put(&info, "nextPollMs", next);
        }
        // As with events: watching a wait must not break it.
        let _ = call(listener, &JsValue::UNDEFINED, &[&self.resource, &info]);
    }

    fn emit(&self, client: &Client, clock: &Clock, next: Option<f64>) {
        emit(&client.host, || {
            Event::new("poll", clock.now(), Some(self.operation))
                .with_some("state", self.state())
                .with("polls", self.polls)
                .with("elapsedMs", self.elapsed(clock))
                .with_some("nextPollMs", next)
        });
    }

    fn waited(&self) -> Box<Waited> {
        Box::new(Waited {
            state: self.state(),
            resource: self.resource.clone(),
            history: self.machine.history().to_vec(),
            polls: self.polls,
        })
    }

    fn error(&self, clock: &Clock, kind: ErrorKind, summary: String) -> Error {
        let mut error = Error::new(kind, summary);
        let context = error.context_mut();
        context.operation = Some(self.operation);
        context.attempts = self.polls;
        context.elapsed_ms = self.elapsed(clock);
        error
    }

    fn failed(&self, clock: &Clock) -> Error {
        let state = self.state().unwrap_or_default();
        let summary = format!(
            "the resource is {state} after {}, so it will not become {}",
            seconds(self.elapsed(clock)),
            self.wanted()
        );
        self.error(clock, ErrorKind::Provisioning(self.waited()), summary)
    }

    fn out_of_time(&self, clock: &Clock) -> Error {
        let seen = match (self.state(), &self.last_error) {
            (_, Some(error)) => format!("the last poll failed: {}", error.context().summary),
            (Some(state), None) => format!("the last state is {state}"),
            (None, None) => "it was never seen".to_owned(),
        };
        let summary = format!(
            "not {} within {}; {seen}",
            self.wanted(),
            seconds(self.deadline_ms)
        );
        let kind = ErrorKind::DeadlineExceeded(self.waited());
        let mut error = self.error(clock, kind, summary);
        let cause = self.last_error.as_ref().map(Error::to_js);
        error.context_mut().caused_by = cause.unwrap_or_default();
        error
    }

    fn wanted(&self) -> &'static str {
        match self.machine.goal() {
            Goal::Available => "AVAILABLE",
            Goal::Deleted => "deleted",
            Goal::Settled => "settled",
        }
    }
}

fn is_passing(error: &Error) -> bool {
    error.is_retryable() && !matches!(error.kind(), ErrorKind::Credentials)
}

fn snapshot(resource: &JsValue) -> Snapshot {
    let metadata = get(resource, "metadata");
    Snapshot {
        state: text(&get(&metadata, "state")),
        modified: text(&get(&metadata, "lastModifiedDate")),
        etag: text(&get(&metadata, "ETag")),
    }
}

/// Whole seconds; printing a float would bring 15 KB of code.
fn seconds(ms: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = (ms / 1000.0).round() as u64;
    format!("{seconds} s")
}
