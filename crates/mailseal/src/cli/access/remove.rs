//! `mailseal access remove NAME`

use app::ledger::{Ledger, LedgerError};

use crate::cli::args::AccessRemoveArgs;
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::wording::Arguments;

pub(crate) fn run(args: &AccessRemoveArgs, context: &Context) -> Result<Exit, Failed> {
    let name = super::name(&args.name)?;
    runtime()?.block_on(async {
        let Some(ledger) = ledger::find(context).await? else {
            return Err(ledger::failed(LedgerError::NoAccess(name.clone())));
        };
        let removed = ledger.remove_access(&name).await;
        ledger.close().await;
        removed.map_err(ledger::failed)
    })?;
    let name = Arguments::none().text("name", name.as_str());
    let text = context.catalogue.say("access-removed", &name);
    context.print(&format!("{text}\n"))?;
    Ok(Exit::Fine)
}
