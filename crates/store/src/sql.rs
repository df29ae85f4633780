//! The narrow door between the ledger and a database: statements with `$1`-style arguments in, rows
//! of plain cells out. A database is another [`Backend`]; the ledger's SQL is written once.

use std::future::Future;

use app::ledger::LedgerError;

/// An argument of a statement.
#[derive(Debug, Clone)]
pub enum Arg {
    /// An integer.
    Int(i64),
    /// A text.
    Text(String),
    /// Octets.
    Octets(Vec<u8>),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Arg {
        Arg::Text(text.to_owned())
    }
}

/// A value of a row.
#[derive(Debug, Clone)]
pub enum Cell {
    /// An integer.
    Int(i64),
    /// A text.
    Text(String),
    /// Octets.
    Octets(Vec<u8>),
    /// Anything else. The schema has no such values, so it is always damage.
    Other,
}

/// A row, its cells taken from left to right. Each method is `None` where the cell is not of that
/// type, which the ledger reports as damage.
#[derive(Debug)]
pub struct Row(std::vec::IntoIter<Cell>);

impl Row {
    /// A row of these cells.
    pub fn new(cells: Vec<Cell>) -> Row {
        Row(cells.into_iter())
    }

    /// The next cell, a count or a time.
    pub fn number(&mut self) -> Option<u64> {
        match self.0.next()? {
            Cell::Int(value) => u64::try_from(value).ok(),
            Cell::Text(_) | Cell::Octets(_) | Cell::Other => None,
        }
    }

    /// The next cell, a text.
    pub fn text(&mut self) -> Option<String> {
        match self.0.next()? {
            Cell::Text(text) => Some(text),
            Cell::Int(_) | Cell::Octets(_) | Cell::Other => None,
        }
    }

    /// The next cell, octets.
    pub fn octets(&mut self) -> Option<Vec<u8>> {
        match self.0.next()? {
            Cell::Octets(octets) => Some(octets),
            Cell::Int(_) | Cell::Text(_) | Cell::Other => None,
        }
    }
}

/// A database.
pub trait Backend: Send + Sync {
    /// A transaction that may write.
    type Transaction: Transaction;

    /// The statement for the journal's lines after the line `$1`, at most `$2`, in the order in which
    /// they were committed: the line's number, which rises from line to line, and the domain.
    const LINES_AFTER: &'static str;

    /// The statement for the number of the journal's last line; 0 for an empty journal.
    const LAST_LINE: &'static str;

    /// Where the data is, for messages: a path, or an address without its password.
    fn place(&self) -> &str;

    /// Runs one statement that only reads.
    fn read(
        &self,
        statement: &'static str,
        args: Vec<Arg>,
    ) -> impl Future<Output = Result<Vec<Row>, LedgerError>> + Send;

    /// Starts a transaction; it waits for other writers.
    fn begin(&self) -> impl Future<Output = Result<Self::Transaction, LedgerError>> + Send;

    /// Makes what was deleted unreadable in the files, as far as that can be done now.
    fn scrub(&self) -> impl Future<Output = ()> + Send;
}

/// A transaction. Dropped without [`Transaction::commit`] it never happened.
pub trait Transaction: Send {
    /// Runs one statement.
    fn run(
        &mut self,
        statement: &'static str,
        args: Vec<Arg>,
    ) -> impl Future<Output = Result<Vec<Row>, LedgerError>> + Send;

    /// Makes it all durable.
    fn commit(self) -> impl Future<Output = Result<(), LedgerError>> + Send;
}
