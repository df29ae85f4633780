//! Quotation marks in the record: those of a zone file that went into the value, or typographic
//! ones from a word processor. No value of DMARC has any, so what they stand in is discarded.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject, without};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/stray-quote",
    severity: Severity::High,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Quotes(spans) = &defect.kind {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(finding.count("count", spans.len()).fix(without(spans)));
        }
    }
}
