//! What a Makefile would do, on any platform: `cargo xtask` lists the commands.

mod bench;
mod browser;
mod build;
mod consumer;
mod consumers;
mod coverage;
mod demo;
mod deny;
mod docs;
mod emulator;
mod files;
mod freshness;
mod node;
mod probe;
mod project;
mod proof;
mod python;
mod remap;
mod rust_tools;
mod screenshots;
mod shell;
mod steps;
mod surface;
mod test;
mod tools;

use std::env;
use std::process::ExitCode;

use shell::{Error, Result};

struct Command {
    name: &'static str,
    arguments: &'static str,
    summary: &'static str,
    run: fn(&[String]) -> Result,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "bench",
        arguments: "[--quick] [PART...]",
        summary: "measure the package beside its peers: all, or the named parts",
        run: bench::command,
    },
    Command {
        name: "build",
        arguments: "",
        summary: "make the complete npm package in pkg/",
        run: build::command,
    },
    Command {
        name: "coverage",
        arguments: "",
        summary: "count which lines the tests reach, into target/coverage/",
        run: coverage::command,
    },
    Command {
        name: "demo",
        arguments: "[--no-serve] [--port N]",
        summary: "build, run the quick start, serve the demo page",
        run: demo::command,
    },
    Command {
        name: "docs",
        arguments: "",
        summary: "make the guide and the reference in target/docs/",
        run: docs::command,
    },
    Command {
        name: "emulator",
        arguments: "[--port N] [...]",
        summary: "serve the emulator on 127.0.0.1; arguments go to the server",
        run: emulator::command,
    },
    Command {
        name: "probe",
        arguments: "",
        summary: "measure what the README compares with other libraries",
        run: probe::command,
    },
    Command {
        name: "screenshots",
        arguments: "",
        summary: "write pictures of the demo page into docs/",
        run: screenshots::command,
    },
    Command {
        name: "surface",
        arguments: "",
        summary: "accept the package's declarations, as they are now, into tests/surface/",
        run: surface::command,
    },
    Command {
        name: "test",
        arguments: "[--all] [STEP...]",
        summary: "run the tests, or the named steps; --all: with large downloads",
        run: test::command,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Error::Usage(message)) => {
            eprintln!("error: {message}");
            ExitCode::from(2)
        }
        Err(Error::Failed(message)) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
        Err(Error::Skipped(_)) => ExitCode::SUCCESS,
    }
}

fn dispatch(arguments: &[String]) -> Result {
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", help());
        return Ok(());
    };
    if name == "help" || is_help(name) {
        print!("{}", help());
        return Ok(());
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Err(Error::Usage(format!("no command `{name}`\n\n{}", help())));
    };
    // The emulator's server has a help of its own.
    if name != "emulator" && rest.iter().any(|argument| is_help(argument)) {
        let usage = format!("Usage: cargo xtask {} {}", command.name, command.arguments);
        println!("{}\n\n{}", usage.trim_end(), command.summary);
        return Ok(());
    }
    (command.run)(rest)
}

fn is_help(argument: &str) -> bool {
    matches!(argument, "--help" | "-h")
}

fn help() -> String {
    let mut text = String::from("Usage: cargo xtask <command>\n\nCommands:\n");
    for command in COMMANDS {
        let usage = format!("{} {}", command.name, command.arguments);
        text.push_str(&format!("  {usage:<30}  {}\n", command.summary));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<String> {
        line.split_whitespace().map(String::from).collect()
    }

    #[test]
    fn help_has_one_line_for_each_command() {
        let help = help();
        for command in COMMANDS {
            let line = format!("  {} ", command.name);
            assert_eq!(help.matches(&line).count(), 1, "{}", command.name);
        }
    }

    #[test]
    fn an_unknown_command_is_named_and_the_known_ones_are_listed() {
        let Err(Error::Usage(message)) = dispatch(&arguments("tset --all")) else {
            panic!("accepted");
        };
        assert!(message.starts_with("no command `tset`"));
        assert!(message.contains("  test "));
    }

    #[test]
    fn a_command_that_is_asked_for_help_says_how_it_is_used_and_does_nothing() {
        for line in ["build --help", "demo --port 1 -h", "test --help"] {
            assert!(dispatch(&arguments(line)).is_ok(), "{line}");
        }
    }

    #[test]
    fn commands_without_arguments_refuse_them() {
        for line in ["build --fast", "docs open", "probe all"] {
            assert!(matches!(dispatch(&arguments(line)), Err(Error::Usage(_))));
        }
    }
}
