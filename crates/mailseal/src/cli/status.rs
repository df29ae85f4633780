//! `mailseal status [DOMAIN]`

use app::advance::status_many;

use crate::cli::args::{PlainFormat, StatusArgs};
use crate::cli::look::{self, Look};
use crate::cli::publish::{self, PARALLEL};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;
use app::machines;

pub(crate) fn run(args: &StatusArgs, context: &Context) -> Result<Exit, Failed> {
    let asked = args.domain.as_deref().map(input::domain).transpose()?;
    let statuses = runtime()?.block_on(async {
        let domains = match &asked {
            Some(domain) => {
                ledger::known(domain, context).await?;
                vec![domain.clone()]
            }
            None => ledger::all_wanted(context)
                .await?
                .into_keys()
                .collect::<Vec<_>>(),
        };
        let Some(ledger) = ledger::find(context).await? else {
            return Ok(Vec::new());
        };
        let look = Look::of(&args.look)?;
        let progress = publish::progress("status-progress", domains.len(), context);
        let ask_of = || look.for_one_domain();
        let each = || progress.inc(1);
        let statuses = status_many(&ledger, &domains, PARALLEL, ask_of, context.now, each).await;
        progress.finish_and_clear();
        let statuses = statuses
            .into_iter()
            .map(|status| status.map_err(look::failed));
        statuses.collect::<Result<Vec<_>, Failed>>()
    })?;
    let text = match args.format {
        PlainFormat::Json => wire::lifecycle::statuses(&statuses),
        PlainFormat::Text if statuses.is_empty() => render::stored::list(&[], context),
        PlainFormat::Text => {
            let texts = statuses
                .iter()
                .map(|status| render::lifecycle::status(status, context));
            texts.collect::<Vec<_>>().join("\n")
        }
    };
    context.print(&text)?;
    let exits = statuses.iter().map(|status| {
        let may_move = !machines::moved(&status.next).is_empty();
        look::exit(status, may_move)
    });
    Ok(worst(exits))
}

/// A domain worth attention counts before one that could not be seen.
fn worst(exits: impl Iterator<Item = Exit>) -> Exit {
    let exits: Vec<Exit> = exits.collect();
    [Exit::Findings, Exit::Unknown]
        .into_iter()
        .find(|exit| exits.contains(exit))
        .unwrap_or(Exit::Fine)
}
