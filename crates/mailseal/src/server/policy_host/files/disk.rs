//! Files that are there whole or not at all, and that another program may read.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use protocols::limits::POLICY_OCTETS_MAX;

use crate::failure::Failed;
use crate::reason;

/// The rights of what is written: the other web server is another user, and what is served is public.
const FILE_MODE: u32 = 0o644;
const DIRECTORY_MODE: u32 = 0o755;

/// Puts these octets into a file, in place of what was there, and makes the directories it needs.
pub(super) fn write(path: &Path, octets: &[u8]) -> io::Result<()> {
    if let Some(directory) = path.parent() {
        make_directory(directory)?;
    }
    // One that a crash left is overwritten; nobody else writes here.
    let beside = path.with_extension("new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&beside)?;
    // Whatever the umask says.
    file.set_permissions(Permissions::from_mode(FILE_MODE))?;
    file.write_all(octets)?;
    // Otherwise the name could be there after a loss of power, and the octets not.
    file.sync_all()?;
    fs::rename(&beside, path)
}

/// All of a file, and one octet more than a policy has at most; `None` where there is none.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut octets = Vec::new();
    file.take(POLICY_OCTETS_MAX as u64 + 1)
        .read_to_end(&mut octets)?;
    Ok(Some(octets))
}

/// Makes a directory and those above it that are not there.
pub(super) fn make_directory(directory: &Path) -> io::Result<()> {
    if directory.is_dir() {
        return Ok(());
    }
    if let Some(above) = directory.parent() {
        make_directory(above)?;
    }
    match fs::create_dir(directory) {
        Ok(()) => fs::set_permissions(directory, Permissions::from_mode(DIRECTORY_MODE)),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && directory.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> Failed {
    Failed::new("error-write")
        .file(path)
        .because(reason::of_io(error))
}
