//! What we published and still stands.

use crate::answers::{Answers, Failure, Need, Needs};
use crate::domain::desired::Desired;
use crate::domain::records::Role;
use crate::rrset::RrSetKey;

use super::judge::{Outcome, role_of};
use super::owned::Owned;
use super::sight::look;
use super::withdraw::{left_over, withdraw};

/// What stands in one of the sets in which we published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// The set.
    pub key: RrSetKey,
    /// What the record was for.
    pub role: Role,
    /// Whether something of ours stands there.
    pub stands: Stands,
}

/// Whether something of ours stands in a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It does, and resolvers may keep it for so many seconds.
    For(u32),
    /// Something is there, or may be, and cannot be withdrawn: the plan says why.
    Blocked,
    /// It does not.
    Gone,
    /// Could not be learnt.
    Unknown(Failure),
}

/// What stands of all that we published, as a plan would withdraw it: what of it was another's, as in
/// a merged SPF record, is not ours.
///
/// May ask: what is ours, with NS up to the apexes of their zones; a name beside one that a wildcard
/// may answer for.
pub fn ours(desired: &Desired, owned: Owned<'_>, answers: &Answers) -> Result<Vec<Ours>, Need> {
    let mut needs = Needs::default();
    let mut all = Vec::new();
    for key in left_over(owned, &[]) {
        let Some(sight) = needs.take(look(&key, &desired.domain, owned, answers)) else {
            continue;
        };
        let stands = match withdraw(&key, &sight, desired, owned).outcome {
            Outcome::Settled => Stands::Gone,
            Outcome::Change(step) => Stands::For(step.old_for_seconds),
            Outcome::Blocked(_) => Stands::Blocked,
            Outcome::Unknown(_, failure) => Stands::Unknown(failure),
        };
        let role = role_of(&key);
        all.push(Ours { key, role, stands });
    }
    needs.settle()?;
    Ok(all)
}
