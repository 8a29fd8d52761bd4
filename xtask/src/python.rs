//! Python and virtual environments, for the programs that only PyPI carries.

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};

use crate::freshness::is_fresh;
use crate::shell::{Result, at, command, failed, note, output_of, run};

/// The oldest Python that all of these programs run on.
const OLDEST: (u32, u32) = (3, 11);

/// Prints the version, unless the parts are missing that some distributions leave out.
const PROBE: &str = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])";

/// What is to be found on a machine.
pub(crate) fn wanted() -> String {
    let (major, minor) = OLDEST;
    format!("Python {major}.{minor} or newer with venv")
}

/// A Python that is new enough. One that the user names in PYTHON is used or refused.
pub(crate) fn find() -> Result<Option<String>> {
    let named = env::var("PYTHON").unwrap_or_default();
    if named.is_empty() {
        let mut usual = ["python3", "python", "py"].into_iter();
        return Ok(usual.find(|name| is_usable(name)).map(String::from));
    }
    if is_usable(&named) {
        return Ok(Some(named));
    }
    let wanted = wanted();
    Err(failed(format!("PYTHON is {named}, which is no {wanted}")))
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

/// A virtual environment with what a `requirements.txt` pins.
pub(crate) struct Environment<'a> {
    pub(crate) what: &'a str,
    pub(crate) folder: PathBuf,
    pub(crate) requirements: PathBuf,
}

impl Environment<'_> {
    /// One of its programs, by name.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        if cfg!(windows) {
            return self.folder.join("Scripts").join(format!("{name}.exe"));
        }
        self.folder.join("bin").join(name)
    }

    /// Has it ready, and returns its interpreter.
    pub(crate) fn ensure(&self, python: &str) -> Result<PathBuf> {
        let what = self.what;
        let interpreter = self.program("python");
        let stamp = self.folder.join("installed");
        if self.is_ready(&interpreter, &stamp) {
            note(format_args!("{what}: ready"));
            return Ok(interpreter);
        }
        note(format_args!("{what}: missing or outdated, installing"));
        let mut venv = command(python);
        venv.args(["-m", "venv", "--clear"]).arg(&self.folder);
        run(&mut venv)?;
        let mut pip = command(&interpreter);
        // What is not pinned is not installed.
        pip.args(["-m", "pip", "install", "--quiet", "--no-deps", "-r"]);
        run(pip.arg(&self.requirements))?;
        File::create(&stamp).map_err(at(&stamp))?;
        Ok(interpreter)
    }

    /// The interpreter is a link to a Python that may be gone.
    fn is_ready(&self, interpreter: &Path, stamp: &Path) -> bool {
        is_fresh(stamp, std::slice::from_ref(&self.requirements))
            && output_of(command(interpreter).arg("--version")).is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::project;

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
        for folder in ["tests/proof", "benches"] {
            let requirements = project::path(folder).join("requirements.txt");
            let requirements = fs::read_to_string(requirements).unwrap();
            let lines = requirements.lines().map(str::trim);
            for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
                assert!(line.contains("=="), "{line}");
            }
        }
    }
}
