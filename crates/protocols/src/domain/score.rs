//! How far a domain is: 'N of M in force, next: …', as data.

use crate::assessment::{Assessment, Presence, Protection, ProtectionKind};

/// How many protections are in force, and what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Score {
    /// Protections in force.
    pub in_force: usize,
    /// Protections that apply to this domain, those that could not be checked among them.
    pub applicable: usize,
    /// Protections that could not be checked.
    pub unknown: usize,
    /// The next step; `None` when every protection that applies is in force or unknown.
    pub next: Option<NextStep>,
}

/// One step forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextStep {
    /// Which protection.
    pub kind: ProtectionKind,
    /// The catalogue key of the words.
    pub key: &'static str,
}

/// The order of the steps: who may send first, then what is signed, then the policy that rests on
/// both, then reports of TLS before TLS is demanded.
const ORDER: [ProtectionKind; 7] = [
    ProtectionKind::Spf,
    ProtectionKind::Dkim,
    ProtectionKind::Dmarc,
    ProtectionKind::Mail,
    ProtectionKind::TlsRpt,
    ProtectionKind::MtaSts,
    ProtectionKind::Dane,
];

/// The score of an assessment.
pub fn score(assessment: &Assessment) -> Score {
    let lines = &assessment.protections;
    let count = |presence| lines.iter().filter(|p| p.presence == presence).count();
    let next = ORDER.iter().find_map(|kind| {
        let line = lines.iter().find(|line| line.kind == *kind)?;
        next_step(line)
    });
    Score {
        in_force: count(Presence::InForce),
        applicable: lines.len() - count(Presence::NotApplicable),
        unknown: count(Presence::Unknown),
        next,
    }
}

/// The step that a line which is not in force asks for.
fn next_step(line: &Protection) -> Option<NextStep> {
    let begin = match line.presence {
        Presence::Absent => true,
        Presence::Published => false,
        Presence::InForce | Presence::NotApplicable | Presence::Unknown => return None,
    };
    let key = match (line.kind, begin) {
        (ProtectionKind::Spf, true) => "next-spf-begin",
        (ProtectionKind::Spf, false) => "next-spf-repair",
        (ProtectionKind::Dkim, true) => "next-dkim-begin",
        (ProtectionKind::Dkim, false) => "next-dkim-repair",
        (ProtectionKind::Dmarc, true) => "next-dmarc-begin",
        (ProtectionKind::Dmarc, false) => "next-dmarc-enforce",
        (ProtectionKind::MtaSts, true) => "next-mta-sts-begin",
        (ProtectionKind::MtaSts, false) => "next-mta-sts-enforce",
        (ProtectionKind::TlsRpt, true) => "next-tls-rpt-begin",
        (ProtectionKind::TlsRpt, false) => "next-tls-rpt-repair",
        (ProtectionKind::Dane, true) => "next-dane-begin",
        (ProtectionKind::Dane, false) => "next-dane-repair",
        (ProtectionKind::Mail, true) => "next-mail-begin",
        (ProtectionKind::Mail, false) => "next-mail-repair",
    };
    Some(NextStep {
        kind: line.kind,
        key,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(kind: ProtectionKind, presence: Presence) -> Protection {
        Protection {
            kind,
            presence,
            key: "",
            args: Vec::new(),
        }
    }

    #[test]
    fn the_next_step() {
        let mut assessment = Assessment {
            protections: vec![
                line(ProtectionKind::Spf, Presence::InForce),
                line(ProtectionKind::Dkim, Presence::Unknown),
                line(ProtectionKind::Dmarc, Presence::Published),
                line(ProtectionKind::MtaSts, Presence::Absent),
                line(ProtectionKind::TlsRpt, Presence::Absent),
                line(ProtectionKind::Dane, Presence::NotApplicable),
            ],
            ..Assessment::default()
        };
        let score = score(&assessment);
        assert_eq!((score.in_force, score.applicable, score.unknown), (1, 5, 1));
        assert_eq!(score.next.unwrap().key, "next-dmarc-enforce");
        assessment.protections[2].presence = Presence::InForce;
        assert_eq!(
            super::score(&assessment).next.unwrap().key,
            "next-tls-rpt-begin"
        );
    }
}
