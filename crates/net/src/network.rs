//! The network as whoever answers questions.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use app::drive::Ask;
use app::ledger::DiskFault;
use futures_util::FutureExt;
use protocols::answers::{
    Answer, FamilyFetches, Outcome, PolicyFetch, PolicyFetches, Question, SmtpProbe,
};
use protocols::limits::RESOLVERS_MAX;
use protocols::name::{DomainName, NameError};
use tokio::sync::Semaphore;

use crate::addresses::of_answers;
use crate::config::NetConfig;
use crate::connect::Terms;
use crate::dns::DnsClient;
use crate::gate::Gate;
use crate::https::fetch_policy;
use crate::memory::Memory;
use crate::smtp::probe;
use crate::tls::Tls;

/// MX hosts whose probes are kept for the run: the host of a thousand domains is probed once.
const PROBES_KEPT: usize = 1_024;
/// How long a probe is kept.
const PROBE_KEPT: Duration = Duration::from_secs(3_600);
/// Probes at once of one address: never more than one.
const PROBES_PER_ADDRESS: usize = 1;

/// Why a file of roots cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RootsFault {
    /// What stands between the lines of PEM does not decode.
    NotPem,
    /// It decodes, but to no certificate that may be a root.
    NotACertificate,
    /// There is no certificate in it.
    Empty,
}

impl fmt::Display for RootsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RootsFault::NotPem => "it is no PEM",
            RootsFault::NotACertificate => "one of them is no certificate",
            RootsFault::Empty => "there is no certificate in it",
        })
    }
}

/// Why the network cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetError {
    /// This file names no name server.
    NoResolver(PathBuf),
    /// More than [`RESOLVERS_MAX`] resolvers.
    TooManyResolvers,
    /// This file cannot be read, for that reason.
    ResolvConf(PathBuf, DiskFault),
    /// This file is not what resolv.conf(5) describes; the reader's words.
    ResolvConfSyntax(PathBuf, String),
    /// The extra roots are no certificates.
    BadRoots(RootsFault),
    /// The EHLO name is no domain name.
    EhloName(String, NameError),
    /// TLS cannot be set up.
    Tls(String),
}

impl fmt::Display for NetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NetError::NoResolver(file) => {
                write!(f, "{} names no name server", file.display())
            }
            NetError::TooManyResolvers => {
                write!(f, "more than {RESOLVERS_MAX} name servers are given")
            }
            NetError::ResolvConf(file, reason) => {
                write!(f, "{} cannot be read: {reason}", file.display())
            }
            NetError::ResolvConfSyntax(file, reason) => {
                write!(f, "{} is no resolv.conf: {reason}", file.display())
            }
            NetError::BadRoots(reason) => write!(f, "the extra roots cannot be used: {reason}"),
            NetError::EhloName(name, error) => {
                write!(f, "the EHLO name {name:?} cannot be used: {error}")
            }
            NetError::Tls(reason) => write!(f, "TLS cannot be set up: {reason}"),
        }
    }
}

impl std::error::Error for NetError {}

/// Asks the world. One value serves a whole run: what it has learnt is shared by all its domains.
/// Must be used within a tokio runtime with its I/O and time drivers on.
pub struct Network {
    config: NetConfig,
    dns: DnsClient,
    tls: Tls,
    policy_gate: Gate,
    smtp_gate: Gate,
    probes: Memory<DomainName, SmtpProbe>,
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Network")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl Network {
    /// Prepares everything; nothing is asked yet.
    pub fn new(config: NetConfig) -> Result<Network, NetError> {
        // It goes into a command line: a line break in it would be a command of its own.
        DomainName::parse(&config.ehlo_name)
            .map_err(|error| NetError::EhloName(config.ehlo_name.clone(), error))?;
        let tls = Tls::new(&config.extra_roots_pem)?;
        let dns = DnsClient::new(&config, tls.verifying())?;
        let connections = Arc::new(Semaphore::new(config.limits.connections));
        let policies = config.limits.policy_fetches_per_address;
        Ok(Network {
            dns,
            tls,
            policy_gate: Gate::new(policies, connections.clone()),
            smtp_gate: Gate::new(PROBES_PER_ADDRESS, connections),
            probes: Memory::new(PROBES_KEPT),
            config,
        })
    }

    /// Answers one question.
    pub async fn answer(&self, question: &Question) -> Answer {
        match question {
            // Boxed: they are few and large, and would make room in every DNS question's future.
            Question::Policy(domain) => Answer::Policy(Box::pin(self.policy(domain, self)).await),
            Question::Smtp(host) => Answer::Smtp(Box::pin(self.smtp(host, self)).await),
            Question::Txt(_)
            | Question::A(_)
            | Question::Aaaa(_)
            | Question::Mx(_)
            | Question::Ptr(_)
            | Question::Tlsa(_)
            | Question::Ns(_)
            | Question::Caa(_)
            | Question::Spf(_)
            | Question::Cname(_) => self.dns.ask(question).await,
        }
    }

    /// The policy of a domain, from the addresses that `resolver` knows for its policy host: where
    /// there are some of both families, from each of them at once.
    pub(crate) async fn policy(
        &self,
        domain: &DomainName,
        resolver: &impl Resolve,
    ) -> PolicyFetches {
        // RFC 8461 §3.2: the policy host is the policy domain with 'mta-sts' prepended.
        let Ok(host) = domain.child("mta-sts") else {
            // A name that is too long does not exist.
            return PolicyFetch::NoAddress(Outcome::NxDomain).into();
        };
        let addresses = match addresses(&host, resolver).await {
            Ok(addresses) => addresses,
            Err(outcome) => return PolicyFetch::NoAddress(outcome).into(),
        };
        let limits = &self.config.limits;
        let terms = self.terms(self.config.ports.https, limits.policy_fetch);
        let (host, terms) = (&host, &terms);
        let fetch = async |addresses: &[IpAddr]| {
            fetch_policy(host, addresses, terms, &self.policy_gate, &self.tls).await
        };
        let (v4, v6): (Vec<_>, Vec<_>) = addresses.iter().partition(|address| address.is_ipv4());
        if v4.is_empty() || v6.is_empty() {
            return fetch(&addresses).await.into();
        }
        let (v4, v6) = futures_util::join!(fetch(&v4), fetch(&v6));
        PolicyFetches::ByFamily(Box::new(FamilyFetches { v4, v6 }))
    }

    /// The probe of an MX host, at the addresses that `resolver` knows; once in a run.
    pub(crate) async fn smtp(&self, host: &DomainName, resolver: &impl Resolve) -> SmtpProbe {
        let terms = self.terms(self.config.ports.smtp, self.config.limits.smtp_probe);
        let ask = async || {
            let addresses = addresses(host, resolver).await;
            let name = &self.config.ehlo_name;
            let said = probe(host, addresses, name, &terms, &self.smtp_gate, &self.tls).await;
            (said, PROBE_KEPT)
        };
        self.probes.get_or_ask(host, || ask().boxed()).await
    }

    fn terms(&self, port: u16, whole: Duration) -> Terms {
        Terms {
            port,
            allow_private: self.config.allow_private,
            connect: self.config.limits.connect,
            whole,
        }
    }
}

/// Whoever knows the addresses of hosts.
pub(crate) trait Resolve: Sync {
    /// The answer to an A or AAAA question.
    fn address_answer(&self, question: &Question) -> impl Future<Output = Answer> + Send;
}

impl Resolve for Network {
    async fn address_answer(&self, question: &Question) -> Answer {
        self.dns.ask_resolver(question).await
    }
}

async fn addresses(
    host: &DomainName,
    resolver: &impl Resolve,
) -> Result<Vec<IpAddr>, Outcome<IpAddr>> {
    let (a, aaaa) = (Question::A(host.clone()), Question::Aaaa(host.clone()));
    let (a, aaaa) =
        futures_util::join!(resolver.address_answer(&a), resolver.address_answer(&aaaa));
    of_answers(&a, &aaaa)
}

impl Ask for Network {
    async fn answer(&self, question: &Question) -> Answer {
        Network::answer(self, question).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_question_in_flight_is_small() {
        let config = NetConfig {
            dns: vec!["127.0.0.1".parse().unwrap()],
            ..NetConfig::default()
        };
        let network = Network::new(config).unwrap();
        let question = Question::Txt("example.com".parse().unwrap());
        // A batch has thousands of them, and each is moved a few times.
        let size = size_of_val(&network.answer(&question));
        assert!(size < 3_000, "{size} octets");
    }

    #[test]
    fn a_name_that_would_be_a_command_is_no_ehlo_name() {
        let config = NetConfig {
            ehlo_name: "a\r\nRCPT TO:<b@c.example>".to_owned(),
            ..NetConfig::default()
        };
        assert!(matches!(Network::new(config), Err(NetError::EhloName(..))));
    }
}
