//! Tasks without a host: what they say is to be done next. Nothing is sent, and no time passes but what a test lets pass.

use super::*;
use crate::client::Kind;
use crate::endpoints::{Operation, clusters};
use crate::message::Value;
use crate::step::{Head, Thrown};
use crate::transport::credentials::TokenCache;
use crate::waiter::machine::Goal;

const ID: &str = "498ae72f-411f-11eb-9d07-046c59cc737e\n";
const CREATE: &str =
    r#"{"properties":{"name":"prod","datacenterId":"3fa85f64-5717-4562-b3fc-2c963f66afa6"}}"#;
const MINUTE: f64 = 60_000.0;

/// A client, a task of it, and the time.
struct Script {
    client: Client,
    task: Option<Task>,
    now: f64,
}

impl Script {
    fn new(options: &str) -> Self {
        let told = format!(r#"{{"options":{options},"isServer":true}}"#);
        let client = Client::open(Value::of(told.as_bytes())).map_err(|failure| failure.message());
        Self {
            client: client.unwrap(),
            task: None,
            now: 1_767_225_600_000.0,
        }
    }

    fn time(&self) -> Time {
        Time {
            now: self.now,
            random: 0.5,
        }
    }

    fn begin(&mut self, kind: Kind, told: &str, body: &str) -> String {
        let wish = Wish {
            kind,
            is_aborted: false,
            told: told.as_bytes(),
            body: body.as_bytes(),
        };
        let time = self.time();
        match Task::begin(&mut self.client, time, &wish) {
            Ok((task, step, _told)) => {
                self.task = Some(task);
                said(&step)
            }
            Err(failure) => said(&Step::Fail(failure)),
        }
    }

    fn call(&mut self, operation: &'static Operation) -> String {
        let body = operation.body.as_ref().map_or("", |_| CREATE);
        let ids = operation.parameters().map(|_| ID).collect::<String>();
        self.begin(Kind::Call(operation), &ids, body)
    }

    fn on(&mut self, input: &Input) -> String {
        let time = self.time();
        let task = self.task.as_mut().unwrap();
        said(&task.on(&mut self.client, time, input).0)
    }

    /// Lets time pass until the present step's is over.
    fn wait(&mut self, ms: f64) -> String {
        self.now += ms;
        self.on(&Input::Time)
    }

    fn answer(&mut self, status: u16, body: &str) -> String {
        let head = Head {
            status: Some(status),
            ..Head::default()
        };
        let body = body.as_bytes();
        self.on(&Input::Answer { head, body })
    }

    fn lose(&mut self, code: Option<&str>) -> String {
        let thrown = Thrown {
            words: Some("fetch failed".to_owned()),
            code: code.map(str::to_owned),
        };
        let head = Head::default();
        self.on(&Input::Thrown { head, thrown })
    }

    /// Takes in what the token function gave, as a host does: first for all, then for who waits.
    fn token(&mut self, number: u32, given: &str) -> String {
        let value = Value::of(given.as_bytes());
        let time = self.time();
        let mut moment = Moment::new(&mut self.client, time);
        TokenCache::take(&mut moment, number, value);
        self.on(&Input::Token(value))
    }
}

fn said(step: &Step) -> String {
    match step {
        Step::Token { number, ask, ms } => {
            let asks = if *ask { "ask for" } else { "wait for" };
            format!("{asks} token {number}, {ms} ms")
        }
        Step::Send { ms, .. } => format!("send, {ms} ms"),
        Step::Sleep(ms) => format!("sleep {ms} ms"),
        Step::Rest => "rest".to_owned(),
        Step::Give(given) => format!("give {given:?}"),
        Step::Fail(failure) => {
            let context = failure.context();
            format!(
                "fail with {} after {} attempts and {} ms",
                failure.code(),
                context.attempts,
                context.elapsed_ms
            )
        }
    }
}

fn cluster(state: &str) -> String {
    let id = ID.trim();
    format!(r#"{{"id":"{id}","metadata":{{"state":"{state}"}},"properties":{{}}}}"#)
}

#[test]
fn a_read_is_sent_again_after_what_passes_and_ends_when_the_retries_do() {
    let mut script = Script::new("{}");
    assert_eq!(script.call(&clusters::GET), "send, 30000 ms");
    assert_eq!(script.answer(503, ""), "sleep 250 ms");
    assert_eq!(script.wait(250.0), "send, 30000 ms");
    assert_eq!(script.lose(None), "sleep 500 ms");
    assert_eq!(script.wait(500.0), "send, 30000 ms");
    let end = "fail with TIMEOUT after 3 attempts and 30750 ms";
    assert_eq!(script.wait(30_000.0), end);
}

#[test]
fn a_write_is_never_sent_again_once_it_may_have_run() {
    for method in [&clusters::CREATE, &clusters::UPDATE] {
        let mut script = Script::new("{\"validate\":false}");
        assert_eq!(script.call(method), "send, 30000 ms");
        assert_eq!(script.lose(Some("ECONNREFUSED")), "sleep 250 ms");
        assert_eq!(script.wait(250.0), "send, 30000 ms");
        let end = "fail with OUTCOME_UNKNOWN after 2 attempts and 250 ms";
        assert_eq!(script.lose(Some("ECONNRESET")), end);
    }
}

#[test]
fn a_delete_that_was_lost_has_succeeded_when_there_is_nothing_left() {
    let mut script = Script::new("{}");
    script.call(&clusters::DELETE);
    script.lose(None);
    script.wait(250.0);
    assert_eq!(script.answer(404, ""), "give Nothing");
}

#[test]
fn a_token_is_asked_for_once_and_had_by_all_who_want_it_later() {
    let mut script = Script::new(r#"{"token":["function"]}"#);
    assert_eq!(script.call(&clusters::GET), "ask for token 0, 30000 ms");
    script.now += 1_000.0;
    assert_eq!(script.token(0, r#"{"token":"t"}"#), "send, 29000 ms");
    assert_eq!(script.call(&clusters::GET), "send, 30000 ms");
}

#[test]
fn an_old_token_that_still_serves_is_sent_where_the_new_one_does_not_come() {
    let mut script = Script::new(r#"{"token":["function"]}"#);
    script.call(&clusters::GET);
    let end = script.now + 10.0 * MINUTE;
    script.token(0, &format!(r#"{{"token":"t","expiresAt":{end}}}"#));
    script.now += 9.0 * MINUTE;
    assert_eq!(script.call(&clusters::CREATE), "ask for token 1, 15000 ms");
    assert_eq!(script.wait(15_000.0), "send, 15000 ms");
}

#[test]
fn a_token_that_comes_too_late_sends_nothing() {
    let mut script = Script::new(r#"{"token":["function"]}"#);
    script.call(&clusters::CREATE);
    script.now += 40_000.0;
    let end = "fail with CREDENTIALS after 0 attempts and 40000 ms";
    assert_eq!(script.token(0, r#"{"token":"t"}"#), end);
    assert_eq!(
        script.call(&clusters::CREATE),
        "send, 30000 ms",
        "the next has it"
    );
}

#[test]
fn a_clock_that_is_set_back_makes_no_time_negative_and_none_longer() {
    let mut script = Script::new(r#"{"token":["function"]}"#);
    script.call(&clusters::GET);
    script.now -= 60.0 * MINUTE;
    assert_eq!(script.token(0, r#"{"token":"t"}"#), "send, 30000 ms");
    assert_eq!(
        script.answer(404, ""),
        "fail with API after 1 attempts and 0 ms"
    );
}

#[test]
fn a_wait_looks_until_the_goal_is_reached_ever_more_seldom() {
    let mut script = Script::new("{}");
    let kind = Kind::Wait(&clusters::GET, Goal::Available);
    assert_eq!(script.begin(kind, ID, ""), "rest");
    assert_eq!(script.wait(0.0), "sleep 0 ms");
    assert_eq!(script.wait(0.0), "send, 30000 ms");
    assert_eq!(script.answer(200, &cluster("DEPLOYING")), "sleep 5000 ms");
    assert_eq!(script.wait(5_000.0), "send, 30000 ms");
    assert_eq!(script.answer(502, ""), "sleep 6250 ms");
    assert_eq!(script.wait(6_250.0), "send, 30000 ms");
    assert_eq!(script.answer(200, &cluster("AVAILABLE")), "give Answer");
}

#[test]
fn a_call_that_is_over_sends_nothing_more_whatever_it_is_told() {
    for operation in [&clusters::GET, &clusters::CREATE] {
        let mut script = Script::new("{}");
        assert_eq!(script.call(operation), "send, 30000 ms");
        assert_eq!(script.answer(200, &cluster("DEPLOYING")), "give Answer");
        let end = "fail with ABORTED after 1 attempts and 0 ms";
        assert_eq!(script.wait(0.0), end);
        assert_eq!(script.answer(429, ""), end);
    }
}

#[test]
fn what_is_wrong_with_a_call_is_said_before_anything_is_sent() {
    let mut script = Script::new("{}");
    let end = "fail with INVALID_ARGUMENT after 0 attempts and 0 ms";
    assert_eq!(script.begin(Kind::Call(&clusters::GET), "\n", ""), end);
    assert_eq!(script.begin(Kind::Call(&clusters::CREATE), "", "{}"), end);
}
