//! A project like a user's: an empty folder into which the packed package was installed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::{Result, at, command, failed, npm, run};
use crate::{files, project};

const MANIFEST: &str = "{ \"name\": \"consumer\", \"private\": true, \"type\": \"module\" }\n";

/// A project that has the package from its tarball, not from a link: what `files` in the
/// package's package.json forgets is missing here as it would be for a user.
pub(crate) struct Consumer {
    pub(crate) folder: PathBuf,
    pub(crate) tarball: PathBuf,
}

impl Consumer {
    /// Packs `pkg/` and installs it into a new project in `target/`.
    pub(crate) fn new(name: &str) -> Result<Self> {
        let tarball = pack()?;
        let folder = project::path("target").join(name);
        // New each time, because npm keeps an installed tarball of the same name and version.
        files::recreate(&folder)?;
        let manifest = folder.join("package.json");
        fs::write(&manifest, MANIFEST).map_err(at(&manifest))?;
        let mut install = npm();
        install.current_dir(&folder);
        install.args(["install", "--no-package-lock", "--no-audit", "--no-fund"]);
        run(install.arg(&tarball))?;
        Ok(Self { folder, tarball })
    }

    /// Where the package was installed.
    pub(crate) fn package(&self) -> PathBuf {
        self.folder.join("node_modules/ionoscloud-dataplatform")
    }

    /// A program that runs in the project.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = command(program);
        command.current_dir(&self.folder);
        command
    }
}

/// Packs `pkg/`.
pub(crate) fn pack() -> Result<PathBuf> {
    let folder = project::path("target/tarball");
    files::recreate(&folder)?;
    let mut pack = npm();
    pack.args(["pack", "./pkg", "--silent", "--pack-destination"]);
    run(pack.arg(&folder))?;
    tarball_in(&folder)
}

/// The name has the version in it, so it is looked up rather than put together.
fn tarball_in(folder: &Path) -> Result<PathBuf> {
    let tarballs = files::ending_with(folder, ".tgz")?;
    let first = tarballs.into_iter().next();
    first.ok_or_else(|| failed("npm packed nothing"))
}
