//! A record that resolvers forget soon. §7: 'Administrators are thus encouraged to deploy TLSRPT TXT
//! records with a large TTL […] or to deploy DNSSEC': who suppresses TLS will also suppress the answer
//! that asks for reports of it. Said only of answers of authoritative servers, since a resolver's
//! answer has what is left of the TTL.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Selection;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

/// An hour, below which TTLs are meant for changes.
const SHORT_SECONDS: u32 = 3_600;

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/ttl-short",
    severity: Severity::Info,
    section: "RFC 8460 §7",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let lookup = published.lookup;
    if let Selection::One(text) = published.selection
        && !lookup.by_server.is_empty()
        && (1..SHORT_SECONDS).contains(&lookup.ttl_seconds)
    {
        let finding = Finding::new(&INFO, published.place(text));
        findings.push(finding.count("seconds", lookup.ttl_seconds));
    }
    Ok(())
}
