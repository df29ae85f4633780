//! What a disk, or the database on it, refuses and how it is damaged.

use std::fmt;
use std::io;

use protocols::dkim::Selector;
use protocols::name::DomainName;

use crate::access::AccessName;

/// Why the system refused a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiskFault {
    /// It is not there.
    Missing,
    /// It may not be read or written.
    Denied,
    /// A directory stands where a file is needed.
    IsDirectory,
    /// A part of the path is no directory.
    NotDirectory,
    /// Something else stands in its place.
    InTheWay,
    /// It cannot be opened, for a reason that is not known.
    Unopenable,
    /// The file system, or the file, may only be read.
    ReadOnly,
    /// There is no space left, or no more of it for this user.
    Full,
    /// Another program holds it.
    Busy,
    /// The disk failed.
    Failing,
    /// What only the system can say, in its words.
    Other(String),
}

impl DiskFault {
    /// What an error of the system says.
    pub fn of(error: &io::Error) -> DiskFault {
        match error.kind() {
            io::ErrorKind::NotFound => DiskFault::Missing,
            io::ErrorKind::PermissionDenied => DiskFault::Denied,
            io::ErrorKind::IsADirectory => DiskFault::IsDirectory,
            io::ErrorKind::NotADirectory => DiskFault::NotDirectory,
            io::ErrorKind::AlreadyExists => DiskFault::InTheWay,
            io::ErrorKind::ReadOnlyFilesystem => DiskFault::ReadOnly,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => DiskFault::Full,
            io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => DiskFault::Busy,
            // `ErrorKind` is not ours and may grow.
            _ => DiskFault::Other(error.to_string()),
        }
    }
}

impl fmt::Display for DiskFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DiskFault::Missing => "it is not there",
            DiskFault::Denied => "permission denied",
            DiskFault::IsDirectory => "it is a directory",
            DiskFault::NotDirectory => "a part of the path is no directory",
            DiskFault::InTheWay => "something else stands there",
            DiskFault::Unopenable => "it cannot be opened",
            DiskFault::ReadOnly => "it may only be read",
            DiskFault::Full => "there is no space left",
            DiskFault::Busy => "another program holds it",
            DiskFault::Failing => "the disk failed",
            DiskFault::Other(text) => text,
        })
    }
}

/// What is wrong with what is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Damage {
    /// The file is no database, or its pages do not fit together.
    Database,
    /// The database says no version of its schema.
    NoSchemaVersion,
    /// A row holds something that was never written there.
    Row,
    /// The private key does not open, although the master key is the right one.
    Key {
        /// Whose key.
        domain: DomainName,
        /// Its selector.
        selector: Selector,
    },
    /// What is wanted of this domain does not read, for that reason.
    Desired(DomainName, String),
    /// The secrets of this access do not open, although the master key is the right one.
    Access(AccessName),
    /// The private key of this name's certificate, or of the order for it, does not open, although the
    /// master key is the right one.
    Certificate(DomainName),
    /// The private key of the account at the authority with this directory does not open, although the
    /// master key is the right one.
    Account(String),
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Database => f.write_str("it is no database, or a broken one"),
            Damage::NoSchemaVersion => f.write_str("it has no schema version"),
            Damage::Row => f.write_str("a row does not read"),
            Damage::Key { domain, selector } => {
                write!(f, "the key {selector} of {domain} does not open")
            }
            Damage::Desired(domain, reason) => {
                write!(f, "the desired state of {domain} does not read: {reason}")
            }
            Damage::Access(name) => write!(f, "the secrets of {name} do not open"),
            Damage::Certificate(name) => {
                write!(f, "the key of the certificate of {name} does not open")
            }
            Damage::Account(directory) => {
                write!(f, "the key of the account at {directory} does not open")
            }
        }
    }
}
