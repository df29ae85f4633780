//! White space between `v=TLSRPTv1` and its `;`. The grammar allows it, but the selection rule of §3
//! keeps only records that begin with `v=TLSRPTv1;`: senders that follow it see no record.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/space-before-delimiter",
    severity: Severity::Medium,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::SpaceBeforeDelimiter {
            let gap = subject.text[defect.span.start..]
                .find(|c: char| c != ' ')
                .unwrap_or(0);
            let span = Span::new(defect.span.start, defect.span.start + gap);
            findings.push(Finding::new(&INFO, subject.place(span)).fix(Fix::replace(span, "")));
        }
    }
}
