//! The name of the MTA-STS policy host, where it is no alias.

use crate::answers::{Need, Outcome as Said, Question, both};
use crate::name::{DomainName, WILDCARD_PROBE_LABEL};

use super::BlockedWhy;
use super::judge::{Ground, Outcome, serves_wanted};

/// An alias stands alone (RFC 1034 §3.6.2): a policy host with addresses of its own is left as it is.
/// Where it serves the wanted policy that is all that is wanted of it.
pub(super) fn host_in_the_way(
    owner: &DomainName,
    ground: Ground<'_>,
) -> Result<Option<Outcome>, Need> {
    let beside = owner
        .parent()
        .and_then(|parent| parent.child(WILDCARD_PROBE_LABEL).ok());
    let answers = ground.answers;
    let (a, aaaa) = both(answers.a(owner), answers.aaaa(owner))?;
    let failed = [
        (Question::A(owner.clone()), a.outcome.known().err()),
        (Question::Aaaa(owner.clone()), aaaa.outcome.known().err()),
    ];
    for (question, failure) in failed {
        if let Some(failure) = failure {
            return Ok(Some(Outcome::Unknown(question, failure)));
        }
    }
    let mut stands: Vec<String> = Vec::new();
    if let Said::Records(addresses) = &a.outcome {
        stands.extend(addresses.iter().map(|address| format!("A {address}")));
    }
    if let Said::Records(addresses) = &aaaa.outcome {
        stands.extend(addresses.iter().map(|address| format!("AAAA {address}")));
    }
    if stands.is_empty() {
        return Ok(None);
    }
    // What a wildcard answers gives way to a record of its own.
    if let Some(beside) = beside {
        let (v4, v6) = both(answers.a(&beside), answers.aaaa(&beside))?;
        if v4.outcome == a.outcome && v6.outcome == aaaa.outcome {
            return Ok(None);
        }
    }
    if serves_wanted(ground)? {
        return Ok(Some(Outcome::Settled));
    }
    Ok(Some(Outcome::Blocked(BlockedWhy::Foreign(
        stands.join(" | "),
    ))))
}
