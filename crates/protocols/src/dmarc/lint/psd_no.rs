//! `psd=n` makes the domain an Organizational Domain: it no longer takes the policy of the domain
//! above, and is no longer aligned with it. Right for a department on its own (§5.1.8), or against
//! a registry whose record lacks `psd=y` (§11.8).

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::tags::{Psd, TagName};
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/psd-no",
    severity: Severity::Info,
    section: "RFC 9989 §5.1.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (Some(record), Some(tag)) = (subject.meaning(), subject.tag(TagName::Psd)) else {
        return;
    };
    if record.psd == Psd::No {
        findings.push(Finding::new(&INFO, subject.place(whole(tag))));
    }
}
