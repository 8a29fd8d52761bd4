//! When a wait is over: a pure state machine that is fed with snapshots of a resource.
//!
//! | state | waiting for AVAILABLE | waiting for deletion | watching |
//! |---|---|---|---|
//! | AVAILABLE | done | go on | ends |
//! | DEPLOYING, UPDATING, BUSY, unknown, none | go on | go on | go on |
//! | FAILED, FAILED_UPDATING | fails | go on: deleting what failed is the usual clean-up | ends |
//! | FAILED_DESTROYING | fails | fails | ends |
//! | DESTROYING | fails | go on | go on |
//! | TERMINATED, and a 404 after the first poll | fails | done | ends |
//!
//! Nothing in the API ties a state to a request: right after a PATCH a read may still show the
//! AVAILABLE or the FAILED_UPDATING of before. With `since`, the resource that the update
//! returned, a settled state counts only when it is news:
//! 1. a state on the way (DEPLOYING, UPDATING, BUSY, DESTROYING) was seen by this wait, or
//! 2. the resource was modified after `since`, or
//! 3. `since` was itself on the way, and the resource is not older than it; or
//! 4. nothing has changed for a minute: the change was quicker than the polls.

use std::cmp::Ordering;

use crate::date::rfc3339;
use crate::message::Value;

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// That the resource can be used.
    Available,
    /// That the resource is gone.
    Deleted,
    /// That the resource comes to rest, in whichever state.
    Settled,
}

/// What the machine looks at in a resource.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// `metadata.state`
    pub state: Option<String>,
    /// `metadata.lastModifiedDate`
    pub modified: Option<String>,
    /// `metadata.ETag`
    pub etag: Option<String>,
}

impl Snapshot {
    /// Takes one of a resource's `metadata`.
    pub(crate) fn of_metadata(metadata: Value) -> Self {
        Self {
            state: metadata.get("state").text(),
            modified: metadata.get("lastModifiedDate").text(),
            etag: metadata.get("ETag").text(),
        }
    }
}

/// What a snapshot means for the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Go on.
    Wait,
    /// The goal is reached.
    Done,
    /// The goal can no longer be reached.
    Failed,
}

/// A state that the resource was seen in, and since when.
#[derive(Debug, Clone, PartialEq)]
pub struct Stay {
    /// The state; empty where the service gave none.
    pub state: String,
    /// When the state was first seen, in milliseconds since the wait began.
    pub since_ms: f64,
}

/// How long an unchanged state right after an update is taken for a stale one.
const STALE_FOR_MS: f64 = 60_000.0;

/// The machine. Times are in milliseconds since the wait began.
#[derive(Debug)]
pub struct Machine {
    goal: Goal,
    since: Option<Snapshot>,
    moved: bool,
    history: Vec<Stay>,
}

impl Machine {
    /// Begins to wait, optionally for news since an update.
    #[must_use]
    pub fn new(goal: Goal, since: Option<Snapshot>) -> Self {
        Self {
            goal,
            since,
            moved: false,
            history: Vec::new(),
        }
    }

    /// What is waited for.
    #[must_use]
    pub fn goal(&self) -> Goal {
        self.goal
    }

    /// The states that were seen, in order, each once per stay.
    #[must_use]
    pub fn history(&self) -> &[Stay] {
        &self.history
    }

    /// Takes a snapshot in.
    pub fn observe(&mut self, snapshot: &Snapshot, elapsed_ms: f64) -> Verdict {
        let state = snapshot.state.as_deref().unwrap_or_default();
        if self.history.last().is_none_or(|stay| stay.state != state) {
            self.history.push(Stay {
                state: state.to_owned(),
                since_ms: elapsed_ms,
            });
        }
        self.moved |= is_on_the_way(state);
        let verdict = judge(self.goal, state);
        if verdict != Verdict::Wait && self.is_stale(snapshot, elapsed_ms) {
            return Verdict::Wait;
        }
        verdict
    }

    /// Takes in that the resource is not there: a 404.
    pub fn observe_gone(&self) -> Verdict {
        match self.goal {
            Goal::Deleted => Verdict::Done,
            Goal::Settled if !self.history.is_empty() => Verdict::Done,
            Goal::Available | Goal::Settled => Verdict::Failed,
        }
    }

    fn is_stale(&self, now: &Snapshot, elapsed_ms: f64) -> bool {
        let Some(since) = &self.since else {
            return false;
        };
        let terminal = matches!(now.state.as_deref(), Some("DESTROYING" | "TERMINATED"));
        if self.moved || terminal || elapsed_ms >= STALE_FOR_MS {
            return false;
        }
        match order(now.modified.as_deref(), since.modified.as_deref()) {
            Some(Ordering::Greater) => return false,
            Some(Ordering::Less) => return true,
            _ => {}
        }
        let dated = now.modified.is_some() && since.modified.is_some();
        let was_on_the_way = is_on_the_way(since.state.as_deref().unwrap_or_default());
        let new_tag = now.etag.is_some() && since.etag.is_some() && now.etag != since.etag;
        !(was_on_the_way && (dated || new_tag))
    }
}

/// Which of two dates is later, whatever the number of their decimals and their zone. What is no date is held
/// against the other as text.
fn order(date: Option<&str>, other: Option<&str>) -> Option<Ordering> {
    let (date, other) = (date?, other?);
    let times = (rfc3339(date.as_bytes()), rfc3339(other.as_bytes()));
    match times {
        (Some(time), Some(other)) => time.partial_cmp(&other),
        _ => Some(date.cmp(other)),
    }
}

fn judge(goal: Goal, state: &str) -> Verdict {
    match (goal, state) {
        (Goal::Available | Goal::Settled, "AVAILABLE") => Verdict::Done,
        (Goal::Available, "DESTROYING" | "TERMINATED") => Verdict::Failed,
        (Goal::Available, "FAILED" | "FAILED_UPDATING" | "FAILED_DESTROYING") => Verdict::Failed,
        (Goal::Deleted, "TERMINATED") => Verdict::Done,
        (Goal::Deleted, "FAILED_DESTROYING") => Verdict::Failed,
        (Goal::Settled, "TERMINATED" | "FAILED" | "FAILED_UPDATING" | "FAILED_DESTROYING") => {
            Verdict::Done
        }
        _ => Verdict::Wait,
    }
}

fn is_on_the_way(state: &str) -> bool {
    matches!(state, "DEPLOYING" | "UPDATING" | "BUSY" | "DESTROYING")
}

/// How long to wait between two polls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    interval_ms: f64,
    most_ms: f64,
}

impl Pace {
    const GROWTH: f64 = 1.25;
    const JITTER: f64 = 0.2;

    /// Begins with an interval that grows up to another.
    #[must_use]
    pub fn new(interval_ms: f64, most_ms: f64) -> Self {
        Self {
            interval_ms,
            most_ms: most_ms.max(interval_ms),
        }
    }

    /// The next wait, ±20 %, so that many waiters do not poll in step. `random` is from 0 to 1.
    pub fn next_ms(&mut self, random: f64) -> f64 {
        let wait = self.interval_ms * (1.0 + Self::JITTER * (2.0 * random - 1.0));
        self.interval_ms = (self.interval_ms * Self::GROWTH).min(self.most_ms);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(state: &str) -> Snapshot {
        Snapshot {
            state: Some(state.to_owned()),
            ..Snapshot::default()
        }
    }

    fn dated(name: &str, second: u32) -> Snapshot {
        Snapshot {
            modified: Some(format!("2026-01-01T00:00:{second:02}Z")),
            ..state(name)
        }
    }

    fn first(goal: Goal, name: &str) -> Verdict {
        Machine::new(goal, None).observe(&state(name), 0.0)
    }

    #[test]
    fn each_state_means_what_the_table_says() {
        use Goal::{Available, Deleted, Settled};
        use Verdict::{Done, Failed, Wait};
        for (name, available, deleted, settled) in [
            ("AVAILABLE", Done, Wait, Done),
            ("DEPLOYING", Wait, Wait, Wait),
            ("UPDATING", Wait, Wait, Wait),
            ("BUSY", Wait, Wait, Wait),
            ("HIBERNATED", Wait, Wait, Wait),
            ("available", Wait, Wait, Wait),
            ("", Wait, Wait, Wait),
            ("FAILED", Failed, Wait, Done),
            ("FAILED_UPDATING", Failed, Wait, Done),
            ("FAILED_DESTROYING", Failed, Failed, Done),
            ("DESTROYING", Failed, Wait, Wait),
            ("TERMINATED", Failed, Done, Done),
        ] {
            assert_eq!(first(Available, name), available, "{name}");
            assert_eq!(first(Deleted, name), deleted, "{name}");
            assert_eq!(first(Settled, name), settled, "{name}");
        }
    }

    #[test]
    fn a_404_ends_each_wait() {
        assert_eq!(
            Machine::new(Goal::Deleted, None).observe_gone(),
            Verdict::Done
        );
        assert_eq!(
            Machine::new(Goal::Available, None).observe_gone(),
            Verdict::Failed
        );
        let mut watch = Machine::new(Goal::Settled, None);
        assert_eq!(
            watch.observe_gone(),
            Verdict::Failed,
            "there never was anything to watch"
        );
        watch.observe(&state("DESTROYING"), 0.0);
        assert_eq!(watch.observe_gone(), Verdict::Done);
    }

    #[test]
    fn a_state_of_before_the_update_does_not_end_the_wait_for_it() {
        for stale in ["AVAILABLE", "FAILED_UPDATING"] {
            let since = dated("UPDATING", 30);
            let mut wait = Machine::new(Goal::Available, Some(since));
            assert_eq!(
                wait.observe(&dated(stale, 10), 0.0),
                Verdict::Wait,
                "{stale}"
            );
            assert_eq!(wait.observe(&dated("UPDATING", 30), 5_000.0), Verdict::Wait);
            assert_eq!(
                wait.observe(&dated("AVAILABLE", 30), 10_000.0),
                Verdict::Done
            );
        }
    }

    #[test]
    fn an_update_that_answers_with_the_old_state_is_waited_for_too() {
        let mut wait = Machine::new(Goal::Available, Some(dated("AVAILABLE", 30)));
        assert_eq!(wait.observe(&dated("AVAILABLE", 30), 0.0), Verdict::Wait);
        assert_eq!(wait.observe(&dated("BUSY", 30), 5_000.0), Verdict::Wait);
        assert_eq!(
            wait.observe(&dated("FAILED_UPDATING", 31), 9_000.0),
            Verdict::Failed
        );
    }

    #[test]
    fn an_update_quicker_than_the_polls_ends_the_wait() {
        let mut on_the_way = Machine::new(Goal::Available, Some(dated("UPDATING", 30)));
        assert_eq!(
            on_the_way.observe(&dated("AVAILABLE", 30), 0.0),
            Verdict::Done
        );
        let mut modified = Machine::new(Goal::Available, Some(dated("AVAILABLE", 30)));
        assert_eq!(
            modified.observe(&dated("AVAILABLE", 31), 0.0),
            Verdict::Done
        );
    }

    #[test]
    fn dates_are_compared_as_times_however_they_are_written() {
        let at = |name: &str, date: &str| Snapshot {
            modified: Some(date.to_owned()),
            ..state(name)
        };
        for (since, now, verdict) in [
            (
                "2026-01-01T00:00:02.900Z",
                "2026-01-01T00:00:02Z",
                Verdict::Wait,
            ),
            (
                "2026-01-01T00:00:02Z",
                "2026-01-01T00:00:02.900Z",
                Verdict::Done,
            ),
            (
                "2026-01-01T00:00:02+00:00",
                "2026-01-01T00:00:02Z",
                Verdict::Wait,
            ),
            (
                "2026-01-01T02:00:02+02:00",
                "2026-01-01T00:00:03Z",
                Verdict::Done,
            ),
            (
                "2026-01-01T00:00:03Z",
                "2026-01-01T02:00:02+02:00",
                Verdict::Wait,
            ),
            ("no date", "no date", Verdict::Wait),
            ("no date", "no later date", Verdict::Done),
        ] {
            let mut wait = Machine::new(Goal::Available, Some(at("AVAILABLE", since)));
            let seen = wait.observe(&at("AVAILABLE", now), 0.0);
            assert_eq!(seen, verdict, "{now} after {since}");
        }
    }

    #[test]
    fn without_dates_an_unchanged_state_is_believed_after_a_minute() {
        let mut wait = Machine::new(Goal::Available, Some(state("UPDATING")));
        assert_eq!(wait.observe(&state("AVAILABLE"), 0.0), Verdict::Wait);
        assert_eq!(wait.observe(&state("AVAILABLE"), 59_999.0), Verdict::Wait);
        assert_eq!(wait.observe(&state("AVAILABLE"), 60_000.0), Verdict::Done);
    }

    #[test]
    fn a_new_tag_proves_news_where_dates_are_missing() {
        let tagged = |name: &str, tag: &str| Snapshot {
            etag: Some(tag.to_owned()),
            ..state(name)
        };
        let mut wait = Machine::new(Goal::Available, Some(tagged("UPDATING", "a")));
        assert_eq!(wait.observe(&tagged("AVAILABLE", "a"), 0.0), Verdict::Wait);
        assert_eq!(wait.observe(&tagged("AVAILABLE", "b"), 1.0), Verdict::Done);
    }

    #[test]
    fn a_date_on_one_side_only_proves_nothing() {
        for (before, now) in [
            (dated("UPDATING", 30), state("AVAILABLE")),
            (state("UPDATING"), dated("AVAILABLE", 30)),
        ] {
            let mut wait = Machine::new(Goal::Available, Some(before));
            assert_eq!(wait.observe(&now, 0.0), Verdict::Wait, "{now:?}");
        }
    }

    #[test]
    fn an_old_failure_to_delete_does_not_end_a_new_deletion() {
        let mut wait = Machine::new(Goal::Deleted, Some(state("FAILED_DESTROYING")));
        assert_eq!(
            wait.observe(&state("FAILED_DESTROYING"), 0.0),
            Verdict::Wait
        );
        assert_eq!(wait.observe(&state("DESTROYING"), 5_000.0), Verdict::Wait);
        assert_eq!(
            wait.observe(&state("FAILED_DESTROYING"), 9_000.0),
            Verdict::Failed
        );
    }

    #[test]
    fn a_deletion_by_somebody_else_is_no_stale_state() {
        let mut wait = Machine::new(Goal::Available, Some(dated("UPDATING", 30)));
        assert_eq!(wait.observe(&dated("DESTROYING", 10), 0.0), Verdict::Failed);
    }

    #[test]
    fn the_history_has_each_stay_once() {
        let mut wait = Machine::new(Goal::Available, None);
        for (name, at) in [
            ("BUSY", 0.0),
            ("BUSY", 1.0),
            ("UPDATING", 2.0),
            ("BUSY", 3.0),
        ] {
            wait.observe(&state(name), at);
        }
        let stays: Vec<_> = wait
            .history()
            .iter()
            .map(|s| (s.state.as_str(), s.since_ms))
            .collect();
        assert_eq!(stays, [("BUSY", 0.0), ("UPDATING", 2.0), ("BUSY", 3.0)]);
    }

    #[test]
    fn the_pace_slows_down_to_its_limit() {
        let mut pace = Pace::new(5_000.0, 30_000.0);
        let waits: Vec<_> = (0..10).map(|_| pace.next_ms(0.5).round()).collect();
        assert_eq!(waits[..3], [5_000.0, 6_250.0, 7_813.0]);
        assert_eq!(waits[9], 30_000.0);
        assert_eq!(Pace::new(1_000.0, 1_000.0).next_ms(0.0), 800.0);
        assert_eq!(Pace::new(1_000.0, 1_000.0).next_ms(1.0), 1_200.0);
    }
}
