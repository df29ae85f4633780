//! Backslashes in the record, mostly the `\;` of a zone file pasted into a form that escapes
//! nothing. The value before it then ends in a backslash and is discarded.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject, without};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/stray-backslash",
    severity: Severity::High,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Backslashes(spans) = &defect.kind {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(finding.count("count", spans.len()).fix(without(spans)));
        }
    }
}
