//! The tests there are, in the order in which they run: what fails soonest comes first.

use std::fs;
use std::process::Command;

use crate::browser;
use crate::consumer::Consumer;
use crate::shell::{Result, at, cargo, run};
use crate::tools::Tool;
use crate::{build, consumers, demo, deny, docs, files, node, project, proof};

/// A part of the tests that can run alone.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) tools: &'static [&'static [Tool]],
    pub(crate) run: fn() -> Result,
}

pub(crate) const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        tools: &[],
        run: fmt,
    },
    Step {
        name: "clippy",
        tools: &[&[Tool::WasmTarget]],
        run: clippy,
    },
    Step {
        name: "native",
        tools: &[],
        run: native,
    },
    Step {
        name: "wasm-node",
        tools: &[&[Tool::WasmTarget, Tool::Node, Tool::WasmBindgen]],
        run: wasm_node,
    },
    Step {
        name: "wasm-browser",
        tools: &[&[Tool::WasmTarget, Tool::WasmBindgen, Tool::Browser]],
        run: wasm_browser,
    },
    Step {
        name: "build",
        tools: &[build::TOOLS],
        run: build::build,
    },
    Step {
        name: "docs",
        tools: &[docs::TOOLS],
        run: docs::docs,
    },
    Step {
        name: "types",
        tools: &[build::TOOLS],
        run: consumers::types,
    },
    Step {
        name: "package",
        tools: &[build::TOOLS],
        run: package,
    },
    Step {
        name: "quickstart",
        tools: &[build::TOOLS],
        run: quick_start,
    },
    Step {
        name: "page",
        tools: &[build::TOOLS, &[Tool::Browser]],
        run: page,
    },
    Step {
        name: "proof",
        tools: &[build::TOOLS],
        run: proof::proof,
    },
    Step {
        name: "consumers",
        tools: &[build::TOOLS, &[Tool::Browser]],
        run: consumers::usual,
    },
    Step {
        name: "rust-frontend",
        tools: &[&[Tool::WasmTarget]],
        run: consumers::rust_frontend,
    },
];

/// What there is when everything is asked for, with large downloads and tools that take minutes to compile: in place of
/// the step of the same name, or in addition.
pub(crate) const WITH_ALL: &[Step] = &[
    Step {
        name: "consumers",
        tools: &[build::TOOLS, &[Tool::Browser, Tool::Geckodriver]],
        run: consumers::all,
    },
    Step {
        name: "deny",
        tools: &[&[Tool::CargoDeny]],
        run: deny::deny,
    },
];

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
const DENY_WARNINGS: [&str; 3] = ["--", "-D", "warnings"];

fn fmt() -> Result {
    run(cargo().args(["fmt", "--all", "--check"]))
}

/// The client is linted for Wasm too, where other code is compiled than natively, and in the
/// form in which Rust frontends depend on it.
fn clippy() -> Result {
    let mut everything = cargo();
    everything.args(["clippy", "--workspace", "--all-targets"]);
    run(everything.args(DENY_WARNINGS))?;
    run(clippy_for_wasm().args(DENY_WARNINGS))?;
    run(clippy_for_wasm()
        .arg("--no-default-features")
        .args(DENY_WARNINGS))
}

fn clippy_for_wasm() -> Command {
    let mut clippy = cargo();
    clippy.args(["clippy", "--lib"]).args(WASM);
    clippy
}

fn native() -> Result {
    run(cargo().args(["test", "--workspace"]))
}

fn wasm_node() -> Result {
    run(&mut wasm_test("node"))
}

fn wasm_browser() -> Result {
    let settings = project::path("target/webdriver.json");
    let json = browser::webdriver_settings(&browser::chrome()?);
    fs::write(&settings, json).map_err(at(&settings))?;
    let mut test = wasm_test("browser");
    test.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", settings);
    test.env("CHROMEDRIVER", browser::chromedriver()?);
    // The runner asks for these before it asks for ChromeDriver.
    for other in ["GECKODRIVER", "SAFARIDRIVER"] {
        test.env_remove(other);
    }
    run(&mut test)
}

fn wasm_test(name: &str) -> Command {
    let mut test = cargo();
    test.arg("test").args(WASM).args(["--test", name]);
    test.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        "wasm-bindgen-test-runner",
    );
    test
}

fn package() -> Result {
    run(&mut package_tests()?)
}

/// The tests move into the project that has the package installed, so that their imports mean
/// what a user's imports mean.
pub(crate) fn package_tests() -> Result<Command> {
    let sources = project::path("tests/package");
    files::ending_with(&sources, ".test.mjs")?;
    build::build_if_stale()?;
    let consumer = Consumer::new("consumer")?;
    files::copy_contents(&sources, &consumer.folder)?;
    let tests = files::ending_with(&consumer.folder, ".test.mjs")?;
    let mut node = node::tests(&tests);
    node.current_dir(&consumer.folder);
    node.env("PROJECT_DIR", project::root());
    node.env("PACKAGE_DIR", consumer.package());
    node.env("PACKAGE_TARBALL", &consumer.tarball);
    node.env("MODULE_WITH_PANICS", build::module_with_panics()?);
    without_account(&mut node);
    Ok(node)
}

fn quick_start() -> Result {
    build::build_if_stale()?;
    run(without_account(&mut demo::quick_start()?))
}

fn page() -> Result {
    let tests = files::ending_with(&project::path("tests/page"), ".test.mjs")?;
    build::build_if_stale()?;
    let mut node = node::tests(&tests);
    node.env("CHROME", browser::chrome()?);
    run(without_account(&mut node))
}

/// Tests never act on the account of whoever runs them.
fn without_account(command: &mut Command) -> &mut Command {
    for variable in [
        "IONOS_API_URL",
        "IONOS_LOG_LEVEL",
        "IONOS_PASSWORD",
        "IONOS_PINNED_CERT",
        "IONOS_TOKEN",
        "IONOS_USERNAME",
    ] {
        command.env_remove(variable);
    }
    command
}
