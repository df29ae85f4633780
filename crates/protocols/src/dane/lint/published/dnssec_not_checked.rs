//! There are TLSA records, and nobody validated them: the check read a zone file, or asked a
//! resolver that does not validate. Whether the records have any effect is open.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/dnssec-not-checked",
    severity: Severity::Info,
    section: "RFC 7672 §2.1.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let mut hosts = published.hosts.iter();
    if let Some(host) = hosts.find(|host| host.has_records() && host.is_unchecked()) {
        findings.push(published.host_finding(&INFO, host));
    }
    Ok(())
}
