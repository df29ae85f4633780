//! The policy host is slow. §3.3 suggests a minute, but daemons in wide use give up after two to
//! four seconds, and then there is no policy for them.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::fetch::SLOW_MILLISECONDS;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-slow",
    severity: Severity::Medium,
    section: "practice",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if let Some((body, _)) = published.policy()
        && body.milliseconds >= SLOW_MILLISECONDS
    {
        findings.push(
            published
                .host_finding(&INFO)
                .count("seconds", body.milliseconds / 1_000),
        );
    }
    Ok(())
}
