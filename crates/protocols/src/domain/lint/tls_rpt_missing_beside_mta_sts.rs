//! An MTA-STS policy, and nobody asked to report on it. A policy in mode testing does nothing but
//! report, and one in mode enforce keeps mail away without a word.

use crate::finding::{Finding, Fix, Place, RecordKind, RuleInfo, Severity};
use crate::report_uri::ReportUri;
use crate::tls_rpt::TlsRptIntent;

use super::super::observe::Scene;
use super::DomainRule;

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/tls-rpt-missing-beside-mta-sts",
    severity: Severity::Medium,
    section: "RFC 8461 §2",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let nobody_asked = scene.policies.tls_rpt.as_ref().is_some_and(Vec::is_empty);
    if scene.policy_host.is_none() || !nobody_asked || !scene.mail.is_received() {
        return;
    }
    let Some(mailbox) = ReportUri::mailbox(&format!("tlsrpt@{}", scene.domain)) else {
        return;
    };
    let intent = TlsRptIntent { rua: vec![mailbox] };
    let Ok(publication) = intent.publication(scene.domain) else {
        return;
    };
    let place = Place::bare(RecordKind::TlsRpt, &publication.owner);
    findings.push(Finding::new(&INFO, place).fix(Fix::Publish(publication)));
}
