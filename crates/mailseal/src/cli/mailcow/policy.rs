//! `mailseal mailcow mta-sts DOMAIN`

use app::mailcow::{PolicyRow, RowFault, RowState, RowWritten, set_policy};
use protocols::domain::Purpose;
use protocols::mta_sts::MtaStsIntent;

use super::About;
use crate::cli::args::MailcowMtaStsArgs;
use crate::cli::{Exit, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::wording::Arguments;

pub(crate) fn run(args: &MailcowMtaStsArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    let (row, written) = runtime()?.block_on(async {
        let (_, stored) = ledger::known(&domain, context).await?;
        let intent = match &stored.desired.purpose {
            Purpose::Mail(intent) => intent.mta_sts.as_ref(),
            Purpose::Parked { .. } => None,
        };
        let none = || Failed::new("error-mailcow-no-policy").text("domain", &domain);
        let row = row(intent.ok_or_else(none)?, args)?;
        let mailcow = super::server(&args.server, About::Domain(&domain), context).await?;
        let written = set_policy(&mailcow, &domain, &row).await;
        Ok((row, written.map_err(|error| super::failed(&error))?))
    })?;
    let (key, next) = match (row.state, written) {
        (RowState::Served, RowWritten::Added) => ("mailcow-row-added", "mailcow-row-next"),
        (RowState::Served, RowWritten::Edited) => ("mailcow-row-edited", "mailcow-row-next"),
        (RowState::Off, RowWritten::Added | RowWritten::Edited) => {
            ("mailcow-row-off", "mailcow-row-off-next")
        }
    };
    let arguments = Arguments::none()
        .text("domain", domain.as_str())
        .text("mode", row.mode.to_string())
        .text("mx", &row.mx)
        .text("seconds", row.max_age_seconds.to_string());
    let words = &context.catalogue;
    let text = format!(
        "{}\n{}\n",
        words.say(key, &arguments),
        words.say(next, &arguments)
    );
    context.print(&text)?;
    Ok(Exit::Fine)
}

fn row(intent: &MtaStsIntent, args: &MailcowMtaStsArgs) -> Result<PolicyRow, Failed> {
    let state = if args.take_over {
        RowState::Off
    } else {
        RowState::Served
    };
    PolicyRow::of(intent, state).map_err(|fault| match fault {
        RowFault::MxTooLong { octets } => {
            Failed::new("error-mailcow-mx-too-long").count("octets", octets)
        }
        RowFault::NoMx => Failed::new("error-mailcow-no-mx"),
        RowFault::MaxAge(seconds) => Failed::new("error-mailcow-max-age").text("seconds", seconds),
    })
}
