//! What one room says, weighed by what the others know: each room judges its own record, and some of
//! that is beside the point for this domain.

use crate::assessment::{Assessment, Presence, Protection, ProtectionKind};
use crate::dmarc::Policy;
use crate::finding::Finding;

use super::observe::Scene;

/// One finding that does not stand under a circumstance.
struct Adjustment {
    /// The rule it is about.
    rule: &'static str,
    /// Whether the finding is dropped.
    moot: fn(&Scene<'_>, &[Finding]) -> bool,
}

const ADJUSTMENTS: &[Adjustment] = &[
    // Whoever takes no mail needs nobody's TLS.
    Adjustment {
        rule: "tls-rpt/record-missing",
        moot: |scene, _| !scene.mail.is_received(),
    },
    Adjustment {
        rule: "mta-sts/record-missing",
        moot: |scene, _| !scene.mail.is_received(),
    },
    // Said with what makes it worse.
    Adjustment {
        rule: "tls-rpt/record-missing",
        moot: |_, findings| has(findings, "domain/tls-rpt-missing-beside-mta-sts"),
    },
    // RFC 9989 §7.1: under an enforced policy it is DMARC that decides, and `~all` leaves DKIM its say.
    Adjustment {
        rule: "spf/soft-fail",
        moot: |scene, _| {
            scene
                .policies
                .dmarc_applied()
                .is_some_and(|policy| policy > Policy::None)
        },
    },
    // Said with what it means for a domain without mail.
    Adjustment {
        rule: "spf/record-missing",
        moot: |_, findings| has(findings, "domain/no-mail-without-spf-all"),
    },
    Adjustment {
        rule: "spf/soft-fail",
        moot: |_, findings| has(findings, "domain/no-mail-without-spf-all"),
    },
    // A domain without mail has nothing that `-all` could lose.
    Adjustment {
        rule: "spf/hard-fail",
        moot: |scene, _| scene.has_no_mail(),
    },
];

/// Drops the findings that are beside the point, and says so of protections that have nothing to
/// protect.
pub(super) fn weigh(scene: &Scene<'_>, assessment: &mut Assessment) {
    let findings = std::mem::take(&mut assessment.findings);
    let moot = |finding: &Finding| {
        let mut about = ADJUSTMENTS.iter().filter(|a| a.rule == finding.rule.id);
        about.any(|adjustment| (adjustment.moot)(scene, &findings))
    };
    let kept: Vec<bool> = findings.iter().map(|finding| !moot(finding)).collect();
    let kept = findings.into_iter().zip(kept).filter(|(_, keep)| *keep);
    assessment.findings = kept.map(|(finding, _)| finding).collect();
    if !scene.mail.is_received() {
        assessment.protections.iter_mut().for_each(without_mail);
    }
}

/// What is absent from a domain that takes no mail is not missing.
fn without_mail(protection: &mut Protection) {
    let key = match protection.kind {
        ProtectionKind::TlsRpt => "tls-rpt-no-mail",
        ProtectionKind::MtaSts => "mta-sts-no-mail",
        ProtectionKind::Spf
        | ProtectionKind::Dkim
        | ProtectionKind::Dmarc
        | ProtectionKind::Dane
        | ProtectionKind::Mail => return,
    };
    if protection.presence == Presence::Absent {
        protection.presence = Presence::NotApplicable;
        protection.key = key;
        protection.args.clear();
    }
}

fn has(findings: &[Finding], id: &str) -> bool {
    findings.iter().any(|finding| finding.rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_adjustment_is_about_a_rule() {
        let rules = crate::rules();
        for adjustment in ADJUSTMENTS {
            assert!(
                rules.iter().any(|rule| rule.id == adjustment.rule),
                "{} is no rule",
                adjustment.rule
            );
        }
    }
}
