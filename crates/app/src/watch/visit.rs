//! Looking at a domain and keeping what came of it: the check of `check`, compared with what is known,
//! explained by the journal, told to whom it concerns.

use std::collections::BTreeSet;
use std::fmt;

use protocols::answers::Failure;
use protocols::domain::CheckOptions;
use protocols::domain::desired::{Desired, Purpose};
use protocols::domain::records::{Role, StandingRecords, records};
use protocols::name::DomainName;
use protocols::published::PublishedData;
use protocols::time::Timestamp;

use crate::apply::job_of;
use crate::check::{Job, check};
use crate::drive::Ask;
use crate::ledger::{Ledger, LedgerError, Page, Step, StepKind, Steps};

use super::change::{Cause, Change};
use super::explain::Ours;
use super::look::{Glance, Lives, Terms, look};
use super::observe::{Observation, mx_text, tlsa_text};
use super::part::{KeptText, Part, PolicySeen, RecordsFor};
use super::schedule::{Mood, Pace, next};
use super::state::DomainWatch;
use super::store::{Kept, WatchStore};
use super::tell::{Recipient, post};

/// Steps of the journal that are looked at for what explains a change.
const STEPS_EXPLAINING_MAX: usize = 20;

/// What a provider was told may be seen this much later than it was written, in seconds: a day.
const SEEN_LATE_SECONDS: u64 = 86_400;

/// Domains rest on so many things that others rest on as well, at most: the includes and mail hosts
/// that are kept.
const RESTS_ON_MAX: usize = 64;

/// How a domain is visited.
#[derive(Debug, Clone)]
pub struct Manner<'a> {
    /// When something counts.
    pub terms: Terms,
    /// How often domains are looked at.
    pub pace: Pace,
    /// Who wants to know.
    pub recipients: &'a [Recipient],
    /// How it is checked.
    pub options: CheckOptions,
}

/// What else is known at a visit.
#[derive(Debug, Clone)]
pub struct Tidings {
    /// What waits for the owner.
    pub lives: Lives,
    /// What happened on the way: moves, jobs.
    pub events: Vec<Change>,
    /// When something is over that is waited for.
    pub wake: Option<Timestamp>,
}

/// Randomness.
pub trait Dice {
    /// A number nobody can foresee.
    fn number(&mut self) -> u64;

    /// A token that no other message has: letters and digits.
    fn token(&mut self) -> String;
}

/// What came of a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visited {
    /// What went into the timeline.
    pub entries: Vec<Change>,
    /// How many notices went into the outbox.
    pub posted: usize,
    /// Whether everything was answered.
    pub is_complete: bool,
    /// When the domain is looked at next.
    pub due: Timestamp,
}

/// Why there was no visit. Nothing was kept then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VisitError {
    /// The domain is not watched: it was never added, or is removed.
    NotWatched,
    /// Another visit was kept at the same moment.
    Overtaken,
    /// The ledger failed.
    Ledger(LedgerError),
}

impl fmt::Display for VisitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VisitError::NotWatched => f.write_str("the domain is not watched"),
            VisitError::Overtaken => f.write_str("another look was kept at the same moment"),
            VisitError::Ledger(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for VisitError {}

impl From<LedgerError> for VisitError {
    fn from(error: LedgerError) -> VisitError {
        match error {
            LedgerError::NoDomain(_) => VisitError::NotWatched,
            LedgerError::ChangedMeanwhile(_) => VisitError::Overtaken,
            error => VisitError::Ledger(error),
        }
    }
}

/// Looks at a domain and keeps what came of it. `clock` is read when the world has answered: what was
/// seen was seen then.
pub async fn visit<L: Ledger + WatchStore>(
    ledger: &L,
    ask: &impl Ask,
    domain: &DomainName,
    manner: &Manner<'_>,
    (tidings, dice): (Tidings, &mut (impl Dice + Send)),
    clock: impl Fn() -> Timestamp,
) -> Result<Visited, VisitError> {
    let stored = ledger.watch(domain).await?.ok_or(VisitError::NotWatched)?;
    let wanted = ledger.domain(domain).await?.ok_or(VisitError::NotWatched)?;
    let job = Job {
        domain: domain.clone(),
        wanted: Some(wanted.desired.clone()),
    };
    let checked = check(ask, &job, &manner.options, clock()).await;
    let now = clock();
    let seen = match checked {
        Ok(checked) => Observation::of(domain, &checked.assessment, &checked.answers, now),
        // It says nothing of the domain, and nothing is known of it.
        Err(_) => Observation::of_nothing(Failure::Malformed),
    };
    let looked = stored.watch.as_ref().map(|watch| watch.looked);
    let steps = ledger.steps(Steps::Of(domain.clone()), Page::first(STEPS_EXPLAINING_MAX));
    let is_complete = seen.gaps.is_empty();
    let glance = Glance {
        seen,
        ours: ours(&steps.await?, &wanted.desired, looked),
        lives: tidings.lives,
        events: tidings.events,
    };
    let mut outcome = look(domain, stored.watch.as_ref(), glance, &manner.terms, now);
    let notices = &outcome.notices;
    let postings = post(domain, &mut outcome.watch, notices, manner.recipients, now);
    let postings: Vec<_> = postings
        .into_iter()
        .map(|posting| (posting, dice.token()))
        .collect();
    let mood = Mood {
        open: outcome.open,
        calm_since: outcome.watch.calm_since,
        wake: tidings.wake,
    };
    let due = next(domain, &manner.pace, &mood, now, dice.number());
    let visited = Visited {
        entries: outcome.entries.clone(),
        posted: postings.len(),
        is_complete,
        due,
    };
    let kept = Kept {
        domain: domain.clone(),
        read: stored.revision,
        rests_on: rests_on(domain, &outcome.watch),
        watch: outcome.watch,
        due,
        entries: outcome.entries,
        postings,
        shared: outcome.shared,
    };
    ledger.keep(kept, now).await?;
    Ok(visited)
}

/// What a domain rests on that others may rest on as well.
fn rests_on(domain: &DomainName, watch: &DomainWatch) -> BTreeSet<Cause> {
    let causes = watch.parts.iter().filter_map(|(part, state)| match part {
        Part::Include(name) => Some(Cause::Include(name.clone())),
        Part::Certificate(host) if state.value.is_some() && !host.is_at_or_below(domain) => {
            Some(Cause::MailHost(host.clone()))
        }
        Part::Records(..)
        | Part::Certificate(_)
        | Part::Policy
        | Part::SpfLookups
        | Part::Finding(_) => None,
    });
    causes.take(RESTS_ON_MAX).collect()
}

/// What the journal and the wishes explain.
fn ours(steps: &[Step], desired: &Desired, looked: Option<Timestamp>) -> Ours {
    let since = looked.map_or(0, |looked| looked.0.saturating_sub(SEEN_LATE_SECONDS));
    let writes = |step: &&Step| match step.kind {
        StepKind::Apply | StepKind::Undo => {
            step.moments.last().is_some_and(|last| last.at.0 >= since)
        }
        StepKind::Add | StepKind::Change | StepKind::Remove => false,
    };
    // One that does not read explains nothing.
    let jobs = steps.iter().filter(writes).filter_map(|step| {
        let job = job_of(step).ok()?;
        Some((step.id, job))
    });
    let written = jobs.flat_map(|(id, job)| {
        let changes = job.changes.into_iter();
        changes.map(move |change| (id, change.step.change))
    });
    Ours {
        written: written.collect(),
        wanted: wanted(desired),
        policy: policy(desired),
    }
}

fn wanted(desired: &Desired) -> Vec<(RecordsFor, DomainName, String)> {
    let mut wanted = Vec::new();
    if let Purpose::Mail(intent) = &desired.purpose {
        for mx in &intent.mx {
            wanted.push((RecordsFor::Mx, desired.domain.clone(), mx_text(mx)));
        }
    }
    // As where nothing stands: merged with what somebody put there, that would be wanted too. What
    // cannot be made is wanted by nobody yet.
    for planned in records(desired, &StandingRecords::default()).unwrap_or_default() {
        let Some(role) = role(planned.role) else {
            continue;
        };
        let text = match &planned.publication.data {
            PublishedData::Txt(text) => text.clone(),
            PublishedData::Cname(name) => name.to_string(),
            PublishedData::Mx(mx) => mx_text(mx),
            PublishedData::Tlsa(tlsa) => tlsa_text(tlsa),
        };
        wanted.push((role, planned.publication.owner, text));
    }
    wanted
}

/// What records of a role are watched as; a consent stands in another's zone.
fn role(role: Role) -> Option<RecordsFor> {
    Some(match role {
        Role::TlsRpt => RecordsFor::TlsRpt,
        Role::DkimKey | Role::KeyRevocation => RecordsFor::DkimKey,
        Role::Spf => RecordsFor::Spf,
        Role::Dmarc => RecordsFor::Dmarc,
        Role::PolicyHost => RecordsFor::PolicyHost,
        Role::MtaSts => RecordsFor::MtaSts,
        Role::Tlsa => RecordsFor::Tlsa,
        Role::NullMx => RecordsFor::Mx,
        Role::ReportConsent => return None,
    })
}

fn policy(desired: &Desired) -> Option<PolicySeen> {
    let Purpose::Mail(intent) = &desired.purpose else {
        return None;
    };
    let policy = intent.mta_sts.as_ref()?.policy().ok()?;
    let mut mx: Vec<KeptText> = policy
        .mx()
        .iter()
        .map(|pattern| KeptText::of(&pattern.to_string()))
        .collect();
    mx.sort();
    Some(PolicySeen {
        mode: policy.mode(),
        max_age_seconds: policy.max_age_seconds(),
        mx,
    })
}
