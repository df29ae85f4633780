//! Where the watch is kept. What came of a look is kept whole or not at all: the state, the timeline
//! and what is to be told, so that a crash neither loses a change nor tells it twice.

use std::collections::BTreeSet;
use std::future::Future;

use protocols::finding::Severity;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::ledger::{LedgerError, Page};

use super::alarm::Telling;
use super::change::{Cause, Change, Side};
use super::delivery::NextTry;
use super::state::DomainWatch;
use super::tell::Posting;

/// What is kept of a domain, and how often it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// What is known; `None` before the first look.
    pub watch: Option<DomainWatch>,
    /// How often it was written.
    pub revision: u64,
    /// When it is looked at next.
    pub due: Timestamp,
}

/// What came of a look, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The domain.
    pub domain: DomainName,
    /// How often the state had been written that this rests on; refused where it is more by now.
    pub read: u64,
    /// The state.
    pub watch: DomainWatch,
    /// When the domain is looked at next.
    pub due: Timestamp,
    /// For the timeline.
    pub entries: Vec<Change>,
    /// For the outbox, each with a token of its own.
    pub postings: Vec<(Posting, String)>,
    /// What the domain rests on.
    pub rests_on: BTreeSet<Cause>,
    /// What changed that other domains rest on: they are looked at between now and then.
    pub shared: BTreeSet<Cause>,
}

/// The number of an entry, rising with time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryId(pub u64);

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// The domain.
    pub domain: DomainName,
    /// When it was seen.
    pub at: Timestamp,
    /// What.
    pub change: Change,
}

/// Which lines of the timeline; newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// Of this domain; of all where there is none.
    pub domain: Option<DomainName>,
    /// From this moment on.
    pub since: Option<Timestamp>,
    /// Before this moment.
    pub until: Option<Timestamp>,
    /// On this side only.
    pub side: Option<Side>,
}

/// The number of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct MessageId(pub u64);

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MessageState {
    /// It is gathered, or waits for its next try.
    Waits,
    /// It was delivered.
    Sent,
    /// It was given up.
    GivenUp,
}

/// A message in the outbox, without what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageHead {
    /// Its number.
    pub id: MessageId,
    /// To whom.
    pub recipient: String,
    /// What the other side knows it by, should it come twice.
    pub token: String,
    /// What it gathers: the key of its bundle.
    pub bundle: String,
    /// When it was begun.
    pub created: Timestamp,
    /// When it is tried next, or was last.
    pub due: Timestamp,
    /// How often it was tried.
    pub tries: u32,
    /// How far it is.
    pub state: MessageState,
    /// Why the last try failed; may be empty.
    pub note: String,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Of which domain.
    pub domain: DomainName,
    /// When it was seen.
    pub at: Timestamp,
    /// How much it presses.
    pub severity: Severity,
    /// What.
    pub change: Change,
    /// Why it is told.
    pub telling: Telling,
}

/// A message that is being sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its head; `tries` counts this try.
    pub head: MessageHead,
    /// What it says, at most [`NOTICES_MAX`](super::tell::NOTICES_MAX).
    pub said: Vec<Said>,
    /// How much more was to be said.
    pub more: usize,
}

/// Where the watch is kept.
pub trait WatchStore: Send + Sync {
    /// Domains that were added and are not watched yet.
    fn unwatched(
        &self,
        most: usize,
    ) -> impl Future<Output = Result<Vec<DomainName>, LedgerError>> + Send;

    /// Watches domains, each for the first time at its moment. One that is watched stays as it is, one
    /// that was removed meanwhile is passed over.
    fn enrol(
        &self,
        domains: &[(DomainName, Timestamp)],
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// How many domains are watched.
    fn watched(&self) -> impl Future<Output = Result<usize, LedgerError>> + Send;

    /// The domains that are due, those that were due first before the others.
    fn due(
        &self,
        now: Timestamp,
        most: usize,
    ) -> impl Future<Output = Result<Vec<DomainName>, LedgerError>> + Send;

    /// When the next domain is due; `None` where none is watched.
    fn next_due(&self) -> impl Future<Output = Result<Option<Timestamp>, LedgerError>> + Send;

    /// What is kept of a domain; `None` where it is not watched.
    fn watch(
        &self,
        domain: &DomainName,
    ) -> impl Future<Output = Result<Option<Stored>, LedgerError>> + Send;

    /// Keeps what came of a look, whole. [`LedgerError::ChangedMeanwhile`] where another looked
    /// meanwhile, [`LedgerError::NoDomain`] where it is not watched.
    fn keep(
        &self,
        kept: Kept,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// Brings the next look at a domain forward; no change where it comes earlier anyway.
    fn bring_forward(
        &self,
        domain: &DomainName,
        due: Timestamp,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// The timeline, newest first.
    fn timeline(
        &self,
        of: &Timeline,
        page: Page<EntryId>,
    ) -> impl Future<Output = Result<Vec<Entry>, LedgerError>> + Send;

    /// Messages that are due.
    fn messages_due(
        &self,
        now: Timestamp,
        most: usize,
    ) -> impl Future<Output = Result<Vec<MessageHead>, LedgerError>> + Send;

    /// When the next message is due; `None` where none waits.
    fn next_message(&self) -> impl Future<Output = Result<Option<Timestamp>, LedgerError>> + Send;

    /// Takes a message to send it: nothing joins it any more, and nobody else takes it before the
    /// lease is over. `None` where somebody did, or it is not due.
    fn take_message(
        &self,
        id: MessageId,
        now: Timestamp,
    ) -> impl Future<Output = Result<Option<Message>, LedgerError>> + Send;

    /// A message was delivered.
    fn message_sent(
        &self,
        id: MessageId,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// A message was not delivered, for the reason in `note`.
    fn message_failed(
        &self,
        id: MessageId,
        next: NextTry,
        note: &str,
        now: Timestamp,
    ) -> impl Future<Output = Result<(), LedgerError>> + Send;

    /// The outbox, newest first.
    fn outbox(
        &self,
        page: Page<MessageId>,
    ) -> impl Future<Output = Result<Vec<MessageHead>, LedgerError>> + Send;

    /// Lets go of lines of the timeline, and of messages that wait for nothing, from before this
    /// moment; a part of them where there are many. Gives how many went.
    fn let_go(&self, before: Timestamp) -> impl Future<Output = Result<usize, LedgerError>> + Send;
}
