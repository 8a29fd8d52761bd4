//! `cargo xtask bench`: the package measured beside what people would use instead.

use std::path::PathBuf;

use crate::consumer::Consumer;
use crate::freshness::is_fresh;
use crate::python::{self, Environment};
use crate::shell::{self, Result, heading, note, npm, output_of, run};
use crate::tools::{self, Tool};
use crate::{browser, build, files, node, project};

const BENCHES: &str = "benches";

/// Where the generators' clients are, with a file that says when they were made.
const GENERATED: &str = "benches/generated/made";

/// The arguments are the script's, so that this command has nothing to keep up with.
pub(crate) fn command(arguments: &[String]) -> Result {
    tools::set_up(build::TOOLS.iter().copied().chain([Tool::Browser]))?;
    heading("build");
    build::build_if_stale()?;
    heading("peers");
    install_peers()?;
    install_package()?;
    generate_clients()?;
    check_types()?;
    heading("bench");
    let mut bench = shell::command("node");
    bench.args(["--expose-gc", "benches/bench.mjs"]);
    bench.env("CHROME", browser::chrome()?);
    run(bench.args(arguments))?;
    if arguments.iter().any(|argument| argument == "--quick") {
        return Ok(());
    }
    run(&mut node::script("benches/readme.mjs"))
}

/// A client that its generator did not make has no types.
fn check_types() -> Result {
    if !project::path("benches/generated/typescript-fetch").is_dir() {
        return Ok(());
    }
    heading("types");
    run(node::script("node_modules/typescript/bin/tsc").args(["-p", BENCHES]))
}

fn install_peers() -> Result {
    let folder = project::path(BENCHES);
    let installed = folder.join("node_modules/.package-lock.json");
    if is_fresh(&installed, &[folder.join("package-lock.json")]) {
        note("peers: ready");
        return Ok(());
    }
    note("peers: missing or outdated, installing");
    run(npm().current_dir(folder).arg("ci"))
}

/// Puts the packed package beside its peers. Copied, because npm keeps an installed tarball of the
/// same name and version.
fn install_package() -> Result {
    let consumer = Consumer::new("bench")?;
    let folder = project::path(BENCHES).join("node_modules/ionoscloud-dataplatform");
    files::recreate(&folder)?;
    files::copy_contents(&consumer.package(), &folder)
}

fn generate_clients() -> Result {
    let sources = [
        "api/openapi.yaml",
        "benches/generate.mjs",
        "benches/package-lock.json",
    ];
    if is_fresh(&project::path(GENERATED), &sources.map(project::path)) {
        note("generated clients: ready");
        return Ok(());
    }
    let mut generate = node::script("benches/generate.mjs");
    if let Some(program) = openapi_generator()? {
        generate.env("OPENAPI_GENERATOR", program);
    }
    run(&mut generate)
}

/// OpenAPI Generator is a Java program that npm's package of it downloads from elsewhere; PyPI's holds it.
fn openapi_generator() -> Result<Option<PathBuf>> {
    if output_of(shell::command("java").arg("-version")).is_none() {
        note("OpenAPI Generator: left out, for want of Java");
        return Ok(None);
    }
    let Some(python) = python::find()? else {
        note(format_args!(
            "OpenAPI Generator: left out, for want of {}",
            python::wanted()
        ));
        return Ok(None);
    };
    let environment = Environment {
        what: "OpenAPI Generator",
        folder: project::path("target/bench-venv"),
        requirements: project::path(BENCHES).join("requirements.txt"),
    };
    environment.ensure(&python)?;
    Ok(Some(environment.program("openapi-generator-cli")))
}
