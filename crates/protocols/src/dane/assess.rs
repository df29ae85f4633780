//! What a check says of a domain's DANE.

use crate::answers::{Answers, Failure, Need, Question};
use crate::assessment::{Presence, Protection, ProtectionKind, RoomReport, Unknown};
use crate::finding::Value;
use crate::name::DomainName;
use crate::time::Timestamp;

use super::hosts::{Addresses, Comparison, MxHost, Route, State, route};
use super::lint::{Published, check_published};

/// Assesses DANE of the MX hosts of `domain`.
///
/// May ask what [`route`] asks, and for hosts of a signed zone without records TLSA at the names that
/// [`super::lint::WRONG_PORTS`] lists and at the domain itself.
pub fn assess(domain: &DomainName, answers: &Answers, now: Timestamp) -> Result<RoomReport, Need> {
    let mut report = RoomReport {
        protection: line(Presence::NotApplicable, "dane-no-mail"),
        findings: Vec::new(),
        unknowns: Vec::new(),
    };
    let hosts = match route(domain, answers, now)? {
        Route::Nowhere => return Ok(report),
        Route::Unknown(failure) => {
            report.protection = line(Presence::Unknown, "dane-unknown");
            report
                .unknowns
                .push(unknown(Question::Mx(domain.clone()), failure));
            return Ok(report);
        }
        Route::Hosts(hosts) => hosts,
    };
    let mx = answers.mx(domain)?;
    report.unknowns = hosts.iter().filter_map(open_question).collect();
    report.protection = protection(&hosts);
    let published = Published {
        domain,
        mx,
        hosts: &hosts,
        answers,
        now,
    };
    check_published(&published, &mut report.findings)?;
    Ok(report)
}

/// What could not be learnt of a host. DNSSEC failures of the TLSA answer are a finding.
fn open_question(host: &MxHost<'_>) -> Option<Unknown> {
    match &host.state {
        State::Failed(Failure::Bogus) => None,
        State::Failed(failure) => Some(unknown(Question::Tlsa(host.owner.clone()), *failure)),
        State::Compared(Comparison::Unknown(failure)) => {
            Some(unknown(Question::Smtp(host.name.clone()), *failure))
        }
        State::Compared(
            Comparison::Matches(_)
            | Comparison::Fails(..)
            | Comparison::NoStartTls
            | Comparison::NoTls
            | Comparison::NoAddress,
        )
        | State::NotLookedAt
        | State::None
        | State::Insecure
        | State::NoneUsable => None,
    }
}

fn unknown(question: Question, failure: Failure) -> Unknown {
    Unknown {
        protection: ProtectionKind::Dane,
        question,
        failure,
    }
}

/// What the hosts come to, in numbers.
#[derive(Default)]
struct Tally {
    matching: usize,
    failing: usize,
    open: usize,
    insecure: usize,
    without: usize,
    unchecked: usize,
    unsigned: usize,
}

fn tally(hosts: &[MxHost<'_>]) -> Tally {
    let mut tally = Tally::default();
    for host in hosts {
        match &host.state {
            State::Compared(Comparison::Matches(_)) => tally.matching += 1,
            State::Compared(
                Comparison::Fails(..)
                | Comparison::NoStartTls
                | Comparison::NoTls
                | Comparison::NoAddress,
            )
            | State::NoneUsable
            | State::Failed(Failure::Bogus) => tally.failing += 1,
            State::Compared(Comparison::Unknown(_)) | State::Failed(_) => tally.open += 1,
            State::Insecure => tally.insecure += 1,
            State::None | State::NotLookedAt => tally.without += 1,
        }
        tally.unchecked += usize::from(host.has_records() && host.is_unchecked());
        let is_signed = matches!(
            host.addresses,
            Addresses::Known(crate::answers::Security::Secure)
        );
        tally.unsigned += usize::from(!is_signed);
    }
    tally
}

fn protection(hosts: &[MxHost<'_>]) -> Protection {
    let tally = tally(hosts);
    let (presence, key) = if tally.failing > 0 {
        (Presence::Published, "dane-broken")
    } else if tally.open > 0 {
        (Presence::Unknown, "dane-open")
    } else if tally.matching == 0 && tally.insecure > 0 {
        (Presence::Published, "dane-insecure")
    } else if tally.matching == 0 && tally.unsigned > 0 {
        (Presence::Absent, "dane-unsigned")
    } else if tally.matching == 0 {
        (Presence::Absent, "dane-absent")
    } else if tally.unchecked > 0 {
        (Presence::Published, "dane-unchecked")
    } else if tally.without + tally.insecure > 0 {
        (Presence::Published, "dane-partial")
    } else {
        (Presence::InForce, "dane-in-force")
    };
    let count = |n: usize| Value::Count(u64::try_from(n).unwrap_or(u64::MAX));
    let mut protection = line(presence, key);
    protection.args.push(("hosts", count(hosts.len())));
    protection.args.push(("matching", count(tally.matching)));
    protection
}

fn line(presence: Presence, key: &'static str) -> Protection {
    Protection {
        kind: ProtectionKind::Dane,
        presence,
        key,
        args: Vec::new(),
    }
}
