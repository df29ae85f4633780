//! `mailseal remove DOMAIN`

use app::ledger::Ledger;
use app::remove::remove;

use crate::cli::args::RemoveArgs;
use crate::cli::confirm::confirmed;
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::wording::Arguments;

pub(crate) fn run(args: &RemoveArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    runtime()?.block_on(async {
        let (ledger, _) = ledger::known(&domain, context).await?;
        let keys = ledger.keys(&domain).await.map_err(ledger::failed)?;
        if !args.yes {
            let arguments = Arguments::none()
                .text("domain", domain.as_str())
                .count("count", keys.len());
            confirmed(
                &context.catalogue.say("remove-asks", &arguments),
                "remove",
                context,
            )?;
        }
        remove(&ledger, domain.clone(), context.now)
            .await
            .map_err(ledger::failed)
    })?;
    let domain = Arguments::none().text("domain", domain.as_str());
    context.print(&format!(
        "{}\n",
        context.catalogue.say("remove-done", &domain)
    ))?;
    Ok(Exit::Fine)
}
