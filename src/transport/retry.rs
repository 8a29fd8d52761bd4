//! Whether and when a request is sent again: a pure function, so that it can be read and tested
//! without a network. The rules, in the order in which they are asked:
//!
//! 1. A 401 is answered with a fresh token and one replay, where a fresh token can be had.
//! 2. A POST or PATCH that may have run is never sent again: its outcome is unknown.
//!    It provably did not run after a status below 500 other than 408, after 501 and 505, and when
//!    the connection was never made.
//! 3. A 404 for a DELETE of which an earlier attempt may have run is its success.
//! 4. A final answer is handed out: any status but 408, 429, 500, 502, 503 and 504.
//! 5. When the retries are used up, what happened last is handed out.
//! 6. A `Retry-After` of up to 60 s is waited out; a longer one is handed out at once.
//! 7. Otherwise the wait is random between 0 and 500 ms · 2ⁿ, at most 8 s ("full jitter").

use crate::endpoints::Method;

const BASE_DELAY_MS: f64 = 500.0;
const MOST_DELAY_MS: f64 = 8_000.0;
const MOST_RETRY_AFTER_MS: f64 = 60_000.0;

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Outcome {
    /// With a status, and the wait that the answer asks for.
    Answered {
        /// The status.
        status: u16,
        /// The wait of its `Retry-After`, in milliseconds.
        retry_after_ms: Option<f64>,
    },
    /// With a success whose body is no answer of the operation.
    Unreadable,
    /// Without a connection: the request was never sent.
    NotSent,
    /// With a connection that broke, or that may have been made: the request may have run.
    Lost,
    /// With the attempt's deadline.
    TimedOut,
}

/// What the decision depends on.
#[derive(Debug, Clone, Copy)]
pub struct Situation {
    /// Method of the operation.
    pub method: Method,
    /// How many retries there were already, replays for a fresh token not counted.
    pub retries: u32,
    /// How many retries there may be.
    pub max_retries: u32,
    /// Whether an earlier attempt of the same call may have run.
    pub may_have_run: bool,
    /// Whether a fresh token can be had, and was not had yet in this call.
    pub can_refresh: bool,
    /// How the attempt ended.
    pub outcome: Outcome,
    /// A random number from 0 (included) to 1 (excluded).
    pub random: f64,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decision {
    /// Hand out what happened, a success or an error.
    Finish,
    /// The resource is gone, as was asked for.
    Deleted,
    /// Say that nobody knows whether the write took effect.
    OutcomeUnknown,
    /// Get a fresh token, then send again.
    Refresh,
    /// Wait so many milliseconds, then send again.
    Retry(f64),
}

/// Whether a status says that the same request may fare better later.
#[must_use]
pub fn is_transient(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502 | 503 | 504)
}

/// Whether an error of this status may come after the request took effect. Gateways have statuses
/// of their own beyond those of RFC 9110, and say so little with them.
fn may_have_run(status: u16) -> bool {
    status == 408 || (status >= 500 && !matches!(status, 501 | 505))
}

impl Outcome {
    /// Whether the request may have taken effect, although no success was read.
    #[must_use]
    pub fn may_have_run(self) -> bool {
        match self {
            Self::Answered { status, .. } => may_have_run(status),
            Self::Unreadable | Self::Lost | Self::TimedOut => true,
            Self::NotSent => false,
        }
    }

    fn is_final(self) -> bool {
        match self {
            Self::Answered { status, .. } => !is_transient(status),
            Self::Unreadable => true,
            Self::NotSent | Self::Lost | Self::TimedOut => false,
        }
    }

    fn retry_after_ms(self) -> Option<f64> {
        match self {
            Self::Answered { retry_after_ms, .. } => retry_after_ms,
            _ => None,
        }
    }

    fn status(self) -> Option<u16> {
        match self {
            Self::Answered { status, .. } => Some(status),
            _ => None,
        }
    }
}

/// Decides by the rules above.
#[must_use]
pub fn decide(situation: &Situation) -> Decision {
    let outcome = situation.outcome;
    if outcome.status() == Some(401) && situation.can_refresh {
        return Decision::Refresh;
    }
    let idempotent = situation.method.is_idempotent();
    if !idempotent && outcome.may_have_run() {
        return Decision::OutcomeUnknown;
    }
    if outcome.status() == Some(404) && situation.method == Method::Delete && situation.may_have_run
    {
        return Decision::Deleted;
    }
    if outcome.is_final() || situation.retries >= situation.max_retries {
        return Decision::Finish;
    }
    match outcome.retry_after_ms() {
        Some(wait) if wait > MOST_RETRY_AFTER_MS => Decision::Finish,
        Some(wait) => Decision::Retry(wait),
        None => Decision::Retry(back_off(situation.retries, situation.random)),
    }
}

fn back_off(retries: u32, random: f64) -> f64 {
    let ceiling = (BASE_DELAY_MS * f64::from(1_u32 << retries.min(10))).min(MOST_DELAY_MS);
    (ceiling * random).clamp(0.0, ceiling)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GET: Situation = Situation {
        method: Method::Get,
        retries: 0,
        max_retries: 2,
        may_have_run: false,
        can_refresh: false,
        outcome: Outcome::Lost,
        random: 0.5,
    };

    fn status(status: u16) -> Outcome {
        Outcome::Answered {
            status,
            retry_after_ms: None,
        }
    }

    fn decide_for(method: Method, outcome: Outcome) -> Decision {
        decide(&Situation {
            method,
            outcome,
            ..GET
        })
    }

    #[test]
    fn reads_and_deletes_are_sent_again_when_something_passing_went_wrong() {
        for method in [Method::Get, Method::Delete] {
            for outcome in [408, 429, 500, 502, 503, 504].map(status) {
                assert_eq!(
                    decide_for(method, outcome),
                    Decision::Retry(250.0),
                    "{outcome:?}"
                );
            }
            for outcome in [Outcome::Lost, Outcome::NotSent, Outcome::TimedOut] {
                assert_eq!(
                    decide_for(method, outcome),
                    Decision::Retry(250.0),
                    "{outcome:?}"
                );
            }
        }
    }

    #[test]
    fn a_final_answer_is_handed_out() {
        for method in [Method::Get, Method::Post, Method::Patch, Method::Delete] {
            for code in [
                200, 202, 204, 302, 400, 401, 403, 404, 405, 409, 410, 422, 501, 505,
            ] {
                assert_eq!(
                    decide_for(method, status(code)),
                    Decision::Finish,
                    "{method} {code}"
                );
            }
        }
        assert_eq!(
            decide_for(Method::Get, Outcome::Unreadable),
            Decision::Finish
        );
        assert_eq!(
            decide_for(Method::Delete, Outcome::Unreadable),
            Decision::Finish
        );
    }

    #[test]
    fn a_write_that_may_have_run_is_never_sent_again() {
        for method in [Method::Post, Method::Patch] {
            for outcome in [408, 500, 502, 503, 504, 507, 520, 524, 599].map(status) {
                assert_eq!(
                    decide_for(method, outcome),
                    Decision::OutcomeUnknown,
                    "{outcome:?}"
                );
            }
            for outcome in [Outcome::Lost, Outcome::TimedOut, Outcome::Unreadable] {
                assert_eq!(
                    decide_for(method, outcome),
                    Decision::OutcomeUnknown,
                    "{outcome:?}"
                );
            }
        }
    }

    #[test]
    fn a_write_that_provably_did_not_run_is_sent_again() {
        for method in [Method::Post, Method::Patch] {
            for outcome in [status(429), Outcome::NotSent] {
                assert_eq!(
                    decide_for(method, outcome),
                    Decision::Retry(250.0),
                    "{outcome:?}"
                );
            }
        }
    }

    #[test]
    fn a_401_is_answered_with_a_fresh_token_once() {
        for method in [Method::Get, Method::Post, Method::Patch, Method::Delete] {
            let refresh = Situation {
                method,
                can_refresh: true,
                max_retries: 0,
                outcome: status(401),
                ..GET
            };
            assert_eq!(decide(&refresh), Decision::Refresh);
            let again = Situation {
                can_refresh: false,
                ..refresh
            };
            assert_eq!(decide(&again), Decision::Finish);
        }
    }

    #[test]
    fn a_404_is_the_success_of_a_delete_that_may_have_run_before() {
        let gone = Situation {
            method: Method::Delete,
            retries: 1,
            may_have_run: true,
            outcome: status(404),
            ..GET
        };
        assert_eq!(decide(&gone), Decision::Deleted);
        let never_ran = Situation {
            may_have_run: false,
            ..gone
        };
        assert_eq!(decide(&never_ran), Decision::Finish);
        let read = Situation {
            method: Method::Get,
            ..gone
        };
        assert_eq!(decide(&read), Decision::Finish);
    }

    #[test]
    fn retries_are_used_up_at_some_time() {
        let last = Situation { retries: 2, ..GET };
        assert_eq!(decide(&last), Decision::Finish);
        let none = Situation {
            max_retries: 0,
            ..GET
        };
        assert_eq!(decide(&none), Decision::Finish);
    }

    #[test]
    fn retry_after_is_waited_out_up_to_a_minute() {
        let asks = |wait| {
            decide(&Situation {
                outcome: Outcome::Answered {
                    status: 503,
                    retry_after_ms: Some(wait),
                },
                ..GET
            })
        };
        assert_eq!(asks(0.0), Decision::Retry(0.0));
        assert_eq!(asks(60_000.0), Decision::Retry(60_000.0));
        assert_eq!(asks(60_001.0), Decision::Finish);
    }

    #[test]
    fn the_wait_doubles_up_to_eight_seconds_with_full_jitter() {
        let waits: Vec<_> = (0..7).map(|n| back_off(n, 1.0)).collect();
        assert_eq!(
            waits,
            [500.0, 1000.0, 2000.0, 4000.0, 8000.0, 8000.0, 8000.0]
        );
        assert_eq!(back_off(3, 0.0), 0.0);
        assert_eq!(back_off(u32::MAX, 0.5), 4000.0);
    }
}
