//! Where things are in the tree.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// A path inside the workspace.
pub(crate) fn path(relative: &str) -> PathBuf {
    root().join(relative)
}
