//! Mode none with the record kept: the way out of MTA-STS (§8.3). When every policy served before
//! is over, record and host can go.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyMode;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/mode-none",
    severity: Severity::Info,
    section: "RFC 8461 §8.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if let Some((body, policy)) = published.policy()
        && policy.mode() == PolicyMode::None
        && published.is_announced()
    {
        let span = body.policy.fields.mode.map(|mode| mode.span);
        findings.push(Finding::new(&INFO, published.policy_place(body, span)));
    }
    Ok(())
}
