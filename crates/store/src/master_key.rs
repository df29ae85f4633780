//! The file of the master key: one key a line, the first seals, all open.
//!
//! More than one line is a rotation under way: a new first line, everything sealed anew
//! (`SqlLedger::reseal`), then the old line goes. A crash anywhere between leaves every key
//! readable.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use app::ledger::{DiskFault, LedgerError, MasterKeyError};
use aws_lc_rs::rand;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::seal::{MASTER_KEY_OCTETS, MasterKey};
use crate::sqlite::sync_directory;

/// The file's name in the data directory.
pub(crate) const FILE_NAME: &str = "master.key";

/// What stands before a key on its line.
const LINE_PREFIX: &str = "mailseal-master-key-1:";

/// The head of a file we make.
const HEAD: &str = "\
# The master key of mailseal. Whoever has this file and the database beside it has the private keys
# of all domains. Keep a copy, apart from the copies of the database: without it they are lost.
";

/// The most octets of a file: a dozen keys with comments.
const FILE_OCTETS_MAX: u64 = 4_096;

/// Permission bits: those of others, those of the group, those to read.
const OTHERS: u32 = 0o007;
const GROUP: u32 = 0o070;
const READ: u32 = 0o444;

/// Where the master key is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MasterKeyPlace {
    /// `master.key` in the data directory, made when it is first needed.
    DataDirectory,
    /// A file that is there already. It is never made or changed.
    File(PathBuf),
    /// A credential that the service manager hands over, in a directory that only we can enter. It
    /// is never made or changed.
    Credential(PathBuf),
}

/// The master keys, read when they are first needed: most commands need none.
#[derive(Debug)]
pub(crate) struct MasterKeys {
    path: PathBuf,
    ours: Ours,
    /// The permission bits that must not be set.
    forbidden: u32,
    read: OnceLock<Keyring>,
}

/// Whether the file is ours to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ours {
    Yes,
    No,
}

/// The keys of a file, at least one; the first one seals.
pub(crate) struct Keyring(Vec<MasterKey>);

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(MasterKey::id))
            .finish()
    }
}

impl Keyring {
    /// The key that seals.
    pub(crate) fn current(&self) -> &MasterKey {
        // `parse` gives no empty keyring.
        &self.0[0]
    }

    fn find(&self, id: &str) -> Option<&MasterKey> {
        self.0.iter().find(|key| key.id() == id)
    }
}

impl MasterKeys {
    pub(crate) fn new(place: MasterKeyPlace, directory: &Path) -> MasterKeys {
        let (path, ours, forbidden) = match place {
            MasterKeyPlace::DataDirectory => (directory.join(FILE_NAME), Ours::Yes, OTHERS | GROUP),
            MasterKeyPlace::File(path) => (path, Ours::No, OTHERS | GROUP),
            // Where systemd gives access by an ACL, the bits of the group show the ACL's mask.
            MasterKeyPlace::Credential(path) => (path, Ours::No, OTHERS | (GROUP & !READ)),
        };
        MasterKeys {
            path,
            ours,
            forbidden,
            read: OnceLock::new(),
        }
    }

    /// The keyring to seal with, given the ids that are in use: every one of them must be there, so
    /// that a wrong file never becomes a second master key by accident. With none in use the file
    /// is made if need be. The caller holds the write lock, so nobody else makes it meanwhile.
    pub(crate) fn to_seal(&self, in_use: &[String]) -> Result<&Keyring, LedgerError> {
        let missing = self.read.get().is_none() && self.ours == Ours::Yes && self.is_missing()?;
        if missing && in_use.is_empty() {
            self.make()?;
        }
        let keyring = self.keyring()?;
        for id in in_use {
            self.key(id)?;
        }
        Ok(keyring)
    }

    /// The key that has this id.
    pub(crate) fn key(&self, id: &str) -> Result<&MasterKey, LedgerError> {
        let found = self.keyring()?.find(id);
        found.ok_or_else(|| {
            LedgerError::from(MasterKeyError::Wrong {
                path: self.path.display().to_string(),
                wanted: id.to_owned(),
            })
        })
    }

    fn keyring(&self) -> Result<&Keyring, LedgerError> {
        if let Some(keyring) = self.read.get() {
            return Ok(keyring);
        }
        let keyring = self.read_file()?;
        Ok(self.read.get_or_init(|| keyring))
    }

    fn is_missing(&self) -> Result<bool, LedgerError> {
        let exists = self.path.try_exists();
        Ok(!exists.map_err(|error| self.unusable("look for the master key", &error))?)
    }

    /// The same file, to be read anew.
    pub(crate) fn unread(&self) -> MasterKeys {
        MasterKeys {
            path: self.path.clone(),
            ours: self.ours,
            forbidden: self.forbidden,
            read: OnceLock::new(),
        }
    }

    fn read_file(&self) -> Result<Keyring, LedgerError> {
        let text = self.text()?;
        parse(&text).map_err(|line| self.malformed(line))
    }

    /// The text of the file.
    pub(crate) fn text(&self) -> Result<Zeroizing<String>, LedgerError> {
        let unusable = |error: io::Error| self.unusable("read the master key", &error);
        let file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.ours == Ours::Yes => {
                let path = self.path.display().to_string();
                return Err(MasterKeyError::Missing { path }.into());
            }
            Err(error) => return Err(unusable(error)),
        };
        let mode = file.metadata().map_err(unusable)?.mode() & 0o7777;
        if mode & self.forbidden != 0 {
            let path = self.path.display().to_string();
            return Err(MasterKeyError::WidePermissions { path, mode }.into());
        }
        let mut text = Zeroizing::new(String::with_capacity(FILE_OCTETS_MAX as usize + 1));
        let read = file.take(FILE_OCTETS_MAX + 1).read_to_string(&mut text);
        match read {
            Ok(octets) if octets as u64 <= FILE_OCTETS_MAX => Ok(text),
            Ok(_) => Err(self.malformed(1)),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Err(self.malformed(1)),
            Err(error) => Err(unusable(error)),
        }
    }

    fn malformed(&self, line: usize) -> LedgerError {
        let path = self.path.display().to_string();
        MasterKeyError::Malformed { path, line }.into()
    }

    /// Makes the file whole or not at all: a crash leaves no half key behind.
    fn make(&self) -> Result<(), LedgerError> {
        let mut octets = Zeroizing::new([0; MASTER_KEY_OCTETS]);
        rand::fill(&mut octets[..])
            .map_err(|_| LedgerError::Bug("the operating system gave no randomness".to_owned()))?;
        let line = Zeroizing::new(STANDARD.encode(&octets[..]));
        let text = Zeroizing::new(format!("{HEAD}{LINE_PREFIX}{}\n", *line));
        let draft = self.path.with_extension("key.new");
        let write = || -> io::Result<()> {
            let mut options = OpenOptions::new();
            options.write(true).create(true).truncate(true).mode(0o600);
            let mut file = options.open(&draft)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&draft, &self.path)?;
            self.path.parent().map_or(Ok(()), sync_directory)
        };
        write().map_err(|error| self.unusable("make the master key", &error))
    }

    fn unusable(&self, action: &'static str, error: &io::Error) -> LedgerError {
        LedgerError::Unusable {
            place: self.path.display().to_string(),
            action,
            reason: DiskFault::of(error),
        }
    }
}

/// Reads a file's text; the line at fault otherwise.
fn parse(text: &str) -> Result<Keyring, usize> {
    let mut keys = Vec::new();
    for (number, line) in (1_usize..).zip(text.lines().map(str::trim)) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let encoded = line.strip_prefix(LINE_PREFIX).ok_or(number)?;
        let decoded = Zeroizing::new(STANDARD.decode(encoded).map_err(|_| number)?);
        let octets = <[u8; MASTER_KEY_OCTETS]>::try_from(&decoded[..]).map_err(|_| number)?;
        keys.push(MasterKey::new(Zeroizing::new(octets)));
    }
    if keys.is_empty() {
        Err(1)
    } else {
        Ok(Keyring(keys))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_keys_in_order_and_names_the_bad_line() {
        let line = |octet| {
            format!(
                "{LINE_PREFIX}{}\n",
                STANDARD.encode([octet; MASTER_KEY_OCTETS])
            )
        };
        let keyring = parse(&format!("# two\n\n{}{}", line(1), line(2))).unwrap();
        assert_eq!(keyring.0.len(), 2);
        assert_eq!(
            keyring.current().id(),
            parse(&line(1)).unwrap().current().id()
        );
        assert_eq!(parse("").err(), Some(1));
        assert_eq!(parse("# nothing\n").err(), Some(1));
        assert_eq!(
            parse(&format!("{}{LINE_PREFIX}AAAA", line(1))).err(),
            Some(2)
        );
        assert_eq!(
            parse(&format!("\n{}", STANDARD.encode([1; 32]))).err(),
            Some(2)
        );
    }
}
