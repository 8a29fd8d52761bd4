//! `cargo xtask surface`: the package's declarations, as they are now, become what the tests hold it to.

use crate::shell::{Result, heading, no_arguments, run};
use crate::{build, node, tools};

pub(crate) fn command(arguments: &[String]) -> Result {
    no_arguments("surface", arguments)?;
    tools::set_up(build::TOOLS.iter().copied())?;
    heading("surface");
    build::build_if_stale()?;
    run(&mut node::script("xtask/surface.mjs"))
}
