//! The SPF record (§12): type, `Display`, and which of several TXT records counts. The tolerant
//! parse is in `parse.rs`.

use std::fmt;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::answers::TxtRecord;
use crate::finding::Span;

use super::domain_spec::DomainSpec;
use super::macro_string::MacroString;

/// What a record begins with (§4.5), in any case.
pub(super) const VERSION: &str = "v=spf1";

/// An SPF record: its terms in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The terms that could be read, each with its place in the record's text.
    pub terms: Vec<Placed>,
}

/// A term and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Octets of the record's text.
    pub span: Span,
    /// The term.
    pub term: Term,
}

/// A directive or a modifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A mechanism with its qualifier.
    Directive(Directive),
    /// `redirect=`
    Redirect(DomainSpec),
    /// `exp=`
    Explanation(DomainSpec),
    /// A modifier that §6 has everybody ignore.
    Unknown {
        /// Its name as written.
        name: String,
        /// Its value.
        value: MacroString,
    },
}

/// A mechanism with its qualifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// What a match means.
    pub qualifier: Qualifier,
    /// What is matched.
    pub mechanism: Mechanism,
}

/// What a match means (§4.6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Qualifier {
    /// `+`, and what holds when there is none.
    Pass,
    /// `-`
    Fail,
    /// `~`
    SoftFail,
    /// `?`
    Neutral,
}

/// What is matched (§5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mechanism {
    /// Everything.
    All,
    /// What passes at another domain.
    Include(DomainSpec),
    /// The addresses of a name; of the domain itself without one.
    A(Option<DomainSpec>, DualCidr),
    /// The addresses of a name's MX hosts.
    Mx(Option<DomainSpec>, DualCidr),
    /// Clients whose validated name is at or below a name.
    Ptr(Option<DomainSpec>),
    /// An IPv4 network, host bits as written.
    Ip4(Ipv4Net),
    /// An IPv6 network, host bits as written.
    Ip6(Ipv6Net),
    /// Whether a constructed name has an A record.
    Exists(DomainSpec),
}

/// Two prefix lengths: `/24//64`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DualCidr {
    ip4: u8,
    ip6: u8,
}

impl DualCidr {
    /// Whole addresses: what holds where no length is given.
    pub const HOST: DualCidr = DualCidr { ip4: 32, ip6: 128 };

    /// These lengths; `None` above 32 and 128.
    pub fn new(ip4: u8, ip6: u8) -> Option<DualCidr> {
        (ip4 <= 32 && ip6 <= 128).then_some(DualCidr { ip4, ip6 })
    }

    /// The length for IPv4, 0–32.
    pub fn ip4(self) -> u8 {
        self.ip4
    }

    /// The length for IPv6, 0–128.
    pub fn ip6(self) -> u8 {
        self.ip6
    }
}

impl Qualifier {
    /// Its character, `+` too.
    pub fn sign(self) -> char {
        match self {
            Qualifier::Pass => '+',
            Qualifier::Fail => '-',
            Qualifier::SoftFail => '~',
            Qualifier::Neutral => '?',
        }
    }
}

impl Mechanism {
    /// Reads one term without a qualifier, such as `include:_spf.example.net`; `None` for what is none or
    /// has a syntax error (§12).
    pub fn parse(text: &str) -> Option<Mechanism> {
        let record = super::parse_sound(&format!("{VERSION} {}", text.trim()))?;
        let mut terms = record.terms.into_iter().map(|placed| placed.term);
        match (terms.next(), terms.next()) {
            (Some(Term::Directive(directive)), None) if directive.qualifier == Qualifier::Pass => {
                Some(directive.mechanism)
            }
            (Some(_) | None, _) => None,
        }
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        match self {
            Mechanism::All => "all",
            Mechanism::Include(_) => "include",
            Mechanism::A(..) => "a",
            Mechanism::Mx(..) => "mx",
            Mechanism::Ptr(_) => "ptr",
            Mechanism::Ip4(_) => "ip4",
            Mechanism::Ip6(_) => "ip6",
            Mechanism::Exists(_) => "exists",
        }
    }

    /// Its domain-spec, where it has one.
    pub fn domain_spec(&self) -> Option<&DomainSpec> {
        match self {
            Mechanism::Include(spec) | Mechanism::Exists(spec) => Some(spec),
            Mechanism::A(spec, _) | Mechanism::Mx(spec, _) | Mechanism::Ptr(spec) => spec.as_ref(),
            Mechanism::All | Mechanism::Ip4(_) | Mechanism::Ip6(_) => None,
        }
    }

    /// The `ip4` or `ip6` mechanism of a network.
    pub fn of_network(net: IpNet) -> Mechanism {
        match net {
            IpNet::V4(net) => Mechanism::Ip4(net),
            IpNet::V6(net) => Mechanism::Ip6(net),
        }
    }

    /// Its network, where it is `ip4` or `ip6`; host bits as written.
    pub fn network(&self) -> Option<IpNet> {
        match self {
            Mechanism::Ip4(net) => Some(IpNet::V4(*net)),
            Mechanism::Ip6(net) => Some(IpNet::V6(*net)),
            Mechanism::All
            | Mechanism::Include(_)
            | Mechanism::A(..)
            | Mechanism::Mx(..)
            | Mechanism::Ptr(_)
            | Mechanism::Exists(_) => None,
        }
    }

    /// §4.6.4: 'The following terms cause DNS queries: the "include", "a", "mx", "ptr", and
    /// "exists" mechanisms'.
    pub fn causes_lookup(&self) -> bool {
        match self {
            Mechanism::Include(_)
            | Mechanism::A(..)
            | Mechanism::Mx(..)
            | Mechanism::Ptr(_)
            | Mechanism::Exists(_) => true,
            Mechanism::All | Mechanism::Ip4(_) | Mechanism::Ip6(_) => false,
        }
    }
}

impl Term {
    /// Its domain-spec, where it has one.
    pub fn domain_spec(&self) -> Option<&DomainSpec> {
        match self {
            Term::Directive(directive) => directive.mechanism.domain_spec(),
            Term::Redirect(spec) | Term::Explanation(spec) => Some(spec),
            Term::Unknown { .. } => None,
        }
    }
}

impl Record {
    /// A record of these terms, placed as `Display` writes them.
    pub fn of(terms: Vec<Term>) -> Record {
        let mut at = VERSION.len();
        let place = |term: Term| {
            let start = at + 1;
            at = start + term.to_string().len();
            Placed {
                span: Span::new(start, at),
                term,
            }
        };
        Record {
            terms: terms.into_iter().map(place).collect(),
        }
    }

    /// The directives in order, each with its place.
    pub fn directives(&self) -> impl Iterator<Item = (Span, &Directive)> {
        self.terms.iter().filter_map(|placed| match &placed.term {
            Term::Directive(directive) => Some((placed.span, directive)),
            Term::Redirect(_) | Term::Explanation(_) | Term::Unknown { .. } => None,
        })
    }

    /// The first `all`, with its place.
    pub fn all(&self) -> Option<(Span, Qualifier)> {
        self.directives()
            .find(|(_, directive)| directive.mechanism == Mechanism::All)
            .map(|(span, directive)| (span, directive.qualifier))
    }

    /// The first `redirect`, with its place, also where §6.1 has it ignored for an `all`.
    pub fn redirect(&self) -> Option<(Span, &DomainSpec)> {
        self.terms.iter().find_map(|placed| match &placed.term {
            Term::Redirect(spec) => Some((placed.span, spec)),
            Term::Directive(_) | Term::Explanation(_) | Term::Unknown { .. } => None,
        })
    }

    /// The first `exp`, with its place.
    pub fn explanation(&self) -> Option<(Span, &DomainSpec)> {
        self.terms.iter().find_map(|placed| match &placed.term {
            Term::Explanation(spec) => Some((placed.span, spec)),
            Term::Directive(_) | Term::Redirect(_) | Term::Unknown { .. } => None,
        })
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(VERSION)?;
        for placed in &self.terms {
            write!(f, " {}", placed.term)?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Directive(directive) => directive.fmt(f),
            Term::Redirect(spec) => write!(f, "redirect={spec}"),
            Term::Explanation(spec) => write!(f, "exp={spec}"),
            Term::Unknown { name, value } => write!(f, "{name}={value}"),
        }
    }
}

impl fmt::Display for Directive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.qualifier {
            Qualifier::Pass => {}
            Qualifier::Fail | Qualifier::SoftFail | Qualifier::Neutral => {
                write!(f, "{}", self.qualifier.sign())?;
            }
        }
        self.mechanism.fmt(f)
    }
}

impl fmt::Display for Mechanism {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        if let Some(spec) = self.domain_spec() {
            write!(f, ":{spec}")?;
        }
        match self {
            Mechanism::A(_, cidr) | Mechanism::Mx(_, cidr) => cidr.fmt(f),
            Mechanism::Ip4(net) if net.prefix_len() == 32 => write!(f, ":{}", net.addr()),
            Mechanism::Ip4(net) => write!(f, ":{net}"),
            Mechanism::Ip6(net) if net.prefix_len() == 128 => write!(f, ":{}", net.addr()),
            Mechanism::Ip6(net) => write!(f, ":{net}"),
            Mechanism::All | Mechanism::Include(_) | Mechanism::Ptr(_) | Mechanism::Exists(_) => {
                Ok(())
            }
        }
    }
}

impl fmt::Display for DualCidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ip4 != 32 {
            write!(f, "/{}", self.ip4)?;
        }
        if self.ip6 != 128 {
            write!(f, "//{}", self.ip6)?;
        }
        Ok(())
    }
}

/// Which of the TXT records at a domain counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// None has the version section.
    None,
    /// The one that does.
    One(String),
    /// Several do: a permerror (§4.5).
    Several(Vec<String>),
}

/// §4.5: 'discard records that do not begin with a version section of exactly "v=spf1".'
pub fn select(records: &[TxtRecord]) -> Selection {
    let mut counting = records
        .iter()
        .filter(|record| has_version(record))
        .map(TxtRecord::text);
    let Some(first) = counting.next() else {
        return Selection::None;
    };
    let rest: Vec<String> = counting.collect();
    if rest.is_empty() {
        return Selection::One(first);
    }
    Selection::Several([vec![first], rest].concat())
}

/// §4.5: 'the version section is terminated by either an SP character or the end of the record'.
fn has_version(record: &TxtRecord) -> bool {
    let mut octets = record.strings.iter().flatten();
    VERSION.bytes().all(|wanted| {
        octets
            .next()
            .is_some_and(|octet| octet.eq_ignore_ascii_case(&wanted))
    }) && octets.next().is_none_or(|octet| *octet == b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_one_counts() {
        let txt = |strings: &[&str]| TxtRecord {
            strings: strings.iter().map(|s| s.as_bytes().to_vec()).collect(),
        };
        let one = |text: &str| Selection::One(text.to_string());
        assert_eq!(select(&[txt(&["V=SPF1 -all"])]), one("V=SPF1 -all"));
        assert_eq!(select(&[txt(&["v=sp", "f1"])]), one("v=spf1"));
        assert_eq!(select(&[txt(&["v=spf1", "mx"])]), Selection::None);
        assert_eq!(
            select(&[txt(&["v=spf10"]), txt(&["v=spf"])]),
            Selection::None
        );
        assert_eq!(select(&[txt(&[" v=spf1"])]), Selection::None);
        assert!(matches!(
            select(&[txt(&["v=spf1"]), txt(&["v=spf1 a"])]),
            Selection::Several(texts) if texts == ["v=spf1", "v=spf1 a"]
        ));
    }
}
