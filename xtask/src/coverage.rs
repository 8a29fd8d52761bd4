//! `cargo xtask coverage`: which lines the tests reach, natively and in the packed package.

use crate::shell::{Result, cargo, heading, no_arguments, note, run};
use crate::tools::{self, Tool};
use crate::{build, files, node, project, steps};

const REPORTS: &str = "target/coverage";

/// Where Node.js writes what it counted.
const COUNTED: &str = "target/coverage/v8";

pub(crate) fn command(arguments: &[String]) -> Result {
    no_arguments("coverage", arguments)?;
    let own = [Tool::LlvmTools, Tool::LlvmCov];
    tools::set_up(build::TOOLS.iter().copied().chain(own))?;
    files::recreate(&project::path(REPORTS))?;
    heading("coverage of the crates");
    crates()?;
    heading("coverage of the package");
    package()?;
    note(format_args!(
        "line by line: {REPORTS}/html/index.html, {REPORTS}/package/index.html"
    ));
    Ok(())
}

/// What talks to JavaScript does nothing natively, so its files count low here: the package's
/// tests and those in Wasm are theirs, and Wasm has no counters.
fn crates() -> Result {
    let crates = [
        "--package",
        "ionoscloud-dataplatform",
        "--package",
        "ionoscloud-dataplatform-checker",
        "--package",
        "ionoscloud-dataplatform-values",
        "--package",
        "emulator",
    ];
    // What an earlier run counted is of files that may have moved since.
    run(cargo().args(["llvm-cov", "clean", "--workspace"]))?;
    run(cargo().args(["llvm-cov", "--no-report"]).args(crates))?;
    run(cargo().args(["llvm-cov", "report"]).args(crates))?;
    let mut html = cargo();
    html.args(["llvm-cov", "report", "--html", "--output-dir", REPORTS]);
    run(html.args(crates))
}

fn package() -> Result {
    let mut tests = steps::package_tests()?;
    run(tests.env("NODE_V8_COVERAGE", project::path(COUNTED)))?;
    let mut c8 = node::script("node_modules/c8/bin/c8.js");
    c8.args(["report", "--temp-directory", COUNTED]);
    c8.args(["--exclude-node-modules", "false", "--allow-external"]);
    c8.args(["--include", "**/ionoscloud-dataplatform/**/*.js"]);
    // A module as text, which one look covers.
    c8.args(["--exclude", "**/wasm/**"]);
    c8.args(["--reporter", "text", "--reporter", "html"]);
    run(c8.arg("--reports-dir").arg(format!("{REPORTS}/package")))
}
