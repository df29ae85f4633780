//! What is ours and no longer wanted.

use std::collections::BTreeSet;

use crate::rrset::{RecordData, RrSet, RrSetChange, RrSetKey};

use super::PlanStep;
use super::StepReason;
use super::judge::{Group, Judged, Outcome, role_of};
use super::owned::Owned;
use super::sight::Sight;

/// The sets that hold something of ours and in which nothing is wanted any more, in the order in
/// which they are withdrawn: what others rely on last.
pub(super) fn left_over(owned: Owned<'_>, groups: &[Group]) -> Vec<RrSetKey> {
    let keys: BTreeSet<RrSetKey> = owned.0.iter().map(super::OwnedValue::key).collect();
    let wanted = |key: &RrSetKey| groups.iter().any(|group| group.key == *key);
    let mut keys: Vec<RrSetKey> = keys.into_iter().filter(|key| !wanted(key)).collect();
    keys.sort_by_key(|key| std::cmp::Reverse(role_of(key)));
    keys
}

/// Takes back what is ours in a set; the values of others stay.
pub(super) fn withdraw(key: &RrSetKey, sight: &Sight, owned: Owned<'_>) -> Judged {
    match sight {
        Sight::Failed(question, failure) => {
            Judged::only(Outcome::Unknown(question.clone(), *failure))
        }
        Sight::Blocked(why) => Judged::only(Outcome::Blocked(why.clone())),
        // What is ours stands there no more.
        Sight::Own(_, None) | Sight::Wildcard(_, _) | Sight::Alias(_, _) => {
            Judged::only(Outcome::Settled)
        }
        Sight::Own(place, Some(set)) => {
            let values = set.values.iter();
            let kept: Vec<RecordData> = values
                .filter(|value| !owned.has(&key.owner, value))
                .cloned()
                .collect();
            let foreign = kept.len();
            if foreign == set.values.len() {
                return Judged {
                    foreign,
                    ..Judged::only(Outcome::Settled)
                };
            }
            let after = (!kept.is_empty()).then_some(RrSet {
                ttl_seconds: set.ttl_seconds,
                values: kept,
            });
            let step = PlanStep {
                role: role_of(key),
                zone: place.zone.clone(),
                reason: StepReason::Withdraw,
                change: RrSetChange {
                    key: key.clone(),
                    before: Some(set.clone()),
                    after,
                },
                old_for_seconds: place.kept_for_seconds,
            };
            Judged {
                foreign,
                ..Judged::only(Outcome::Change(step))
            }
        }
    }
}
