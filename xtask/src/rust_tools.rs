//! The Rust side of the tools: what rustup adds to the toolchain, and what cargo installs.

use std::env;
use std::fs;
use std::path::Path;

use crate::project;
use crate::shell::{Result, at, cargo, command, failed, note, output_of, run};

const TARGET: &str = "wasm32-unknown-unknown";
const WASM_PACK_VERSION: &str = "0.15.1";
const LLVM_COV_VERSION: &str = "0.9.1";
const CARGO_DENY_VERSION: &str = "0.20.2";
const GECKODRIVER_VERSION: &str = "0.37.1";

/// Adds the Wasm target to the toolchain that builds the project.
pub(crate) fn ensure_target() -> Result {
    if has_target() {
        note(format_args!("{TARGET}: ready"));
        return Ok(());
    }
    note(format_args!("{TARGET}: not installed, adding it"));
    run(command("rustup").args(["target", "add", TARGET]))
}

/// Asks the compiler, because a Rust that did not come from rustup may have the target too.
fn has_target() -> bool {
    let mut rustc = command("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    output_of(&mut rustc).is_some_and(|folder| Path::new(&folder).is_dir())
}

/// Adds the sources of the standard library, which the package's module is built from.
pub(crate) fn ensure_source() -> Result {
    if has_source() {
        note("rust-src: ready");
        return Ok(());
    }
    note("rust-src: not installed, adding it");
    run(command("rustup").args(["component", "add", "rust-src"]))
}

fn has_source() -> bool {
    let sysroot = output_of(command("rustc").args(["--print", "sysroot"]));
    let lock = "lib/rustlib/src/rust/library/Cargo.lock";
    sysroot.is_some_and(|sysroot| Path::new(&sysroot).join(lock).is_file())
}

/// Has the pinned wasm-pack ready.
pub(crate) fn ensure_wasm_pack() -> Result {
    ensure(&CargoTool {
        package: "wasm-pack",
        version: WASM_PACK_VERSION,
        programs: &["wasm-pack"],
        purpose: "builds the Wasm modules",
        locked: true,
    })
}

/// Has the wasm-bindgen CLI ready, in the version of the crate: the two speak a private format.
pub(crate) fn ensure_wasm_bindgen() -> Result {
    let lock_file = project::path("Cargo.lock");
    let lock = fs::read_to_string(&lock_file).map_err(at(&lock_file))?;
    let version = locked_version(&lock, "wasm-bindgen")
        .ok_or_else(|| failed("Cargo.lock has no package wasm-bindgen"))?;
    ensure(&CargoTool {
        package: "wasm-bindgen-cli",
        version,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        purpose: "binds the Wasm modules to JavaScript",
        // Its lock file pins releases of crates that not every registry carries.
        locked: false,
    })
}

/// Adds LLVM's own tools, which have to be of the compiler's version.
pub(crate) fn ensure_llvm_tools() -> Result {
    if has_llvm_tools() {
        note("llvm-tools: ready");
        return Ok(());
    }
    note("llvm-tools: not installed, adding them");
    run(command("rustup").args(["component", "add", "llvm-tools"]))
}

fn has_llvm_tools() -> bool {
    let Some(libraries) = output_of(command("rustc").args(["--print", "target-libdir"])) else {
        return false;
    };
    let profdata = format!("bin/llvm-profdata{}", env::consts::EXE_SUFFIX);
    Path::new(&libraries).with_file_name(profdata).is_file()
}

/// Has the pinned cargo-llvm-cov ready.
pub(crate) fn ensure_llvm_cov() -> Result {
    ensure(&CargoTool {
        package: "cargo-llvm-cov",
        version: LLVM_COV_VERSION,
        programs: &["cargo-llvm-cov"],
        purpose: "counts which lines the tests reach",
        locked: true,
    })
}

/// Has the pinned cargo-deny ready.
pub(crate) fn ensure_cargo_deny() -> Result {
    ensure(&CargoTool {
        package: "cargo-deny",
        version: CARGO_DENY_VERSION,
        programs: &["cargo-deny"],
        purpose: "checks licences, sources and advisories of the crates",
        locked: true,
    })
}

/// Has the pinned geckodriver ready, where there is a Firefox for it.
pub(crate) fn ensure_geckodriver() -> Result {
    if output_of(command("firefox").arg("--version")).is_none() {
        note("Firefox: not found, nothing will be tried in it");
        return Ok(());
    }
    ensure(&CargoTool {
        package: "geckodriver",
        version: GECKODRIVER_VERSION,
        programs: &["geckodriver"],
        purpose: "steers Firefox",
        locked: true,
    })
}

/// A tool that cargo installs.
struct CargoTool<'a> {
    package: &'a str,
    version: &'a str,
    programs: &'a [&'a str],
    purpose: &'a str,
    locked: bool,
}

fn ensure(tool: &CargoTool) -> Result {
    let CargoTool {
        package,
        version,
        purpose,
        ..
    } = tool;
    if is_ready(tool) {
        note(format_args!("{package} {version}: ready"));
        return Ok(());
    }
    note(format_args!(
        "{package} {version} ({purpose}): not found, compiling it into target/tools; \
         this takes some minutes, once"
    ));
    run(cargo().args(install_arguments(tool)))?;
    if is_ready(tool) {
        return Ok(());
    }
    Err(failed(format!(
        "{package} {version} was installed, but does not run; remove target/tools and try again"
    )))
}

fn is_ready(tool: &CargoTool) -> bool {
    tool.programs.iter().all(|program| {
        let mut asked = command(program);
        // A subcommand of cargo is told its own name first.
        asked.args(program.strip_prefix("cargo-"));
        let printed = output_of(asked.arg("--version"));
        let wanted = format!("{program} {}", tool.version);
        // Some say more below.
        printed.is_some_and(|printed| printed.lines().next() == Some(wanted.as_str()))
    })
}

fn install_arguments<'a>(tool: &CargoTool<'a>) -> Vec<&'a str> {
    let mut arguments = vec!["install", tool.package, "--version", tool.version];
    arguments.extend(["--root", "target/tools"]);
    if tool.locked {
        arguments.push("--locked");
    }
    arguments
}

/// The version that a lock file holds for a package.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "\
[[package]]
name = \"wasm-bindgen-macro\"
version = \"0.2.99\"

[[package]]
name = \"wasm-bindgen\"
version = \"0.2.130\"
source = \"registry\"
dependencies = [
 \"wasm-bindgen-macro\",
]
";

    #[test]
    fn the_version_is_that_of_the_package_and_of_no_namesake() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "wasm-bindgen-macro"), Some("0.2.99"));
        assert_eq!(locked_version(LOCK, "wasm"), None);
    }

    #[test]
    fn a_lock_file_with_windows_line_ends_is_read_too() {
        let lock = LOCK.replace('\n', "\r\n");
        assert_eq!(locked_version(&lock, "wasm-bindgen"), Some("0.2.130"));
    }

    #[test]
    fn the_projects_lock_file_pins_wasm_bindgen() {
        let lock = fs::read_to_string(project::path("Cargo.lock")).unwrap();
        assert!(locked_version(&lock, "wasm-bindgen").is_some());
    }

    #[test]
    fn a_tool_is_installed_in_its_version_into_the_projects_own_folder() {
        let mut tool = CargoTool {
            package: "some-tool",
            version: "1.2.3",
            programs: &[],
            purpose: "",
            locked: false,
        };
        let unlocked = "install some-tool --version 1.2.3 --root target/tools";
        assert_eq!(install_arguments(&tool).join(" "), unlocked);
        tool.locked = true;
        let locked = format!("{unlocked} --locked");
        assert_eq!(install_arguments(&tool).join(" "), locked);
    }
}
