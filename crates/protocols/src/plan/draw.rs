//! The plan as a whole: every set looked at and judged, then put in order.

use std::collections::BTreeMap;

use crate::answers::{Answers, Need, Needs};
use crate::domain::desired::{Desired, Purpose};
use crate::domain::records::{
    PlannedRecord, RecordsError, Role, StandingRecords, StandingSpf, records,
};
use crate::mta_sts::fetch::{policy_host, policy_url};
use crate::name::DomainName;
use crate::rrset::{RecordData, RecordKind, RrSetKey};
use crate::time::Timestamp;

use super::consent::part;
use super::judge::{Ground, Group, Judged, Outcome, judge, serves_wanted};
use super::sight::{Sight, look};
use super::wanted::{SeveralSpf, Wanted};
use super::withdraw::{hold, left_over, withdraw};
use super::{Blocked, BlockedWhy, Plan, PlanStep, Unobserved, WaitFor, WaitingStep};

/// What would change in the DNS so that it says what the owner wants.
///
/// May ask: what is published for the domain and what is ours, with NS up to the apexes of their
/// zones; the policy, where its record is to be published; a name beside one that a wildcard may
/// answer for.
pub fn plan(wanted: &Wanted<'_>, answers: &Answers, now: Timestamp) -> Result<Plan, Need> {
    let ground = Ground {
        wanted,
        answers,
        now,
    };
    let mut needs = Needs::default();
    let desired = needs.take(desired_records(wanted, answers));
    // The names are known before what stands there is.
    let planned = records(wanted.desired, &StandingRecords::default()).unwrap_or_default();
    let mut keys: Vec<RrSetKey> = Group::all(planned).into_iter().map(|g| g.key).collect();
    keys.extend(left_over(wanted.owned, &[]));
    let mut sights = BTreeMap::new();
    for key in keys {
        let sight = look(&key, wanted.domain(), wanted.owned, answers);
        if let Some(sight) = needs.take(sight) {
            sights.insert(key, sight);
        }
    }
    needs.settle()?;
    // `settle` fails while it is not known.
    let (planned, spf) = desired.unwrap_or_default();
    let groups = Group::all(planned);
    let mut drawing = Drawing {
        ground,
        plan: empty(wanted.domain()),
        without_consent: Vec::new(),
    };
    drawing.plan.blocked.extend(spf);
    let mut needs = Needs::default();
    for group in &groups {
        if let Some(sight) = sights.get(&group.key) {
            needs.take(drawing.add(group, sight));
        }
    }
    needs.settle()?;
    for key in left_over(wanted.owned, &groups) {
        // Where SPF is blocked its record is still wanted.
        let is_blocked = drawing
            .plan
            .blocked
            .iter()
            .any(|blocked| blocked.key == key);
        if let Some(sight) = sights.get(&key).filter(|_| !is_blocked) {
            drawing.take_back(&key, sight);
        }
    }
    Ok(drawing.plan)
}

fn empty(domain: &DomainName) -> Plan {
    Plan {
        domain: domain.clone(),
        steps: Vec::new(),
        waiting: Vec::new(),
        in_place: Vec::new(),
        adopted: Vec::new(),
        blocked: Vec::new(),
        unknown: Vec::new(),
        foreign_records: 0,
    }
}

/// The wanted records, SPF merged into what stands; and why there is no SPF among them.
fn desired_records(
    wanted: &Wanted<'_>,
    answers: &Answers,
) -> Result<(Vec<PlannedRecord>, Option<Blocked>), Need> {
    let desired = wanted.desired;
    if desired.remembered.departure.is_some() {
        // Nothing is merged any more.
        let planned = records(desired, &StandingRecords::default());
        return Ok((planned.unwrap_or_default(), None));
    }
    let standing = match StandingRecords::of(wanted.domain(), answers)? {
        Ok(standing) if !wanted.requests.take_over.contains(&Role::Spf) => standing,
        // Without an answer nothing is planned for SPF, whatever would be merged.
        Ok(_) | Err(_) => StandingRecords::default(),
    };
    let error = match records(desired, &standing) {
        Ok(planned) => return Ok((planned, None)),
        Err(error) => error,
    };
    let mut others = records(desired, &StandingRecords::default()).unwrap_or_default();
    match error {
        RecordsError::StandingSpf(_) => {
            others.retain(|record| record.role != Role::Spf);
            let blocked = Blocked {
                role: Role::Spf,
                key: RrSetKey {
                    owner: wanted.domain().clone(),
                    kind: RecordKind::Txt,
                },
                why: not_merged(standing.spf, wanted.requests.several_spf),
            };
            Ok((others, Some(blocked)))
        }
        // `Wanted::new` has made these records.
        RecordsError::Name(_) | RecordsError::MtaSts(_) => Ok((others, None)),
    }
}

fn not_merged(standing: StandingSpf, several: SeveralSpf) -> BlockedWhy {
    match (standing, several) {
        (StandingSpf::Several(texts), SeveralSpf::Keep) => BlockedWhy::SeveralSpf(texts),
        (StandingSpf::Several(texts), SeveralSpf::Merge) => {
            BlockedWhy::BrokenSpf(texts.join(" | "))
        }
        (StandingSpf::One(text), _) => BlockedWhy::BrokenSpf(text),
        (StandingSpf::Absent, _) => BlockedWhy::BrokenSpf(String::new()),
    }
}

/// A plan in the making.
struct Drawing<'a> {
    ground: Ground<'a>,
    plan: Plan,
    /// Consents that are not in place.
    without_consent: Vec<RrSetKey>,
}

impl Drawing<'_> {
    fn add(&mut self, group: &Group, sight: &Sight) -> Result<(), Need> {
        let judged = match self.is_held(group, sight) {
            true => hold(group, sight, self.ground.wanted.owned),
            false => judge(group, sight, self.ground)?,
        };
        let is_settled = matches!(judged.outcome, Outcome::Settled);
        if group.role == Role::ReportConsent && !is_settled {
            self.without_consent.push(group.key.clone());
        }
        let Some(step) = self.note(group.role, &group.key, judged) else {
            return Ok(());
        };
        match group.role {
            Role::Dmarc => {
                let parted = part(step, group, sight, &self.without_consent, self.ground)?;
                self.plan.steps.extend(parted.now);
                self.plan.waiting.extend(parted.later);
                self.plan.adopted.extend(parted.adopted);
            }
            Role::MtaSts if !serves_wanted(self.ground)? => {
                // RFC 8461 §8.1: the policy is served before the record announces it.
                let until = WaitFor::PolicyServed(url(self.ground.wanted.desired));
                self.plan.waiting.push(WaitingStep { step, until });
            }
            Role::TlsRpt
            | Role::ReportConsent
            | Role::DkimKey
            | Role::Spf
            | Role::PolicyHost
            | Role::MtaSts
            | Role::Tlsa
            | Role::NullMx
            | Role::KeyRevocation => self.plan.steps.push(step),
        }
        Ok(())
    }

    /// Whether nothing is to become of a set: the domain is on its way out. What stands of MTA-STS has
    /// to say all the same that its policy has another content.
    fn is_held(&self, group: &Group, sight: &Sight) -> bool {
        let wanted = self.ground.wanted;
        if wanted.desired.remembered.departure.is_none() {
            return false;
        }
        let is_ours = |value: &RecordData| wanted.owned.has(&group.key.owner, value);
        match sight {
            Sight::Own(_, Some(set)) => {
                group.role != Role::MtaSts || !set.values.iter().any(is_ours)
            }
            Sight::Failed(_, _) => group.role != Role::MtaSts,
            Sight::Own(_, None)
            | Sight::Wildcard(_, _)
            | Sight::Alias(_, _)
            | Sight::Blocked(_) => true,
        }
    }

    fn take_back(&mut self, key: &RrSetKey, sight: &Sight) {
        let role = super::judge::role_of(key);
        let wanted = self.ground.wanted;
        let judged = withdraw(key, sight, wanted.desired, wanted.owned);
        let Some(step) = self.note(role, key, judged) else {
            return;
        };
        // Senders that see the record ask the host: the record goes first.
        let record = match role {
            Role::PolicyHost => self.pending(Role::MtaSts),
            Role::TlsRpt
            | Role::ReportConsent
            | Role::DkimKey
            | Role::Spf
            | Role::Dmarc
            | Role::MtaSts
            | Role::Tlsa
            | Role::NullMx
            | Role::KeyRevocation => None,
        };
        match record {
            Some(record) => self.plan.waiting.push(WaitingStep {
                step,
                until: WaitFor::InPlace(record),
            }),
            None => self.plan.steps.push(step),
        }
    }

    /// Notes what is known of a set; gives the change, if there is one to make.
    fn note(&mut self, role: Role, key: &RrSetKey, judged: Judged) -> Option<PlanStep> {
        let plan = &mut self.plan;
        plan.in_place.extend(judged.in_place);
        plan.adopted.extend(judged.adopted);
        plan.foreign_records += judged.foreign;
        match judged.outcome {
            Outcome::Settled => None,
            Outcome::Change(step) => Some(step),
            Outcome::Blocked(why) => {
                let key = key.clone();
                plan.blocked.push(Blocked { role, key, why });
                None
            }
            Outcome::Unknown(question, failure) => {
                plan.unknown.push(Unobserved {
                    role,
                    question,
                    failure,
                });
                None
            }
        }
    }

    /// The set of a role that is still to be changed.
    fn pending(&self, role: Role) -> Option<RrSetKey> {
        let waiting = self.plan.waiting.iter().map(|waiting| &waiting.step);
        let mut steps = self.plan.steps.iter().chain(waiting);
        let step = steps.find(|step| step.role == role);
        step.map(|step| step.change.key.clone())
    }
}

/// Where the policy of the domain is served. `Wanted::new` has made its name.
fn url(desired: &Desired) -> String {
    match &desired.purpose {
        Purpose::Mail(_) => {
            policy_host(&desired.domain).map_or_else(|_| String::new(), |host| policy_url(&host))
        }
        Purpose::Parked { .. } => String::new(),
    }
}
