//! Writing files that only their owner may read, without ever taking the place of another by accident.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::export::signers::{Secrecy, SignerFile};
use crate::failure::Failed;
use crate::reason;

/// What becomes of a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It stays, and nothing is written.
    Kept,
    /// The new one takes its place.
    Replaced,
}

/// Writes files into a directory, which is made where it is not there, for its owner only. Nothing is
/// written when one of them stands there and is to be kept.
pub(crate) fn write(dir: &Path, files: &[SignerFile], standing: Standing) -> Result<(), Failed> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(dir);
    made.map_err(|error| unwritable(dir, &error))?;
    if standing == Standing::Kept {
        for file in files {
            let path = dir.join(&file.name);
            // A link that leads nowhere is something, too.
            if fs::symlink_metadata(&path).is_ok() {
                return Err(in_the_way(&path));
            }
        }
    }
    for file in files {
        let path = dir.join(&file.name);
        match standing {
            Standing::Kept => write_new(&path, file),
            Standing::Replaced => replace(&path, file),
        }
        .map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => in_the_way(&path),
            // `ErrorKind` is not ours and may grow.
            _ => unwritable(&path, &error),
        })?;
    }
    Ok(())
}

/// Makes the file; no link is followed, since what is there is refused.
fn write_new(path: &Path, file: &SignerFile) -> io::Result<()> {
    let mode = match file.secrecy {
        Secrecy::Private => 0o600,
        Secrecy::Open => 0o644,
    };
    let mut options = OpenOptions::new();
    let mut out: File = options.write(true).create_new(true).mode(mode).open(path)?;
    out.write_all(file.content.as_bytes())?;
    out.sync_all()
}

/// A new file takes the place of the old, so that the rights of the old one do not stay and a signer
/// never reads half a key.
fn replace(path: &Path, file: &SignerFile) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".new-{}", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = write_new(&beside, file).and_then(|()| fs::rename(&beside, path));
    if written.is_err() && fs::remove_file(&beside).is_err() {
        // It was never made, or is gone; the first error is the one to tell.
    }
    written
}

fn in_the_way(path: &Path) -> Failed {
    Failed::new("error-file-in-the-way").file(path)
}

fn unwritable(path: &Path, error: &io::Error) -> Failed {
    Failed::new("error-write")
        .file(path)
        .because(reason::of_io(error))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use zeroize::Zeroizing;

    use super::*;

    fn file(name: &str, content: &str, secrecy: Secrecy) -> SignerFile {
        SignerFile {
            name: name.to_owned(),
            content: Zeroizing::new(content.to_owned()),
            secrecy,
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn new_files_and_those_that_are_there() {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("deep/keys");
        let files = [
            file("a.pem", "secret", Secrecy::Private),
            file("table", "open", Secrecy::Open),
        ];
        write(&dir, &files, Standing::Kept).unwrap();
        assert_eq!(mode(&dir), 0o700);
        assert_eq!(mode(&dir.join("a.pem")), 0o600);

        // The second is there, so the first is not written either.
        fs::remove_file(dir.join("a.pem")).unwrap();
        assert!(write(&dir, &files, Standing::Kept).is_err());
        assert!(!dir.join("a.pem").exists());

        // What others may read, or where a link leads, does not stay so.
        let elsewhere = place.path().join("elsewhere");
        fs::write(&elsewhere, "kept").unwrap();
        symlink(&elsewhere, dir.join("a.pem")).unwrap();
        assert!(write(&dir, &files, Standing::Kept).is_err());
        write(&dir, &files, Standing::Replaced).unwrap();
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "kept");
        assert_eq!(fs::read_to_string(dir.join("a.pem")).unwrap(), "secret");
        assert_eq!(mode(&dir.join("a.pem")), 0o600);
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 2);
    }
}
