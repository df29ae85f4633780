//! The policy host has an IPv6 address only. Senders without IPv6 fetch no policy, and many mail
//! servers have none.

use crate::answers::{Need, Needs, Outcome, Question};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-host-ipv6-only",
    severity: Severity::Medium,
    section: "practice",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if !published.is_announced() {
        return Ok(());
    }
    let mut needs = Needs::default();
    let a = needs.take(published.answers.a(published.policy_host));
    let aaaa = needs.take(published.answers.aaaa(published.policy_host));
    needs.settle()?;
    let (Some(a), Some(aaaa)) = (a, aaaa) else {
        return Ok(());
    };
    if matches!(a.outcome, Outcome::NoData) && matches!(aaaa.outcome, Outcome::Records(_)) {
        findings.push(
            published
                .host_finding(&INFO)
                .evidence(Question::A(published.policy_host.clone()))
                .evidence(Question::Aaaa(published.policy_host.clone())),
        );
    }
    Ok(())
}
