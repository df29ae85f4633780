//! `mailseal add DOMAIN`

use app::add::{AddError, AddRequest, MailRequest, SelectorNames, add, sender};
use app::keys::{NotMade, SystemKeys};
use app::ledger::LedgerError;
use app::records::to_publish;
use protocols::answers::{MxRecord, Outcome};
use protocols::dkim::{Selector, lint_selector};
use protocols::dmarc::LadderStep;
use protocols::domain::{ReportAddresses, StandingRecords, Writers};
use protocols::name::DomainName;
use protocols::report_uri::ReportUri;
use protocols::spf::Authorised;

use crate::cli::args::{AddArgs, LadderArg, PlainFormat, WorldArgs};
use crate::cli::world::evaluated;
use crate::cli::{Exit, ledger, records, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &AddArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::domain(&args.domain)?;
    // Nothing needs to be asked of the DNS for a domain that is there.
    if runtime()?
        .block_on(ledger::wanted(&domain, context))?
        .is_some()
    {
        return Err(ledger::failed(LedgerError::DomainExists(domain)));
    }
    let request = request(args, &domain, context)?;
    let desired = runtime()?.block_on(async {
        let ledger = ledger::open(context).await?;
        let added = add(&ledger, &SystemKeys, domain.clone(), request, context.now).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        added.map_err(|error| match error {
            AddError::Ledger(error) => ledger::failed(error),
            AddError::Key(NotMade) => Failed::new("error-key-not-made"),
            AddError::Selector(text) => Failed::new("error-selector").text("selector", text),
        })
    })?;
    let publish = to_publish(&desired, &StandingRecords::default()).map_err(records::unmakeable)?;
    let text = match args.format {
        PlainFormat::Json => wire::records::json(&domain, &publish),
        PlainFormat::Text => render::records::added(&domain, &publish, context),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

fn request(args: &AddArgs, domain: &DomainName, context: &Context) -> Result<AddRequest, Failed> {
    let reports = reports(args)?;
    if args.parked {
        return Ok(AddRequest::Parked {
            rua: reports.map(|given| given.dmarc).unwrap_or_default(),
        });
    }
    let mx = match args.mx.as_slice() {
        [] => standing_mx(domain, context)?,
        hosts => given_mx(hosts)?,
    };
    let senders = args
        .spf
        .iter()
        .map(|term| sender(term).ok_or_else(|| Failed::new("error-spf-term").text("term", term)));
    let senders: Vec<Authorised> = senders.collect::<Result<_, _>>()?;
    Ok(AddRequest::Mail(Box::new(MailRequest {
        mx,
        reports: reports.unwrap_or_else(|| ReportAddresses::of(domain)),
        selectors: selectors(args)?,
        senders,
        step: step(args.dmarc),
        writers: if args.mailboxes {
            Writers::People
        } else {
            Writers::Unstated
        },
    })))
}

/// Where reports are to go. Without a word a domain with mail takes them itself, and one without
/// mail cannot.
fn reports(args: &AddArgs) -> Result<Option<ReportAddresses>, Failed> {
    let Some(address) = &args.report_to else {
        return Ok(None);
    };
    let bare = address.strip_prefix("mailto:").unwrap_or(address);
    let uri = ReportUri::mailbox(bare)
        .ok_or_else(|| Failed::new("error-address").text("address", address))?;
    Ok(Some(ReportAddresses {
        dmarc: vec![uri.clone()],
        tls: vec![uri],
    }))
}

fn selectors(args: &AddArgs) -> Result<SelectorNames, Failed> {
    let Some(text) = &args.selector else {
        return Ok(SelectorNames::ByMonth);
    };
    match Selector::parse(text) {
        Some(selector) if lint_selector(text).is_empty() => Ok(SelectorNames::Given(selector)),
        Some(_) | None => Err(Failed::new("error-selector").text("selector", text)),
    }
}

fn step(step: Option<LadderArg>) -> LadderStep {
    match step {
        None | Some(LadderArg::None) => LadderStep::Monitoring,
        Some(LadderArg::QuarantineTest) => LadderStep::QuarantineTesting,
        Some(LadderArg::Quarantine) => LadderStep::Quarantine,
        Some(LadderArg::RejectTest) => LadderStep::RejectTesting,
        Some(LadderArg::Reject) => LadderStep::Reject,
    }
}

/// The hosts as typed, preferred in their order.
pub(super) fn given_mx(hosts: &[String]) -> Result<Vec<MxRecord>, Failed> {
    let mut records = Vec::new();
    for (index, host) in hosts.iter().enumerate() {
        let preference = u16::try_from((index + 1) * 10).unwrap_or(u16::MAX);
        records.push(MxRecord {
            preference,
            exchange: Some(input::domain(host)?),
        });
    }
    Ok(records)
}

/// The MX records as they are, asked of the live DNS.
fn standing_mx(domain: &DomainName, context: &Context) -> Result<Vec<MxRecord>, Failed> {
    let unknown = |reason: String| {
        Failed::new("error-mx-unknown")
            .text("domain", domain)
            .text("reason", reason)
    };
    let world = WorldArgs::default();
    let outcome = evaluated(&world, context, |answers| {
        Ok(answers.mx(domain)?.outcome.clone())
    })?;
    match outcome {
        Outcome::Records(records) => Ok(records),
        Outcome::NoData | Outcome::NxDomain => Err(unknown(context.catalogue.word("reason-no-mx"))),
        Outcome::Failed(failure) => Err(unknown(
            context
                .catalogue
                .word(render::question::failure_key(failure)),
        )),
    }
}
