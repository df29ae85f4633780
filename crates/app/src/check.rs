//! Checking domains: one, or any number with a bound on how many at once.

use futures_util::stream::{self, StreamExt};
use protocols::answers::Answers;
use protocols::assessment::Assessment;
use protocols::domain::{CheckOptions, Desired, assess};
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::drive::{Ask, DriveError, drive};

/// A check that came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Which domain.
    pub domain: DomainName,
    /// What is said of it.
    pub assessment: Assessment,
    /// Everything the world said: with it the same assessment is made again.
    pub answers: Answers,
}

/// A domain to check, and what its owner wants of it where that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Which domain.
    pub domain: DomainName,
    /// What the ledger holds of it.
    pub wanted: Option<Desired>,
}

/// In which order reports of many domains come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As the domains were given. A slow one holds back those after it.
    AsGiven,
    /// As they come to their end.
    AsFinished,
}

/// Checks one domain. `ask` decides how long it may take.
pub async fn check(
    ask: &impl Ask,
    job: &Job,
    options: &CheckOptions,
    now: Timestamp,
) -> Result<Checked, DriveError> {
    let mut answers = Answers::new();
    let verdict =
        |answers: &Answers| assess(&job.domain, job.wanted.as_ref(), options, answers, now);
    let assessment = drive(ask, &mut answers, verdict).await?;
    Ok(Checked {
        domain: job.domain.clone(),
        assessment,
        answers,
    })
}

/// Checks many domains, `parallel` at a time, each with the `Ask` that `ask_of` makes for it. What
/// is said of each is given to `each` and not kept: memory does not grow with the number of domains.
/// Stops early when `each` fails.
pub async fn check_many<A: Ask, E>(
    jobs: impl Iterator<Item = Job>,
    parallel: usize,
    order: Order,
    ask_of: impl Fn() -> A,
    options: &CheckOptions,
    now: Timestamp,
    mut each: impl FnMut(&DomainName, Result<Checked, DriveError>) -> Result<(), E>,
) -> Result<(), E> {
    let checks = jobs.map(|job| {
        let ask = ask_of();
        async move {
            let checked = check(&ask, &job, options, now).await;
            (job.domain, checked)
        }
    });
    let checks = stream::iter(checks);
    let checks = match order {
        Order::AsGiven => checks.buffered(parallel).left_stream(),
        Order::AsFinished => checks.buffer_unordered(parallel).right_stream(),
    };
    let mut checks = std::pin::pin!(checks);
    while let Some((domain, checked)) = checks.next().await {
        each(&domain, checked)?;
    }
    Ok(())
}
