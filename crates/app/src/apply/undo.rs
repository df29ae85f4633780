//! Taking back what a job wrote.

use protocols::dkim::Selector;
use protocols::domain::Purpose;
use protocols::domain::desired::Desired;
use protocols::domain::records::Role;
use protocols::mta_sts;
use protocols::name::DomainName;
use protocols::plan::{PlanStep, StepReason};
use protocols::rrset::{RecordKind, RrSet, RrSetChange, RrSetKey, same_values};

use super::start::job_of;
use super::{ApplyError, Job, JobChange, NoPlace, Places};
use crate::ledger::{Key, KeyState, Ledger, Page, Step, StepId, StepKind, Steps};
use crate::zone::{Zone, ZoneError};

/// A change that cannot be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UndoRefused {
    /// What it wrote no longer stands: someone changed it since, and that is not thrown away.
    Overtaken {
        /// The change.
        change: RrSetChange,
        /// What stands now.
        standing: Option<RrSet>,
    },
    /// What stands could not be read.
    Unread(RrSetChange, ZoneError),
    /// It is the record of the DKIM key that signs: mail would no longer verify.
    Signs(Selector),
    /// It is the record of a DKIM key that signed until lately: mail on its way would no longer
    /// verify.
    Signed(Selector),
    /// It is the name of the policy host, and the MTA-STS record still announces a policy there.
    Announced,
    /// There is no access to the zone.
    NoPlace(NoPlace),
}

/// The job that takes back what `step` wrote, and what of it cannot be taken back. Values that others
/// added since are kept. Nothing is written yet: it is shown first.
pub async fn undo(
    ledger: &impl Ledger,
    places: &impl Places,
    id: StepId,
) -> Result<(Job, Vec<UndoRefused>), ApplyError> {
    let step = find(ledger, id).await?;
    let job = job_of(&step)?;
    let needed = Needed::of(ledger, &job.domain).await?;
    let (mut changes, mut refused) = (Vec::new(), Vec::new());
    // The last first: what came later may rest on what came before.
    for change in job.changes.iter().rev() {
        if let Some(why) = needed.why(&job.domain, &change.step) {
            refused.push(why);
            continue;
        }
        let step = match reversed(places, &change.step).await {
            Ok(Some(step)) => step,
            Ok(None) => continue,
            Err(why) => {
                refused.push(why);
                continue;
            }
        };
        match announced(places, &job.domain, &step, &changes).await {
            Ok(()) => changes.push(JobChange { step, waits: None }),
            Err(why) => refused.push(why),
        }
    }
    let job = Job {
        domain: job.domain,
        changes,
    };
    Ok((job, refused))
}

/// What must not be taken back by a job that was begun some time ago: since then a key may sign, or
/// the policy be announced.
pub(super) async fn refused_by_now(
    ledger: &impl Ledger,
    places: &impl Places,
    job: &Job,
) -> Result<Vec<UndoRefused>, ApplyError> {
    let needed = Needed::of(ledger, &job.domain).await?;
    let mut refused = Vec::new();
    for (index, change) in job.changes.iter().enumerate() {
        refused.extend(needed.why(&job.domain, &change.step));
        let before = &job.changes[..index];
        if let Err(why) = announced(places, &job.domain, &change.step, before).await {
            refused.push(why);
        }
    }
    Ok(refused)
}

/// The records that mail rests on.
struct Needed {
    keys: Vec<Key>,
    desired: Option<Desired>,
}

impl Needed {
    async fn of(ledger: &impl Ledger, domain: &DomainName) -> Result<Needed, ApplyError> {
        let stored = ledger.domain(domain).await?;
        Ok(Needed {
            keys: ledger.keys(domain).await?,
            desired: stored.map(|stored| stored.desired),
        })
    }

    /// Why the record of a key that a step is about has to stay.
    fn why(&self, domain: &DomainName, step: &PlanStep) -> Option<UndoRefused> {
        let desired = self.desired.as_ref();
        let is_its_record = |selector: &Selector| {
            step.role == Role::DkimKey
                && places_of(selector, domain, desired).contains(&step.change.key.owner)
        };
        let mut keys = self.keys.iter();
        match keys.find(|key| is_its_record(&key.selector)) {
            Some(key) => relied_on(key),
            None => of_another(desired?, is_its_record),
        }
    }
}

/// The step that takes one back; `None` when it is not made or taken back already.
async fn reversed(places: &impl Places, step: &PlanStep) -> Result<Option<PlanStep>, UndoRefused> {
    let zone = places.zone(&step.zone).map_err(UndoRefused::NoPlace)?;
    let change = &step.change;
    let standing = zone.read(std::slice::from_ref(&change.key)).await;
    let standing = standing.map_err(|error| UndoRefused::Unread(change.clone(), error))?;
    let standing = standing.into_iter().next().flatten();
    let (added, removed) = (change.added(), change.removed());
    let has = |value| standing.as_ref().is_some_and(|set: &RrSet| set.has(value));
    let is_there = added.iter().all(|value| has(value));
    // Where nothing was there before, only a set as it was then shows that it is back.
    let is_back = removed.iter().all(|value| has(value))
        && (!removed.is_empty() || same_values(standing.as_ref(), change.before.as_ref()));
    if is_back && !added.iter().any(|value| has(value)) {
        return Ok(None);
    }
    if !is_there || removed.iter().any(|value| has(value)) {
        return Err(UndoRefused::Overtaken {
            change: change.clone(),
            standing,
        });
    }
    let kept = standing.iter().flat_map(|set| &set.values);
    let kept = kept.filter(|value| !added.iter().any(|added| added.is_same(value)));
    let values: Vec<_> = kept.chain(removed.iter().copied()).cloned().collect();
    let ttl = change.before.as_ref().or(standing.as_ref());
    let ttl_seconds = ttl.map_or(protocols::published::TTL_SECONDS_DEFAULT, |set| {
        set.ttl_seconds
    });
    let standing_ttl = standing.as_ref().map_or(0, |set| set.ttl_seconds);
    Ok(Some(PlanStep {
        role: step.role,
        zone: step.zone.clone(),
        reason: back(step.reason),
        change: RrSetChange {
            key: change.key.clone(),
            before: standing,
            after: (!values.is_empty()).then_some(RrSet {
                ttl_seconds,
                values,
            }),
        },
        old_for_seconds: standing_ttl,
    }))
}

/// Whose values come back.
fn back(reason: StepReason) -> StepReason {
    match reason {
        StepReason::Merge | StepReason::MergeSeveral | StepReason::TakeOver => StepReason::Restore,
        StepReason::Create
        | StepReason::Replace
        | StepReason::Withdraw
        | StepReason::GiveBack
        | StepReason::TakeBack
        | StepReason::Restore => StepReason::TakeBack,
    }
}

/// Where the record of a key may be: at its selector, and where the name of its selector leads.
fn places_of(
    selector: &Selector,
    domain: &DomainName,
    desired: Option<&Desired>,
) -> Vec<DomainName> {
    let mut places: Vec<DomainName> = selector.owner(domain).into_iter().collect();
    if let Some(Purpose::Mail(intent)) = desired.map(|desired| &desired.purpose) {
        let mut keys = intent.keys.iter();
        let wanted = keys.find(|key| key.selector == *selector);
        let record = wanted.and_then(|key| key.publication(domain).ok());
        places.extend(record.map(|record| record.owner));
    }
    places
}

/// Why the record of a key has to stay.
fn relied_on(key: &Key) -> Option<UndoRefused> {
    match key.state {
        KeyState::Active => Some(UndoRefused::Signs(key.selector.clone())),
        KeyState::Retiring => Some(UndoRefused::Signed(key.selector.clone())),
        KeyState::Created | KeyState::Published | KeyState::Visible | KeyState::Retired => None,
    }
}

/// Why the record of a key that another holds has to stay: it is wanted.
fn of_another(desired: &Desired, is_meant: impl Fn(&Selector) -> bool) -> Option<UndoRefused> {
    let Purpose::Mail(intent) = &desired.purpose else {
        return None;
    };
    let mut keys = intent.keys.iter().map(|wanted| &wanted.selector);
    let selector = keys.find(|selector| is_meant(selector))?;
    Some(match desired.remembered.left(selector) {
        Some(_) => UndoRefused::Signed(selector.clone()),
        None => UndoRefused::Signs(selector.clone()),
    })
}

/// Refuses to take the policy host away while the MTA-STS record stands, unless that goes first in
/// the same job. RFC 8461 §8.3 has senders keep to a policy that they have, so they must find its
/// end there.
async fn announced(
    places: &impl Places,
    domain: &DomainName,
    step: &PlanStep,
    before: &[JobChange],
) -> Result<(), UndoRefused> {
    let (Ok(owner), Role::PolicyHost, None) = (
        domain.child(mta_sts::record::OWNER_PREFIX),
        step.role,
        &step.change.after,
    ) else {
        return Ok(());
    };
    let key = RrSetKey {
        owner,
        kind: RecordKind::Txt,
    };
    if before.iter().any(|change| change.step.change.key == key) {
        return Ok(());
    }
    let zone = places.zone(&step.zone).map_err(UndoRefused::NoPlace)?;
    let read = zone.read(std::slice::from_ref(&key)).await;
    let read = read.map_err(|error| UndoRefused::Unread(step.change.clone(), error))?;
    match read.into_iter().next().flatten() {
        Some(_) => Err(UndoRefused::Announced),
        None => Ok(()),
    }
}

async fn find(ledger: &impl Ledger, id: StepId) -> Result<Step, ApplyError> {
    // The journal is read from the newest down, so this page begins at the step, if there is one.
    let page = Page::after(StepId(id.0.saturating_add(1)), 1);
    let steps = ledger.steps(Steps::All, page).await?;
    match steps.into_iter().find(|step| step.id == id) {
        Some(step) if matches!(step.kind, StepKind::Apply | StepKind::Undo) => Ok(step),
        Some(_) | None => Err(ApplyError::NoJob(id)),
    }
}
