//! A field that §3.2 does not define. Senders ignore it, which is harmless for a field of our own
//! and fatal for a misspelt one: names are case-sensitive, and `max-age` is no `max_age`.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-field-unknown",
    severity: Severity::Low,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.policy.parsed.defects {
        let PolicyDefect::UnknownField { name, meant } = &defect.kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(defect.span)).text("field", name);
        findings.push(match meant {
            Some(field) => finding
                .severity(Severity::High)
                .fix(Fix::replace(defect.span, field.as_str())),
            None => finding,
        });
    }
}
