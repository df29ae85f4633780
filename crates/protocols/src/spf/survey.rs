//! The survey of a record: everything it leads to, over all branches, with the arithmetic of §4.6.4.
//!
//! An evaluation stops where a term matches, so an early match hides what is wrong behind it. Here
//! nothing matches, and nothing ends at the first fault: every term up to `all` is counted, for IPv4
//! and IPv6 clients alike. Targets that only a message could tell (macros of sender, client or HELO)
//! are counted and not followed.

use std::net::{IpAddr, Ipv4Addr};

use crate::answers::{Answers, Failure, Lookup, Need, Needs, Outcome, Question};
use crate::finding::Span;
use crate::limits::{SPF_NAMES_PER_TERM_MAX, SPF_TREE_LOOKUPS_MAX};
use crate::name::DomainName;
use crate::time::Timestamp;

use super::domain_spec::DomainSpec;
use super::evaluate::expand::{Target, Values};
use super::evaluate::{At, Receiver, Sender, SpfQuery};
use super::macro_string::MacroLetter;
use super::parse::{parse, parse_sound};
use super::record::{Directive, Mechanism, Qualifier, Record, Selection, Term, select};
use super::tree::{Tree, TreeTerm};

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
    let mut surveyor = Surveyor {
        origin: domain,
        answers,
        needs: Needs::default(),
        path: vec![domain.clone()],
        top: Span::new(0, 0),
        lookups: 0,
        voids: Voids::default(),
        faults: Vec::new(),
        unknowns: Vec::new(),
        is_cut: false,
    };
    let tree = surveyor.record(domain, text, &record);
    surveyor.needs.settle()?;
    Ok(Survey {
        tree,
        lookups: surveyor.lookups,
        voids: surveyor.voids,
        faults: surveyor.faults,
        unknowns: surveyor.unknowns,
        is_cut: surveyor.is_cut,
    })
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

struct Surveyor<'a> {
    origin: &'a DomainName,
    answers: &'a Answers,
    needs: Needs,
    /// The records that lead here, for loops.
    path: Vec<DomainName>,
    /// The term of the surveyed record at work.
    top: Span,
    lookups: u32,
    voids: Voids,
    faults: Vec<Fault>,
    unknowns: Vec<(Question, Failure)>,
    is_cut: bool,
}

impl Surveyor<'_> {
    fn record(&mut self, domain: &DomainName, text: &str, record: &Record) -> Tree {
        let mut terms = Vec::new();
        let mut is_ended = false;
        for placed in &record.terms {
            let leads = match &placed.term {
                Term::Directive(directive) if !is_ended => {
                    is_ended = directive.mechanism == Mechanism::All;
                    Some(&placed.term)
                }
                // Redirects are followed behind everything else.
                Term::Directive(_)
                | Term::Redirect(_)
                | Term::Explanation(_)
                | Term::Unknown { .. } => None,
            };
            if let Some(term) = leads {
                terms.push(self.term(domain, text, placed.span, term));
            }
        }
        // §6.1: 'Any "redirect" modifier MUST be ignored if there is an "all" mechanism anywhere in
        // the record.'
        if record.all().is_none() {
            let redirect = record
                .terms
                .iter()
                .find(|p| matches!(p.term, Term::Redirect(_)));
            if let Some(placed) = redirect {
                terms.push(self.term(domain, text, placed.span, &placed.term));
            }
        }
        Tree {
            domain: domain.clone(),
            text: text.to_string(),
            terms,
        }
    }

    fn term(&mut self, domain: &DomainName, text: &str, span: Span, term: &Term) -> TreeTerm {
        if self.path.len() == 1 {
            self.top = span;
        }
        let term_text = text.get(span.start..span.end).unwrap_or("").to_string();
        let here = At {
            domain: domain.clone(),
            term: term_text.clone(),
        };
        let before = self.lookups;
        let own = own_lookups(term);
        self.lookups += own;
        let branch = match self.has_room(own) {
            true => self.follow(domain, &here, term),
            false => None,
        };
        TreeTerm {
            text: term_text,
            span,
            own,
            nested: self.lookups - before - own,
            lookups: self.lookups,
            voids: self.voids.ip4.min(self.voids.ip6),
            outcome: None,
            branch,
        }
    }

    /// Whether a term that asks may still be followed.
    fn has_room(&mut self, own: u32) -> bool {
        let within = usize::try_from(self.lookups).is_ok_and(|n| n <= SPF_TREE_LOOKUPS_MAX);
        if own > 0 && !within {
            self.is_cut = true;
        }
        within
    }

    fn follow(&mut self, domain: &DomainName, here: &At, term: &Term) -> Option<Tree> {
        let (mechanism, spec) = match term {
            Term::Redirect(spec) => {
                let target = self.target(Some(spec), domain)?;
                return self.lead(&target, here, Leads::Redirect);
            }
            Term::Directive(Directive { mechanism, .. }) => (mechanism, mechanism.domain_spec()),
            Term::Explanation(_) | Term::Unknown { .. } => return None,
        };
        match mechanism {
            Mechanism::Include(_) => {
                let target = self.target(spec, domain)?;
                return self.lead(&target, here, Leads::Include);
            }
            Mechanism::A(..) => {
                let name = self.target(spec, domain)?;
                let (ip4, ip6) = self.addresses(&name);
                self.note_void(&name, here, ip4, ip6);
            }
            Mechanism::Mx(..) => {
                let name = self.target(spec, domain)?;
                self.mx(&name, here);
            }
            Mechanism::Exists(_) => {
                let name = self.target(spec, domain)?;
                let found = self.ask(self.answers.a(&name), || Question::A(name.clone()));
                let is_void = found.is_some_and(|records| records.is_empty());
                self.note_void(&name, here, Finds::of(is_void), Finds::of(is_void));
            }
            Mechanism::All | Mechanism::Ptr(_) | Mechanism::Ip4(_) | Mechanism::Ip6(_) => {}
        }
        None
    }

    /// The record that an `include` or `redirect` leads to.
    fn lead(&mut self, target: &DomainName, here: &At, term: Leads) -> Option<Tree> {
        if self.path.contains(target) {
            let target = target.clone();
            self.fault(here, FaultKind::Loop { target });
            return None;
        }
        let lookup = self.needs.take(self.answers.txt(target))?;
        let records = match &lookup.outcome {
            Outcome::Records(records) => records.as_slice(),
            Outcome::NoData => &[],
            Outcome::NxDomain => return self.without_record(target, here, Missing::Name, term),
            Outcome::Failed(failure) => {
                self.unknown(Question::Txt(target.clone()), *failure);
                return None;
            }
        };
        let text = match select(records) {
            Selection::None => return self.without_record(target, here, Missing::Record, term),
            Selection::One(text) => text,
            Selection::Several(texts) => {
                self.broken(target, here, texts.len());
                return None;
            }
        };
        let record = match parse_sound(&text) {
            Some(record) => record,
            None => {
                self.broken(target, here, 1);
                // What can be read of it is still shown and counted.
                parse(&text).record?
            }
        };
        self.path.push(target.clone());
        let tree = self.record(target, &text, &record);
        self.path.pop();
        Some(tree)
    }

    fn without_record(
        &mut self,
        target: &DomainName,
        here: &At,
        missing: Missing,
        term: Leads,
    ) -> Option<Tree> {
        let target = target.clone();
        let kind = FaultKind::WithoutRecord {
            target,
            missing,
            term,
        };
        self.fault(here, kind);
        None
    }

    fn broken(&mut self, target: &DomainName, here: &At, records: usize) {
        let target = target.clone();
        self.fault(here, FaultKind::Broken { target, records });
    }

    fn mx(&mut self, name: &DomainName, here: &At) {
        let question = || Question::Mx(name.clone());
        let Some(exchanges) = self.ask(self.answers.mx(name), question) else {
            return;
        };
        if exchanges.len() > SPF_NAMES_PER_TERM_MAX {
            let kind = FaultKind::TooManyMxHosts {
                name: name.clone(),
                count: exchanges.len(),
            };
            return self.fault(here, kind);
        }
        let (mut ip4, mut ip6) = (Finds::Nothing, Finds::Nothing);
        for host in exchanges.iter().filter_map(|mx| mx.exchange.as_ref()) {
            let (host_ip4, host_ip6) = self.addresses(host);
            ip4 = ip4.or(host_ip4);
            ip6 = ip6.or(host_ip6);
        }
        self.note_void(name, here, ip4, ip6);
    }

    fn addresses(&mut self, name: &DomainName) -> (Finds, Finds) {
        let ip4 = self.ask(self.answers.a(name), || Question::A(name.clone()));
        let ip4 = Finds::of(ip4.is_some_and(|records| records.is_empty()));
        let ip6 = self.ask(self.answers.aaaa(name), || Question::Aaaa(name.clone()));
        let ip6 = Finds::of(ip6.is_some_and(|records| records.is_empty()));
        (ip4, ip6)
    }

    /// The records; `None` where they are not known.
    fn ask<'l, T>(
        &mut self,
        lookup: Result<&'l Lookup<T>, Need>,
        question: impl Fn() -> Question,
    ) -> Option<&'l [T]> {
        match self.needs.take(lookup)?.outcome.known() {
            Ok(records) => Some(records),
            Err(failure) => {
                self.unknown(question(), failure);
                None
            }
        }
    }

    fn note_void(&mut self, name: &DomainName, here: &At, ip4: Finds, ip6: Finds) {
        let clients = match (ip4, ip6) {
            (Finds::Nothing, Finds::Nothing) => Clients::All,
            (Finds::Nothing, Finds::Something) => Clients::Ip4,
            (Finds::Something, Finds::Nothing) => Clients::Ip6,
            (Finds::Something, Finds::Something) => return,
        };
        self.voids.ip4 += u32::from(clients != Clients::Ip6);
        self.voids.ip6 += u32::from(clients != Clients::Ip4);
        let name = name.clone();
        self.fault(here, FaultKind::Void { name, clients });
    }

    fn fault(&mut self, at: &At, kind: FaultKind) {
        self.faults.push(Fault {
            top: self.top,
            at: at.clone(),
            kind,
        });
    }

    fn unknown(&mut self, question: Question, failure: Failure) {
        if !self.unknowns.iter().any(|(asked, _)| *asked == question) {
            self.unknowns.push((question, failure));
        }
    }

    /// The target of a term, where it is the same for every message.
    fn target(&self, spec: Option<&DomainSpec>, domain: &DomainName) -> Option<DomainName> {
        match spec {
            None => Some(domain.clone()),
            Some(spec) => constant_target(spec, domain, self.origin),
        }
    }
}

/// Whether a term finds anything, as far as is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Finds {
    Something,
    Nothing,
}

impl Finds {
    fn of(is_void: bool) -> Finds {
        if is_void {
            Finds::Nothing
        } else {
            Finds::Something
        }
    }

    fn or(self, other: Finds) -> Finds {
        match (self, other) {
            (Finds::Nothing, Finds::Nothing) => Finds::Nothing,
            (Finds::Something, _) | (_, Finds::Something) => Finds::Something,
        }
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
