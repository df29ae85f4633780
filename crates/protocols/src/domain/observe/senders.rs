//! The addresses a domain sends from, and whether their names lead back to them.

use std::net::IpAddr;

use crate::answers::{Answers, Failure, Need, Needs, Outcome, Question};
use crate::assessment::{ProtectionKind, Unknown};
use crate::limits::{REVERSE_NAMES_MAX, SENDING_ADDRESSES_MAX};
use crate::name::DomainName;
use crate::spf::evaluate::{Receiver, Sender};
use crate::spf::{SpfQuery, SpfResult, check_host};
use crate::time::Timestamp;

use super::super::options::Viewpoint;
use super::super::reach;
use super::SpfState;
use super::mail::{Mail, known};

/// One address the domain sends from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendingAddress {
    /// The address.
    pub address: IpAddr,
    /// The MX host that has it; `None` when only SPF names it.
    pub host: Option<DomainName>,
    /// What its PTR records say.
    pub reverse: Reverse,
}

/// What the PTR records of an address say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reverse {
    /// There is none.
    Missing,
    /// These names, at most [`REVERSE_NAMES_MAX`].
    Names(Vec<ReverseName>),
    /// Could not be asked.
    Unknown(Failure),
}

/// A name a PTR record gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReverseName {
    /// The name.
    pub name: DomainName,
    /// Whether it leads back to the address.
    pub confirmation: Confirmation,
}

/// Whether a name has the address that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    /// It has.
    Confirmed,
    /// It has other addresses, or none.
    Contradicted,
    /// Could not be asked.
    Unknown(Failure),
}

/// The sending addresses: those of the MX hosts that SPF lets send, and those SPF names singly.
/// Where no SPF record counts, every MX host may be a sender. Private addresses have no place in
/// the public reverse tree, so from outside nothing is asked of them.
pub(super) fn observe(
    domain: &DomainName,
    mail: &Mail<'_>,
    spf: &SpfState,
    viewpoint: Viewpoint,
    answers: &Answers,
    now: Timestamp,
) -> Result<Vec<SendingAddress>, Need> {
    let mut candidates = candidates(mail, spf, viewpoint);
    candidates.truncate(SENDING_ADDRESSES_MAX);
    let mut needs = Needs::default();
    let mut senders = Vec::new();
    for (address, host) in candidates {
        let query = SpfQuery {
            client: address,
            sender: Sender::mail_from("", domain.as_str()),
            helo: domain.as_str().to_string(),
            receiver: Receiver::Unknown,
            now,
        };
        // Asked together: most MX hosts do send, so the wait is worth more than the question.
        let sends = needs.take(sends(spf, &query, answers));
        let reverse = needs.take(reverse(address, answers));
        if let (Some(true), Some(reverse)) = (sends, reverse) {
            senders.push(SendingAddress {
                address,
                host,
                reverse,
            });
        }
    }
    needs.settle()?;
    Ok(senders)
}

/// Whether the domain sends from an address, as far as can be told.
fn sends(spf: &SpfState, query: &SpfQuery, answers: &Answers) -> Result<bool, Need> {
    if spf.record().is_none() {
        return Ok(true);
    }
    Ok(match check_host(query, answers)?.result {
        SpfResult::Pass | SpfResult::PermError => true,
        SpfResult::None
        | SpfResult::Neutral
        | SpfResult::Fail
        | SpfResult::SoftFail
        | SpfResult::TempError => false,
    })
}

/// Every address that may be a sender's, each once, with the MX host that has it; private ones only
/// where the check is made from within their network.
fn candidates(
    mail: &Mail<'_>,
    spf: &SpfState,
    viewpoint: Viewpoint,
) -> Vec<(IpAddr, Option<DomainName>)> {
    let mut candidates: Vec<(IpAddr, Option<DomainName>)> = Vec::new();
    let hosts = mail.hosts.iter().flat_map(|host| {
        let addresses = host.addresses.iter().flatten();
        addresses.map(|address| (*address, Some(host.name.clone())))
    });
    let named = spf
        .single_addresses()
        .into_iter()
        .map(|address| (address, None));
    for (address, host) in hosts.chain(named) {
        let known = candidates.iter().any(|(known, _)| *known == address);
        let reachable = match viewpoint {
            Viewpoint::Outside => reach::private_range(address).is_none(),
            Viewpoint::Inside => true,
        };
        if !known && reachable {
            candidates.push((address, host));
        }
    }
    candidates
}

fn reverse(address: IpAddr, answers: &Answers) -> Result<Reverse, Need> {
    let lookup = answers.ptr(&address)?;
    if lookup.is_assumed() {
        return Ok(Reverse::Unknown(Failure::NotAsked));
    }
    let names = match &lookup.outcome {
        Outcome::Records(names) => names,
        Outcome::NoData | Outcome::NxDomain => return Ok(Reverse::Missing),
        Outcome::Failed(failure) => return Ok(Reverse::Unknown(*failure)),
    };
    let mut needs = Needs::default();
    let names = names
        .iter()
        .take(REVERSE_NAMES_MAX)
        .filter_map(|name| {
            let confirmation = needs.take(confirmation(name, address, answers))?;
            Some(ReverseName {
                name: name.clone(),
                confirmation,
            })
        })
        .collect();
    needs.settle()?;
    Ok(Reverse::Names(names))
}

fn confirmation(
    name: &DomainName,
    address: IpAddr,
    answers: &Answers,
) -> Result<Confirmation, Need> {
    let has = match address {
        IpAddr::V4(v4) => known(answers.a(name)?).map(|all| all.contains(&v4)),
        IpAddr::V6(v6) => known(answers.aaaa(name)?).map(|all| all.contains(&v6)),
    };
    Ok(match has {
        Ok(true) => Confirmation::Confirmed,
        Ok(false) => Confirmation::Contradicted,
        Err(failure) => Confirmation::Unknown(failure),
    })
}

/// What could not be asked: the PTR itself, or every name that could have confirmed the address.
pub(super) fn unknowns(senders: &[SendingAddress]) -> Vec<Unknown> {
    let mut unknowns = Vec::new();
    for sender in senders {
        let (question, failure) = match &sender.reverse {
            Reverse::Missing => continue,
            Reverse::Unknown(failure) => (Question::Ptr(sender.address), *failure),
            Reverse::Names(names) => match open(names) {
                Some((name, failure)) => (forward_question(name, sender.address), failure),
                None => continue,
            },
        };
        unknowns.push(Unknown {
            protection: ProtectionKind::Mail,
            question,
            failure,
        });
    }
    unknowns
}

/// The name that could still confirm the address, when none does.
fn open(names: &[ReverseName]) -> Option<(&DomainName, Failure)> {
    let confirmed = |name: &ReverseName| name.confirmation == Confirmation::Confirmed;
    if names.iter().any(confirmed) {
        return None;
    }
    names.iter().find_map(|name| match name.confirmation {
        Confirmation::Unknown(failure) => Some((&name.name, failure)),
        Confirmation::Confirmed | Confirmation::Contradicted => None,
    })
}

/// The question that confirms a name of an address.
fn forward_question(name: &DomainName, address: IpAddr) -> Question {
    match address {
        IpAddr::V4(_) => Question::A(name.clone()),
        IpAddr::V6(_) => Question::Aaaa(name.clone()),
    }
}
