//! `mailseal resume [DOMAIN]`

use app::apply::{Resumed, give_up, resume, unfinished};
use app::ledger::{Step, StepId};
use protocols::name::DomainName;
use store::SqliteLedger;

use crate::cli::apply::failed_for;
use crate::cli::args::{PlainFormat, ResumeArgs};
use crate::cli::check::worse;
use crate::cli::publish::{self, Publisher};
use crate::cli::{Exit, ledger, runtime};
use crate::context::{Context, now};
use crate::failure::Failed;
use crate::{input, render, wire};

/// What became of one job that was not finished.
pub(crate) struct TakenUp {
    /// Its number.
    pub(crate) id: StepId,
    /// Its domain.
    pub(crate) domain: DomainName,
    /// What became of it, or why it was not taken up.
    pub(crate) end: Result<Ended, Failed>,
}

/// How the command left a job.
pub(crate) enum Ended {
    /// It was taken up.
    Resumed(Resumed),
    /// It was ended as it stands, as the person asked.
    CalledOff,
}

pub(crate) fn run(args: &ResumeArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = args.domain.as_deref().map(input::domain).transpose()?;
    runtime()?.block_on(async {
        let mut taken = Vec::new();
        if let Some(ledger) = ledger::find(context).await? {
            let mut steps = unfinished(&ledger).await.map_err(ledger::failed)?;
            steps.retain(|step| domain.as_ref().is_none_or(|domain| step.domain == *domain));
            taken = if args.give_up {
                call_off(&ledger, &steps).await
            } else {
                let publisher = Publisher::new(&args.live, &ledger, context).await?;
                take_up(&ledger, &publisher, &steps).await
            };
            // So that a copy of the one file is a whole backup.
            ledger.close().await;
        }
        let text = match args.format {
            PlainFormat::Text => render::apply::resumed(&taken, context),
            PlainFormat::Json => wire::apply::resumed(&taken, &context.catalogue),
        };
        context.print(&text)?;
        Ok(taken.iter().map(exit_of).fold(Exit::Fine, worse))
    })
}

/// One that cannot be taken up does not keep the others from it.
async fn take_up(ledger: &SqliteLedger, publisher: &Publisher, steps: &[Step]) -> Vec<TakenUp> {
    let mut taken = Vec::new();
    for step in steps {
        let looker = || publisher.looker();
        let (places, patience) = (&publisher.places, publisher.patience);
        let end = resume(ledger, places, looker, step, patience, now).await;
        taken.push(of(
            step,
            end.map(Ended::Resumed)
                .map_err(|error| failed_for(error, &step.domain)),
        ));
    }
    taken
}

async fn call_off(ledger: &SqliteLedger, steps: &[Step]) -> Vec<TakenUp> {
    let mut taken = Vec::new();
    for step in steps {
        let end = give_up(ledger, step, now()).await;
        taken.push(of(
            step,
            end.map(|()| Ended::CalledOff).map_err(ledger::failed),
        ));
    }
    taken
}

fn of(step: &Step, end: Result<Ended, Failed>) -> TakenUp {
    TakenUp {
        id: step.id,
        domain: step.domain.clone(),
        end,
    }
}

fn exit_of(taken: &TakenUp) -> Exit {
    match &taken.end {
        Ok(Ended::Resumed(Resumed::CarriedOut(applied, _))) => publish::exit_of(applied),
        Ok(Ended::Resumed(Resumed::Waits { .. }) | Ended::CalledOff) => Exit::Fine,
        Ok(Ended::Resumed(Resumed::Stale { .. } | Resumed::Refused { .. })) => Exit::Findings,
        Err(failed) => failed.exit(),
    }
}
