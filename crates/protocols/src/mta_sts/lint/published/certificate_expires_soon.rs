//! The certificate of the policy host expires soon, later than its renewal is due. Nobody looks at
//! this host with a browser, so a renewal that stopped is noticed by senders only.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-certificate-expires-soon",
    severity: Severity::Medium,
    section: "practice",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if !published.is_there() {
        return Ok(());
    }
    let Some(certificate) = &published.fetch.certificate else {
        return Ok(());
    };
    if let Some(days) = certificate.days_left_if_few(published.now) {
        findings.push(published.host_finding(&INFO).count("days", days));
    }
    Ok(())
}
