//! `redirect` beside an `all`, wherever that stands: §6.1 has it ignored.

use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/redirect-ignored",
    severity: Severity::Medium,
    section: "RFC 7208 §6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = &subject.parsed.record else {
        return;
    };
    let Some((all, _)) = record.all() else {
        return;
    };
    if let Some((span, _)) = record.redirect() {
        let finding = Finding::new(&INFO, subject.place(span)).text("all", subject.under(all));
        findings.push(finding);
    }
}
