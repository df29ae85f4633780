//! Carrying a job out: the first time and after a crash alike.

use std::time::Duration;

use protocols::name::DomainName;
use protocols::rrset::{RecordData, Rest, RrSet, RrSetChange, RrSetKey};
use protocols::time::Timestamp;

use super::verify::{Visibility, Visible, verify};
use super::{Applied, ApplyError, End, Fate, Job, JobChange, Note, Places};
use crate::drive::Ask;
use crate::ledger::{Change, Entry, Ledger, Line, OwnedValue, StepId, StepState};
use crate::zone::{Zone, ZoneError};

/// How long a job may try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Tries of one change that gets no answer or comes too often.
    pub tries: u32,
    /// The longest pause before the next try that a server may ask for.
    pub pause_max: Duration,
    /// How long to look for the changes at the authoritative servers, when they are meant to be
    /// there at once; a place of writing that is known to be slow gets its time on top.
    pub visible_within: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            tries: 4,
            pause_max: Duration::from_secs(60),
            visible_within: Duration::from_secs(60),
        }
    }
}

/// Carries out a job that is open in the journal. `ask_of` makes whoever asks the authoritative
/// servers anew, since answers that are kept would only say what stood before; `clock` tells the
/// time of each entry in the journal.
pub async fn carry_out<A: Ask>(
    ledger: &impl Ledger,
    places: &impl Places,
    ask_of: impl Fn() -> A,
    id: StepId,
    job: Job,
    patience: Patience,
    clock: impl Fn() -> Timestamp,
) -> Result<(Applied, Vec<Visibility>), ApplyError> {
    let mut fates = Vec::new();
    for change in &job.changes {
        let is_stopped = fates.last().is_some_and(|fate: &Fate| !fate.stands());
        fates.push(if is_stopped {
            Fate::NotReached
        } else {
            one(places, change, patience).await
        });
    }
    let mut seen = Vec::new();
    if fates.iter().all(Fate::stands) {
        seen = verify(&job, &fates, &ask_of, patience.visible_within).await?;
    }
    let end = end(&fates, &seen);
    let changes = match end {
        End::Open => None,
        End::Done => Some(job.losses()),
        End::GivenUp => Some(not_ours(places, &job, &fates).await),
    };
    if let Some(disowned) = changes {
        let state = match end {
            End::Done => StepState::Done,
            End::GivenUp | End::Open => StepState::Failed,
        };
        let line = Line::Advance {
            step: id,
            state,
            note: Note::Causes(fates.iter().filter_map(Fate::cause).collect()).write(),
        };
        let entry = Entry {
            domain: job.domain.clone(),
            line,
            changes: disowned.into_iter().map(Change::Disown).collect(),
        };
        ledger.commit(entry, clock()).await?;
    }
    let applied = Applied {
        id,
        job,
        fates,
        end,
    };
    Ok((applied, seen))
}

/// Makes one change, or finds that it is made.
async fn one(places: &impl Places, change: &JobChange, patience: Patience) -> Fate {
    let zone = match places.zone(&change.step.zone) {
        Ok(zone) => zone,
        Err(error) => return Fate::NoPlace(error),
    };
    make(&zone, &change.step.change, patience).await
}

/// Makes one change in its zone, or the rest of one that somebody died over, or finds that it is made.
pub async fn make(zone: &impl Zone, change: &RrSetChange, patience: Patience) -> Fate {
    let mut attempt = 0;
    loop {
        let error = match try_once(zone, change).await {
            Ok(fate) => return fate,
            Err(error) => error,
        };
        match pause(&error, attempt, patience) {
            Some(pause) if attempt + 1 < patience.tries => tokio::time::sleep(pause).await,
            Some(_) | None => return Fate::NotWritten(error),
        }
        attempt += 1;
    }
}

/// Reads, and writes where it is still to be done: after a crash or a lost answer it may be made
/// already.
async fn try_once(zone: &impl Zone, change: &RrSetChange) -> Result<Fate, ZoneError> {
    let standing = zone.read(std::slice::from_ref(&change.key)).await?;
    let standing = standing.into_iter().next().flatten();
    match change.rest(standing.as_ref()) {
        Rest::None => {
            zone.publish().await?;
            Ok(Fate::Stood)
        }
        Rest::Change(rest) => zone.write(&rest).await.map(Fate::Written),
        Rest::Overtaken => {
            // Where the name servers do not have it yet, the next plan would be made for what is no
            // longer listed, and refused here again.
            zone.publish().await?;
            let key = change.key.clone();
            Ok(Fate::NotWritten(ZoneError::Changed { key, standing }))
        }
    }
}

/// How long to wait before the next try; `None` where another try would end the same.
fn pause(error: &ZoneError, attempt: u32, patience: Patience) -> Option<Duration> {
    let pause = match error {
        // What cannot be read may be a server that is busy for a moment.
        ZoneError::NoAnswer(_) | ZoneError::Unreadable(_) => {
            Duration::from_millis(500).saturating_mul(1 << attempt.min(8))
        }
        ZoneError::TooMany(seconds) => Duration::from_secs(u64::from(*seconds)),
        // Changed between reading and writing, perhaps by ourselves: a request that came in twice,
        // or the same job taken up by another process. The next reading tells.
        ZoneError::Changed { .. } => Duration::ZERO,
        ZoneError::Unauthorised(_)
        | ZoneError::NoZone(_)
        | ZoneError::CannotHold { .. }
        | ZoneError::Refused(_) => return None,
    };
    (pause <= patience.pause_max).then_some(pause)
}

fn end(fates: &[Fate], seen: &[Visibility]) -> End {
    let unanswered = |fate: &Fate| match fate {
        Fate::NotWritten(ZoneError::NoAnswer(_) | ZoneError::TooMany(_)) => true,
        Fate::NotWritten(_)
        | Fate::NoPlace(_)
        | Fate::NotReached
        | Fate::Stood
        | Fate::Written(_) => false,
    };
    let unread = |fate: &Fate| matches!(fate, Fate::NotWritten(ZoneError::Unreadable(_)));
    // A job that is half done goes on when it can be read again; one that never began is given up.
    let is_half_done = fates.iter().any(Fate::stands) && fates.iter().any(unread);
    if fates.iter().any(unanswered) || is_half_done {
        End::Open
    } else if !fates.iter().all(Fate::stands) {
        End::GivenUp
    } else if seen
        .iter()
        .all(|seen| matches!(seen.seen, Visible::Everywhere { .. }))
    {
        End::Done
    } else {
        End::Open
    }
}

/// What is not ours after a job was given up: what went, and what never came to stand. An earlier try
/// may have written what this one did not reach, so each set is looked at; what cannot be seen
/// stays ours, for it may stand.
async fn not_ours(places: &impl Places, job: &Job, fates: &[Fate]) -> Vec<OwnedValue> {
    let mut values = Vec::new();
    for (change, fate) in job.changes.iter().zip(fates) {
        let (zone, change) = (&change.step.zone, &change.step.change);
        let gone = if fate.stands() {
            change.removed()
        } else if let Some(standing) = reading(places, zone, &change.key).await {
            let both = change.added().into_iter().chain(change.removed());
            let stands = |value: &RecordData| standing.as_ref().is_some_and(|set| set.has(value));
            both.filter(|value| !stands(value)).collect()
        } else {
            Vec::new()
        };
        let owner = &change.key.owner;
        values.extend(gone.into_iter().map(|value| OwnedValue::of(owner, value)));
    }
    values
}

/// What stands at a key; `None` where that cannot be read.
async fn reading(places: &impl Places, zone: &DomainName, key: &RrSetKey) -> Option<Option<RrSet>> {
    let zone = places.zone(zone).ok()?;
    let read = zone.read(std::slice::from_ref(key)).await.ok()?;
    read.into_iter().next()
}
