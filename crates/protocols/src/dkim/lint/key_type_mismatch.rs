//! The key in `p=` is of another type than `k=` names; without `k=` it is taken for RSA. §6.1.2
//! step 8: 'inappropriate key algorithm'.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::defect::KeyDefect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/key-type-mismatch",
    severity: Severity::High,
    section: "RFC 6376 §6.1.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, defect) in subject.key_defects() {
        let KeyDefect::OtherType(actual) = defect else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("type", actual.word());
        let fix = match (subject.tag("k"), subject.tag("p")) {
            (Some(tag), _) => Fix::replace(tag.value_span, actual.word()),
            (None, Some(tag)) => {
                let before = Span::new(tag.name_span.start, tag.name_span.start);
                Fix::replace(before, format!("k={}; ", actual.word()))
            }
            (None, None) => Fix::Instruct,
        };
        findings.push(finding.fix(fix));
    }
}
