//! Where mail for the domain goes, and what the hosts there say.

use std::net::IpAddr;

use crate::answers::{
    Answers, Failure, Lookup, MxRecord, Need, Needs, Outcome, Question, Security, SmtpProbe,
    StartTls, TlsSession, both,
};
use crate::assessment::{ProtectionKind, Unknown};
use crate::certificate::{self, CertificateFault};
use crate::limits::MX_HOSTS_MAX;
use crate::name::DomainName;
use crate::time::Timestamp;

use super::super::options::CheckOptions;

/// How mail for the domain is routed (RFC 5321 §5.1, RFC 7505).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// To the hosts of its MX records.
    Hosts,
    /// Nowhere, and it says so: a single MX record with `.` (RFC 7505 §3).
    Null,
    /// To the domain's own address: 'If an empty list of MXs is returned, the address is treated
    /// as if it was associated with an implicit MX RR' (RFC 5321 §5.1).
    Implicit,
    /// Nowhere: neither MX nor address.
    Nowhere,
    /// Could not be asked.
    Unknown(Failure),
}

/// Where mail goes.
pub struct Mail<'a> {
    /// How it is routed.
    pub route: Route,
    /// The MX records in the order of the answer.
    pub records: &'a [MxRecord],
    /// The hosts, each once, the preferred first. Empty when the MX hosts are not looked at.
    pub hosts: Vec<MailHost<'a>>,
    /// How many further hosts the MX records name, which are not looked at.
    pub passed_over: usize,
}

/// One host that takes the domain's mail.
pub struct MailHost<'a> {
    /// Its name.
    pub name: DomainName,
    /// Its addresses, or why they are not known.
    pub addresses: Result<Vec<IpAddr>, Failure>,
    /// Where its name leads when it is an alias.
    pub alias: Option<DomainName>,
    /// What its port 25 said.
    pub probe: &'a SmtpProbe,
    /// What is wrong with the certificate it presented; empty without one.
    pub certificate_faults: Vec<CertificateFault>,
    /// Whether TLSA records stand at its name that a sender may use (RFC 7672 §2.2).
    pub has_tlsa: bool,
}

/// What is known of TLS at a host.
pub enum Tls<'a> {
    /// Nothing: no connection, or it broke off. With the reason when there is one.
    Unknown(Failure),
    /// There is no address to connect to.
    NoAddress,
    /// STARTTLS is not among the EHLO keywords.
    NotOffered,
    /// Offered and then refused, with the reply.
    Refused(&'a str),
    /// The handshake failed, in the TLS library's words.
    Failed(&'a str),
    /// A session.
    Session(&'a TlsSession),
}

impl<'a> MailHost<'a> {
    /// What is known of TLS here.
    pub fn tls(&self) -> Tls<'a> {
        match self.probe {
            SmtpProbe::NoAddress(Outcome::Failed(failure)) => Tls::Unknown(*failure),
            SmtpProbe::NoAddress(Outcome::NoData | Outcome::NxDomain | Outcome::Records(_)) => {
                Tls::NoAddress
            }
            SmtpProbe::NoConnection(failure) => Tls::Unknown(*failure),
            SmtpProbe::NoGreeting { failure, .. } => Tls::Unknown(*failure),
            SmtpProbe::Greeted { starttls, .. } => match starttls {
                StartTls::NotOffered => Tls::NotOffered,
                StartTls::Refused(reply) => Tls::Refused(reply),
                StartTls::Failed(reason) => Tls::Failed(reason),
                StartTls::Broken(failure) => Tls::Unknown(*failure),
                StartTls::Session(session) => Tls::Session(session),
            },
        }
    }

    /// The TLS session, when there was one.
    pub fn session(&self) -> Option<&'a TlsSession> {
        match self.tls() {
            Tls::Session(session) => Some(session),
            Tls::Unknown(_)
            | Tls::NoAddress
            | Tls::NotOffered
            | Tls::Refused(_)
            | Tls::Failed(_) => None,
        }
    }

    /// The name in the greeting, when there was one.
    pub fn greeting(&self) -> Option<&'a str> {
        match self.probe {
            SmtpProbe::Greeted { greeting, .. } => Some(greeting),
            SmtpProbe::NoAddress(_) | SmtpProbe::NoConnection(_) | SmtpProbe::NoGreeting { .. } => {
                None
            }
        }
    }
}

impl Mail<'_> {
    /// Whether the domain receives mail, as far as is known.
    pub fn is_received(&self) -> bool {
        match self.route {
            Route::Hosts | Route::Implicit | Route::Unknown(_) => true,
            Route::Null | Route::Nowhere => false,
        }
    }

    /// What could not be asked.
    pub(super) fn unknowns(&self, domain: &DomainName) -> Vec<Unknown> {
        let mail = |question, failure| Unknown {
            protection: ProtectionKind::Mail,
            question,
            failure,
        };
        let mut unknowns = Vec::new();
        if let Route::Unknown(failure) = self.route {
            unknowns.push(mail(Question::Mx(domain.clone()), failure));
        }
        for host in &self.hosts {
            match (&host.addresses, host.tls()) {
                (Err(failure), _) => {
                    unknowns.push(mail(Question::A(host.name.clone()), *failure));
                }
                (Ok(addresses), Tls::Unknown(failure)) if !addresses.is_empty() => {
                    unknowns.push(mail(Question::Smtp(host.name.clone()), failure));
                }
                (Ok(_), _) => {}
            }
        }
        unknowns
    }
}

/// What `answers` say of where mail goes.
pub(super) fn observe<'a>(
    domain: &DomainName,
    options: &CheckOptions,
    answers: &'a Answers,
    now: Timestamp,
) -> Result<Mail<'a>, Need> {
    let lookup = answers.mx(domain)?;
    let records: &[MxRecord] = match &lookup.outcome {
        Outcome::Failed(failure) => return Ok(routed(Route::Unknown(*failure), &[])),
        Outcome::Records(records) => records,
        Outcome::NoData | Outcome::NxDomain => &[],
    };
    if !options.rooms.has(ProtectionKind::Mail) {
        return Ok(routed(Route::of(records), records));
    }
    let names = host_names(records);
    if names.is_empty() && !records.is_empty() {
        return Ok(routed(Route::Null, records));
    }
    if names.is_empty() {
        return implicit(domain, answers, now);
    }
    let mut needs = Needs::default();
    let hosts: Vec<MailHost<'a>> = names
        .iter()
        .take(MX_HOSTS_MAX)
        .filter_map(|name| needs.take(host(name, answers, now)))
        .collect();
    needs.settle()?;
    Ok(Mail {
        hosts,
        passed_over: names.len().saturating_sub(MX_HOSTS_MAX),
        ..routed(Route::Hosts, records)
    })
}

impl Route {
    /// The route as far as the MX records alone tell.
    fn of(records: &[MxRecord]) -> Route {
        if records.is_empty() {
            Route::Implicit
        } else if records.iter().all(|record| record.exchange.is_none()) {
            Route::Null
        } else {
            Route::Hosts
        }
    }
}

fn routed(route: Route, records: &[MxRecord]) -> Mail<'_> {
    Mail {
        route,
        records,
        hosts: Vec::new(),
        passed_over: 0,
    }
}

/// The hosts the MX records name, each once, the preferred first.
fn host_names(records: &[MxRecord]) -> Vec<DomainName> {
    let mut sorted: Vec<&MxRecord> = records.iter().collect();
    sorted.sort_by(|a, b| (a.preference, &a.exchange).cmp(&(b.preference, &b.exchange)));
    let mut names: Vec<DomainName> = Vec::new();
    for name in sorted.iter().filter_map(|record| record.exchange.as_ref()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn host<'a>(name: &DomainName, answers: &'a Answers, now: Timestamp) -> Result<MailHost<'a>, Need> {
    let ((addresses, alias), (probe, has_tlsa)) = both(
        addresses(name, answers),
        both(answers.smtp(name), has_tlsa(name, answers)),
    )?;
    let mut host = MailHost {
        name: name.clone(),
        addresses,
        alias,
        probe,
        certificate_faults: Vec::new(),
        has_tlsa,
    };
    if let Some(session) = host.session() {
        host.certificate_faults = certificate::judge(session, name, now);
    }
    Ok(host)
}

/// Whether there are TLSA records that are not known to be unsigned. A failure counts as none here:
/// the rules of `dane` say what follows from it.
fn has_tlsa(host: &DomainName, answers: &Answers) -> Result<bool, Need> {
    let Ok(owner) = host.child("_25._tcp") else {
        return Ok(false);
    };
    let lookup = answers.tlsa(&owner)?;
    Ok(matches!(lookup.outcome, Outcome::Records(_)) && lookup.security != Security::Insecure)
}

/// The domain's own address as an implicit MX; it is probed only when there is one.
fn implicit<'a>(
    domain: &DomainName,
    answers: &'a Answers,
    now: Timestamp,
) -> Result<Mail<'a>, Need> {
    let (addresses, _) = addresses(domain, answers)?;
    match addresses {
        Ok(addresses) if addresses.is_empty() => Ok(routed(Route::Nowhere, &[])),
        Ok(_) => Ok(Mail {
            hosts: vec![host(domain, answers, now)?],
            ..routed(Route::Implicit, &[])
        }),
        Err(failure) => Ok(routed(Route::Unknown(failure), &[])),
    }
}

type Addresses = (Result<Vec<IpAddr>, Failure>, Option<DomainName>);

/// The IPv4 and IPv6 addresses of a name and where it leads when it is an alias. The addresses are
/// known when one family answered with some, or both with none.
fn addresses(name: &DomainName, answers: &Answers) -> Result<Addresses, Need> {
    let (v4, v6) = both(answers.a(name), answers.aaaa(name))?;
    let v4_known = known(v4);
    let v6_known = known(v6);
    let failure = v4_known.err().or(v6_known.err());
    let v4_known = v4_known.unwrap_or(&[]).iter().copied().map(IpAddr::from);
    let v6_known = v6_known.unwrap_or(&[]).iter().copied().map(IpAddr::from);
    let known: Vec<IpAddr> = v4_known.chain(v6_known).collect();
    let addresses = match failure {
        Some(failure) if known.is_empty() => Err(failure),
        Some(_) | None => Ok(known),
    };
    Ok((addresses, alias(v4).or_else(|| alias(v6))))
}

/// The records, or why they are not known: also because nobody was asked.
pub(super) fn known<T>(lookup: &Lookup<T>) -> Result<&[T], Failure> {
    if lookup.is_assumed() {
        return Err(Failure::NotAsked);
    }
    lookup.outcome.known()
}

fn alias<T>(lookup: &Lookup<T>) -> Option<DomainName> {
    lookup.aliases.last().cloned()
}
