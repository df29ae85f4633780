//! Subdomains are not protected and `np` is absent, so names that do not exist are not either.
//! Nobody sends from those: `np=reject` costs nothing, from the first day on.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::tags::{Policy, TagName};
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/np-missing",
    severity: Severity::Info,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(record) = subject.meaning() else {
        return;
    };
    let existing = record.for_existing_subdomains();
    if subject.tag(TagName::Np).is_some() {
        return;
    }
    if let Some((Policy::None, name)) = existing
        && let Some(tag) = subject.tag(name)
    {
        let behind = Span::new(tag.value_span.end, tag.value_span.end);
        let finding = Finding::new(&INFO, subject.place(whole(tag))).text("tag", name);
        findings.push(finding.fix(Fix::replace(behind, "; np=reject")));
    }
}
