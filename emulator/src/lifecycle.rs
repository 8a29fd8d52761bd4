use std::collections::VecDeque;

use ionoscloud_dataplatform::models::State;

use crate::reply::Refusal;

/// What is being done to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Work {
    Deploy,
    Update,
    Destroy,
}

/// How a piece of work goes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Outcome {
    #[default]
    Success,
    Failure,
    /// It never ends.
    Hang,
    /// It succeeds, but the second half of the time the resource is in this state.
    Detour(State),
}

/// How long a piece of work takes, and how it goes.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) ms: u64,
    pub(crate) outcome: Outcome,
}

/// Where a resource is in its life. It moves only when it is told the time ([`Lifecycle::step`]).
/// `C` is a change that waits for its turn.
#[derive(Debug)]
pub(crate) struct Lifecycle<C> {
    phase: Phase,
    waiting: VecDeque<Waiting<C>>,
    revision: u32,
}

#[derive(Debug)]
enum Phase {
    Resting { state: State, since: u64 },
    Working(Progress),
    Gone,
}

#[derive(Debug)]
struct Progress {
    work: Work,
    /// When it ends; never, when it hangs.
    until: Option<u64>,
    fails: bool,
    detour: Option<Box<Detour>>,
}

#[derive(Debug)]
struct Detour {
    from: u64,
    state: State,
    begun: bool,
}

#[derive(Debug)]
struct Waiting<C> {
    accepted: u64,
    change: C,
    plan: Plan,
}

/// What a step of a lifecycle means for its resource.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step<C> {
    /// Only the state is another one.
    Moved,
    /// A change is complete.
    Updated,
    /// It is the turn of a change that waited: it is to be applied now.
    Began(C),
    /// The resource is no more.
    Gone,
}

/// When a creation will be complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deployment {
    Complete,
    At(u64),
    FailsAt(u64),
    Never,
}

impl<C> Lifecycle<C> {
    /// The life of a resource whose creation begins now.
    pub(crate) fn deploy(now: u64, plan: Plan) -> Self {
        Self {
            phase: Phase::Working(Progress::new(Work::Deploy, now, plan)),
            waiting: VecDeque::new(),
            revision: 1,
        }
    }

    pub(crate) fn state(&self) -> State {
        let progress = match &self.phase {
            Phase::Resting { state, .. } => return state.clone(),
            Phase::Gone => return State::Terminated,
            Phase::Working(progress) => progress,
        };
        match (&progress.detour, progress.work) {
            (Some(detour), _) if detour.begun => detour.state.clone(),
            (_, Work::Deploy) => State::Deploying,
            (_, Work::Update) if self.waiting.is_empty() => State::Updating,
            (_, Work::Update) => State::Busy,
            (_, Work::Destroy) => State::Destroying,
        }
    }

    /// A number that is another one after each change of the resource or of its state.
    pub(crate) fn revision(&self) -> u32 {
        self.revision
    }

    /// The changes that wait for their turn, first come first.
    pub(crate) fn waiting(&self) -> impl DoubleEndedIterator<Item = &C> {
        self.waiting.iter().map(|waiting| &waiting.change)
    }

    pub(crate) fn is_being_destroyed(&self) -> bool {
        match &self.phase {
            Phase::Resting { state, .. } => *state == State::FailedDestroying,
            Phase::Working(progress) => progress.work == Work::Destroy,
            Phase::Gone => true,
        }
    }

    pub(crate) fn deployment(&self) -> Deployment {
        match &self.phase {
            Phase::Working(progress) if progress.work == Work::Deploy => match progress.until {
                None => Deployment::Never,
                Some(until) if progress.fails => Deployment::FailsAt(until),
                Some(until) => Deployment::At(until),
            },
            Phase::Resting { state, since } if *state == State::Failed => {
                Deployment::FailsAt(*since)
            }
            _ => Deployment::Complete,
        }
    }

    /// Accepts a change. It is given back when it is to be applied at once; otherwise it waits for
    /// the work that is under way.
    pub(crate) fn update(&mut self, now: u64, change: C, plan: Plan) -> Result<Option<C>, Refusal> {
        if self.is_being_destroyed() {
            return Err(Refusal::impossible("the resource is being deleted"));
        }
        if matches!(&self.phase, Phase::Resting { state, .. } if *state == State::Failed) {
            return Err(Refusal::impossible("the creation of the resource failed"));
        }
        self.revision += 1;
        if matches!(self.phase, Phase::Resting { .. }) {
            self.phase = Phase::Working(Progress::new(Work::Update, now, plan));
            return Ok(Some(change));
        }
        self.waiting.push_back(Waiting {
            accepted: now,
            change,
            plan,
        });
        Ok(None)
    }

    /// Begins the deletion, whatever is under way. One that is under way already goes on: then this
    /// tells that none has begun.
    pub(crate) fn destroy(&mut self, now: u64, plan: Plan) -> bool {
        if matches!(&self.phase, Phase::Working(progress) if progress.work == Work::Destroy) {
            return false;
        }
        self.waiting.clear();
        self.revision += 1;
        self.phase = Phase::Working(Progress::new(Work::Destroy, now, plan));
        true
    }

    /// Takes the next step that is due, if there is one.
    pub(crate) fn step(&mut self, now: u64) -> Option<Step<C>> {
        let step = match &mut self.phase {
            Phase::Gone => None,
            Phase::Resting { since, .. } => {
                let since = *since;
                self.begin_next(since)
            }
            Phase::Working(progress) => {
                if progress.turns(now) {
                    Some(Step::Moved)
                } else {
                    let until = progress.until.filter(|&until| until <= now)?;
                    let (work, fails) = (progress.work, progress.fails);
                    Some(self.finish(work, fails, until))
                }
            }
        };
        self.revision += u32::from(step.is_some());
        step
    }

    fn begin_next(&mut self, since: u64) -> Option<Step<C>> {
        let next = self.waiting.pop_front()?;
        let start = since.max(next.accepted);
        self.phase = Phase::Working(Progress::new(Work::Update, start, next.plan));
        Some(Step::Began(next.change))
    }

    fn finish(&mut self, work: Work, fails: bool, at: u64) -> Step<C> {
        let (state, step) = match (work, fails) {
            (Work::Deploy, false) => (State::Available, Step::Moved),
            (Work::Update, false) => (State::Available, Step::Updated),
            (Work::Update, true) => (State::FailedUpdating, Step::Moved),
            (Work::Deploy, true) => {
                self.waiting.clear();
                (State::Failed, Step::Moved)
            }
            (Work::Destroy, true) => (State::FailedDestroying, Step::Moved),
            (Work::Destroy, false) => {
                self.phase = Phase::Gone;
                return Step::Gone;
            }
        };
        self.phase = Phase::Resting { state, since: at };
        step
    }
}

impl Progress {
    fn new(work: Work, start: u64, plan: Plan) -> Self {
        let until = start.saturating_add(plan.ms);
        let mut progress = Self {
            work,
            until: Some(until),
            fails: false,
            detour: None,
        };
        match plan.outcome {
            Outcome::Success => {}
            Outcome::Failure => progress.fails = true,
            Outcome::Hang => progress.until = None,
            Outcome::Detour(state) => {
                progress.detour = Some(Box::new(Detour {
                    from: start.saturating_add(plan.ms / 2),
                    state,
                    begun: false,
                }));
            }
        }
        progress
    }

    /// Begins the detour when it is due; tells whether it just did.
    fn turns(&mut self, now: u64) -> bool {
        match &mut self.detour {
            Some(detour) if !detour.begun && detour.from <= now => {
                detour.begun = true;
                true
            }
            _ => false,
        }
    }
}
