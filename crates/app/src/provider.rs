//! DNS providers: how each is recognised by its name servers, and how its form wants a record typed.
//!
//! A form that appends the zone to the name doubles a whole one; one that adds quotes itself stores
//! typed ones as part of the value. So the same record is shown differently to each owner. Where
//! nothing is known for sure, the plain form is shown and nothing is claimed.

use protocols::name::DomainName;

/// How the name goes into the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerForm {
    /// Without the zone, `@` for the zone itself; a whole name would be doubled.
    Relative,
    /// Without the zone, nothing for the zone itself.
    RelativeOrEmpty,
}

/// How a TXT value goes into the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueForm {
    /// As one text without quotes; the provider splits what is longer than 255 octets.
    Plain,
    /// In quotes; what is longer than 255 octets as several quoted strings.
    Quoted,
    /// Not known for sure: plain is tried first.
    Unverified,
}

/// What else to know about a form. The words are `provider-<name>` in the catalogues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormNote {
    /// SPF, DKIM or DMARC have their own menu or record type there: choose TXT, or edit what stands.
    OwnTypes,
    /// A default SPF record is there from the beginning: edit it, never add a second.
    DefaultSpf,
    /// No TLSA records.
    NoTlsa,
    /// A name that is proxied or flattened gives no TXT: set it to DNS only.
    ProxyHidesTxt,
    /// Changes may take up to half an hour until every server has them.
    SlowReload,
    /// Values in ASCII only, at most 1,024 characters.
    AsciiOnly1024,
    /// Unquoted, every word becomes its own string and the spaces vanish.
    SpacesVanish,
    /// The vendor's example breaks a key over several lines: paste it as one.
    BrokenLines,
}

/// One provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// The name for `--provider`.
    pub key: &'static str,
    /// The name people know.
    pub name: &'static str,
    /// What its name servers' names look like; `*` stands for any run of letters but the dot.
    patterns: &'static [&'static str],
    /// How the name goes into its form.
    pub owner: OwnerForm,
    /// How a TXT value goes into its form.
    pub value: ValueForm,
    /// What else to know.
    pub notes: &'static [FormNote],
}

/// Every provider we know the form of.
pub static PROVIDERS: &[Provider] = &[
    Provider {
        key: "all-inkl",
        name: "all-inkl.com (KAS)",
        patterns: &["ns5.kasserver.com", "ns6.kasserver.com"],
        owner: OwnerForm::Relative,
        value: ValueForm::Plain,
        notes: &[FormNote::BrokenLines],
    },
    Provider {
        key: "azure",
        name: "Azure DNS",
        patterns: &[
            "ns*.azure-dns.com",
            "ns*.azure-dns.net",
            "ns*.azure-dns.org",
            "ns*.azure-dns.info",
        ],
        owner: OwnerForm::Relative,
        value: ValueForm::Plain,
        notes: &[FormNote::NoTlsa],
    },
    Provider {
        key: "cloudflare",
        name: "Cloudflare",
        patterns: &[
            "*.ns.cloudflare.com",
            "*.foundationdns.com",
            "*.foundationdns.net",
            "*.foundationdns.org",
        ],
        owner: OwnerForm::Relative,
        value: ValueForm::Plain,
        notes: &[FormNote::ProxyHidesTxt],
    },
    Provider {
        key: "desec",
        name: "deSEC",
        patterns: &["ns1.desec.io", "ns2.desec.org"],
        owner: OwnerForm::RelativeOrEmpty,
        value: ValueForm::Quoted,
        notes: &[],
    },
    Provider {
        key: "digitalocean",
        name: "DigitalOcean",
        patterns: &[
            "ns1.digitalocean.com",
            "ns2.digitalocean.com",
            "ns3.digitalocean.com",
        ],
        owner: OwnerForm::Relative,
        value: ValueForm::Unverified,
        notes: &[FormNote::NoTlsa],
    },
    Provider {
        key: "gandi",
        name: "Gandi LiveDNS",
        patterns: &["ns-*.gandi.net", "*.dns.gandi.net"],
        owner: OwnerForm::Relative,
        value: ValueForm::Unverified,
        notes: &[],
    },
    Provider {
        key: "godaddy",
        name: "GoDaddy",
        patterns: &["ns*.domaincontrol.com"],
        owner: OwnerForm::Relative,
        value: ValueForm::Plain,
        notes: &[FormNote::AsciiOnly1024, FormNote::NoTlsa],
    },
    Provider {
        key: "google",
        name: "Google Cloud DNS",
        patterns: &["ns-cloud-*.googledomains.com"],
        owner: OwnerForm::RelativeOrEmpty,
        value: ValueForm::Quoted,
        notes: &[FormNote::SpacesVanish],
    },
    Provider {
        key: "hetzner",
        name: "Hetzner",
        patterns: &[
            "hydrogen.ns.hetzner.com",
            "oxygen.ns.hetzner.com",
            "helium.ns.hetzner.de",
            "ns1.first-ns.de",
            "robotns*.second-ns.de",
            "robotns*.second-ns.com",
            "ns1.your-server.de",
            "ns.second-ns.com",
            "ns3.second-ns.de",
        ],
        owner: OwnerForm::Relative,
        value: ValueForm::Unverified,
        notes: &[],
    },
    Provider {
        key: "inwx",
        name: "INWX",
        patterns: &["ns.inwx.de", "ns*.inwx.de", "ns*.inwx.eu"],
        owner: OwnerForm::RelativeOrEmpty,
        value: ValueForm::Plain,
        notes: &[],
    },
    Provider {
        key: "ionos",
        name: "IONOS",
        patterns: &[
            "ns*.ui-dns.com",
            "ns*.ui-dns.org",
            "ns*.ui-dns.de",
            "ns*.ui-dns.biz",
        ],
        owner: OwnerForm::Relative,
        value: ValueForm::Plain,
        notes: &[FormNote::OwnTypes, FormNote::DefaultSpf, FormNote::NoTlsa],
    },
    Provider {
        key: "namecheap",
        name: "Namecheap",
        patterns: &["dns1.registrar-servers.com", "dns2.registrar-servers.com"],
        owner: OwnerForm::Relative,
        value: ValueForm::Plain,
        notes: &[FormNote::NoTlsa],
    },
    Provider {
        key: "netcup",
        name: "netcup",
        patterns: &[
            "root-dns.netcup.net",
            "second-dns.netcup.net",
            "third-dns.netcup.net",
        ],
        owner: OwnerForm::Relative,
        value: ValueForm::Plain,
        notes: &[FormNote::SlowReload],
    },
    Provider {
        key: "ovh",
        name: "OVH",
        patterns: &["dns*.ovh.net", "ns*.ovh.net", "*.anycast.me"],
        owner: OwnerForm::RelativeOrEmpty,
        value: ValueForm::Plain,
        notes: &[FormNote::OwnTypes],
    },
    Provider {
        key: "porkbun",
        name: "Porkbun",
        patterns: &[
            "curitiba.ns.porkbun.com",
            "fortaleza.ns.porkbun.com",
            "maceio.ns.porkbun.com",
            "salvador.ns.porkbun.com",
        ],
        owner: OwnerForm::RelativeOrEmpty,
        value: ValueForm::Plain,
        notes: &[],
    },
    Provider {
        key: "route53",
        name: "Amazon Route 53",
        patterns: &[
            "ns-*.awsdns-*.com",
            "ns-*.awsdns-*.net",
            "ns-*.awsdns-*.org",
            "ns-*.awsdns-*.co.uk",
        ],
        owner: OwnerForm::RelativeOrEmpty,
        value: ValueForm::Quoted,
        notes: &[],
    },
    Provider {
        key: "strato",
        name: "STRATO",
        patterns: &["docks*.rzone.de", "shades*.rzone.de"],
        owner: OwnerForm::RelativeOrEmpty,
        value: ValueForm::Plain,
        notes: &[FormNote::OwnTypes],
    },
];

/// The provider that all these name servers belong to; `None` where it is not known, or where they
/// belong to several.
pub fn of_name_servers(servers: &[DomainName]) -> Option<&'static Provider> {
    let mut providers = servers.iter().map(|server| {
        PROVIDERS
            .iter()
            .find(|provider| provider.patterns.iter().any(|p| fits(server.as_str(), p)))
    });
    let first = providers.next()??;
    providers.all(|other| other == Some(first)).then_some(first)
}

/// The provider of this key.
pub fn of_key(key: &str) -> Option<&'static Provider> {
    PROVIDERS.iter().find(|provider| provider.key == key)
}

/// Whether a name fits a pattern, label by label.
fn fits(name: &str, pattern: &str) -> bool {
    let (labels, patterns) = (name.split('.'), pattern.split('.'));
    labels.clone().count() == patterns.clone().count()
        && labels
            .zip(patterns)
            .all(|(label, pattern)| label_fits(label, pattern))
}

/// One `*` at the most in a label.
fn label_fits(label: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        None => label == pattern,
        Some((front, back)) => {
            label.len() >= front.len() + back.len()
                && label.starts_with(front)
                && label.ends_with(back)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(servers: &[&str]) -> Option<&'static str> {
        let servers: Vec<DomainName> = servers.iter().map(|s| s.parse().unwrap()).collect();
        of_name_servers(&servers).map(|provider| provider.key)
    }

    #[test]
    fn recognised_by_name_servers() {
        assert_eq!(
            known(&["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"]),
            Some("cloudflare")
        );
        assert_eq!(
            known(&["ns-1.awsdns-01.co.uk", "ns-2.awsdns-02.com"]),
            Some("route53")
        );
        assert_eq!(
            known(&["hydrogen.ns.hetzner.com", "helium.ns.hetzner.de"]),
            Some("hetzner")
        );
        assert_eq!(known(&["ns1045.ui-dns.de"]), Some("ionos"));
    }

    #[test]
    fn not_guessed() {
        assert_eq!(known(&[]), None);
        assert_eq!(known(&["ns1.example.com"]), None);
        assert_eq!(
            known(&["ns1.desec.io", "ns.inwx.de"]),
            None,
            "two providers"
        );
        assert_eq!(
            known(&["ns1.desec.io", "ns1.example.com"]),
            None,
            "one of them unknown"
        );
        assert_eq!(known(&["evil.ns.cloudflare.com.example.org"]), None);
    }

    #[test]
    fn keys_are_in_order_and_once() {
        assert!(PROVIDERS.windows(2).all(|pair| pair[0].key < pair[1].key));
    }
}
