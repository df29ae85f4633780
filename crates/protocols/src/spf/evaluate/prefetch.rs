//! What can be asked together with a question that is open: everything a receiver would ask for a
//! client that no term in between matches. It is never more than §4.6.4 allows, and nothing beyond
//! a term that ends the evaluation for this client in any case.

use crate::answers::{Need, Needs};
use crate::limits::{SPF_LOOKUPS_MAX, SPF_NAMES_PER_TERM_MAX};
use crate::name::DomainName;
use crate::spf::domain_spec::DomainSpec;
use crate::spf::matching::{matches_ip4, matches_ip6};
use crate::spf::parse::parse_sound;
use crate::spf::record::{Directive, Mechanism, Placed, Qualifier, Selection, Term, select};

use super::expand::Target;
use super::walk::{Stop, Walk};

/// What a client that nothing in between matches comes to.
enum Reach {
    /// The next term.
    Further,
    /// This record ends here: a term matches the client in any case.
    Matched(Qualifier),
    /// The evaluation ends here: the limit is reached, or the record is broken.
    End,
}

impl Walk<'_> {
    /// The open need with what the later terms of the record need.
    pub(super) fn gather(&mut self, need: Need, later: &[Placed], domain: &DomainName) -> Stop {
        let mut needs = Needs::default();
        self.prefetch_terms(later, domain, &mut needs);
        Stop::Need(need.with(needs))
    }

    fn prefetch_terms(
        &mut self,
        terms: &[Placed],
        domain: &DomainName,
        needs: &mut Needs,
    ) -> Reach {
        for placed in terms {
            let Term::Directive(directive) = &placed.term else {
                continue;
            };
            match self.prefetch(directive, domain, needs) {
                Reach::Further => {}
                end => return end,
            }
        }
        Reach::Further
    }

    fn prefetch(&mut self, directive: &Directive, domain: &DomainName, needs: &mut Needs) -> Reach {
        if directive.mechanism.causes_lookup() {
            if self.lookups >= SPF_LOOKUPS_MAX {
                return Reach::End;
            }
            self.lookups += 1;
        }
        let matched = Reach::Matched(directive.qualifier);
        match &directive.mechanism {
            Mechanism::All => return matched,
            Mechanism::Ip4(net) if matches_ip4(self.client, *net) => return matched,
            Mechanism::Ip6(net) if matches_ip6(self.client, *net) => return matched,
            Mechanism::Ip4(_) | Mechanism::Ip6(_) => {}
            Mechanism::Include(spec) => {
                if let Some(target) = self.name(Some(spec), domain, needs) {
                    return match self.prefetch_record(&target, needs) {
                        // §5.2: only a pass makes the include match.
                        Reach::Matched(Qualifier::Pass) => matched,
                        Reach::Matched(_) | Reach::Further => Reach::Further,
                        Reach::End => Reach::End,
                    };
                }
            }
            Mechanism::A(spec, _) => {
                if let Some(name) = self.name(spec.as_ref(), domain, needs) {
                    self.need_addresses(&name, needs);
                }
            }
            Mechanism::Mx(spec, _) => {
                if let Some(name) = self.name(spec.as_ref(), domain, needs) {
                    self.prefetch_mx(&name, needs);
                }
            }
            Mechanism::Ptr(_) => self.prefetch_ptr(needs),
            Mechanism::Exists(spec) => {
                if let Some(name) = self.name(Some(spec), domain, needs) {
                    needs.take(self.answers.a(&name));
                }
            }
        }
        Reach::Further
    }

    /// The target of a term; `None` where it has none or where more must be known first.
    fn name(
        &self,
        spec: Option<&DomainSpec>,
        domain: &DomainName,
        needs: &mut Needs,
    ) -> Option<DomainName> {
        let Some(spec) = spec else {
            return Some(domain.clone());
        };
        match self.expanded(spec, domain) {
            Ok(Target::Name(name)) => Some(name),
            Ok(Target::Malformed(_) | Target::MatchesNothing) => None,
            Err(Stop::Need(need)) => needs.take(Err(need)),
            Err(Stop::Error(..)) => None,
        }
    }

    /// A record further down. A broken one ends the evaluation.
    fn prefetch_record(&mut self, target: &DomainName, needs: &mut Needs) -> Reach {
        let Some(lookup) = needs.take(self.answers.txt(target)) else {
            return Reach::Further;
        };
        let Selection::One(text) = select(lookup.outcome.known().unwrap_or(&[])) else {
            return Reach::End;
        };
        let Some(record) = parse_sound(&text) else {
            return Reach::End;
        };
        match (
            self.prefetch_terms(&record.terms, target, needs),
            record.redirect(),
        ) {
            (Reach::Further, Some((_, spec))) => self.prefetch_redirect(spec, target, needs),
            (reach, _) => reach,
        }
    }

    fn prefetch_redirect(
        &mut self,
        spec: &DomainSpec,
        domain: &DomainName,
        needs: &mut Needs,
    ) -> Reach {
        if self.lookups >= SPF_LOOKUPS_MAX {
            return Reach::End;
        }
        self.lookups += 1;
        match self.name(Some(spec), domain, needs) {
            Some(target) => self.prefetch_record(&target, needs),
            None => Reach::Further,
        }
    }

    fn prefetch_mx(&self, name: &DomainName, needs: &mut Needs) {
        let Some(lookup) = needs.take(self.answers.mx(name)) else {
            return;
        };
        let exchanges = lookup.outcome.known().unwrap_or(&[]);
        if exchanges.len() <= SPF_NAMES_PER_TERM_MAX {
            for host in exchanges.iter().filter_map(|mx| mx.exchange.as_ref()) {
                self.need_addresses(host, needs);
            }
        }
    }

    fn prefetch_ptr(&self, needs: &mut Needs) {
        let Some(lookup) = needs.take(self.answers.ptr(&self.client)) else {
            return;
        };
        let names = lookup.outcome.known().unwrap_or(&[]);
        for name in names.iter().take(SPF_NAMES_PER_TERM_MAX) {
            self.need_addresses(name, needs);
        }
    }
}
