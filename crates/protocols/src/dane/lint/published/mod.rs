//! The rules over the MX hosts of a domain: their records, what they present, and DNSSEC.

mod addresses_insecure;
mod alias_insecure;
mod denial_bogus;
mod dnssec_not_checked;
mod misplaced_at_domain;
mod mx_insecure;
mod no_match;
mod none_usable;
mod not_published;
mod record_stale;
mod sha512_only;
mod some_hosts_without;
mod starttls_missing;
mod tlsa_insecure;
mod trust_anchor_chain;
mod trust_anchor_not_presented;
mod wrong_port;

use crate::answers::{Answers, Lookup, MxRecord, Need, Question, Security};
use crate::certificate::Certificate;
use crate::dane::hosts::MxHost;
use crate::finding::{Finding, Place, RecordKind, Rule, RuleInfo, Severity, find_published};
use crate::name::DomainName;
use crate::time::Timestamp;

use super::record::whole_certificate;

pub use wrong_port::WRONG_PORTS;

/// What is published for the hosts of a domain.
pub struct Published<'a> {
    /// The domain whose mail it is about.
    pub domain: &'a DomainName,
    /// Its MX answer.
    pub mx: &'a Lookup<MxRecord>,
    /// The hosts, the preferred first.
    pub hosts: &'a [MxHost<'a>],
    /// For rules that look further.
    pub answers: &'a Answers,
    /// The moment of the check.
    pub now: Timestamp,
}

impl Published<'_> {
    /// A finding about the records of one host.
    fn host_finding(&self, rule: &'static RuleInfo, host: &MxHost<'_>) -> Finding {
        let records: Vec<String> = host.records().iter().map(ToString::to_string).collect();
        let place = Place::new(RecordKind::Tlsa, Some(&host.owner), records.join("\n"));
        Finding::new(rule, place)
            .text("host", &host.name)
            .evidence(Question::Tlsa(host.owner.clone()))
    }

    /// How bad it is that senders which honour the records deliver nothing to a host. Without
    /// validation nobody knows whether any sender honours them.
    fn stops_mail(&self, host: &MxHost<'_>) -> Severity {
        if host.is_unchecked() {
            Severity::High
        } else {
            Severity::Critical
        }
    }
}

/// A rule over the hosts: it may need to look further.
type PublishedRule = Rule<fn(&Published<'_>, &mut Vec<Finding>) -> Result<(), Need>>;

const RULES: &[PublishedRule] = &[
    not_published::RULE,
    misplaced_at_domain::RULE,
    wrong_port::RULE,
    some_hosts_without::RULE,
    dnssec_not_checked::RULE,
    mx_insecure::RULE,
    addresses_insecure::RULE,
    tlsa_insecure::RULE,
    alias_insecure::RULE,
    denial_bogus::RULE,
    none_usable::RULE,
    starttls_missing::RULE,
    no_match::RULE,
    trust_anchor_not_presented::RULE,
    trust_anchor_chain::RULE,
    sha512_only::RULE,
    record_stale::RULE,
];

pub(super) fn rules() -> Vec<&'static RuleInfo> {
    RULES.iter().map(|rule| rule.info).collect()
}

/// What is wrong with what is published: every record of every host, and how they fit the hosts.
pub(crate) fn check_published(
    published: &Published<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(), Need> {
    for host in published.hosts {
        for record in host.records() {
            let found = super::lint(&record.to_string(), Some(&host.owner)).into_iter();
            findings.extend(found.map(|finding| in_context(finding, host)));
        }
    }
    find_published(RULES, published, findings)
}

/// A record of a whole certificate is a nuisance in general, and a trap where the certificate is
/// renewed every few weeks.
fn in_context(finding: Finding, host: &MxHost<'_>) -> Finding {
    let renewed_often = host.session().is_some_and(|session| {
        let leaf = session.chain.first().map(|der| Certificate::parse(der));
        matches!(leaf, Some(Ok(leaf)) if leaf.lifetime_days() <= RENEWED_OFTEN_DAYS)
    });
    if finding.rule.id == whole_certificate::ID && renewed_often {
        finding.severity(Severity::Medium)
    } else {
        finding
    }
}

/// Certificates of this lifetime are renewed by a program; the longest of them last 90 days.
const RENEWED_OFTEN_DAYS: u64 = 100;

/// Whether an answer comes from a signed zone, so that records there can count.
fn is_signed(security: Security) -> bool {
    match security {
        Security::Secure => true,
        Security::Insecure | Security::Unchecked => false,
    }
}
