//! `cargo xtask probe`: measures what the README compares with other libraries, and writes it there.

use crate::consumer::Consumer;
use crate::shell::{Result, heading, no_arguments, run};
use crate::{build, node, tools};

pub(crate) fn command(arguments: &[String]) -> Result {
    no_arguments("probe", arguments)?;
    tools::set_up(build::TOOLS.iter().copied())?;
    heading("build");
    build::build_if_stale()?;
    heading("probe");
    let consumer = Consumer::new("probe")?;
    run(node::script("benches/probe/probe.mjs").arg(consumer.package()))?;
    run(&mut node::script("benches/probe/readme.mjs"))
}
