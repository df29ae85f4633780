//! `mailseal remove DOMAIN`

use std::collections::BTreeSet;

use app::ledger::{Ledger, OwnedValue};
use app::remove::{Published, RemoveError, may_be_removed, remove};
use protocols::name::DomainName;
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
    let kept = if args.keep_records {
        Published::Stays
    } else {
        Published::Gone
    };
    let removed = runtime()?.block_on(async {
        let (ledger, _) = ledger::known(&domain, context).await?;
        let may = may_be_removed(&ledger, &domain, kept).await;
        may.map_err(|error| failed(error, &domain))?;
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
        let removed = remove(&ledger, domain.clone(), kept, context.now).await;
        removed.map_err(|error| failed(error, &domain))
    })?;
    let words = &context.catalogue;
    let domain = Arguments::none().text("domain", domain.as_str());
    let mut text = format!("{}\n", words.say("remove-done", &domain));
    let left = keys_of(&removed.left_published);
    if !left.is_empty() {
        text.push_str(&format!("{}\n", words.word("remove-left")));
    }
    for key in left {
        text.push_str(&format!("  {:<5} {}\n", key.kind.word(), key.owner));
    }
    context.print(&text)?;
    Ok(Exit::Fine)
}

fn keys_of(values: &[OwnedValue]) -> BTreeSet<RrSetKey> {
    values.iter().map(OwnedValue::key).collect()
}

/// An error of the use case in our words.
pub(crate) fn failed(error: RemoveError, domain: &DomainName) -> Failed {
    let published = match error {
        RemoveError::Published(published) => published,
        RemoveError::Ledger(error) => return ledger::failed(error),
    };
    let records = keys_of(&published).into_iter();
    let records: Vec<String> = records
        .map(|key| format!("{} {}", key.kind.word(), key.owner))
        .collect();
    Failed::new("error-remove-published")
        .text("domain", domain)
        .text("records", records.join(", "))
}
