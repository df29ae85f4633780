//! What is watched of a domain, part by part, and what was seen of each.

use aws_lc_rs::digest::{SHA256, digest};
use protocols::finding::{Severity, Value as Argument};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use super::limits::{ARGUMENT_OCTETS_MAX, ARGUMENTS_MAX, RECORDS_MAX, TEXT_OCTETS_MAX};

/// What records are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RecordsFor {
    /// MX.
    Mx,
    /// NS.
    NameServers,
    /// SPF.
    Spf,
    /// A DKIM key.
    DkimKey,
    /// DMARC.
    Dmarc,
    /// MTA-STS.
    MtaSts,
    /// The alias of the policy host.
    PolicyHost,
    /// TLS reports.
    TlsRpt,
    /// TLSA of an MX host.
    Tlsa,
}

impl RecordsFor {
    /// Each of them.
    pub const ALL: [RecordsFor; 9] = [
        RecordsFor::Mx,
        RecordsFor::NameServers,
        RecordsFor::Spf,
        RecordsFor::DkimKey,
        RecordsFor::Dmarc,
        RecordsFor::MtaSts,
        RecordsFor::PolicyHost,
        RecordsFor::TlsRpt,
        RecordsFor::Tlsa,
    ];

    /// The record's type, as the DNS writes it.
    pub fn kind(self) -> &'static str {
        match self {
            RecordsFor::Mx => "MX",
            RecordsFor::NameServers => "NS",
            RecordsFor::Spf
            | RecordsFor::DkimKey
            | RecordsFor::Dmarc
            | RecordsFor::MtaSts
            | RecordsFor::TlsRpt => "TXT",
            RecordsFor::PolicyHost => "CNAME",
            RecordsFor::Tlsa => "TLSA",
        }
    }
}

/// A finding, whoever looks: its rule and where it is. Several of one rule at one name are one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FindingKey {
    /// The rule's id.
    pub rule: String,
    /// The owner name, where it has one.
    pub owner: Option<DomainName>,
}

/// A finding as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingSeen {
    /// How bad it is.
    pub severity: Severity,
    /// What fills the placeholders of its words, by name.
    pub arguments: Vec<(String, Argument)>,
}

impl FindingSeen {
    /// With these arguments, kept within [`ARGUMENTS_MAX`] and [`ARGUMENT_OCTETS_MAX`].
    pub fn of(severity: Severity, arguments: &[(&'static str, Argument)]) -> FindingSeen {
        let kept = arguments.iter().take(ARGUMENTS_MAX).map(|(name, value)| {
            let value = match value {
                Argument::Text(text) => {
                    let end = text.floor_char_boundary(ARGUMENT_OCTETS_MAX);
                    Argument::Text(text[..end].to_owned())
                }
                Argument::Count(count) => Argument::Count(*count),
            };
            ((*name).to_owned(), value)
        });
        FindingSeen {
            severity,
            arguments: kept.collect(),
        }
    }
}

/// A part of what is watched.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Records at a name.
    Records(RecordsFor, DomainName),
    /// The certificate an MX host presents.
    Certificate(DomainName),
    /// The MTA-STS policy that senders get.
    Policy,
    /// The lookups that the SPF record costs.
    SpfLookups,
    /// An SPF record that the domain's own one leads to.
    Include(DomainName),
    /// A finding.
    Finding(FindingKey),
}

/// A text as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptText {
    /// All of it, or its beginning.
    pub text: String,
    /// SHA-256 of the whole in hexadecimal, where only the beginning is kept.
    pub digest_of_whole: Option<String>,
}

impl KeptText {
    /// A text, kept within [`TEXT_OCTETS_MAX`].
    pub fn of(text: &str) -> KeptText {
        if text.len() <= TEXT_OCTETS_MAX {
            return KeptText {
                text: text.to_owned(),
                digest_of_whole: None,
            };
        }
        let end = text.floor_char_boundary(TEXT_OCTETS_MAX);
        KeptText {
            text: text[..end].to_owned(),
            digest_of_whole: Some(sha256_hex(text.as_bytes())),
        }
    }
}

/// Records as they are kept: in their order, since servers turn a set round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRecords {
    /// The texts, sorted; at most [`RECORDS_MAX`].
    pub texts: Vec<KeptText>,
    /// SHA-256 of all of them in hexadecimal, where there are more.
    pub digest_of_all: Option<String>,
}

impl KeptRecords {
    /// These texts; `None` for none.
    pub fn of(mut texts: Vec<String>) -> Option<KeptRecords> {
        if texts.is_empty() {
            return None;
        }
        texts.sort();
        texts.dedup();
        let digest_of_all =
            (texts.len() > RECORDS_MAX).then(|| sha256_hex(texts.join("\n").as_bytes()));
        let kept = texts.iter().take(RECORDS_MAX);
        Some(KeptRecords {
            texts: kept.map(|text| KeptText::of(text)).collect(),
            digest_of_all,
        })
    }

    /// Whether this text is among them.
    pub fn has(&self, text: &str) -> bool {
        self.texts.contains(&KeptText::of(text))
    }
}

/// A certificate as it was presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateSeen {
    /// SHA-256 of it in hexadecimal.
    pub digest: String,
    /// Its DNS names.
    pub names: Vec<String>,
    /// Who issued it. A stranger's text.
    pub issuer: String,
    /// The first moment of validity.
    pub not_before: Timestamp,
    /// The last moment of validity.
    pub not_after: Timestamp,
}

/// A policy as senders get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicySeen {
    /// Its mode.
    pub mode: PolicyMode,
    /// How long it may be kept, in seconds.
    pub max_age_seconds: u32,
    /// The hosts it lists, sorted.
    pub mx: Vec<KeptText>,
}

/// An SPF record that is included, and what it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncludeSeen {
    /// SHA-256 of its own text in hexadecimal.
    pub digest: String,
    /// What it names: networks, hosts, names; without qualifiers, sorted.
    pub terms: Vec<String>,
    /// Lookups of it and all below it.
    pub lookups: u32,
    /// Whether it passes everybody.
    pub is_open: bool,
    /// How many addresses it passes; `None` where that hangs on more than the address.
    pub addresses: Option<Addresses>,
}

/// How many addresses a record passes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addresses {
    /// Of IPv4.
    pub ip4: u64,
    /// Of IPv6, in networks of 64 bits: what one customer has.
    pub ip6_networks: u64,
}

/// What was seen of a part that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Of [`Part::Records`].
    Records(KeptRecords),
    /// Of [`Part::Certificate`].
    Certificate(CertificateSeen),
    /// Of [`Part::Policy`].
    Policy(PolicySeen),
    /// Of [`Part::SpfLookups`].
    Lookups(u32),
    /// Of [`Part::Include`].
    Include(IncludeSeen),
    /// Of [`Part::Finding`].
    Finding(FindingSeen),
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256_hex(octets: &[u8]) -> String {
    let digest = digest(&SHA256, octets);
    digest.as_ref().iter().map(|o| format!("{o:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_known_by_its_digest() {
        let long = "ä".repeat(TEXT_OCTETS_MAX);
        let (one, other) = (KeptText::of(&long), KeptText::of(&format!("{long}.")));
        assert_eq!(one.text, other.text);
        assert_ne!(one, other);
        assert!(one.text.len() <= TEXT_OCTETS_MAX);
    }

    #[test]
    fn a_set_has_no_order() {
        let set = |texts: &[&str]| KeptRecords::of(texts.iter().map(ToString::to_string).collect());
        assert_eq!(set(&["b", "a"]), set(&["a", "b", "a"]));
        assert_eq!(set(&[]), None);
        let many: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let more: Vec<String> = (0..101).map(|n| n.to_string()).collect();
        let (many, more) = (KeptRecords::of(many), KeptRecords::of(more));
        assert_ne!(many, more);
        assert_eq!(many.unwrap().texts.len(), RECORDS_MAX);
    }
}
