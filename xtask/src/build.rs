//! `cargo xtask build`: the crates to Wasm, the Wasm to the npm package in `pkg/`.

use std::ffi::OsStr;
use std::fs::File;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::freshness::is_fresh;
use crate::shell::{self, Result, at, heading, no_arguments, note};
use crate::tools::{self, Tool};
use crate::{files, node, project, remap};

/// What building needs.
pub(crate) const TOOLS: &[Tool] = &[
    Tool::WasmTarget,
    Tool::Node,
    Tool::NodeModules,
    Tool::WasmPack,
    Tool::WasmBindgen,
];

/// Where wasm-pack's output goes.
const MODULES: &str = "target/wasm";

/// What the package is made from.
const SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "api",
    "checker",
    "emulator",
    "package-lock.json",
    "pkg-template",
    "rust-toolchain.toml",
    "src",
];

pub(crate) fn command(arguments: &[String]) -> Result {
    no_arguments("build", arguments)?;
    tools::set_up(TOOLS.iter().copied())?;
    heading("build");
    build()
}

/// Makes the package.
pub(crate) fn build() -> Result {
    // What is edited while the build runs must count as newer than its result.
    let started = SystemTime::now();
    // Empty, because wasm-pack leaves the files of earlier builds, and the stamp of the last good
    // build must not outlive a build that fails half-way.
    files::recreate(&project::path(MODULES))?;
    let flags = remap::encoded_rust_flags()?;
    wasm_pack(".", "core", &flags)?;
    wasm_pack("emulator", "emulator", &flags)?;
    shell::run(&mut node::script("pkg-template/assemble.mjs"))?;
    stamp(started)?;
    shell::run(node::script("xtask/sizes.mjs").arg("pkg"))
}

/// Makes the package unless it is there and newer than its sources.
pub(crate) fn build_if_stale() -> Result {
    if is_package_fresh() {
        note("pkg/ is newer than its sources");
        return Ok(());
    }
    build()
}

/// Whether `pkg/` is there and newer than its sources.
pub(crate) fn is_package_fresh() -> bool {
    let sources: Vec<PathBuf> = SOURCES.iter().map(|source| project::path(source)).collect();
    project::path("pkg/package.json").is_file() && is_fresh(&stamp_file(), &sources)
}

fn wasm_pack(package: &str, name: &str, rust_flags: &OsStr) -> Result {
    let out_dir = project::path(MODULES).join(name);
    let mut wasm_pack = shell::command("wasm-pack");
    wasm_pack.env(remap::VARIABLE, rust_flags);
    wasm_pack.args(["build", "--release", "--no-pack", "--no-gitignore"]);
    wasm_pack.args(["--target", "bundler", "--out-name", name]);
    // A relative folder would be one inside the crate.
    wasm_pack.arg("--out-dir").arg(out_dir).arg(package);
    shell::run(&mut wasm_pack)
}

/// An empty file whose time is that of the last good build: the package's own files may carry
/// the times of what they were copied from.
fn stamp_file() -> PathBuf {
    project::path(MODULES).join("built")
}

fn stamp(time: SystemTime) -> Result {
    let path = stamp_file();
    let file = File::create(&path).map_err(at(&path))?;
    file.set_modified(time).map_err(at(&path))
}
