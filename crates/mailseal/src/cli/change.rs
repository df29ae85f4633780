//! `mailseal change DOMAIN`

use app::add::sender;
use app::change::{ChangeError, Wish, change};
use app::ledger::LedgerError;
use protocols::dmarc::AlignmentMode;
use protocols::domain::Writers;
use protocols::name::DomainName;
use protocols::report_uri::ReportUri;
use protocols::spf::Others;
use protocols::spf::record::Mechanism;

use crate::cli::args::{
    AlignmentArg, ChangeArgs, ChangeAskedArgs, OthersArg, PlainFormat, WritersArg,
};
use crate::cli::{Exit, add, ledger, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::{input, render, wire};

/// What is typed for no address and no host.
const NONE: &str = "none";

pub(crate) fn run(args: &ChangeArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::full_domain(&args.domain)?;
    let wishes = wishes(&args.asked, &domain)?;
    let changed = runtime()?.block_on(async {
        let unknown = || ledger::failed(LedgerError::NoDomain(domain.clone()));
        let ledger = ledger::find(context).await?.ok_or_else(unknown)?;
        let changed = change(&ledger, &domain, &wishes, context.now).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        changed.map_err(failed)
    })?;
    let text = match args.format {
        PlainFormat::Text => render::changed::text(&changed, context)?,
        PlainFormat::Json => wire::changed::json(&changed)?,
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

/// What was typed as wishes, in an order in which none undoes another: what is dropped first.
pub(crate) fn wishes(asked: &ChangeAskedArgs, domain: &DomainName) -> Result<Vec<Wish>, Failed> {
    let mut wishes = Vec::new();
    for text in &asked.no_spf {
        let term = Mechanism::parse(text).filter(|term| *term != Mechanism::All);
        let term = term.ok_or_else(|| Failed::new("error-spf-drop").text("term", text))?;
        wishes.push(Wish::Drop(term));
    }
    for text in &asked.spf {
        let sender = sender(text);
        let sender = sender.ok_or_else(|| Failed::new("error-spf-term").text("term", text))?;
        wishes.push(Wish::Allow(sender));
    }
    wishes.extend(
        asked
            .others
            .map(|others| Wish::Others(self::others(others))),
    );
    wishes.extend(reports(&asked.dmarc_reports)?.map(Wish::DmarcReports));
    wishes.extend(reports(&asked.tls_reports)?.map(Wish::TlsReports));
    wishes.extend(asked.adkim.map(|mode| Wish::Adkim(alignment(mode))));
    wishes.extend(asked.aspf.map(|mode| Wish::Aspf(alignment(mode))));
    wishes.extend(asked.writers.map(|who| {
        Wish::Writers(match who {
            WritersArg::People => Writers::People,
            WritersArg::Unstated => Writers::Unstated,
        })
    }));
    if let Some(text) = &asked.policy_host {
        wishes.push(Wish::PolicyHost(policy_host(text, domain)?));
    }
    Ok(wishes)
}

/// Why nothing was changed, in our words.
pub(crate) fn failed(error: ChangeError) -> Failed {
    match error {
        ChangeError::Parked(domain) => Failed::new("error-change-parked").text("domain", domain),
        ChangeError::Leaving => Failed::new("error-leaving"),
        ChangeError::Ledger(error) => ledger::failed(error),
    }
}

/// `None` where nothing was typed; nothing in it where `none` was.
fn reports(texts: &[String]) -> Result<Option<Vec<ReportUri>>, Failed> {
    if texts.is_empty() {
        return Ok(None);
    }
    let named = texts.iter().filter(|text| *text != NONE);
    let uris = named.map(|text| {
        let bare = text.strip_prefix("mailto:").unwrap_or(text);
        let uri = ReportUri::mailbox(bare);
        uri.ok_or_else(|| Failed::new("error-address").text("address", text))
    });
    Ok(Some(uris.collect::<Result<_, _>>()?))
}

fn policy_host(text: &str, domain: &DomainName) -> Result<Option<DomainName>, Failed> {
    if text == NONE {
        return Ok(None);
    }
    add::policy_host(text, domain).map(Some)
}

fn others(others: OthersArg) -> Others {
    match others {
        OthersArg::Fail => Others::Fail,
        OthersArg::Softfail => Others::SoftFail,
        OthersArg::Neutral => Others::Neutral,
    }
}

fn alignment(mode: AlignmentArg) -> AlignmentMode {
    match mode {
        AlignmentArg::Relaxed => AlignmentMode::Relaxed,
        AlignmentArg::Strict => AlignmentMode::Strict,
    }
}
