//! Several hosts in one `mx`. §3.2: "each MX MUST have its own 'mx:' key, and each MX key/value
//! pair MUST be on its own line". Senders see one impossible name, and the policy is invalid.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::mx_pattern::MxFault;
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-several",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.policy.parsed.defects {
        let PolicyDefect::Mx(MxFault::Several(patterns)) = &defect.kind else {
            continue;
        };
        let lines: Vec<String> = patterns.iter().map(ToString::to_string).collect();
        let lines = lines.join(&format!("{}mx: ", subject.line_end()));
        let finding =
            Finding::new(&INFO, subject.place(defect.span)).count("count", patterns.len());
        findings.push(finding.fix(Fix::replace(defect.span, lines)));
    }
}
