//! The life of an MTA-STS policy: tried, enforced, kept true while mail hosts move, and taken back.
//!
//! What was served once stays in senders' caches for its `max_age`, whatever the record says since:
//! not every sender compares the `id`. So every policy that may be cached is remembered until it is
//! over, and every host that took mail stays listed as long.

mod guard;
mod memory;
mod to_serve;

use crate::answers::Failure;
use crate::domain::desired::MAX_AGE_SECONDS_AT_FIRST;
use crate::mta_sts::{MtaStsIntent, MxPattern, Policy, PolicyMode};
use crate::name::DomainName;
use crate::time::Timestamp;

use super::advance::Patience;
use super::standing::Standing;

pub use guard::{HostMove, host_moves};
pub use memory::{Leaving, Lingering, MtaStsMemory};
pub use to_serve::to_serve;

use guard::{needed_hosts, patterns};

/// The `max_age` of a policy in mode none, in seconds. RFC 8461 §8.3: 'a small "max_age" (e.g., one
/// day)'.
pub const MAX_AGE_SECONDS_LEAVING: u32 = 86_400;
/// For how long a policy is tried before it is enforced, in seconds: two weeks of reports.
pub const TRIED_SECONDS: u64 = 14 * 86_400;
/// How `max_age` grows while a policy is enforced: after so many seconds, to so many. RFC 8461 §3.2
/// has it 'weeks or greater' in the end; it begins with a day, so that a mistake is forgotten soon.
pub const GROWTH: [(u64, u32); 2] = [(7 * 86_400, 604_800), (28 * 86_400, 2_419_200)];

/// What was seen of MTA-STS and of the mail hosts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MtaStsSeen {
    /// The hosts that take mail now, as far as seen.
    pub hosts: Vec<DomainName>,
    /// Why there may be more of them.
    pub hosts_failure: Option<Failure>,
    /// What the policy host serves.
    pub served: Served,
    /// What the servers say of the record that is wanted.
    pub record: Standing,
    /// The TTL of the record that stands, in seconds.
    pub record_ttl_seconds: Option<u32>,
    /// What TLS at each host is worth to a sender; empty where it was not tried.
    pub tls: Vec<(DomainName, HostTls)>,
}

/// What the policy host serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Served {
    /// This policy.
    Policy(Policy),
    /// Nothing a sender accepts.
    Nothing,
    /// Could not be learnt.
    Unknown(Failure),
}

/// What TLS at a mail host is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HostTls {
    /// STARTTLS with a certificate that senders accept (RFC 8461 §4.2).
    Good,
    /// Under an enforced policy nobody delivers to it.
    Bad,
    /// Could not be learnt.
    Unknown(Failure),
}

/// Where the owner wants the policy to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MtaStsGoal {
    /// Forward, when it may.
    Forward,
    /// Only tried.
    Testing,
    /// Enforced.
    Enforce,
    /// Away.
    Leave,
}

/// What the owner says of TLS at the mail hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsWord {
    /// Nothing.
    Unsaid,
    /// The reports of failed TLS were read, and none is about a sender that is wanted.
    Clean,
}

/// A change of the policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MtaStsChange {
    /// A policy begins, in mode testing.
    Begun,
    /// The mode.
    Mode {
        /// The mode before.
        from: PolicyMode,
        /// The mode now.
        to: PolicyMode,
    },
    /// The hosts it lists.
    Hosts {
        /// Patterns that come in.
        added: Vec<MxPattern>,
        /// Patterns that go.
        dropped: Vec<MxPattern>,
    },
    /// `max_age`, in seconds.
    MaxAge(u32),
    /// The record goes; the policy is served on.
    RecordDropped,
    /// The policy host may go as well: nothing is left of MTA-STS.
    Left,
}

/// What a policy waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MtaStsWait {
    /// It is to be served as it is wanted.
    Served,
    /// Could not be learnt whether it is served.
    NotFetched(Failure),
    /// Its record is to be at every server.
    Record,
    /// Could not be learnt whether its record is there.
    RecordNotSeen(Failure),
    /// Reports are to come in.
    Reports(Timestamp),
    /// The owner is to say that TLS reports are clean.
    CleanReports,
    /// The mail hosts could not be learnt.
    HostsNotSeen(Failure),
    /// The domain has no mail host.
    NoHosts,
    /// A sender would not deliver to this host.
    BadTls(DomainName),
    /// More hosts than are listed, or a name that no policy can list.
    Unlistable,
    /// More policies may be in senders' caches than are remembered.
    TooManyPolicies,
    /// Policies served before may be in senders' caches; until then where that is known.
    Caches(Option<Timestamp>),
    /// The record is to be removed.
    RecordRemoved,
    /// Resolvers may keep the record.
    RecordTtl(Timestamp),
}

/// A policy with all that decides about it.
#[derive(Debug, Clone, Copy)]
pub struct MtaStsCase<'a> {
    /// The hosts that shall take mail.
    pub wanted_hosts: &'a [DomainName],
    /// What was seen.
    pub seen: &'a MtaStsSeen,
    /// Where it shall go.
    pub goal: MtaStsGoal,
    /// What the owner says of TLS.
    pub tls: TlsWord,
    /// Whether reports are waited for.
    pub patience: Patience,
}

/// The policy as it is wanted, and what is remembered of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MtaStsState {
    /// What is published; `None` where no record is to stand.
    pub intent: Option<MtaStsIntent>,
    /// What is remembered.
    pub memory: MtaStsMemory,
}

/// What became of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MtaStsOutcome {
    /// The new state.
    pub state: MtaStsState,
    /// What changed.
    pub changes: Vec<MtaStsChange>,
    /// What the rest waits for.
    pub waits: Vec<MtaStsWait>,
}

/// Moves a policy as far as it may go now.
pub fn advance(state: &MtaStsState, case: MtaStsCase<'_>, now: Timestamp) -> MtaStsOutcome {
    let mut out = MtaStsOutcome {
        state: state.clone(),
        changes: Vec::new(),
        waits: Vec::new(),
    };
    let memory = &mut out.state.memory;
    memory.see(state.intent.as_ref(), case.seen, now);
    memory.forget_expired(state.intent.as_ref(), now);
    match case.goal {
        MtaStsGoal::Leave => out.begin_to_leave(),
        MtaStsGoal::Testing | MtaStsGoal::Enforce => out.begin_or_stay(case),
        MtaStsGoal::Forward => {}
    }
    match out.state.memory.leaving {
        Some(leaving) => out.leave(leaving, case.seen, now),
        None => {
            out.list_hosts(case);
            out.change_mode(case, now);
            out.grow(case.seen, now);
        }
    }
    out.state.memory.note_wanted(out.state.intent.as_ref());
    out
}

impl MtaStsOutcome {
    fn begin_to_leave(&mut self) {
        let memory = &mut self.state.memory;
        if memory.leaving.is_some() {
            return;
        }
        let Some(intent) = &mut self.state.intent else {
            return;
        };
        if memory.is_full() {
            self.waits.push(MtaStsWait::TooManyPolicies);
            return;
        }
        memory.leaving = Some(Leaving::Expiring);
        let from = intent.mode;
        // RFC 8461 §8.3 step 1: 'Publish a new policy with "mode" equal to "none" and a small
        // "max_age" (e.g., one day).'
        *intent = MtaStsIntent {
            mode: PolicyMode::None,
            mx: Vec::new(),
            max_age_seconds: MAX_AGE_SECONDS_LEAVING,
        };
        if from != PolicyMode::None {
            let to = PolicyMode::None;
            self.changes.push(MtaStsChange::Mode { from, to });
        }
    }

    /// A policy that is none yet, or is on its way out, begins in mode testing.
    fn begin_or_stay(&mut self, case: MtaStsCase<'_>) {
        let memory = &mut self.state.memory;
        let is_leaving = memory.leaving.is_some();
        if self.state.intent.is_some() && !is_leaving {
            return;
        }
        let Some(hosts) = needed_hosts(case.wanted_hosts, memory) else {
            self.waits.push(MtaStsWait::Unlistable);
            return;
        };
        if hosts.is_empty() {
            self.waits.push(MtaStsWait::NoHosts);
            return;
        }
        memory.leaving = None;
        memory.steady_since = None;
        self.state.intent = Some(MtaStsIntent {
            mode: PolicyMode::Testing,
            mx: patterns(&[], &hosts),
            max_age_seconds: MAX_AGE_SECONDS_AT_FIRST,
        });
        self.changes.push(MtaStsChange::Begun);
    }

    /// RFC 8461 §8.3 steps 2 and 3; and the record goes before the policy, since a record without a
    /// policy is a fault.
    fn leave(&mut self, leaving: Leaving, seen: &MtaStsSeen, now: Timestamp) {
        match leaving {
            Leaving::Expiring => self.expire(seen),
            Leaving::RecordGoing { gone: None } => match &seen.record {
                Standing::Unknown(failure) => {
                    self.waits.push(MtaStsWait::RecordNotSeen(*failure));
                }
                Standing::Everywhere | Standing::Partly { .. } | Standing::Another => {
                    self.waits.push(MtaStsWait::RecordRemoved);
                }
                Standing::Nowhere => {
                    self.state.memory.leaving = Some(Leaving::RecordGoing { gone: Some(now) });
                    self.let_record_expire(now, now);
                }
            },
            Leaving::RecordGoing { gone: Some(gone) } => match &seen.record {
                Standing::Nowhere => self.let_record_expire(gone, now),
                Standing::Unknown(failure) => {
                    self.waits.push(MtaStsWait::RecordNotSeen(*failure));
                }
                Standing::Everywhere | Standing::Partly { .. } | Standing::Another => {
                    self.state.memory.leaving = Some(Leaving::RecordGoing { gone: None });
                    self.waits.push(MtaStsWait::RecordRemoved);
                }
            },
        }
    }

    fn expire(&mut self, seen: &MtaStsSeen) {
        // The policy of mode none has to reach senders before anything else is taken away, unless
        // none ever had another one.
        let memory = &self.state.memory;
        if !memory.policies.is_empty() {
            self.waits.push(MtaStsWait::Caches(memory.caches_until()));
            match &seen.served {
                Served::Policy(policy) if policy.mode() == PolicyMode::None => {}
                Served::Policy(_) | Served::Nothing => self.waits.push(MtaStsWait::Served),
                Served::Unknown(failure) => self.waits.push(MtaStsWait::NotFetched(*failure)),
            }
            return;
        }
        self.state.intent = None;
        self.state.memory.leaving = Some(Leaving::RecordGoing { gone: None });
        self.changes.push(MtaStsChange::RecordDropped);
    }

    fn let_record_expire(&mut self, gone: Timestamp, now: Timestamp) {
        let until = gone.plus_seconds(self.state.memory.record_ttl_seconds.into());
        if now < until {
            self.waits.push(MtaStsWait::RecordTtl(until));
            return;
        }
        self.state.memory = MtaStsMemory::default();
        self.changes.push(MtaStsChange::Left);
    }

    /// Lists every host that takes mail, shall take mail or took mail lately.
    fn list_hosts(&mut self, case: MtaStsCase<'_>) {
        let memory = &self.state.memory;
        let Some(intent) = &mut self.state.intent else {
            return;
        };
        let Some(hosts) = needed_hosts(case.wanted_hosts, memory) else {
            self.waits.push(MtaStsWait::Unlistable);
            return;
        };
        // A policy that lists nobody cannot be; the domain has no mail host for the moment.
        if hosts.is_empty() {
            return;
        }
        let needed = patterns(&intent.mx, &hosts);
        let listed = match case.seen.hosts_failure {
            None => needed,
            // The server that gave no answer may name a host that others do not: nothing is dropped.
            Some(_) => {
                let new = needed.into_iter().filter(|p| !intent.mx.contains(p));
                intent.mx.iter().cloned().chain(new).collect()
            }
        };
        if listed == intent.mx {
            return;
        }
        if memory.is_full() {
            self.waits.push(MtaStsWait::TooManyPolicies);
            return;
        }
        let not_in = |these: &[MxPattern], those: &[MxPattern]| {
            let new = these.iter().filter(|pattern| !those.contains(pattern));
            new.cloned().collect::<Vec<_>>()
        };
        self.changes.push(MtaStsChange::Hosts {
            added: not_in(&listed, &intent.mx),
            dropped: not_in(&intent.mx, &listed),
        });
        intent.mx = listed;
    }

    fn change_mode(&mut self, case: MtaStsCase<'_>, now: Timestamp) {
        let Some(intent) = &mut self.state.intent else {
            return;
        };
        let to = match (intent.mode, case.goal) {
            // A step back is always allowed: nobody is refused by a policy that only reports.
            (PolicyMode::Enforce, MtaStsGoal::Testing) => PolicyMode::Testing,
            (PolicyMode::Testing, MtaStsGoal::Enforce | MtaStsGoal::Forward) => {
                let memory = &self.state.memory;
                let waits = not_to_enforce(intent, memory, case, now);
                if !waits.is_empty() {
                    self.waits.extend(waits);
                    return;
                }
                PolicyMode::Enforce
            }
            (PolicyMode::Enforce, _) | (PolicyMode::Testing, _) | (PolicyMode::None, _) => return,
        };
        let from = std::mem::replace(&mut intent.mode, to);
        // Whatever it grew to: what is enforced begins with a day.
        intent.max_age_seconds = MAX_AGE_SECONDS_AT_FIRST;
        self.state.memory.steady_since = None;
        self.changes.push(MtaStsChange::Mode { from, to });
    }

    /// Lets `max_age` grow while all is as it should be and no host is moving.
    fn grow(&mut self, seen: &MtaStsSeen, now: Timestamp) {
        let memory = &self.state.memory;
        let (Some(intent), Some(since)) = (&mut self.state.intent, memory.steady_since) else {
            return;
        };
        let is_moving = memory.hosts.iter().any(|host| host.gone.is_some());
        if intent.mode != PolicyMode::Enforce || is_moving || seen.hosts_failure.is_some() {
            return;
        }
        let next = GROWTH.iter().find(|(_, age)| *age > intent.max_age_seconds);
        let Some((after, age)) = next else {
            return;
        };
        if now < since.plus_seconds(*after) || memory.is_full() {
            return;
        }
        intent.max_age_seconds = *age;
        self.state.memory.steady_since = None;
        self.changes.push(MtaStsChange::MaxAge(*age));
    }
}

/// What stands between a policy that is tried and one that is enforced.
fn not_to_enforce(
    intent: &MtaStsIntent,
    memory: &MtaStsMemory,
    case: MtaStsCase<'_>,
    now: Timestamp,
) -> Vec<MtaStsWait> {
    let seen = case.seen;
    let mut waits = Vec::new();
    match &seen.served {
        Served::Policy(policy) if intent.policy().as_ref() == Ok(policy) => {}
        Served::Policy(_) | Served::Nothing => waits.push(MtaStsWait::Served),
        Served::Unknown(failure) => waits.push(MtaStsWait::NotFetched(*failure)),
    }
    match &seen.record {
        Standing::Everywhere => {}
        Standing::Unknown(failure) => waits.push(MtaStsWait::RecordNotSeen(*failure)),
        Standing::Partly { .. } | Standing::Nowhere | Standing::Another => {
            waits.push(MtaStsWait::Record);
        }
    }
    match (seen.hosts_failure, seen.hosts.is_empty()) {
        (Some(failure), _) => waits.push(MtaStsWait::HostsNotSeen(failure)),
        (None, true) => waits.push(MtaStsWait::NoHosts),
        (None, false) => {}
    }
    let is_covered = |host: &DomainName| intent.mx.iter().any(|pattern| pattern.matches(host));
    if !seen.hosts.iter().all(is_covered) {
        waits.push(MtaStsWait::Unlistable);
    }
    for (host, tls) in &seen.tls {
        match tls {
            HostTls::Bad => waits.push(MtaStsWait::BadTls(host.clone())),
            // The owner's word on the reports covers it, which is asked for in any case.
            HostTls::Good | HostTls::Unknown(_) => {}
        }
    }
    if case.patience == Patience::Usual {
        let over = memory
            .steady_since
            .unwrap_or(now)
            .plus_seconds(TRIED_SECONDS);
        if now < over {
            waits.push(MtaStsWait::Reports(over));
        }
    }
    if case.tls == TlsWord::Unsaid {
        waits.push(MtaStsWait::CleanReports);
    }
    if memory.is_full() {
        waits.push(MtaStsWait::TooManyPolicies);
    }
    waits
}

#[cfg(test)]
mod tests;
