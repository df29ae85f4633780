//! The ledger on a database. SQLite, embedded, in the data directory; what is said to the database
//! is written once (`ledger`, `commit`, and the numbered files in `schema/`), so that another
//! database is another [`sql::Backend`] and runs the same tests.
//!
//! Private keys lie sealed with AES-256-GCM under a master key that is kept in a file of its own
//! (see [`MasterKeyPlace`]): the database alone, or a backup of it, gives no key away.

mod access;
mod backup;
mod certificates;
mod commit;
mod desired_v1;
mod follow;
mod ledger;
mod master_key;
mod overview;
mod people;
mod schema;
mod seal;
pub mod sql;
mod sqlite;
mod text;
mod watch;
mod wire_text;

pub use backup::{BackupError, Contents, KeyCopy, Opened, Totals, key_beside};
pub use ledger::{SqlLedger, SqliteLedger};
pub use master_key::MasterKeyPlace;
pub use sqlite::{Sqlite, SqliteTransaction};
