//! Usage 0 or 1: besides the record a public CA would have to vouch for the host. §3.1.3: records
//! for port 25 "SHOULD NOT include" these, there is no list of CAs that all senders trust; senders
//! in wide use skip them.

use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/usage-pkix",
    severity: Severity::Medium,
    section: "RFC 7672 §3.1.3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = &subject.parsed.record else {
        return;
    };
    if record.usage <= 1 {
        let finding = Finding::new(&INFO, subject.place(subject.field(0)));
        findings.push(finding.count("usage", record.usage));
    }
}
