//! `mailseal list`

use crate::cli::args::{ListArgs, PlainFormat};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &ListArgs, context: &Context) -> Result<Exit, Failed> {
    let domains = runtime()?.block_on(async {
        match ledger::find(context).await? {
            Some(ledger) => ledger::all(&ledger).await,
            None => Ok(Vec::new()),
        }
    })?;
    let text = match args.format {
        PlainFormat::Text => render::stored::list(&domains, context),
        PlainFormat::Json => wire::stored::list(&domains),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}
