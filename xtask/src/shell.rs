//! Running other programs, and saying so.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt::Display;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::project;

/// Why a command of this crate ended.
#[derive(Debug)]
pub(crate) enum Error {
    /// It was called in a way that it does not understand.
    Usage(String),
    /// What it set out to do did not work.
    Failed(String),
    /// What it did worked, but it left this out, for want of something that not every machine has.
    Skipped(String),
}

pub(crate) type Result<T = ()> = std::result::Result<T, Error>;

/// An error from its reason, for `map_err` and `ok_or_else`.
pub(crate) fn failed(reason: impl Into<String>) -> Error {
    Error::Failed(reason.into())
}

/// Says which file an input or output error is about.
pub(crate) fn at(path: &Path) -> impl FnOnce(io::Error) -> Error {
    move |error| failed(format!("{}: {error}", path.display()))
}

/// Refuses arguments, for the commands that take none.
pub(crate) fn no_arguments(command: &str, arguments: &[String]) -> Result {
    match arguments.first() {
        None => Ok(()),
        Some(argument) => Err(Error::Usage(format!(
            "`{command}` takes no arguments, but got `{argument}`"
        ))),
    }
}

/// Announces a part of the work.
pub(crate) fn heading(text: impl Display) {
    println!("==> {text}");
}

/// Reports inside the part that was announced last.
pub(crate) fn note(text: impl Display) {
    println!("    {text}");
}

/// A program started in the workspace's folder, with the project's own tools first on its PATH.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(project::root())
        .env("PATH", tool_path());
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// A cargo whose results are looked for afterwards: they go where that is, wherever the user has others.
pub(crate) fn cargo_at_home() -> Command {
    let mut cargo = cargo();
    cargo.env("CARGO_TARGET_DIR", project::path("target"));
    cargo
}

/// npm is a batch file on Windows, which only its full name finds.
pub(crate) fn npm() -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Runs a program whose output the user sees, and fails when it fails.
pub(crate) fn run(command: &mut Command) -> Result {
    let line = command_line(command);
    note(format_args!("$ {line}"));
    let status = command
        .status()
        .map_err(|error| cannot_start(command, &error))?;
    if status.success() {
        return Ok(());
    }
    Err(failed(format!("`{line}` failed: {status}")))
}

/// What a program prints, or nothing when it is missing or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_owned())
}

/// Ends in another program, which takes this one's place.
///
/// On Unix that is meant literally: signals reach the program because there is nothing else left
/// that they could reach. Windows has no such call, and sends Ctrl-C to the whole console.
#[cfg(unix)]
pub(crate) fn replace_with(command: &mut Command) -> Result {
    use std::os::unix::process::CommandExt;

    note(format_args!("$ {}", command_line(command)));
    let error = command.exec();
    Err(cannot_start(command, &error))
}

/// Ends in another program: waits for it, as Windows cannot put it in this one's place.
#[cfg(not(unix))]
pub(crate) fn replace_with(command: &mut Command) -> Result {
    run(command)
}

/// PATH with the pinned tools in front: what `target/tools` and `npm ci` hold wins over what the
/// machine happens to have (an old wasm-opt breaks the output without a word).
fn tool_path() -> OsString {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let own = ["target/tools/bin", "node_modules/.bin"].map(project::path);
    let all = own.into_iter().chain(env::split_paths(&inherited));
    // Joining fails on a folder whose name holds the separator; then there is no PATH to extend.
    env::join_paths(all).unwrap_or(inherited)
}

fn cannot_start(command: &Command, error: &io::Error) -> Error {
    let program = command.get_program().to_string_lossy();
    if error.kind() == io::ErrorKind::NotFound {
        let get_it = how_to_get(&program);
        return failed(format!("`{program}` is needed, but was not found{get_it}"));
    }
    failed(format!("`{program}` could not be started: {error}"))
}

/// Where there is a program that nothing here can install, and that not everyone has who has Rust or Node.js.
fn how_to_get(program: &str) -> &'static str {
    match program {
        "npm" | "npm.cmd" => {
            ": it comes with Node.js from https://nodejs.org, or from your package manager"
        }
        "rustup" => ": get it from https://rustup.rs",
        _ => "",
    }
}

/// The command as a user would type it in the workspace's folder.
fn command_line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let mut line = name.to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&shown(argument));
    }
    line
}

fn shown(argument: &OsStr) -> String {
    let path = Path::new(argument);
    let short = path.strip_prefix(project::root()).unwrap_or(path);
    let text = short.to_string_lossy();
    if text.is_empty() || text.contains(char::is_whitespace) {
        return format!("'{text}'");
    }
    text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_one_would_type_it() {
        let mut command = command("/usr/bin/node");
        command.arg(project::path("www/serve.mjs"));
        command.args(["--title", "a page", ""]);
        let script = Path::new("www").join("serve.mjs");
        assert_eq!(
            command_line(&command),
            format!("node {} --title 'a page' ''", script.display())
        );
    }

    #[test]
    fn own_tools_come_before_the_machines() {
        let path = tool_path();
        let first = env::split_paths(&path).next();
        assert_eq!(first, Some(project::path("target/tools/bin")));
    }

    #[test]
    fn what_is_looked_for_afterwards_is_made_in_the_workspace() {
        let cargo = cargo_at_home();
        let mut variables = cargo.get_envs();
        let folder = project::path("target");
        assert!(
            variables
                .any(|(name, value)| name == "CARGO_TARGET_DIR" && value == Some(folder.as_ref()))
        );
    }

    #[test]
    fn a_missing_program_is_named() {
        let Err(Error::Failed(reason)) = run(&mut command("no-such-program")) else {
            panic!("it ran");
        };
        assert_eq!(reason, "`no-such-program` is needed, but was not found");
    }

    #[test]
    fn of_a_missing_program_that_nothing_here_installs_it_is_said_how_to_get_it() {
        let missing = io::Error::from(io::ErrorKind::NotFound);
        for (program, place) in [
            ("npm", "https://nodejs.org"),
            ("rustup", "https://rustup.rs"),
        ] {
            let Error::Failed(reason) = cannot_start(&command(program), &missing) else {
                panic!("no failure");
            };
            assert!(reason.starts_with(&format!("`{program}` is needed, but was not found: ")));
            assert!(reason.contains(place), "{reason}");
        }
    }
}
