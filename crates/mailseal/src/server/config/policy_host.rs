//! `[policy-host]`: where and how the MTA-STS policies are served.

use std::net::SocketAddr;
use std::path::PathBuf;

use protocols::certificate::CertificateName;
use protocols::name::DomainName;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::Fault;
use crate::failure::Failed;
use crate::server::policy_host::limits::{CONNECTIONS, CONNECTIONS_PER_CLIENT};

/// The policy host.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct PolicyHost {
    /// Who brings the policies to those who ask.
    pub(crate) mode: Mode,
    /// Where they are answered: over HTTPS, or to the reverse proxy.
    pub(crate) listen: Vec<SocketAddr>,
    /// Where authorities look at http-01 challenges, with mode `https`.
    pub(crate) listen_challenges: Vec<SocketAddr>,
    /// The names of this host that domains make `mta-sts.<domain>` an alias of. Without any, every
    /// alias is taken for one that leads here.
    #[serde(deserialize_with = "names")]
    pub(crate) names: Vec<DomainName>,
    /// Where the policies are written, with mode `files`.
    pub(crate) directory: Option<PathBuf>,
    /// Connections at a time, at most.
    pub(crate) connections: u32,
    /// Connections at a time from one address, or from one /64 over IPv6, at most.
    pub(crate) connections_per_client: u32,
    /// Certificates that are files.
    pub(crate) certificate: Vec<CertificateFiles>,
}

/// Who brings the policies to those who ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Mode {
    /// We, over HTTPS.
    Https,
    /// A reverse proxy in front of us, which has the certificates and speaks plain HTTP to us.
    BehindProxy,
    /// Another web server, from files that we write.
    Files,
}

/// A certificate in files.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CertificateFiles {
    /// The hosts it is shown for; without any, all that it names.
    #[serde(default, deserialize_with = "certificate_names")]
    pub(crate) names: Vec<CertificateName>,
    /// The certificate and those of its issuers, in PEM.
    pub(crate) chain: PathBuf,
    /// Its private key, in PEM.
    pub(crate) key: PathBuf,
}

impl Default for PolicyHost {
    fn default() -> PolicyHost {
        let local = |port| vec![SocketAddr::from(([127, 0, 0, 1], port))];
        PolicyHost {
            mode: Mode::Https,
            listen: local(8483),
            listen_challenges: local(8484),
            names: Vec::new(),
            directory: None,
            connections: CONNECTIONS,
            connections_per_client: CONNECTIONS_PER_CLIENT,
            certificate: Vec::new(),
        }
    }
}

impl PolicyHost {
    /// Where policies are answered over HTTPS; `None` where they are not.
    pub(crate) fn https(&self) -> Option<&[SocketAddr]> {
        match self.mode {
            Mode::Https => Some(&self.listen),
            Mode::BehindProxy | Mode::Files => None,
        }
    }

    /// Where something is answered over plain HTTP: challenges, or policies for the reverse proxy;
    /// `None` where nothing is.
    pub(crate) fn http(&self) -> Option<&[SocketAddr]> {
        match self.mode {
            Mode::Https => Some(&self.listen_challenges),
            Mode::BehindProxy => Some(&self.listen),
            Mode::Files => None,
        }
    }

    pub(super) fn check(&self) -> Result<(), Fault> {
        let refused = |setting, why| Err(Fault::of_value(setting, why));
        let all: Vec<&SocketAddr> = self.listen.iter().chain(&self.listen_challenges).collect();
        for (index, address) in all.iter().enumerate() {
            // Port 0 is any that is free.
            if address.port() != 0 && all[..index].contains(address) {
                let why = Failed::new("reason-address-twice").text("address", address);
                return refused(&["policy-host", "listen"], why);
            }
        }
        if self.connections == 0 {
            let why = Failed::new("reason-policy-host-no-connection");
            return refused(&["policy-host", "connections"], why);
        }
        if self.connections_per_client == 0 {
            let why = Failed::new("reason-policy-host-no-connection");
            return refused(&["policy-host", "connections-per-client"], why);
        }
        if self.mode == Mode::Files && self.directory.is_none() {
            let why = Failed::new("reason-policy-host-no-directory");
            return refused(&["policy-host", "mode"], why);
        }
        match self.mode {
            Mode::BehindProxy | Mode::Files if !self.certificate.is_empty() => {
                let why = Failed::new("reason-policy-host-no-certificate");
                refused(&["policy-host", "certificate"], why)
            }
            Mode::Https | Mode::BehindProxy | Mode::Files => Ok(()),
        }
    }

    pub(super) fn needs_restart(&self, new: &PolicyHost) -> Vec<&'static str> {
        let settings = [
            ("policy-host.mode", self.mode != new.mode),
            ("policy-host.listen", self.listen != new.listen),
            (
                "policy-host.listen-challenges",
                self.listen_challenges != new.listen_challenges,
            ),
            ("policy-host.names", self.names != new.names),
            ("policy-host.directory", self.directory != new.directory),
            (
                "policy-host.connections",
                self.connections != new.connections,
            ),
            (
                "policy-host.connections-per-client",
                self.connections_per_client != new.connections_per_client,
            ),
        ];
        let changed = settings.into_iter().filter(|(_, differs)| *differs);
        changed.map(|(name, _)| name).collect()
    }
}

fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<DomainName>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let read = |text: String| DomainName::parse(&text).map_err(Error::custom);
    texts.into_iter().map(read).collect()
}

fn certificate_names<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<CertificateName>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    let none = || Error::custom("no name that a certificate can have");
    let read = |text: String| CertificateName::parse(&text).ok_or_else(none);
    texts.into_iter().map(read).collect()
}
