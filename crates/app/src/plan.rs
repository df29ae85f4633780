//! What would change in the DNS for a domain that was added.

use std::collections::BTreeSet;
use std::fmt;

use futures_util::stream::{self, StreamExt};
use protocols::answers::{Answers, Need};
use protocols::dmarc::DmarcIntent;
use protocols::domain::desired::{Desired, Purpose};
use protocols::domain::records::{RecordsError, Role};
use protocols::name::DomainName;
use protocols::plan::{Owned, OwnedValue, Plan, Requests, SeveralSpf, Wanted, plan as planned};
use protocols::time::Timestamp;

use crate::drive::{Ask, DriveError, drive};
use crate::ledger::{Ledger, LedgerError, Revision};
use crate::provider::{Provider, of_name_servers};

/// What the owner asks for beyond what is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// What becomes of several SPF records.
    pub several_spf: SeveralSpf,
    /// The roles in which another's records give way.
    pub take_over: BTreeSet<Role>,
}

/// All that a plan is made of, but for what stands: from it and the same answers the same plan is
/// made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planner {
    desired: Desired,
    revision: Revision,
    owned: Vec<OwnedValue>,
    requests: Requests,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanError {
    /// The ledger, or a domain that is not in it.
    Ledger(LedgerError),
    /// The records of the desired state cannot be made.
    Records(RecordsError),
    /// The questions came to no end.
    Drive(DriveError),
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanError::Ledger(error) => write!(f, "{error}"),
            PlanError::Records(error) => write!(f, "{error}"),
            PlanError::Drive(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for PlanError {}

impl From<LedgerError> for PlanError {
    fn from(error: LedgerError) -> PlanError {
        PlanError::Ledger(error)
    }
}

impl Planner {
    /// What is stored of a domain. A consent to reports is ours to publish where the host that gets
    /// them is, or lies below, a domain that was added as well.
    pub async fn of(
        ledger: &impl Ledger,
        domain: &DomainName,
        asked: Asked,
    ) -> Result<Planner, PlanError> {
        let stored = ledger.domain(domain).await?;
        let stored = stored.ok_or_else(|| LedgerError::NoDomain(domain.clone()))?;
        let mut looked_after = BTreeSet::new();
        for host in report_hosts(&stored.desired) {
            let mut at = Some(host);
            while let Some(name) = at {
                at = name.parent();
                if ledger.domain(&name).await?.is_some() {
                    looked_after.insert(name);
                    break;
                }
            }
        }
        Ok(Planner {
            owned: ledger.owned(domain).await?,
            desired: stored.desired,
            revision: stored.revision,
            requests: Requests {
                several_spf: asked.several_spf,
                take_over: asked.take_over,
                looked_after,
            },
        })
    }

    /// The desired state it plans for.
    pub fn desired(&self) -> &Desired {
        &self.desired
    }

    /// How often that state was written: whoever applies the plan sees whether it is still the same.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// The plan by what the world has said so far.
    pub fn draw(
        &self,
        answers: &Answers,
        now: Timestamp,
    ) -> Result<Result<Plan, RecordsError>, Need> {
        match Wanted::new(&self.desired, Owned(&self.owned), &self.requests) {
            Ok(wanted) => planned(&wanted, answers, now).map(Ok),
            Err(error) => Ok(Err(error)),
        }
    }
}

/// A plan, and who serves the zone that the domain's own records are written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The plan.
    pub plan: Plan,
    /// The provider, where its name servers show one.
    pub provider: Option<&'static Provider>,
}

impl Drawn {
    /// By the answers that the plan was made of.
    pub fn of(plan: Plan, answers: &Answers) -> Drawn {
        let mut zones = plan.steps.iter().map(|step| &step.zone);
        let zone = zones.find(|zone| plan.domain.is_at_or_below(zone));
        let provider = provider(zone.unwrap_or(&plan.domain), answers);
        Drawn { plan, provider }
    }
}

/// Draws a plan by what `ask` says. To plan for writing, it has to ask every authoritative server.
pub async fn draw(
    planner: &Planner,
    ask: &impl Ask,
    answers: &mut Answers,
    now: Timestamp,
) -> Result<Drawn, PlanError> {
    let drawn = drive(ask, answers, |answers| planner.draw(answers, now)).await;
    let plan = drawn
        .map_err(PlanError::Drive)?
        .map_err(PlanError::Records)?;
    Ok(Drawn::of(plan, answers))
}

/// Draws the plans of many domains, `parallel` at a time and in their order, each with the `Ask` that
/// `ask_of` makes for it. `each` is told of every one that came.
pub async fn draw_many<A: Ask>(
    planners: &[Planner],
    parallel: usize,
    ask_of: impl Fn() -> A,
    now: Timestamp,
    mut each: impl FnMut(),
) -> Vec<Result<Drawn, PlanError>> {
    let plans = planners.iter().map(|planner| {
        let ask = ask_of();
        async move { draw(planner, &ask, &mut Answers::new(), now).await }
    });
    let mut plans = stream::iter(plans).buffered(parallel);
    let mut drawn = Vec::with_capacity(planners.len());
    while let Some(plan) = plans.next().await {
        drawn.push(plan);
        each();
    }
    drawn
}

/// A plan for a domain, by what `ask` says of it. To plan for writing, `ask` has to ask every
/// authoritative server.
pub async fn plan(
    ledger: &impl Ledger,
    ask: &impl Ask,
    answers: &mut Answers,
    domain: &DomainName,
    asked: Asked,
    now: Timestamp,
) -> Result<Plan, PlanError> {
    let planner = Planner::of(ledger, domain, asked).await?;
    Ok(draw(&planner, ask, answers, now).await?.plan)
}

/// The provider of a zone, by the name servers that were seen while the plan was made.
pub fn provider(zone: &DomainName, answers: &Answers) -> Option<&'static Provider> {
    let servers = answers.ns(zone).ok()?.outcome.known().ok()?;
    of_name_servers(servers)
}

/// The hosts outside the domain's tree that get DMARC reports.
fn report_hosts(desired: &Desired) -> Vec<DomainName> {
    let intent = match &desired.purpose {
        Purpose::Mail(intent) => intent.dmarc.clone(),
        Purpose::Parked { rua } => DmarcIntent::Parked { rua: rua.clone() },
    };
    let hosts: BTreeSet<DomainName> = intent.rua().iter().map(|uri| uri.host().clone()).collect();
    let outside = |host: &DomainName| !host.is_at_or_below(&desired.domain);
    hosts.into_iter().filter(outside).collect()
}
