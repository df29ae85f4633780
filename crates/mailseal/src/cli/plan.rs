//! `mailseal plan DOMAIN…`

use std::path::Path;

use app::drive::Ask;
use app::plan::{Asked, Drawn, PlanError, Planner, draw, draw_many};
use protocols::answers::Answers;
use protocols::domain::Role;
use protocols::name::DomainName;
use protocols::plan::SeveralSpf;
use protocols::time::Timestamp;

use store::SqliteLedger;

use crate::cli::args::{AskedArgs, PlainFormat, PlanArgs, RoleArg, WorldArgs};
use crate::cli::check::worse;
use crate::cli::publish::{self, PARALLEL};
use crate::cli::world::{self, World};
use crate::cli::{Exit, ledger, records, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::wire::answers::Saved;
use crate::{input, reason, render, wire};

pub(crate) fn run(args: &PlanArgs, context: &Context) -> Result<Exit, Failed> {
    let domains = args.domains.iter().map(|text| input::domain(text));
    let domains: Vec<DomainName> = domains.collect::<Result<_, _>>()?;
    let planners = runtime()?.block_on(async {
        let (ledger, _) = match domains.first() {
            Some(domain) => ledger::known(domain, context).await?,
            None => return Ok(Vec::new()),
        };
        planners(&ledger, &domains, &args.asked).await
    })?;
    let drawn = match &args.world.replay {
        Some(path) => {
            let saved = world::replay(path)?;
            let drawn = planners.iter().map(|planner| {
                let plan = planner.draw(&saved.answers, saved.now);
                let plan = plan.map_err(|need| world::incomplete(path, &need, context))?;
                let plan = plan.map_err(records::unmakeable)?;
                Ok(Drawn::of(plan, &saved.answers))
            });
            drawn.collect::<Result<Vec<Drawn>, Failed>>()?
        }
        None => {
            let mut world = args.world.clone();
            // What is planned rests on what stands, not on what a resolver kept.
            world.authoritative = !world.offline;
            runtime()?.block_on(live(&planners, &world, context))?
        }
    };
    let text = match args.format {
        PlainFormat::Text if args.instructions => render::instructions::text(&drawn, context),
        PlainFormat::Text => render::plan::text(&drawn, context),
        PlainFormat::Json => wire::plan::json(&drawn),
    };
    context.print(&text)?;
    Ok(drawn.iter().map(exit_of).fold(Exit::Fine, worse))
}

/// What is stored of each domain.
pub(crate) async fn planners(
    ledger: &SqliteLedger,
    domains: &[DomainName],
    args: &AskedArgs,
) -> Result<Vec<Planner>, Failed> {
    let mut planners = Vec::new();
    for domain in domains {
        let planner = Planner::of(ledger, domain, asked(args)).await;
        planners.push(planner.map_err(|error| failed_for(error, domain))?);
    }
    Ok(planners)
}

/// What the owner asks for by name.
pub(crate) fn asked(args: &AskedArgs) -> Asked {
    let several_spf = if args.merge_spf {
        SeveralSpf::Merge
    } else {
        SeveralSpf::Keep
    };
    let roles = args.take_over.iter().flat_map(|role| match role {
        RoleArg::Spf => &[Role::Spf][..],
        RoleArg::Dkim => &[Role::DkimKey, Role::KeyRevocation],
        RoleArg::Dmarc => &[Role::Dmarc],
        RoleArg::MtaSts => &[Role::MtaSts],
        RoleArg::PolicyHost => &[Role::PolicyHost],
        RoleArg::TlsRpt => &[Role::TlsRpt],
    });
    Asked {
        several_spf,
        take_over: roles.copied().collect(),
    }
}

/// All that were asked for, several at a time, in their order.
pub(crate) async fn live(
    planners: &[Planner],
    args: &WorldArgs,
    context: &Context,
) -> Result<Vec<Drawn>, Failed> {
    let world = World::of(args)?;
    let progress = publish::progress("plan-progress", planners.len(), context);
    let ask_of = || world.for_one_domain(args);
    let drawn = match &args.save {
        Some(path) => saved(planners, path, ask_of, context.now).await?,
        None => draw_many(planners, PARALLEL, ask_of, context.now, || progress.inc(1)).await,
    };
    progress.finish_and_clear();
    let of_domains = planners.iter().map(|planner| &planner.desired().domain);
    let named = of_domains.zip(drawn);
    named
        .map(|(domain, drawn)| drawn.map_err(|error| failed_for(error, domain)))
        .collect()
}

/// One domain after the other, with one set of answers, so that a replay has just these.
async fn saved<A: Ask>(
    planners: &[Planner],
    path: &Path,
    ask_of: impl Fn() -> A,
    now: Timestamp,
) -> Result<Vec<Result<Drawn, PlanError>>, Failed> {
    let mut answers = Answers::new();
    let mut all = Vec::new();
    for planner in planners {
        all.push(draw(planner, &ask_of(), &mut answers, now).await);
    }
    world::save(path, &Saved { now, answers })?;
    Ok(all)
}

fn exit_of(drawn: &Drawn) -> Exit {
    if drawn.plan.has_work() {
        return Exit::Findings;
    }
    match drawn.plan.open_unknowns().next() {
        Some(_) => Exit::Unknown,
        None => Exit::Fine,
    }
}

/// Why nothing could be planned, in our words.
pub(crate) fn failed_for(error: PlanError, domain: &DomainName) -> Failed {
    match error {
        PlanError::Ledger(error) => ledger::failed(error),
        PlanError::Records(error) => records::unmakeable(error),
        PlanError::Drive(error) => Failed::new("error-drive-domain")
            .text("domain", domain)
            .because(reason::of_drive(&error)),
    }
}
