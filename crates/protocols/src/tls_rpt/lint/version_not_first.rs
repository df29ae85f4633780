//! The text does not begin with `v=TLSRPTv1`: wrong case, another version, another tag first, or
//! white space in front. §3 has senders discard such a record, so no report comes.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use crate::versioned_txt::{FormFault, looks_like_version};

use super::super::record::{Defect, VERSION_FIELD};
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/version-not-first",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::Form(FormFault::VersionNotFirst) {
            let entry = &subject.text[defect.span.start..defect.span.end];
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(if looks_like_version(entry) {
                finding.fix(Fix::replace(defect.span, VERSION_FIELD))
            } else {
                finding
            });
        }
    }
}
