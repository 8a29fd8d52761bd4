//! Waiting for a resource to come where it is meant to: the polling around the [`machine`].

pub mod machine;

use checker::words::{decimal, fill};

use crate::client::options::CallOptions;
use crate::endpoints::Operation;
use crate::error::{ErrorKind, Failure, Waited};
use crate::message::{Value, Writer};
use crate::step::{Given, Input, Moment, Step};
use crate::transport::{Exchange, Flow};
use machine::{Goal, Machine, Pace, Snapshot, Verdict};

/// The time that the last poll has when the deadline is reached while waiting for it.
const LAST_POLL_MS: f64 = 1_000.0;

/// A wait. Between two looks of a watch it rests, without a timer or a request.
pub(crate) struct Wait {
    operation: &'static Operation,
    url: String,
    options: CallOptions,
    machine: Machine,
    pace: Pace,
    started: f64,
    /// When the caller last wanted to go on.
    resumed: f64,
    deadline_ms: f64,
    next_poll_ms: f64,
    polls: u32,
    /// Whether the resource was there when it was last looked at.
    is_there: bool,
    last_failure: Option<Failure>,
    stage: Stage,
}

enum Stage {
    Rest,
    Pause,
    Poll(Exchange),
}

impl Wait {
    pub(crate) fn new(
        operation: &'static Operation,
        url: String,
        goal: Goal,
        options: CallOptions,
        now: f64,
    ) -> Self {
        let wait = &options.wait;
        Self {
            operation,
            url,
            machine: Machine::new(goal, wait.since.clone()),
            pace: Pace::new(wait.poll_interval_ms, wait.max_poll_interval_ms),
            started: now,
            resumed: now,
            deadline_ms: wait.deadline_ms,
            next_poll_ms: 0.0,
            polls: 0,
            is_there: false,
            last_failure: None,
            stage: Stage::Rest,
            options,
        }
    }

    pub(crate) fn on(&mut self, moment: &mut Moment, input: &Input) -> Step {
        match std::mem::replace(&mut self.stage, Stage::Rest) {
            Stage::Rest => {
                self.resumed = moment.now;
                self.pause()
            }
            Stage::Pause => {
                let left = self.deadline_ms - self.elapsed(moment);
                let options = self.options.clone();
                let exchange = Exchange::new(self.operation, self.url.clone(), options, moment);
                self.poll(moment, exchange.into_poll(left.max(LAST_POLL_MS)), input)
            }
            Stage::Poll(exchange) => self.poll(moment, exchange, input),
        }
    }

    /// Gives up the look that is under way.
    pub(crate) fn rest(&mut self) {
        self.stage = Stage::Rest;
    }

    fn pause(&mut self) -> Step {
        self.stage = Stage::Pause;
        Step::Sleep(self.next_poll_ms)
    }

    fn poll(&mut self, moment: &mut Moment, mut exchange: Exchange, input: &Input) -> Step {
        let step = match exchange.on(moment, input) {
            Flow::Next(step) => {
                self.stage = Stage::Poll(exchange);
                return step;
            }
            Flow::End(result) => {
                self.polls += 1;
                match result {
                    Ok(given) => self.look_at(moment, given, input.body()),
                    Err(failure) if failure.context().status == Some(404) => {
                        self.look_at_nothing(moment, failure)
                    }
                    Err(failure) if self.is_passing(&failure) => {
                        let ask_ms = failure.context().retry_after_ms;
                        return match self.plan(moment, ask_ms, Some(failure)) {
                            Ok(()) => self.pause(),
                            Err(failure) => Step::Fail(failure),
                        };
                    }
                    Err(failure) => return self.end(moment, failure),
                }
            }
        };
        self.report(moment, matches!(step, Step::Rest | Step::Sleep(_)));
        step
    }

    /// Whether the next look may fare better. A token function that has worked before is taken to work again.
    fn is_passing(&self, failure: &Failure) -> bool {
        let is_credentials = matches!(failure.kind(), ErrorKind::Credentials);
        failure.is_retryable() && (self.is_there || !is_credentials)
    }

    fn look_at(&mut self, moment: &Moment, given: Given, body: &[u8]) -> Step {
        let metadata = Value::of(body).get("metadata");
        let snapshot = Snapshot::of_metadata(metadata);
        let verdict = self.machine.observe(&snapshot, self.elapsed(moment));
        self.is_there = true;
        match verdict {
            Verdict::Done => Step::Give(given),
            Verdict::Failed => Step::Fail(self.failed(moment)),
            Verdict::Wait => match self.plan(moment, None, None) {
                Err(failure) => Step::Fail(failure),
                Ok(()) if self.machine.goal() == Goal::Settled => Step::Rest,
                Ok(()) => self.pause(),
            },
        }
    }

    fn look_at_nothing(&mut self, moment: &Moment, failure: Failure) -> Step {
        self.is_there = false;
        match self.machine.observe_gone() {
            Verdict::Done => Step::Give(Given::Nothing),
            Verdict::Wait | Verdict::Failed => self.end(moment, failure),
        }
    }

    /// Ends with the failure of a look.
    fn end(&self, moment: &Moment, failure: Failure) -> Step {
        Step::Fail(self.of_all(moment, failure))
    }

    /// A failure that tells of the whole wait: how many looks there were, and how long it took.
    fn of_all(&self, moment: &Moment, mut failure: Failure) -> Failure {
        let context = failure.context_mut();
        context.attempts = self.polls;
        context.elapsed_ms = self.elapsed(moment);
        failure
    }

    /// Plans the next poll, not beyond the deadline. The clock tells, not a count: a laptop that
    /// slept has not waited less.
    fn plan(
        &mut self,
        moment: &Moment,
        ask_ms: Option<f64>,
        failure: Option<Failure>,
    ) -> Result<(), Failure> {
        self.last_failure = failure;
        let left = self.deadline_ms - self.elapsed(moment);
        if left <= 0.0 {
            return Err(self.out_of_time(moment));
        }
        let pace = self.pace.next_ms(moment.random);
        self.next_poll_ms = pace.max(ask_ms.unwrap_or(0.0)).min(left);
        Ok(())
    }

    fn elapsed(&self, moment: &Moment) -> f64 {
        moment.since(self.started)
    }

    /// The state that was seen last; none where there is no resource.
    fn state(&self) -> Option<&str> {
        let last = self.machine.history().last();
        let last = last.filter(|_| self.is_there);
        last.map(|stay| stay.state.as_str())
    }

    /// Tells of a look: in an event, and to the wait's own listener.
    fn report(&self, moment: &mut Moment, goes_on: bool) {
        let elapsed = self.elapsed(moment);
        let fill = |data: &mut Writer| {
            data.some_text("state", self.state());
            data.number("polls", f64::from(self.polls));
            data.number("elapsedMs", elapsed);
            data.some_number("nextPollMs", goes_on.then_some(self.next_poll_ms));
        };
        if let Some(mut event) = moment.event("poll", Some(self.operation)) {
            fill(&mut event);
            moment.emit(event);
        }
        let mut progress = Writer::object();
        fill(&mut progress);
        moment.told.progress = Some(progress.finish());
        moment.told.is_gone = !self.is_there;
    }

    fn waited(&self) -> Box<Waited> {
        Box::new(Waited {
            state: self.state().map(str::to_owned),
            history: self.machine.history().to_vec(),
            polls: self.polls,
        })
    }

    fn failure(&self, moment: &Moment, kind: ErrorKind, summary: String) -> Failure {
        let mut failure = Failure::new(kind, summary);
        failure.context_mut().operation = Some(self.operation);
        self.of_all(moment, failure)
    }

    fn failed(&self, moment: &Moment) -> Failure {
        let state = self.state().unwrap_or_default();
        let after = seconds(self.elapsed(moment));
        let form = "the resource is {} after {}, so it will not become {}";
        let summary = fill(form, &[state, &after, self.wanted()]);
        self.failure(moment, ErrorKind::Provisioning(self.waited()), summary)
    }

    fn out_of_time(&mut self, moment: &Moment) -> Failure {
        let seen = match (self.state(), &self.last_failure) {
            (_, Some(failure)) => fill("the last poll failed: {}", &[&failure.context().summary]),
            (Some(""), None) => "it has no state".to_owned(),
            (Some(state), None) => fill("the last state is {}", &[state]),
            (None, None) => "it was never seen".to_owned(),
        };
        let within = seconds(self.deadline_ms);
        let summary = fill("not {} within {}; {}", &[self.wanted(), &within, &seen]);
        let kind = ErrorKind::DeadlineExceeded(self.waited());
        let mut failure = self.failure(moment, kind, summary);
        failure.context_mut().caused_by = self.last_failure.take();
        failure
    }

    /// The look that is under way, if one is.
    pub(crate) fn exchange(&self) -> Option<&Exchange> {
        match &self.stage {
            Stage::Poll(exchange) => Some(exchange),
            Stage::Rest | Stage::Pause => None,
        }
    }

    /// The failure of a wait that its caller aborts.
    pub(crate) fn abort(&self, moment: &Moment, is_sent: bool, words: Option<&str>) -> Failure {
        let options = self.options.clone();
        let rest = Exchange::new(self.operation, String::new(), options, moment);
        let exchange = self.exchange().unwrap_or(&rest);
        let mut failure = exchange.abort(moment, is_sent, words);
        let context = failure.context_mut();
        context.attempts = self.polls;
        context.elapsed_ms = moment.since(self.resumed);
        failure
    }

    fn wanted(&self) -> &'static str {
        match self.machine.goal() {
            Goal::Available => "AVAILABLE",
            Goal::Deleted => "deleted",
            Goal::Settled => "settled",
        }
    }
}

/// Whole seconds; printing a float would bring 15 KB of code.
fn seconds(ms: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let seconds = (ms / 1000.0 + 0.5) as u64;
    fill("{} s", &[&decimal(seconds)])
}
