//! `mailseal apply DOMAIN…`

use app::apply::{AppliedPlan, ApplyError, Hindrance, NoPlace, accessible, apply};
use app::ledger::Revision;
use app::plan::Planner;
use futures_util::stream::{self, StreamExt};
use protocols::name::DomainName;
use protocols::plan::Plan;
use store::SqliteLedger;

use crate::cli::args::{ApplyArgs, PlainFormat};
use crate::cli::check::worse;
use crate::cli::confirm::confirmed;
use crate::cli::plan;
use crate::cli::publish::{self, PARALLEL, Publisher};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::wording::Arguments;
use crate::{input, render, wire};

/// What became of one domain's plan.
pub(crate) struct Outcome {
    /// The plan.
    pub(crate) plan: Plan,
    /// What became of it, or why nothing was begun.
    pub(crate) applied: Result<AppliedPlan, Failed>,
}

pub(crate) fn run(args: &ApplyArgs, context: &Context) -> Result<Exit, Failed> {
    runtime()?.block_on(async {
        let ledger = ledger::find(context).await?;
        let domains = domains(args, ledger.as_ref()).await?;
        let Some(ledger) = ledger else {
            return Err(match domains.first() {
                Some(domain) => Failed::new("error-unknown-domain").text("domain", domain),
                None => Failed::new("error-nothing-stored"),
            });
        };
        let exit = write(args, &ledger, &domains, context).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        exit
    })
}

async fn domains(
    args: &ApplyArgs,
    ledger: Option<&SqliteLedger>,
) -> Result<Vec<DomainName>, Failed> {
    if !args.all {
        return args
            .domains
            .iter()
            .map(|text| input::domain(text))
            .collect();
    }
    let Some(ledger) = ledger else {
        return Ok(Vec::new());
    };
    let stored = ledger::all(ledger).await?;
    Ok(stored
        .into_iter()
        .map(|stored| stored.desired.domain)
        .collect())
}

async fn write(
    args: &ApplyArgs,
    ledger: &SqliteLedger,
    domains: &[DomainName],
    context: &Context,
) -> Result<Exit, Failed> {
    let world = args.live.world();
    let planners = plan::planners(ledger, domains, &args.asked).await?;
    let drawn = plan::live(&planners, &world, context).await?;
    let publisher = Publisher::new(&args.live, ledger, context).await?;
    if args.format == PlainFormat::Text {
        context.print(&render::plan::before_apply(&drawn, context))?;
    }
    let jobs = planners.iter().map(Planner::revision).zip(drawn);
    let jobs = jobs.map(|(revision, drawn)| {
        let accessible = accessible(&drawn.plan, &publisher.places);
        (drawn.plan, revision, accessible)
    });
    let jobs: Vec<_> = jobs.collect();
    // What waits is written later, by `resume`, which does not ask again.
    let changes = |(plan, _, accessible): &(Plan, _, Result<(), NoPlace>)| match accessible {
        Ok(()) => plan.steps.len() + plan.waiting.len(),
        Err(_) => 0,
    };
    let steps: usize = jobs.iter().map(changes).sum();
    if steps > 0 && !args.yes {
        let count = Arguments::none().count("count", steps);
        confirmed(
            &context.catalogue.say("apply-asks", &count),
            "apply",
            context,
        )?;
    }
    let progress = publish::progress("apply-progress", jobs.len(), context);
    let outcomes = stream::iter(jobs.into_iter().map(|(plan, revision, accessible)| {
        let (publisher, progress) = (&publisher, &progress);
        async move {
            let applied = match accessible {
                Ok(()) => one(publisher, ledger, (&plan, revision)).await,
                Err(error) => Err(error.into()),
            };
            progress.inc(1);
            let applied = applied.map_err(|error| failed_for(error, &plan.domain));
            Outcome { plan, applied }
        }
    }));
    let outcomes: Vec<Outcome> = outcomes.buffered(PARALLEL).collect().await;
    progress.finish_and_clear();
    let text = match args.format {
        PlainFormat::Text => render::apply::text(&outcomes, context),
        PlainFormat::Json => wire::apply::json(&outcomes, &context.catalogue),
    };
    context.print(&text)?;
    Ok(outcomes.iter().map(exit_of).fold(Exit::Fine, worse))
}

async fn one(
    publisher: &Publisher,
    ledger: &SqliteLedger,
    plan: (&Plan, Revision),
) -> Result<AppliedPlan, ApplyError> {
    let (places, patience) = (&publisher.places, publisher.patience);
    let looker = || publisher.looker();
    apply(ledger, places, looker, plan, patience, crate::context::now).await
}

/// An error of the use case in our words.
pub(crate) fn failed(error: ApplyError) -> Failed {
    let exit = match error.hindrance() {
        Hindrance::OtherCommand => Exit::Findings,
        Hindrance::Setup => Exit::Usage,
        Hindrance::Unseen => Exit::Unknown,
    };
    let failed = match error {
        ApplyError::Ledger(error) => ledger::failed(error),
        ApplyError::Job(step, _) => Failed::new("error-job-unread").count("step", step.0),
        ApplyError::Drive(error) => {
            Failed::new("error-drive").because(crate::reason::of_drive(&error))
        }
        ApplyError::NoJob(step) => Failed::new("error-no-job").count("step", step.0),
        ApplyError::NoPlace(NoPlace::NoAccess(zone)) => {
            Failed::new("error-no-zone-access").text("zone", zone)
        }
        ApplyError::NoPlace(NoPlace::Unusable { access, why }) => {
            Failed::new("error-access-unusable")
                .text("name", access)
                .because(Failed::of(&why))
        }
    };
    failed.ending(exit)
}

/// The same, of a domain whose steps can be made by hand.
pub(crate) fn failed_for(error: ApplyError, domain: &DomainName) -> Failed {
    failed(error).text("domain", domain)
}

/// What was given up or is in the way weighs more than what could not be seen.
fn exit_of(outcome: &Outcome) -> Exit {
    let applied = match &outcome.applied {
        Ok(applied) => applied,
        Err(failed) => return failed.exit(),
    };
    let written = applied
        .applied
        .as_ref()
        .map_or(Exit::Fine, |(applied, _)| publish::exit_of(applied));
    let rest = if !outcome.plan.blocked.is_empty() {
        Exit::Findings
    } else if outcome.plan.open_unknowns().next().is_some() {
        Exit::Unknown
    } else {
        Exit::Fine
    };
    worse(written, rest)
}
