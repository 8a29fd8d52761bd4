//! The proofs in `tests/proof/` that the emulator is faithful, from parties that are not us.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::freshness::is_fresh;
use crate::shell::{Error, Result, at, command, failed, heading, note, npm, output_of, run};
use crate::{build, node, project};

const PROOFS: &str = "tests/proof";

/// Where what the proofs need is installed.
const INSTALLED: &str = "target/proof";

/// The oldest Python for which there is a schemathesis.
const OLDEST: (u32, u32) = (3, 11);

/// Prints the version, unless the parts are missing that some distributions leave out.
const PROBE: &str = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])";

pub(crate) fn proof() -> Result {
    build::build_if_stale()?;
    kubeconfig()?;
    let Some(python) = find_python()? else {
        let (major, minor) = OLDEST;
        let skipped = format!(
            "schemathesis and the official SDK, for want of Python {major}.{minor} or newer with venv"
        );
        heading(format_args!("SKIPPED: {skipped}"));
        return Err(Error::Skipped(skipped));
    };
    let python = ensure_environment(&python)?;
    run(&mut script(&python, "test_official_sdk.py"))?;
    run(&mut script(&python, "run_schemathesis.py"))
}

/// Runs where its packages are installed, so that its imports find them.
fn kubeconfig() -> Result {
    let folder = project::path(INSTALLED);
    fs::create_dir_all(&folder).map_err(at(&folder))?;
    ensure_packages(&folder)?;
    let test = copy("kubeconfig.test.mjs", &folder)?;
    let mut node = node::tests(&[test]);
    run(node.current_dir(folder).env("PROJECT_DIR", project::root()))
}

/// Installs what `package-lock.json` of the proofs pins, unless that was done since it last changed.
fn ensure_packages(folder: &Path) -> Result {
    let installed = folder.join("node_modules/.package-lock.json");
    if is_fresh(&installed, &[source("package-lock.json")]) {
        note("@kubernetes/client-node: ready");
        return Ok(());
    }
    note("@kubernetes/client-node: missing or outdated, installing");
    copy("package.json", folder)?;
    copy("package-lock.json", folder)?;
    let mut npm = npm();
    npm.current_dir(folder);
    run(npm.args(["ci", "--no-audit", "--no-fund"]))
}

fn source(name: &str) -> PathBuf {
    project::path(PROOFS).join(name)
}

fn copy(name: &str, folder: &Path) -> Result<PathBuf> {
    let (from, to) = (source(name), folder.join(name));
    fs::copy(&from, &to).map_err(at(&from))?;
    Ok(to)
}

/// A Python that is new enough. One that the user names in PYTHON is used or refused.
fn find_python() -> Result<Option<String>> {
    let named = env::var("PYTHON").unwrap_or_default();
    if named.is_empty() {
        let mut usual = ["python3", "python", "py"].into_iter();
        return Ok(usual.find(|name| is_usable(name)).map(String::from));
    }
    if is_usable(&named) {
        return Ok(Some(named));
    }
    let (major, minor) = OLDEST;
    Err(failed(format!(
        "PYTHON is {named}, which is no Python {major}.{minor} or newer with venv"
    )))
}

fn is_usable(python: &str) -> bool {
    let printed = output_of(command(python).args(["-c", PROBE]));
    printed.is_some_and(|version| is_new_enough(&version))
}

fn is_new_enough(version: &str) -> bool {
    let Some((major, minor)) = version.split_once('.') else {
        return false;
    };
    match (major.parse(), minor.parse()) {
        (Ok(major), Ok(minor)) => (major, minor) >= OLDEST,
        _ => false,
    }
}

/// Has a virtual environment with what `requirements.txt` pins, and returns its interpreter.
fn ensure_environment(python: &str) -> Result<PathBuf> {
    let folder = project::path(INSTALLED).join("venv");
    let interpreter = folder.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    let requirements = source("requirements.txt");
    let stamp = folder.join("installed");
    // The interpreter is a link to a Python that may be gone.
    if is_fresh(&stamp, std::slice::from_ref(&requirements))
        && output_of(command(&interpreter).arg("--version")).is_some()
    {
        note("schemathesis and the official SDK: ready");
        return Ok(interpreter);
    }
    note("schemathesis and the official SDK: missing or outdated, installing");
    run(command(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let mut pip = command(&interpreter);
    // What is not pinned is not installed.
    pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "-r"]);
    run(pip.arg(requirements))?;
    File::create(&stamp).map_err(at(&stamp))?;
    Ok(interpreter)
}

/// A script of the proofs, which talks to this machine and leaves nothing between the sources.
fn script(python: &Path, name: &str) -> Command {
    let mut script = command(python);
    script.arg(source(name));
    script.env("PYTHONDONTWRITEBYTECODE", "1");
    script.env("PYTHONUTF8", "1");
    script.env("NO_PROXY", "127.0.0.1");
    script.env_remove("IONOS_HTTP_PROXY");
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        for version in ["3.11", "3.20", "4.0"] {
            assert!(is_new_enough(version), "{version}");
        }
        for version in ["3.10", "3.9", "2.7", "", "3", "3.x"] {
            assert!(!is_new_enough(version), "{version}");
        }
    }

    #[test]
    fn what_is_no_python_is_not_usable() {
        assert!(!is_usable("no-such-python"));
        assert!(!is_usable("cargo"));
    }

    #[test]
    fn every_requirement_is_pinned() {
        let requirements = fs::read_to_string(source("requirements.txt")).unwrap();
        let lines = requirements.lines().map(str::trim);
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            assert!(line.contains("=="), "{line}");
        }
    }
}
