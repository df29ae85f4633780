//! A directory that goes away with the test.

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

static COUNT: AtomicU32 = AtomicU32::new(0);

#[derive(Debug)]
pub(crate) struct Directory(PathBuf);

impl Directory {
    /// A path nothing is at yet, two levels deep.
    pub(crate) fn new() -> Directory {
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let unique = format!("mailseal-store-{}-{count}", std::process::id());
        Directory(std::env::temp_dir().join(unique))
    }

    /// The data directory in it.
    pub(crate) fn data(&self) -> PathBuf {
        self.0.join("data")
    }
}

impl Deref for Directory {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).ok();
    }
}
