//! The zones of the world, from the leaves to the root: a parent holds the digests of its children.

use std::net::{Ipv4Addr, SocketAddr};

use crate::bind::sign_badly;
use crate::dkim_keys::DkimKey;
use crate::hosts::Hosts;
use crate::knot::{KnotSetup, Signing};
use crate::scenario::{
    DOMAINS, Domain, MAIL_HOSTS, NAMELESS, Service, mail_address, policy_address,
};
use crate::scratch::Scratch;
use crate::unbound::Root;
use crate::zone::{Values, Zone};

pub(crate) const KNOT: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 10);
pub(crate) const BIND: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 11);
pub(crate) const DYNAMIC_KNOT: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 12);
pub(crate) const DYNAMIC_BIND: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 13);
pub(crate) const SILENT_DNS: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 41);
pub(crate) const UNBOUND: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 53);

// Their addresses stand in `zones/test.zone`.
const KNOT_NAME: &str = "ns1.test.";
const BIND_NAME: &str = "ns2.test.";
const SILENT_NAME: &str = "silent-ns.test.";

const REVERSE: &str = "127.in-addr.arpa";
const BATCH: &str = "batch.test";
/// A digest of no key.
const WRONG_DIGEST: &str = "IN DS 12345 13 2 \
    00000000000000000000000000000000000000000000000000000000000000ff";

/// What the name servers are to serve.
#[derive(Debug)]
pub(crate) struct Internet {
    pub(crate) knot: KnotSetup,
    pub(crate) knot_zones: Vec<Zone>,
    pub(crate) bind_zones: Vec<Zone>,
    root_ds: String,
}

impl Internet {
    /// Makes keys and zones, `batch` domains below `batch.test` among them. The private DKIM keys go to
    /// `files`.
    pub(crate) fn new(hosts: &Hosts, files: &Scratch, batch: u32) -> Internet {
        let knot = KnotSetup::new(dns(KNOT), &signing());
        let mut values = hosts.tlsa_values();
        for (name, selector, key) in [
            ("dkim rsa", "s1", DkimKey::rsa()),
            ("dkim ed25519", "e1", DkimKey::ed25519()),
        ] {
            files.write(&format!("{selector}.pem"), &key.private_pem);
            values.insert(name.to_owned(), key.zone_text());
        }
        let mut internet = Internet {
            root_ds: knot.ds("."),
            knot,
            knot_zones: Vec::new(),
            bind_zones: Vec::new(),
        };
        let delegations: String = DOMAINS
            .iter()
            .map(|domain| internet.add(domain, &values))
            .collect();
        internet.knot_zones.push(batch_zone(batch, &values));
        internet.add_parents(delegations, values);
        internet
    }

    pub(crate) fn root(&self) -> Root {
        Root {
            server: dns(KNOT),
            ds: self.root_ds.clone(),
        }
    }

    /// Adds the zones of a domain and gives its lines in the parent's zone.
    fn add(&mut self, domain: &Domain, values: &Values) -> String {
        let name = domain.name;
        let zone = |servers: &[&str], template| domain_zone(domain, servers, template, values);
        let (servers, ds): (&[&str], _) = match domain.service {
            Service::Signed(template) => {
                self.knot_zones.push(zone(&[KNOT_NAME], template));
                (&[KNOT_NAME], self.knot.ds(name))
            }
            Service::Unsigned(template) => {
                self.knot_zones.push(zone(&[KNOT_NAME], template));
                (&[KNOT_NAME], String::new())
            }
            Service::WrongDigest(template) => {
                self.knot_zones.push(zone(&[KNOT_NAME], template));
                (&[KNOT_NAME], format!("{name}. {WRONG_DIGEST}"))
            }
            Service::BadlySigned(template, fault) => {
                let signed = sign_badly(&zone(&[BIND_NAME], template), fault);
                self.bind_zones.push(signed.zone);
                (&[BIND_NAME], signed.ds)
            }
            Service::Split { knot, bind } => {
                let servers: &[&str] = &[KNOT_NAME, BIND_NAME];
                self.knot_zones.push(zone(servers, knot));
                self.bind_zones.push(zone(servers, bind));
                (servers, String::new())
            }
            Service::HalfSilent(template) => {
                let servers: &[&str] = &[KNOT_NAME, SILENT_NAME];
                self.knot_zones.push(zone(servers, template));
                (servers, String::new())
            }
            Service::Silent => (&[SILENT_NAME], String::new()),
            // BIND answers REFUSED; Knot, which serves the parent, would answer with a referral.
            Service::Lame => (&[BIND_NAME], String::new()),
        };
        let mut lines: String = servers
            .iter()
            .map(|server| format!("{name}. NS {server}\n"))
            .collect();
        lines.push_str(ds.trim_end());
        lines.push('\n');
        lines
    }

    fn add_parents(&mut self, delegations: String, mut values: Values) {
        let reverse = MAIL_HOSTS
            .iter()
            .filter(|host| host.address != NAMELESS)
            .map(|host| {
                let [_, b, c, d] = host.address.octets();
                format!("{d}.{c}.{b} PTR mail.{}.\n", host.domain)
            });
        values.insert("reverse".to_owned(), reverse.collect());
        values.insert("delegations".to_owned(), delegations);
        values.insert("ds test".to_owned(), self.knot.ds("test"));
        let parents = [
            (REVERSE, include_str!("../zones/127.in-addr.arpa.zone")),
            ("test", include_str!("../zones/test.zone")),
            (".", include_str!("../zones/root.zone")),
        ];
        self.knot_zones.extend(
            parents.map(|(origin, template)| Zone::of(origin, &[KNOT_NAME], template, &values)),
        );
    }
}

pub(crate) fn dns(address: Ipv4Addr) -> SocketAddr {
    SocketAddr::from((address, 53))
}

/// The zones of Knot and whether it signs them.
fn signing() -> Vec<(&'static str, Signing)> {
    let mut signing = vec![
        (".", Signing::Signed),
        ("test", Signing::Signed),
        (REVERSE, Signing::Unsigned),
        (BATCH, Signing::Unsigned),
    ];
    for domain in DOMAINS {
        match domain.service {
            Service::Signed(_) | Service::WrongDigest(_) => {
                signing.push((domain.name, Signing::Signed));
            }
            Service::Unsigned(_) | Service::Split { .. } | Service::HalfSilent(_) => {
                signing.push((domain.name, Signing::Unsigned));
            }
            Service::BadlySigned(..) | Service::Silent | Service::Lame => {}
        }
    }
    signing
}

fn domain_zone(domain: &Domain, servers: &[&str], template: &str, values: &Values) -> Zone {
    let mut values = values.clone();
    values.insert("origin".to_owned(), domain.name.to_owned());
    values.insert(
        "policy address".to_owned(),
        policy_address(domain.name).to_string(),
    );
    if let Some(address) = mail_address(domain.name) {
        values.insert("mail address".to_owned(), address.to_string());
    }
    let sound = include_str!("../zones/sound.records");
    let template = format!("; {}\n{}", domain.about, template.replace("{sound}", sound));
    Zone::of(domain.name, servers, &template, &values)
}

/// The zone of `d1.batch.test` and so on.
fn batch_zone(domains: u32, values: &Values) -> Zone {
    let records = include_str!("../zones/batch.records");
    let template: String = (1..=domains)
        .map(|number| records.replace("{domain}", &format!("d{number}")))
        .collect();
    Zone::of(BATCH, &[KNOT_NAME], &template, values)
}
