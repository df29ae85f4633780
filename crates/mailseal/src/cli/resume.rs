//! `mailseal resume [DOMAIN]`

use app::apply::{Resumed, resume, unfinished};

use crate::cli::apply::failed;
use crate::cli::args::{PlainFormat, ResumeArgs};
use crate::cli::check::worse;
use crate::cli::publish::{self, Publisher};
use crate::cli::{Exit, ledger, runtime};
use crate::context::{Context, now};
use crate::failure::Failed;
use crate::{input, render, wire};

pub(crate) fn run(args: &ResumeArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = args.domain.as_deref().map(input::domain).transpose()?;
    runtime()?.block_on(async {
        let mut resumed = Vec::new();
        if let Some(ledger) = ledger::find(context).await? {
            let publisher = Publisher::new(&args.live, &ledger, context).await?;
            let mut steps = unfinished(&ledger).await.map_err(failed)?;
            steps.retain(|step| domain.as_ref().is_none_or(|domain| step.domain == *domain));
            for step in &steps {
                let looker = || publisher.looker();
                let (places, patience) = (&publisher.places, publisher.patience);
                let one = resume(&ledger, places, looker, step, patience, now).await;
                resumed.push(one.map_err(failed)?);
            }
            // So that a copy of the one file is a whole backup.
            ledger.close().await;
        }
        let text = match args.format {
            PlainFormat::Text => render::apply::resumed(&resumed, context),
            PlainFormat::Json => wire::apply::resumed(&resumed, &context.catalogue),
        };
        context.print(&text)?;
        Ok(resumed.iter().map(exit_of).fold(Exit::Fine, worse))
    })
}

fn exit_of(resumed: &Resumed) -> Exit {
    match resumed {
        Resumed::CarriedOut(applied, _) => publish::exit_of(applied),
        Resumed::Waits { .. } => Exit::Fine,
        Resumed::Stale { .. } => Exit::Findings,
    }
}
