//! `cargo xtask docs`: the guide and the reference as one site, for TypeScript and for Rust.

use crate::shell::{Result, cargo_at_home, heading, no_arguments, note, run};
use crate::tools::{self, Tool};
use crate::{build, files, node, project};

/// What the reference needs: the package, whose declarations it explains, and typedoc.
pub(crate) const TOOLS: &[Tool] = build::TOOLS;

const SITE: &str = "target/docs";
const RUSTDOC: &str = "target/wasm32-unknown-unknown/doc";

pub(crate) fn command(arguments: &[String]) -> Result {
    no_arguments("docs", arguments)?;
    tools::set_up(TOOLS.iter().copied())?;
    heading("docs");
    docs()?;
    note(format_args!("{SITE}/index.html"));
    Ok(())
}

/// Makes the site. A warning of either tool is an error.
pub(crate) fn docs() -> Result {
    build::build_if_stale()?;
    run(node::script("node_modules/typedoc/bin/typedoc").args(["--options", "xtask/typedoc.json"]))?;
    rustdoc()?;
    let rust = project::path(SITE).join("rust");
    files::recreate(&rust)?;
    files::copy_contents(&project::path(RUSTDOC), &rust)
}

/// The crate as Rust frontends have it.
fn rustdoc() -> Result {
    let mut doc = cargo_at_home();
    doc.env("RUSTDOCFLAGS", "-D warnings");
    doc.args(["doc", "--no-deps", "--package", "ionoscloud-dataplatform"]);
    doc.args([
        "--no-default-features",
        "--target",
        "wasm32-unknown-unknown",
    ]);
    run(&mut doc)
}
