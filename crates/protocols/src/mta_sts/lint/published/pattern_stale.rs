//! A pattern that matches no MX host. Harmless while a move is under way, which needs both old and
//! new in the policy; later it lets a host back in that is no longer ours. The two look the same
//! from outside, so it is Low.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyMode;

use super::{MailHosts, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

/// Names that are spelt out; the finding says how many there are.
const NAMES_SHOWN: usize = 10;

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/mx-pattern-stale",
    severity: Severity::Low,
    section: "practice",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let (Some((body, policy)), MailHosts::Hosts(hosts)) = (published.policy(), published.hosts)
    else {
        return Ok(());
    };
    if policy.mode() == PolicyMode::None {
        return Ok(());
    }
    let patterns = body.policy.fields.mx.iter();
    let stale: Vec<_> = patterns
        .filter(|mx| !hosts.iter().any(|host| mx.value.matches(host)))
        .collect();
    if let Some(first) = stale.first() {
        let shown: Vec<String> = stale
            .iter()
            .take(NAMES_SHOWN)
            .map(|mx| mx.value.to_string())
            .collect();
        findings.push(
            Finding::new(&INFO, published.policy_place(body, Some(first.span)))
                .text("patterns", shown.join(", "))
                .count("count", stale.len())
                .evidence(Question::Mx(published.policy_domain.clone())),
        );
    }
    Ok(())
}
