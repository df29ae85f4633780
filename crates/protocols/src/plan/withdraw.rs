//! What is ours and no longer wanted.

use std::collections::BTreeSet;

use crate::answers::TxtRecord;
use crate::domain::compare::is_of_role;
use crate::domain::desired::Desired;
use crate::domain::records::Role;
use crate::rrset::{RecordData, RrSet, RrSetChange, RrSetKey};
use crate::spf::Rest;

use super::PlanStep;
use super::StepReason;
use super::judge::{Group, Judged, Outcome, as_it_stands, is_of_kind, role_of};
use super::owned::Owned;
use super::sight::Sight;

/// The sets that hold something of ours and in which nothing is wanted any more, in the order in
/// which they are withdrawn: what others rely on last, and consents to reports after the records that
/// ask for these.
pub(super) fn left_over(owned: Owned<'_>, groups: &[Group]) -> Vec<RrSetKey> {
    let keys: BTreeSet<RrSetKey> = owned.0.iter().map(super::OwnedValue::key).collect();
    let wanted = |key: &RrSetKey| groups.iter().any(|group| group.key == *key);
    let mut keys: Vec<RrSetKey> = keys.into_iter().filter(|key| !wanted(key)).collect();
    keys.sort_by_key(|key| {
        let role = role_of(key);
        (role == Role::ReportConsent, std::cmp::Reverse(role))
    });
    keys
}

/// Takes back what is ours in a set; the values of others stay, and what of a merged SPF record is
/// another's.
pub(super) fn withdraw(
    key: &RrSetKey,
    sight: &Sight,
    desired: &Desired,
    owned: Owned<'_>,
) -> Judged {
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
            let left = set.values.iter().map(|value| {
                let is_ours = owned.has(&key.owner, value);
                (
                    value,
                    if is_ours {
                        rest(value, desired)
                    } else {
                        Rest::Unchanged
                    },
                )
            });
            let (mut after, mut foreign, mut reason) = (Vec::new(), 0, StepReason::Withdraw);
            for (value, rest) in left {
                match rest {
                    Rest::Nothing => {}
                    Rest::Unchanged => {
                        after.push(value.clone());
                        foreign += 1;
                    }
                    Rest::Record(text) => {
                        after.push(RecordData::Txt(TxtRecord::of(&text)));
                        reason = StepReason::GiveBack;
                    }
                }
            }
            if foreign == set.values.len() {
                return Judged {
                    foreign,
                    ..Judged::only(Outcome::Settled)
                };
            }
            let after = (!after.is_empty()).then_some(RrSet {
                ttl_seconds: set.ttl_seconds,
                values: after,
            });
            let step = PlanStep {
                role: role_of(key),
                zone: place.zone.clone(),
                reason,
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

/// What is left of a value of ours.
fn rest(value: &RecordData, desired: &Desired) -> Rest {
    match (value, &desired.remembered.departure) {
        (RecordData::Txt(txt), Some(departure)) if is_of_role(Role::Spf, txt) => {
            departure.spf.taken_out_of(&txt.text())
        }
        (
            RecordData::Txt(_) | RecordData::Cname(_) | RecordData::Mx(_) | RecordData::Tlsa(_),
            _,
        ) => Rest::Nothing,
    }
}

/// What stays of a domain on its way out until it is let go: as it stands, and no more than stands.
pub(super) fn hold(group: &Group, sight: &Sight, owned: Owned<'_>) -> Judged {
    let values: &[RecordData] = match sight {
        Sight::Own(_, Some(set)) => &set.values,
        Sight::Own(_, None)
        | Sight::Wildcard(_, _)
        | Sight::Alias(_, _)
        | Sight::Blocked(_)
        | Sight::Failed(_, _) => &[],
    };
    let is_ours = |value: &&RecordData| owned.has(&group.key.owner, value);
    let ours: Vec<&RecordData> = values.iter().filter(is_ours).collect();
    let foreign = values.len() - ours.len();
    let of_kind = ours.into_iter().filter(|v| is_of_kind(group.role, v));
    let shown = group.records.first().map(|record| {
        let values = of_kind.map(|value| as_it_stands(record, value));
        values.collect()
    });
    Judged {
        in_place: shown.unwrap_or_default(),
        foreign,
        ..Judged::only(Outcome::Settled)
    }
}
