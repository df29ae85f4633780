//! The survey of a record: everything it leads to, over all branches, with the arithmetic of
//! §4.6.4.
//!
//! An evaluation stops where a term matches, so an early match hides what is wrong behind it. Here
//! nothing matches, and nothing ends at the first fault: every term up to `all` is counted, for
//! IPv4 and IPv6 clients alike. Targets that only a message could tell (macros of sender, client or
//! HELO) are counted and not followed.

mod surveyor;

use std::net::{IpAddr, Ipv4Addr};

use crate::answers::{Answers, Failure, Need, Question};
use crate::finding::Span;
use crate::limits::SPF_TREE_LOOKUPS_MAX;
use crate::name::DomainName;
use crate::time::Timestamp;

use super::domain_spec::DomainSpec;
use super::evaluate::expand::{Target, Values};
use super::evaluate::{At, Receiver, Sender, SpfQuery};
use super::macro_string::MacroLetter;
use super::parse::parse;
use super::record::{Qualifier, Record, Term};
use super::tree::Tree;

/// What a record leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// The records, each below the term that leads to it.
    pub tree: Tree,
    /// Lookups over all branches.
    pub lookups: u32,
    /// Terms without an answer, for clients of either family.
    pub voids: Voids,
    /// What is wrong further down.
    pub faults: Vec<Fault>,
    /// What could not be asked.
    pub unknowns: Vec<(Question, Failure)>,
    /// Whether the tree is larger than [`SPF_TREE_LOOKUPS_MAX`] and was left there.
    pub is_cut: bool,
}

/// Void lookups over all branches (§4.6.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Voids {
    /// For IPv4 clients.
    pub ip4: u32,
    /// For IPv6 clients.
    pub ip6: u32,
}

/// Something wrong in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The term of the surveyed record that leads there.
    pub top: Span,
    /// The term at fault.
    pub at: At,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What is wrong with a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The target has no SPF record: permerror (§5.2, §6.1).
    WithoutRecord {
        /// The target.
        target: DomainName,
        /// Whether it is there at all.
        missing: Missing,
        /// Which term leads there.
        term: Leads,
    },
    /// The target's record is a permerror.
    Broken {
        /// The target.
        target: DomainName,
        /// How many records it has; one that is broken, or several.
        records: usize,
    },
    /// The target is a record that leads here (§4.6.4 ends the loop).
    Loop {
        /// The target.
        target: DomainName,
    },
    /// More MX hosts than an `mx` may ask: permerror (§4.6.4).
    TooManyMxHosts {
        /// Whose.
        name: DomainName,
        /// How many.
        count: usize,
    },
    /// The term finds nothing.
    Void {
        /// What was asked for.
        name: DomainName,
        /// For which clients.
        clients: Clients,
    },
}

/// What is missing at a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// The name does not exist.
    Name,
    /// The name has no SPF record.
    Record,
}

/// Which term leads to another record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leads {
    /// `include`
    Include,
    /// `redirect`
    Redirect,
}

/// Clients of which family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clients {
    /// Both.
    All,
    /// IPv4.
    Ip4,
    /// IPv6.
    Ip6,
}

/// Surveys `text` as the record of `domain`; it need not be what is published there.
///
/// May ask: TXT of every target, MX and A and AAAA of every name of up to [`SPF_TREE_LOOKUPS_MAX`]
/// terms, all that is known to be needed at once.
pub fn survey(domain: &DomainName, text: &str, answers: &Answers) -> Result<Survey, Need> {
    let record = parse(text).record.unwrap_or(Record { terms: Vec::new() });
    surveyor::Surveyor::survey(domain, text, &record, answers)
}

impl Survey {
    /// The qualifier of the `all` that ends it, behind redirects too.
    pub fn end(&self) -> Option<Qualifier> {
        let mut tree = &self.tree;
        // A tree is no deeper than what was followed.
        for _ in 0..SPF_TREE_LOOKUPS_MAX {
            let record = parse(&tree.text).record?;
            if let Some((_, qualifier)) = record.all() {
                return Some(qualifier);
            }
            let (span, _) = record.redirect()?;
            let term = tree.terms.iter().find(|term| term.span == span)?;
            tree = term.branch.as_ref()?;
        }
        None
    }
}

/// Lookups of a term itself (§4.6.4), `%{p}` included.
pub(super) fn own_lookups(term: &Term) -> u32 {
    let itself = match term {
        Term::Directive(directive) => directive.mechanism.causes_lookup(),
        Term::Redirect(_) => true,
        Term::Explanation(_) | Term::Unknown { .. } => return 0,
    };
    let macros = term.domain_spec().map_or(0, |spec| {
        spec.string()
            .macros()
            .filter(|expand| expand.letter == MacroLetter::ValidatedName)
            .count()
    });
    u32::from(itself) + u32::try_from(macros).unwrap_or(u32::MAX / 2)
}

/// The target of a domain-spec that is the same for every message from `origin`: without macros, or
/// with `d` and `o` only.
pub(super) fn constant_target(
    spec: &DomainSpec,
    domain: &DomainName,
    origin: &DomainName,
) -> Option<DomainName> {
    let is_constant = spec.string().macros().all(|expand| match expand.letter {
        MacroLetter::Domain | MacroLetter::SenderDomain => true,
        MacroLetter::Sender
        | MacroLetter::LocalPart
        | MacroLetter::Ip
        | MacroLetter::ValidatedName
        | MacroLetter::Family
        | MacroLetter::Helo
        | MacroLetter::ReadableIp
        | MacroLetter::Receiver
        | MacroLetter::Time => false,
    });
    if !is_constant {
        return None;
    }
    match example_target(spec, domain, origin) {
        Target::Name(name) => Some(name),
        Target::Malformed(_) | Target::MatchesNothing => None,
    }
}

/// What a domain-spec becomes for a client that nobody has: 192.0.2.1 of RFC 5737.
pub(super) fn example_target(
    spec: &DomainSpec,
    domain: &DomainName,
    origin: &DomainName,
) -> Target {
    let client = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
    let query = SpfQuery {
        client,
        sender: Sender::helo(origin.as_str()),
        helo: "client.invalid".to_string(),
        receiver: Receiver::Unknown,
        now: Timestamp(0),
    };
    let values = Values {
        query: &query,
        client,
        sender_domain: origin,
        domain,
        validated: "unknown",
    };
    values.target(spec)
}
