//! Looking at every authoritative server for what was written.

use std::time::Duration;

use protocols::answers::{Answers, Failure, Need, Needs};
use protocols::plan::standing::{Standing, StandingAt, standing};
use protocols::rrset::RrSetChange;

use super::{ApplyError, Fate, Job, JobChange};
use crate::drive::{Ask, drive};

/// The pauses between two looks grow from this to [`PAUSE_MAX`].
const PAUSE_FIRST: Duration = Duration::from_millis(250);
/// See [`PAUSE_FIRST`].
const PAUSE_MAX: Duration = Duration::from_secs(15);

/// Whether one change is seen, and how long resolvers may answer with what stood before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visibility {
    /// Whether it is seen.
    pub seen: Visible,
    /// For how many seconds resolvers may still answer with what stood before.
    pub old_for_seconds: u32,
}

/// Whether a change is seen at the authoritative servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Visible {
    /// At all of them.
    Everywhere {
        /// How many were asked; 0 when they were not asked one by one.
        servers: usize,
    },
    /// Not at these: each with what it says, or why it says nothing.
    Lagging(Vec<(String, Standing)>),
    /// Nothing is known, for nobody could be asked.
    Unknown(Failure),
}

/// Looks for the changes of a job until all are seen or the time is over.
pub async fn verify<A: Ask>(
    job: &Job,
    fates: &[Fate],
    ask_of: &impl Fn() -> A,
    within: Duration,
) -> Result<Vec<Visibility>, ApplyError> {
    let slow = fates.iter().map(|fate| match fate {
        Fate::Written(written) => written.visible_within_seconds,
        Fate::Stood | Fate::NotWritten(_) | Fate::NoPlace(_) | Fate::NotReached => 0,
    });
    let slow = Duration::from_secs(u64::from(slow.max().unwrap_or(0)));
    let end = tokio::time::Instant::now() + within + slow;
    let mut pause = PAUSE_FIRST;
    loop {
        let seen = look(job, &ask_of()).await?;
        let is_seen = |seen: &Visibility| matches!(seen.seen, Visible::Everywhere { .. });
        if seen.iter().all(is_seen) || tokio::time::Instant::now() + pause > end {
            return Ok(seen);
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(PAUSE_MAX);
    }
}

/// One look at everything.
async fn look(job: &Job, ask: &impl Ask) -> Result<Vec<Visibility>, ApplyError> {
    let mut answers = Answers::new();
    Ok(drive(ask, &mut answers, |answers| visibilities(job, answers)).await?)
}

fn visibilities(job: &Job, answers: &Answers) -> Result<Vec<Visibility>, Need> {
    let mut needs = Needs::default();
    let mut all = Vec::new();
    for JobChange { step, .. } in &job.changes {
        let change = &step.change;
        if let Some(standing) = needs.take(standing(&change.key, answers)) {
            all.push(Visibility {
                seen: visible(&standing, change),
                old_for_seconds: step.old_for_seconds,
            });
        }
    }
    needs.settle()?;
    Ok(all)
}

fn visible(standing: &StandingAt, change: &RrSetChange) -> Visible {
    let otherwise = standing.otherwise(|set| change.is_made_in(set));
    if otherwise.is_empty() {
        return Visible::Everywhere {
            servers: standing.by_server.len(),
        };
    }
    match (&standing.all, standing.by_server.is_empty()) {
        (Standing::Failed(failure), true) => Visible::Unknown(*failure),
        (_, _) => Visible::Lagging(
            otherwise
                .into_iter()
                .map(|(server, standing)| (server.to_owned(), standing.clone()))
                .collect(),
        ),
    }
}
