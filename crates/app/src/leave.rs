//! Leaving a domain: from here on all that we published is let go, in the order that
//! [`departure`](protocols::lifecycle::departure) keeps, by plans like any other change. What others put
//! into a record of ours stays; the journal tells what of it is ours.

use std::fmt;

use protocols::answers::{Answers, Failure, Need, TxtRecord};
use protocols::domain::records::Role;
use protocols::lifecycle::{Aim, Departure, Request};
use protocols::name::DomainName;
use protocols::plan::{Owned, StepReason};
use protocols::rrset::{RecordData, RrSet};
use protocols::spf::{Made, Selection, Share, select};
use protocols::time::Timestamp;

use crate::advance::{AdvanceError, Status, advance, advance_from, stored};
use crate::apply::{ApplyError, JobChange, job_of};
use crate::drive::{Ask, DriveError, drive};
use crate::journal::What;
use crate::ledger::{Ledger, LedgerError, OwnedValue, PAGE_ROWS_MAX, Page, StepKind, Steps};

/// Why a domain was not left, or did not stay. Nothing was stored then.
#[derive(Debug)]
pub enum LeaveError {
    /// Nothing in the DNS is known to be ours.
    NothingOurs,
    /// The domain is not being left.
    NotLeaving,
    /// The SPF record could not be read: what of it is ours is not known.
    NotSeen(Failure),
    /// A line of the journal could not be read.
    Journal(ApplyError),
    /// The domain could not be looked at, or moved.
    Advance(AdvanceError),
}

impl fmt::Display for LeaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LeaveError::NothingOurs => f.write_str("nothing that stands is ours"),
            LeaveError::NotLeaving => f.write_str("the domain is not being left"),
            LeaveError::NotSeen(_) => f.write_str("the SPF record could not be read"),
            LeaveError::Journal(error) => error.fmt(f),
            LeaveError::Advance(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for LeaveError {}

impl From<LedgerError> for LeaveError {
    fn from(error: LedgerError) -> LeaveError {
        LeaveError::Advance(AdvanceError::Ledger(error))
    }
}

impl From<DriveError> for LeaveError {
    fn from(error: DriveError) -> LeaveError {
        LeaveError::Advance(AdvanceError::Drive(error))
    }
}

impl From<AdvanceError> for LeaveError {
    fn from(error: AdvanceError) -> LeaveError {
        LeaveError::Advance(error)
    }
}

/// Begins to leave a domain, or goes on with that.
pub async fn leave(
    ledger: &impl Ledger,
    ask: &impl Ask,
    domain: &DomainName,
    request: &Request,
    now: Timestamp,
) -> Result<Status, LeaveError> {
    let stored = stored(ledger, domain).await?;
    if stored.desired.remembered.departure.is_some() {
        return Ok(advance(ledger, ask, domain, request, now).await?);
    }
    let owned = ledger.owned(domain).await?;
    if owned.is_empty() {
        return Err(LeaveError::NothingOurs);
    }
    let share = share(ledger, ask, domain, &owned).await?;
    let desired = Departure::begin(&stored.desired, share, now);
    let status = advance_from(ledger, ask, (stored, &desired), request, (What::Leave, now));
    Ok(status.await?)
}

/// Calls a departure off: what it let go is wanted again.
pub async fn stay(
    ledger: &impl Ledger,
    ask: &impl Ask,
    domain: &DomainName,
    now: Timestamp,
) -> Result<Status, LeaveError> {
    let stored = stored(ledger, domain).await?;
    let desired = stored.desired.clone();
    if desired.remembered.departure.is_none() {
        return Err(LeaveError::NotLeaving);
    }
    let request = Request {
        aim: Some(Aim::Stay),
        ..Request::plain()
    };
    let what = (What::LeaveAbort, now);
    Ok(advance_from(ledger, ask, (stored, &desired), &request, what).await?)
}

/// What of the standing SPF record is ours.
async fn share(
    ledger: &impl Ledger,
    ask: &impl Ask,
    domain: &DomainName,
    owned: &[OwnedValue],
) -> Result<Share, LeaveError> {
    let mut answers = Answers::new();
    let records = drive(ask, &mut answers, |answers| apex(domain, answers)).await?;
    let records = records.map_err(LeaveError::NotSeen)?;
    let is_ours = |txt: &&TxtRecord| {
        let value = RecordData::Txt((*txt).clone());
        spf(txt).is_some() && Owned(owned).has(domain, &value)
    };
    match records.iter().find(is_ours) {
        None => Ok(Share::Terms(Vec::new())),
        Some(txt) => {
            let made = made(ledger, domain).await?;
            Ok(Share::of(domain, &txt.text(), &made))
        }
    }
}

fn apex(domain: &DomainName, answers: &Answers) -> Result<Result<Vec<TxtRecord>, Failure>, Need> {
    let outcome = &answers.txt(domain)?.outcome;
    Ok(outcome.known().map(<[TxtRecord]>::to_vec))
}

/// Our changes of the SPF record, the newest first.
async fn made(ledger: &impl Ledger, domain: &DomainName) -> Result<Vec<Made>, LeaveError> {
    let mut all = Vec::new();
    let mut page = Page::first(PAGE_ROWS_MAX);
    loop {
        let steps = ledger.steps(Steps::Of(domain.clone()), page).await?;
        let Some(last) = steps.last() else {
            return Ok(all);
        };
        page = Page::after(last.id, PAGE_ROWS_MAX);
        for step in &steps {
            match step.kind {
                StepKind::Apply | StepKind::Undo => {}
                StepKind::Add | StepKind::Change | StepKind::Remove => continue,
            }
            let job = job_of(step).map_err(LeaveError::Journal)?;
            let changes = job.changes.iter().rev();
            all.extend(changes.filter_map(|change| spf_change(change, domain)));
        }
    }
}

fn spf_change(change: &JobChange, domain: &DomainName) -> Option<Made> {
    let step = &change.step;
    if step.role != Role::Spf || step.change.key.owner != *domain {
        return None;
    }
    let before = match step.reason {
        // Its owner had it give way.
        StepReason::TakeOver => Vec::new(),
        StepReason::Create
        | StepReason::Replace
        | StepReason::Merge
        | StepReason::MergeSeveral
        | StepReason::Withdraw
        | StepReason::GiveBack
        | StepReason::TakeBack
        | StepReason::Restore => texts(step.change.before.as_ref()),
    };
    Some(Made {
        before,
        after: texts(step.change.after.as_ref()).pop(),
    })
}

/// The SPF records of a set.
fn texts(set: Option<&RrSet>) -> Vec<String> {
    let values = set.into_iter().flat_map(|set| &set.values);
    let texts = values.filter_map(|value| match value {
        RecordData::Txt(txt) => spf(txt),
        RecordData::Cname(_) | RecordData::Mx(_) | RecordData::Tlsa(_) => None,
    });
    texts.collect()
}

/// The text of a record that is one of SPF.
fn spf(txt: &TxtRecord) -> Option<String> {
    match select(std::slice::from_ref(txt)) {
        Selection::One(text) => Some(text),
        Selection::None | Selection::Several(_) => None,
    }
}
