//! The walk of a survey over every branch.

use crate::answers::{Answers, Failure, Lookup, Need, Needs, Outcome, Question};
use crate::finding::Span;
use crate::limits::{SPF_NAMES_PER_TERM_MAX, SPF_TREE_LOOKUPS_MAX};
use crate::name::DomainName;
use crate::spf::domain_spec::DomainSpec;
use crate::spf::evaluate::At;
use crate::spf::parse::{parse, parse_sound};
use crate::spf::record::{Directive, Mechanism, Record, Selection, Term, select};
use crate::spf::tree::{Tree, TreeTerm};

use super::{
    Clients, Fault, FaultKind, Leads, Missing, Survey, Voids, constant_target, own_lookups,
};

pub(super) struct Surveyor<'a> {
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

impl<'a> Surveyor<'a> {
    /// Surveys `record`, which `text` was read as.
    pub(super) fn survey(
        domain: &'a DomainName,
        text: &str,
        record: &Record,
        answers: &'a Answers,
    ) -> Result<Survey, Need> {
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
        let tree = surveyor.record(domain, text, record);
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
                let finds = Finds::of(found);
                self.note_void(&name, here, finds, finds);
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
        let ip6 = self.ask(self.answers.aaaa(name), || Question::Aaaa(name.clone()));
        (Finds::of(ip4), Finds::of(ip6))
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
    /// Of records that are not known nothing bad is said.
    fn of<T>(records: Option<&[T]>) -> Finds {
        match records {
            Some([]) => Finds::Nothing,
            Some(_) | None => Finds::Something,
        }
    }

    fn or(self, other: Finds) -> Finds {
        match (self, other) {
            (Finds::Nothing, Finds::Nothing) => Finds::Nothing,
            (Finds::Something, _) | (_, Finds::Something) => Finds::Something,
        }
    }
}
