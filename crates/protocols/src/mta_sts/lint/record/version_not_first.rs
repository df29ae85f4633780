//! The text does not begin with `v=STSv1`: wrong case, another version, another field first, or
//! white space in front. §3.1 has senders discard such a record, so no policy is announced.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::record::{Defect, VERSION_FIELD};
use crate::versioned_txt::{FormFault, looks_like_version};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/version-not-first",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::Form(FormFault::VersionNotFirst)) {
        let entry = &subject.text[span.start..span.end];
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(if looks_like_version(entry) {
            finding.fix(Fix::replace(span, VERSION_FIELD))
        } else {
            finding
        });
    }
}
