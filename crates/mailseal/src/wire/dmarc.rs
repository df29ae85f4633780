//! What `dmarc --format json` prints.

use protocols::dmarc::discover::{
    Found, LookupFailure, OrganizationalReason, PolicyBasis, PolicySource,
};
use protocols::dmarc::rfc7489::{Rfc7489Policy, applied_by_rfc7489};
use protocols::dmarc::{Discovery, PolicyState};
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::finding::question;
use super::names;

#[derive(Serialize)]
struct Shape {
    schema: &'static str,
    name: String,
    /// `applies`, `no-record`, `no-processing` or `temperror`.
    state: &'static str,
    /// What receivers are asked to do, `t` taken into account.
    policy: Option<String>,
    /// What the record asks for.
    requested: Option<String>,
    /// The tag that says so: `p`, `sp` or `np`; none where no policy in the record is valid.
    tag: Option<String>,
    /// Where the record was found, without `_dmarc`.
    policy_domain: Option<String>,
    source: Option<&'static str>,
    record: Option<String>,
    /// What receivers by RFC 7489 do: `policy`, null for nothing, and `percent` of the mail.
    rfc7489: Option<Json>,
    organizational_domain: Option<String>,
    organizational_reason: Option<&'static str>,
    failure: Option<Json>,
    walk: Vec<Json>,
}

/// One document. It has no sentences: everything in it is a name or a record.
pub(crate) fn json(discovery: &Discovery) -> String {
    let organizational = discovery.organizational_domain.as_ref().ok();
    let mut shape = Shape {
        schema: "mailseal.dmarc/1",
        name: discovery.author.to_string(),
        state: "no-record",
        policy: None,
        requested: None,
        tag: None,
        policy_domain: None,
        source: None,
        record: None,
        rfc7489: None,
        organizational_domain: organizational.map(|found| found.domain.to_string()),
        organizational_reason: organizational.map(|found| reason(&found.reason)),
        failure: None,
        walk: discovery
            .walk
            .steps
            .iter()
            .map(|s| step(s.target.to_string(), &s.found))
            .collect(),
    };
    match &discovery.policy {
        PolicyState::Applies(applied) => {
            shape.state = "applies";
            shape.policy = Some(applied.applied.to_string());
            shape.requested = Some(applied.requested.to_string());
            shape.tag = match applied.basis {
                PolicyBasis::Tag(tag) => Some(tag.to_string()),
                PolicyBasis::NoValidPolicy => None,
            };
            shape.policy_domain = Some(applied.found.domain.to_string());
            shape.source = Some(source(applied.source));
            shape.record = Some(applied.found.text.clone());
            shape.rfc7489 = Some(match applied_by_rfc7489(applied) {
                Rfc7489Policy::Nothing => json!({ "policy": null, "percent": null }),
                Rfc7489Policy::Applied(policy, percent) => {
                    json!({ "policy": policy.to_string(), "percent": percent })
                }
            });
        }
        PolicyState::NoRecord => {}
        PolicyState::NoProcessing(found) => {
            shape.state = "no-processing";
            shape.policy_domain = Some(found.domain.to_string());
            shape.record = Some(found.text.clone());
        }
        PolicyState::TempError(failed) => {
            shape.state = "temperror";
            shape.failure = Some(failure(failed));
        }
    }
    super::document(&shape)
}

fn source(source: PolicySource) -> &'static str {
    match source {
        PolicySource::AuthorDomain => "author-domain",
        PolicySource::OrganizationalDomain => "organizational-domain",
        PolicySource::PublicSuffixDomain => "public-suffix-domain",
    }
}

fn reason(reason: &OrganizationalReason) -> &'static str {
    match reason {
        OrganizationalReason::PsdNo => "psd-no",
        OrganizationalReason::BelowPsd(_) => "below-psd",
        OrganizationalReason::FewestLabels => "fewest-labels",
        OrganizationalReason::NoRecord => "no-record",
    }
}

fn step(target: String, found: &Found) -> Json {
    match found {
        Found::Record(record) => {
            json!({ "domain": target, "found": "record", "record": record.text })
        }
        Found::Several(count) => json!({ "domain": target, "found": "several", "count": count }),
        Found::Nothing => json!({ "domain": target, "found": "nothing" }),
        Found::NoSuchName => json!({ "domain": target, "found": "no-such-name" }),
        Found::Failed(failed) => {
            json!({ "domain": target, "found": "failed", "failure": failure(failed) })
        }
    }
}

fn failure(failed: &LookupFailure) -> Json {
    json!({ "question": question(&failed.question), "failure": names::failure(failed.failure) })
}
