//! What std leaves out about folders.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::project;
use crate::shell::{Result, at, failed};

/// An empty folder, whatever was there before.
pub(crate) fn recreate(folder: &Path) -> Result {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(folder)(error)),
        _ => fs::create_dir_all(folder).map_err(at(folder)),
    }
}

/// Copies what a folder holds, subfolders included, into one that exists.
pub(crate) fn copy_contents(from: &Path, to: &Path) -> Result {
    for source in entries(from)? {
        let Some(name) = source.file_name() else {
            continue;
        };
        let target = to.join(name);
        if source.is_dir() {
            fs::create_dir_all(&target).map_err(at(&target))?;
            copy_contents(&source, &target)?;
        } else {
            fs::copy(&source, &target).map_err(at(&source))?;
        }
    }
    Ok(())
}

/// What a folder holds, by name.
fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let listing = fs::read_dir(folder).map_err(at(folder))?;
    let mut paths = Vec::new();
    for entry in listing {
        paths.push(entry.map_err(at(folder))?.path());
    }
    paths.sort();
    Ok(paths)
}

/// The files of a folder whose names end so. Finding none is an error: a test that is not there
/// must not pass for want of tests.
pub(crate) fn ending_with(folder: &Path, suffix: &str) -> Result<Vec<PathBuf>> {
    let shown = folder.strip_prefix(project::root()).unwrap_or(folder);
    let nothing = || failed(format!("there is no *{suffix} in {}", shown.display()));
    if !folder.is_dir() {
        return Err(nothing());
    }
    let mut files = entries(folder)?;
    files.retain(|path| path.to_string_lossy().ends_with(suffix));
    if files.is_empty() {
        return Err(nothing());
    }
    Ok(files)
}

#[cfg(test)]
pub(crate) mod scratch {
    use super::*;
    use std::env;
    use std::process;

    /// A folder of one test's own, gone with the value.
    pub(crate) struct Scratch(pub(crate) PathBuf);

    impl Scratch {
        pub(crate) fn new(test: &str) -> Self {
            let folder = env::temp_dir().join(format!("xtask-{}-{test}", process::id()));
            recreate(&folder).expect("a temporary folder");
            Self(folder)
        }

        pub(crate) fn file(&self, name: &str) -> PathBuf {
            let path = self.0.join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("its folder");
            fs::write(&path, name).expect("a file");
            path
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::scratch::Scratch;
    use super::*;
    use crate::shell::Error;

    #[test]
    fn copying_takes_subfolders_along() {
        let from = Scratch::new("copy-from");
        let to = Scratch::new("copy-to");
        from.file("a.mjs");
        from.file("fixtures/deep/b.json");
        copy_contents(&from.0, &to.0).unwrap();
        assert_eq!(fs::read_to_string(to.0.join("a.mjs")).unwrap(), "a.mjs");
        assert!(to.0.join("fixtures/deep/b.json").is_file());
    }

    #[test]
    fn recreating_empties_a_folder() {
        let folder = Scratch::new("recreate");
        folder.file("old/file");
        recreate(&folder.0).unwrap();
        assert!(entries(&folder.0).unwrap().is_empty());
    }

    #[test]
    fn test_files_come_in_order_without_their_helpers() {
        let folder = Scratch::new("ending");
        let later = folder.file("b.test.mjs");
        let first = folder.file("a.test.mjs");
        folder.file("server.mjs");
        assert_eq!(ending_with(&folder.0, ".test.mjs").unwrap(), [first, later]);
    }

    #[test]
    fn no_test_files_is_an_error_that_says_where() {
        let folder = Scratch::new("none");
        for folder in [folder.0.clone(), folder.0.join("missing")] {
            let Err(Error::Failed(reason)) = ending_with(&folder, ".test.mjs") else {
                panic!("an empty folder passed");
            };
            let expected = format!("there is no *.test.mjs in {}", folder.display());
            assert_eq!(reason, expected);
        }
    }
}
