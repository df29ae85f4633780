//! `mailseal history [DOMAIN]`

use app::ledger::{Ledger, Page, Steps};

use crate::cli::args::{HistoryArgs, PlainFormat};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &HistoryArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = args.domain.as_deref().map(input::domain).transpose()?;
    let steps = runtime()?.block_on(async {
        let Some(ledger) = ledger::find(context).await? else {
            return Ok(Vec::new());
        };
        let of = domain.map_or(Steps::All, Steps::Of);
        let page = Page::first(usize::from(args.limit));
        ledger.steps(of, page).await.map_err(ledger::failed)
    })?;
    let text = match args.format {
        PlainFormat::Text => render::history::text(&steps, context),
        PlainFormat::Json => wire::history::json(&steps, &context.catalogue),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}
