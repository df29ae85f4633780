//! A comma or exclamation mark inside an address. §4.8 has them percent-encoded: a bare comma
//! splits the list in the middle of the address, and `!` once began a size limit.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject, report_severity};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/rua-unencoded",
    severity: Severity::High,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::UriUnencoded(tag) = defect.kind {
            let written = subject.written(defect.span);
            let halves: Vec<&str> = written.split(',').map(str::trim).collect();
            let encoded = halves.join("%2C").replace('!', "%21");
            let finding = Finding::new(&INFO, subject.place(defect.span))
                .severity(report_severity(tag, INFO.severity))
                .text("tag", tag)
                .text("address", written);
            findings.push(finding.fix(Fix::replace(defect.span, encoded)));
        }
    }
}
