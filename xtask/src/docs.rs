//! `cargo xtask docs`: the reference of the Rust crate.

use crate::shell::{Result, cargo, no_arguments, run};

pub(crate) fn command(arguments: &[String]) -> Result {
    no_arguments("docs", arguments)?;
    run(cargo().args(["doc", "--no-deps", "-p", "ionoscloud-dataplatform"]))
}
