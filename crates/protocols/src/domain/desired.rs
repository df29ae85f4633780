//! What the owner wants of a domain.

use crate::answers::{MxRecord, TlsaRecord};
use crate::dkim::{KeyIntent, KnownSelector, PublicKey, Selector, Source};
use crate::dmarc::build::{KeptTags, SubdomainIntent};
use crate::dmarc::{AlignmentMode, DmarcIntent, LadderStep};
use crate::lifecycle::Remembered;
use crate::mta_sts::mx_pattern::MxPattern;
use crate::mta_sts::{MtaStsIntent, PolicyMode};
use crate::name::{DomainName, NameError};
use crate::published::Publication;
use crate::report_uri::ReportUri;
use crate::spf::build::{Authorised, OfStanding, Others, SpfIntent};
use crate::time::Timestamp;
use crate::tls_rpt::TlsRptIntent;

/// The `max_age` a policy begins with, in seconds: a day, so that a mistake is forgotten soon.
pub const MAX_AGE_SECONDS_AT_FIRST: u32 = 86_400;

/// What the owner wants of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desired {
    /// The domain.
    pub domain: DomainName,
    /// What it is for.
    pub purpose: Purpose,
    /// What is remembered on the way there.
    pub remembered: Remembered,
}

/// What a domain is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// It sends and receives.
    Mail(Box<MailIntent>),
    /// It has no mail: nobody sends with it and it takes none.
    Parked {
        /// Where DMARC reports on forged mail go; may be empty.
        rua: Vec<ReportUri>,
    },
}

/// What the owner of a domain with mail wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailIntent {
    /// The hosts that take its mail. They are published by whoever runs them, not by us.
    pub mx: Vec<MxRecord>,
    /// Who may send.
    pub spf: SpfIntent,
    /// The DKIM keys.
    pub keys: Vec<DesiredKey>,
    /// Selectors of keys that others sign with. They are looked at and never changed.
    pub adopted: Vec<Selector>,
    /// What happens to mail that fails.
    pub dmarc: DmarcIntent,
    /// Where reports of failed TLS go, when they are asked for.
    pub tls_rpt: Option<TlsRptIntent>,
    /// The MTA-STS policy, when there is to be one.
    pub mta_sts: Option<MtaStsIntent>,
    /// The host that serves the policy; `mta-sts.<domain>` is an alias of it while there is MTA-STS
    /// ([`Desired::has_mta_sts`]). `None` when that name is published otherwise.
    pub policy_host: Option<DomainName>,
    /// The TLSA records of MX hosts in zones of ours.
    pub tlsa: Vec<DesiredTlsa>,
    /// Who writes from the domain.
    pub writers: Writers,
}

/// Who writes from a domain. It cannot be seen from outside, and decides what a policy costs: what
/// people send to mailing lists is changed on its way (RFC 9989 §7.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Writers {
    /// Nobody said.
    #[default]
    Unstated,
    /// People with mailboxes at the domain.
    People,
}

/// A DKIM key and its selector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesiredKey {
    /// The selector.
    pub selector: Selector,
    /// The key, or its revocation.
    pub key: KeyIntent,
    /// When it was made.
    pub made: Timestamp,
    /// Where its record is written.
    pub place: KeyPlace,
}

/// Where the record of a key is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyPlace {
    /// At its selector.
    Selector,
    /// At this name, which the name of the selector is an alias of.
    Target(DomainName),
}

impl DesiredKey {
    /// The record. Fails when the name of the selector would be too long.
    pub fn publication(&self, domain: &DomainName) -> Result<Publication, NameError> {
        let publication = self.key.publication(domain, &self.selector)?;
        Ok(match &self.place {
            KeyPlace::Selector => publication,
            KeyPlace::Target(name) => Publication {
                owner: name.clone(),
                ..publication
            },
        })
    }

    /// The public part; `None` for a key that is revoked.
    pub fn public(&self) -> Option<&PublicKey> {
        match &self.key {
            KeyIntent::Sign { key, .. } => Some(key),
            KeyIntent::Revoke(_) => None,
        }
    }

    /// The selector as the check of a domain looks at it; `None` for a key that is revoked.
    pub fn known(&self, now: Timestamp) -> Option<KnownSelector> {
        match &self.key {
            KeyIntent::Sign { key, .. } => Some(KnownSelector {
                selector: self.selector.clone(),
                source: Source::Ours {
                    key: key.clone(),
                    age_days: self.made.days_until(now),
                },
            }),
            KeyIntent::Revoke(_) => None,
        }
    }
}

/// A TLSA record of an MX host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesiredTlsa {
    /// The host.
    pub host: DomainName,
    /// The record.
    pub record: TlsaRecord,
}

/// Where reports go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportAddresses {
    /// DMARC aggregate reports.
    pub dmarc: Vec<ReportUri>,
    /// TLS reports.
    pub tls: Vec<ReportUri>,
}

impl ReportAddresses {
    /// `dmarc@` and `tlsrpt@` the domain itself.
    pub fn of(domain: &DomainName) -> ReportAddresses {
        let at = |local: &str| ReportUri::mailbox(&format!("{local}@{domain}"));
        ReportAddresses {
            dmarc: at("dmarc").into_iter().collect(),
            tls: at("tlsrpt").into_iter().collect(),
        }
    }
}

impl Desired {
    /// The first state of a domain with mail: reports before anything is enforced. SPF lets the MX
    /// hosts send, DMARC watches with `p=none`, MTA-STS is in mode testing for exactly these hosts.
    pub fn first(
        domain: DomainName,
        mx: Vec<MxRecord>,
        keys: Vec<DesiredKey>,
        reports: ReportAddresses,
    ) -> Desired {
        let dmarc = DmarcIntent::Sending {
            step: LadderStep::Monitoring,
            // Nobody sends from a name that is not there, so this is safe from the first day.
            subdomains: SubdomainIntent::RejectMissing,
            adkim: AlignmentMode::Relaxed,
            aspf: AlignmentMode::Relaxed,
            rua: reports.dmarc,
            kept: KeptTags::default(),
        };
        let hosts = mx.iter().filter_map(|record| record.exchange.as_ref());
        let patterns: Vec<MxPattern> = hosts.cloned().map(MxPattern::Host).collect();
        let intent = MailIntent {
            spf: SpfIntent {
                senders: vec![Authorised::Mx],
                others: Others::SoftFail,
                standing: OfStanding::default(),
            },
            keys,
            adopted: Vec::new(),
            dmarc,
            tls_rpt: (!reports.tls.is_empty()).then_some(TlsRptIntent { rua: reports.tls }),
            mta_sts: (!patterns.is_empty()).then_some(MtaStsIntent {
                mode: PolicyMode::Testing,
                mx: patterns,
                max_age_seconds: MAX_AGE_SECONDS_AT_FIRST,
            }),
            policy_host: None,
            tlsa: Vec::new(),
            writers: Writers::Unstated,
            mx,
        };
        Desired {
            domain,
            purpose: Purpose::Mail(Box::new(intent)),
            remembered: Remembered::default(),
        }
    }

    /// Whether there is MTA-STS: a policy is wanted, or one is on its way out and its host has to stay.
    pub fn has_mta_sts(&self) -> bool {
        let is_wanted = match &self.purpose {
            Purpose::Mail(intent) => intent.mta_sts.is_some(),
            Purpose::Parked { .. } => false,
        };
        is_wanted || self.remembered.mta_sts.leaving.is_some()
    }

    /// A domain without mail.
    pub fn parked(domain: DomainName, rua: Vec<ReportUri>) -> Desired {
        Desired {
            domain,
            purpose: Purpose::Parked { rua },
            remembered: Remembered::default(),
        }
    }
}
