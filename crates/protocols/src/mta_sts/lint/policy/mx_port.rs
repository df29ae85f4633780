//! A port behind the name in an `mx`. Mail between servers goes to port 25, and §3.2 has no place
//! for another.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::mx_pattern::MxFault;
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-port",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.policy.parsed.defects {
        if let PolicyDefect::Mx(MxFault::Port(pattern)) = &defect.kind {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            let finding = finding.text("mx", subject.under(defect.span));
            findings.push(finding.fix(Fix::replace(defect.span, pattern.to_string())));
        }
    }
}
