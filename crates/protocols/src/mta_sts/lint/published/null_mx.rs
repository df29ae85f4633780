//! The domain says by a null MX (RFC 7505) that it takes no mail, and has a policy for it all the
//! same: it protects nothing and has to be kept up.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{MailHosts, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/null-mx",
    severity: Severity::Info,
    section: "RFC 7505 §3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if *published.hosts == MailHosts::Null && published.is_announced() {
        let finding = Finding::new(&INFO, published.record_place(""));
        findings.push(finding.evidence(Question::Mx(published.policy_domain.clone())));
    }
    Ok(())
}
