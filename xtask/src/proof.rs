//! The proofs in `tests/proof/` that the emulator is faithful, from parties that are not us.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::freshness::is_fresh;
use crate::python::{self, Environment};
use crate::shell::{Error, Result, at, command, heading, note, npm, run};
use crate::{build, node, project};

const PROOFS: &str = "tests/proof";

/// Where what the proofs need is installed.
const INSTALLED: &str = "target/proof";

pub(crate) fn proof() -> Result {
    build::build_if_stale()?;
    kubeconfig()?;
    let Some(python) = python::find()? else {
        let wanted = python::wanted();
        let skipped = format!("schemathesis and the official SDK, for want of {wanted}");
        heading(format_args!("SKIPPED: {skipped}"));
        return Err(Error::Skipped(skipped));
    };
    let environment = Environment {
        what: "schemathesis and the official SDK",
        folder: project::path(INSTALLED).join("venv"),
        requirements: source("requirements.txt"),
    };
    let python = environment.ensure(&python)?;
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
