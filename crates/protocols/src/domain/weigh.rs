//! What one room says, weighed by what the others know: each room judges its own record, and some
//! of that is beside the point for this domain.

use crate::assessment::{Assessment, Presence, Protection, ProtectionKind};
use crate::dmarc::Policy;
use crate::finding::Finding;

use super::compare::Comparison;
use super::observe::Scene;
use super::records::Role;

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
    // RFC 9989 §7.1: under an enforced policy it is DMARC that decides, and `~all` leaves DKIM its
    // say.
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
    // A domain without mail has nothing that `-all` could lose, and none that a policy could.
    Adjustment {
        rule: "spf/hard-fail",
        moot: |scene, _| scene.has_no_mail(),
    },
    Adjustment {
        rule: "dmarc/rua-missing",
        moot: |scene, _| scene.has_no_mail(),
    },
];

/// Findings that are said better by comparison with what the owner wants, which knows the right
/// record.
const SAID_BY_COMPARISON: &[(&str, Role)] = &[
    ("spf/record-missing", Role::Spf),
    ("dmarc/record-missing", Role::Dmarc),
    ("tls-rpt/record-missing", Role::TlsRpt),
    ("mta-sts/record-missing", Role::MtaSts),
    ("mta-sts/not-published", Role::MtaSts),
    ("domain/tls-rpt-missing-beside-mta-sts", Role::TlsRpt),
    ("domain/no-mail-without-spf-all", Role::Spf),
    ("domain/parked-without-reject", Role::Dmarc),
    ("domain/parked-takes-mail", Role::NullMx),
    ("domain/mx-missing", Role::NullMx),
    ("domain/parked-without-key-wildcard", Role::KeyRevocation),
];

/// Whether the comparison says that the record of this role is missing or differs.
fn is_compared(scene: &Scene<'_>, role: Role) -> bool {
    let mut of_role = scene
        .compared
        .iter()
        .filter(|(planned, _)| planned.role == role);
    of_role.any(|(_, comparison)| match comparison {
        Comparison::Missing | Comparison::Differs(_) => true,
        Comparison::Same | Comparison::Unknown(..) | Comparison::Elsewhere => false,
    })
}

/// Drops the findings that are beside the point, and says so of protections that have nothing to
/// protect.
pub(super) fn weigh(scene: &Scene<'_>, assessment: &mut Assessment) {
    let findings = std::mem::take(&mut assessment.findings);
    let moot = |finding: &Finding| {
        let mut about = ADJUSTMENTS.iter().filter(|a| a.rule == finding.rule.id);
        let mut compared = SAID_BY_COMPARISON
            .iter()
            .filter(|(id, _)| *id == finding.rule.id);
        about.any(|adjustment| (adjustment.moot)(scene, &findings))
            || compared.any(|(_, role)| is_compared(scene, *role))
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
        let adjusted = ADJUSTMENTS.iter().map(|adjustment| adjustment.rule);
        for id in adjusted.chain(SAID_BY_COMPARISON.iter().map(|(id, _)| *id)) {
            assert!(rules.iter().any(|rule| rule.id == id), "{id} is no rule");
        }
    }
}
