//! What a check says of a domain's DKIM keys.

use crate::answers::{Answers, Need, Question};
use crate::assessment::{Presence, Protection, ProtectionKind, RoomReport, Unknown};
use crate::finding::Value;
use crate::name::DomainName;

use super::build::{KeyMatch, matches};
use super::key::PublicKey;
use super::lint;
use super::record::KeyRecord;
use super::survey::{
    Origin, Root, Selectors, Signing, Standing, Survey, Surveyed, Wildcard, survey,
};

/// Assesses the DKIM keys of `domain`.
///
/// May ask: TXT at `_domainkey.<domain>`, at a probe name below it, and at the owner name of each
/// known selector; where none is known and `_domainkey` exists, at those of
/// [`WELL_KNOWN_SELECTORS`](super::survey::WELL_KNOWN_SELECTORS); for each known selector that is
/// missing, at five names where it may stand by mistake. Never asks a guess where RFC 8020 shows
/// that there is no key.
pub fn assess(
    domain: &DomainName,
    selectors: &Selectors,
    signing: Signing,
    answers: &Answers,
) -> Result<RoomReport, Need> {
    let Some(survey) = survey(domain, selectors, signing, answers)? else {
        return Ok(RoomReport {
            protection: line(Presence::NotApplicable, "dkim-absent"),
            findings: Vec::new(),
            unknowns: Vec::new(),
        });
    };
    let mut findings = Vec::new();
    lint::check_published(&survey, &mut findings);
    let unknowns = unknowns(&survey);
    Ok(RoomReport {
        protection: protection(&survey, &unknowns),
        findings,
        unknowns,
    })
}

/// What stays open. A guess that could not be asked matters only where nothing else was found, and
/// then the first one stands for all.
fn unknowns(survey: &Survey<'_>) -> Vec<Unknown> {
    let unknown = |name: &DomainName, failure| Unknown {
        protection: ProtectionKind::Dkim,
        question: Question::Txt(name.clone()),
        failure,
    };
    let mut unknowns = Vec::new();
    let mut guessed = Vec::new();
    for surveyed in &survey.selectors {
        if let Standing::Failed(failure) = surveyed.standing {
            let open = unknown(&surveyed.owner, failure);
            match surveyed.origin {
                Origin::Ours { .. } | Origin::Asked => unknowns.push(open),
                Origin::Guessed => guessed.push(open),
            }
        }
    }
    let found = survey
        .selectors
        .iter()
        .any(|s| matches!(s.standing, Standing::Records(_)));
    if !found {
        unknowns.extend(guessed.into_iter().take(1));
    }
    match survey.root_says {
        // Known selectors are asked for themselves; only guessing depends on this answer.
        Root::Failed(failure) if survey.selectors.is_empty() => {
            unknowns.push(unknown(&survey.root, failure));
        }
        Root::Failed(_) | Root::Exists(_) | Root::Absent => {}
    }
    unknowns
}

/// A key that verifiers can use.
struct UsableKey<'a> {
    selector: &'a str,
    record: KeyRecord,
    ownership: Ownership,
}

/// Whether a published key is the one that signs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ownership {
    /// It is.
    Same,
    /// Another one stands at our selector.
    Other,
    /// Not known.
    Unknown,
}

fn usable_keys<'a>(survey: &'a Survey<'_>) -> Vec<UsableKey<'a>> {
    let mut keys = Vec::new();
    for surveyed in &survey.selectors {
        if let Some(record) = best(surveyed) {
            let ownership = match surveyed.origin {
                Origin::Ours { key, .. } => match matches(&record, key) {
                    KeyMatch::Same => Ownership::Same,
                    KeyMatch::Other | KeyMatch::Revoked => Ownership::Other,
                },
                Origin::Asked | Origin::Guessed => Ownership::Unknown,
            };
            keys.push(UsableKey {
                selector: surveyed.selector.as_str(),
                record,
                ownership,
            });
        }
    }
    if let Wildcard::Key(texts) = &survey.wildcard {
        let records = texts.iter().filter_map(|text| super::parse(text).record);
        if let Some(record) = records
            .into_iter()
            .find(is_usable)
            .filter(|_| keys.is_empty())
        {
            keys.push(UsableKey {
                selector: "*",
                record,
                ownership: Ownership::Unknown,
            });
        }
    }
    keys
}

/// Of several records at a selector a verifier may take any; it is ours that is looked for.
fn best(surveyed: &Surveyed<'_>) -> Option<KeyRecord> {
    let usable: Vec<KeyRecord> = surveyed.records().into_iter().filter(is_usable).collect();
    let ours = match surveyed.origin {
        Origin::Ours { key, .. } => usable.iter().find(|r| matches(r, key) == KeyMatch::Same),
        Origin::Asked | Origin::Guessed => None,
    };
    ours.or(usable.first()).cloned()
}

/// Whether some signature of today can be verified with the record.
fn is_usable(record: &KeyRecord) -> bool {
    let long_enough = match record.public_key() {
        // RFC 8301 §3.2.
        Some(PublicKey::Rsa(key)) => key.modulus_bits() >= 1024,
        Some(PublicKey::Ed25519(_)) => true,
        None => false,
    };
    long_enough && record.is_for_mail() && record.accepts_sha256()
}

fn protection(survey: &Survey<'_>, unknowns: &[Unknown]) -> Protection {
    let keys = usable_keys(survey);
    if keys.is_empty() {
        let (presence, key) = without_keys(survey, unknowns);
        return line(presence, key);
    }
    let mut protection = with_keys(survey, &keys);
    let names: Vec<String> = keys.iter().map(described).collect();
    let count = u64::try_from(keys.len()).unwrap_or(u64::MAX);
    protection.args.push(("count", Value::Count(count)));
    protection
        .args
        .push(("keys", Value::Text(names.join(", "))));
    protection
}

/// `rsa-2048 s202611`.
fn described(key: &UsableKey<'_>) -> String {
    let name = key
        .record
        .public_key()
        .map_or_else(String::new, PublicKey::name);
    format!("{name} {}", key.selector)
}

fn with_keys(survey: &Survey<'_>, keys: &[UsableKey<'_>]) -> Protection {
    let ours = survey
        .selectors
        .iter()
        .any(|s| matches!(s.origin, Origin::Ours { .. }));
    let matching = keys
        .iter()
        .filter(|key| key.ownership == Ownership::Same)
        .count();
    if ours && matching == 0 {
        return line(Presence::Published, "dkim-mismatch");
    }
    if keys.iter().all(|key| key.record.is_testing()) {
        return line(Presence::Published, "dkim-testing");
    }
    if matching == survey.selectors.len() {
        return line(Presence::InForce, "dkim-own-keys");
    }
    line(Presence::InForce, "dkim-keys")
}

fn without_keys(survey: &Survey<'_>, unknowns: &[Unknown]) -> (Presence, &'static str) {
    let absent = match survey.signing {
        Signing::Expected => Presence::Absent,
        Signing::NoMail => Presence::NotApplicable,
    };
    let stands = |surveyed: &Surveyed<'_>| match &surveyed.standing {
        Standing::Records(_) | Standing::Dangling(_) => true,
        Standing::Missing => !surveyed.strays.is_empty(),
        Standing::Failed(_) => false,
    };
    if survey.selectors.iter().any(stands) {
        return (Presence::Published, "dkim-broken");
    }
    if survey.wildcard == Wildcard::Revoked {
        return (absent, "dkim-revoked-everywhere");
    }
    if survey.root_says == Root::Absent {
        return (absent, "dkim-absent");
    }
    if !unknowns.is_empty() {
        return (Presence::Unknown, "dkim-unknown");
    }
    let known = |s: &Surveyed<'_>| matches!(s.origin, Origin::Ours { .. } | Origin::Asked);
    if survey.selectors.iter().any(known) {
        return (Presence::Absent, "dkim-missing");
    }
    (Presence::Unknown, "dkim-selector-unknown")
}

fn line(presence: Presence, key: &'static str) -> Protection {
    Protection {
        kind: ProtectionKind::Dkim,
        presence,
        key,
        args: Vec::new(),
    }
}
