//! What a check means for mail, in one word: the sentence that stands first. Not the worst rule decides,
//! but the worst effect: mail that is lost weighs more than mail that is forged, that more than mail that
//! is read on its way, and that more than order.

use crate::assessment::{Assessment, Presence, ProtectionKind};
use crate::finding::{Finding, RecordKind, Severity};

/// What a fault does to mail, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Mail from the domain's own servers fails a check.
    OwnMail,
    /// Mail to the domain does not arrive.
    IncomingMail,
    /// Mail in the domain's name is taken from strangers.
    Forgery,
    /// Mail to the domain may travel in the clear.
    Encryption,
    /// Nothing happens to mail.
    Order,
}

impl Effect {
    /// Every effect, the worst first.
    pub const ALL: [Effect; 5] = [
        Effect::OwnMail,
        Effect::IncomingMail,
        Effect::Forgery,
        Effect::Encryption,
        Effect::Order,
    ];
}

/// What a check means, as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing of the domain could be asked.
    Unseen,
    /// A protection does not work, with this effect.
    Broken(Effect),
    /// All works, and forged mail is still let through: there is no DMARC policy, or one that only
    /// watches.
    Forgeable,
    /// All works, and could be better in this.
    Better(Effect),
    /// Nothing is wrong with what could be checked.
    FineAsFarAsSeen,
    /// Nothing is wrong.
    Fine,
}

/// What a check means for mail.
pub fn verdict(assessment: &Assessment) -> Verdict {
    let mut lines = assessment.protections.iter();
    if lines.all(|line| line.presence == Presence::Unknown) {
        return Verdict::Unseen;
    }
    let worst = |from: Severity| {
        let findings = assessment.findings.iter();
        let heavy = findings.filter(|finding| finding.severity >= from);
        heavy.map(effect).min()
    };
    if let Some(effect) = worst(Severity::High) {
        return Verdict::Broken(effect);
    }
    if is_forgeable(assessment) {
        return Verdict::Forgeable;
    }
    if let Some(effect) = worst(Severity::Medium) {
        return Verdict::Better(effect);
    }
    match assessment.open_unknowns().next() {
        Some(_) => Verdict::FineAsFarAsSeen,
        None => Verdict::Fine,
    }
}

fn is_forgeable(assessment: &Assessment) -> bool {
    let mut lines = assessment.protections.iter();
    lines.any(|line| {
        line.kind == ProtectionKind::Dmarc
            && match line.presence {
                Presence::Published | Presence::Absent => true,
                Presence::InForce | Presence::NotApplicable | Presence::Unknown => false,
            }
    })
}

/// The effect of one finding.
pub fn effect(finding: &Finding) -> Effect {
    let id = finding.rule.id;
    if let Some((_, effect)) = SINGLE.iter().find(|(known, _)| *known == id) {
        return *effect;
    }
    match ProtectionKind::of_finding(finding) {
        ProtectionKind::Spf | ProtectionKind::Dkim => Effect::OwnMail,
        ProtectionKind::Dmarc => Effect::Forgery,
        ProtectionKind::MtaSts | ProtectionKind::Dane => Effect::Encryption,
        ProtectionKind::TlsRpt => Effect::Order,
        ProtectionKind::Mail => by_record(finding.place.kind),
    }
}

/// Of a rule over several answers the record decides that it is about.
fn by_record(kind: RecordKind) -> Effect {
    match kind {
        RecordKind::Spf | RecordKind::DkimKey | RecordKind::DkimSelector => Effect::OwnMail,
        RecordKind::Dmarc => Effect::Forgery,
        RecordKind::MtaSts | RecordKind::MtaStsPolicy | RecordKind::Tlsa | RecordKind::Smtp => {
            Effect::Encryption
        }
        RecordKind::TlsRpt | RecordKind::DmarcReport | RecordKind::Dns => Effect::Order,
    }
}

/// Rules whose effect is not that of their room.
const SINGLE: &[(&str, Effect)] = &[
    ("spf/passes-everyone", Effect::Forgery),
    ("spf/neutral-default", Effect::Forgery),
    ("spf/record-missing", Effect::Forgery),
    ("spf/range-too-wide", Effect::Forgery),
    ("dkim/private-key-published", Effect::Forgery),
    ("dkim/rsa-too-short", Effect::Forgery),
    ("dkim/key-shared", Effect::Forgery),
    ("dkim/no-key", Effect::Forgery),
    ("mta-sts/mx-not-listed", Effect::IncomingMail),
    ("dane/no-match", Effect::IncomingMail),
    ("dane/starttls-missing", Effect::IncomingMail),
    ("dane/denial-bogus", Effect::IncomingMail),
    ("dane/trust-anchor-not-presented", Effect::IncomingMail),
    ("dmarc/external-unauthorized", Effect::Order),
    ("dmarc/destination-without-mail", Effect::Order),
    ("domain/not-found", Effect::IncomingMail),
    ("domain/mx-missing", Effect::IncomingMail),
    ("domain/mx-is-address", Effect::IncomingMail),
    ("domain/mx-without-address", Effect::IncomingMail),
    ("domain/mx-address-private", Effect::IncomingMail),
    ("domain/mx-too-many", Effect::IncomingMail),
    ("domain/null-mx-but-sends", Effect::OwnMail),
    ("domain/null-mx-with-others", Effect::IncomingMail),
    ("domain/ptr-missing", Effect::OwnMail),
    ("domain/ptr-not-confirmed", Effect::OwnMail),
    ("domain/helo-without-spf", Effect::OwnMail),
    ("domain/bulk-sender-not-ready", Effect::OwnMail),
    ("domain/dmarc-without-dkim", Effect::OwnMail),
    ("domain/no-mail-without-spf-all", Effect::Forgery),
    ("domain/parked-without-reject", Effect::Forgery),
    ("domain/parked-without-key-wildcard", Effect::Forgery),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Failure, Question};
    use crate::assessment::{Protection, Unknown};
    use crate::finding::{Place, RuleInfo};

    fn line(kind: ProtectionKind, presence: Presence) -> Protection {
        Protection {
            kind,
            presence,
            key: "",
            args: Vec::new(),
        }
    }

    fn sound() -> Assessment {
        Assessment {
            protections: vec![
                line(ProtectionKind::Spf, Presence::InForce),
                line(ProtectionKind::Dmarc, Presence::InForce),
            ],
            ..Assessment::default()
        }
    }

    fn finding(id: &str, severity: Severity) -> Finding {
        let rule: &'static RuleInfo = crate::rules()
            .into_iter()
            .find(|rule| rule.id == id)
            .unwrap_or_else(|| panic!("{id} is no rule"));
        Finding::new(rule, Place::new(RecordKind::Dns, None, "")).severity(severity)
    }

    fn check(found: &[(&str, Severity)], expect: Verdict) {
        let mut assessment = sound();
        assessment.findings = found.iter().map(|(id, s)| finding(id, *s)).collect();
        assert_eq!(verdict(&assessment), expect, "{found:?}");
    }

    #[test]
    fn the_worst_effect_decides_and_not_the_worst_rule() {
        use Severity::{Critical, High, Low, Medium};
        check(&[], Verdict::Fine);
        check(
            &[
                ("dmarc/policy-invalid", Critical),
                ("spf/too-many-lookups", High),
            ],
            Verdict::Broken(Effect::OwnMail),
        );
        check(
            &[("domain/wildcard-txt", High)],
            Verdict::Broken(Effect::Order),
        );
        check(
            &[("mta-sts/policy-status", Medium)],
            Verdict::Better(Effect::Encryption),
        );
        check(&[("spf/duplicate-term", Low)], Verdict::Fine);
    }

    #[test]
    fn what_only_watches_is_forgeable() {
        let mut assessment = sound();
        for presence in [Presence::Published, Presence::Absent] {
            assessment.protections[1].presence = presence;
            assert_eq!(verdict(&assessment), Verdict::Forgeable);
        }
    }

    #[test]
    fn nothing_unknown_is_a_fault() {
        let mut assessment = sound();
        assessment.unknowns.push(Unknown {
            protection: ProtectionKind::Dane,
            question: Question::Txt("example.com".parse().unwrap()),
            failure: Failure::Timeout,
        });
        assert_eq!(verdict(&assessment), Verdict::FineAsFarAsSeen);
        for line in &mut assessment.protections {
            line.presence = Presence::Unknown;
        }
        assert_eq!(verdict(&assessment), Verdict::Unseen);
    }

    #[test]
    fn every_single_rule_is_one() {
        for (id, _) in SINGLE {
            assert!(crate::rules().iter().any(|rule| rule.id == *id), "{id}");
        }
    }
}
