//! `s=tlsrpt` alone, as RFC 8460 §3 suggests for the key that signs TLS reports. Verifiers of mail
//! must ignore such a key, so the report fails DKIM, and with it DMARC, at everyone who does not
//! know RFC 8460.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Service;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/tlsrpt-only",
    severity: Severity::Medium,
    section: "RFC 8460 §3",
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
    if services.contains(&Service::TlsRpt) && !mail {
        let finding = Finding::new(&INFO, subject.place(tag.value_span));
        findings.push(finding.fix(Fix::replace(tag.value_span, format!("{}:email", tag.value))));
    }
}
