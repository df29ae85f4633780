//! What is known of DANE at the MX hosts of a domain: their addresses' DNSSEC state, their TLSA
//! records (§2.2.2, §2.2.3), and how these compare with what the host presents.

use crate::answers::{
    Answers, Failure, Lookup, MxRecord, Need, Needs, Outcome, Security, SmtpProbe, StartTls,
    TlsSession, TlsaRecord, both,
};
use crate::limits::MX_HOSTS_MAX;
use crate::name::DomainName;
use crate::time::Timestamp;

use super::evaluate::{AuthenticationFault, authenticate, usable};
use super::record::owner;

/// Where mail for the domain goes.
pub enum Route<'a> {
    /// MX could not be asked.
    Unknown(Failure),
    /// Nowhere: a null MX, or neither MX nor address.
    Nowhere,
    /// To these hosts, the preferred first; the domain itself where it has no MX (§2.2.2 'the
    /// domain's name is implicitly also its sole SMTP server name').
    Hosts(Vec<MxHost<'a>>),
}

/// The DNSSEC state of a host's addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addresses {
    /// There are some.
    Known(Security),
    /// There are none.
    None,
    /// Could not be asked.
    Failed(Failure),
}

/// One host that takes the domain's mail.
pub struct MxHost<'a> {
    /// Its name in the MX record.
    pub name: DomainName,
    /// Its addresses.
    pub addresses: Addresses,
    /// Where its records stand, or would.
    pub owner: DomainName,
    /// The names its certificate may have for records of usage 2 (§3.2.2): the TLSA base domain, and
    /// with a secure MX the domain.
    pub reference: Vec<DomainName>,
    /// The TLSA answer there.
    pub tlsa: &'a Lookup<TlsaRecord>,
    /// What follows from it.
    pub state: State<'a>,
}

/// What follows from a host's TLSA answer.
pub enum State<'a> {
    /// The addresses are insecure and the TLSA lookup failed: senders do not get that far (§2.2.2).
    NotLookedAt,
    /// The lookup failed.
    Failed(Failure),
    /// No records.
    None,
    /// Records that senders do not believe: the answer is not validated although the resolver
    /// validates.
    Insecure,
    /// Records, and none a sender can use.
    NoneUsable,
    /// Usable records, compared with what the host presents.
    Compared(Comparison<'a>),
}

/// How usable records compare with what the host presents.
pub enum Comparison<'a> {
    /// A record matches.
    Matches(&'a TlsSession),
    /// None does.
    Fails(&'a TlsSession, AuthenticationFault),
    /// STARTTLS is not offered, or refused.
    NoStartTls,
    /// The handshake failed.
    NoTls,
    /// Nothing was learnt of TLS there.
    Unknown(Failure),
    /// The host has no address to ask.
    NoAddress,
}

impl<'a> MxHost<'a> {
    /// The records, whether or not a sender believes them.
    pub fn records(&self) -> &'a [TlsaRecord] {
        self.tlsa.outcome.known().unwrap_or_default()
    }

    /// Whether nobody validated the TLSA answer.
    pub fn is_unchecked(&self) -> bool {
        self.tlsa.security == Security::Unchecked
    }

    /// Whether there are records that count, or would in a signed zone.
    pub fn has_records(&self) -> bool {
        match self.state {
            State::NoneUsable | State::Compared(_) => true,
            State::NotLookedAt | State::Failed(_) | State::None | State::Insecure => false,
        }
    }

    /// The session, where one was seen.
    pub fn session(&self) -> Option<&'a TlsSession> {
        match self.state {
            State::Compared(Comparison::Matches(session) | Comparison::Fails(session, _)) => {
                Some(session)
            }
            State::Compared(
                Comparison::NoStartTls
                | Comparison::NoTls
                | Comparison::Unknown(_)
                | Comparison::NoAddress,
            )
            | State::NotLookedAt
            | State::Failed(_)
            | State::None
            | State::Insecure
            | State::NoneUsable => None,
        }
    }
}

/// Where mail for `domain` goes, with what is known of each host.
///
/// May ask: MX of the domain; then for each host, all at once, A, AAAA and TLSA at `_25._tcp.<host>`;
/// for an alias TLSA at its end; where there are usable records the STARTTLS probe. At most
/// 1 + 5 × [`MX_HOSTS_MAX`] questions.
pub fn route<'a>(
    domain: &DomainName,
    answers: &'a Answers,
    now: Timestamp,
) -> Result<Route<'a>, Need> {
    let mx = answers.mx(domain)?;
    let records = match mx.outcome.known() {
        Err(failure) => return Ok(Route::Unknown(failure)),
        Ok(records) => records,
    };
    let mut names = host_names(records);
    if names.is_empty() && !records.is_empty() {
        return Ok(Route::Nowhere);
    }
    if names.is_empty() {
        match addresses(domain, answers)?.0 {
            Addresses::None => return Ok(Route::Nowhere),
            Addresses::Failed(failure) => return Ok(Route::Unknown(failure)),
            Addresses::Known(_) => names.push(domain.clone()),
        }
    }
    let mut reference = vec![domain];
    reference.extend(mx.aliases.last());
    // §3.2.2: with an insecure MX 'the MX hostname is the only reference identifier'.
    if mx.security == Security::Insecure {
        reference.clear();
    }
    let mut needs = Needs::default();
    let names = names.iter().take(MX_HOSTS_MAX);
    let hosts: Vec<MxHost<'a>> = names
        .filter_map(|name| needs.take(host(name, &reference, answers, now)))
        .flatten()
        .collect();
    needs.settle()?;
    Ok(Route::Hosts(hosts))
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

/// `None` when the owner name of its records would not fit the DNS.
fn host<'a>(
    name: &DomainName,
    reference: &[&DomainName],
    answers: &'a Answers,
    now: Timestamp,
) -> Result<Option<MxHost<'a>>, Need> {
    let Ok(at_name) = owner(name) else {
        return Ok(None);
    };
    let ((addresses, end), own) = both(addresses(name, answers), answers.tlsa(&at_name))?;
    // §2.2.3: 'the fully expanded server hostname first, and the unexpanded server hostname second'.
    let expanded = match (end, addresses) {
        (Some(end), Addresses::Known(Security::Secure | Security::Unchecked)) => Some(end),
        (Some(_) | None, _) => None,
    };
    let (base, owner, tlsa) = match expanded.and_then(|end| Some((owner(&end).ok()?, end))) {
        Some((at_end, end)) => {
            let tlsa = answers.tlsa(&at_end)?;
            if matches!(tlsa.outcome, Outcome::NoData | Outcome::NxDomain)
                || tlsa.security == Security::Insecure
            {
                (name.clone(), at_name, own)
            } else {
                (end, at_end, tlsa)
            }
        }
        None => (name.clone(), at_name, own),
    };
    let mut names = vec![&base];
    names.extend(reference);
    Ok(Some(MxHost {
        state: state(name, addresses, tlsa, &names, answers, now)?,
        reference: names.into_iter().cloned().collect(),
        name: name.clone(),
        addresses,
        owner,
        tlsa,
    }))
}

/// The state of a name's addresses, and where the name leads when it is an alias.
fn addresses(
    name: &DomainName,
    answers: &Answers,
) -> Result<(Addresses, Option<DomainName>), Need> {
    let (a, aaaa) = both(answers.a(name), answers.aaaa(name))?;
    let end = a.aliases.last().or(aaaa.aliases.last()).cloned();
    let known = match (a.outcome.known(), aaaa.outcome.known()) {
        (Ok([_, ..]), _) => Addresses::Known(a.security),
        (_, Ok([_, ..])) => Addresses::Known(aaaa.security),
        (Err(failure), _) | (_, Err(failure)) => Addresses::Failed(failure),
        (Ok([]), Ok([])) => Addresses::None,
    };
    Ok((known, end))
}

fn state<'a>(
    name: &DomainName,
    addresses: Addresses,
    tlsa: &'a Lookup<TlsaRecord>,
    names: &[&DomainName],
    answers: &'a Answers,
    now: Timestamp,
) -> Result<State<'a>, Need> {
    let records = match &tlsa.outcome {
        Outcome::Failed(_) if addresses == Addresses::Known(Security::Insecure) => {
            return Ok(State::NotLookedAt);
        }
        Outcome::Failed(failure) => return Ok(State::Failed(*failure)),
        Outcome::NoData | Outcome::NxDomain => return Ok(State::None),
        Outcome::Records(_) if tlsa.security == Security::Insecure => return Ok(State::Insecure),
        Outcome::Records(records) => records,
    };
    let usable = usable(records);
    if usable.is_empty() {
        return Ok(State::NoneUsable);
    }
    Ok(State::Compared(match answers.smtp(name)? {
        SmtpProbe::NoAddress(Outcome::Failed(failure))
        | SmtpProbe::NoConnection(failure)
        | SmtpProbe::NoGreeting { failure, .. } => Comparison::Unknown(*failure),
        SmtpProbe::NoAddress(Outcome::NoData | Outcome::NxDomain | Outcome::Records(_)) => {
            Comparison::NoAddress
        }
        SmtpProbe::Greeted { starttls, .. } => match starttls {
            StartTls::NotOffered | StartTls::Refused(_) => Comparison::NoStartTls,
            StartTls::Failed(_) => Comparison::NoTls,
            StartTls::Broken(failure) => Comparison::Unknown(*failure),
            StartTls::Session(session) => match authenticate(&usable, &session.chain, names, now) {
                Ok(()) => Comparison::Matches(session),
                Err(fault) => Comparison::Fails(session, fault),
            },
        },
    }))
}
