//! `mailseal add DOMAIN`

use app::add::{AddError, AddRequest, MailRequest, MxSource, SelectorNames, add, sender};
use app::keys::{NotMade, SystemKeys};
use app::ledger::LedgerError;
use app::records::{ToPublish, to_publish};
use protocols::answers::{Failure, MxRecord};
use protocols::dkim::{Selector, lint_selector};
use protocols::dmarc::LadderStep;
use protocols::domain::in_force::Seen;
use protocols::domain::{
    Desired, InForce, RecordsError, ReportAddresses, Role, StandingRecords, Writers,
};
use protocols::mta_sts;
use protocols::name::DomainName;
use protocols::report_uri::ReportUri;
use protocols::spf::Authorised;
use protocols::time::Timestamp;

use crate::cli::args::{AddArgs, AddAskedArgs, LadderArg, PlainFormat};
use crate::cli::world::evaluated;
use crate::cli::{Exit, ledger, records, runtime};
use crate::context::Context;
use crate::failure::Failed;
use crate::input;
use crate::render;
use crate::wire;

pub(crate) fn run(args: &AddArgs, context: &Context) -> Result<Exit, Failed> {
    let domain = input::full_domain(&args.domain)?;
    // Nothing needs to be asked of the DNS for a domain that is there.
    if runtime()?
        .block_on(ledger::wanted(&domain, context))?
        .is_some()
    {
        return Err(ledger::failed(LedgerError::DomainExists(domain)));
    }
    let asked = Asked::of(&args.asked, &domain)?;
    let in_force = in_force(args, &domain, &asked, context)?;
    let request = request(asked, &domain, &in_force)?;
    let added = runtime()?.block_on(async {
        let ledger = ledger::open(context).await?;
        let (taken, now) = (domain.clone(), context.now);
        let added = add(&ledger, &SystemKeys, taken, request, &in_force, now).await;
        // So that a copy of the one file is a whole backup.
        ledger.close().await;
        added.map_err(|error| failed(error, &domain))
    })?;
    let publish = publish(&added.desired, &in_force)?;
    let text = match args.format {
        PlainFormat::Json => wire::records::added(&domain, &publish, &added),
        PlainFormat::Text => render::added::text(&domain, &publish, &added, context),
    };
    context.print(&text)?;
    Ok(Exit::Fine)
}

/// What was typed, read before anything is asked.
pub(crate) struct Asked {
    has_mail: HasMail,
    step: Option<LadderStep>,
    writers: Writers,
    senders: Vec<Authorised>,
    mx: Vec<MxRecord>,
    reports: Option<ReportAddresses>,
    selectors: SelectorNames,
    adopted: Vec<Selector>,
    policy_host: Option<DomainName>,
}

/// Whether a domain is taken in to send and get mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HasMail {
    Yes,
    No,
}

impl Asked {
    /// Reads it.
    pub(crate) fn of(args: &AddAskedArgs, domain: &DomainName) -> Result<Asked, Failed> {
        let senders = args.spf.iter().map(|term| {
            sender(term).ok_or_else(|| Failed::new("error-spf-term").text("term", term))
        });
        let policy_host = args.policy_host.as_deref();
        let policy_host = policy_host.map(|text| self::policy_host(text, domain));
        let adopted = args.adopt_selector.iter().map(|text| selector(text));
        Ok(Asked {
            has_mail: if args.parked {
                HasMail::No
            } else {
                HasMail::Yes
            },
            step: args.dmarc.map(step),
            writers: if args.mailboxes {
                Writers::People
            } else {
                Writers::Unstated
            },
            senders: senders.collect::<Result<_, _>>()?,
            mx: given_mx(&args.mx)?,
            reports: reports(args)?,
            selectors: selectors(args)?,
            adopted: adopted.collect::<Result<_, _>>()?,
            policy_host: policy_host.transpose()?,
        })
    }

    /// The selectors whose records are looked at before any key is made.
    pub(crate) fn selectors(
        &self,
        domain: &DomainName,
        now: Timestamp,
    ) -> Result<Vec<Selector>, Failed> {
        let mut selectors = self.adopted.clone();
        match self.has_mail {
            HasMail::No => {}
            HasMail::Yes => {
                let ours = app::add::selectors(&self.selectors, now);
                selectors.extend(ours.map_err(|error| failed(error, domain))?);
            }
        }
        Ok(selectors)
    }
}

/// The host that serves the policy. Its name may not be the one that becomes the alias: RFC 1034
/// §3.6.2 has resolvers signal a loop 'as an error'.
pub(crate) fn policy_host(text: &str, domain: &DomainName) -> Result<DomainName, Failed> {
    let host = input::full_domain(text)?;
    if mta_sts::fetch::policy_host(domain).as_ref() == Ok(&host) {
        return Err(Failed::new("error-policy-host-itself").text("host", host));
    }
    Ok(host)
}

/// The order, with what stands where nothing was said.
pub(crate) fn request(
    asked: Asked,
    domain: &DomainName,
    in_force: &InForce,
) -> Result<AddRequest, Failed> {
    if asked.has_mail == HasMail::No {
        return Ok(AddRequest::Parked {
            rua: asked.reports.map(|given| given.dmarc),
        });
    }
    let (mx, mx_source) = if asked.mx.is_empty() {
        (standing_mx(domain, in_force)?, MxSource::Standing)
    } else {
        (asked.mx, MxSource::Given)
    };
    Ok(AddRequest::Mail(Box::new(MailRequest {
        mx,
        mx_source,
        reports: asked.reports,
        selectors: asked.selectors,
        adopted: asked.adopted,
        senders: asked.senders,
        step: asked.step,
        writers: asked.writers,
        policy_host: asked.policy_host,
    })))
}

/// Looks at what is in force. Without a network nothing is; whoever wants to take a domain in all
/// the same is told what could not be looked at.
fn in_force(
    args: &AddArgs,
    domain: &DomainName,
    asked: &Asked,
    context: &Context,
) -> Result<InForce, Failed> {
    let selectors = asked.selectors(domain, context.now)?;
    let mut world = args.world.clone();
    world.timeout = Some(world.timeout.unwrap_or(records::LOOK_SECONDS));
    let seen = evaluated(&world, context, |answers| {
        InForce::of(domain, &selectors, answers, context.now)
    });
    match seen {
        Err(error) if error.is("error-network") => Ok(InForce::not_looked(Failure::NoRoute)),
        seen => seen,
    }
}

/// What to publish, merged with what stands. Into an SPF record with syntax errors nothing can be
/// merged: it is left out, and `taken over` shows the one that stands.
pub(crate) fn publish(desired: &Desired, in_force: &InForce) -> Result<ToPublish, Failed> {
    let nothing = StandingRecords::default();
    let standing = in_force.records.as_ref().unwrap_or(&nothing);
    match to_publish(desired, standing) {
        Err(RecordsError::StandingSpf(_)) => {
            let mut publish = to_publish(desired, &nothing).map_err(records::unmakeable)?;
            publish.records.retain(|record| record.role != Role::Spf);
            Ok(publish)
        }
        publish => publish.map_err(records::unmakeable),
    }
}

/// Why a domain was not taken in, in our words.
pub(crate) fn failed(error: AddError, domain: &DomainName) -> Failed {
    match error {
        AddError::Ledger(error) => ledger::failed(error),
        AddError::Key(NotMade) => Failed::new("error-key-not-made"),
        AddError::Selector(text) => Failed::new("error-selector").text("selector", text),
        AddError::SelectorStands(selector) => Failed::new("error-selector-stands")
            .text("selector", selector.as_str())
            .text("domain", domain),
    }
}

/// Where reports are to go. Without a word a domain with mail takes them itself, and one without
/// mail cannot.
fn reports(args: &AddAskedArgs) -> Result<Option<ReportAddresses>, Failed> {
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

fn selectors(args: &AddAskedArgs) -> Result<SelectorNames, Failed> {
    match &args.selector {
        None => Ok(SelectorNames::ByMonth),
        Some(text) => Ok(SelectorNames::Given(selector(text)?)),
    }
}

fn selector(text: &str) -> Result<Selector, Failed> {
    match Selector::parse(text) {
        Some(selector) if lint_selector(text).is_empty() => Ok(selector),
        Some(_) | None => Err(Failed::new("error-selector").text("selector", text)),
    }
}

fn step(step: LadderArg) -> LadderStep {
    match step {
        LadderArg::None => LadderStep::Monitoring,
        LadderArg::QuarantineTest => LadderStep::QuarantineTesting,
        LadderArg::Quarantine => LadderStep::Quarantine,
        LadderArg::RejectTest => LadderStep::RejectTesting,
        LadderArg::Reject => LadderStep::Reject,
    }
}

/// The hosts as typed, preferred in their order.
pub(super) fn given_mx(hosts: &[String]) -> Result<Vec<MxRecord>, Failed> {
    let mut records = Vec::new();
    for (index, host) in hosts.iter().enumerate() {
        let preference = u16::try_from((index + 1) * 10).unwrap_or(u16::MAX);
        records.push(MxRecord {
            preference,
            exchange: Some(input::full_domain(host)?),
        });
    }
    Ok(records)
}

/// The MX records as they are.
fn standing_mx(domain: &DomainName, in_force: &InForce) -> Result<Vec<MxRecord>, Failed> {
    let reason = match &in_force.mx {
        Seen::InForce(records) => return Ok(records.clone()),
        Seen::Nothing => "reason-no-mx",
        Seen::Unknown(failure) => render::question::failure_key(*failure),
    };
    Err(Failed::new("error-mx-unknown")
        .text("domain", domain)
        .because(Failed::new(reason)))
}
