//! The name servers of the domain and the networks they stand in.

use std::net::Ipv4Addr;

use crate::answers::{Answers, Failure, Need, Needs, Outcome, Question};
use crate::assessment::{ProtectionKind, Unknown};
use crate::limits::NAME_SERVERS_MAX;
use crate::name::DomainName;

use super::super::options::CheckOptions;

/// The name servers. Empty when the domain is no zone of its own.
#[derive(Debug, Default)]
pub struct NameServers {
    /// Their names, sorted.
    pub names: Vec<DomainName>,
    /// The IPv4 addresses of the first [`NAME_SERVERS_MAX`], `None` for one whose addresses are not
    /// known.
    pub addresses: Vec<Option<Vec<Ipv4Addr>>>,
    failure: Option<Failure>,
}

pub(super) fn observe(
    domain: &DomainName,
    options: &CheckOptions,
    answers: &Answers,
) -> Result<NameServers, Need> {
    let mut servers = NameServers::default();
    if !options.rooms.has(ProtectionKind::Mail) {
        return Ok(servers);
    }
    match &answers.ns(domain)?.outcome {
        Outcome::Records(names) => servers.names = names.clone(),
        Outcome::NoData | Outcome::NxDomain => {}
        Outcome::Failed(failure) => servers.failure = Some(*failure),
    }
    servers.names.sort();
    servers.names.dedup();
    if servers.names.len() < 2 {
        return Ok(servers);
    }
    let mut needs = Needs::default();
    for name in servers.names.iter().take(NAME_SERVERS_MAX) {
        if let Some(lookup) = needs.take(answers.a(name)) {
            let addresses = lookup.outcome.known().ok().map(<[Ipv4Addr]>::to_vec);
            servers.addresses.push(addresses);
        }
    }
    needs.settle()?;
    Ok(servers)
}

impl NameServers {
    /// The /24 all of them stand in, when every address is known and they do.
    pub fn common_network(&self) -> Option<Ipv4Addr> {
        let mut common: Option<Ipv4Addr> = None;
        for addresses in &self.addresses {
            let addresses = addresses.as_ref().filter(|known| !known.is_empty())?;
            for address in addresses {
                let [a, b, c, _] = address.octets();
                let network = Ipv4Addr::new(a, b, c, 0);
                if *common.get_or_insert(network) != network {
                    return None;
                }
            }
        }
        common
    }

    /// What could not be asked.
    pub(super) fn unknowns(&self, domain: &DomainName) -> Vec<Unknown> {
        let unknown = |failure| Unknown {
            protection: ProtectionKind::Mail,
            question: Question::Ns(domain.clone()),
            failure,
        };
        self.failure.map(unknown).into_iter().collect()
    }
}
