//! The addresses of a host from its two answers.

use std::net::IpAddr;

use protocols::answers::{Answer, Failure, Outcome};

/// IPv4 first, as more of the world has it. Without any: why there is none. `NxDomain` is for the
/// name, so either answer will do; a failure of one leaves open whether there is an address.
pub(crate) fn of_answers(a: &Answer, aaaa: &Answer) -> Result<Vec<IpAddr>, Outcome<IpAddr>> {
    let (Answer::A(a), Answer::Aaaa(aaaa)) = (a, aaaa) else {
        return Err(Outcome::Failed(Failure::NotAsked));
    };
    let v4 = a.outcome.known();
    let v6 = aaaa.outcome.known();
    let addresses: Vec<IpAddr> = v4
        .iter()
        .flat_map(|found| found.iter().map(|v4| IpAddr::V4(*v4)))
        .chain(
            v6.iter()
                .flat_map(|found| found.iter().map(|v6| IpAddr::V6(*v6))),
        )
        .collect();
    if !addresses.is_empty() {
        return Ok(addresses);
    }
    Err(match (v4, v6) {
        (Err(failure), _) | (_, Err(failure)) => Outcome::Failed(failure),
        _ if a.outcome == Outcome::NxDomain || aaaa.outcome == Outcome::NxDomain => {
            Outcome::NxDomain
        }
        _ => Outcome::NoData,
    })
}
