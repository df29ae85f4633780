//! Reports to another's address: its consent stands before the DMARC record points there.
//!
//! RFC 9990 §4 has reporters ignore an address without consent. Until it is there the DMARC record
//! is published without that address, so that the domain is protected meanwhile, and the whole
//! record waits for the consent.

use crate::answers::Need;
use crate::dmarc::DmarcIntent;
use crate::domain::desired::{Desired, Purpose};
use crate::domain::records::PlannedRecord;
use crate::published::PublishedData;
use crate::report_uri::ReportUri;
use crate::rrset::{RecordData, RrSet, RrSetKey};

use super::judge::{Ground, Group, Judged, Outcome, is_of_kind, judge};
use super::sight::Sight;
use super::{PlanStep, StepReason, WaitFor, WaitingStep};

/// The change of the DMARC record that can be made now, and the one that waits.
#[derive(Debug, Default)]
pub(super) struct Parted {
    pub(super) now: Option<PlanStep>,
    pub(super) later: Option<WaitingStep>,
    /// Another's record that stands as it is wanted for now.
    pub(super) adopted: Vec<PlannedRecord>,
}

/// Parts the change of the DMARC record: without the addresses whose consent is `missing` now, with
/// them when the first of those consents is there. What is missing then is parted again.
pub(super) fn part(
    whole: PlanStep,
    group: &Group,
    sight: &Sight,
    missing: &[RrSetKey],
    ground: Ground<'_>,
) -> Result<Parted, Need> {
    // Where the whole record stands already, it points there already.
    let points_there = whole.change.added().is_empty();
    let Some(first) = missing.first().filter(|_| !points_there) else {
        return Ok(Parted {
            now: Some(whole),
            ..Parted::default()
        });
    };
    let less = without(group, ground.wanted.desired, missing);
    let Judged {
        outcome, adopted, ..
    } = judge(&less, sight, ground)?;
    let waits = |step| {
        Some(WaitingStep {
            step,
            until: WaitFor::InPlace(first.clone()),
        })
    };
    Ok(match outcome {
        Outcome::Change(now) => Parted {
            later: waits(after(&whole, &now, group)),
            now: Some(now),
            adopted,
        },
        // It stands without those addresses already, and is ours by the time the consent is there.
        Outcome::Settled | Outcome::Blocked(_) | Outcome::Unknown(_, _) => {
            let reason = match adopted.is_empty() {
                true => whole.reason,
                false => StepReason::Replace,
            };
            Parted {
                now: None,
                later: waits(PlanStep { reason, ..whole }),
                adopted,
            }
        }
    })
}

/// The whole record in place of the one without addresses, once that one stands.
fn after(whole: &PlanStep, first: &PlanStep, group: &Group) -> PlanStep {
    let before = first.change.after.clone();
    let kept = |value: &&RecordData| !is_of_kind(whole.role, value);
    let standing = before.iter().flat_map(|set| &set.values);
    let mut values: Vec<RecordData> = standing.filter(kept).cloned().collect();
    let wanted = group.records.first();
    let ttl_seconds = match &before {
        // The TTL is that of others, as far as any of theirs stands there.
        Some(set) if !values.is_empty() => set.ttl_seconds,
        Some(_) | None => wanted.map_or(0, |record| record.publication.ttl_seconds),
    };
    values.extend(whole.change.added().into_iter().cloned());
    let mut step = whole.clone();
    step.reason = StepReason::Replace;
    // What stands then is what the first step writes.
    step.old_for_seconds = before.as_ref().map_or(0, |set| set.ttl_seconds);
    step.change.before = before;
    step.change.after = Some(RrSet {
        ttl_seconds,
        values,
    });
    step
}

/// The DMARC record without the addresses whose hosts have not consented.
fn without(group: &Group, desired: &Desired, missing: &[RrSetKey]) -> Group {
    let kept = |uri: &&ReportUri| {
        let host = uri.host();
        // `example.com._report._dmarc.HOST`
        let refused = |key: &RrSetKey| {
            let owner = key.owner.as_str();
            let prefix = format!("{}._report._dmarc.", desired.domain);
            owner.strip_prefix(&prefix) == Some(host.as_str())
        };
        !missing.iter().any(refused)
    };
    let mut intent = match &desired.purpose {
        Purpose::Mail(intent) => intent.dmarc.clone(),
        Purpose::Parked { rua } => DmarcIntent::Parked { rua: rua.clone() },
    };
    match &mut intent {
        DmarcIntent::Sending { rua, .. } | DmarcIntent::Parked { rua } => {
            *rua = rua.iter().filter(kept).cloned().collect();
        }
    }
    let text = intent.record().to_string();
    let records = group.records.iter().cloned().map(|mut record| {
        record.publication.data = PublishedData::Txt(text.clone());
        record
    });
    Group {
        role: group.role,
        key: group.key.clone(),
        records: records.collect::<Vec<PlannedRecord>>(),
    }
}
