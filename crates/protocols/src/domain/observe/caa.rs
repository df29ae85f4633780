//! Which certification authorities may issue for a host (RFC 8659), to whom and how (RFC 8657).

mod issue_value;

use crate::answers::{Answers, CaaRecord, Failure, Need, Needs, Question};
use crate::assessment::{ProtectionKind, Unknown};
use crate::name::DomainName;

use issue_value::IssueValue;

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

/// Who asks for a certificate, as CAA records speak of it.
#[derive(Debug, Clone, Copy)]
pub struct Applicant<'a> {
    /// The names that admit the authority.
    pub identifiers: &'a [String],
    /// The applicant's account at the authority; `None` while there is none.
    pub account_uri: Option<&'a str>,
    /// The validation methods the applicant can use, such as `http-01`.
    pub methods: &'a [&'a str],
}

/// Why the records do not let an authority issue for an applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaaRefusal {
    /// A critical property of this tag, which no authority knows: none may issue.
    CriticalUnknown(String),
    /// No record names the authority.
    Authority,
    /// The authority is named, but for other accounts (RFC 8657 §3).
    Account,
    /// The authority is named, but for other validation methods (RFC 8657 §4).
    Method,
}

/// The property tags a CA has to understand (RFC 8659 §4.2–4.4).
const KNOWN_TAGS: [&str; 3] = ["issue", "issuewild", "iodef"];

/// RFC 8659 §3: 'The search for a CAA RRset climbs the DNS name tree from the specified label up
/// to, but not including, the DNS root "." until a CAA RRset is found.'
///
/// Asks CAA at the host and every name above it, all at once. An answer lies within 127 labels, as
/// every name does.
pub fn observe(host: &DomainName, answers: &Answers) -> Result<Caa, Need> {
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
        let mut issuers = issue_values(records).peekable();
        issuers.peek().is_none() || issuers.any(|value| value.names(identifiers))
    }

    /// Whether the authority may issue for this applicant, and by which of its methods: those that
    /// may be used, in the applicant's order.
    pub fn admits<'a>(&self, applicant: &Applicant<'a>) -> Result<Vec<&'a str>, CaaRefusal> {
        let Some((_, records)) = &self.relevant else {
            return Ok(applicant.methods.to_vec());
        };
        if let Some(record) = self.critical_unknown() {
            return Err(CaaRefusal::CriticalUnknown(record.tag.clone()));
        }
        let values: Vec<IssueValue<'_>> = issue_values(records).collect();
        if values.is_empty() {
            return Ok(applicant.methods.to_vec());
        }
        let named: Vec<_> = values
            .iter()
            .filter(|value| value.names(applicant.identifiers))
            .collect();
        if named.is_empty() {
            return Err(CaaRefusal::Authority);
        }
        // An authority needs one property that holds for account and method alike.
        let ours: Vec<_> = named
            .iter()
            .filter(|value| value.admits_account(applicant.account_uri))
            .collect();
        if ours.is_empty() {
            return Err(CaaRefusal::Account);
        }
        let admitted = |method: &&str| ours.iter().any(|value| value.admits_method(method));
        let methods: Vec<&str> = applicant.methods.iter().copied().filter(admitted).collect();
        if methods.is_empty() {
            return Err(CaaRefusal::Method);
        }
        Ok(methods)
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

    /// The question that got no answer, which leaves open what holds.
    pub fn failure(&self) -> Option<&(Question, Failure)> {
        self.failure.as_ref()
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

fn issue_values(records: &[CaaRecord]) -> impl Iterator<Item = IssueValue<'_>> {
    let issuing = records.iter().filter(|record| record.tag == "issue");
    issuing.map(|record| IssueValue::parse(&record.value))
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

    const OURS: &str = "https://ca.example/acct/1";

    fn admits(values: &[&str], account_uri: Option<&str>) -> Result<Vec<String>, CaaRefusal> {
        let records: Vec<_> = values
            .iter()
            .map(|value| (false, "issue", *value))
            .collect();
        let applicant = Applicant {
            identifiers: &["ca.example".to_owned()],
            account_uri,
            methods: &["tls-alpn-01", "http-01"],
        };
        let methods = caa(&records).admits(&applicant)?;
        Ok(methods.into_iter().map(str::to_owned).collect())
    }

    #[test]
    fn to_whom_and_how() {
        let both = || Ok(vec!["tls-alpn-01".to_owned(), "http-01".to_owned()]);
        let http = || Ok(vec!["http-01".to_owned()]);
        assert_eq!(admits(&[], Some(OURS)), both());
        assert_eq!(admits(&["ca.example"], None), both());
        assert_eq!(admits(&["other.example"], None), Err(CaaRefusal::Authority));
        let bound = &["ca.example; accounturi=https://ca.example/acct/1"];
        assert_eq!(admits(bound, Some(OURS)), both());
        let other = Some("https://ca.example/acct/2");
        assert_eq!(admits(bound, other), Err(CaaRefusal::Account));
        // Nobody has an account that is not there yet.
        assert_eq!(admits(bound, None), Err(CaaRefusal::Account));
        let one = &["ca.example;validationmethods=dns-01,http-01"];
        assert_eq!(admits(one, None), http());
        let none = &["ca.example; validationmethods=dns-01"];
        assert_eq!(admits(none, None), Err(CaaRefusal::Method));
        // Account and method must be in one property.
        let apart = &[
            "ca.example; accounturi=https://ca.example/acct/2; validationmethods=tls-alpn-01",
            "ca.example; accounturi=https://ca.example/acct/1; validationmethods=http-01",
        ];
        assert_eq!(admits(apart, Some(OURS)), http());
    }
}
