//! A CAA record with a critical property that no authority knows: none of them may issue for the
//! policy host, whatever the other records say.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/caa-critical-unknown",
    severity: Severity::High,
    section: "RFC 8659 §4.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    let Some(host) = &scene.policy_host else {
        return;
    };
    let (Some(record), Some((owner, records))) = (host.caa.critical_unknown(), host.caa.shown())
    else {
        return;
    };
    findings.push(
        Finding::new(&INFO, dns_place(owner, records))
            .text("host", &host.caa.host)
            .text("tag", &record.tag)
            .evidence(Question::Caa(owner.clone())),
    );
}
