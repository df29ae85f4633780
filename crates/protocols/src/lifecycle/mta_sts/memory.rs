//! What must be remembered of MTA-STS: the policies senders may have, and the hosts that took mail.

use crate::limits::MTA_STS_POLICIES_REMEMBERED_MAX;
use crate::mta_sts::{MtaStsIntent, Policy, PolicyMode};
use crate::name::DomainName;
use crate::published::TTL_SECONDS_DEFAULT;
use crate::time::Timestamp;

use super::{MtaStsSeen, Served};
use crate::lifecycle::standing::Standing;

/// For how long resolvers may keep MX records that are gone, in seconds: a day.
const MX_KEPT_SECONDS: u64 = 86_400;

/// What must be remembered of MTA-STS.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MtaStsMemory {
    /// The policies that senders may have in their caches, those of mode none aside: served now, to
    /// be served from now on, or served once.
    pub policies: Vec<Lingering<Policy>>,
    /// The hosts that take mail, or did until lately.
    pub hosts: Vec<Lingering<DomainName>>,
    /// Since when the wanted policy was served and announced without a break.
    pub steady_since: Option<Timestamp>,
    /// The longest TTL the record was seen with, in seconds.
    pub record_ttl_seconds: u32,
    /// How far it is on its way out.
    pub leaving: Option<Leaving>,
}

/// Something that has effects after it is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lingering<T> {
    /// It.
    pub what: T,
    /// When it was first seen to be gone; `None` while it is there, or may be.
    pub gone: Option<Timestamp>,
}

/// How far MTA-STS is on its way out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// Mode none is published; older policies are in senders' caches.
    Expiring,
    /// The record is to go, or is gone since; the policy is still served.
    RecordGoing {
        /// When it was first seen to be gone from every server.
        gone: Option<Timestamp>,
    },
}

impl Default for MtaStsMemory {
    fn default() -> MtaStsMemory {
        MtaStsMemory {
            policies: Vec::new(),
            hosts: Vec::new(),
            steady_since: None,
            record_ttl_seconds: TTL_SECONDS_DEFAULT,
            leaving: None,
        }
    }
}

impl MtaStsMemory {
    /// Takes in what was seen while this was wanted.
    pub(super) fn see(&mut self, wanted: Option<&MtaStsIntent>, seen: &MtaStsSeen, now: Timestamp) {
        self.note_wanted(wanted);
        let wanted = wanted.and_then(|intent| intent.policy().ok());
        self.see_policy(wanted.as_ref(), &seen.served, now);
        self.see_hosts(seen, now);
        if let Some(seconds) = seen.record_ttl_seconds {
            self.record_ttl_seconds = self.record_ttl_seconds.max(seconds);
        }
        match (&seen.served, &seen.record, &wanted) {
            (Served::Policy(served), Standing::Everywhere, Some(wanted)) if served == wanted => {
                self.steady_since = self.steady_since.or(Some(now));
            }
            // Nothing was seen that speaks against it.
            (Served::Unknown(_), Standing::Everywhere | Standing::Unknown(_), Some(_)) => {}
            (Served::Policy(served), Standing::Unknown(_), Some(wanted)) if served == wanted => {}
            (Served::Policy(_) | Served::Nothing | Served::Unknown(_), _, _) => {
                self.steady_since = None;
            }
        }
    }

    fn see_policy(&mut self, wanted: Option<&Policy>, served: &Served, now: Timestamp) {
        let served = match served {
            Served::Policy(policy) => Some(policy),
            Served::Nothing => None,
            Served::Unknown(_) => return,
        };
        for policy in &mut self.policies {
            // The wanted policy may be put on the host at any moment.
            if Some(&policy.what) != served && Some(&policy.what) != wanted {
                policy.gone = policy.gone.or(Some(now));
            }
        }
        if let Some(policy) = served {
            self.add_policy(policy);
        }
    }

    /// Remembers that a policy is served, or may be from now on.
    fn add_policy(&mut self, policy: &Policy) {
        if policy.mode() == PolicyMode::None {
            return;
        }
        match self.policies.iter_mut().find(|known| known.what == *policy) {
            Some(known) => known.gone = None,
            None => self.policies.push(Lingering {
                what: policy.clone(),
                gone: None,
            }),
        }
    }

    /// Remembers what is wanted from now on.
    pub(super) fn note_wanted(&mut self, wanted: Option<&MtaStsIntent>) {
        if let Some(policy) = wanted.and_then(|intent| intent.policy().ok()) {
            self.add_policy(&policy);
        }
    }

    fn see_hosts(&mut self, seen: &MtaStsSeen, now: Timestamp) {
        for host in &mut self.hosts {
            // Where not every server answered, the host may be in the answer that is missing.
            if !seen.hosts.contains(&host.what) && seen.hosts_failure.is_none() {
                host.gone = host.gone.or(Some(now));
            }
        }
        for host in &seen.hosts {
            match self.hosts.iter_mut().find(|known| known.what == *host) {
                Some(known) => known.gone = None,
                None => self.hosts.push(Lingering {
                    what: host.clone(),
                    gone: None,
                }),
            }
        }
    }

    /// Drops what has no effect any more.
    pub(super) fn forget_expired(&mut self, wanted: Option<&MtaStsIntent>, now: Timestamp) {
        let kept = self.hosts_kept_seconds(wanted);
        self.policies.retain(|policy| is_left(expiry(policy), now));
        self.hosts.retain(|host| {
            let over = host.gone.map(|gone| gone.plus_seconds(kept));
            is_left(over, now)
        });
    }

    /// For how long a host that is gone from the MX records stays listed, in seconds: until the
    /// longest-lived policy that may be cached is over.
    fn hosts_kept_seconds(&self, wanted: Option<&MtaStsIntent>) -> u64 {
        let ages = self.policies.iter().map(|p| p.what.max_age_seconds());
        let ages = ages.chain(wanted.map(|intent| intent.max_age_seconds));
        ages.map(u64::from).fold(MX_KEPT_SECONDS, u64::max)
    }

    /// When every policy is out of every cache; `None` while one is served or may be.
    pub fn caches_until(&self) -> Option<Timestamp> {
        let ends = self.policies.iter().map(expiry);
        ends.collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// Whether no further policy can be remembered, so that none may be changed.
    pub fn is_full(&self) -> bool {
        self.policies.len() >= MTA_STS_POLICIES_REMEMBERED_MAX
    }
}

/// When a policy is out of every cache; `None` while it is served or may be.
pub(super) fn expiry(policy: &Lingering<Policy>) -> Option<Timestamp> {
    let age = policy.what.max_age_seconds();
    policy.gone.map(|gone| gone.plus_seconds(age.into()))
}

fn is_left(over: Option<Timestamp>, now: Timestamp) -> bool {
    over.is_none_or(|over| now < over)
}
