//! The TLSA records are signed, the addresses of the host are not. §2.2.2: senders then "SHOULD NOT
//! proceed to search for any associated TLSA records".

use crate::answers::{Need, Question, Security};
use crate::dane::hosts::Addresses;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/addresses-insecure",
    severity: Severity::High,
    section: "RFC 7672 §2.2.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        if host.has_records() && host.addresses == Addresses::Known(Security::Insecure) {
            let finding = published.host_finding(&INFO, host);
            findings.push(finding.evidence(Question::A(host.name.clone())));
        }
    }
    Ok(())
}
