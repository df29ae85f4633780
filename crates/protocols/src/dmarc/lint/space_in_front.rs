//! White space before the version. §4.8 has none there; most readers trim it, strict ones see a
//! record that does not begin with `v`.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/space-in-front",
    severity: Severity::Medium,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::SpaceInFront {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(finding.fix(Fix::replace(defect.span, "")));
        }
    }
}
