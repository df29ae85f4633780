//! What a check says of a domain's DMARC.

use crate::answers::{Answers, Need};
use crate::assessment::{Presence, Protection, ProtectionKind, RoomReport};
use crate::finding::Value;
use crate::name::DomainName;

use super::discover::{
    AppliedPolicy, Discovery, Found, PolicyBasis, PolicySource, PolicyState, discover_policy,
};
use super::lint::{self, Noted, Own, Published};
use super::record::{OWNER_PREFIX, Selection, select};
use super::report_authorization::{Authorization, Destination, destinations};
use super::tags::{Policy, TestMode};

/// Whether something is there, as far as the caller knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Known {
    /// It is there.
    Present,
    /// It is known not to be there. For DKIM nobody can see that from outside: only the owner knows
    /// the selectors.
    Absent,
    /// Not known.
    #[default]
    Unknown,
}

/// What sends mail with the domain in `From`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sending {
    /// Not known.
    #[default]
    Unknown,
    /// People, who may write to mailing lists.
    Mailboxes,
    /// Programs only: invoices, alerts, newsletters.
    Services,
    /// Nothing: a parked domain.
    Nothing,
}

/// What the caller knows of a domain beyond its DMARC record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Context {
    /// Whether the domain has an SPF record that lets somebody send.
    pub spf: Known,
    /// Whether mail of the domain is signed with an aligned domain.
    pub dkim: Known,
    /// What sends.
    pub sending: Sending,
}

/// Assesses DMARC of `domain`.
///
/// May ask: what [`discover_policy`] asks; then, at once, TXT at the probes for wildcards, for the
/// domain's own record what [`destinations`] and the MX of each destination want (A and AAAA where
/// it has none), and without a record TXT at the domain and at three misspelt owner names. A record
/// with one address of its own domain takes at most 13 questions.
pub fn assess(
    domain: &DomainName,
    context: &Context,
    answers: &Answers,
) -> Result<RoomReport, Need> {
    let Ok(owner) = domain.child(OWNER_PREFIX) else {
        // The owner name does not fit the DNS, so nothing can be published there.
        return Ok(RoomReport {
            protection: line(Presence::NotApplicable, "dmarc-absent"),
            findings: Vec::new(),
            unknowns: Vec::new(),
        });
    };
    let discovery = discover_policy(domain, answers)?;
    let mut noted = Noted::default();
    note_failures(&discovery, &mut noted);
    if let Ok(records) = answers.txt(&owner)?.outcome.known() {
        let selection = select(records);
        let destinations = own_destinations(domain, &discovery, answers)?;
        note_unknown_destinations(&destinations, &mut noted);
        let published = Published {
            domain,
            owner: &owner,
            selection: &selection,
            own: Own::of(&selection),
            discovery: &discovery,
            destinations: &destinations,
            context,
            answers,
        };
        lint::check_published(&published, &mut noted)?;
        return Ok(RoomReport {
            protection: summary(&discovery, Some(&selection)),
            findings: noted.findings,
            unknowns: noted.unknowns,
        });
    }
    Ok(RoomReport {
        protection: summary(&discovery, None),
        findings: noted.findings,
        unknowns: noted.unknowns,
    })
}

/// Every lookup of the walk without an answer leaves the policy or the alignment open.
fn note_failures(discovery: &Discovery, noted: &mut Noted) {
    for step in &discovery.walk.steps {
        match &step.found {
            Found::Failed(failed) => noted.unknown(failed.question.clone(), failed.failure),
            Found::Record(_) | Found::Several(_) | Found::Nothing | Found::NoSuchName => {}
        }
    }
    if let PolicyState::TempError(failed) = &discovery.policy {
        noted.unknown(failed.question.clone(), failed.failure);
    }
}

fn own_destinations(
    domain: &DomainName,
    discovery: &Discovery,
    answers: &Answers,
) -> Result<Vec<Destination>, Need> {
    match (
        discovery.walk.record_of(domain),
        &discovery.organizational_domain,
    ) {
        (Some(own), Ok(organizational)) => {
            destinations(domain, organizational, &own.record, answers)
        }
        // Whether a destination is outside is unknown when the Organizational Domain is; that it is
        // was noted with the walk.
        (Some(_), Err(_)) | (None, _) => Ok(Vec::new()),
    }
}

fn note_unknown_destinations(destinations: &[Destination], noted: &mut Noted) {
    for destination in destinations {
        match &destination.authorization {
            Authorization::Unknown(failed) => {
                noted.unknown(failed.question.clone(), failed.failure);
            }
            Authorization::Inside
            | Authorization::Authorized
            | Authorization::Redirected(_)
            | Authorization::OverridesElsewhere(_)
            | Authorization::NotAuthorized(_)
            | Authorization::NameTooLong => {}
        }
    }
}

fn summary(discovery: &Discovery, selection: Option<&Selection>) -> Protection {
    match &discovery.policy {
        PolicyState::Applies(policy) => applied(policy),
        PolicyState::NoProcessing(_) => line(Presence::Published, "dmarc-broken"),
        PolicyState::TempError(_) => line(Presence::Unknown, "dmarc-unknown"),
        PolicyState::NoRecord => match selection {
            Some(Selection::Several(_)) => line(Presence::Published, "dmarc-several"),
            Some(Selection::None(_) | Selection::One(_)) | None => {
                line(Presence::Absent, "dmarc-absent")
            }
        },
    }
}

fn applied(policy: &AppliedPolicy) -> Protection {
    let record = &policy.found.record;
    let presence = match policy.applied {
        Policy::None => Presence::Published,
        Policy::Quarantine | Policy::Reject => Presence::InForce,
    };
    let tag = match policy.basis {
        PolicyBasis::Tag(tag) => tag.as_str(),
        PolicyBasis::NoValidPolicy => "p",
    };
    let key = match policy.source {
        PolicySource::AuthorDomain => match (record.t, policy.requested, record.rua.is_empty()) {
            (TestMode::Testing, Policy::Quarantine | Policy::Reject, _) => "dmarc-testing",
            (_, _, false) => "dmarc-own",
            (_, _, true) => "dmarc-own-without-reports",
        },
        PolicySource::OrganizationalDomain | PolicySource::PublicSuffixDomain => "dmarc-inherited",
    };
    let rua: Vec<String> = record.rua.iter().map(ToString::to_string).collect();
    let mut protection = line(presence, key);
    for (name, value) in [
        ("tag", tag.to_string()),
        ("policy", policy.requested.to_string()),
        ("applied", policy.applied.to_string()),
        ("domain", policy.found.domain.to_string()),
        ("rua", rua.join(", ")),
    ] {
        protection.args.push((name, Value::Text(value)));
    }
    protection
}

fn line(presence: Presence, key: &'static str) -> Protection {
    Protection {
        kind: ProtectionKind::Dmarc,
        presence,
        key,
        args: Vec::new(),
    }
}
