//! `mailseal apply DOMAIN…`

use app::apply::{AppliedPlan, ApplyError, apply};
use app::ledger::Revision;
use futures_util::stream::{self, StreamExt};
use protocols::name::DomainName;
use protocols::plan::Plan;
use store::SqliteLedger;

use crate::cli::args::{ApplyArgs, PlainFormat};
use crate::cli::check::worse;
use crate::cli::confirm::confirmed;
use crate::cli::plan::{self, Drawn};
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
    let revisions: Vec<Revision> = planners.iter().map(|planner| planner.revision()).collect();
    if args.format == PlainFormat::Text {
        context.print(&render::plan::before_apply(&drawn, context))?;
    }
    // What waits is written later, by `resume`, which does not ask again.
    let changes = |drawn: &Drawn| drawn.plan.steps.len() + drawn.plan.waiting.len();
    let steps: usize = drawn.iter().map(changes).sum();
    if steps > 0 && !args.yes {
        let count = Arguments::none().count("count", steps);
        confirmed(
            &context.catalogue.say("apply-asks", &count),
            "apply",
            context,
        )?;
    }
    let publisher = Publisher::new(&args.live, ledger, context).await?;
    let progress = publish::progress(drawn.len(), context);
    let jobs = drawn.into_iter().zip(revisions);
    let outcomes = stream::iter(jobs.map(|(drawn, revision)| {
        let (publisher, progress) = (&publisher, &progress);
        async move {
            let outcome = one(publisher, ledger, drawn, revision).await;
            progress.inc(1);
            outcome
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
    drawn: Drawn,
    revision: Revision,
) -> Outcome {
    let plan = drawn.plan;
    let applied = apply(
        ledger,
        &publisher.places,
        || publisher.looker(),
        (&plan, revision),
        publisher.patience,
        crate::context::now,
    );
    let applied = applied.await.map_err(failed);
    Outcome { plan, applied }
}

pub(crate) fn failed(error: ApplyError) -> Failed {
    match error {
        ApplyError::Ledger(error) => ledger::failed(error),
        ApplyError::Job(step, _) => Failed::new("error-job-unread").count("step", step.0),
        ApplyError::Drive(error) => {
            Failed::new("error-drive").because(crate::reason::of_drive(&error))
        }
        ApplyError::NoJob(step) => Failed::new("error-no-job").count("step", step.0),
    }
}

/// What was given up or is in the way weighs more than what could not be seen.
fn exit_of(outcome: &Outcome) -> Exit {
    let Ok(applied) = &outcome.applied else {
        return Exit::Findings;
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
