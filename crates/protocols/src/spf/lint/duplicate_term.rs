//! The same mechanism twice. The second can never match; where it asks the DNS it costs one of the
//! ten lookups.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::limits::SPF_TERMS_COMPARED_MAX;

use super::super::record::Mechanism;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/duplicate-term",
    severity: Severity::Info,
    section: "RFC 7208 §10.1.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let mut seen: Vec<&Mechanism> = Vec::new();
    for (span, directive) in subject.reachable() {
        if !seen.contains(&&directive.mechanism) {
            // A record holds few terms; a long one is cut off at what can be looked at.
            if seen.len() < SPF_TERMS_COMPARED_MAX {
                seen.push(&directive.mechanism);
            }
            continue;
        }
        let goes = subject.with_space(span);
        let finding = Finding::new(&INFO, subject.place(span)).text("term", subject.under(span));
        findings.push(finding.fix(Fix::replace(goes, "")));
    }
}
