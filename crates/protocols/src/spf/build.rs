//! Intent to record.

use std::fmt;

use ipnet::IpNet;

use crate::name::DomainName;
use crate::published::Publication;

use super::domain_spec::DomainSpec;
use super::merge::{alike, same};
use super::record::{Directive, DualCidr, Mechanism, Qualifier, Record, Term};

/// What the owner wants of SPF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfIntent {
    /// Who may send.
    pub senders: Vec<Authorised>,
    /// What is to become of everybody else.
    pub others: Others,
    /// What of a record that stands is not to stay.
    pub standing: OfStanding,
}

/// What the owner decided of the record that stands. Without a word all of it stays: the terms of third
/// parties and the end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfStanding {
    /// Terms that are taken out, whatever their qualifier. What a wanted sender needs stays; `all` is
    /// never one of them.
    pub dropped: Vec<Mechanism>,
    /// What becomes of its end.
    pub end: StandingEnd,
}

/// What becomes of the `all` of a record that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StandingEnd {
    /// It stays as it is.
    #[default]
    Kept,
    /// It becomes what is wanted for everybody else. A `redirect` without `all` stays: its target says
    /// what becomes of them.
    AsWanted,
}

/// One sender, or a group of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Authorised {
    /// The domain's own MX hosts.
    Mx,
    /// The domain's own addresses.
    A,
    /// The addresses of a host.
    Host(DomainName),
    /// A network.
    Network(IpNet),
    /// Whoever passes at a provider's domain.
    Include(DomainName),
}

/// What is to become of hosts that are not named. Everybody cannot be authorised with this type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// `-all`
    Fail,
    /// `~all`
    SoftFail,
    /// `?all`
    Neutral,
}

impl Others {
    pub(super) fn qualifier(self) -> Qualifier {
        match self {
            Others::Fail => Qualifier::Fail,
            Others::SoftFail => Qualifier::SoftFail,
            Others::Neutral => Qualifier::Neutral,
        }
    }
}

impl Authorised {
    pub(super) fn mechanism(&self) -> Mechanism {
        match self {
            Authorised::Mx => Mechanism::Mx(None, DualCidr::HOST),
            Authorised::A => Mechanism::A(None, DualCidr::HOST),
            Authorised::Host(name) => Mechanism::A(Some(DomainSpec::of(name)), DualCidr::HOST),
            Authorised::Network(net) => Mechanism::of_network(net.trunc()),
            Authorised::Include(name) => Mechanism::Include(DomainSpec::of(name)),
        }
    }

    /// §10.1.1: 'placing lower-cost mechanisms earlier in the SPF record'.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Authorised::Network(_) => 0,
            Authorised::A | Authorised::Host(_) => 1,
            Authorised::Mx => 2,
            Authorised::Include(_) => 3,
        }
    }
}

impl fmt::Display for Authorised {
    /// The term that authorises it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.mechanism().fmt(f)
    }
}

impl SpfIntent {
    /// The record, cheap terms first.
    pub fn record(&self) -> Record {
        let mut senders: Vec<&Authorised> = Vec::new();
        for sender in &self.senders {
            if !senders.contains(&sender) {
                senders.push(sender);
            }
        }
        senders.sort_by_key(|sender| sender.cost());
        let mut terms: Vec<Term> = senders
            .into_iter()
            .map(|sender| pass(sender.mechanism()))
            .collect();
        terms.push(Term::Directive(Directive {
            qualifier: self.others.qualifier(),
            mechanism: Mechanism::All,
        }));
        Record::of(terms)
    }

    /// Lets a sender send; what the owner dropped before for it comes back.
    pub fn allow(&mut self, domain: &DomainName, sender: Authorised) {
        let mechanism = sender.mechanism();
        let dropped = &mut self.standing.dropped;
        dropped.retain(|term| !alike(domain, term, &mechanism));
        let mut senders = self.senders.iter();
        if !senders.any(|known| alike(domain, &known.mechanism(), &mechanism)) {
            self.senders.push(sender);
        }
    }

    /// Takes a term out, also where it stands in a record that others wrote.
    pub fn drop_term(&mut self, domain: &DomainName, term: Mechanism) {
        let senders = &mut self.senders;
        senders.retain(|sender| !alike(domain, &sender.mechanism(), &term));
        if !self.standing.dropped.iter().any(|known| same(known, &term)) {
            self.standing.dropped.push(term);
        }
    }

    /// What to publish where no record stands.
    pub fn publication(&self, domain: &DomainName) -> Publication {
        Publication::txt(domain.clone(), self.record().to_string())
    }
}

pub(super) fn pass(mechanism: Mechanism) -> Term {
    Term::Directive(Directive {
        qualifier: Qualifier::Pass,
        mechanism,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// `mx`, `a`, `a:host`, `include:domain`, `ip4:network`, `ip6:network`, with `-all`.
    pub(in crate::spf) fn wants(senders: &[&str]) -> SpfIntent {
        let sender = |text: &&str| match text.split_once(':') {
            None if *text == "mx" => Authorised::Mx,
            None => Authorised::A,
            Some(("a", host)) => Authorised::Host(host.parse().unwrap()),
            Some(("include", host)) => Authorised::Include(host.parse().unwrap()),
            Some((_, net)) => Authorised::Network(
                net.parse::<IpNet>()
                    .or_else(|_| net.parse().map(|address: std::net::IpAddr| address.into()))
                    .unwrap(),
            ),
        };
        SpfIntent {
            senders: senders.iter().map(sender).collect(),
            others: Others::Fail,
            standing: OfStanding::default(),
        }
    }

    #[test]
    fn what_is_dropped_and_allowed_again() {
        let domain: DomainName = "example.com".parse().unwrap();
        let term = |text: &str| Mechanism::parse(text).unwrap();
        let mut intent = wants(&["mx", "include:a.example"]);
        intent.drop_term(&domain, term("mx:Example.com"));
        intent.drop_term(&domain, term("MX:example.com"));
        intent.drop_term(&domain, term("include:a.example"));
        assert_eq!(intent.senders, []);
        assert_eq!(intent.standing.dropped.len(), 2);
        intent.allow(&domain, Authorised::Mx);
        intent.allow(&domain, Authorised::Mx);
        assert_eq!(intent.senders, [Authorised::Mx]);
        assert_eq!(intent.standing.dropped, [term("include:a.example")]);
    }

    #[test]
    fn a_new_record() {
        let intent = wants(&["include:_spf.example.net", "mx", "a", "ip4:192.0.2.1", "mx"]);
        assert_eq!(
            intent.record().to_string(),
            "v=spf1 ip4:192.0.2.1 a mx include:_spf.example.net -all"
        );
    }
}
