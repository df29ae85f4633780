//! The key of a selector stands at another name: `_domainkey` left out or doubled, no selector, or
//! the domain itself.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::{Mistake, Survey};
use super::{PublishedRule, stray};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/wrong-owner",
    severity: Severity::High,
    section: "RFC 6376 §3.6.2.1",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    stray::find(survey, Mistake::Other, &INFO, findings);
}
