//! Opening a job in the journal, and finding those that are not finished.

use protocols::name::DomainName;
use protocols::plan::{Plan, PlanStep, WaitFor, WaitingStep};
use protocols::rrset::RecordData;
use protocols::time::Timestamp;

use super::job_v1;
use super::{ApplyError, Job, JobChange, Note};
use crate::journal::{Noted, What};
use crate::ledger::{
    Change, Entry, Ledger, LedgerError, Line, OwnedValue, PAGE_ROWS_MAX, Page, Revision, Step,
    StepId, StepKind, StepState, Steps,
};

/// What was opened for a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// The job of what can be done now; `None` when nothing can.
    pub now: Option<(StepId, Job)>,
    /// The jobs of what must wait, each by itself: one that is ready does not wait for the others.
    pub later: Vec<(StepId, Job)>,
}

/// Opens the jobs of an approved plan, and makes ours what the plan adopts. Jobs of the domain that
/// still wait are replaced. Refused while another job of the domain is under way, and when another
/// command changed since `read` what the plan was made for.
pub async fn start(
    ledger: &impl Ledger,
    (plan, read): (&Plan, Revision),
    now: Timestamp,
) -> Result<Started, ApplyError> {
    // Before anything that waits is ended: the ledger would refuse only what comes after.
    nothing_under_way(ledger, &plan.domain).await?;
    let later = keep_waiting(ledger, plan, now).await?;
    let adopted = adopted(plan);
    let steps = plan.steps.iter().map(|step| JobChange {
        step: step.clone(),
        waits: None,
    });
    let at_once = match job(plan, steps.collect()) {
        Some(job) => {
            // Ours from before the first octet leaves: after a crash in between, what stands is known.
            let mut changes = vec![Change::Unchanged { read }];
            changes.extend(adopted);
            changes.extend(job.gains().into_iter().map(Change::Own));
            Some((
                open(
                    ledger,
                    &job,
                    StepKind::Apply,
                    changes,
                    StepState::Started,
                    now,
                )
                .await?,
                job,
            ))
        }
        None if adopted.is_empty() => None,
        None => {
            adopt(ledger, plan, adopted, now).await?;
            None
        }
    };
    let later = open_waiting(ledger, plan, later, now).await?;
    Ok(Started {
        now: at_once,
        later,
    })
}

/// The waiting jobs of the domain that the plan still has, just as they are. The others are ended:
/// what they would write is another thing now.
async fn keep_waiting(
    ledger: &impl Ledger,
    plan: &Plan,
    now: Timestamp,
) -> Result<Vec<(StepId, Job)>, ApplyError> {
    let mut kept: Vec<(StepId, Job)> = Vec::new();
    for step in unfinished(ledger).await? {
        if step.domain != plan.domain || !is_waiting(&step) {
            continue;
        }
        let job = job_of(&step)?;
        let is_twin = kept.iter().any(|(_, known)| *known == job);
        if plan.waiting.iter().any(|waiting| waits_for(&job, waiting)) && !is_twin {
            kept.push((step.id, job));
        } else {
            drop_stale(ledger, &step, now).await?;
        }
    }
    Ok(kept)
}

fn waits_for(job: &Job, waiting: &WaitingStep) -> bool {
    match job.changes.as_slice() {
        [change] => {
            is_same(&change.step, &waiting.step) && change.waits.as_ref() == Some(&waiting.until)
        }
        _ => false,
    }
}

/// A job for everything that must wait, those that are open already left as they are.
async fn open_waiting(
    ledger: &impl Ledger,
    plan: &Plan,
    kept: Vec<(StepId, Job)>,
    now: Timestamp,
) -> Result<Vec<(StepId, Job)>, ApplyError> {
    let mut later = Vec::new();
    for waiting in &plan.waiting {
        if let Some(known) = kept.iter().find(|(_, job)| waits_for(job, waiting)) {
            later.push(known.clone());
            continue;
        }
        let change = JobChange {
            step: waiting.step.clone(),
            waits: Some(waiting.until.clone()),
        };
        let Some(job) = job(plan, vec![change]) else {
            continue;
        };
        let (kind, state) = (StepKind::Apply, StepState::Planned);
        let id = open(ledger, &job, kind, Vec::new(), state, now).await?;
        later.push((id, job));
    }
    Ok(later)
}

fn adopted(plan: &Plan) -> Vec<Change> {
    let records = plan.adopted.iter().map(|record| {
        let data = RecordData::from(&record.publication.data);
        Change::Own(OwnedValue::of(&record.publication.owner, &data))
    });
    records.collect()
}

/// What stands as it is wanted becomes ours without a word to the DNS.
async fn adopt(
    ledger: &impl Ledger,
    plan: &Plan,
    changes: Vec<Change>,
    now: Timestamp,
) -> Result<(), ApplyError> {
    let mut noted = Noted::of(What::Adopt);
    for record in &plan.adopted {
        let part = record.role.word();
        if noted.parts.iter().all(|known| known != part) {
            noted.parts.push(part.to_owned());
        }
    }
    let entry = Entry {
        domain: plan.domain.clone(),
        line: Line::Open {
            kind: StepKind::Change,
            payload: noted.write(),
            state: StepState::Done,
        },
        changes,
    };
    ledger.commit(entry, now).await?;
    Ok(())
}

fn job(plan: &Plan, changes: Vec<JobChange>) -> Option<Job> {
    (!changes.is_empty()).then(|| Job {
        domain: plan.domain.clone(),
        changes,
    })
}

async fn open(
    ledger: &impl Ledger,
    job: &Job,
    kind: StepKind,
    changes: Vec<Change>,
    state: StepState,
    now: Timestamp,
) -> Result<StepId, ApplyError> {
    let entry = Entry {
        domain: job.domain.clone(),
        line: Line::Open {
            kind,
            payload: job_v1::write(job),
            state,
        },
        changes,
    };
    Ok(ledger.commit(entry, now).await?)
}

/// Opens an approved job that takes back an earlier one.
pub async fn start_undo(
    ledger: &impl Ledger,
    job: &Job,
    now: Timestamp,
) -> Result<StepId, ApplyError> {
    let gains = job.gains().into_iter().map(Change::Own).collect();
    open(ledger, job, StepKind::Undo, gains, StepState::Started, now).await
}

/// The job of a step in the journal.
pub fn job_of(step: &Step) -> Result<Job, ApplyError> {
    let job = job_v1::read(step.domain.clone(), &step.payload);
    job.map_err(|error| ApplyError::Job(step.id, error))
}

/// The jobs that are not finished, oldest first.
pub async fn unfinished(ledger: &impl Ledger) -> Result<Vec<Step>, LedgerError> {
    let mut steps: Vec<Step> = Vec::new();
    loop {
        let page = match steps.last() {
            None => Page::first(PAGE_ROWS_MAX),
            Some(last) => Page::after(last.id, PAGE_ROWS_MAX),
        };
        let rows = ledger.steps(Steps::Unfinished, page).await?;
        if rows.is_empty() {
            break;
        }
        steps.extend(rows);
    }
    steps.retain(|step| matches!(step.kind, StepKind::Apply | StepKind::Undo));
    Ok(steps)
}

/// Refuses while a job of the domain that was begun is not finished: resumed later, it would write
/// what by then is no longer wanted, such as the record of a policy that is gone.
pub async fn nothing_under_way(
    ledger: &impl Ledger,
    domain: &DomainName,
) -> Result<(), LedgerError> {
    let steps = unfinished(ledger).await?;
    let mut begun = steps.iter().filter(|step| !is_waiting(step));
    match begun.find(|step| step.domain == *domain) {
        Some(step) => Err(LedgerError::Unfinished(domain.clone(), step.id)),
        None => Ok(()),
    }
}

/// Whether a job is decided and not begun.
pub fn is_waiting(step: &Step) -> bool {
    step.moments
        .last()
        .is_some_and(|moment| moment.state == StepState::Planned)
}

/// What is to become of a waiting job, by a plan made now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Readiness {
    /// Nothing is in its way: it is written exactly as it was shown.
    Ready,
    /// It still waits.
    Waits(Vec<WaitFor>),
    /// The plan no longer has these changes: what stands or what is wanted is another now.
    Stale,
}

/// Whether a waiting job can begin. The plan judges; the job is only compared with it, so that
/// nothing is ever written that was not shown.
pub fn readiness(job: &Job, plan: &Plan) -> Readiness {
    let mut waits = Vec::new();
    for change in &job.changes {
        if plan.steps.iter().any(|step| is_same(step, &change.step)) {
            continue;
        }
        let mut waiting = plan.waiting.iter();
        match waiting.find(|waiting| is_same(&waiting.step, &change.step)) {
            Some(waiting) => waits.push(waiting.until.clone()),
            None => return Readiness::Stale,
        }
    }
    if waits.is_empty() {
        Readiness::Ready
    } else {
        Readiness::Waits(waits)
    }
}

/// Whether both steps write the same on the same ground. Servers turn a set round and change TTLs, so
/// neither counts.
fn is_same(a: &PlanStep, b: &PlanStep) -> bool {
    (a.role, &a.zone, a.reason) == (b.role, &b.zone, b.reason) && a.change.is_same(&b.change)
}

/// Begins a waiting job that is ready.
pub async fn begin(
    ledger: &impl Ledger,
    id: StepId,
    job: &Job,
    now: Timestamp,
) -> Result<(), ApplyError> {
    let entry = Entry {
        domain: job.domain.clone(),
        line: Line::Advance {
            step: id,
            state: StepState::Started,
            note: String::new(),
        },
        changes: job.gains().into_iter().map(Change::Own).collect(),
    };
    ledger.commit(entry, now).await?;
    Ok(())
}

/// Ends a waiting job that the plan no longer has.
pub async fn drop_stale(
    ledger: &impl Ledger,
    step: &Step,
    now: Timestamp,
) -> Result<(), LedgerError> {
    end(ledger, step, Note::Superseded, now).await
}

/// Ends a job that shall not go on, at the owner's word. Nothing is written: what it wrote stays, and
/// so does what is known as ours, for what was not answered may stand.
pub async fn give_up(ledger: &impl Ledger, step: &Step, now: Timestamp) -> Result<(), LedgerError> {
    end(ledger, step, Note::CalledOff, now).await
}

/// Ends a job that would take back what must stay by now. What it took back already is gone.
pub(super) async fn end_needed(
    ledger: &impl Ledger,
    step: &Step,
    now: Timestamp,
) -> Result<(), LedgerError> {
    end(ledger, step, Note::Needed, now).await
}

async fn end(
    ledger: &impl Ledger,
    step: &Step,
    note: Note,
    now: Timestamp,
) -> Result<(), LedgerError> {
    let line = Line::Advance {
        step: step.id,
        state: StepState::Failed,
        note: note.write(),
    };
    let entry = Entry {
        domain: step.domain.clone(),
        line,
        changes: Vec::new(),
    };
    ledger.commit(entry, now).await?;
    Ok(())
}
