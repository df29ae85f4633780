//! `-all` of a domain that sends. Some receivers refuse on it before they look at DKIM, and
//! forwarded mail is lost there; RFC 9989 §7.1 says so. For a domain that sends nothing it is what
//! belongs there.

use super::super::record::{Mechanism, Qualifier};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/hard-fail",
    severity: Severity::Info,
    section: "RFC 9989 §7.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = &subject.parsed.record else {
        return;
    };
    let authorises = record
        .directives()
        .any(|(_, directive)| directive.mechanism != Mechanism::All);
    if let Some((span, Qualifier::Fail)) = record.all().filter(|_| authorises) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
