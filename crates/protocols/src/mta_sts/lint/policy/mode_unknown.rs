//! A mode that is none of `enforce`, `testing` and `none`, compared octet by octet: `Enforce` is
//! none either.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mode-unknown",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.policy.parsed.defects {
        let PolicyDefect::ModeUnknown(meant) = &defect.kind else {
            continue;
        };
        let mode = subject.under(defect.span);
        let finding = Finding::new(&INFO, subject.place(defect.span)).text("mode", mode);
        findings.push(match meant {
            Some(mode) => finding.fix(Fix::replace(defect.span, mode.to_string())),
            None => finding,
        });
    }
}
