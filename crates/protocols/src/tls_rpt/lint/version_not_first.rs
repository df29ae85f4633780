//! The text does not begin with `v=TLSRPTv1`: wrong case, another version, another tag first, or
//! white space in front. §3 has senders discard such a record, so no report comes.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/version-not-first",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::VersionNotFirst {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            // White space around goes too: the record begins with exactly `v=TLSRPTv1;`.
            let end = subject.text.find(';').unwrap_or(subject.text.len());
            findings.push(finding.fix(Fix::replace(Span::new(0, end), "v=TLSRPTv1")));
        }
    }
}
