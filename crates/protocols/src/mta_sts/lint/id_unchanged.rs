//! The policy changed since the last check, the `id` did not. §8.1: senders use the policy they have
//! until the record tells them of another; with the old `id` that is until max_age is over, and a
//! host that the new policy names is refused as long.

use crate::answers::Question;
use crate::finding::{Finding, Fix, Place, RecordKind, RuleInfo, Severity};
use crate::mta_sts::evaluate::Seen;
use crate::mta_sts::id;
use crate::mta_sts::record::{OWNER_PREFIX, Record};
use crate::name::DomainName;
use crate::published::Publication;

pub(super) static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/id-unchanged",
    severity: Severity::High,
    section: "RFC 8461 §8.1",
};

/// What is wrong with how the policy of `policy_domain` changed between two checks.
pub fn check_change(policy_domain: &DomainName, before: &Seen, after: &Seen) -> Option<Finding> {
    if before.id != after.id || before.policy == after.policy {
        return None;
    }
    let owner = policy_domain.child(OWNER_PREFIX).ok()?;
    let stands = Record {
        id: after.id.clone(),
    };
    let place = Place::new(RecordKind::MtaSts, Some(&owner), stands.to_string());
    let next = Record {
        id: id::of(&after.policy),
    };
    let finding = Finding::new(&INFO, place)
        .text("id", &after.id)
        .count("days", before.policy.max_age_seconds() / 86_400)
        .evidence(Question::Txt(owner.clone()))
        .evidence(Question::Policy(policy_domain.clone()));
    Some(finding.fix(Fix::Publish(Publication::txt(owner, next.to_string()))))
}
