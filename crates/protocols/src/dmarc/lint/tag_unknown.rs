//! A tag that DMARC does not have. §4.7: 'unknown tags MUST be ignored', so a misspelt one does
//! nothing, silently.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/tag-unknown",
    severity: Severity::Medium,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        let Defect::Unknown { nearest } = defect.kind else {
            continue;
        };
        let written = subject.written(defect.span);
        let finding = Finding::new(&INFO, subject.place(defect.span)).text("tag", written);
        // A tag that is there already was not what this one was meant to be.
        let nearest = nearest.filter(|name| subject.tag(*name).is_none());
        findings.push(match nearest {
            Some(name) => finding
                .text("nearest", name)
                .fix(Fix::replace(defect.span, name.as_str())),
            None => finding.text("nearest", "none"),
        });
    }
}
