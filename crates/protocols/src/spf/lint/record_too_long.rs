//! A record that alone is over the 450 octets that §3.4 gives as a guideline. The answer then may
//! not fit into a plain UDP packet; one of more than 65,535 octets cannot be published at all.

use crate::finding::{Finding, RuleInfo, Severity, Span};
use crate::limits::{SPF_ANSWER_OCTETS_GUIDELINE, TXT_OCTETS_MAX};

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
    let finding = Finding::new(&INFO, subject.place(Span::new(0, octets))).count("octets", octets);
    findings.push(if octets > TXT_OCTETS_MAX {
        finding.severity(Severity::Critical)
    } else {
        finding
    });
}
