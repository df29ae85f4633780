//! Names and addresses of the client: `ptr`, `%{p}`, and whether it is among a name's addresses.

use std::net::IpAddr;

use crate::answers::{Failure, Needs, Outcome, Question};
use crate::limits::SPF_NAMES_PER_TERM_MAX;
use crate::name::DomainName;
use crate::spf::matching::{any_ip4, any_ip6};
use crate::spf::record::DualCidr;

use super::walk::{Here, Match, Stop, Walk};

/// What the addresses of a name say.
pub(super) enum Hosts {
    Some(Match),
    None,
    Failed(Question, Failure),
}

impl Walk<'_> {
    pub(super) fn ptr(&mut self, target: &DomainName, here: Here<'_>) -> Result<Match, Stop> {
        let lookup = self.answers.ptr(&self.client)?;
        // §5.5: 'If a DNS error occurs while doing the PTR RR lookup, then this mechanism fails to
        // match.'
        let Ok(names) = lookup.outcome.known() else {
            return Ok(Match::No);
        };
        if names.is_empty() {
            self.count_void(here)?;
        }
        // §5.5's closing sentence has the subdomain the wrong way round; the one before it and the
        // example tell what is meant: the validated name is at or below the target.
        let names = self.validated_names(names)?;
        if names.iter().any(|name| name.is_at_or_below(target)) {
            Ok(Match::Yes)
        } else {
            Ok(Match::No)
        }
    }

    /// The names of the client that resolve back to it.
    fn validated_names<'n>(&self, names: &'n [DomainName]) -> Result<Vec<&'n DomainName>, Stop> {
        // §4.6.4: 'all records other than the first 10 MUST be ignored.'
        let names = &names[..names.len().min(SPF_NAMES_PER_TERM_MAX)];
        let mut needs = Needs::default();
        for name in names {
            self.need_addresses(name, &mut needs);
        }
        needs.settle()?;
        let mut validated = Vec::new();
        for name in names {
            match self.is_address_of(name, DualCidr::HOST)? {
                Hosts::Some(Match::Yes) => validated.push(name),
                // §5.5: 'If a DNS error occurs while doing an A RR lookup, then that domain name is
                // skipped and the search continues.'
                Hosts::Some(Match::No) | Hosts::None | Hosts::Failed(..) => {}
            }
        }
        Ok(validated)
    }

    /// §7.3: the domain itself, else a name below it, else any; 'If there are no validated domain
    /// names or if a DNS error occurs, the string "unknown" is used.'
    pub(super) fn validated_name(&self, domain: &DomainName) -> Result<String, Stop> {
        let lookup = self.answers.ptr(&self.client)?;
        let names = self.validated_names(lookup.outcome.known().unwrap_or(&[]))?;
        let best = names
            .iter()
            .find(|name| **name == domain)
            .or_else(|| names.iter().find(|name| name.is_at_or_below(domain)))
            .or_else(|| names.first());
        Ok(best.map_or("unknown".to_string(), ToString::to_string))
    }

    pub(super) fn need_addresses(&self, name: &DomainName, needs: &mut Needs) {
        // §5: 'when <ip> is an IPv4, "A" records are fetched; when <ip> is an IPv6 address, "AAAA"
        // records are fetched.'
        match self.client {
            IpAddr::V4(_) => needs.take(self.answers.a(name)).map(|_| ()),
            IpAddr::V6(_) => needs.take(self.answers.aaaa(name)).map(|_| ()),
        };
    }

    pub(super) fn is_address_of(&self, name: &DomainName, cidr: DualCidr) -> Result<Hosts, Stop> {
        Ok(match self.client {
            IpAddr::V4(client) => match &self.answers.a(name)?.outcome {
                Outcome::Records(addresses) if any_ip4(client, addresses, cidr.ip4()) => {
                    Hosts::Some(Match::Yes)
                }
                Outcome::Records(_) => Hosts::Some(Match::No),
                Outcome::NoData | Outcome::NxDomain => Hosts::None,
                Outcome::Failed(failure) => Hosts::Failed(Question::A(name.clone()), *failure),
            },
            IpAddr::V6(client) => match &self.answers.aaaa(name)?.outcome {
                Outcome::Records(addresses) if any_ip6(client, addresses, cidr.ip6()) => {
                    Hosts::Some(Match::Yes)
                }
                Outcome::Records(_) => Hosts::Some(Match::No),
                Outcome::NoData | Outcome::NxDomain => Hosts::None,
                Outcome::Failed(failure) => Hosts::Failed(Question::Aaaa(name.clone()), *failure),
            },
        })
    }
}
