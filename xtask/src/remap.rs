//! What the compiler calls the folders of the machine that builds.
//!
//! Each place in a source that may panic has its path in the module. As it is, it would tell users where the
//! builder's files are, and two machines would not build the same bytes.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};

use crate::project;
use crate::shell::{Result, cargo, command, failed, output_of, run};

/// The variable that holds the flags of the compiler. Unlike RUSTFLAGS, it can hold a path with a space in it.
pub(crate) const VARIABLE: &str = "CARGO_ENCODED_RUSTFLAGS";

/// What stands between the flags.
const SEPARATOR: &str = "\u{1f}";

/// The user's own flags, those of the build, and those that give the folders names that are the same on each machine.
pub(crate) fn encoded_rust_flags(own: &[&str]) -> Result<OsString> {
    let mut flags = user_flags(env::var_os(VARIABLE), env::var_os("RUSTFLAGS"));
    flags.extend(own.iter().map(OsString::from));
    flags.extend(folders()?.into_iter().map(remap_flag));
    Ok(flags.join(OsStr::new(SEPARATOR)))
}

/// The flags of the environment, of which cargo takes the encoded ones if there are both.
fn user_flags(encoded: Option<OsString>, plain: Option<OsString>) -> Vec<OsString> {
    let encoded = encoded.filter(|flags| !flags.is_empty());
    let separator = if encoded.is_some() { SEPARATOR } else { " " };
    let flags = encoded.or(plain).unwrap_or_default();
    let flags = flags.to_string_lossy();
    let each = flags.split(separator).map(str::trim);
    each.filter(|flag| !flag.is_empty())
        .map(OsString::from)
        .collect()
}

fn remap_flag((folder, name): (PathBuf, String)) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(folder);
    flag.push("=");
    flag.push(name);
    flag
}

/// The folders that sources are in, and what they are called instead. The last that fits counts.
fn folders() -> Result<Vec<(PathBuf, String)>> {
    let mut folders = vec![(project::root().to_owned(), String::from("/project"))];
    // Before it is asked what is there: a fresh machine has nothing yet.
    run(cargo().args(["fetch", "--locked", "--quiet"]))?;
    let home = cargo_home()?;
    folders.extend(
        registries(&home)
            .into_iter()
            .map(|folder| (folder, String::from("/registry"))),
    );
    folders.push(standard_library()?);
    Ok(folders)
}

fn cargo_home() -> Result<PathBuf> {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    let usual = || env::home_dir().map(|home| home.join(".cargo"));
    named
        .or_else(usual)
        .ok_or_else(|| failed("there is no CARGO_HOME and no home folder"))
}

/// Where cargo unpacks crates, one folder for each registry: its name depends on where that is mirrored.
fn registries(cargo_home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(cargo_home.join("registry/src"));
    let entries = entries.into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// The standard library carries a name like this already, unless its sources are installed beside it.
fn standard_library() -> Result<(PathBuf, String)> {
    let ask = |argument: &[&str]| output_of(command("rustc").args(argument));
    let sysroot = ask(&["--print", "sysroot"]);
    let commit = ask(&["-vV"]).and_then(|text| field(&text, "commit-hash").map(String::from));
    let (Some(sysroot), Some(commit)) = (sysroot, commit) else {
        return Err(failed(
            "rustc does not say where it is and what it was built from",
        ));
    };
    let sources = Path::new(&sysroot).join("lib/rustlib/src/rust");
    Ok((sources, format!("/rustc/{commit}")))
}

fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = text.lines().filter_map(|line| line.split_once(": "));
    fields
        .find(|(field, _)| *field == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flags(encoded: Option<&str>, plain: Option<&str>) -> Vec<OsString> {
        user_flags(encoded.map(OsString::from), plain.map(OsString::from))
    }

    #[test]
    fn the_users_own_flags_stay() {
        assert!(flags(None, None).is_empty());
        assert_eq!(flags(None, Some("-C  debuginfo=1")), ["-C", "debuginfo=1"]);
        assert_eq!(flags(Some(""), Some("--cfg a")), ["--cfg", "a"]);
    }

    #[test]
    fn encoded_flags_win_and_may_hold_spaces() {
        let encoded = "--remap-path-prefix=/my files=/x\u{1f}-g";
        let expected = ["--remap-path-prefix=/my files=/x", "-g"];
        assert_eq!(flags(Some(encoded), Some("--cfg a")), expected);
    }

    #[test]
    fn a_field_is_found_in_what_the_compiler_says() {
        let text = "rustc 1.2.3\nbinary: rustc\ncommit-hash: abc\nhost: x";
        assert_eq!(field(text, "commit-hash"), Some("abc"));
        assert_eq!(field(text, "release"), None);
    }
}
