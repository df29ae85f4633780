//! Directories of peers, and that nothing is left when the test process ends.
//!
//! Everything lives below one directory per test process. A small shell process watches the test
//! process through a pipe: when that closes, by return, panic or `kill -9`, it runs `cleanup.sh` on
//! the directory. Statics are never dropped, so this is what ends a shared `World`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

const CLEANUP: &str = include_str!("../cleanup.sh");

/// A directory of one peer: ends whatever runs in it and removes it when dropped.
#[derive(Debug)]
pub(crate) struct Scratch {
    path: PathBuf,
}

impl Scratch {
    /// A new empty directory whose name starts with `name`.
    pub(crate) fn new(name: &str) -> Scratch {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = root().join(format!("{name}-{count}"));
        make_dir(&path);
        Scratch { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file and gives its path.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path.join(name);
        if let Err(error) = fs::write(&path, content) {
            panic!("cannot write {}: {error}", path.display());
        }
        path
    }

    /// Makes a directory inside and gives its path.
    pub(crate) fn dir(&self, name: &str) -> PathBuf {
        let path = self.path.join(name);
        make_dir(&path);
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        clean(&[&self.path]);
    }
}

/// Servers drop root's rights, so they must be able to walk through.
fn make_dir(path: &Path) {
    let made = fs::create_dir_all(path)
        .and_then(|()| fs::set_permissions(path, fs::Permissions::from_mode(0o755)));
    if let Err(error) = made {
        panic!("cannot make the directory {}: {error}", path.display());
    }
}

/// The directory of this test process; the first call removes what dead ones left.
fn root() -> &'static Path {
    static ROOT: OnceLock<(PathBuf, Child)> = OnceLock::new();
    let (path, _watcher) = ROOT.get_or_init(|| {
        clean(&[]);
        let path = std::env::temp_dir().join(format!("mailseal-peers-{}", std::process::id()));
        // Our own number from an earlier life of the machine.
        clean(&[&path]);
        make_dir(&path);
        let watcher = watch(&path);
        (path, watcher)
    });
    path
}

fn clean(dirs: &[&Path]) {
    let status = Command::new("sh")
        .args(["-c", CLEANUP, "cleanup"])
        .args(dirs)
        .env("TMPDIR", std::env::temp_dir())
        .stdin(Stdio::null())
        .status();
    if let Err(error) = status {
        eprintln!("cannot run sh to clean up: {error}");
    }
}

/// Starts the process that cleans up when this one is gone. Only we hold the other end of its
/// standard input (the standard library opens pipes close-on-exec), so it cannot outlast us.
fn watch(root: &Path) -> Child {
    let script = format!("trap '' INT TERM HUP\ncat >/dev/null\n{CLEANUP}");
    let watcher = Command::new("sh")
        .args(["-c", &script, "cleanup"])
        .arg(root)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn();
    match watcher {
        Ok(watcher) => watcher,
        Err(error) => panic!("cannot run sh: {error}"),
    }
}
