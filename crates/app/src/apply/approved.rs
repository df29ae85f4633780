//! Applying a plan that was shown and approved.

use protocols::plan::{Plan, PlanStep};
use protocols::time::Timestamp;

use super::{
    Applied, ApplyError, Job, NoPlace, Patience, Places, Started, Visibility, carry_out, start,
};
use crate::drive::Ask;
use crate::ledger::{Ledger, LedgerError, Revision, StepId};

/// What became of an approved plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedPlan {
    /// The job of what could be done now, with what is seen of it; `None` when there was nothing.
    pub applied: Option<(Applied, Vec<Visibility>)>,
    /// What waits, each with its number in the journal.
    pub later: Vec<(StepId, Job)>,
    /// How many records became ours without a change.
    pub adopted: usize,
}

/// Refuses a plan that writes to a zone nobody gave us a usable access to, now or later: its job would
/// only be opened to be given up.
pub fn accessible(plan: &Plan, places: &impl Places) -> Result<(), NoPlace> {
    let waiting = plan.waiting.iter().map(|waiting| &waiting.step);
    reachable(plan.steps.iter().chain(waiting), places)
}

pub(super) fn reachable<'a>(
    mut steps: impl Iterator<Item = &'a PlanStep>,
    places: &impl Places,
) -> Result<(), NoPlace> {
    steps.try_for_each(|step| places.zone(&step.zone).map(drop))
}

/// Writes what an approved plan shows. `read` is the revision of the desired state it was made for:
/// when another command changed that state since, nothing is written.
pub async fn apply<A: Ask>(
    ledger: &impl Ledger,
    places: &impl Places,
    ask_of: impl Fn() -> A,
    (plan, read): (&Plan, Revision),
    patience: Patience,
    clock: impl Fn() -> Timestamp,
) -> Result<AppliedPlan, ApplyError> {
    let started = approve(ledger, places, (plan, read), clock()).await?;
    let applied = match started.now {
        None => None,
        Some((id, job)) => Some(carry_out(ledger, places, ask_of, id, job, patience, clock).await?),
    };
    Ok(AppliedPlan {
        applied,
        later: started.later,
        adopted: plan.adopted.len(),
    })
}

/// Opens the jobs of an approved plan, unless another command changed what it was made for or there is
/// no access to one of its zones. Nothing is written to the DNS yet: whoever has the journal's line can
/// carry it out, after a crash too.
pub async fn approve(
    ledger: &impl Ledger,
    places: &impl Places,
    (plan, read): (&Plan, Revision),
    now: Timestamp,
) -> Result<Started, ApplyError> {
    let stored = ledger.domain(&plan.domain).await?;
    let stored = stored.ok_or_else(|| LedgerError::NoDomain(plan.domain.clone()))?;
    if stored.revision != read {
        return Err(LedgerError::ChangedMeanwhile(plan.domain.clone()).into());
    }
    accessible(plan, places)?;
    start(ledger, (plan, read), now).await
}
