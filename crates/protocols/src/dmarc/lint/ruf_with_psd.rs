//! A public suffix asks for failure reports. RFC 9991 §2 has receivers not send them, and §10.2 has
//! such records not ask: the reports would be about other people's domains.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::tags::{Psd, TagName};
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/ruf-with-psd",
    severity: Severity::High,
    section: "RFC 9991 §2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let (Some(record), Some(tag)) = (subject.meaning(), subject.tag(TagName::Ruf)) else {
        return;
    };
    if record.psd == Psd::Yes {
        let finding = Finding::new(&INFO, subject.place(whole(tag)));
        findings.push(finding.fix(Fix::Edit(vec![subject.removal(whole(tag))])));
    }
}
