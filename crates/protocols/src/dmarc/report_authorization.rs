//! Whether a destination outside the Organizational Domain takes reports (RFC 9990 §4, which RFC
//! 9991 §5 uses for failure reports as well), and the record by which it says so.

use crate::answers::{Answers, Need, Needs, Question};
use crate::name::{DomainName, NameError};
use crate::published::Publication;
use crate::report_uri::ReportUri;

use super::discover::{LookupFailure, OrganizationalDomain, walk};
use super::record::{Record, parse};
use super::tags::TagName;

/// What stands between the policy domain and the destination host (RFC 9990 §4 step 2).
pub const REPORT_LABELS: &str = "_report._dmarc";

/// What a destination publishes. RFC 9990 §4 step 6: 'A trailing ";" is optional'; we write it,
/// because some readers look for `v=DMARC1;`.
pub const AUTHORIZATION_TEXT: &str = "v=DMARC1;";

/// Whether reports may go to a destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authorization {
    /// Inside the Organizational Domain of the policy record: nothing to ask.
    Inside,
    /// The destination agrees.
    Authorized,
    /// The destination agrees and wants reports at these URIs of the same host instead (step 9).
    Redirected(Vec<ReportUri>),
    /// The destination names a URI at another host: 'the Mail Receiver generating the report MUST
    /// NOT generate a report to either the original or the override URI'.
    OverridesElsewhere(ReportUri),
    /// No record there begins with `v=DMARC1`; what stands there instead, if anything.
    NotAuthorized(Vec<String>),
    /// The name to ask is longer than the DNS allows (step 4), so it cannot be authorized.
    NameTooLong,
    /// No answer.
    Unknown(LookupFailure),
}

/// One destination of a policy record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// `rua` or `ruf`.
    pub tag: TagName,
    /// Where the record wants reports.
    pub uri: ReportUri,
    /// Whether they may go there.
    pub authorization: Authorization,
}

/// The name that a destination answers at, for one policy domain (RFC 9990 §4 steps 1–4).
pub fn authorization_owner(
    policy_domain: &DomainName,
    host: &DomainName,
) -> Result<DomainName, NameError> {
    host.child(&format!("{policy_domain}.{REPORT_LABELS}"))
}

/// The record that `host` publishes to take the reports of `policy_domain`, which is the domain
/// **where the policy record stands**, not the one in `From`.
pub fn authorization(
    policy_domain: &DomainName,
    host: &DomainName,
) -> Result<Publication, NameError> {
    let owner = authorization_owner(policy_domain, host)?;
    Ok(Publication::txt(owner, AUTHORIZATION_TEXT))
}

/// Every destination of `rua` and `ruf` with whether it takes the reports.
///
/// `organizational` is that of `policy_domain`, the domain where `record` was found.
///
/// May ask, for every destination outside and all at once: TXT at
/// `<policy domain>._report._dmarc.<host>`; for a host below the Organizational Domain first the
/// walk from the host, which may have an Organizational Domain of its own.
pub fn destinations(
    policy_domain: &DomainName,
    organizational: &OrganizationalDomain,
    record: &Record,
    answers: &Answers,
) -> Result<Vec<Destination>, Need> {
    let tagged = |tag, uris: &'_ [ReportUri]| -> Vec<(TagName, ReportUri)> {
        uris.iter().map(|uri| (tag, uri.clone())).collect()
    };
    let mut uris = tagged(TagName::Rua, &record.rua);
    uris.extend(tagged(TagName::Ruf, &record.ruf));
    let mut needs = Needs::default();
    let mut destinations = Vec::new();
    for (tag, uri) in uris {
        let result = judge(policy_domain, organizational, tag, &uri, answers);
        if let Some(authorization) = needs.take(result) {
            destinations.push(Destination {
                tag,
                uri,
                authorization,
            });
        }
    }
    needs.settle()?;
    Ok(destinations)
}

fn judge(
    policy_domain: &DomainName,
    organizational: &OrganizationalDomain,
    tag: TagName,
    uri: &ReportUri,
    answers: &Answers,
) -> Result<Authorization, Need> {
    let host = uri.host();
    if host == policy_domain || *host == organizational.domain {
        return Ok(Authorization::Inside);
    }
    // A host that is not below the Organizational Domain cannot share it.
    if host.is_at_or_below(&organizational.domain) {
        match walk(host, answers)?.organizational_domain() {
            Ok(own) if own.domain == organizational.domain => return Ok(Authorization::Inside),
            Ok(_) => {}
            Err(failure) => return Ok(Authorization::Unknown(failure)),
        }
    }
    let Ok(owner) = authorization_owner(policy_domain, host) else {
        return Ok(Authorization::NameTooLong);
    };
    let records = match answers.txt(&owner)?.outcome.known() {
        Ok(records) => records,
        Err(failure) => {
            let question = Question::Txt(owner);
            return Ok(Authorization::Unknown(LookupFailure { question, failure }));
        }
    };
    let texts: Vec<String> = records.iter().map(|record| record.text()).collect();
    // Step 6: 'the "v=DMARC1" tag is mandatory and MUST appear first in the list. Discard any that
    // do not pass this test.' Several may stay, unlike policy records (step 8).
    let records: Vec<Record> = texts.iter().filter_map(|text| parse(text).record).collect();
    if records.is_empty() {
        return Ok(Authorization::NotAuthorized(texts));
    }
    // Step 9, and Appendix B.2.4 of RFC 9989 for `ruf`. Of several records the first with the tag.
    let mut replacements = records.iter().map(|record| {
        if tag == TagName::Ruf {
            &record.ruf
        } else {
            &record.rua
        }
    });
    let Some(replaced) = replacements.find(|uris| !uris.is_empty()) else {
        return Ok(Authorization::Authorized);
    };
    // 'the overriding URI MUST use the same destination host from the first step'
    Ok(match replaced.iter().find(|uri| uri.host() != host) {
        Some(elsewhere) => Authorization::OverridesElsewhere(elsewhere.clone()),
        None => Authorization::Redirected(replaced.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Failure;
    use crate::dmarc::discover::OrganizationalReason;
    use crate::dmarc::world::{World, name};

    /// What a record at `example.com` with this `rua` may report to in a world of TXT records.
    fn judged(rua: &str, world: &World) -> Authorization {
        let record = parse(&format!("v=DMARC1; p=none; rua={rua}"))
            .record
            .unwrap();
        let organizational = OrganizationalDomain {
            domain: name("example.com"),
            reason: OrganizationalReason::FewestLabels,
        };
        let mut found = world.settle(|answers| {
            destinations(&name("example.com"), &organizational, &record, answers)
        });
        found.remove(0).authorization
    }

    const OWNER: &str = "example.com._report._dmarc.reports.example";

    #[test]
    fn inside_needs_no_consent() {
        let own = World::new().txt("_dmarc.example.com", &["v=DMARC1; p=none"]);
        assert_eq!(
            judged("mailto:d@example.com", &World::new()),
            Authorization::Inside
        );
        assert_eq!(
            judged("mailto:d@mail.example.com", &own),
            Authorization::Inside
        );
    }

    #[test]
    fn a_subdomain_can_be_an_organization_of_its_own() {
        let world = World::new()
            .txt("_dmarc.example.com", &["v=DMARC1; p=none"])
            .txt("_dmarc.dep.example.com", &["v=DMARC1; psd=n"]);
        assert_eq!(
            judged("mailto:d@dep.example.com", &world),
            Authorization::NotAuthorized(vec![])
        );
    }

    #[test]
    fn outside_needs_consent() {
        let rua = "mailto:d@reports.example";
        let with = |texts: &[&str]| judged(rua, &World::new().txt(OWNER, texts));
        assert_eq!(
            judged(rua, &World::new()),
            Authorization::NotAuthorized(vec![])
        );
        assert_eq!(with(&["v=DMARC1"]), Authorization::Authorized);
        assert_eq!(with(&["v=DMARC1;", "v=DMARC1;"]), Authorization::Authorized);
        assert_eq!(
            with(&["v=spf1 -all"]),
            Authorization::NotAuthorized(vec!["v=spf1 -all".to_string()])
        );
    }

    #[test]
    fn an_override_keeps_the_host() {
        let rua = "mailto:d@reports.example";
        let with = |texts: &[&str]| judged(rua, &World::new().txt(OWNER, texts));
        assert!(matches!(
            with(&["v=DMARC1; rua=mailto:x@reports.example"]),
            Authorization::Redirected(uris) if uris[0].to_string() == "mailto:x@reports.example"
        ));
        assert!(matches!(
            with(&["v=DMARC1; rua=mailto:x@victim.example"]),
            Authorization::OverridesElsewhere(_)
        ));
        // A `ruf` of the authorising record does not replace a `rua`.
        assert_eq!(
            with(&["v=DMARC1; ruf=mailto:x@victim.example"]),
            Authorization::Authorized
        );
    }

    #[test]
    fn what_cannot_be_known() {
        let world = World::new().fails(OWNER, Failure::Timeout);
        assert!(matches!(
            judged("mailto:d@reports.example", &world),
            Authorization::Unknown(_)
        ));
        let long = ["a"; 120].join(".");
        assert_eq!(
            judged(&format!("mailto:d@{long}.example"), &World::new()),
            Authorization::NameTooLong
        );
    }

    #[test]
    fn the_record_to_publish() {
        let publication = authorization(&name("sub.example.com"), &name("reports.example"));
        assert_eq!(
            publication.unwrap(),
            Publication::txt(
                name("sub.example.com._report._dmarc.reports.example"),
                "v=DMARC1;"
            )
        );
    }
}
