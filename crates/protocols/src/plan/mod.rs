//! A plan: what would change in the DNS so that it says what the owner wants. A pure difference of
//! the desired state and what every authoritative server says; nothing is written here.
//!
//! What mailseal published is remembered; anything else is foreign and is never changed or removed,
//! except by a merge that the plan shows (SPF) or where the owner asks by name to take it over.
//! Records are compared by what they mean, not by how they are written.

pub mod standing;

mod consent;
mod draw;
mod judge;
mod ours;
mod owned;
mod policy_host;
mod risk;
mod sight;
mod wanted;
mod withdraw;

use crate::answers::{Failure, Question};
use crate::domain::records::{PlannedRecord, Role};
use crate::name::DomainName;
use crate::rrset::{RrSetChange, RrSetKey};
use crate::time::Timestamp;

pub use draw::plan;
pub use ours::{Ours, Stands, ours};
pub use owned::{Owned, OwnedValue};
pub use risk::{Risk, risks};
pub use wanted::{Requests, SeveralSpf, Wanted};

/// What would change for one domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The domain.
    pub domain: DomainName,
    /// What can be done now, in this order.
    pub steps: Vec<PlanStep>,
    /// What is to be done later, in this order.
    pub waiting: Vec<WaitingStep>,
    /// What stands as it is wanted: known to be ours, or not to be ours because an alias or a
    /// wildcard answers for it.
    pub in_place: Vec<PlannedRecord>,
    /// What stands as it is wanted but was published by someone else: it becomes ours unchanged. The data
    /// is that which stands.
    pub adopted: Vec<PlannedRecord>,
    /// What cannot be done, and why.
    pub blocked: Vec<Blocked>,
    /// What could not be observed. Nothing is planned there, since nothing is known of it.
    pub unknown: Vec<Unobserved>,
    /// Records of others at the names that were looked at; all of them stay.
    pub foreign_records: usize,
}

impl Plan {
    /// Whether the DNS says all that is wanted: nothing to do, now or later.
    pub fn is_settled(&self) -> bool {
        self.steps.is_empty()
            && self.waiting.is_empty()
            && self.blocked.is_empty()
            && self.unknown.is_empty()
    }

    /// Whether something is to be done, now, later or by somebody else.
    pub fn has_work(&self) -> bool {
        !(self.steps.is_empty() && self.waiting.is_empty() && self.blocked.is_empty())
    }

    /// What could not be observed and should have been. A question that was not asked because the
    /// person said so is none, unless nothing of the domain is known: then the files that were given
    /// are not the domain's.
    pub fn open_unknowns(&self) -> impl Iterator<Item = &Unobserved> {
        let nothing_known = !self.has_work() && self.in_place.is_empty() && self.adopted.is_empty();
        self.unknown
            .iter()
            .filter(move |unknown| nothing_known || unknown.failure != Failure::NotAsked)
    }
}

/// One change of one record set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanStep {
    /// What the record is for.
    pub role: Role,
    /// The zone it is written to.
    pub zone: DomainName,
    /// What is done, and on what ground.
    pub reason: StepReason,
    /// The change, foreign records included.
    pub change: RrSetChange,
    /// For how many seconds resolvers may keep what stands now, or that nothing does.
    pub old_for_seconds: u32,
}

/// On what ground a record set is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepReason {
    /// Nothing of the kind stands.
    Create,
    /// What stands is ours and says something else.
    Replace,
    /// What stands is another's: the wanted senders are merged into it (SPF).
    Merge,
    /// Several SPF records stand, which count for nothing (RFC 7208 §4.5); the owner asked to merge
    /// them into one.
    MergeSeveral,
    /// What stands is another's, and the owner asked to take it over.
    TakeOver,
    /// What stands is ours and no longer wanted.
    Withdraw,
    /// What stands was another's and ours together: what is ours goes, and the record is theirs again
    /// (SPF).
    GiveBack,
    /// An earlier step is taken back, and what comes back was ours.
    TakeBack,
    /// An earlier step is taken back, and what comes back is another's.
    Restore,
}

/// A step that must wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingStep {
    /// The step.
    pub step: PlanStep,
    /// What it waits for.
    pub until: WaitFor,
}

/// What a step waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitFor {
    /// The wanted MTA-STS policy is served at this address (RFC 8461 §8.1).
    PolicyServed(String),
    /// This other record set says what is wanted of it first: a report consent (RFC 9990 §4), the
    /// name of the policy host.
    InPlace(RrSetKey),
    /// A moment.
    Moment(Timestamp),
}

/// Something that cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// What the record is for.
    pub role: Role,
    /// Where.
    pub key: RrSetKey,
    /// Why.
    pub why: BlockedWhy,
}

/// Why something cannot be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockedWhy {
    /// The name is an alias of this one: whatever stands beside a CNAME is not seen
    /// (RFC 1034 §3.6.2).
    Alias(DomainName),
    /// The name lies in a zone that was delegated below the domain and begins at this name: whoever
    /// it was given to decides there.
    Delegated(DomainName),
    /// The name lies in another's zone, which begins at this name: its owner has to publish the
    /// record.
    OtherZone(DomainName),
    /// There is no zone but that of a registry: the domain is not registered, or not delegated.
    NoZone,
    /// Another's record of the same kind stands and says something else: this text.
    Foreign(String),
    /// Several SPF records stand; they are merged only when the owner asks for it.
    SeveralSpf(Vec<String>),
    /// The standing SPF record has syntax errors, so that nothing can be merged into it.
    BrokenSpf(String),
    /// The zone's servers do not agree on what stands: each with what it says.
    ServersDiffer(Vec<(String, String)>),
}

/// Something that could not be observed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unobserved {
    /// What the record would be for.
    pub role: Role,
    /// What was asked.
    pub question: Question,
    /// Why there is no answer.
    pub failure: Failure,
}
