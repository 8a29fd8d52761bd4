//! A create, and the search for what it made when nobody knows: see [`super::adoption`].

use super::adoption::{LOOKS_MS, Lookup};
use super::options::CallOptions;
use crate::error::Failure;
use crate::step::{Given, Input, Moment, Step};
use crate::transport::{Exchange, Flow};

/// A create that can be looked for.
pub(crate) struct Create {
    exchange: Exchange,
    lookup: Lookup,
    options: CallOptions,
    stage: Stage,
}

enum Stage {
    Begin,
    /// What is there already was not made by this create.
    LookBefore(Exchange),
    Create,
    /// A pause, and the failure that is thrown if nothing is found.
    Pause(usize, Failure),
    LookAfter(usize, Failure, Exchange),
}

impl Create {
    pub(super) fn new(exchange: Exchange, lookup: Lookup, options: CallOptions) -> Self {
        Self {
            exchange,
            lookup,
            options,
            stage: Stage::Begin,
        }
    }

    pub(crate) fn on(&mut self, moment: &mut Moment, input: &Input) -> Step {
        match std::mem::replace(&mut self.stage, Stage::Create) {
            Stage::Begin if self.options.adopt => {
                let look = self.lookup.look(&self.options, moment);
                self.look_before(moment, look, input)
            }
            Stage::LookBefore(look) => self.look_before(moment, look, input),
            Stage::Begin | Stage::Create => self.create(moment, input),
            Stage::Pause(looks, failure) => {
                let look = self.lookup.look(&self.options, moment).aside();
                self.look_after(moment, (looks, failure), look, input)
            }
            Stage::LookAfter(looks, failure, look) => {
                self.look_after(moment, (looks, failure), look, input)
            }
        }
    }

    fn look_before(&mut self, moment: &mut Moment, mut look: Exchange, input: &Input) -> Step {
        match look.on(moment, input) {
            Flow::Next(step) => {
                self.stage = Stage::LookBefore(look);
                step
            }
            Flow::End(Err(failure)) => Step::Fail(failure),
            Flow::End(Ok(_)) => {
                self.lookup.begin_here(moment.client);
                self.create(moment, &Input::Time)
            }
        }
    }

    fn create(&mut self, moment: &mut Moment, input: &Input) -> Step {
        match self.exchange.on(moment, input) {
            Flow::Next(step) => step,
            Flow::End(Ok(given)) => Step::Give(given),
            Flow::End(Err(mut failure)) => {
                if !failure.is_outcome_unknown() {
                    return Step::Fail(failure);
                }
                failure.context_mut().lookup = Some(self.lookup.to_json());
                if self.options.adopt {
                    return self.pause(moment, 0, failure);
                }
                Step::Fail(failure)
            }
        }
    }

    /// Waits for the next look, until patience ends.
    fn pause(&mut self, moment: &Moment, looks: usize, mut failure: Failure) -> Step {
        let Some(&pause) = LOOKS_MS.get(looks) else {
            failure.context_mut().elapsed_ms = moment.since(self.exchange.started);
            return Step::Fail(failure);
        };
        self.stage = Stage::Pause(looks, failure);
        Step::Sleep(pause)
    }

    fn look_after(
        &mut self,
        moment: &mut Moment,
        (looks, mut failure): (usize, Failure),
        mut look: Exchange,
        input: &Input,
    ) -> Step {
        match look.on(moment, input) {
            Flow::Next(step) => {
                self.stage = Stage::LookAfter(looks, failure, look);
                step
            }
            Flow::End(Err(_)) => self.pause(moment, looks + 1, failure),
            Flow::End(Ok(_)) => {
                let (places, id) = self.lookup.candidates(input.body(), moment.client);
                let has_rival = self.lookup.has_rival(moment.client);
                failure.context_mut().has_candidates = true;
                let step = match places.as_slice() {
                    [place] if !has_rival => {
                        if let Some(id) = id {
                            moment.client.seen.claim(id);
                        }
                        Step::Give(Given::Item(*place))
                    }
                    // Several are never chosen from.
                    [_, _, ..] if !has_rival => self.pause(moment, LOOKS_MS.len(), failure),
                    _ => self.pause(moment, looks + 1, failure),
                };
                moment.told.candidates = Some(places);
                step
            }
        }
    }

    /// The exchange that is under way.
    pub(crate) fn exchange(&self) -> &Exchange {
        match &self.stage {
            Stage::LookBefore(look) | Stage::LookAfter(_, _, look) => look,
            Stage::Begin | Stage::Create | Stage::Pause(..) => &self.exchange,
        }
    }

    pub(crate) fn abort(&self, moment: &Moment, is_sent: bool, words: Option<&str>) -> Failure {
        let mut failure = self.exchange.abort(moment, is_sent, words);
        if failure.is_outcome_unknown() {
            failure.context_mut().lookup = Some(self.lookup.to_json());
        }
        failure
    }
}
