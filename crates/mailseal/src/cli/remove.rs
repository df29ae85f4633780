//! `mailseal remove DOMAIN`

use std::collections::BTreeSet;

use app::ledger::{Ledger, OwnedValue};
use app::remove::remove;
use protocols::rrset::RrSetKey;

use crate::cli::args::RemoveArgs;
use crate::cli::confirm::confirmed;
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::wording::Arguments;

pub(crate) fn run(args: &RemoveArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let removed = runtime()?.block_on(async {
        let (ledger, _) = ledger::known(&domain, context).await?;
        let keys = ledger.keys(&domain).await.map_err(ledger::failed)?;
        let published = ledger.owned(&domain).await.map_err(ledger::failed)?;
        if !args.yes {
            let arguments = Arguments::none()
                .text("domain", domain.as_str())
                .count("count", keys.len())
                .count("published", published.len());
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
    let words = &context.catalogue;
    let domain = Arguments::none().text("domain", domain.as_str());
    let mut text = format!("{}\n", words.say("remove-done", &domain));
    let left = removed.left_published.iter().map(OwnedValue::key);
    let left: BTreeSet<RrSetKey> = left.collect();
    if !left.is_empty() {
        text.push_str(&format!("{}\n", words.word("remove-left")));
    }
    for key in left {
        text.push_str(&format!("  {:<5} {}\n", key.kind.word(), key.owner));
    }
    context.print(&text)?;
    Ok(Exit::Fine)
}
