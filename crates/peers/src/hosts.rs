//! The mail hosts and policy hosts of the world, with their certificates.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::certificates::{Authority, Fault, Leaf};
use crate::namespace::Place;
use crate::policy_host::{Delivery, OverIpv6, PolicyHost, PolicyServer};
use crate::postfix::{MailHost, MailTls, Postfix};
use crate::scenario::{MAIL_HOSTS, MailPart, MailRow, NGINX, POLICY_HOSTS, PolicyPart, Presents};
use crate::tarpit::{Tactic, Tarpit};
use crate::zone::Values;

const SMTP: u16 = 25;
const HTTPS: u16 = 443;
/// The name of [`Presents::OtherName`].
const OTHER_NAME: &str = "other.test";

/// The hosts before they are started.
#[derive(Debug)]
pub(crate) struct Hosts {
    authority: Authority,
    mail: Vec<MailHost>,
    policy: Vec<PolicyHost>,
    tarpits: Vec<(SocketAddr, Tactic)>,
    /// SHA-256 of the key of each mail host that has one, by domain.
    spki_sha256: BTreeMap<&'static str, String>,
}

/// The running hosts.
#[derive(Debug)]
pub(crate) struct Servers {
    _postfix: Postfix,
    _nginx: PolicyServer,
    _tarpits: Vec<Tarpit>,
}

impl Hosts {
    /// Makes the certificates of all.
    pub(crate) fn new() -> Hosts {
        let mut hosts = Hosts {
            authority: Authority::new("Test authority"),
            mail: Vec::new(),
            policy: Vec::new(),
            tarpits: Vec::new(),
            spki_sha256: BTreeMap::new(),
        };
        for row in MAIL_HOSTS {
            hosts.add_mail(row);
            let mx = format!("mail.{}", row.domain);
            let presents = Presents::OwnName(Fault::None);
            hosts.add_policy(
                row.domain,
                &mx,
                presents,
                Delivery::Sound,
                OverIpv6::Nothing,
            );
        }
        for row in POLICY_HOSTS {
            match row.part {
                PolicyPart::Nginx(presents, delivery, over_ipv6) => {
                    hosts.add_policy(row.domain, row.mx, presents, delivery, over_ipv6);
                }
                PolicyPart::Tarpit(tactic) => {
                    hosts.tarpits.push(((row.address, HTTPS).into(), tactic));
                }
                PolicyPart::NginxUnaware | PolicyPart::Nobody => {}
            }
        }
        hosts
    }

    pub(crate) fn authority_pem(&self) -> &str {
        self.authority.pem()
    }

    /// `tlsa DOMAIN` for each mail host that presents a certificate.
    pub(crate) fn tlsa_values(&self) -> Values {
        self.spki_sha256
            .iter()
            .map(|(domain, digest)| (format!("tlsa {domain}"), format!("3 1 1 {digest}")))
            .collect()
    }

    pub(crate) fn start(&self, place: Place<'_>) -> Servers {
        Servers {
            _tarpits: self
                .tarpits
                .iter()
                .map(|(address, tactic)| Tarpit::start(place, *address, *tactic))
                .collect(),
            _nginx: PolicyServer::start(place, NGINX, &self.policy),
            _postfix: Postfix::start(place, &self.mail),
        }
    }

    fn add_mail(&mut self, row: &MailRow) {
        let name = format!("mail.{}", row.domain);
        let tls = match row.part {
            MailPart::Postfix(presents) => {
                let leaf = self.leaf(&name, presents);
                self.spki_sha256
                    .insert(row.domain, leaf.spki_sha256.clone());
                MailTls::Presents(leaf)
            }
            MailPart::OldPostfix => {
                MailTls::OldVersions(self.leaf(&name, Presents::OwnName(Fault::None)))
            }
            MailPart::PlainPostfix => MailTls::NotOffered,
            MailPart::UnfriendlyPostfix => MailTls::TurnsAway,
            MailPart::Tarpit(tactic) => {
                self.tarpits.push(((row.address, SMTP).into(), tactic));
                return;
            }
            MailPart::Nobody => return,
        };
        self.mail.push(MailHost {
            name,
            address: row.address,
            tls,
        });
    }

    fn add_policy(
        &mut self,
        domain: &str,
        mx: &str,
        presents: Presents,
        delivery: Delivery,
        over_ipv6: OverIpv6,
    ) {
        self.policy.push(PolicyHost {
            domain: domain.to_owned(),
            mx: vec![mx.to_owned()],
            certificate: self.leaf(&format!("mta-sts.{domain}"), presents),
            delivery,
            over_ipv6,
        });
    }

    fn leaf(&self, name: &str, presents: Presents) -> Leaf {
        match presents {
            Presents::OwnName(fault) => self.authority.leaf(&[name], fault),
            Presents::OtherName => self.authority.leaf(&[OTHER_NAME], Fault::None),
        }
    }
}
