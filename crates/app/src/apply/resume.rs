//! Taking up what is not finished: a job that was cut off, or one that had to wait.

use protocols::answers::Answers;
use protocols::plan::{Owned, Plan, Requests, SeveralSpf, StepReason, WaitFor, Wanted, plan};
use protocols::time::Timestamp;

use super::approved::reachable;
use super::start::{Readiness, begin, drop_stale, end_needed, is_waiting, job_of, readiness};
use super::undo::{UndoRefused, refused_by_now};
use super::verify::Visibility;
use super::{Applied, ApplyError, Job, Patience, Places, carry_out};
use crate::drive::{Ask, drive};
use crate::ledger::{Ledger, Step, StepId, StepKind};

/// What became of a job that was taken up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resumed {
    /// It was carried out, as far as it went.
    CarriedOut(Applied, Vec<Visibility>),
    /// It still waits.
    Waits {
        /// Its number.
        id: StepId,
        /// The job.
        job: Job,
        /// What for.
        until: Vec<WaitFor>,
    },
    /// What stands or what is wanted is another by now: it was ended, and a new plan shows what is
    /// to be done.
    Stale {
        /// Its number.
        id: StepId,
        /// The job.
        job: Job,
    },
    /// It takes back what must stay by now: it was ended.
    Refused {
        /// Its number.
        id: StepId,
        /// The job.
        job: Job,
        /// What must stay, and why.
        refused: Vec<UndoRefused>,
    },
}

/// Takes up one job. A waiting one begins when a plan made now has it exactly as it was shown, and
/// one that takes something back goes on while that may still be taken back. Without access it stays
/// as it is: what is half done is not given up for a file that was not named.
pub async fn resume<A: Ask>(
    ledger: &impl Ledger,
    places: &impl Places,
    ask_of: impl Fn() -> A,
    step: &Step,
    patience: Patience,
    clock: impl Fn() -> Timestamp,
) -> Result<Resumed, ApplyError> {
    let job = job_of(step)?;
    reachable(job.changes.iter().map(|change| &change.step), places)?;
    if is_waiting(step) {
        let plan = plan_now(ledger, &ask_of(), &job, clock()).await?;
        let judged = plan.map_or(Readiness::Stale, |plan| readiness(&job, &plan));
        match judged {
            Readiness::Ready => begin(ledger, step.id, &job, clock()).await?,
            Readiness::Waits(until) => {
                let id = step.id;
                return Ok(Resumed::Waits { id, job, until });
            }
            Readiness::Stale => {
                drop_stale(ledger, step, clock()).await?;
                return Ok(Resumed::Stale { id: step.id, job });
            }
        }
    }
    if step.kind == StepKind::Undo {
        let refused = refused_by_now(ledger, places, &job).await?;
        if !refused.is_empty() {
            end_needed(ledger, step, clock()).await?;
            let id = step.id;
            return Ok(Resumed::Refused { id, job, refused });
        }
    }
    let (applied, seen) = carry_out(ledger, places, ask_of, step.id, job, patience, clock).await?;
    Ok(Resumed::CarriedOut(applied, seen))
}

/// The plan as it is now, with what the owner asked for when the job was shown; `None` where the
/// domain is gone or nothing can be planned for it.
async fn plan_now(
    ledger: &impl Ledger,
    ask: &impl Ask,
    job: &Job,
    now: Timestamp,
) -> Result<Option<Plan>, ApplyError> {
    let Some(stored) = ledger.domain(&job.domain).await? else {
        return Ok(None);
    };
    let owned = ledger.owned(&job.domain).await?;
    let requests = requests(job);
    let Ok(wanted) = Wanted::new(&stored.desired, Owned(&owned), &requests) else {
        return Ok(None);
    };
    let mut answers = Answers::new();
    let verdict = |answers: &Answers| plan(&wanted, answers, now);
    Ok(Some(drive(ask, &mut answers, verdict).await?))
}

/// What was asked for by name, as the reasons of the job's changes tell.
fn requests(job: &Job) -> Requests {
    let steps = || job.changes.iter().map(|change| &change.step);
    let merges = steps().any(|step| step.reason == StepReason::MergeSeveral);
    let taken = steps().filter(|step| step.reason == StepReason::TakeOver);
    let consents = steps().map(|step| step.zone.clone());
    Requests {
        several_spf: if merges {
            SeveralSpf::Merge
        } else {
            SeveralSpf::Keep
        },
        take_over: taken.map(|step| step.role).collect(),
        looked_after: consents.collect(),
    }
}
