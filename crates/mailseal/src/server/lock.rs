//! One server for a data directory: two would order each certificate and tell each change twice. The
//! commands work beside it.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use crate::failure::Failed;
use crate::reason;

/// The lock's name in the data directory.
const FILE_NAME: &str = "serve.lock";

/// Held while the server runs; the system lets go of it however the process ends.
#[derive(Debug)]
pub(crate) struct Lock(#[allow(dead_code, reason = "it is the open file that holds")] File);

/// Takes the lock of a data directory, or says that somebody has it.
pub(crate) fn take(directory: &Path) -> Result<Lock, Failed> {
    let path = directory.join(FILE_NAME);
    let unusable = |error| {
        Failed::new("error-write")
            .file(&path)
            .because(reason::of_io(&error))
    };
    // The file stays: whoever removed it could remove one that another has locked meanwhile.
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).mode(0o600);
    let file = file.open(&path).map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(file)),
        Err(TryLockError::WouldBlock) => Err(Failed::new("error-already-serving").file(directory)),
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let first = take(place.path()).unwrap();
        assert!(take(place.path()).unwrap_err().is("error-already-serving"));
        drop(first);
        take(place.path()).unwrap();
        let nowhere = place.path().join("none");
        assert!(take(&nowhere).unwrap_err().is("error-write"));
    }
}
