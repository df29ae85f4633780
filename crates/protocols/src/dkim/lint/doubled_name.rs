//! The key stands at `s1._domainkey.example.com.example.com`: the form adds the domain, and the
//! whole name was entered.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::{Mistake, Survey};
use super::{PublishedRule, stray};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/doubled-name",
    severity: Severity::High,
    section: "RFC 6376 §3.6.2.1",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    stray::find(survey, Mistake::DomainTwice, &INFO, findings);
}
