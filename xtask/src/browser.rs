//! The browser that the tests run in: found on the machine, or installed where that is ours to do.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::shell::{Result, command, failed, note, output_of, run};

/// A program that belongs to the browser.
struct Program {
    what: &'static str,
    /// The environment variable that names it.
    variable: &'static str,
    /// What it is called on PATH.
    names: &'static [&'static str],
    /// Where installers put it, as a variable that holds a folder and a path inside.
    places: &'static [(&'static str, &'static str)],
    get_it: &'static str,
}

const CHROME: Program = Program {
    what: "Chromium or Chrome",
    variable: "CHROME",
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    places: &[
        (
            "",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ),
        ("", "/Applications/Chromium.app/Contents/MacOS/Chromium"),
        ("ProgramFiles", r"Google\Chrome\Application\chrome.exe"),
        ("ProgramFiles(x86)", r"Google\Chrome\Application\chrome.exe"),
        ("LOCALAPPDATA", r"Google\Chrome\Application\chrome.exe"),
    ],
    get_it: "https://www.google.com/chrome or your package manager has it",
};

const CHROMEDRIVER: Program = Program {
    what: "ChromeDriver",
    variable: "CHROMEDRIVER",
    names: &["chromedriver"],
    places: &[
        ("", "/opt/homebrew/bin/chromedriver"),
        ("", "/usr/local/bin/chromedriver"),
        ("", "/usr/lib/chromium/chromedriver"),
    ],
    get_it: "https://googlechromelabs.github.io/chrome-for-testing has the one of your browser's version",
};

/// The browser's program.
pub(crate) fn chrome() -> Result<PathBuf> {
    require(&CHROME)
}

/// The program through which WebDriver steers the browser.
pub(crate) fn chromedriver() -> Result<PathBuf> {
    require(&CHROMEDRIVER)
}

/// Has the browser and its driver ready.
pub(crate) fn ensure() -> Result {
    let missing = find(&CHROME)?.is_none() || find(&CHROMEDRIVER)?.is_none();
    if missing && can_install() {
        install()?;
    }
    for program in [&CHROME, &CHROMEDRIVER] {
        note(format_args!("{}: ready", require(program)?.display()));
    }
    Ok(())
}

/// Only the administrator of a Debian gets a browser without being asked: a container, in practice.
fn can_install() -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let is_root = || output_of(command("id").arg("-u")).as_deref() == Some("0");
    on_path(&["apt-get"], &path).is_some() && is_root()
}

fn install() -> Result {
    note("Chromium and its driver (run the browser tests): not found, installing Debian's");
    let apt_get = |arguments: &[&str]| {
        run(command("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(arguments))
    };
    apt_get(&["update"])?;
    apt_get(&[
        "install",
        "-y",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ])
}

fn require(program: &Program) -> Result<PathBuf> {
    let Program {
        what,
        variable,
        get_it,
        ..
    } = program;
    find(program)?.ok_or_else(|| {
        failed(format!(
            "{what} is needed, but was not found: {get_it}; or set {variable} to its path"
        ))
    })
}

fn find(program: &Program) -> Result<Option<PathBuf>> {
    let named = env::var_os(program.variable).filter(|value| !value.is_empty());
    if let Some(named) = named.map(PathBuf::from) {
        return chosen(program, named).map(Some);
    }
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(on_path(program.names, &path).or_else(|| installed(program.places)))
}

/// A path that the user chose is used or refused, never silently passed over.
fn chosen(program: &Program, path: PathBuf) -> Result<PathBuf> {
    if path.is_file() {
        return Ok(path);
    }
    let variable = program.variable;
    let shown = path.display();
    Err(failed(format!("{variable} is {shown}, which is no file")))
}

fn on_path(names: &[&str], path: &OsStr) -> Option<PathBuf> {
    names.iter().find_map(|name| {
        env::split_paths(path)
            .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            .find(|file| file.is_file())
    })
}

fn installed(places: &[(&str, &str)]) -> Option<PathBuf> {
    places.iter().find_map(|(variable, inside)| {
        let folder = match *variable {
            "" => PathBuf::new(),
            variable => env::var_os(variable)?.into(),
        };
        Some(folder.join(inside)).filter(|file| file.is_file())
    })
}

/// The file from which wasm-bindgen's test runner learns which browser the driver is to start.
pub(crate) fn webdriver_settings(chrome: &Path) -> String {
    let path = chrome.to_string_lossy();
    let escaped = path.replace('\\', r"\\").replace('"', "\\\"");
    format!("{{\"goog:chromeOptions\": {{\"binary\": \"{escaped}\"}}}}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::scratch::Scratch;
    use crate::shell::Error;

    #[test]
    fn the_first_name_wins_wherever_it_is_on_path() {
        let folder = Scratch::new("on-path");
        let program = |name: &str| folder.file(&format!("{name}{}", env::consts::EXE_SUFFIX));
        program("early/chrome");
        let preferred = program("late/chromium");
        let path = env::join_paths(["early", "late"].map(|name| folder.0.join(name))).unwrap();
        assert_eq!(on_path(&["chromium", "chrome"], &path), Some(preferred));
        assert_eq!(on_path(&["firefox"], &path), None);
    }

    #[test]
    fn a_chosen_path_that_is_no_file_is_refused_by_its_variable() {
        let Err(Error::Failed(reason)) = chosen(&CHROME, "no-such-browser".into()) else {
            panic!("accepted");
        };
        assert_eq!(reason, "CHROME is no-such-browser, which is no file");
    }

    #[test]
    fn a_windows_path_survives_in_the_driver_settings() {
        let settings = webdriver_settings(Path::new(r"C:\Chrome\chrome.exe"));
        assert!(settings.contains(r#""binary": "C:\\Chrome\\chrome.exe""#));
    }
}
