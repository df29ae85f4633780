//! More than ten terms that ask the DNS, counted in this record alone: §4.6.4 makes it a permerror
//! for every client that an early term does not match. What the includes add is counted by
//! `spf/too-many-lookups`.

use crate::finding::{Finding, RuleInfo, Severity, Span};
use crate::limits::SPF_LOOKUPS_MAX;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/too-many-terms",
    severity: Severity::Critical,
    section: "RFC 7208 §4.6.4",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let lookups = subject.own_lookups();
    if usize::try_from(lookups).is_ok_and(|n| n > SPF_LOOKUPS_MAX) {
        let span = Span::new(0, subject.text.len());
        let finding = Finding::new(&INFO, subject.place(span))
            .count("lookups", lookups)
            .count("max", SPF_LOOKUPS_MAX);
        findings.push(finding);
    }
}
