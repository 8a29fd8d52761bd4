//! The projects in `tests/consumers/` and `examples/`: the library as its users have it.

use std::process::Command;

use crate::browser;
use crate::consumer::{self, Consumer};
use crate::shell::{Result, cargo, run};
use crate::{build, files, node, project};

/// The runner of the projects that use the npm package.
const RUNNER: &str = "tests/consumers/run.mjs";

/// A frontend in Rust that uses the crate.
const RUST_FRONTEND: &str = "examples/rust-frontend/Cargo.toml";

/// The projects that need no large download.
pub(crate) fn usual() -> Result {
    run(&mut runner()?)
}

/// All the projects.
pub(crate) fn all() -> Result {
    run(runner()?.arg("--all"))
}

fn runner() -> Result<Command> {
    build::build_if_stale()?;
    let mut node = node::script(RUNNER);
    node.arg(consumer::pack()?);
    node.env("CHROME", browser::chrome()?);
    node.env("CHROMEDRIVER", browser::chromedriver()?);
    Ok(node)
}

/// The types of the package, tested in a project that has it installed: what TypeScript finds for
/// its name is what it finds for users.
pub(crate) fn types() -> Result {
    build::build_if_stale()?;
    let consumer = Consumer::new("types")?;
    files::copy_contents(&project::path("tests/types"), &consumer.folder)?;
    let mut tests = node::tests(&files::ending_with(&consumer.folder, ".test.mjs")?);
    tests.current_dir(&consumer.folder);
    tests.env("PROJECT_DIR", project::root());
    tests.env("PACKAGE_DIR", consumer.package());
    run(&mut tests)?;
    for scripts in ["tests/consumers", "tests/page", "www", "benches/probe"] {
        run(node::script("node_modules/typescript/bin/tsc").args(["-p", scripts]))?;
    }
    Ok(())
}

/// The Rust frontend, with warnings denied: it is an example.
pub(crate) fn rust_frontend() -> Result {
    let mut clippy = cargo();
    clippy.args(["clippy", "--locked", "--manifest-path", RUST_FRONTEND]);
    clippy.args(["--target", "wasm32-unknown-unknown"]);
    // The folder of the workspace, whose compiled dependencies serve here too.
    clippy.arg("--target-dir").arg(project::path("target"));
    run(clippy.args(["--", "-D", "warnings"]))?;
    run(cargo().args(["fmt", "--check", "--manifest-path", RUST_FRONTEND]))
}
