//! `~all`. With a DMARC policy in force it is as good as `-all`, and it lets DKIM speak first;
//! without one it asks receivers to accept.

use super::super::record::Qualifier;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/soft-fail",
    severity: Severity::Info,
    section: "RFC 9989 §7.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let all = subject
        .parsed
        .record
        .as_ref()
        .and_then(|record| record.all());
    if let Some((span, Qualifier::SoftFail)) = all {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
