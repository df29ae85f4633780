//! A U-label in an `mx`. §3.2: "the 'mx' value MUST specify the Punycode-encoded A-label […] and
//! not the Unicode-encoded U-label".

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::mx_pattern::MxFault;
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-not-ascii",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.policy.parsed.defects {
        let PolicyDefect::Mx(MxFault::NotAscii(ascii)) = &defect.kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(defect.span));
        let finding = finding.text("mx", subject.under(defect.span));
        findings.push(match ascii {
            Some(pattern) => finding.fix(Fix::replace(defect.span, pattern.to_string())),
            None => finding,
        });
    }
}
