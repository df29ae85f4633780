//! `pct`, which RFC 9989 removed (Appendix A.6): current receivers ignore it and apply the policy
//! to all mail, older ones still to the given share. `t=y` takes the place of `pct=0`; a share
//! between has no successor. Low where the share changes nothing, as with `pct=100`.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::rfc7489::percent;
use super::super::tags::{Policy, TagName};
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/pct-removed",
    severity: Severity::Low,
    section: "RFC 9989 Appendix A.6",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (Some(tag), Some(record)) = (subject.tag(TagName::Pct), subject.meaning()) else {
        return;
    };
    let percent = percent(record);
    let finding = Finding::new(&INFO, subject.place(whole(tag))).count("percent", percent);
    // With every policy `none`, or everything asked for, it never meant anything.
    let policies = [record.p, record.sp].into_iter().flatten();
    let none_asked = policies.max().unwrap_or(Policy::None) == Policy::None;
    if percent == 100 || none_asked {
        let removal = Fix::Edit(vec![subject.removal(whole(tag))]);
        findings.push(finding.fix(removal));
        return;
    }
    // The owner is not yet sure of the policy: `t=y` keeps receivers from applying it in full.
    let fix = match subject.tag(TagName::T) {
        Some(_) => Fix::Edit(vec![subject.removal(whole(tag))]),
        None => Fix::replace(whole(tag), "t=y"),
    };
    findings.push(finding.severity(Severity::Medium).fix(fix));
}
