//! Which certification authorities may issue for a host (RFC 8659).

use crate::answers::{Answers, CaaRecord, Failure, Need, Needs, Question};
use crate::assessment::{ProtectionKind, Unknown};
use crate::name::DomainName;

/// The CAA records that hold for a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caa {
    /// The host.
    pub host: DomainName,
    /// The name whose records hold, and the records; `None` when nobody is restricted.
    pub relevant: Option<(DomainName, Vec<CaaRecord>)>,
    /// The question that got no answer, which leaves open what holds.
    failure: Option<(Question, Failure)>,
}

/// The property tags a CA has to understand (RFC 8659 §4.2–4.4).
const KNOWN_TAGS: [&str; 3] = ["issue", "issuewild", "iodef"];

/// RFC 8659 §3: 'The search for a CAA RRset climbs the DNS name tree from the specified label up
/// to, but not including, the DNS root "." until a CAA RRset is found.'
///
/// Asks CAA at the host and every name above it, all at once. An answer lies within 127 labels, as
/// every name does.
pub(super) fn observe(host: &DomainName, answers: &Answers) -> Result<Caa, Need> {
    let mut needs = Needs::default();
    let mut found = Vec::new();
    let mut next = Some(host.clone());
    while let Some(name) = next {
        next = name.parent();
        if let Some(lookup) = needs.take(answers.caa(&name)) {
            found.push((name, lookup));
        }
    }
    needs.settle()?;
    let mut caa = Caa {
        host: host.clone(),
        relevant: None,
        failure: None,
    };
    for (name, lookup) in found {
        match lookup.outcome.known() {
            Ok([]) => {}
            Ok(records) => {
                caa.relevant = Some((name, records.to_vec()));
                break;
            }
            Err(failure) => {
                caa.failure = Some((Question::Caa(name), failure));
                break;
            }
        }
    }
    Ok(caa)
}

impl Caa {
    /// Whether the authority that calls itself by one of `identifiers` may issue for the host.
    ///
    /// RFC 8659 §4.2: without an `issue` property nobody is restricted; with some, one must name
    /// the authority. What could not be asked forbids nothing here: it is an unknown.
    pub fn permits(&self, identifiers: &[&str]) -> bool {
        let Some((_, records)) = &self.relevant else {
            return true;
        };
        if self.critical_unknown().is_some() {
            return false;
        }
        let mut issuers = records
            .iter()
            .filter(|record| record.tag == "issue")
            .peekable();
        issuers.peek().is_none()
            || issuers.any(|record| {
                let name = issuer(&record.value);
                identifiers
                    .iter()
                    .any(|known| name.eq_ignore_ascii_case(known))
            })
    }

    /// The critical property no CA knows. RFC 8659 §4.1: 'If the value is set (1), the Property is
    /// critical. A CA MUST NOT issue certificates for any FQDN if the Relevant RRset for that FQDN
    /// contains a CAA critical Property for an unknown or unsupported Property Tag.'
    pub fn critical_unknown(&self) -> Option<&CaaRecord> {
        let (_, records) = self.relevant.as_ref()?;
        let unknown = |tag: &str| !KNOWN_TAGS.contains(&tag);
        records
            .iter()
            .find(|record| record.critical && unknown(&record.tag))
    }

    /// The name whose records hold, and the records as a zone file has them.
    pub fn shown(&self) -> Option<(&DomainName, String)> {
        let (name, records) = self.relevant.as_ref()?;
        let line = |record: &CaaRecord| {
            let flags = if record.critical { 128 } else { 0 };
            format!("{flags} {} \"{}\"", record.tag, record.value)
        };
        let lines: Vec<String> = records.iter().map(line).collect();
        Some((name, lines.join(" | ")))
    }

    /// What could not be asked.
    pub(super) fn unknowns(&self) -> Vec<Unknown> {
        let unknown = |(question, failure): &(Question, Failure)| Unknown {
            protection: ProtectionKind::MtaSts,
            question: question.clone(),
            failure: *failure,
        };
        self.failure.iter().map(unknown).collect()
    }
}

/// The issuer-domain-name of an `issue` value, without its parameters (RFC 8659 §4.2).
fn issuer(value: &str) -> &str {
    value.split(';').next().unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caa(records: &[(bool, &str, &str)]) -> Caa {
        let name = DomainName::parse("example.com").unwrap();
        let record = |(critical, tag, value): &(bool, &str, &str)| CaaRecord {
            critical: *critical,
            tag: tag.to_string(),
            value: value.to_string(),
        };
        Caa {
            host: name.clone(),
            relevant: (!records.is_empty()).then(|| (name, records.iter().map(record).collect())),
            failure: None,
        }
    }

    #[test]
    fn who_may_issue() {
        let permits = |records: &[(bool, &str, &str)]| caa(records).permits(&["ca.example"]);
        assert!(permits(&[]));
        assert!(permits(&[(false, "issue", "ca.example")]));
        assert!(permits(&[(false, "issue", " CA.example ; account=1")]));
        assert!(permits(&[
            (false, "issue", ";"),
            (false, "issue", "ca.example")
        ]));
        assert!(!permits(&[(false, "issue", ";")]));
        assert!(!permits(&[(false, "issue", "other.example")]));
        // Only wildcards are restricted.
        assert!(permits(&[(false, "issuewild", ";")]));
        assert!(permits(&[(false, "future", "x")]));
        assert!(!permits(&[(true, "future", "x")]));
    }
}
