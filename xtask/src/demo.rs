//! `cargo xtask demo`: from a fresh clone to the quick start and the demo page.

use std::fs;
use std::process::Command;

use crate::consumer::Consumer;
use crate::shell::{self, Error, Result, at, heading};
use crate::{build, node, project, tools};

const QUICK_START: &str = "examples/quickstart.mjs";

/// What `cargo xtask demo` was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    serve: bool,
    port: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            serve: true,
            port: 8080,
        }
    }
}

pub(crate) fn command(arguments: &[String]) -> Result {
    let options = parse(arguments)?;
    tools::set_up(build::TOOLS.iter().copied())?;
    heading("build");
    build::build_if_stale()?;
    heading("quick start");
    shell::run(&mut quick_start()?)?;
    if !options.serve {
        return Ok(());
    }
    heading("demo page");
    let mut server = node::script("www/serve.mjs");
    server.arg("--port").arg(options.port.to_string());
    shell::replace_with(&mut server)
}

/// The quick start as a user has it: a script in a project of its own.
pub(crate) fn quick_start() -> Result<Command> {
    let consumer = Consumer::new("demo")?;
    let source = project::path(QUICK_START);
    let script = consumer.folder.join("quickstart.mjs");
    fs::copy(&source, &script).map_err(at(&source))?;
    let mut node = consumer.command("node");
    node.arg("quickstart.mjs");
    Ok(node)
}

fn parse(arguments: &[String]) -> Result<Options> {
    let mut options = Options::default();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--no-serve" => options.serve = false,
            "--port" => options.port = parse_port(arguments.next())?,
            other => return Err(Error::Usage(format!("`demo` has no option `{other}`"))),
        }
    }
    Ok(options)
}

fn parse_port(value: Option<&String>) -> Result<u16> {
    let value = value.map_or("", String::as_str);
    value.parse().map_err(|_| {
        Error::Usage(format!(
            "--port takes a number from 0 to 65535 (0 picks a free one), but got `{value}`"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options> {
        let arguments: Vec<String> = line.split_whitespace().map(String::from).collect();
        parse(&arguments)
    }

    #[test]
    fn the_page_is_served_on_8080_unless_told_otherwise() {
        let expected = Options {
            serve: true,
            port: 8080,
        };
        assert_eq!(parsed("").unwrap(), expected);
    }

    #[test]
    fn options_come_in_any_order() {
        let expected = Options {
            serve: false,
            port: 0,
        };
        assert_eq!(parsed("--port 0 --no-serve").unwrap(), expected);
        assert_eq!(parsed("--no-serve --port 0").unwrap(), expected);
    }

    #[test]
    fn a_port_that_is_none_is_refused() {
        for line in [
            "--port",
            "--port 65536",
            "--port -1",
            "--port http",
            "--port --no-serve",
        ] {
            assert!(matches!(parsed(line), Err(Error::Usage(_))), "{line}");
        }
    }

    #[test]
    fn an_unknown_option_is_named() {
        let Err(Error::Usage(message)) = parsed("--prot 80") else {
            panic!("accepted");
        };
        assert_eq!(message, "`demo` has no option `--prot`");
    }
}
