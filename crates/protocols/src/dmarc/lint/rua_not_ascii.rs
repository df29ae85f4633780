//! An address that is not ASCII. RFC 8616 §6 has `rua` and `ruf` hold conventional addresses: a
//! domain can be written as A-label, a local part outside ASCII cannot be written at all.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::report_uri::{ReportUri, UriFault};

use super::super::record::Defect;
use super::{RecordRule, Subject, report_severity};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/rua-not-ascii",
    severity: Severity::High,
    section: "RFC 8616 §6",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Uri {
            tag,
            fault: UriFault::NotAscii,
        } = &defect.kind
        {
            let written = subject.written(defect.span);
            let finding = Finding::new(&INFO, subject.place(defect.span))
                .severity(report_severity(*tag, INFO.severity))
                .text("tag", tag)
                .text("address", written);
            findings.push(match with_a_labels(written) {
                Some(uri) => finding.fix(Fix::replace(defect.span, uri)),
                None => finding,
            });
        }
    }
}

fn with_a_labels(uri: &str) -> Option<String> {
    let address = uri.strip_prefix("mailto:").unwrap_or(uri);
    ReportUri::mailbox(address).map(|uri| uri.to_string())
}
