//! A size limit such as `!10m`, which RFC 7489 had. It is obsolete (Appendix C.4), and reporters
//! 'should ignore' it (§4.8).

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/rua-size-suffix",
    severity: Severity::Info,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::SizeSuffix(tag) = defect.kind {
            let finding = Finding::new(&INFO, subject.place(defect.span)).text("tag", tag);
            findings.push(finding.fix(Fix::replace(defect.span, "")));
        }
    }
}
