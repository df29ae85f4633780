//! What the large receivers ask of whoever sends thousands of mails a day, and this domain does not
//! show: SPF and DKIM both, a DMARC record, and a name for every sending address (Gmail and Yahoo
//! since February 2024, Microsoft since May 2025). Each of it has a finding of its own; this one
//! says who cares.

use crate::dmarc::PolicyState;
use crate::dmarc::assess::Known;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::{Confirmation, Reverse, Scene, SendingAddress};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/bulk-sender-not-ready",
    severity: Severity::Info,
    section: "practice",
};

/// Medium when nothing authenticates the mail: that is asked of everybody, not only of bulk
/// senders.
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    if scene.has_no_mail() || scene.policies.dmarc.is_none() {
        return;
    }
    let no_spf = scene.known.spf == Known::Absent;
    let no_dkim = scene.known.dkim == Known::Absent;
    let no_policy = match &scene.policies.dmarc {
        Some(PolicyState::NoRecord | PolicyState::NoProcessing(_)) => true,
        Some(PolicyState::Applies(_) | PolicyState::TempError(_)) | None => false,
    };
    // A missing name alone says all of this itself.
    if !(no_spf || no_dkim || no_policy) {
        return;
    }
    let lacks = [
        (no_spf, "SPF"),
        (no_dkim, "DKIM"),
        (no_policy, "DMARC"),
        (scene.senders.iter().any(is_nameless), "PTR"),
    ];
    let lacks: Vec<&str> = lacks
        .iter()
        .filter(|(no, _)| *no)
        .map(|(_, word)| *word)
        .collect();
    let severity = if no_spf && no_dkim {
        Severity::Medium
    } else {
        INFO.severity
    };
    findings.push(
        Finding::new(&INFO, dns_place(scene.domain, ""))
            .severity(severity)
            .text("lacks", lacks.join(", ")),
    );
}

/// Whether an address is known to have no name that leads back to it.
fn is_nameless(sender: &SendingAddress) -> bool {
    match &sender.reverse {
        Reverse::Missing => true,
        Reverse::Unknown(_) => false,
        Reverse::Names(names) => names
            .iter()
            .all(|name| name.confirmation == Confirmation::Contradicted),
    }
}
