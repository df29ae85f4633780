//! One of the first three fields is no number of 0 to 255. §2.2 of RFC 6698 wants numbers in the
//! record; the names of RFC 7218 (DANE-EE, SPKI, SHA2-256) are for speaking of them.

use crate::dane::record::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/not-a-number",
    severity: Severity::High,
    section: "RFC 6698 §2.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        let Defect::NotANumber(number) = &defect.kind else {
            continue;
        };
        let text = subject
            .text
            .get(defect.span.start..defect.span.end)
            .unwrap_or_default();
        let finding = Finding::new(&INFO, subject.place(defect.span)).text("text", text);
        findings.push(match number {
            Some(number) => finding.fix(Fix::replace(defect.span, number.to_string())),
            None => finding,
        });
    }
}
