//! Writing what a plan showed: journalled before it starts, one record set after the other in the
//! plan's order, and seen at every authoritative server before it counts as done.
//!
//! The journal's line holds the whole job: every change with what must stand before it. So whoever
//! resumes after a crash needs nothing else: a change whose `after` stands is made, one whose
//! `before` stands is still to be made, one of which a part stands is made to its end, and anything
//! else was changed by somebody and stops the job.

mod approved;
mod carry_out;
mod job_v1;
mod note;
mod resume;
mod start;
mod undo;
mod verify;

use std::fmt;

use protocols::name::DomainName;
use protocols::plan::{PlanStep, StepReason, WaitFor};
use protocols::rrset::RecordData;

use crate::cause::Cause;
use crate::drive::DriveError;
use crate::ledger::{LedgerError, OwnedValue, StepId};
use crate::zone::{Written, Zone, ZoneError};

pub use approved::{AppliedPlan, accessible, apply, approve};
pub use carry_out::{Patience, carry_out, make};
pub use job_v1::JobError;
pub use note::Note;
pub use resume::{Resumed, resume};
pub use start::{
    Readiness, Started, begin, drop_stale, give_up, is_waiting, job_of, nothing_under_way,
    readiness, start, start_undo, unfinished,
};
pub use undo::{UndoRefused, undo};
pub use verify::{Visibility, Visible, verify};

/// Finds the zone that a record is written to.
pub trait Places: Send + Sync {
    /// Write access to one zone.
    type Zone: Zone;

    /// The zone of this apex.
    fn zone(&self, apex: &DomainName) -> Result<Self::Zone, NoPlace>;
}

/// Why there is no writing to a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPlace {
    /// Nobody gave us access to this zone.
    NoAccess(DomainName),
    /// The access of this name cannot be used, for that reason.
    Unusable {
        /// Its name.
        access: String,
        /// Why.
        why: Cause,
    },
}

impl NoPlace {
    /// Every code with the names of its values.
    pub const CODES: &[(&str, &[&str])] = &[
        ("zone-no-access", &["zone"]),
        ("zone-access-unusable", &["access", "reason"]),
    ];

    /// By code and values.
    pub fn cause(&self) -> Cause {
        match self {
            NoPlace::NoAccess(zone) => Cause::new("zone-no-access").text("zone", zone),
            NoPlace::Unusable { access, why } => Cause::new("zone-access-unusable")
                .text("access", access)
                .because(why.clone()),
        }
    }
}

impl fmt::Display for NoPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause().fmt(f)
    }
}

/// What is written to the DNS for one domain, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The domain.
    pub domain: DomainName,
    /// The changes.
    pub changes: Vec<JobChange>,
}

/// One change of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobChange {
    /// The step of the plan, as it was shown.
    pub step: PlanStep,
    /// What must be so before it is made; `None` when nothing is waited for.
    pub waits: Option<WaitFor>,
}

impl Job {
    /// What we own once the job is done and did not before.
    fn gains(&self) -> Vec<OwnedValue> {
        self.values(|step| match step.reason {
            StepReason::Restore | StepReason::GiveBack => Vec::new(),
            StepReason::Create
            | StepReason::Replace
            | StepReason::Merge
            | StepReason::MergeSeveral
            | StepReason::TakeOver
            | StepReason::Withdraw
            | StepReason::TakeBack => step.change.added(),
        })
    }

    /// What we no longer own once the job is done.
    fn losses(&self) -> Vec<OwnedValue> {
        self.values(|step| step.change.removed())
    }

    fn values(&self, of: impl Fn(&PlanStep) -> Vec<&RecordData>) -> Vec<OwnedValue> {
        let changes = self.changes.iter();
        changes
            .flat_map(|change| {
                let owner = &change.step.change.key.owner;
                let values = of(&change.step).into_iter();
                values
                    .map(|value| OwnedValue::of(owner, value))
                    .collect::<Vec<_>>()
            })
            .collect()
    }
}

/// What became of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// Its number in the journal.
    pub id: StepId,
    /// The job.
    pub job: Job,
    /// What became of each change, in the job's order.
    pub fates: Vec<Fate>,
    /// How it ended.
    pub end: End,
}

/// How a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Every change is made and seen at every authoritative server.
    Done,
    /// It goes on with `resume`: something was not answered, or is not seen everywhere yet.
    Open,
    /// It was given up: what was made stays made, and a new plan shows the rest.
    GivenUp,
}

/// What became of one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It stood already when it was its turn, as after a crash or a lost answer.
    Stood,
    /// It was written.
    Written(Written),
    /// It was not written.
    NotWritten(ZoneError),
    /// There is no access to its zone.
    NoPlace(NoPlace),
    /// An earlier one was not written, so its turn never came.
    NotReached,
}

impl Fate {
    /// Why it does not stand, where that is its own fault.
    pub fn cause(&self) -> Option<Cause> {
        match self {
            Fate::NotWritten(error) => Some(error.cause()),
            Fate::NoPlace(error) => Some(error.cause()),
            Fate::Stood | Fate::Written(_) | Fate::NotReached => None,
        }
    }

    /// Whether what was wanted stands at the place of writing.
    pub fn stands(&self) -> bool {
        match self {
            Fate::Stood | Fate::Written(_) => true,
            Fate::NotWritten(_) | Fate::NoPlace(_) | Fate::NotReached => false,
        }
    }
}

/// Why a job could not be started or taken up. Nothing was written then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApplyError {
    /// The ledger refused or failed.
    Ledger(LedgerError),
    /// The journal's line cannot be read.
    Job(StepId, JobError),
    /// Answers could not be had.
    Drive(DriveError),
    /// There is no such step, or it wrote nothing to the DNS.
    NoJob(StepId),
    /// There is no writing to a zone.
    NoPlace(NoPlace),
}

/// What kept a job from being started or taken up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hindrance {
    /// Another command was here: it is not finished, or changed what is wanted.
    OtherCommand,
    /// What is needed here: the ledger, an access, a job that can be read.
    Setup,
    /// The world gave no answer.
    Unseen,
}

impl ApplyError {
    /// What kept the job from being started or taken up.
    pub fn hindrance(&self) -> Hindrance {
        match self {
            ApplyError::Ledger(
                LedgerError::ChangedMeanwhile(_)
                | LedgerError::Unfinished(..)
                | LedgerError::StepNotOpen(_),
            ) => Hindrance::OtherCommand,
            ApplyError::Ledger(_)
            | ApplyError::Job(..)
            | ApplyError::NoJob(_)
            | ApplyError::NoPlace(_) => Hindrance::Setup,
            ApplyError::Drive(_) => Hindrance::Unseen,
        }
    }
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApplyError::Ledger(error) => error.fmt(f),
            ApplyError::Job(step, error) => write!(f, "step {}: {error}", step.0),
            ApplyError::Drive(error) => error.fmt(f),
            ApplyError::NoJob(step) => write!(f, "step {} wrote nothing", step.0),
            ApplyError::NoPlace(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ApplyError {}

impl From<LedgerError> for ApplyError {
    fn from(error: LedgerError) -> ApplyError {
        ApplyError::Ledger(error)
    }
}

impl From<NoPlace> for ApplyError {
    fn from(error: NoPlace) -> ApplyError {
        ApplyError::NoPlace(error)
    }
}

impl From<DriveError> for ApplyError {
    fn from(error: DriveError) -> ApplyError {
        ApplyError::Drive(error)
    }
}
