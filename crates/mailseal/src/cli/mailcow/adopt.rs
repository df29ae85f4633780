//! `mailseal mailcow adopt DOMAIN`

use app::mailcow::{AdoptError, Adopted, adopt};

use super::About;
use crate::cli::args::MailcowDomainArgs;
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::wording::Arguments;

pub(crate) fn run(args: &MailcowDomainArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let adopted = runtime()?.block_on(async {
        let (ledger, _) = ledger::known(&domain, context).await?;
        let mailcow = super::server(&args.server, About::Domain(&domain), context).await?;
        let adopted = adopt(&ledger, &mailcow, &domain, context.now).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        adopted.map_err(failed)
    })?;
    let (key, selector, exit) = match &adopted {
        Adopted::Now(key) => ("mailcow-adopted", key.selector.as_str(), Exit::Fine),
        Adopted::Before(key) => ("mailcow-adopted-before", key.selector.as_str(), Exit::Fine),
        Adopted::NoKey => ("mailcow-no-key", "", Exit::Findings),
    };
    let arguments = Arguments::none()
        .text("domain", domain.as_str())
        .text("selector", selector);
    context.print(&format!("{}\n", context.catalogue.say(key, &arguments)))?;
    Ok(exit)
}

fn failed(error: AdoptError) -> Failed {
    match error {
        AdoptError::Parked => Failed::new("error-rotate-parked"),
        AdoptError::Leaving => Failed::new("error-leaving"),
        AdoptError::OtherKey(key) => {
            Failed::new("error-mailcow-other-key").text("selector", key.selector)
        }
        AdoptError::Mailcow(error) => super::failed(&error),
        AdoptError::Ledger(error) => ledger::failed(error),
    }
}
