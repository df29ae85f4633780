//! `p=none` and no reports asked for: the record changes nothing for receivers and tells its owner
//! nothing. §5.1.4 has owners begin with `p=none` *and* `rua`.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::tags::{Policy, TagName};
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/does-nothing",
    severity: Severity::Medium,
    section: "RFC 9989 §5.1.4",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = subject.meaning() else {
        return;
    };
    let policies = [record.p, record.sp, record.np].into_iter().flatten();
    let asked = policies.max().is_some_and(|policy| policy > Policy::None);
    let reports = [TagName::Rua, TagName::Ruf];
    if asked || reports.iter().any(|name| subject.tag(*name).is_some()) {
        return;
    }
    if let (Some(p), Some(_)) = (subject.tag(TagName::P), record.p) {
        findings.push(Finding::new(&INFO, subject.place(whole(p))));
    }
}
