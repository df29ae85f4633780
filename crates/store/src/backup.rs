//! Copies of the ledger: made while it is in use, and put where there is none. A copy is one file, the
//! database, in which everything secret is sealed; the master key is another, and goes along only where
//! it is asked for. A copy is opened and read as a whole before it is called one.

use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use app::ledger::{
    Damage, DiskFault, Ledger, LedgerError, MasterKeyError, PAGE_ROWS_MAX, Page, StoredDomain,
};
use tokio::sync::Notify;

use crate::commit::MASTER_KEYS_IN_USE;
use crate::ledger::SqliteLedger;
use crate::master_key::{FILE_NAME as KEY_NAME, MasterKeyPlace, MasterKeys};
use crate::sql::{Arg, Backend, Row};
use crate::sqlite::{FILE_NAME, Sqlite, sync_directory};

/// What a database file of SQLite begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// Octets of its head; the version of our schema is among them.
const HEAD_OCTETS: usize = 100;

/// Where `PRAGMA user_version` is in the head, four octets.
const VERSION_AT: usize = 60;

/// What the file of the master key beside a copy has behind the copy's name.
const KEY_SUFFIX: &str = ".master-key";

/// Whether the master key goes along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyCopy {
    /// It is kept apart: whoever has the copy has no private key.
    Apart,
    /// As a file beside the copy, with `.master-key` behind its name.
    Beside,
}

/// What a copy holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// Octets of the database.
    pub octets: u64,
    /// Domains.
    pub domains: u64,
    /// The ids of the master keys that something in it is sealed under.
    pub master_keys: Vec<String>,
    /// Whether it was seen to open.
    pub opened: Opened,
}

/// How much a ledger holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Domains.
    pub domains: u64,
    /// Jobs of the journal that are not at their end.
    pub unfinished_steps: u64,
}

/// Whether what is sealed in a copy opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// All of it did.
    All,
    /// The master key is not here, or not ours to read: it was not tried.
    NotTried,
}

/// Why there is no copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupError {
    /// Something is there already.
    InTheWay(PathBuf),
    /// The file is no copy of a ledger.
    NotACopy(PathBuf),
    /// The ledger, or its copy, cannot be used.
    Ledger(LedgerError),
}

impl From<LedgerError> for BackupError {
    fn from(error: LedgerError) -> BackupError {
        BackupError::Ledger(error)
    }
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BackupError::InTheWay(path) => write!(f, "{} is there already", path.display()),
            BackupError::NotACopy(path) => write!(f, "{} is no copy of a ledger", path.display()),
            BackupError::Ledger(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for BackupError {}

/// The file of the master key beside a copy.
pub fn key_beside(copy: &Path) -> PathBuf {
    let mut name = copy.as_os_str().to_owned();
    name.push(KEY_SUFFIX);
    PathBuf::from(name)
}

impl SqliteLedger {
    /// Writes a copy of what stands now to a new file, and reads it back as a whole. Writers go on
    /// meanwhile.
    pub async fn back_up(&self, file: &Path, key: KeyCopy) -> Result<Contents, BackupError> {
        let place = Reserved::new(file)?;
        let key_place = match key {
            KeyCopy::Apart => None,
            KeyCopy::Beside => Some(Reserved::new(&key_beside(file))?),
        };
        let staging = Staging::beside(file)?;
        let copy = staging.path.join(FILE_NAME);
        // SQLite fills an empty file, and keeps its mode.
        drop(new_file(&copy)?);
        let to = copy
            .to_str()
            .ok_or_else(|| unusable(&copy, "name", &not_text()))?;
        self.backend
            .read("VACUUM INTO $1", vec![Arg::Text(to.to_owned())])
            .await?;
        let contents = examine(&staging.path, &self.master_keys).await?;
        if let Some(key_place) = key_place {
            let text = self.master_keys.text()?;
            let written = new_file(&staging.path.join(KEY_NAME))?;
            fill(written, &staging.path.join(KEY_NAME), text.as_bytes())?;
            key_place.fill(&staging.path.join(KEY_NAME))?;
        }
        place.fill(&copy)?;
        Ok(contents)
    }

    /// Puts a copy into a data directory that has no ledger, after it was read as a whole.
    /// `master_key` is where the ledger will find its key; with [`KeyCopy::Beside`] the file beside
    /// the copy becomes `master.key` of the data directory.
    pub async fn restore(
        copy: &Path,
        key: KeyCopy,
        directory: &Path,
        master_key: MasterKeyPlace,
    ) -> Result<Contents, BackupError> {
        let (file, log) = (directory.join(FILE_NAME), format!("{FILE_NAME}-wal"));
        for standing in [file.clone(), directory.join(log)] {
            if fs::symlink_metadata(&standing).is_ok() {
                return Err(BackupError::InTheWay(standing));
            }
        }
        is_copy(copy)?;
        let mut builder = DirBuilder::new();
        let made = builder.recursive(true).mode(0o700).create(directory);
        made.map_err(|error| unusable(directory, "make the directory", &error))?;
        let staging = Staging::beside(&file)?;
        take(copy, &staging.path.join(FILE_NAME))?;
        let master_keys = match key {
            KeyCopy::Apart => MasterKeys::new(master_key, directory),
            KeyCopy::Beside => {
                let taken = staging.path.join(KEY_NAME);
                take(&key_beside(copy), &taken)?;
                MasterKeys::new(MasterKeyPlace::File(taken), directory)
            }
        };
        let contents = examine(&staging.path, &master_keys).await?;
        // Without its key the ledger would be of little use, and a new key would be made beside it.
        for id in &contents.master_keys {
            master_keys.key(id)?;
        }
        let place = Reserved::new(&file)?;
        if key == KeyCopy::Beside {
            Reserved::new(&directory.join(KEY_NAME))?.fill(&staging.path.join(KEY_NAME))?;
        }
        place.fill(&staging.path.join(FILE_NAME))?;
        Ok(contents)
    }

    /// How much there is, counted by the database.
    pub async fn totals(&self) -> Result<Totals, LedgerError> {
        let statement =
            "SELECT (SELECT count(*) FROM domain), (SELECT count(*) FROM unfinished_step)";
        let rows = self
            .read(statement, Vec::new(), |row| {
                Some(Totals {
                    domains: row.number()?,
                    unfinished_steps: row.number()?,
                })
            })
            .await?;
        rows.into_iter()
            .next()
            .ok_or_else(|| LedgerError::Bug("a count without a row".to_owned()))
    }

    /// The ids of the master keys that something is sealed under.
    pub async fn master_keys_in_use(&self) -> Result<Vec<String>, LedgerError> {
        self.read(MASTER_KEYS_IN_USE, Vec::new(), Row::text).await
    }

    /// Whether every master key in use is here. A wrong or a missing one is an error that would come
    /// later, when something is to be opened.
    pub async fn check_master_keys(&self) -> Result<(), LedgerError> {
        for id in self.master_keys_in_use().await? {
            self.master_keys.key(&id)?;
        }
        Ok(())
    }
}

/// Opens the copy in this directory, brings its schema up to date, and reads all of it.
async fn examine(directory: &Path, master_keys: &MasterKeys) -> Result<Contents, BackupError> {
    let copy = SqliteLedger {
        backend: Sqlite::open(directory).await?,
        master_keys: master_keys.unread(),
        committed: Notify::new(),
    };
    let seen = read_through(&copy).await;
    // The last to close folds the log into the file, which alone is taken from here.
    copy.close().await;
    let mut contents = seen?;
    let file = directory.join(FILE_NAME);
    let length = File::open(&file).and_then(|file| {
        file.sync_all()?;
        file.metadata()
    });
    let length = length.map_err(|error| unusable(&file, "write", &error))?;
    contents.octets = length.len();
    Ok(contents)
}

async fn read_through(copy: &SqliteLedger) -> Result<Contents, BackupError> {
    for check in ["PRAGMA integrity_check", "PRAGMA foreign_key_check"] {
        let said = copy.read(check, Vec::new(), |row| row.text()).await?;
        if said.iter().any(|line| line != "ok") {
            return Err(copy.damaged(Damage::Database).into());
        }
    }
    let mut master_keys = copy.master_keys_in_use().await?;
    master_keys.sort();
    let opened = match copy.check_master_keys().await {
        Ok(()) => Opened::All,
        Err(error) if is_not_here(&error) => Opened::NotTried,
        Err(error) => return Err(error.into()),
    };
    let mut domains = 0;
    let mut last: Option<StoredDomain> = None;
    loop {
        let page = match &last {
            None => Page::first(PAGE_ROWS_MAX),
            Some(last) => Page::after(last.desired.domain.clone(), PAGE_ROWS_MAX),
        };
        let rows = copy.domains(page).await?;
        if opened == Opened::All {
            open_keys(copy, &rows).await?;
        }
        domains += rows.len() as u64;
        match rows.into_iter().next_back() {
            Some(row) => last = Some(row),
            None => break,
        }
    }
    if opened == Opened::All {
        for access in copy.accesses().await? {
            copy.access(&access.name).await?;
        }
    }
    Ok(Contents {
        octets: 0,
        domains,
        master_keys,
        opened,
    })
}

async fn open_keys(copy: &SqliteLedger, domains: &[StoredDomain]) -> Result<(), LedgerError> {
    for stored in domains {
        let domain = &stored.desired.domain;
        for key in copy.keys(domain).await? {
            copy.private_key(domain, &key.selector).await?;
        }
    }
    Ok(())
}

/// Whether an error says that the master key is somewhere else, not that it is a wrong one.
fn is_not_here(error: &LedgerError) -> bool {
    match error {
        LedgerError::MasterKey(MasterKeyError::Missing { .. }) => true,
        LedgerError::Unusable { reason, .. } => {
            matches!(reason, DiskFault::Missing | DiskFault::Denied)
        }
        LedgerError::MasterKey(
            MasterKeyError::WidePermissions { .. }
            | MasterKeyError::Malformed { .. }
            | MasterKeyError::Wrong { .. },
        )
        | LedgerError::DomainExists(_)
        | LedgerError::NoDomain(_)
        | LedgerError::ChangedMeanwhile(_)
        | LedgerError::SelectorInUse { .. }
        | LedgerError::NoKey { .. }
        | LedgerError::NoAccess(_)
        | LedgerError::StepNotOpen(_)
        | LedgerError::Unfinished(..)
        | LedgerError::NewerSchema { .. }
        | LedgerError::Damaged { .. }
        | LedgerError::Bug(_) => false,
    }
}

/// Whether a file is a database with a schema of ours. SQLite would make a new one of an empty file.
fn is_copy(path: &Path) -> Result<(), BackupError> {
    let mut head = [0; HEAD_OCTETS];
    let mut file = File::open(path).map_err(|error| unusable(path, "open", &error))?;
    match file.read_exact(&mut head) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            return Err(BackupError::NotACopy(path.to_owned()));
        }
        Err(error) => return Err(unusable(path, "read", &error).into()),
    }
    match head.starts_with(MAGIC) && head[VERSION_AT..VERSION_AT + 4] != [0; 4] {
        true => Ok(()),
        false => Err(BackupError::NotACopy(path.to_owned())),
    }
}

/// Copies a file to a new one that only its owner may read.
fn take(from: &Path, to: &Path) -> Result<(), BackupError> {
    let mut source = File::open(from).map_err(|error| unusable(from, "open", &error))?;
    let mut target = new_file(to)?;
    io::copy(&mut source, &mut target)
        .and_then(|_| target.sync_all())
        .map_err(|error| unusable(from, "copy", &error).into())
}

fn new_file(path: &Path) -> Result<File, LedgerError> {
    let mut options = OpenOptions::new();
    let made = options.write(true).create_new(true).mode(0o600).open(path);
    made.map_err(|error| unusable(path, "make", &error))
}

fn fill(mut file: File, path: &Path, octets: &[u8]) -> Result<(), LedgerError> {
    let written = file.write_all(octets).and_then(|()| file.sync_all());
    written.map_err(|error| unusable(path, "write to", &error))
}

fn unusable(path: &Path, action: &'static str, error: &io::Error) -> LedgerError {
    LedgerError::Unusable {
        place: path.display().to_string(),
        action,
        reason: DiskFault::of(error),
    }
}

fn not_text() -> io::Error {
    io::Error::other("its name is not UTF-8")
}

/// A name that nobody else can take any more: an empty file, until it is filled. Dropped before, it is
/// removed.
struct Reserved {
    path: PathBuf,
    filled: bool,
}

impl Reserved {
    fn new(path: &Path) -> Result<Reserved, BackupError> {
        let mut options = OpenOptions::new();
        match options.write(true).create_new(true).mode(0o600).open(path) {
            Ok(_) => Ok(Reserved {
                path: path.to_owned(),
                filled: false,
            }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(BackupError::InTheWay(path.to_owned()))
            }
            Err(error) => Err(unusable(path, "make", &error).into()),
        }
    }

    /// Moves a finished file here, whole or not at all.
    fn fill(mut self, from: &Path) -> Result<(), LedgerError> {
        let moved = fs::rename(from, &self.path).and_then(|()| sync_directory(parent(&self.path)));
        moved.map_err(|error| unusable(&self.path, "write to", &error))?;
        self.filled = true;
        Ok(())
    }
}

impl Drop for Reserved {
    fn drop(&mut self) {
        if !self.filled && fs::remove_file(&self.path).is_err() {
            // An empty file stays; it is refused as a copy.
        }
    }
}

/// A directory of our own on the same disk, gone when dropped.
struct Staging {
    path: PathBuf,
}

impl Staging {
    fn beside(file: &Path) -> Result<Staging, LedgerError> {
        let path = parent(file).join(format!(".mailseal-copy-{}", std::process::id()));
        let made = DirBuilder::new().mode(0o700).create(&path);
        made.map_err(|error| unusable(&path, "make the directory", &error))?;
        Ok(Staging { path })
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if fs::remove_dir_all(&self.path).is_err() {
            // What stays is ours alone to read, and its name says whose it is.
        }
    }
}

/// The directory that a file is in.
fn parent(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    }
}
