//! A second `version`, `mode` or `max_age`. §3.2 lets the first one count. Where the two differ,
//! the owner believes in the one that is ignored.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::{PolicyDefect, Repetition};

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-field-repeated",
    severity: Severity::Medium,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.policy.parsed.defects {
        if let PolicyDefect::FieldRepeated { field, says } = &defect.kind {
            let severity = match says {
                Repetition::Same => Severity::Low,
                Repetition::Other => Severity::Medium,
            };
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(finding.severity(severity).text("field", field.as_str()));
        }
    }
}
