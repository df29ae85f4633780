//! SQLite: one file in the data directory, readers beside one writer.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use app::ledger::{Damage, DiskFault, LedgerError};
use sqlx::pool::PoolOptions;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteRow, SqliteSynchronous,
};
use sqlx::{AssertSqlSafe, Pool, Row as _, TypeInfo, ValueRef};

use crate::schema::{self, Dialect};
use crate::sql::{Arg, Backend, Cell, Row, Transaction};

/// The database's name in the data directory.
pub(crate) const FILE_NAME: &str = "mailseal.db";

/// How long a writer waits for the writers before it.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// How many readers run beside the writer.
const READERS_MAX: u32 = 4;

const DIALECT: Dialect = Dialect {
    // AUTOINCREMENT: without it the number of a removed last row would come again.
    identity: "INTEGER PRIMARY KEY AUTOINCREMENT",
    integer: "INTEGER",
    octets: "BLOB",
    strict: " STRICT",
};

/// An open SQLite database.
#[derive(Debug)]
pub struct Sqlite {
    place: String,
    // SQLite has one writer at a time. Queueing for one connection is fairer than its busy handler.
    writer: Pool<sqlx::Sqlite>,
    readers: Pool<sqlx::Sqlite>,
}

/// Whether there is a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    Yes,
    No,
}

impl Sqlite {
    /// Opens the database in a directory; makes the directory (0700) and the file (0600) when they
    /// are not there, and brings an older schema up to date.
    pub(crate) async fn open(directory: &Path) -> Result<Sqlite, LedgerError> {
        let file = make_file(directory)?;
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(false)
            .busy_timeout(BUSY_TIMEOUT)
            .journal_mode(SqliteJournalMode::Wal)
            // NORMAL would lose acknowledged commits when the power fails.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("secure_delete", "ON")
            .pragma("trusted_schema", "OFF");
        let pool = |connections| {
            PoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(BUSY_TIMEOUT * 2)
                .idle_timeout(None)
                .max_lifetime(None)
                .test_before_acquire(false)
        };
        let sqlite = Sqlite {
            place: file.display().to_string(),
            writer: pool(1).connect_lazy_with(options.clone()),
            readers: pool(READERS_MAX).connect_lazy_with(options),
        };
        sqlite.migrate().await?;
        Ok(sqlite)
    }

    /// Whether a directory has a database.
    pub(crate) fn is_in(directory: &Path) -> Result<Found, LedgerError> {
        let path = directory.join(FILE_NAME);
        match path.try_exists() {
            Ok(true) => Ok(Found::Yes),
            Ok(false) => Ok(Found::No),
            Err(error) => Err(unusable(&path, "look for", &error)),
        }
    }

    /// Waits for what runs and closes the files; the last to close folds the log into the database.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    async fn migrate(&self) -> Result<(), LedgerError> {
        let mut connection = self
            .readers
            .acquire()
            .await
            .map_err(|error| fault(&self.place, "open", error))?;
        if self.version(&mut connection).await? == schema::VERSION {
            return Ok(());
        }
        drop(connection);
        let mut transaction = self.begin().await?;
        // Read again: another process may have migrated while we waited for it.
        let version = self.version(&mut transaction.inner).await?;
        for (number, script) in schema::scripts_after(version, &DIALECT) {
            let script = format!("{script}; PRAGMA user_version = {number}");
            sqlx::raw_sql(AssertSqlSafe(script))
                .execute(&mut *transaction.inner)
                .await
                .map_err(|error| fault(&self.place, "migrate", error))?;
        }
        transaction.commit().await
    }

    /// The schema the file has, 0 for a new one; refused when it is newer than we are.
    async fn version(&self, connection: &mut SqliteConnection) -> Result<u64, LedgerError> {
        let rows = run(&self.place, connection, "PRAGMA user_version", Vec::new()).await?;
        let version = rows.into_iter().next().and_then(|mut row| row.number());
        let found = version.ok_or_else(|| LedgerError::Damaged {
            place: self.place.clone(),
            what: Damage::NoSchemaVersion,
        })?;
        if found > schema::VERSION {
            return Err(LedgerError::NewerSchema {
                place: self.place.clone(),
                found,
                known: schema::VERSION,
            });
        }
        Ok(found)
    }
}

impl Backend for Sqlite {
    type Transaction = SqliteTransaction;

    // Rows of `step_state` are only ever added, by one writer at a time, so that SQLite's own numbers
    // rise in the order of the commits.
    const LINES_AFTER: &'static str = "SELECT t.rowid, s.domain FROM step_state t \
                                       JOIN step s ON s.id = t.step \
                                       WHERE t.rowid > $1 ORDER BY t.rowid LIMIT $2";

    const LAST_LINE: &'static str = "SELECT COALESCE(MAX(rowid), 0) FROM step_state";

    fn place(&self) -> &str {
        &self.place
    }

    async fn read(&self, statement: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, LedgerError> {
        let mut connection = self
            .readers
            .acquire()
            .await
            .map_err(|error| fault(&self.place, "open", error))?;
        run(&self.place, &mut connection, statement, args).await
    }

    async fn begin(&self) -> Result<SqliteTransaction, LedgerError> {
        // IMMEDIATE takes the write lock now: a transaction that read first and then wanted to
        // write would fail instead of wait.
        let inner = self
            .writer
            .begin_with("BEGIN IMMEDIATE")
            .await
            .map_err(|error| fault(&self.place, "write to", error))?;
        Ok(SqliteTransaction {
            place: self.place.clone(),
            inner,
        })
    }

    async fn scrub(&self) {
        // secure_delete has overwritten the rows in their pages; older copies of these pages still
        // lie in the log until it is folded in. A reader may hold it open: then a later commit or
        // the closing does it, so neither a busy log nor an error is worth more than that.
        if let Ok(mut connection) = self.writer.acquire().await {
            let statement = "PRAGMA wal_checkpoint(TRUNCATE)";
            drop(run(&self.place, &mut connection, statement, Vec::new()).await);
        }
    }
}

/// A transaction on SQLite.
#[derive(Debug)]
pub struct SqliteTransaction {
    place: String,
    inner: sqlx::Transaction<'static, sqlx::Sqlite>,
}

impl Transaction for SqliteTransaction {
    async fn run(
        &mut self,
        statement: &'static str,
        args: Vec<Arg>,
    ) -> Result<Vec<Row>, LedgerError> {
        run(&self.place, &mut self.inner, statement, args).await
    }

    async fn commit(self) -> Result<(), LedgerError> {
        let outcome = self.inner.commit().await;
        outcome.map_err(|error| fault(&self.place, "write to", error))
    }
}

async fn run(
    place: &str,
    connection: &mut SqliteConnection,
    statement: &'static str,
    args: Vec<Arg>,
) -> Result<Vec<Row>, LedgerError> {
    let mut query = sqlx::query(statement);
    for arg in args {
        query = match arg {
            Arg::Int(value) => query.bind(value),
            Arg::Text(text) => query.bind(text),
            Arg::Octets(octets) => query.bind(octets),
        };
    }
    let rows = query.fetch_all(connection).await;
    let rows = rows.map_err(|error| fault(place, "use", error))?;
    rows.iter()
        .map(|row| cells(row).map_err(|error| fault(place, "use", error)))
        .collect()
}

fn cells(row: &SqliteRow) -> Result<Row, sqlx::Error> {
    let cell = |index| -> Result<Cell, sqlx::Error> {
        let raw = row.try_get_raw(index)?;
        Ok(match raw.type_info().name() {
            "INTEGER" => Cell::Int(row.try_get(index)?),
            "TEXT" => Cell::Text(row.try_get(index)?),
            "BLOB" => Cell::Octets(row.try_get(index)?),
            _ => Cell::Other,
        })
    };
    (0..row.len())
        .map(cell)
        .collect::<Result<_, _>>()
        .map(Row::new)
}

fn make_file(directory: &Path) -> Result<PathBuf, LedgerError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
        .map_err(|error| unusable(directory, "make the directory", &error))?;
    let path = directory.join(FILE_NAME);
    // SQLite gives its log files the mode of the database.
    let made = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path);
    match made {
        Ok(_) => sync_directory(directory)
            .map_err(|error| unusable(directory, "write to the directory", &error))?,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(unusable(&path, "make", &error)),
    }
    // A relative path would change its meaning with the working directory.
    fs::canonicalize(&path).map_err(|error| unusable(&path, "open", &error))
}

fn unusable(path: &Path, action: &'static str, error: &io::Error) -> LedgerError {
    LedgerError::Unusable {
        place: path.display().to_string(),
        action,
        reason: DiskFault::of(error),
    }
}

/// Makes new names in a directory durable.
pub(crate) fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

fn fault(place: &str, action: &'static str, error: sqlx::Error) -> LedgerError {
    let code = error
        .as_database_error()
        .and_then(|error| error.code()?.parse::<u32>().ok());
    // The low octet is the primary result code.
    let code = code.map(|code| code & 0xff);
    match code {
        // SQLITE_CORRUPT, SQLITE_NOTADB
        Some(11 | 26) => LedgerError::Damaged {
            place: place.to_owned(),
            what: Damage::Database,
        },
        _ => LedgerError::Unusable {
            place: place.to_owned(),
            action,
            reason: reason(code, &error),
        },
    }
}

fn reason(code: Option<u32>, error: &sqlx::Error) -> DiskFault {
    match (code, error) {
        // SQLITE_PERM, SQLITE_AUTH
        (Some(3 | 23), _) => DiskFault::Denied,
        // SQLITE_CANTOPEN
        (Some(14), _) => DiskFault::Unopenable,
        // SQLITE_BUSY, SQLITE_LOCKED
        (Some(5 | 6), _) => DiskFault::Busy,
        // SQLITE_READONLY
        (Some(8), _) => DiskFault::ReadOnly,
        // SQLITE_IOERR
        (Some(10), _) => DiskFault::Failing,
        // SQLITE_FULL
        (Some(13), _) => DiskFault::Full,
        (None, sqlx::Error::Io(error)) => DiskFault::of(error),
        // Neither the codes nor `sqlx::Error` are ours, and they may grow.
        _ => DiskFault::Other(error.to_string()),
    }
}
