//! A record that alone is over the 450 octets that §3.4 gives as a guideline. The answer then may
//! not fit into a plain UDP packet; one of more than 65,535 octets cannot be published at all. In a
//! very long one no term is looked at, so a fault in it goes unsaid. Low up to there: with EDNS or
//! over TCP the answer arrives all the same.

use crate::finding::{Finding, RuleInfo, Severity, Span};
use crate::limits::{SPF_ANSWER_OCTETS_GUIDELINE, SPF_LINT_OCTETS_MAX, TXT_OCTETS_MAX};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/record-too-long",
    severity: Severity::Low,
    section: "RFC 7208 §3.4",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let octets = subject.text.len();
    if octets <= SPF_ANSWER_OCTETS_GUIDELINE {
        return;
    }
    let (severity, terms) = if octets > TXT_OCTETS_MAX {
        (Severity::Critical, "unread")
    } else if octets > SPF_LINT_OCTETS_MAX {
        (Severity::High, "unread")
    } else {
        (INFO.severity, "read")
    };
    let finding = Finding::new(&INFO, subject.place(Span::new(0, octets)))
        .severity(severity)
        .count("octets", octets)
        .text("terms", terms);
    findings.push(finding);
}
