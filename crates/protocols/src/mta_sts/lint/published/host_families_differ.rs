//! The policy host serves over IPv6 something else than over IPv4. Which one a sender sees depends
//! on its own network, so some have the new policy, some the old one or none, and the owner, who
//! looks from one place, sees one of them. Most often AAAA points to a web server of before a move, or
//! to a `server` block that listens on IPv4 only.
//!
//! Found only where both families were seen: what this machine cannot reach is no difference.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::fetch::{ByFamily, FetchFault, NotAccepted};
use crate::mta_sts::policy::Policy;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-host-families-differ",
    severity: Severity::Medium,
    section: "practice",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Some(families) = published.by_family.filter(|_| published.is_there()) else {
        return Ok(());
    };
    if let Some((only_good, what)) = difference(families) {
        findings.push(
            published
                .host_finding(&INFO)
                .text("good", only_good)
                .text("what", what)
                .evidence(Question::A(published.policy_host.clone()))
                .evidence(Question::Aaaa(published.policy_host.clone())),
        );
    }
    Ok(())
}

/// Over which family a policy is served that counts, and what differs: fields of the policies, or
/// what is wrong over the other family. Where nothing counts over both, other rules say why.
fn difference(families: &ByFamily) -> Option<(&'static str, String)> {
    match (&families.v4, &families.v6) {
        (Ok(v4), Ok(v6)) => {
            let fields = fields(v4.policy(), v6.policy());
            (!fields.is_empty()).then(|| ("both", fields.join(", ")))
        }
        (Ok(_), Err(other)) => Some(("ipv4", fault(other)?.to_string())),
        (Err(other), Ok(_)) => Some(("ipv6", fault(other)?.to_string())),
        (Err(_), Err(_)) => None,
    }
}

/// The fields with another meaning.
fn fields(v4: &Policy, v6: &Policy) -> Vec<&'static str> {
    let differs = [
        ("mode", v4.mode() != v6.mode()),
        ("mx", !v4.lists_the_same_hosts(v6)),
        ("max_age", v4.max_age_seconds() != v6.max_age_seconds()),
    ];
    let fields = differs.into_iter().filter(|(_, differs)| *differs);
    fields.map(|(field, _)| field).collect()
}

/// A word for why the policy does not count; `None` for what could not be learnt.
fn fault(not: &NotAccepted) -> Option<&'static str> {
    match not {
        NotAccepted::Unknown(_) => None,
        NotAccepted::Policy(_) => Some("policy"),
        NotAccepted::Fetch(faults) => faults.first().map(|fault| match fault {
            FetchFault::NoAddress => "no-address",
            FetchFault::Refused => "refused",
            FetchFault::NoTls(_) => "no-tls",
            FetchFault::Certificate(_) => "certificate",
            FetchFault::NoHttp => "no-http",
            FetchFault::Redirect { .. } => "redirect",
            FetchFault::Status(_) => "status",
            FetchFault::MediaType(_) => "media-type",
        }),
    }
}
