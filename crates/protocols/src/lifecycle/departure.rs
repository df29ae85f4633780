//! The end of our looking after a domain: all that we published is withdrawn, in an order in which
//! nobody's mail is harmed on the way.
//!
//! ```text
//! DMARC and TLSA records at once; MTA-STS begins to leave, through mode none
//!   > the DMARC policy is out of every cache, and the owner says that nothing needs the keys
//!     SPF: our part of the record    DKIM: each key a week after its last signature
//!   > MTA-STS is gone: TLS reports
//!   > all of it is gone, and the last DMARC reports are sent: consents to reports
//! ```
//!
//! A policy goes before what mail needs to pass it: a receiver that still had the one and could no
//! longer find the other would refuse mail. What is let go is withdrawn by a plan; until then
//! nothing new is published, and what is not let go stays as it stands.

use std::collections::BTreeSet;

use crate::answers::Failure;
use crate::dmarc::{DmarcIntent, LadderStep};
use crate::domain::desired::{Desired, Purpose};
use crate::domain::records::Role;
use crate::name::DomainName;
use crate::plan::{Ours, Stands};
use crate::published::TTL_SECONDS_DEFAULT;
use crate::rrset::RrSetKey;
use crate::spf::Share;
use crate::time::Timestamp;

use super::advance::{Advanced, Confirmed, Moved, Request, Waiting};
use super::dkim_key::{Key, KeyState, RecordWanted};
use super::mta_sts::MtaStsGoal;
use super::seen::Seen;

/// For how long reports are waited for after the DMARC policy is out of every cache, in seconds: two
/// days. RFC 9990 §3.1.1.4: 'Typically, the reporting period will encompass a single UTC day', and a
/// report is sent when that is over.
pub const LAST_REPORTS_SECONDS: u64 = 2 * 86_400;

/// The roles whose records are let go when a departure begins: no mail needs them to pass.
const AT_ONCE: [Role; 4] = [Role::Dmarc, Role::Tlsa, Role::NullMx, Role::KeyRevocation];

/// A domain on its way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// Since when.
    pub since: Timestamp,
    /// What of the SPF record is ours.
    pub spf: Share,
    /// Whether MTA-STS was wanted before: then it begins anew when the departure is called off.
    pub had_mta_sts: bool,
    /// The roles whose records are let go. Keys, MTA-STS and its host go by what is wanted of them.
    pub let_go: BTreeSet<Role>,
    /// What receivers may have of our DMARC policy; `None` where there was none.
    pub policy: Option<PolicyMemory>,
    /// When the owner said that nothing needs the keys and the SPF record any more.
    pub unused_since: Option<Timestamp>,
    /// When nothing of ours was left.
    pub left: Option<Timestamp>,
}

/// What receivers may have of a DMARC policy that is withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyMemory {
    /// The longest TTL its record was seen with, in seconds.
    pub ttl_seconds: u32,
    /// When it was first seen to be gone from every server.
    pub gone: Option<Timestamp>,
}

/// What a departure waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DepartureWait {
    /// This record is to be withdrawn.
    Withdrawn(RrSetKey),
    /// This record stands, or may, and cannot be withdrawn.
    Blocked(RrSetKey),
    /// Whether this record stands could not be learnt.
    NotSeen(RrSetKey, Failure),
    /// Receivers may keep the DMARC policy.
    PolicyTtl(Timestamp),
    /// The owner is to say that nothing needs the keys and the SPF record any more.
    Unused,
    /// The last DMARC reports may be under way to those who consented to get them.
    LastReports(Timestamp),
}

impl Departure {
    /// Begins to leave a domain. What is wanted of it stays stored, so that it can be called off.
    pub fn begin(desired: &Desired, spf: Share, now: Timestamp) -> Desired {
        let mut desired = desired.clone();
        let leaves_already = desired.remembered.mta_sts.leaving.is_some();
        let had_mta_sts = desired.has_mta_sts() && !leaves_already;
        desired.remembered.departure = Some(Departure {
            since: now,
            spf,
            had_mta_sts,
            let_go: BTreeSet::new(),
            policy: None,
            unused_since: None,
            left: None,
        });
        desired
    }

    /// Whether nothing moved since it began.
    fn is_new(&self) -> bool {
        self.let_go.is_empty()
    }

    /// Takes in what is seen of the DMARC policy, and tells when it is out of every cache; `None`
    /// while it stands, or may.
    fn policy_over(&mut self, seen: &Seen, now: Timestamp) -> Option<Timestamp> {
        let of_policy = seen.ours.iter().find(|ours| ours.role == Role::Dmarc);
        if self.is_new() && of_policy.is_some() {
            self.policy = Some(PolicyMemory {
                ttl_seconds: TTL_SECONDS_DEFAULT,
                gone: None,
            });
        }
        let Some(memory) = &mut self.policy else {
            return Some(self.since);
        };
        match of_policy.map(|ours| ours.stands) {
            Some(Stands::For(seconds)) => {
                memory.ttl_seconds = memory.ttl_seconds.max(seconds);
                memory.gone = None;
                None
            }
            Some(Stands::Blocked | Stands::Unknown(_)) => None,
            // What is withdrawn is no longer known as ours.
            Some(Stands::Gone) | None => {
                let gone = *memory.gone.get_or_insert(now);
                Some(gone.plus_seconds(memory.ttl_seconds.into()))
            }
        }
    }
}

impl Advanced {
    /// Calls a departure off: what it let go is wanted again. Keys that retired stay so. Tells where
    /// MTA-STS is to go.
    pub(super) fn stay(&mut self) -> MtaStsGoal {
        let Some(departure) = self.desired.remembered.departure.take() else {
            return MtaStsGoal::Forward;
        };
        self.moved.push(Moved::DepartureCalledOff);
        let signs = self.keys.iter().any(|key| key.state == KeyState::Active);
        let Some(intent) = self.mail() else {
            return MtaStsGoal::Forward;
        };
        // A policy that was made for mail with signatures is not to meet mail without.
        if let (DmarcIntent::Sending { step, .. }, false) = (&mut intent.dmarc, signs) {
            *step = LadderStep::Monitoring;
        }
        match departure.had_mta_sts {
            true => MtaStsGoal::Testing,
            false => MtaStsGoal::Forward,
        }
    }

    /// Takes in what the owner says of the keys, before these move.
    pub(super) fn hear_of_departure(&mut self, request: &Request, now: Timestamp) {
        let is_parked = matches!(self.desired.purpose, Purpose::Parked { .. });
        let Some(departure) = &mut self.desired.remembered.departure else {
            return;
        };
        if departure.left.is_some() {
            return;
        }
        if departure.is_new() {
            self.moved.push(Moved::DepartureBegun);
        }
        // Nothing needs the records of a domain without mail.
        let words = [Confirmed::Unused, Confirmed::NoMail];
        if is_parked || words.into_iter().any(|word| request.says(word)) {
            departure.unused_since = departure.unused_since.or(Some(now));
        }
        let is_unused = departure.unused_since.is_some();
        for index in 0..self.keys.len() {
            // A key that never was in the DNS signs nothing.
            if is_unused || self.keys[index].state == KeyState::Created {
                self.give_up(index, now);
            }
        }
    }

    /// Lets go what may go now.
    pub(super) fn depart(&mut self, seen: &Seen, now: Timestamp) {
        let Some(mut departure) = self.desired.remembered.departure.take() else {
            return;
        };
        if departure.left.is_none() {
            let over = departure.policy_over(seen, now);
            let mut waits = self.let_go_what_may(&mut departure, over, seen, now);
            self.let_go_consents(&mut departure, &mut waits, over, seen, now);
            waits.extend(self.left_standing(&departure, seen));
            let is_over = departure.let_go.contains(&Role::ReportConsent);
            if waits.is_empty() && is_over && self.are_keys_gone() && !self.desired.has_mta_sts() {
                departure.left = Some(now);
                self.moved.push(Moved::Left);
            }
            self.waiting
                .extend(waits.into_iter().map(Waiting::Departure));
        }
        self.desired.remembered.departure = Some(departure);
    }

    /// Everything but the consents. `over` is when the DMARC policy is out of every cache.
    fn let_go_what_may(
        &mut self,
        departure: &mut Departure,
        over: Option<Timestamp>,
        seen: &Seen,
        now: Timestamp,
    ) -> Vec<DepartureWait> {
        let mut waits = Vec::new();
        for role in AT_ONCE {
            self.let_go(role, departure, seen);
        }
        if !self.desired.has_mta_sts() {
            self.let_go(Role::TlsRpt, departure, seen);
        }
        match over {
            // While it may be kept, mail that nothing vouches for would be refused.
            Some(over) if now < over => waits.push(DepartureWait::PolicyTtl(over)),
            None => {}
            Some(_) if departure.unused_since.is_none() => waits.push(DepartureWait::Unused),
            Some(_) => self.let_go(Role::Spf, departure, seen),
        }
        waits
    }

    /// The consents of those who get our reports: RFC 9990 §4 has them looked up when a report is
    /// sent.
    fn let_go_consents(
        &mut self,
        departure: &mut Departure,
        waits: &mut Vec<DepartureWait>,
        over: Option<Timestamp>,
        seen: &Seen,
        now: Timestamp,
    ) {
        let all_else = [Role::Spf, Role::TlsRpt];
        let is_last = all_else.iter().all(|role| departure.let_go.contains(role));
        let (Some(over), true, true) = (over, is_last, self.are_key_records_let_go()) else {
            return;
        };
        let is_needed =
            |ours: &Ours| ours.role == Role::ReportConsent && ours.stands != Stands::Gone;
        let until = over.plus_seconds(LAST_REPORTS_SECONDS);
        if seen.ours.iter().any(is_needed) && now < until {
            waits.push(DepartureWait::LastReports(until));
        } else {
            self.let_go(Role::ReportConsent, departure, seen);
        }
    }

    fn let_go(&mut self, role: Role, departure: &mut Departure, seen: &Seen) {
        let is_ours = |ours: &Ours| ours.role == role && ours.stands != Stands::Gone;
        if departure.let_go.insert(role) && seen.ours.iter().any(is_ours) {
            self.moved.push(Moved::LetGo(role));
        }
    }

    /// What is let go and stands.
    fn left_standing(&self, departure: &Departure, seen: &Seen) -> Vec<DepartureWait> {
        let is_let_go = |ours: &&Ours| match ours.role {
            Role::DkimKey => !self.is_key_spoken_of(&ours.key.owner),
            Role::MtaSts | Role::PolicyHost => !self.desired.has_mta_sts(),
            Role::TlsRpt
            | Role::ReportConsent
            | Role::Spf
            | Role::Dmarc
            | Role::Tlsa
            | Role::NullMx
            | Role::KeyRevocation => departure.let_go.contains(&ours.role),
        };
        let wait = |ours: &Ours| match ours.stands {
            Stands::For(_) => Some(DepartureWait::Withdrawn(ours.key.clone())),
            Stands::Blocked => Some(DepartureWait::Blocked(ours.key.clone())),
            Stands::Unknown(failure) => Some(DepartureWait::NotSeen(ours.key.clone(), failure)),
            Stands::Gone => None,
        };
        let all = seen.ours.iter().filter(is_let_go);
        all.filter_map(wait).collect()
    }

    /// Whether the record of a key is wanted, or is waited for where the key is spoken of.
    fn is_key_spoken_of(&self, owner: &DomainName) -> bool {
        let domain = &self.desired.domain;
        let wanted = self.intent().map_or(&[][..], |intent| &intent.keys);
        let is_wanted = wanted.iter().any(|key| {
            let record = key.publication(domain);
            record.is_ok_and(|record| record.owner == *owner)
        });
        let retiring = self.keys.iter();
        let mut retiring = retiring.filter(|key| key.state == KeyState::Retiring);
        is_wanted || retiring.any(|key| key.selector.owner(domain).as_ref() == Ok(owner))
    }

    /// Whether no record of a key that was to go is wanted. Those of keys that others hold and go on to
    /// sign with are theirs: they stay.
    fn are_key_records_let_go(&self) -> bool {
        let is_dropped = |selector| self.record_of(selector) == RecordWanted::Dropped;
        let ours = self.keys.iter().map(|key| &key.selector);
        let left = self.desired.remembered.left.iter();
        ours.chain(left.map(|key| &key.selector)).all(is_dropped)
    }

    fn are_keys_gone(&self) -> bool {
        let is_gone = |key: &Key| key.state == KeyState::Retired;
        self.keys.iter().all(is_gone) && self.desired.remembered.left.is_empty()
    }
}
