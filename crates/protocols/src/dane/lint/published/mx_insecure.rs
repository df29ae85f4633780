//! The hosts have signed TLSA records, the MX records of the domain are not signed: whoever forges
//! the MX answer sends the mail elsewhere. §2.2.1: DANE authenticates delivery "only when the MX
//! records are obtained securely". Some senders use such records all the same.

use crate::answers::{Need, Question, Security};
use crate::finding::{Finding, Place, RecordKind, RuleInfo, Severity};

use super::{Published, PublishedRule, is_signed};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/mx-insecure",
    severity: Severity::Medium,
    section: "RFC 7672 §2.2.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let signed: Vec<String> = published
        .hosts
        .iter()
        .filter(|host| host.has_records() && is_signed(host.tlsa.security))
        .map(|host| host.name.to_string())
        .collect();
    if published.mx.security != Security::Insecure || signed.is_empty() {
        return Ok(());
    }
    let place = Place::bare(RecordKind::Dns, published.domain);
    findings.push(
        Finding::new(&INFO, place)
            .text("domain", published.domain)
            .text("hosts", signed.join(", "))
            .evidence(Question::Mx(published.domain.clone())),
    );
    Ok(())
}
