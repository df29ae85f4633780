//! A semicolon between two addresses where the list wants a comma: the semicolon ends the value,
//! and the second address is no tag.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::report_uri::ReportUri;

use super::super::record::Defect;
use super::{RecordRule, Subject, report_severity};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/rua-semicolon",
    severity: Severity::High,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::UriAfterSemicolon(tag) = defect.kind {
            let address = subject.written(defect.span);
            let finding = Finding::new(&INFO, subject.place(defect.span))
                .severity(report_severity(tag, INFO.severity))
                .text("tag", tag)
                .text("address", address);
            let mut joined = subject.removal(defect.span);
            joined.replacement = format!(",{}", uri(address));
            findings.push(finding.fix(Fix::Edit(vec![joined])));
        }
    }
}

/// The address as the list takes it.
fn uri(address: &str) -> String {
    ReportUri::mailbox(address).map_or_else(|| address.to_string(), |uri| uri.to_string())
}
