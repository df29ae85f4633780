//! Whether names that nobody made answer nevertheless.

use crate::answers::{Answers, Need, Needs, Outcome, Question, TxtRecord};
use crate::assessment::{ProtectionKind, Unknown};
use crate::name::{DomainName, WILDCARD_PROBE_LABEL};

use super::super::options::CheckOptions;

/// The service labels whose readers can be misled, and the protection that would be.
/// `dmarc` asks below its own label itself.
const SERVICE_LABELS: [(&str, ProtectionKind); 2] = [
    ("_domainkey", ProtectionKind::Dkim),
    ("_mta-sts", ProtectionKind::MtaSts),
];

/// A probe name that answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wildcard {
    /// The name that was asked.
    pub probe: DomainName,
    /// The service name above it, such as `_domainkey.example.com`.
    pub service: DomainName,
    /// Which protection it can mislead.
    pub protection: ProtectionKind,
    /// What it answered.
    pub texts: Vec<String>,
}

/// What the probes gave.
#[derive(Debug, Default)]
pub(super) struct Wildcards {
    pub(super) found: Vec<Wildcard>,
    pub(super) unknowns: Vec<Unknown>,
}

pub(super) fn observe(
    domain: &DomainName,
    options: &CheckOptions,
    answers: &Answers,
) -> Result<Wildcards, Need> {
    let mut wildcards = Wildcards::default();
    let mut needs = Needs::default();
    for (label, protection) in SERVICE_LABELS {
        if !options.rooms.has(protection) {
            continue;
        }
        // A name too long for the DNS has no wildcard below it that anyone could ask for.
        let Ok(service) = domain.child(label) else {
            continue;
        };
        let Ok(probe) = service.child(WILDCARD_PROBE_LABEL) else {
            continue;
        };
        // The protection itself asks at the service name, so this is no further question.
        let Some(above) = needs.take(answers.txt(&service)) else {
            continue;
        };
        // RFC 8020 §2: below a name that does not exist 'there is nothing underneath', no wildcard
        // either.
        if matches!(above.outcome, Outcome::NxDomain) && above.aliases.is_empty() {
            continue;
        }
        let Some(lookup) = needs.take(answers.txt(&probe)) else {
            continue;
        };
        match &lookup.outcome {
            Outcome::Records(records) => wildcards.found.push(Wildcard {
                service,
                probe,
                protection,
                texts: records.iter().map(TxtRecord::text).collect(),
            }),
            Outcome::NoData | Outcome::NxDomain => {}
            Outcome::Failed(failure) => wildcards.unknowns.push(Unknown {
                protection,
                question: Question::Txt(probe),
                failure: *failure,
            }),
        }
    }
    needs.settle()?;
    Ok(wildcards)
}
