//! `s=` names neither `email` nor `*`. §3.6.1: 'Verifiers for a given service type MUST ignore this
//! record if the appropriate type is not listed.'

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Service;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/not-for-mail",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let Some(tag) = subject.tag("s") else {
        return;
    };
    let Some(services) = &subject.reading.services else {
        return;
    };
    let mail = services
        .iter()
        .any(|s| matches!(s, Service::All | Service::Email));
    let reports = services.contains(&Service::TlsRpt);
    if !mail && !reports && !services.is_empty() {
        let finding =
            Finding::new(&INFO, subject.place(tag.value_span)).text("services", tag.value);
        let words: Vec<String> = services
            .iter()
            .chain([&Service::Email])
            .map(Service::to_string)
            .collect();
        findings.push(finding.fix(Fix::replace(tag.value_span, words.join(":"))));
    }
}
