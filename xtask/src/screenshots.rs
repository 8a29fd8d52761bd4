//! `cargo xtask screenshots`: the main views of the demo page, as pictures for the documents.

use crate::shell::{Result, heading, no_arguments, run};
use crate::tools::{self, Tool};
use crate::{browser, build, node};

pub(crate) fn command(arguments: &[String]) -> Result {
    no_arguments("screenshots", arguments)?;
    tools::set_up(build::TOOLS.iter().copied().chain([Tool::Browser]))?;
    heading("build");
    build::build_if_stale()?;
    heading("screenshots");
    let mut screenshots = node::script("www/screenshots.mjs");
    run(screenshots.env("CHROME", browser::chrome()?))
}
