//! The records that say what the owner wants, in the order in which they are published.

use std::fmt;

use crate::answers::{Answers, Failure, MxRecord, Need, Outcome};
use crate::assessment::ProtectionKind;
use crate::dkim::build::revoke_every_selector;
use crate::dmarc::DmarcIntent;
use crate::mta_sts::build::BuildError;
use crate::mta_sts::fetch::policy_host;
use crate::name::{DomainName, NameError};
use crate::published::{Publication, PublishedData, TTL_SECONDS_DEFAULT};
use crate::report_uri::ReportUri;
use crate::spf::{MergeRefused, Selection, SpfIntent, merge, merge_standing, select};

use super::desired::{Desired, DesiredTlsa, MailIntent, Purpose};

/// What a planned record is for. In this order they are published: what only reports or proves
/// comes before what receivers act on, and MTA-STS announces a policy when its host has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// TLS reports.
    TlsRpt,
    /// Another domain's consent to DMARC reports (RFC 9990 §4); it stands in that domain's zone.
    ReportConsent,
    /// A DKIM key.
    DkimKey,
    /// SPF.
    Spf,
    /// DMARC.
    Dmarc,
    /// The name of the MTA-STS policy host.
    PolicyHost,
    /// The MTA-STS record; to be published when the policy is served (RFC 8461 §8.1).
    MtaSts,
    /// A TLSA record of an MX host.
    Tlsa,
    /// The null MX of a parked domain.
    NullMx,
    /// The revocation of every DKIM key of a parked domain.
    KeyRevocation,
}

impl Role {
    /// The protection it is part of.
    pub fn protection(self) -> ProtectionKind {
        match self {
            Role::TlsRpt => ProtectionKind::TlsRpt,
            Role::ReportConsent | Role::Dmarc => ProtectionKind::Dmarc,
            Role::DkimKey | Role::KeyRevocation => ProtectionKind::Dkim,
            Role::Spf => ProtectionKind::Spf,
            Role::PolicyHost | Role::MtaSts => ProtectionKind::MtaSts,
            Role::Tlsa => ProtectionKind::Dane,
            Role::NullMx => ProtectionKind::Mail,
        }
    }

    /// As programs and the journal have it; it never changes and is in no language.
    pub fn code(self) -> &'static str {
        match self {
            Role::TlsRpt => "tls-rpt",
            Role::ReportConsent => "report-consent",
            Role::DkimKey => "dkim-key",
            Role::Spf => "spf",
            Role::Dmarc => "dmarc",
            Role::PolicyHost => "policy-host",
            Role::MtaSts => "mta-sts",
            Role::Tlsa => "tlsa",
            Role::NullMx => "null-mx",
            Role::KeyRevocation => "key-revocation",
        }
    }

    /// Its name in short, the same in every language: the record or protocol it belongs to.
    pub fn word(self) -> &'static str {
        match self {
            Role::TlsRpt => "TLS-RPT",
            Role::ReportConsent => "DMARC",
            Role::DkimKey | Role::KeyRevocation => "DKIM",
            Role::Spf => "SPF",
            Role::Dmarc => "DMARC",
            Role::PolicyHost | Role::MtaSts => "MTA-STS",
            Role::Tlsa => "DANE",
            Role::NullMx => "MX",
        }
    }

    /// The catalogue key of the words that say why the record is there.
    pub fn why(self) -> &'static str {
        match self {
            Role::TlsRpt => "record-why-tls-rpt",
            Role::ReportConsent => "record-why-report-consent",
            Role::DkimKey => "record-why-dkim-key",
            Role::Spf => "record-why-spf",
            Role::Dmarc => "record-why-dmarc",
            Role::PolicyHost => "record-why-policy-host",
            Role::MtaSts => "record-why-mta-sts",
            Role::Tlsa => "record-why-tlsa",
            Role::NullMx => "record-why-null-mx",
            Role::KeyRevocation => "record-why-key-revocation",
        }
    }
}

/// One record to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRecord {
    /// What it is for; also its place in the order.
    pub role: Role,
    /// The record.
    pub publication: Publication,
}

/// The records that stand already and must be taken into account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StandingRecords {
    /// SPF.
    pub spf: StandingSpf,
}

/// The SPF record that stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum StandingSpf {
    /// None, or nobody looked.
    #[default]
    Absent,
    /// This one: what the owner wants is merged into it.
    One(String),
    /// Several, which count for nothing (RFC 7208 §4.5): one takes their place.
    Several(Vec<String>),
}

/// Why the records of a desired state cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordsError {
    /// An owner name would not fit the DNS.
    Name(NameError),
    /// The MTA-STS policy or a name of it cannot be.
    MtaSts(BuildError),
    /// The SPF record that stands has syntax errors: it is repaired first, for whatever is merged
    /// into it would count for nothing.
    StandingSpf(MergeRefused),
}

impl fmt::Display for RecordsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RecordsError::Name(error) => write!(f, "{error}"),
            RecordsError::MtaSts(error) => write!(f, "{error}"),
            RecordsError::StandingSpf(_) => {
                f.write_str("the standing SPF record has syntax errors")
            }
        }
    }
}

impl std::error::Error for RecordsError {}

impl From<NameError> for RecordsError {
    fn from(error: NameError) -> RecordsError {
        RecordsError::Name(error)
    }
}

impl StandingRecords {
    /// What stands at the domain now. Fails with the failure where it could not be asked: nothing
    /// may be planned then, since a second SPF record would make both worthless.
    ///
    /// May ask: TXT of the domain.
    pub fn of(
        domain: &DomainName,
        answers: &Answers,
    ) -> Result<Result<StandingRecords, Failure>, Need> {
        let records = match &answers.txt(domain)?.outcome {
            Outcome::Records(records) => records.as_slice(),
            Outcome::NoData | Outcome::NxDomain => &[],
            Outcome::Failed(failure) => return Ok(Err(*failure)),
        };
        let spf = match select(records) {
            Selection::None => StandingSpf::Absent,
            Selection::One(text) => StandingSpf::One(text),
            Selection::Several(texts) => StandingSpf::Several(texts),
        };
        Ok(Ok(StandingRecords { spf }))
    }
}

/// The records that say what the owner wants, in the order of [`Role`].
///
/// SPF is merged into the record that stands; everything else is published as it is wanted. MX
/// records are not among them, nor the addresses of hosts: whoever runs the hosts publishes those. Of a
/// domain on its way out these are the records that are not let go yet.
pub fn records(
    desired: &Desired,
    standing: &StandingRecords,
) -> Result<Vec<PlannedRecord>, RecordsError> {
    let mut planned = match &desired.purpose {
        Purpose::Mail(intent) => mail(&desired.domain, intent, standing)?,
        Purpose::Parked { rua } => parked(&desired.domain, rua)?,
    };
    planned.extend(policy_alias(desired)?);
    if let Some(departure) = &desired.remembered.departure {
        planned.retain(|record| !departure.let_go.contains(&record.role));
    }
    planned.sort_by_key(|record| record.role);
    Ok(planned)
}

fn mail(
    domain: &DomainName,
    intent: &MailIntent,
    standing: &StandingRecords,
) -> Result<Vec<PlannedRecord>, RecordsError> {
    let mut planned = vec![plan(
        Role::Spf,
        senders(domain, &intent.spf, &standing.spf)?,
    )];
    for key in &intent.keys {
        planned.push(plan(Role::DkimKey, key.publication(domain)?));
    }
    planned.extend(dmarc(domain, &intent.dmarc)?);
    if let Some(tls_rpt) = &intent.tls_rpt {
        planned.push(plan(Role::TlsRpt, tls_rpt.publication(domain)?));
    }
    if let Some(mta_sts) = &intent.mta_sts {
        let parts = mta_sts.publication(domain).map_err(RecordsError::MtaSts)?;
        planned.push(plan(Role::MtaSts, parts.record));
    }
    for tlsa in &intent.tlsa {
        planned.push(plan(Role::Tlsa, pin(tlsa)?));
    }
    Ok(planned)
}

/// The name of the policy host. It stays when the record goes, until no resolver has the record any
/// more.
fn policy_alias(desired: &Desired) -> Result<Option<PlannedRecord>, NameError> {
    let Purpose::Mail(intent) = &desired.purpose else {
        return Ok(None);
    };
    let target = intent.policy_host.as_ref();
    let Some(target) = target.filter(|_| desired.has_mta_sts()) else {
        return Ok(None);
    };
    let host = policy_host(&desired.domain)?;
    Ok(Some(plan(Role::PolicyHost, alias(host, target))))
}

/// The SPF record: the wanted one, or what stands with the wanted senders merged into it.
fn senders(
    domain: &DomainName,
    intent: &SpfIntent,
    standing: &StandingSpf,
) -> Result<Publication, RecordsError> {
    let refused = RecordsError::StandingSpf;
    let one = match standing {
        StandingSpf::Absent => return Ok(intent.publication(domain)),
        StandingSpf::One(text) => text.clone(),
        StandingSpf::Several(texts) => {
            let record = merge_standing(domain, texts).map_err(refused)?;
            record.to_string()
        }
    };
    let merged = merge(domain, &one, intent).map_err(refused)?;
    Ok(Publication::txt(domain.clone(), merged.text))
}

fn parked(domain: &DomainName, rua: &[ReportUri]) -> Result<Vec<PlannedRecord>, RecordsError> {
    let intent = DmarcIntent::Parked { rua: rua.to_vec() };
    let mut planned = vec![
        plan(Role::Spf, Publication::txt(domain.clone(), "v=spf1 -all")),
        plan(Role::NullMx, null_mx(domain)),
        plan(Role::KeyRevocation, revoke_every_selector(domain)?),
    ];
    planned.extend(dmarc(domain, &intent)?);
    Ok(planned)
}

fn dmarc(domain: &DomainName, intent: &DmarcIntent) -> Result<Vec<PlannedRecord>, NameError> {
    let mut planned = vec![plan(Role::Dmarc, intent.publication(domain)?)];
    let consents = intent.authorizations(domain)?.into_iter();
    planned.extend(consents.map(|consent| plan(Role::ReportConsent, consent)));
    Ok(planned)
}

/// RFC 7505 §3: 'a single MX RR […] with RDATA consisting of preference number 0 and a zero-length
/// label, written in master files as ".", as the exchange domain'.
pub(super) fn null_mx(domain: &DomainName) -> Publication {
    Publication {
        owner: domain.clone(),
        ttl_seconds: TTL_SECONDS_DEFAULT,
        data: PublishedData::Mx(MxRecord {
            preference: 0,
            exchange: None,
        }),
    }
}

/// RFC 7672 §2.2.3: the port and protocol of the host's SMTP.
fn pin(tlsa: &DesiredTlsa) -> Result<Publication, NameError> {
    Ok(Publication {
        owner: tlsa.host.child("_25._tcp")?,
        ttl_seconds: TTL_SECONDS_DEFAULT,
        data: PublishedData::Tlsa(tlsa.record.clone()),
    })
}

fn alias(owner: DomainName, target: &DomainName) -> Publication {
    Publication {
        owner,
        ttl_seconds: TTL_SECONDS_DEFAULT,
        data: PublishedData::Cname(target.clone()),
    }
}

fn plan(role: Role, publication: Publication) -> PlannedRecord {
    PlannedRecord { role, publication }
}
