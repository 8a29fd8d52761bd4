//! A piece of work that a caller waits for: a call, a search, a wait. It is a machine that goes from
//! [`Step`] to step.

use crate::client::adoption::Search;
use crate::client::{Client, Create, Wish, understand};
use crate::error::Failure;
use crate::step::{Input, Moment, Step, Told};
use crate::transport::{Exchange, Flow};
use crate::waiter::Wait;

/// A piece of work of a client, which lends what it remembers to each step.
pub(crate) enum Task {
    /// An operation.
    Call(Box<Exchange>),
    /// A create whose result can be looked for.
    Create(Box<Create>),
    /// A search for what a create has made.
    Search(Box<Search>),
    /// A wait for a resource, or a watch over it.
    Wait(Box<Wait>),
}

/// When something is decided.
#[derive(Clone, Copy)]
pub(crate) struct Time {
    /// Milliseconds since the epoch.
    pub(crate) now: f64,
    /// A number from 0 (included) to 1 (excluded).
    pub(crate) random: f64,
}

impl Task {
    /// Begins what a caller wishes. A wait then rests, and so does what
    /// is aborted already. Fails with everything that is wrong with it.
    pub(crate) fn begin(
        client: &mut Client,
        time: Time,
        wish: &Wish,
    ) -> Result<(Self, Step, Told), Failure> {
        let mut moment = Moment::new(client, time);
        let mut task = understand(&mut moment, wish)?;
        let step = match &task {
            Self::Wait(_) => Step::Rest,
            _ if wish.is_aborted => Step::Rest,
            _ => task.step(&mut moment, &Input::Time),
        };
        Ok((task, step, moment.told))
    }

    /// Goes on with what came of the last step.
    pub(crate) fn on(&mut self, client: &mut Client, time: Time, input: &Input) -> (Step, Told) {
        let mut moment = Moment::new(client, time);
        let step = match input {
            Input::Abort { is_sent, words } => {
                Step::Fail(self.abort(&moment, *is_sent, words.as_deref()))
            }
            input => self.step(&mut moment, input),
        };
        (step, moment.told)
    }

    /// Has a wait rest again: its caller gave up the look that was under way. Anything else is not
    /// given up and gone on with.
    pub(crate) fn rest(&mut self) {
        if let Self::Wait(wait) = self {
            wait.rest();
        }
    }

    /// The exchange that is under way, if one is.
    pub(crate) fn exchange(&self) -> Option<&Exchange> {
        match self {
            Self::Call(exchange) => Some(exchange),
            Self::Create(create) => Some(create.exchange()),
            Self::Search(search) => Some(search.exchange()),
            Self::Wait(wait) => wait.exchange(),
        }
    }

    fn abort(&self, moment: &Moment, is_sent: bool, words: Option<&str>) -> Failure {
        match self {
            Self::Call(exchange) => exchange.abort(moment, is_sent, words),
            Self::Create(create) => create.abort(moment, is_sent, words),
            Self::Search(search) => search.abort(moment, is_sent, words),
            Self::Wait(wait) => wait.abort(moment, is_sent, words),
        }
    }

    fn step(&mut self, moment: &mut Moment, input: &Input) -> Step {
        match self {
            Self::Call(exchange) => match exchange.on(moment, input) {
                Flow::Next(step) => step,
                Flow::End(Ok(given)) => Step::Give(given),
                Flow::End(Err(failure)) => Step::Fail(failure),
            },
            Self::Create(create) => create.on(moment, input),
            Self::Search(search) => search.on(moment, input),
            Self::Wait(wait) => wait.on(moment, input),
        }
    }
}

#[cfg(test)]
mod tests;
