//! `cargo xtask emulator`: the package's own HTTP server, on loopback.

use std::env;

use crate::shell::{Result, at, heading, replace_with};
use crate::tools::{self, Tool};
use crate::{build, node, project};

/// Every argument is the server's, so that this command has nothing to keep up with.
pub(crate) fn command(arguments: &[String]) -> Result {
    if build::is_package_fresh() {
        tools::set_up([Tool::Node])?;
    } else {
        tools::set_up(build::TOOLS.iter().copied())?;
        heading("build");
        build::build()?;
    }
    heading("emulator");
    let mut server = node::script(project::path("pkg/bin/emulator.js"));
    // The arguments may hold paths, which are meant from where the user stands.
    let here = env::current_dir().map_err(at("the current folder".as_ref()))?;
    replace_with(server.current_dir(here).args(arguments))
}
