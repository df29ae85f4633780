//! `rf` or `ri`, which RFC 9989 removed (Appendix C.5.2): receivers ignore them, and hardly any
//! ever did otherwise.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::tags::TagName;
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/tag-historic",
    severity: Severity::Info,
    section: "RFC 9989 Appendix C.5.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for name in [TagName::Rf, TagName::Ri] {
        if let Some(tag) = subject.tag(name) {
            let finding = Finding::new(&INFO, subject.place(whole(tag))).text("tag", name);
            findings.push(finding.fix(Fix::Edit(vec![subject.removal(whole(tag))])));
        }
    }
}
