//! More entries than anyone reads. A policy record has at most 14.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::TAGS_MAX;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/too-many-tags",
    severity: Severity::Medium,
    section: "practice",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::TooManyTags {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(finding.count("limit", TAGS_MAX));
        }
    }
}
