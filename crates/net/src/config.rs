//! What the network is told before it starts.

use std::path::PathBuf;
use std::time::Duration;

use protocols::limits::POLICY_FETCH_SECONDS_MAX;

use crate::upstream::Upstream;

/// How the world is asked. `NetConfig::default()` asks the system's resolver.
#[derive(Debug, Clone)]
pub struct NetConfig {
    /// The resolvers, in the order they are tried; empty means the system's.
    pub dns: Vec<Upstream>,
    /// Where the system's resolver is configured.
    pub resolv_conf: PathBuf,
    /// Ask every authoritative server of a zone itself; the resolver only finds them.
    pub authoritative: bool,
    /// Connect to private, loopback and other special addresses too.
    pub allow_private: bool,
    /// PEM files' contents with roots trusted beside Mozilla's.
    pub extra_roots_pem: Vec<Vec<u8>>,
    /// The name in our EHLO.
    pub ehlo_name: String,
    /// The ports that are connected to.
    pub ports: Ports,
    /// Times and numbers.
    pub limits: NetLimits,
}

/// The ports of the services; others than the standards' are for tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports {
    /// Authoritative DNS servers.
    pub dns: u16,
    /// Policy hosts.
    pub https: u16,
    /// MX hosts.
    pub smtp: u16,
}

/// Times and numbers. None of them may be zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetLimits {
    /// The tries of one DNS query over UDP, and how long each waits. A resolver that is only slow
    /// answers the second try when it has answered the first.
    pub dns_tries: [Duration; 3],
    /// One DNS query over TCP, TLS or HTTPS, and the connection for it.
    pub dns_stream: Duration,
    /// One DNS question with its tries, servers and aliases.
    pub dns_question: Duration,
    /// Queries in flight to one resolver. More would overrun the sockets' buffers.
    pub dns_in_flight: usize,
    /// Queries in flight to one authoritative server, which is a stranger's.
    pub authoritative_in_flight: usize,
    /// Answers that are kept in memory for the run.
    pub answers_kept: usize,
    /// Connecting to one address, TLS handshake not included.
    pub connect: Duration,
    /// One policy fetch, from the first connection to the last octet (RFC 8461 §3.3).
    pub policy_fetch: Duration,
    /// One STARTTLS probe, from the first connection to QUIT.
    pub smtp_probe: Duration,
    /// Policy fetches at once from one address: hosters serve thousands of domains from one.
    pub policy_fetches_per_address: usize,
    /// Connections of all kinds to policy and MX hosts at once.
    pub connections: usize,
}

impl Default for NetConfig {
    fn default() -> NetConfig {
        NetConfig {
            dns: Vec::new(),
            resolv_conf: PathBuf::from("/etc/resolv.conf"),
            authoritative: false,
            allow_private: false,
            extra_roots_pem: Vec::new(),
            ehlo_name: "mailseal.invalid".to_owned(),
            ports: Ports::default(),
            limits: NetLimits::default(),
        }
    }
}

impl Default for Ports {
    fn default() -> Ports {
        Ports {
            dns: 53,
            https: 443,
            smtp: 25,
        }
    }
}

impl Default for NetLimits {
    fn default() -> NetLimits {
        NetLimits {
            dns_tries: [1, 2, 3].map(Duration::from_secs),
            dns_stream: Duration::from_secs(5),
            dns_question: Duration::from_secs(15),
            dns_in_flight: 192,
            authoritative_in_flight: 8,
            answers_kept: 8_192,
            connect: Duration::from_secs(10),
            policy_fetch: Duration::from_secs(POLICY_FETCH_SECONDS_MAX),
            smtp_probe: Duration::from_secs(45),
            policy_fetches_per_address: 4,
            connections: 256,
        }
    }
}
