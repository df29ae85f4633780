//! `mailseal undo STEP`

use app::apply::{carry_out, start_undo, undo};
use app::ledger::StepId;

use crate::cli::apply::failed;
use crate::cli::args::{PlainFormat, UndoArgs};
use crate::cli::confirm::confirmed;
use crate::cli::publish::{self, Publisher};
use crate::cli::{Exit, ledger, runtime};
use crate::context::{Context, now};
use crate::failure::Failed;
use crate::wording::Arguments;
use crate::{render, wire};

pub(crate) fn run(args: &UndoArgs, context: &Context) -> Result<Exit, Failed> {
    runtime()?.block_on(async {
        let id = StepId(args.step);
        let ledger = ledger::find(context).await?;
        let ledger = ledger.ok_or_else(|| Failed::new("error-no-job").count("step", id.0))?;
        let publisher = Publisher::new(&args.live, &ledger, context).await?;
        let (job, refused) = undo(&ledger, &publisher.places, id).await.map_err(failed)?;
        if args.format == PlainFormat::Text {
            context.print(&render::apply::undo_plan(&job, &refused, context))?;
        }
        let rest = if refused.is_empty() {
            Exit::Fine
        } else {
            Exit::Findings
        };
        if job.changes.is_empty() {
            if args.format == PlainFormat::Json {
                context.print(&wire::apply::undone(None, &refused, &context.catalogue))?;
            }
            return Ok(rest);
        }
        if !args.yes {
            let count = Arguments::none().count("count", job.changes.len());
            confirmed(
                &context.catalogue.say("apply-asks", &count),
                "undo",
                context,
            )?;
        }
        let id = start_undo(&ledger, &job, now()).await.map_err(failed)?;
        let looker = || publisher.looker();
        let (places, patience) = (&publisher.places, publisher.patience);
        let carried = carry_out(&ledger, places, looker, id, job, patience, now).await;
        let carried = carried.map_err(failed)?;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        let text = match args.format {
            PlainFormat::Text => render::apply::job(&carried.0, &carried.1, context),
            PlainFormat::Json => wire::apply::undone(Some(&carried), &refused, &context.catalogue),
        };
        context.print(&text)?;
        Ok(crate::cli::check::worse(publish::exit_of(&carried.0), rest))
    })
}
