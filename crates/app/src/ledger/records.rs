//! What the ledger holds and what can be done to it, as plain data.

use std::fmt;

use protocols::dkim::{PublicKey, Selector};
use protocols::domain::desired::Desired;
use protocols::lifecycle::KeyState;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use zeroize::Zeroizing;

pub use protocols::plan::OwnedValue;

/// The most rows one call gives; more are fetched with [`Page::after`].
pub const PAGE_ROWS_MAX: usize = 1_000;

/// How often a domain's desired state was written. Whoever changes it names the revision it read,
/// so two writers never overwrite each other unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision(pub u64);

/// A domain we look after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDomain {
    /// What it should look like; its name is `desired.domain`.
    pub desired: Desired,
    /// How often `desired` was written, from 1.
    pub revision: Revision,
    /// When it was added.
    pub added: Timestamp,
    /// When `desired` was last written.
    pub changed: Timestamp,
}

/// A private key as PKCS#8 in DER. Overwritten when dropped; never printed.
#[derive(Clone)]
pub struct PrivateKey(Zeroizing<Vec<u8>>);

impl PrivateKey {
    /// Takes over PKCS#8 in DER.
    pub fn from_pkcs8(der: Vec<u8>) -> PrivateKey {
        PrivateKey(Zeroizing::new(der))
    }

    /// The PKCS#8 octets, to sign with or to hand to whoever signs.
    pub fn expose_pkcs8(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateKey(..)")
    }
}

/// A DKIM key to store. It starts in [`KeyState::Created`].
#[derive(Debug, Clone)]
pub struct NewKey {
    /// The selector.
    pub selector: Selector,
    /// The public part.
    pub public: PublicKey,
    /// The private part.
    pub private: PrivateKey,
}

/// The number of a step, rising in the order of the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StepId(pub u64);

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepKind {
    /// Adds a domain.
    Add,
    /// Changes its desired state or its keys.
    Change,
    /// Writes to the DNS what a plan showed.
    Apply,
    /// Takes back what a step wrote to the DNS.
    Undo,
    /// Removes it.
    Remove,
}

/// How far a step is. `Done` and `Failed` are final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepState {
    /// Decided.
    Planned,
    /// Begun: after a crash its effect in the world must be looked at.
    Started,
    /// Done.
    Done,
    /// Given up.
    Failed,
}

impl StepState {
    /// Whether nothing can follow.
    pub fn is_final(self) -> bool {
        match self {
            StepState::Planned | StepState::Started => false,
            StepState::Done | StepState::Failed => true,
        }
    }
}

/// When a step reached a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The state.
    pub state: StepState,
    /// When.
    pub at: Timestamp,
    /// What is worth keeping of it, such as why it failed; may be empty.
    pub note: String,
}

/// One step of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its number.
    pub id: StepId,
    /// The domain it is about.
    pub domain: DomainName,
    /// What it does.
    pub kind: StepKind,
    /// Its arguments, a JSON document of the use case that wrote it.
    pub payload: String,
    /// The states it went through, oldest first; never empty.
    pub moments: Vec<Moment>,
}

/// Which steps, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Steps {
    /// Those of one domain, newest first.
    Of(DomainName),
    /// All, newest first.
    All,
    /// Those in no final state, oldest first: what is to be resumed.
    Unfinished,
}

/// The journal line of an [`Entry`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A new step.
    Open {
        /// What it does.
        kind: StepKind,
        /// Its arguments, a JSON document.
        payload: String,
        /// [`StepState::Done`] for what is complete with this entry.
        state: StepState,
    },
    /// A step reaches its next state.
    Advance {
        /// Which.
        step: StepId,
        /// The state, later than the one it is in.
        state: StepState,
        /// What is worth keeping of it; may be empty.
        note: String,
    },
}

/// One change of a domain. A desired state must be one of the entry's domain.
#[derive(Debug, Clone)]
pub enum Change {
    /// Adds the domain; refused when it is there.
    Add(Desired),
    /// Writes its desired state; refused when another writer was here since `read`.
    Desire {
        /// The new state.
        desired: Desired,
        /// The revision the decision was made on.
        read: Revision,
    },
    /// Removes the domain, its keys and what is known of its publications.
    Remove,
    /// Adds a key; refused when the selector has one.
    AddKey(NewKey),
    /// A key reaches a state.
    SetKeyState {
        /// Whose.
        selector: Selector,
        /// The state.
        state: KeyState,
    },
    /// Removes a key for good.
    RemoveKey(Selector),
    /// No change; refused when another writer wrote the desired state since `read`.
    Unchanged {
        /// The revision the decision was made on.
        read: Revision,
    },
    /// We published this; no change when it is known.
    Own(OwnedValue),
    /// We withdrew this; no change when it is not known.
    Disown(OwnedValue),
}

/// What is written at once: a journal line and the changes it records, in order.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The domain all of it is about.
    pub domain: DomainName,
    /// The journal line.
    pub line: Line,
    /// The changes; none for a line that only reports.
    pub changes: Vec<Change>,
}

/// A part of a long list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<K> {
    after: Option<K>,
    rows: usize,
}

impl<K> Page<K> {
    /// The first `rows` rows, at most [`PAGE_ROWS_MAX`].
    pub fn first(rows: usize) -> Page<K> {
        Page {
            after: None,
            rows: rows.min(PAGE_ROWS_MAX),
        }
    }

    /// The `rows` rows that follow the row of this key in the list's order.
    pub fn after(key: K, rows: usize) -> Page<K> {
        Page {
            after: Some(key),
            rows: rows.min(PAGE_ROWS_MAX),
        }
    }

    /// The key of the row before the page; `None` for the first page.
    pub fn key(&self) -> Option<&K> {
        self.after.as_ref()
    }

    /// The most rows the page has.
    pub fn rows(&self) -> usize {
        self.rows
    }
}
