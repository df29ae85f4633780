//! Every authoritative server of a zone asked itself: what a resolver's cache and its choice of
//! server hide is seen here.

use std::net::{IpAddr, SocketAddr};

use futures_util::future::join_all;
use hickory_proto::op::{Message, ResponseCode};
use hickory_proto::rr::{Name, RData, RecordType};
use protocols::answers::{Answer, Failure, Lookup, Outcome, Question, Security};
use protocols::limits::{ADDRESSES_PER_HOST_MAX, ALIASES_MAX, AUTHORITATIVE_SERVERS_MAX};
use protocols::name::DomainName;

use super::chain::Chain;
use super::client::DnsClient;
use super::message::{Ask, Checking, Found, Reading, Recursion, domain_name, read, wire_name};
use super::server::{Server, Trust};
use crate::guard::is_public;

/// What each server of one zone said.
struct Step {
    said: Vec<(String, Result<Reading, Failure>)>,
}

impl DnsClient {
    /// Questions asked: NS up from the name until a zone is found, A and AAAA of its servers, and the
    /// question itself at each server. An alias out of the zone is followed to the next zone.
    pub(super) async fn look_up_at_authorities(
        &self,
        name: &DomainName,
        rtype: RecordType,
    ) -> Lookup<RData> {
        let mut chain = Chain::new();
        let mut by_server: Vec<Said> = Vec::new();
        let Some(mut at) = wire_name(name) else {
            return finish(chain, Outcome::Failed(Failure::Malformed), "", by_server);
        };
        for _ in 0..=ALIASES_MAX {
            let step = match self.ask_zone(&at, rtype).await {
                Ok(step) => step,
                Err(failure) => return finish(chain, Outcome::Failed(failure), "", by_server),
            };
            let main = step.said.iter().find_map(|(server, said)| {
                let reading = said.as_ref().ok().filter(|reading| !is_failure(reading))?;
                Some((server.clone(), reading))
            });
            let Some((server, main)) = main else {
                let failure = step.said.iter().find_map(|(_, said)| failure_of(said));
                let failure = failure.unwrap_or(Failure::Unreachable);
                by_server.extend(step.said.into_iter().map(said_by));
                return finish(chain, Outcome::Failed(failure), "", by_server);
            };
            let taken = chain.take(main, Security::Unchecked);
            let next = match (&main.found, taken) {
                (_, Err(failure)) => Err(Outcome::Failed(failure)),
                (Found::End(outcome), Ok(())) => Err(outcome.clone()),
                (Found::Alias(next), Ok(())) => Ok(next.clone()),
            };
            by_server.extend(step.said.into_iter().map(said_by));
            match next {
                Ok(next) => at = next,
                Err(outcome) => return finish(chain, outcome, &server, by_server),
            }
        }
        finish(chain, Outcome::Failed(Failure::ServFail), "", by_server)
    }

    async fn ask_zone(&self, name: &Name, rtype: RecordType) -> Result<Step, Failure> {
        let servers = self.zone_servers(name).await?;
        let ask = Ask {
            name: name.clone(),
            rtype,
            // RFC 1034 §5.3.3: the server is asked for its own data.
            recursion: Recursion::NotDesired,
            checking: Checking::Enabled,
        };
        let said = join_all(
            servers
                .iter()
                .map(|server| self.ask_name_server(server, &ask)),
        )
        .await;
        Ok(Step { said })
    }

    /// The servers of the zone a name is in: the NS of the nearest ancestor that has some. An alias
    /// is no zone cut, although its target may be one.
    async fn zone_servers(&self, name: &Name) -> Result<Vec<DomainName>, Failure> {
        let mut at = domain_name(name);
        while let Some(zone) = at {
            let Answer::Ns(lookup) = self.ask_resolver(&Question::Ns(zone.clone())).await else {
                return Err(Failure::NotAsked);
            };
            let servers = lookup.outcome.known()?;
            if !servers.is_empty() && lookup.aliases.is_empty() {
                let mut servers = servers.to_vec();
                servers.sort();
                servers.truncate(AUTHORITATIVE_SERVERS_MAX);
                return Ok(servers);
            }
            at = zone.parent();
        }
        Err(Failure::ServFail)
    }

    /// Asks one server at its addresses in turn, until one of them answers.
    async fn ask_name_server(
        &self,
        server: &DomainName,
        ask: &Ask,
    ) -> (String, Result<Reading, Failure>) {
        let addresses = match self.addresses_of(server).await {
            Ok(addresses) => addresses,
            Err(failure) => return (server.to_string(), Err(failure)),
        };
        let mut last = (server.to_string(), Err(Failure::Unreachable));
        let mut tried = false;
        for address in addresses {
            let label = format!("{server} ({address})");
            if !self.config.allow_private && !is_public(address) {
                last = (label, Err(Failure::Guarded));
                continue;
            }
            let _inside = self.authorities.enter(address).await;
            let limits = &self.config.limits;
            let place = SocketAddr::new(address, self.config.ports.dns);
            let server = Server::datagrams(place, Trust::Nobody, limits, 1);
            match server.query(ask).await {
                Ok(reply) => return (label, authoritative(reply, ask)),
                // No way to an IPv6 address may mean that we have none: what IPv4 said counts more.
                Err(Failure::Unreachable) if address.is_ipv6() && tried => {}
                Err(failure) => last = (label, Err(failure)),
            }
            tried = true;
        }
        last
    }

    async fn addresses_of(&self, host: &DomainName) -> Result<Vec<IpAddr>, Failure> {
        let a_question = Question::A(host.clone());
        let aaaa_question = Question::Aaaa(host.clone());
        let (a, aaaa) = futures_util::join!(
            self.ask_resolver(&a_question),
            self.ask_resolver(&aaaa_question)
        );
        crate::addresses::of_answers(&a, &aaaa)
            .map_err(|outcome| match outcome {
                Outcome::Failed(failure) => failure,
                // The name of a server that has no address: nobody can reach it.
                Outcome::Records(_) | Outcome::NoData | Outcome::NxDomain => Failure::Unreachable,
            })
            .map(|mut addresses| {
                addresses.truncate(ADDRESSES_PER_HOST_MAX);
                addresses
            })
    }
}

/// A reply of a server that is not authoritative for the name says nothing about the zone: RFC 1912
/// §2.8 calls it a lame delegation.
fn authoritative(reply: Message, ask: &Ask) -> Result<Reading, Failure> {
    let is_answer = matches!(
        reply.metadata.response_code,
        ResponseCode::NoError | ResponseCode::NXDomain
    );
    if is_answer && !reply.metadata.authoritative {
        return Err(Failure::Refused);
    }
    Ok(read(reply, ask))
}

fn is_failure(reading: &Reading) -> bool {
    matches!(reading.found, Found::End(Outcome::Failed(_)))
}

fn failure_of(said: &Result<Reading, Failure>) -> Option<Failure> {
    match said {
        Err(failure) => Some(*failure),
        Ok(Reading {
            found: Found::End(Outcome::Failed(failure)),
            ..
        }) => Some(*failure),
        Ok(_) => None,
    }
}

/// What a server said; `None` for an alias, which has the outcome of its target.
type Said = (String, Option<Outcome<RData>>);

fn said_by((server, said): (String, Result<Reading, Failure>)) -> Said {
    match said {
        Err(failure) => (server, Some(Outcome::Failed(failure))),
        Ok(reading) => match reading.found {
            Found::End(outcome) => (server, Some(outcome)),
            Found::Alias(_) => (server, None),
        },
    }
}

fn finish(
    chain: Chain,
    outcome: Outcome<RData>,
    server: &str,
    by_server: Vec<Said>,
) -> Lookup<RData> {
    let by_server = by_server
        .into_iter()
        .map(|(server, said)| (server, said.unwrap_or_else(|| outcome.clone())))
        .collect();
    chain.end(outcome, server, by_server)
}
