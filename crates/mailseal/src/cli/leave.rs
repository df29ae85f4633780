//! `mailseal leave DOMAIN`

use app::leave::{LeaveError, leave, stay};
use protocols::lifecycle::Request;
use protocols::name::DomainName;

use crate::cli::args::{LeaveArgs, PlainFormat};
use crate::cli::look::{self, Look};
use crate::cli::{Exit, advance, apply, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::render::question::failure_key;
use crate::wire;

pub(crate) fn run(args: &LeaveArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let request = Request {
        confirmed: advance::confirmed(&args.confirm),
        ..Request::plain()
    };
    let status = runtime()?.block_on(async {
        let (ledger, _) = ledger::known(&domain, context).await?;
        let look = Look::of(&args.look)?;
        let ask = look.for_one_domain();
        let moved = if args.abort {
            stay(&ledger, &ask, &domain, context.now).await
        } else {
            leave(&ledger, &ask, &domain, &request, context.now).await
        };
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        moved.map_err(|error| failed(error, &domain))
    })?;
    let text = match args.format {
        PlainFormat::Text => render::lifecycle::advanced(&status, context),
        PlainFormat::Json => wire::lifecycle::advanced(&status),
    };
    context.print(&text)?;
    Ok(look::exit(&status, false))
}

/// An error of the use case in our words.
fn failed(error: LeaveError, domain: &DomainName) -> Failed {
    match error {
        LeaveError::NothingOurs => Failed::new("error-leave-nothing").text("domain", domain),
        LeaveError::NotLeaving => Failed::new("error-leave-not-leaving").text("domain", domain),
        LeaveError::NotSeen(failure) => Failed::new("error-leave-not-seen")
            .text("domain", domain)
            .because(Failed::new(failure_key(failure))),
        LeaveError::Journal(error) => apply::failed(error),
        LeaveError::Advance(error) => look::failed(error),
    }
}
