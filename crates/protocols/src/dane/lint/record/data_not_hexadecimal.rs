//! The data has other characters than hexadecimal digits, or an odd number of them: colons as in
//! the output of a tool, a prefix, a cut end.

use crate::dane::record::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/data-not-hexadecimal",
    severity: Severity::High,
    section: "RFC 6698 §2.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if !matches!(defect.kind, Defect::NotHexadecimal | Defect::OddDigits) {
            continue;
        }
        let data = subject
            .text
            .get(defect.span.start..defect.span.end)
            .unwrap_or_default();
        let bare = data.replace(':', "");
        let finding = Finding::new(&INFO, subject.place(defect.span));
        let mended = bare.len() % 2 == 0 && bare.bytes().all(|b| b.is_ascii_hexdigit());
        findings.push(if mended {
            finding.fix(Fix::replace(defect.span, bare))
        } else {
            finding
        });
    }
}
