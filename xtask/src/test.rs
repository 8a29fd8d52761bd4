//! `cargo xtask test`: runs the steps one after the other, up to the first that fails.

use std::time::{Duration, Instant};

use crate::shell::{Error, Result, heading};
use crate::steps::{STEPS, Step, WITH_ALL};
use crate::tools;

/// How a step went.
struct Outcome {
    name: &'static str,
    took: Duration,
    passed: bool,
    /// What a step that passed has left out.
    skipped: Option<String>,
}

pub(crate) fn command(arguments: &[String]) -> Result {
    let steps = select(arguments)?;
    let started = Instant::now();
    let needed = steps.iter().flat_map(|step| step.tools.iter());
    tools::set_up(needed.flat_map(|tools| tools.iter().copied()))?;
    let set_up = started.elapsed();

    let (outcomes, result) = run(&steps);
    print!("\n{}", report(set_up, &outcomes, steps.len()));
    result
}

/// The steps that the arguments name, in the order of the tables; without names, every step.
fn select(arguments: &[String]) -> Result<Vec<&'static Step>> {
    let (flags, names): (Vec<_>, Vec<_>) = arguments.iter().partition(|name| *name == "--all");
    let is_all = !flags.is_empty();
    let is_step = |name: &String| every_step().any(|step| step.name == name);
    if let Some(unknown) = names.iter().find(|name| !is_step(name)) {
        let known: Vec<&str> = every_step().map(|step| step.name).collect();
        return Err(Error::Usage(format!(
            "`test` has no step `{unknown}`; there are {}, and the option --all",
            known.join(", ")
        )));
    }
    let is_wanted = |step: &&Step| match names.is_empty() {
        true => is_all || is_usual(step),
        false => names.iter().any(|name| *name == step.name),
    };
    let wanted = every_step().filter(is_wanted);
    if is_all {
        return Ok(wanted.map(in_full).collect());
    }
    Ok(wanted.collect())
}

/// The usual steps, then those that only `--all` adds.
fn every_step() -> impl Iterator<Item = &'static Step> {
    let added = WITH_ALL.iter().filter(|step| !is_usual(step));
    STEPS.iter().chain(added)
}

fn is_usual(step: &Step) -> bool {
    STEPS.iter().any(|usual| usual.name == step.name)
}

/// A step as it is with `--all`.
fn in_full(step: &'static Step) -> &'static Step {
    let is_namesake = |full: &&Step| full.name == step.name;
    WITH_ALL.iter().find(is_namesake).unwrap_or(step)
}

fn run(steps: &[&Step]) -> (Vec<Outcome>, Result) {
    let mut outcomes = Vec::new();
    for step in steps {
        let name = step.name;
        heading(name);
        let started = Instant::now();
        let (skipped, error) = match (step.run)() {
            Ok(()) => (None, None),
            Err(Error::Skipped(skipped)) => (Some(skipped), None),
            Err(error) => (None, Some(error)),
        };
        outcomes.push(Outcome {
            name,
            took: started.elapsed(),
            passed: error.is_none(),
            skipped,
        });
        if let Some(error) = error {
            return (outcomes, Err(blame(name, &error)));
        }
    }
    (outcomes, Ok(()))
}

fn blame(step: &str, error: &Error) -> Error {
    let (Error::Usage(reason) | Error::Failed(reason) | Error::Skipped(reason)) = error;
    Error::Failed(format!(
        "step {step}: {reason}\nrun it alone with: cargo xtask test {step}"
    ))
}

/// The wall time of each part, and the count as the last line.
fn report(set_up: Duration, outcomes: &[Outcome], steps: usize) -> String {
    let mut text = row("set-up", set_up, "");
    let mut total = set_up;
    for outcome in outcomes {
        text.push_str(&row(outcome.name, outcome.took, &verdict(outcome)));
        total += outcome.took;
    }
    text.push_str(&row("total", total, ""));

    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    let failed = outcomes.len() - passed;
    text.push_str(&format!("{passed} passed"));
    let in_part = outcomes.iter().filter(|outcome| outcome.skipped.is_some());
    match in_part.count() {
        0 => {}
        in_part => text.push_str(&format!(" ({in_part} in part)")),
    }
    text.push_str(&format!(", {failed} failed"));
    match steps - outcomes.len() {
        0 => text.push('\n'),
        not_run => text.push_str(&format!(", {not_run} not run\n")),
    }
    text
}

fn verdict(outcome: &Outcome) -> String {
    match &outcome.skipped {
        Some(skipped) => format!("passed, SKIPPED: {skipped}"),
        None if outcome.passed => "passed".to_owned(),
        None => "FAILED".to_owned(),
    }
}

fn row(name: &str, took: Duration, verdict: &str) -> String {
    let line = format!("    {name:<14}{:>8.1} s  {verdict}", took.as_secs_f64());
    format!("{}\n", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::failed;

    fn names(line: &str) -> Result<Vec<&'static str>> {
        let arguments: Vec<String> = line.split_whitespace().map(String::from).collect();
        let steps = select(&arguments)?;
        Ok(steps.iter().map(|step| step.name).collect())
    }

    fn outcome(name: &'static str, seconds: u64, passed: bool) -> Outcome {
        Outcome {
            name,
            took: Duration::from_secs(seconds),
            passed,
            skipped: None,
        }
    }

    const PASSING: Step = Step {
        name: "passing",
        tools: &[],
        run: || Ok(()),
    };
    const SKIPPING: Step = Step {
        name: "skipping",
        tools: &[],
        run: || Err(Error::Skipped("the half".to_owned())),
    };
    const FAILING: Step = Step {
        name: "failing",
        tools: &[],
        run: || Err(failed("`tsc` failed")),
    };

    #[test]
    fn every_step_runs_unless_some_are_named() {
        let all: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        assert_eq!(names("").unwrap(), all);
        assert!(names("--all").unwrap().starts_with(&all));
        assert_eq!(names("types fmt").unwrap(), ["fmt", "types"]);
        assert_eq!(names("fmt fmt").unwrap(), ["fmt"]);
        assert_eq!(names("--all fmt").unwrap(), ["fmt"]);
    }

    #[test]
    fn with_all_a_step_is_made_in_full() {
        let run = |line: &str| {
            let arguments: Vec<String> = line.split_whitespace().map(String::from).collect();
            select(&arguments).unwrap()[0].run
        };
        let full = WITH_ALL[0].run;
        assert!(std::ptr::fn_addr_eq(run("--all consumers"), full));
        assert!(!std::ptr::fn_addr_eq(run("consumers"), full));
    }

    #[test]
    fn what_only_all_adds_runs_with_it_or_by_its_name() {
        assert!(names("--all").unwrap().contains(&"deny"));
        assert!(!names("").unwrap().contains(&"deny"));
        assert_eq!(names("deny fmt").unwrap(), ["fmt", "deny"]);
    }

    #[test]
    fn an_unknown_step_is_named_and_the_known_ones_are_listed() {
        for line in ["fmt typse", "typse", "typse fmt"] {
            let Err(Error::Usage(message)) = names(line) else {
                panic!("accepted");
            };
            assert!(message.contains("no step `typse`"), "{message}");
            assert!(message.contains("fmt, clippy, native"), "{message}");
        }
    }

    #[test]
    fn the_first_failure_ends_the_run_and_says_how_to_repeat_it() {
        let (outcomes, result) = run(&[&PASSING, &FAILING, &PASSING]);
        assert_eq!(outcomes.len(), 2);
        let Err(Error::Failed(message)) = result else {
            panic!("passed");
        };
        assert_eq!(
            message,
            "step failing: `tsc` failed\nrun it alone with: cargo xtask test failing"
        );
    }

    #[test]
    fn the_last_line_of_a_good_run_counts_the_steps() {
        let outcomes = [outcome("fmt", 1, true), outcome("wasm-browser", 125, true)];
        let expected = [
            "    set-up             1.2 s",
            "    fmt                1.0 s  passed",
            "    wasm-browser     125.0 s  passed",
            "    total            127.2 s",
            "2 passed, 0 failed",
        ];
        let report = report(Duration::from_millis(1234), &outcomes, 2);
        assert_eq!(report.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_a_step_leaves_out_is_no_failure_but_is_seen() {
        let (outcomes, result) = run(&[&SKIPPING, &PASSING]);
        assert!(result.is_ok());
        let report = report(Duration::ZERO, &outcomes, 2);
        assert!(report.contains(" s  passed, SKIPPED: the half\n"));
        assert!(report.ends_with("\n2 passed (1 in part), 0 failed\n"));
    }

    #[test]
    fn what_did_not_run_is_counted_too() {
        let outcomes = [outcome("fmt", 1, true), outcome("clippy", 2, false)];
        let report = report(Duration::ZERO, &outcomes, 10);
        assert!(report.contains("clippy             2.0 s  FAILED\n"));
        assert!(report.ends_with("\n1 passed, 1 failed, 8 not run\n"));
    }
}
