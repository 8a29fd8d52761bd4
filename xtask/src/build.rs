//! `cargo xtask build`: the crates to Wasm, the Wasm to the npm package in `pkg/`.

use std::ffi::OsStr;
use std::fs::File;
use std::path::PathBuf;
use std::process::Command;
use std::time::SystemTime;

use crate::freshness::is_fresh;
use crate::shell::{self, Result, at, heading, no_arguments, note};
use crate::tools::{self, Tool};
use crate::{files, node, project, remap};

/// What building needs.
pub(crate) const TOOLS: &[Tool] = &[
    Tool::WasmTarget,
    Tool::RustSource,
    Tool::Node,
    Tool::NodeModules,
    Tool::WasmPack,
    Tool::WasmBindgen,
];

/// What makes the package's module an eighth smaller (docs/architecture.md): a panic is a trap without a
/// message, which nobody would read, what two crates make of the same source is made once, and only what
/// is small already is copied to where it is called, by the compiler's own pass rather than by LLVM's.
const SMALL_FLAGS: [&str; 8] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Cllvm-args=--inline-threshold=5",
    "-Zshare-generics=yes",
    "-Zinline-mir=yes",
    "-Zinline-mir-threshold=20",
    "-Zinline-mir-hint-threshold=40",
    STACK,
];

/// What the stack may take, in place of a mebibyte for each instance: nothing in the library recurses as deep as what it
/// is given, and the deepest call of the tests takes a tenth of it.
const STACK: &str = "-Clink-arg=-zstack-size=65536";

/// The standard library is made anew for them, with the smaller of its algorithms.
const SMALL_STANDARD_LIBRARY: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
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
    "values",
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
    shell::run(&mut core()?)?;
    shell::run(&mut emulator()?)?;
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

/// The library's module. What makes it small is not stable yet, but the same in each build of a pinned
/// compiler.
fn core() -> Result<Command> {
    let mut build = wasm_pack(".", "core", &remap::encoded_rust_flags(&SMALL_FLAGS)?);
    build.env("RUSTC_BOOTSTRAP", "1");
    build.arg("--").args(SMALL_STANDARD_LIBRARY);
    Ok(build)
}

fn emulator() -> Result<Command> {
    let flags = remap::encoded_rust_flags(&[])?;
    Ok(wasm_pack("emulator", "emulator", &flags))
}

fn wasm_pack(package: &str, name: &str, rust_flags: &OsStr) -> Command {
    let out_dir = project::path(MODULES).join(name);
    let mut wasm_pack = shell::command("wasm-pack");
    wasm_pack.env(remap::VARIABLE, rust_flags);
    wasm_pack.args(["build", "--release", "--no-pack", "--no-gitignore"]);
    wasm_pack.args(["--target", "bundler", "--out-name", name]);
    // A relative folder would be one inside the crate.
    wasm_pack.arg("--out-dir").arg(out_dir).arg(package);
    wasm_pack
}

/// Makes the library's module with the standard library as it comes, whose panics say where they are;
/// gives its file.
pub(crate) fn module_with_panics() -> Result<PathBuf> {
    let mut build = shell::cargo_at_home();
    build.args(["build", "--release", "--lib"]);
    build.args(["--target", "wasm32-unknown-unknown"]);
    build.env(remap::VARIABLE, remap::encoded_rust_flags(&[])?);
    shell::run(&mut build)?;
    let folder = project::path("target/wasm32-unknown-unknown/release");
    Ok(folder.join("ionoscloud_dataplatform.wasm"))
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
