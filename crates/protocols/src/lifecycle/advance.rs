//! A whole domain moved as far as it may go now, by all its machines together.

use std::collections::BTreeSet;

use crate::answers::MxRecord;
use crate::dkim::Selector;
use crate::dmarc::{DmarcIntent, LadderStep};
use crate::domain::desired::{Desired, MailIntent, Purpose};
use crate::domain::records::Role;
use crate::name::DomainName;
use crate::time::Timestamp;

use super::departure::DepartureWait;
use super::dkim_key::{
    self, GivenUp, Key, KeyCase, KeyState, KeyStep, KeyWait, RECORD_KEPT_SECONDS, RecordWanted,
    SignerWord,
};
use super::dmarc_ladder::{self, Evidence, LadderCase, LadderMove, LadderWait, Mailboxes, Signing};
use super::left_key::LeftKey;
use super::mta_sts::{
    self, HostMove, MtaStsCase, MtaStsChange, MtaStsGoal, MtaStsState, MtaStsWait, TlsWord,
    host_moves,
};
use super::parking::{ParkingWait, is_needed};
use super::seen::Seen;
use super::standing::Standing;

/// Where the owner wants one of the machines to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// DMARC to this rung.
    Dmarc(LadderStep),
    /// MTA-STS there.
    MtaSts(MtaStsGoal),
    /// The domain's mail to an end.
    Parked,
    /// The domain's mail not to an end, after all.
    Mail,
    /// The domain not away, after all.
    Stay,
}

/// Something the owner says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confirmed {
    /// Whoever signs has the new keys and uses them.
    Signing,
    /// All senders that are wanted pass with an aligned domain.
    Aligned,
    /// Mailing lists may refuse mail of the domain's users (RFC 9989 §7.4).
    Mailboxes,
    /// The reports of failed TLS are clean.
    CleanTls,
    /// No mail is sent any more.
    NoMail,
    /// Whoever signs uses none of the keys any more, and no sender needs what the SPF record says for
    /// us.
    Unused,
    /// Waiting for reports is not wanted.
    Early,
}

/// Whether reports are waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// As long as is usual.
    Usual,
    /// The owner does not want to wait for them.
    Early,
}

/// What the owner asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Where one of the machines shall go; the others go forward.
    pub aim: Option<Aim>,
    /// What the owner says.
    pub confirmed: BTreeSet<Confirmed>,
    /// The hosts that shall take mail, where that changes.
    pub mx: Option<Vec<MxRecord>>,
    /// Keys that others signed with and do not any more.
    pub ceased: Vec<LeftKey>,
    /// What is known of mail with the domain in `From`.
    pub evidence: Evidence,
}

impl Request {
    /// To move what may move.
    pub fn plain() -> Request {
        Request {
            aim: None,
            confirmed: BTreeSet::new(),
            mx: None,
            ceased: Vec::new(),
            evidence: Evidence::Absent,
        }
    }

    pub(super) fn says(&self, what: Confirmed) -> bool {
        self.confirmed.contains(&what)
    }

    fn patience(&self) -> Patience {
        match self.says(Confirmed::Early) {
            true => Patience::Early,
            false => Patience::Usual,
        }
    }
}

/// Something that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// A key reached a state.
    Key {
        /// Its selector.
        selector: Selector,
        /// The state.
        to: KeyState,
    },
    /// The record of a key is no longer published.
    KeyRecordDropped(Selector),
    /// MTA-STS.
    MtaSts(MtaStsChange),
    /// DMARC.
    Dmarc {
        /// The rung before.
        from: LadderStep,
        /// The rung now.
        to: LadderStep,
    },
    /// Other hosts shall take mail.
    MailHosts(Vec<DomainName>),
    /// The domain is being parked.
    ParkingBegun,
    /// It is not to be parked any more.
    ParkingCalledOff,
    /// It is parked.
    Parked,
    /// All that we published begins to be withdrawn.
    DepartureBegun,
    /// It is not withdrawn, after all.
    DepartureCalledOff,
    /// The records of this role are no longer wanted.
    LetGo(Role),
    /// Nothing that we published is left.
    Left,
}

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Waiting {
    /// A key.
    Key {
        /// Its selector.
        selector: Selector,
        /// For what.
        wait: KeyWait,
    },
    /// MTA-STS.
    MtaSts(MtaStsWait),
    /// DMARC.
    Dmarc(LadderWait),
    /// The end of mail.
    Parking(ParkingWait),
    /// The end of our looking after the domain.
    Departure(DepartureWait),
}

/// What became of a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advanced {
    /// What is wanted now, and remembered.
    pub desired: Desired,
    /// The keys as they stand now.
    pub keys: Vec<Key>,
    /// What moved, in order.
    pub moved: Vec<Moved>,
    /// What waits.
    pub waiting: Vec<Waiting>,
    /// What is to be said of mail hosts that move.
    pub hosts: Vec<HostMove>,
}

/// Moves a domain as far as it may go now.
pub fn advance(
    desired: &Desired,
    keys: &[Key],
    seen: &Seen,
    request: &Request,
    now: Timestamp,
) -> Advanced {
    let mut out = Advanced::of(desired, keys);
    let mta_sts_goal = out.take_wishes(request, now);
    out.hear_of_departure(request, now);
    out.move_keys(seen, request, now);
    out.leave_keys(&request.ceased);
    out.move_left_keys(seen, now);
    out.move_mta_sts(seen, request, mta_sts_goal, now);
    let remembered = &out.desired.remembered;
    match (&remembered.departure, remembered.parking) {
        (Some(_), _) => out.depart(seen, now),
        (None, Some(_)) => out.park(now),
        (None, None) => out.move_dmarc(seen, request, now),
    }
    out
}

/// Calls off the succession of keys: those on their way to sign never will.
pub fn call_off(desired: &Desired, keys: &[Key], now: Timestamp) -> Advanced {
    let mut out = Advanced::of(desired, keys);
    for index in 0..out.keys.len() {
        if out.keys[index].state.is_coming() {
            out.give_up(index, now);
        }
    }
    out
}

impl Advanced {
    /// Nothing moved yet.
    fn of(desired: &Desired, keys: &[Key]) -> Advanced {
        Advanced {
            desired: desired.clone(),
            keys: keys.to_vec(),
            moved: Vec::new(),
            waiting: Vec::new(),
            hosts: Vec::new(),
        }
    }

    pub(super) fn mail(&mut self) -> Option<&mut MailIntent> {
        match &mut self.desired.purpose {
            Purpose::Mail(intent) => Some(intent),
            Purpose::Parked { .. } => None,
        }
    }

    pub(super) fn intent(&self) -> Option<&MailIntent> {
        match &self.desired.purpose {
            Purpose::Mail(intent) => Some(intent),
            Purpose::Parked { .. } => None,
        }
    }

    /// Takes in where the owner wants to go, and tells where MTA-STS is to go by that.
    fn take_wishes(&mut self, request: &Request, now: Timestamp) -> MtaStsGoal {
        if let (Some(mx), Some(intent)) = (&request.mx, self.mail())
            && intent.mx != *mx
        {
            intent.mx.clone_from(mx);
            let hosts = mail_hosts(mx);
            self.moved.push(Moved::MailHosts(hosts));
        }
        let is_mail = self.mail().is_some();
        let mut goal = MtaStsGoal::Forward;
        let remembered = &mut self.desired.remembered;
        match (request.aim, remembered.parking) {
            (Some(Aim::Parked), None) if is_mail => {
                remembered.parking = Some(now);
                self.moved.push(Moved::ParkingBegun);
            }
            (Some(Aim::Mail), Some(_)) => {
                remembered.parking = None;
                self.moved.push(Moved::ParkingCalledOff);
                // What parking began to take away begins anew.
                goal = MtaStsGoal::Testing;
            }
            (Some(Aim::Stay), _) => goal = self.stay(),
            (Some(Aim::MtaSts(wish)), _) => goal = wish,
            (Some(Aim::Parked | Aim::Mail | Aim::Dmarc(_)) | None, _) => {}
        }
        let remembered = &self.desired.remembered;
        match remembered.parking.is_some() || remembered.departure.is_some() {
            true => MtaStsGoal::Leave,
            false => goal,
        }
    }

    fn move_keys(&mut self, seen: &Seen, request: &Request, now: Timestamp) {
        for key in &self.keys {
            let memory = self.desired.remembered.key(&key.selector);
            let memory = memory.seeing(&seen.key(&key.selector), now);
            match key.state {
                KeyState::Retired => self.desired.remembered.forget_key(&key.selector),
                KeyState::Created
                | KeyState::Published
                | KeyState::Visible
                | KeyState::Active
                | KeyState::Retiring => self.desired.remembered.set_key(memory),
            }
        }
        if self.desired.remembered.parking.is_some() && request.says(Confirmed::NoMail) {
            self.give_up_keys(now);
        }
        for index in 0..self.keys.len() {
            // The owner was told of the keys that were visible before, and speaks of no other.
            let is_meant = self.keys[index].state == KeyState::Visible;
            let signer = match request.says(Confirmed::Signing) && is_meant {
                true => SignerWord::UsesNewKeys,
                false => SignerWord::Unsaid,
            };
            // A key has no more states than these to go through.
            for _ in KeyState::ALL {
                if !self.step_key(index, seen, signer, now) {
                    break;
                }
            }
        }
    }

    /// One step of one key; whether another may follow.
    fn step_key(&mut self, index: usize, seen: &Seen, signer: SignerWord, now: Timestamp) -> bool {
        let key = &self.keys[index];
        let selector = key.selector.clone();
        let case = KeyCase {
            key,
            record: self.record_of(&selector),
            standing: &seen.key(&selector).standing,
            memory: &self.desired.remembered.key(&selector),
            signer,
        };
        match dkim_key::next(case, now) {
            KeyStep::Rest => false,
            KeyStep::Wait(wait) => {
                self.waiting.push(Waiting::Key { selector, wait });
                false
            }
            KeyStep::DropRecord => {
                self.drop_record(&selector);
                true
            }
            KeyStep::Move(state) => {
                if state == KeyState::Active {
                    self.retire_predecessors(index, now);
                }
                self.set_key(index, state, now);
                true
            }
        }
    }

    fn set_key(&mut self, index: usize, state: KeyState, now: Timestamp) {
        let key = &mut self.keys[index];
        key.state = state;
        key.since = now;
        let selector = key.selector.clone();
        self.moved.push(Moved::Key {
            selector,
            to: state,
        });
    }

    /// One key of an algorithm signs: the one before retires at the same moment.
    fn retire_predecessors(&mut self, index: usize, now: Timestamp) {
        let key_type = self.keys[index].public.key_type();
        for other in 0..self.keys.len() {
            let key = &self.keys[other];
            if other != index && key.state == KeyState::Active && key.public.key_type() == key_type
            {
                self.set_key(other, KeyState::Retiring, now);
            }
        }
    }

    /// Lets every key go that signs or is to.
    fn give_up_keys(&mut self, now: Timestamp) {
        for index in 0..self.keys.len() {
            self.give_up(index, now);
        }
    }

    /// Lets one key go.
    pub(super) fn give_up(&mut self, index: usize, now: Timestamp) {
        match GivenUp::of(self.keys[index].state) {
            GivenUp::Already => {}
            GivenUp::Retiring => self.set_key(index, KeyState::Retiring, now),
            GivenUp::Never => {
                let selector = self.keys[index].selector.clone();
                self.drop_record(&selector);
                self.set_key(index, KeyState::Retired, now);
                self.desired.remembered.forget_key(&selector);
            }
        }
    }

    pub(super) fn record_of(&self, selector: &Selector) -> RecordWanted {
        let is_wanted = match &self.desired.purpose {
            Purpose::Mail(intent) => intent.keys.iter().any(|key| key.selector == *selector),
            Purpose::Parked { .. } => false,
        };
        match is_wanted {
            true => RecordWanted::Wanted,
            false => RecordWanted::Dropped,
        }
    }

    pub(super) fn drop_record(&mut self, selector: &Selector) {
        if self.record_of(selector) == RecordWanted::Dropped {
            return;
        }
        if let Some(intent) = self.mail() {
            intent.keys.retain(|key| key.selector != *selector);
        }
        self.moved.push(Moved::KeyRecordDropped(selector.clone()));
    }

    fn move_mta_sts(&mut self, seen: &Seen, request: &Request, goal: MtaStsGoal, now: Timestamp) {
        let memory = self.desired.remembered.mta_sts.clone();
        let Some(intent) = self.mail() else {
            return;
        };
        let wanted_hosts = mail_hosts(&intent.mx);
        let case = MtaStsCase {
            wanted_hosts: &wanted_hosts,
            seen: &seen.mta_sts,
            goal,
            tls: match request.says(Confirmed::CleanTls) {
                true => TlsWord::Clean,
                false => TlsWord::Unsaid,
            },
            patience: request.patience(),
        };
        let state = MtaStsState {
            intent: intent.mta_sts.clone(),
            memory,
        };
        let outcome = mta_sts::advance(&state, case, now);
        intent.mta_sts = outcome.state.intent;
        let is_enforceable = intent.mta_sts.is_some();
        self.desired.remembered.mta_sts = outcome.state.memory;
        self.moved
            .extend(outcome.changes.into_iter().map(Moved::MtaSts));
        self.waiting
            .extend(outcome.waits.into_iter().map(Waiting::MtaSts));
        if is_enforceable {
            let memory = &self.desired.remembered.mta_sts;
            self.hosts = host_moves(&wanted_hosts, &seen.mta_sts.hosts, memory);
        }
    }

    fn move_dmarc(&mut self, seen: &Seen, request: &Request, now: Timestamp) {
        let signing = self.signing(seen);
        let memory = self.desired.remembered.dmarc;
        let Some(MailIntent {
            dmarc: DmarcIntent::Sending { step, .. },
            ..
        }) = self.mail()
        else {
            return;
        };
        let from = *step;
        let memory = dmarc_ladder::remember(memory, from, &seen.dmarc, now);
        let evidence = match (&request.evidence, request.says(Confirmed::Aligned)) {
            (Evidence::Absent, true) => &Evidence::OwnersWord,
            (evidence, _) => evidence,
        };
        let case = LadderCase {
            step: from,
            aim: match request.aim {
                Some(Aim::Dmarc(aim)) => aim,
                Some(Aim::MtaSts(_) | Aim::Parked | Aim::Mail | Aim::Stay) | None => {
                    LadderStep::Reject
                }
            },
            record: &seen.dmarc,
            memory,
            evidence,
            mailboxes: match request.says(Confirmed::Mailboxes) {
                true => Mailboxes::Told,
                false => Mailboxes::InUse,
            },
            signing,
            patience: request.patience(),
        };
        let next = dmarc_ladder::next(case, now);
        if let LadderMove::To(to) = next {
            *step = to;
        }
        self.desired.remembered.dmarc = memory;
        match next {
            LadderMove::Rest => {}
            LadderMove::Wait(waits) => {
                self.waiting.extend(waits.into_iter().map(Waiting::Dmarc));
            }
            LadderMove::To(to) => {
                self.desired.remembered.dmarc = None;
                self.moved.push(Moved::Dmarc { from, to });
            }
        }
    }

    fn signing(&self, seen: &Seen) -> Signing {
        let signs = self.keys.iter().any(|key| {
            let standing = seen.key(&key.selector).standing;
            key.state == KeyState::Active
                && matches!(standing, Standing::Everywhere | Standing::Unknown(_))
        });
        match signs {
            true => Signing::Signed,
            false => Signing::Unsigned,
        }
    }

    /// Parks the domain when nothing needs its records any more.
    fn park(&mut self, now: Timestamp) {
        let mut waits = Vec::new();
        for key in self.keys.iter().filter(|key| is_needed(key.state)) {
            let selector = key.selector.clone();
            let over = key.since.plus_seconds(RECORD_KEPT_SECONDS);
            match key.state {
                KeyState::Retiring if now >= over => {}
                KeyState::Retiring => waits.push(ParkingWait::Key {
                    selector,
                    until: Some(over),
                }),
                KeyState::Created
                | KeyState::Published
                | KeyState::Visible
                | KeyState::Active
                | KeyState::Retired => waits.push(ParkingWait::Sending(selector)),
            }
        }
        for key in &self.desired.remembered.left {
            let over = key.since.plus_seconds(RECORD_KEPT_SECONDS);
            if now < over {
                waits.push(ParkingWait::Key {
                    selector: key.selector.clone(),
                    until: Some(over),
                });
            }
        }
        let is_leaving = self.desired.remembered.mta_sts.leaving.is_some();
        let Some(intent) = self.mail() else {
            return;
        };
        if intent.mta_sts.is_some() || is_leaving {
            waits.push(ParkingWait::MtaSts);
        }
        if !waits.is_empty() {
            self.waiting.extend(waits.into_iter().map(Waiting::Parking));
            return;
        }
        let rua = intent.dmarc.rua().to_vec();
        self.give_up_keys(now);
        self.desired.purpose = Purpose::Parked { rua };
        self.desired.remembered.parking = None;
        self.desired.remembered.dmarc = None;
        self.moved.push(Moved::Parked);
    }
}

/// The hosts of MX records, each once.
pub fn mail_hosts(mx: &[MxRecord]) -> Vec<DomainName> {
    let mut hosts: Vec<DomainName> = Vec::new();
    for host in mx.iter().filter_map(|record| record.exchange.as_ref()) {
        if !hosts.contains(host) {
            hosts.push(host.clone());
        }
    }
    hosts
}
