//! `mailseal plan DOMAIN…`

use app::drive::{Ask, drive};
use app::plan::{Asked, Planner, provider};
use app::provider::Provider;
use protocols::answers::Answers;
use protocols::domain::Role;
use protocols::name::DomainName;
use protocols::plan::{Plan, SeveralSpf};
use protocols::time::Timestamp;

use store::SqliteLedger;

use crate::cli::args::{AskedArgs, PlainFormat, PlanArgs, RoleArg, WorldArgs};
use crate::cli::check::worse;
use crate::cli::world::{self, World};
use crate::cli::{Exit, ledger, records, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::wire::answers::Saved;
use crate::{input, reason, render, wire};

/// A plan, and who serves the zone of the domain.
pub(crate) struct Drawn {
    pub(crate) plan: Plan,
    pub(crate) provider: Option<&'static Provider>,
}

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
                Ok(of(plan.map_err(records::unmakeable)?, &saved.answers))
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
        planners.push(planner.map_err(failed)?);
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

/// One domain after the other: what was answered for one holds for the next.
pub(crate) async fn live(
    planners: &[Planner],
    args: &WorldArgs,
    context: &Context,
) -> Result<Vec<Drawn>, Failed> {
    let world = World::of(args)?;
    let mut answers = Answers::new();
    let mut drawn = Vec::new();
    for planner in planners {
        let ask = world.for_one_domain(args);
        drawn.push(draw(planner, &ask, &mut answers, context.now).await?);
    }
    save(args, context.now, answers)?;
    Ok(drawn)
}

/// The plan of one domain, by what `ask` says.
pub(crate) async fn draw(
    planner: &Planner,
    ask: &impl Ask,
    answers: &mut Answers,
    now: Timestamp,
) -> Result<Drawn, Failed> {
    let verdict = |answers: &Answers| planner.draw(answers, now);
    let plan = drive(ask, answers, verdict).await;
    let plan = plan.map_err(|error| {
        Failed::new("error-drive-domain")
            .text("domain", &planner.desired().domain)
            .because(reason::of_drive(&error))
    })?;
    Ok(of(plan.map_err(records::unmakeable)?, answers))
}

fn save(args: &WorldArgs, now: Timestamp, answers: Answers) -> Result<(), Failed> {
    match &args.save {
        Some(path) => world::save(path, &Saved { now, answers }),
        None => Ok(()),
    }
}

/// With the provider of the zone that the domain's own records are written to.
fn of(plan: Plan, answers: &Answers) -> Drawn {
    let mut zones = plan.steps.iter().map(|step| &step.zone);
    let zone = zones.find(|zone| plan.domain.is_at_or_below(zone));
    let provider = provider(zone.unwrap_or(&plan.domain), answers);
    Drawn { plan, provider }
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
pub(crate) fn failed(error: app::plan::PlanError) -> Failed {
    match error {
        app::plan::PlanError::Ledger(error) => ledger::failed(error),
        app::plan::PlanError::Records(error) => records::unmakeable(error),
        app::plan::PlanError::Drive(error) => {
            Failed::new("error-drive").because(reason::of_drive(&error))
        }
    }
}
