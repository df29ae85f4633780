//! A name nobody made answers with TXT. A wildcard also answers for the names at which DKIM and
//! MTA-STS look, wherever the real record is missing, with a text that is none of theirs. Low:
//! where the real record stands, it is the one that counts.

use crate::answers::Question;
use crate::assessment::ProtectionKind;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Scene, Wildcard};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/wildcard-txt",
    severity: Severity::Low,
    section: "RFC 6376 §6.1.2",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for wildcard in &scene.wildcards {
        if revokes_every_key(wildcard) {
            continue;
        }
        let text = wildcard.texts.first().cloned().unwrap_or_default();
        findings.push(
            Finding::new(&INFO, dns_place(&wildcard.probe, text))
                .text("service", &wildcard.service)
                .text("probe", &wildcard.probe)
                .evidence(Question::Txt(wildcard.probe.clone())),
        );
    }
}

/// `*._domainkey TXT "v=DKIM1; p="` is how a domain that sends no mail says that it has no key.
fn revokes_every_key(wildcard: &Wildcard) -> bool {
    wildcard.protection == ProtectionKind::Dkim
        && wildcard.texts.iter().all(|text| {
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            text.trim_end_matches(';') == "v=DKIM1;p=" || text.trim_end_matches(';') == "p="
        })
}
