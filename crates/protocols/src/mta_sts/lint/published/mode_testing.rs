//! Mode testing: senders report failures and deliver all the same (§5). Right for the first weeks;
//! who stays there is not protected.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyMode;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/mode-testing",
    severity: Severity::Info,
    section: "RFC 8461 §5",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if let Some((body, policy)) = published.policy()
        && policy.mode() == PolicyMode::Testing
        && published.is_announced()
    {
        let span = body.policy.fields.mode.map(|mode| mode.span);
        findings.push(Finding::new(&INFO, published.policy_place(body, span)));
    }
    Ok(())
}
