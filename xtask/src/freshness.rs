//! Whether something that was made is still as new as what it was made from.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Whether `made` exists and nothing of its `sources` has changed since.
///
/// Folders count too: their time changes when a file is removed or renamed.
pub(crate) fn is_fresh(made: &Path, sources: &[PathBuf]) -> bool {
    let Some(made) = modified(made) else {
        return false;
    };
    sources
        .iter()
        .filter_map(|source| newest(source))
        .all(|source| source <= made)
}

fn newest(path: &Path) -> Option<SystemTime> {
    let own = modified(path);
    let Ok(listing) = fs::read_dir(path) else {
        return own;
    };
    let inside = listing
        .filter_map(|entry| newest(&entry.ok()?.path()))
        .max();
    own.max(inside)
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::scratch::Scratch;
    use std::fs::File;
    use std::time::Duration;

    fn set_age(path: &Path, seconds: u64) {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 - seconds);
        File::open(path).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn what_is_newer_than_its_sources_is_fresh() {
        let folder = Scratch::new("fresh");
        let source = folder.file("src/deep/lib.rs");
        let made = folder.file("made");
        set_age(&source, 20);
        set_age(&folder.0.join("src/deep"), 20);
        set_age(&folder.0.join("src"), 20);
        set_age(&made, 10);
        assert!(is_fresh(&made, &[folder.0.join("src")]));
    }

    #[test]
    fn a_newer_file_in_a_subfolder_makes_it_stale() {
        let folder = Scratch::new("stale-file");
        let source = folder.file("src/deep/lib.rs");
        let made = folder.file("made");
        set_age(&folder.0.join("src/deep"), 20);
        set_age(&folder.0.join("src"), 20);
        set_age(&made, 10);
        set_age(&source, 5);
        assert!(!is_fresh(&made, &[folder.0.join("src")]));
    }

    #[test]
    fn a_removed_source_makes_it_stale() {
        let folder = Scratch::new("stale-folder");
        let made = folder.file("made");
        let removed = folder.file("src/old.rs");
        set_age(&made, 10);
        fs::remove_file(removed).unwrap();
        assert!(!is_fresh(&made, &[folder.0.join("src")]));
    }

    #[test]
    fn what_was_never_made_is_stale() {
        let folder = Scratch::new("never");
        assert!(!is_fresh(&folder.0.join("made"), &[]));
    }

    #[test]
    fn sources_that_do_not_exist_do_not_count() {
        let folder = Scratch::new("absent");
        let made = folder.file("made");
        assert!(is_fresh(&made, &[folder.0.join("absent")]));
    }
}
