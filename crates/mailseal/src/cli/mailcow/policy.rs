//! `mailseal mailcow mta-sts DOMAIN`

use app::mailcow::{PolicyRow, RowFault, RowState, RowWritten, set_policy};
use protocols::domain::Purpose;
use protocols::lifecycle::advance::mail_hosts;
use protocols::lifecycle::mta_sts::MAX_AGE_SECONDS_LEAVING;
use protocols::mta_sts::{MtaStsIntent, PolicyMode};
use protocols::name::DomainName;

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
        let (policy, hosts) = match &stored.desired.purpose {
            Purpose::Mail(intent) => (intent.mta_sts.clone(), mail_hosts(&intent.mx)),
            Purpose::Parked { .. } => (None, Vec::new()),
        };
        // A row that is to go may say anything.
        let policy = policy.or_else(|| args.take_over.then(no_policy));
        let none = || Failed::new("error-mailcow-no-policy").text("domain", &domain);
        let row = row(&policy.ok_or_else(none)?, &hosts, args)?;
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

/// RFC 8461 §8.3: 'mode' none, with a small 'max_age'.
fn no_policy() -> MtaStsIntent {
    MtaStsIntent {
        mode: PolicyMode::None,
        mx: Vec::new(),
        max_age_seconds: MAX_AGE_SECONDS_LEAVING,
    }
}

fn row(
    policy: &MtaStsIntent,
    mail_hosts: &[DomainName],
    args: &MailcowMtaStsArgs,
) -> Result<PolicyRow, Failed> {
    let state = if args.take_over {
        RowState::Off
    } else {
        RowState::Served
    };
    PolicyRow::of(policy, mail_hosts, state).map_err(|fault| match fault {
        RowFault::MxTooLong { octets } => {
            Failed::new("error-mailcow-mx-too-long").count("octets", octets)
        }
        RowFault::NoMx => Failed::new("error-mailcow-no-mx"),
        RowFault::MaxAge(seconds) => Failed::new("error-mailcow-max-age").text("seconds", seconds),
    })
}
