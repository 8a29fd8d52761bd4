//! What may be linked: `deny.toml` says which licences and sources, the RustSec database which versions not.

use std::process::Command;

use crate::shell::{Error, Result, command, heading, run};

pub(crate) fn deny() -> Result {
    run(cargo_deny().args(["check", "licenses", "bans", "sources"]))?;
    if run(cargo_deny().args(["fetch", "db"])).is_err() {
        let skipped = String::from("advisories, as their database cannot be had from here");
        heading(format_args!("SKIPPED: {skipped}"));
        return Err(Error::Skipped(skipped));
    }
    run(cargo_deny().args(["check", "--disable-fetch", "advisories"]))
}

fn cargo_deny() -> Command {
    let mut deny = command("cargo-deny");
    deny.args(["--workspace", "--locked"]);
    deny
}
