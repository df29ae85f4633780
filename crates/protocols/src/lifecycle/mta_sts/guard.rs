//! The guard of moving mail hosts: who must be listed, and since when a host may take mail.

use crate::limits::MTA_STS_HOSTS_LISTED_MAX;
use crate::mta_sts::evaluate::policy_allows;
use crate::mta_sts::{MxPattern, PolicyMode};
use crate::name::DomainName;
use crate::time::Timestamp;

use super::memory::{MtaStsMemory, expiry};

/// What senders that have an enforced policy in their caches make of a host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostMove {
    /// A host that shall take mail: no cached policy refuses it, it may go into the MX records.
    MayTakeMail(DomainName),
    /// A host that shall take mail and must not yet: a cached policy refuses it.
    MustWait {
        /// The host.
        host: DomainName,
        /// Until then; `None` while a policy that refuses it is served or may be.
        until: Option<Timestamp>,
    },
    /// **A host that takes mail already, and senders refuse it.**
    Refused {
        /// The host.
        host: DomainName,
        /// Until then; `None` while a policy that refuses it is served or may be.
        until: Option<Timestamp>,
    },
}

/// What is to be said of hosts that move: those that are wanted and take no mail yet, and those that
/// take mail although a policy that may be cached does not list them.
pub fn host_moves(
    wanted: &[DomainName],
    live: &[DomainName],
    memory: &MtaStsMemory,
) -> Vec<HostMove> {
    let mut moves = Vec::new();
    for host in wanted.iter().filter(|host| !live.contains(host)) {
        moves.push(match refused(host, memory) {
            None => HostMove::MayTakeMail(host.clone()),
            Some(until) => HostMove::MustWait {
                host: host.clone(),
                until,
            },
        });
    }
    for host in live {
        if let Some(until) = refused(host, memory) {
            moves.push(HostMove::Refused {
                host: host.clone(),
                until,
            });
        }
    }
    moves
}

/// Until when a host is refused by a policy that may be cached; `None` where it is not.
fn refused(host: &DomainName, memory: &MtaStsMemory) -> Option<Option<Timestamp>> {
    let refusing = memory.policies.iter().filter(|policy| {
        policy.what.mode() == PolicyMode::Enforce && !policy_allows(&policy.what, host)
    });
    let ends: Vec<Option<Timestamp>> = refusing.map(expiry).collect();
    if ends.is_empty() {
        return None;
    }
    Some(
        ends.into_iter()
            .collect::<Option<Vec<_>>>()
            .and_then(|ends| ends.into_iter().max()),
    )
}

/// Every host a policy must list: those that shall take mail, those that do and those that did
/// lately. `None` where there are too many, or one with a name that no policy can list.
pub(super) fn needed_hosts(
    wanted: &[DomainName],
    memory: &MtaStsMemory,
) -> Option<Vec<DomainName>> {
    let took = memory.hosts.iter().map(|host| &host.what);
    let mut hosts: Vec<DomainName> = Vec::new();
    for host in wanted.iter().chain(took) {
        if !hosts.contains(host) {
            hosts.push(host.clone());
        }
    }
    let is_listable = hosts.iter().all(DomainName::is_host_name);
    (is_listable && hosts.len() <= MTA_STS_HOSTS_LISTED_MAX).then_some(hosts)
}

/// The patterns for these hosts: what is listed stays while it stands for one of them, and a host
/// that none of it stands for is added.
pub(super) fn patterns(listed: &[MxPattern], hosts: &[DomainName]) -> Vec<MxPattern> {
    let is_of_use = |pattern: &&MxPattern| hosts.iter().any(|host| pattern.matches(host));
    let mut patterns: Vec<MxPattern> = listed.iter().filter(is_of_use).cloned().collect();
    for host in hosts {
        if !patterns.iter().any(|pattern| pattern.matches(host)) {
            patterns.push(MxPattern::Host(host.clone()));
        }
    }
    patterns
}
