//! `mailseal mailcow import-key DOMAIN`

use app::mailcow::{ImportError, KeyToImport, import_key};

use super::About;
use crate::cli::args::MailcowImportArgs;
use crate::cli::look::{self, Look};
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render::lifecycle::moment;
use crate::wording::Arguments;

pub(crate) fn run(args: &MailcowImportArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let which = match &args.selector {
        None => KeyToImport::Next,
        Some(text) => KeyToImport::Of(input::selector(text)?),
    };
    let imported = runtime()?.block_on(async {
        let (ledger, _) = ledger::known(&domain, context).await?;
        let mailcow = super::server(&args.server, About::Domain(&domain), context).await?;
        let look = Look::of(&args.look)?;
        let ask = look.for_one_domain();
        let imported = import_key(&ledger, &ask, &mailcow, &domain, &which, context.now).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        imported.map_err(|error| failed(error, &domain.to_string()))
    })?;
    let arguments = Arguments::none()
        .text("domain", domain.as_str())
        .text("selector", imported.selector.as_str());
    let words = &context.catalogue;
    let mut text = format!("{}\n", words.say("mailcow-imported", &arguments));
    if let Some(before) = &imported.before {
        let arguments = arguments.text("before", before.as_str());
        text.push_str(&match imported.kept_until {
            Some(until) => words.say(
                "mailcow-before-kept",
                &arguments.text("until", moment(until)),
            ),
            None => words.say("mailcow-before", &arguments),
        });
        text.push('\n');
    }
    context.print(&text)?;
    Ok(Exit::Fine)
}

fn failed(error: ImportError, domain: &str) -> Failed {
    match error {
        ImportError::NoRsaKey => Failed::new("error-mailcow-no-rsa").text("domain", domain),
        ImportError::NotVisible(selector, _) => Failed::new("error-mailcow-not-visible")
            .text("domain", domain)
            .text("selector", selector),
        ImportError::Over(selector) => Failed::new("error-mailcow-over").text("selector", selector),
        ImportError::NoSuchDomain => Failed::new("error-mailcow-no-domain").text("domain", domain),
        ImportError::NotTaken(error) => {
            Failed::new("error-mailcow-not-taken").because(super::failed(&error))
        }
        ImportError::Lost(error) => Failed::new("error-mailcow-lost")
            .text("domain", domain)
            .because(super::failed(&error)),
        ImportError::Unknown(error) => Failed::new("error-mailcow-unknown")
            .text("domain", domain)
            .because(super::failed(&error)),
        ImportError::Mailcow(error) => super::failed(&error),
        ImportError::Advance(error) => look::failed(error),
        ImportError::Ledger(error) => ledger::failed(error),
    }
}
