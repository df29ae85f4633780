//! The verdict of a record for every address at once.
//!
//! A record without `exists`, `ptr` and macros decides by the client's address alone. The whole
//! space of addresses is then run through the terms as one set: what a term matches is decided, the
//! rest goes on. That is `check_host` for all clients of a family, without choosing any.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::answers::{Answers, Failure, Lookup, Need, Question};
use crate::limits::{
    SPF_LOOKUPS_MAX, SPF_NAMES_PER_TERM_MAX, SPF_TREE_LOOKUPS_MAX, SPF_VOID_LOOKUPS_MAX,
};
use crate::name::DomainName;

use super::domain_spec::DomainSpec;
use super::evaluate::At;
use super::parse::parse_sound;
use super::ranges::{Family, Ranges};
use super::record::{DualCidr, Mechanism, Qualifier, Record, Selection, select};

/// Which addresses get which result.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerdictMap {
    /// `pass`
    pub pass: Ranges,
    /// `fail`
    pub fail: Ranges,
    /// `softfail`
    pub softfail: Ranges,
    /// `neutral`
    pub neutral: Ranges,
    /// `permerror`, by the limits of §4.6.4 or a broken target.
    pub permerror: Ranges,
}

/// Whether the limits of §4.6.4 count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limits {
    /// As receivers count.
    Enforced,
    /// What the record means, if it were within the limits.
    Lifted,
}

/// Why there is no map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoMap {
    /// Questions are open.
    Need(Need),
    /// The verdict does not depend on the address alone, or is not known.
    Refused(Refusal),
}

/// Why a record cannot be computed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The record of this domain has syntax errors, or there are several.
    Unsound(DomainName),
    /// A macro: the name depends on the message.
    Macro(At),
    /// `exists`: it may depend on the message, and no address stands there.
    Exists(At),
    /// `ptr`: it depends on names of the client.
    Ptr(At),
    /// The target has no usable record, or is no name.
    Target(At),
    /// The record leads back to itself.
    Loop(At),
    /// More MX hosts than may be asked.
    TooManyMxHosts(At),
    /// The tree has more records than [`SPF_TREE_LOOKUPS_MAX`].
    TooLarge(At),
    /// A question got no answer.
    NoAnswer {
        /// What was asked.
        question: Question,
        /// Why there is none.
        failure: Failure,
    },
}

impl From<Need> for NoMap {
    fn from(need: Need) -> NoMap {
        NoMap::Need(need)
    }
}

/// Maps the record that `answers` have for `domain`.
///
/// May ask: what an evaluation asks, one question after the other; ask [`super::survey()`] first to
/// have them asked at once.
pub fn verdict_map(
    domain: &DomainName,
    family: Family,
    limits: Limits,
    answers: &Answers,
) -> Result<VerdictMap, NoMap> {
    let mut mapper = Mapper {
        family,
        limits,
        answers,
        permerror: Ranges::none(),
        path: Vec::new(),
        visits: 0,
    };
    let everybody = vec![Group {
        clients: Ranges::every(family),
        lookups: 0,
        voids: 0,
    }];
    let root = At {
        domain: domain.clone(),
        term: String::new(),
    };
    let decided = mapper.check(domain, everybody, &root)?;
    Ok(VerdictMap {
        pass: clients(&decided.pass),
        fail: clients(&decided.fail),
        softfail: clients(&decided.softfail),
        neutral: clients(&decided.neutral),
        permerror: mapper.permerror,
    })
}

/// The clients of one family that a mechanism in the record of `domain` matches, whatever stands in
/// front of it; for an `include` that is the pass set of its target (§5.2).
///
/// May ask what [`verdict_map()`] asks.
pub fn matched_by(
    mechanism: &Mechanism,
    at: &At,
    family: Family,
    answers: &Answers,
) -> Result<Ranges, NoMap> {
    let mut mapper = Mapper {
        family,
        limits: Limits::Lifted,
        answers,
        permerror: Ranges::none(),
        path: vec![at.domain.clone()],
        visits: 0,
    };
    let everybody = vec![Group {
        clients: Ranges::every(family),
        lookups: 0,
        voids: 0,
    }];
    let (matched, _) = mapper.mechanism(mechanism, &at.domain, everybody, at)?;
    Ok(clients(&matched))
}

/// Clients that have the same counters. An include that decides for some of its clients early
/// counts fewer lookups for them than for the others, so one counter for all would be wrong.
#[derive(Debug, Clone)]
struct Group {
    clients: Ranges,
    lookups: usize,
    voids: usize,
}

fn clients(groups: &[Group]) -> Ranges {
    let sets = groups.iter().map(|group| &group.clients);
    sets.fold(Ranges::none(), |all, set| all.union(set))
}

/// Groups with the same counters become one, so there are never more than counters can differ.
fn merged(groups: Vec<Group>) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    for group in groups.into_iter().filter(|g| !g.clients.is_empty()) {
        let same =
            |other: &&mut Group| (other.lookups, other.voids) == (group.lookups, group.voids);
        match out.iter_mut().find(same) {
            Some(other) => other.clients = other.clients.union(&group.clients),
            None => out.push(group),
        }
    }
    out
}

/// What a record decides.
#[derive(Default)]
struct Decided {
    pass: Vec<Group>,
    fail: Vec<Group>,
    softfail: Vec<Group>,
    neutral: Vec<Group>,
}

impl Decided {
    fn of(&mut self, qualifier: Qualifier) -> &mut Vec<Group> {
        match qualifier {
            Qualifier::Pass => &mut self.pass,
            Qualifier::Fail => &mut self.fail,
            Qualifier::SoftFail => &mut self.softfail,
            Qualifier::Neutral => &mut self.neutral,
        }
    }
}

struct Mapper<'a> {
    family: Family,
    limits: Limits,
    answers: &'a Answers,
    permerror: Ranges,
    path: Vec<DomainName>,
    visits: usize,
}

impl Mapper<'_> {
    /// `at` is the term that leads here.
    fn check(
        &mut self,
        domain: &DomainName,
        groups: Vec<Group>,
        at: &At,
    ) -> Result<Decided, NoMap> {
        if groups.is_empty() {
            return Ok(Decided::default());
        }
        self.visits += 1;
        if self.visits > SPF_TREE_LOOKUPS_MAX {
            return Err(NoMap::Refused(Refusal::TooLarge(at.clone())));
        }
        // Without limits only this ends a loop; with them it would end too, in permerror for all.
        if self.path.contains(domain) {
            self.broken(groups, Refusal::Loop(at.clone()))?;
            return Ok(Decided::default());
        }
        let lookup = self.answers.txt(domain)?;
        let records = known(lookup, || Question::Txt(domain.clone()))?;
        let record = match select(records) {
            Selection::One(text) => parse_sound(&text).map(|record| (text, record)),
            Selection::None if !self.path.is_empty() => {
                self.broken(groups, Refusal::Target(at.clone()))?;
                return Ok(Decided::default());
            }
            Selection::None | Selection::Several(_) => None,
        };
        let Some((text, record)) = record else {
            self.broken(groups, Refusal::Unsound(domain.clone()))?;
            return Ok(Decided::default());
        };
        self.path.push(domain.clone());
        let decided = self.record(domain, &text, &record, groups);
        self.path.pop();
        decided
    }

    fn record(
        &mut self,
        domain: &DomainName,
        text: &str,
        record: &Record,
        groups: Vec<Group>,
    ) -> Result<Decided, NoMap> {
        let mut decided = Decided::default();
        let mut open = groups;
        for (span, directive) in record.directives() {
            if open.is_empty() {
                return Ok(decided);
            }
            let at = At {
                domain: domain.clone(),
                term: text.get(span.start..span.end).unwrap_or("").to_string(),
            };
            if directive.mechanism.causes_lookup() {
                open = self.count_lookup(open);
            }
            let (matched, rest) = self.mechanism(&directive.mechanism, domain, open, &at)?;
            decided.of(directive.qualifier).extend(matched);
            open = merged(rest);
        }
        match record.redirect() {
            Some((span, spec)) if !open.is_empty() => {
                let at = At {
                    domain: domain.clone(),
                    term: text.get(span.start..span.end).unwrap_or("").to_string(),
                };
                let open = self.count_lookup(open);
                let Some(target) = self.target(spec, &at)? else {
                    self.broken(open, Refusal::Target(at))?;
                    return Ok(decided);
                };
                let further = self.check(&target, open, &at)?;
                decided.pass.extend(further.pass);
                decided.fail.extend(further.fail);
                decided.softfail.extend(further.softfail);
                decided.neutral.extend(further.neutral);
            }
            // §4.7: 'just as if "?all" were specified as the last directive'.
            Some(_) | None => decided.neutral.extend(open),
        }
        Ok(decided)
    }

    /// The groups that match and those that do not.
    fn mechanism(
        &mut self,
        mechanism: &Mechanism,
        domain: &DomainName,
        groups: Vec<Group>,
        at: &At,
    ) -> Result<(Vec<Group>, Vec<Group>), NoMap> {
        let matching = match mechanism {
            Mechanism::All => return Ok((groups, Vec::new())),
            Mechanism::Ip4(_) | Mechanism::Ip6(_) => Ranges::of(self.family, mechanism.network()),
            Mechanism::Include(spec) => {
                let Some(target) = self.target(spec, at)? else {
                    self.broken(groups, Refusal::Target(at.clone()))?;
                    return Ok((Vec::new(), Vec::new()));
                };
                let said = self.check(&target, groups, at)?;
                let rest = [said.fail, said.softfail, said.neutral].concat();
                return Ok((said.pass, rest));
            }
            Mechanism::A(spec, cidr) => match self.target_or(spec.as_ref(), domain, at)? {
                Some(name) => return self.hosts(&[name], *cidr, groups),
                None => Ranges::none(),
            },
            Mechanism::Mx(spec, cidr) => match self.target_or(spec.as_ref(), domain, at)? {
                Some(name) => return self.mx(&name, *cidr, groups, at),
                None => Ranges::none(),
            },
            Mechanism::Ptr(_) => return Err(NoMap::Refused(Refusal::Ptr(at.clone()))),
            Mechanism::Exists(_) => return Err(NoMap::Refused(Refusal::Exists(at.clone()))),
        };
        Ok(split(groups, &matching))
    }

    fn mx(
        &mut self,
        name: &DomainName,
        cidr: DualCidr,
        groups: Vec<Group>,
        at: &At,
    ) -> Result<(Vec<Group>, Vec<Group>), NoMap> {
        let lookup = self.answers.mx(name)?;
        let exchanges = known(lookup, || Question::Mx(name.clone()))?;
        if exchanges.len() > SPF_NAMES_PER_TERM_MAX {
            self.broken(groups, Refusal::TooManyMxHosts(at.clone()))?;
            return Ok((Vec::new(), Vec::new()));
        }
        let hosts: Vec<DomainName> = exchanges
            .iter()
            .filter_map(|mx| mx.exchange.clone())
            .collect();
        self.hosts(&hosts, cidr, groups)
    }

    fn hosts(
        &mut self,
        hosts: &[DomainName],
        cidr: DualCidr,
        groups: Vec<Group>,
    ) -> Result<(Vec<Group>, Vec<Group>), NoMap> {
        let mut networks = Vec::new();
        for host in hosts {
            networks.extend(addresses(host, self.family, cidr, self.answers)?);
        }
        if networks.is_empty() {
            return Ok((Vec::new(), self.count_void(groups)));
        }
        Ok(split(groups, &Ranges::of(self.family, networks)))
    }

    fn target(&self, spec: &DomainSpec, at: &At) -> Result<Option<DomainName>, NoMap> {
        // `%{d}` could be expanded, but the record says by it that it is meant for several domains.
        match spec.string().literal() {
            Some(_) => Ok(spec.name()),
            None => Err(NoMap::Refused(Refusal::Macro(at.clone()))),
        }
    }

    /// The name of an `a` or `mx`; `None` for what is no name, which matches nothing.
    fn target_or(
        &self,
        spec: Option<&DomainSpec>,
        domain: &DomainName,
        at: &At,
    ) -> Result<Option<DomainName>, NoMap> {
        match spec {
            None => Ok(Some(domain.clone())),
            Some(spec) => self.target(spec, at),
        }
    }

    fn count_lookup(&mut self, groups: Vec<Group>) -> Vec<Group> {
        self.counted(groups, |group| {
            group.lookups += 1;
            group.lookups > SPF_LOOKUPS_MAX
        })
    }

    fn count_void(&mut self, groups: Vec<Group>) -> Vec<Group> {
        self.counted(groups, |group| {
            group.voids += 1;
            group.voids > SPF_VOID_LOOKUPS_MAX
        })
    }

    /// Counts in every group; those over the limit are at their end.
    fn counted(&mut self, groups: Vec<Group>, count: impl Fn(&mut Group) -> bool) -> Vec<Group> {
        if self.limits == Limits::Lifted {
            return groups;
        }
        let mut within = Vec::new();
        for mut group in groups {
            if count(&mut group) {
                self.permerror = self.permerror.union(&group.clients);
            } else {
                within.push(group);
            }
        }
        within
    }

    /// A fault that is a permerror for whoever comes here. What a record means with such a fault in
    /// it is not defined.
    fn broken(&mut self, groups: Vec<Group>, refusal: Refusal) -> Result<(), NoMap> {
        match self.limits {
            Limits::Lifted => Err(NoMap::Refused(refusal)),
            Limits::Enforced => {
                self.permerror = self.permerror.union(&clients(&groups));
                Ok(())
            }
        }
    }
}

fn split(groups: Vec<Group>, matching: &Ranges) -> (Vec<Group>, Vec<Group>) {
    let part = |group: &Group, clients: Ranges| Group {
        clients,
        lookups: group.lookups,
        voids: group.voids,
    };
    let matched = groups
        .iter()
        .map(|g| part(g, g.clients.intersection(matching)));
    let rest = groups.iter().map(|g| part(g, g.clients.minus(matching)));
    (merged(matched.collect()), merged(rest.collect()))
}

/// The addresses of a host as networks of the given length.
fn addresses(
    host: &DomainName,
    family: Family,
    cidr: DualCidr,
    answers: &Answers,
) -> Result<Vec<IpNet>, NoMap> {
    // The lengths are those of a record, so they are in range.
    Ok(match family {
        Family::Ip4 => known(answers.a(host)?, || Question::A(host.clone()))?
            .iter()
            .filter_map(|address| Ipv4Net::new(*address, cidr.ip4()).ok())
            .map(IpNet::V4)
            .collect(),
        Family::Ip6 => known(answers.aaaa(host)?, || Question::Aaaa(host.clone()))?
            .iter()
            .filter_map(|address| Ipv6Net::new(*address, cidr.ip6()).ok())
            .map(IpNet::V6)
            .collect(),
    })
}

fn known<T>(lookup: &Lookup<T>, question: impl Fn() -> Question) -> Result<&[T], NoMap> {
    lookup.outcome.known().map_err(|failure| {
        NoMap::Refused(Refusal::NoAnswer {
            question: question(),
            failure,
        })
    })
}
