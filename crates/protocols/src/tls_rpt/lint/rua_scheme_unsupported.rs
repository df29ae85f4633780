//! A scheme other than `mailto` and `https`, the two that §3 defines.

use crate::finding::{Finding, RuleInfo, Severity};

use crate::report_uri::UriFault;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/rua-scheme-unsupported",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Uri(UriFault::OtherScheme(scheme)) = &defect.kind {
            findings.push(Finding::new(&INFO, subject.place(defect.span)).text("scheme", scheme));
        }
    }
}
