//! `mailseal remove DOMAIN`

use std::io::{BufRead, IsTerminal};
use std::path::Path;

use app::ledger::Ledger;
use app::remove::remove;

use crate::cli::args::RemoveArgs;
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::reason;
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
            confirmed(&context.catalogue.say("remove-asks", &arguments), context)?;
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

/// Asks on the terminal; anything but a yes is a no.
fn confirmed(question: &str, context: &Context) -> Result<(), Failed> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Err(Failed::new("error-not-asked").text("what", "remove"));
    }
    context.print_error(&format!("{question} "));
    let mut line = String::new();
    let read = stdin.lock().read_line(&mut line);
    read.map_err(|e| {
        Failed::new("error-read")
            .file(Path::new("-"))
            .because(reason::of_io(&e))
    })?;
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" | "j" | "ja" => Ok(()),
        _ => Err(Failed::new("error-declined")),
    }
}
