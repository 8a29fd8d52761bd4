//! The JavaScript side of the tools: Node.js and what npm installs.

use std::path::PathBuf;
use std::process::Command;

use crate::freshness::is_fresh;
use crate::project;
use crate::shell::{Result, command, failed, note, npm, output_of, run};

/// The oldest Node.js that the tests run on.
const OLDEST: (u32, u32) = (20, 19);

/// A script that Node.js runs in the workspace's folder.
pub(crate) fn script(path: impl Into<PathBuf>) -> Command {
    let mut node = command("node");
    node.arg(path.into());
    node
}

/// Node.js' own test runner over test files.
pub(crate) fn tests(files: &[PathBuf]) -> Command {
    let mut node = command("node");
    // The default reporter depends on the version and on whether a terminal listens.
    node.args(["--test", "--test-reporter=spec"]).args(files);
    node
}

/// Refuses to go on without a Node.js that is new enough.
pub(crate) fn ensure_version() -> Result {
    let (major, minor) = OLDEST;
    let wanted = format!("Node.js {major}.{minor} or newer is needed");
    let get_it = "get it from https://nodejs.org or from your package manager";
    let Some(printed) = output_of(command("node").arg("--version")) else {
        return Err(failed(format!("{wanted}, but was not found: {get_it}")));
    };
    if parse_version(&printed).is_none_or(|found| found < OLDEST) {
        return Err(failed(format!("{wanted}, but found {printed}: {get_it}")));
    }
    note(format_args!("Node.js {printed}: ready"));
    Ok(())
}

/// Installs what package-lock.json pins, unless that was done since it last changed.
pub(crate) fn ensure_modules() -> Result {
    let installed = project::path("node_modules/.package-lock.json");
    if is_fresh(&installed, &[project::path("package-lock.json")]) {
        note("node_modules: ready");
        return Ok(());
    }
    note("node_modules (wasm-opt, TypeScript, ...): missing or outdated, installing");
    run(npm().arg("ci"))
}

/// Major and minor of what `node --version` prints.
fn parse_version(printed: &str) -> Option<(u32, u32)> {
    let mut parts = printed.strip_prefix('v')?.split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next()?.parse().ok()?;
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_what_node_prints() {
        assert_eq!(parse_version("v20.19.4"), Some((20, 19)));
        assert_eq!(parse_version("v26.0.0-nightly2026"), Some((26, 0)));
        assert_eq!(parse_version("20.19.4"), None);
        assert_eq!(parse_version("v20"), None);
        assert_eq!(parse_version("version"), None);
    }

    #[test]
    fn versions_compare_as_numbers() {
        assert!(parse_version("v20.9.0") < Some(OLDEST));
        assert!(parse_version("v18.20.8") < Some(OLDEST));
        assert!(parse_version("v20.19.0") >= Some(OLDEST));
        assert!(parse_version("v100.0.0") >= Some(OLDEST));
    }
}
