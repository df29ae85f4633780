//! `mailseal access list`

use app::ledger::Ledger;

use crate::access_file;
use crate::cli::args::{AccessListArgs, PlainFormat};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &AccessListArgs, context: &Context) -> Result<Exit, Failed> {
    let stored = runtime()?.block_on(async {
        match ledger::find(context).await? {
            Some(ledger) => ledger.accesses().await.map_err(ledger::failed),
            None => Ok(Vec::new()),
        }
    })?;
    let mut heads = match &context.access_file {
        Some(path) => access_file::read(path)?
            .into_iter()
            .map(|access| access.head)
            .collect(),
        None => Vec::new(),
    };
    for head in stored {
        if heads.iter().all(|other| other.name != head.name) {
            heads.push(head);
        }
    }
    let text = match args.format {
        PlainFormat::Text => render::access::list(&heads, context),
        PlainFormat::Json => wire::access::list(&heads),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}
