//! Flattening: a record with its includes, hosts and MX hosts written out as networks, with a proof
//! that nobody's verdict changes. On request only, for what is frozen drifts.
//!
//! **The proof.** A record without macros, `exists` and `ptr` decides by the client's address
//! alone. [`verdict_map()`] computes which addresses get which result, not for samples but for the
//! whole IPv4 and the whole IPv6 space at once, as sets of ranges in a normal form in which equal
//! sets compare equal. It is computed for the record as it stands, with the limits of §4.6.4 lifted
//! (what the record means), and for the flattened records as they would be published, with the
//! limits enforced. The result is handed out only if all four sets are equal for both families and
//! the flattened records are a permerror for nobody. Clients that the limits make a permerror today
//! are told apart as [`Flattened::repaired`]: they get what the record means.

use ipnet::IpNet;

use crate::answers::{Answer, Answers, Need, Question};
use crate::finding::Span;
use crate::limits::{
    SPF_ANSWER_OCTETS_GUIDELINE, SPF_FLAT_NETWORKS_MAX, SPF_LOOKUPS_MAX, SPF_NAMES_PER_TERM_MAX,
};
use crate::name::DomainName;
use crate::published::{Publication, PublishedData};

use super::domain_spec::DomainSpec;
use super::evaluate::At;
use super::parse::parse_sound;
use super::proposed::proposed;
use super::ranges::{AddressSet, Family, Ranges};
use super::record::{Directive, Mechanism, Qualifier, Record, Selection, Term, select};
use super::survey::{Survey, survey};
use super::verdict_map::{Limits, NoMap, Refusal, VerdictMap, matched_by, verdict_map};

/// The label of the names over which a record is split, with a number behind it.
const PART_LABEL: &str = "_flat";

/// A flattened record, proven to mean the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flattened {
    /// What to publish: the domain's record first, then the parts it includes, where one name
    /// cannot hold all.
    pub publications: Vec<Publication>,
    /// Lookups of the record as it stands.
    pub lookups_before: u32,
    /// Lookups of the flattened record: one for each part.
    pub lookups_after: usize,
    /// What no longer follows its owner's changes.
    pub frozen: Vec<Frozen>,
    /// Clients that get permerror today because of the limits, and then get what is meant.
    pub repaired: AddressSet,
}

/// An answer that is written into the record. When it changes, the record is wrong until it is
/// flattened again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// What was asked.
    pub question: Question,
    /// How long the answer may be kept, in seconds: its owner may change it that often.
    pub ttl_seconds: u32,
}

/// Why a record is not flattened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotFlattened {
    /// Questions are open.
    Need(Need),
    /// It cannot be computed with.
    Refused(Refusal),
    /// The record and its includes have no fixed end: the survey was cut.
    TooLarge,
    /// More networks than a record should hold.
    TooManyNetworks(usize),
    /// More parts than lookups are allowed.
    TooManyParts(usize),
    /// A name for a part would be too long.
    PartName,
    /// The two maps differ. This would be a fault of ours, and nothing is handed out.
    NotProven,
}

impl From<NoMap> for NotFlattened {
    fn from(stop: NoMap) -> NotFlattened {
        match stop {
            NoMap::Need(need) => NotFlattened::Need(need),
            NoMap::Refused(refusal) => NotFlattened::Refused(refusal),
        }
    }
}

impl From<Need> for NotFlattened {
    fn from(need: Need) -> NotFlattened {
        NotFlattened::Need(need)
    }
}

/// Flattens `text` as the record of `domain`.
///
/// May ask what [`survey()`] asks.
pub fn flatten(
    domain: &DomainName,
    text: &str,
    answers: &Answers,
) -> Result<Flattened, NotFlattened> {
    let before = proposed(domain, text, answers);
    let survey = survey(domain, text, &before)?;
    if survey.is_cut {
        return Err(NotFlattened::TooLarge);
    }
    let meant = maps(domain, Limits::Lifted, &before)?;
    let today = maps(domain, Limits::Enforced, &before)?;
    let record =
        parse_sound(text).ok_or(NotFlattened::Refused(Refusal::Unsound(domain.clone())))?;
    let mut flattener = Flattener {
        answers: &before,
        groups: Vec::new(),
        path: Vec::new(),
    };
    let ending = flattener.record(domain, text, &record)?;
    let publications = publications(domain, &flattener.groups, ending)?;
    prove(domain, &publications, &meant, &before)?;
    let [today_ip4, today_ip6] = today;
    Ok(Flattened {
        lookups_before: survey.lookups,
        lookups_after: publications.len() - 1,
        frozen: frozen(&survey, &before),
        repaired: AddressSet {
            ip4: today_ip4.permerror,
            ip6: today_ip6.permerror,
        },
        publications,
    })
}

fn maps(
    domain: &DomainName,
    limits: Limits,
    answers: &Answers,
) -> Result<[VerdictMap; 2], NotFlattened> {
    let [ip4, ip6] = Family::BOTH;
    Ok([
        verdict_map(domain, ip4, limits, answers)?,
        verdict_map(domain, ip6, limits, answers)?,
    ])
}

/// What an authorised or forbidden group of directives matches.
struct Matches {
    qualifier: Qualifier,
    clients: AddressSet,
}

struct Flattener<'a> {
    answers: &'a Answers,
    /// Neighbours of the same qualifier are one: between them order does not matter.
    groups: Vec<Matches>,
    /// The records behind each other by `redirect`.
    path: Vec<DomainName>,
}

/// What ends the record: its `all` if any, and the modifiers that are kept.
struct Ending {
    all: Option<Qualifier>,
    modifiers: Vec<Term>,
}

impl Flattener<'_> {
    /// Adds what the terms of a record match, up to its `all`; a `redirect` is followed.
    fn record(
        &mut self,
        domain: &DomainName,
        text: &str,
        record: &Record,
    ) -> Result<Ending, NotFlattened> {
        for (span, directive) in record.directives() {
            if directive.mechanism == Mechanism::All {
                return Ok(self.ending(record, Some(directive.qualifier)));
            }
            let at = at(domain, text, span);
            self.push(Matches {
                qualifier: directive.qualifier,
                clients: matches(&directive.mechanism, &at, self.answers)?,
            });
        }
        let Some((span, spec)) = record.redirect() else {
            return Ok(self.ending(record, None));
        };
        let at = at(domain, text, span);
        let broken = || NotFlattened::Refused(Refusal::Target(at.clone()));
        let target = spec.name().ok_or_else(broken)?;
        let records = self.answers.txt(&target)?.outcome.known();
        let records = records.map_err(|failure| {
            let question = Question::Txt(target.clone());
            NotFlattened::Refused(Refusal::NoAnswer { question, failure })
        })?;
        let Selection::One(text) = select(records) else {
            return Err(broken());
        };
        let record = parse_sound(&text).ok_or_else(broken)?;
        // A loop that no client reaches is not seen when the meaning is mapped.
        self.path.push(domain.clone());
        if self.path.contains(&target) {
            return Err(NotFlattened::Refused(Refusal::Loop(at)));
        }
        self.record(&target, &text, &record)
    }

    /// The end with the modifiers that mean the same in the flattened record: all of the domain's
    /// own; of a record behind a `redirect`, whose `%{d}` is another, only those without macros.
    fn ending(&self, record: &Record, all: Option<Qualifier>) -> Ending {
        let is_kept = |term: &Term| match term {
            Term::Explanation(spec) => self.path.is_empty() || spec.string().literal().is_some(),
            Term::Unknown { .. } => true,
            Term::Directive(_) | Term::Redirect(_) => false,
        };
        let terms = record.terms.iter().map(|placed| &placed.term);
        Ending {
            all,
            modifiers: terms.filter(|term| is_kept(term)).cloned().collect(),
        }
    }

    fn push(&mut self, matches: Matches) {
        match self.groups.last_mut() {
            Some(last) if last.qualifier == matches.qualifier => {
                last.clients = last.clients.union(&matches.clients);
            }
            Some(_) | None => self.groups.push(matches),
        }
    }
}

/// The clients of both families that a mechanism matches.
pub(super) fn matches(
    mechanism: &Mechanism,
    at: &At,
    answers: &Answers,
) -> Result<AddressSet, NoMap> {
    Ok(AddressSet {
        ip4: matched_by(mechanism, at, Family::Ip4, answers)?,
        ip6: matched_by(mechanism, at, Family::Ip6, answers)?,
    })
}

fn at(domain: &DomainName, text: &str, span: Span) -> At {
    At {
        domain: domain.clone(),
        term: text.get(span.start..span.end).unwrap_or("").to_string(),
    }
}

/// One group as directives, IPv4 first. What groups in front have decided is left out where that
/// takes fewer networks.
fn directives(groups: &[Matches]) -> Vec<Vec<Directive>> {
    let mut decided = AddressSet::default();
    let mut out = Vec::new();
    for group in groups {
        let clients = &group.clients;
        let mut networks = fewest(&clients.ip4, &decided.ip4, Family::Ip4);
        networks.extend(fewest(&clients.ip6, &decided.ip6, Family::Ip6));
        decided = decided.union(clients);
        let directives = networks.into_iter().map(|net| Directive {
            qualifier: group.qualifier,
            mechanism: Mechanism::of_network(net),
        });
        out.push(directives.collect());
    }
    out
}

fn fewest(set: &Ranges, decided: &Ranges, family: Family) -> Vec<IpNet> {
    let whole = set.networks(family);
    let rest = set.minus(decided).networks(family);
    if rest.len() <= whole.len() {
        rest
    } else {
        whole
    }
}

/// The record in one, or split over names so that every answer stays below the guideline of §3.4.
fn publications(
    domain: &DomainName,
    groups: &[Matches],
    ending: Ending,
) -> Result<Vec<Publication>, NotFlattened> {
    let groups = directives(groups);
    let networks: usize = groups.iter().map(Vec::len).sum();
    if networks > SPF_FLAT_NETWORKS_MAX {
        return Err(NotFlattened::TooManyNetworks(networks));
    }
    let mut end: Vec<Term> = Vec::new();
    end.extend(ending.all.map(|qualifier| {
        Term::Directive(Directive {
            qualifier,
            mechanism: Mechanism::All,
        })
    }));
    end.extend(ending.modifiers);
    let all = groups.iter().flatten().cloned().map(Term::Directive);
    let whole = Record::of(all.chain(end.iter().cloned()).collect());
    if fits(domain, &whole) {
        return Ok(vec![Publication::txt(domain.clone(), whole.to_string())]);
    }
    split(domain, groups, end)
}

fn fits(owner: &DomainName, record: &Record) -> bool {
    owner.as_str().len() + record.to_string().len() <= SPF_ANSWER_OCTETS_GUIDELINE
}

/// Every part holds networks of one qualifier and says pass for them; the domain's record includes
/// it with that qualifier. §5.2: what the part says of others does not matter.
fn split(
    domain: &DomainName,
    groups: Vec<Vec<Directive>>,
    end: Vec<Term>,
) -> Result<Vec<Publication>, NotFlattened> {
    let mut parts: Vec<Publication> = Vec::new();
    let mut terms: Vec<Term> = Vec::new();
    for group in groups {
        let mut rest = group.as_slice();
        while let Some(first) = rest.first() {
            let label = format!("{PART_LABEL}{}", parts.len() + 1);
            let owner = domain.child(&label).map_err(|_| NotFlattened::PartName)?;
            let mut taken = 1;
            while taken < rest.len() && fits(&owner, &part(&rest[..=taken])) {
                taken += 1;
            }
            terms.push(Term::Directive(Directive {
                qualifier: first.qualifier,
                mechanism: Mechanism::Include(DomainSpec::of(&owner)),
            }));
            parts.push(Publication::txt(owner, part(&rest[..taken]).to_string()));
            rest = &rest[taken..];
        }
    }
    if parts.len() > SPF_LOOKUPS_MAX {
        return Err(NotFlattened::TooManyParts(parts.len()));
    }
    terms.extend(end);
    let root = Publication::txt(domain.clone(), Record::of(terms).to_string());
    Ok([vec![root], parts].concat())
}

fn part(directives: &[Directive]) -> Record {
    let pass = directives.iter().map(|directive| {
        Term::Directive(Directive {
            qualifier: Qualifier::Pass,
            mechanism: directive.mechanism.clone(),
        })
    });
    let all = Term::Directive(Directive {
        qualifier: Qualifier::Fail,
        mechanism: Mechanism::All,
    });
    Record::of(pass.chain([all]).collect())
}

/// See the head of this file.
fn prove(
    domain: &DomainName,
    publications: &[Publication],
    meant: &[VerdictMap; 2],
    before: &Answers,
) -> Result<(), NotFlattened> {
    let mut after = before.clone();
    for publication in publications {
        if let PublishedData::Txt(text) = &publication.data {
            after = proposed(&publication.owner, text, &after);
        }
    }
    let flattened = maps(domain, Limits::Enforced, &after)?;
    let is_same = flattened.iter().zip(meant).all(|(flattened, meant)| {
        flattened.pass == meant.pass
            && flattened.fail == meant.fail
            && flattened.softfail == meant.softfail
            && flattened.neutral == meant.neutral
            && flattened.permerror.is_empty()
    });
    if is_same {
        Ok(())
    } else {
        Err(NotFlattened::NotProven)
    }
}

/// Every answer below the record that its text depends on, with how long it may be kept.
fn frozen(survey: &Survey, answers: &Answers) -> Vec<Frozen> {
    let mut questions: Vec<Question> = Vec::new();
    collect(&survey.tree, &mut questions, answers);
    let frozen = questions.into_iter().filter_map(|question| {
        let ttl_seconds = match answers.get(&question)? {
            Answer::Txt(lookup) => lookup.ttl_seconds,
            Answer::A(lookup) => lookup.ttl_seconds,
            Answer::Aaaa(lookup) => lookup.ttl_seconds,
            Answer::Mx(lookup) => lookup.ttl_seconds,
            Answer::Ptr(_)
            | Answer::Tlsa(_)
            | Answer::Ns(_)
            | Answer::Caa(_)
            | Answer::Spf(_)
            | Answer::Cname(_)
            | Answer::Policy(_)
            | Answer::Smtp(_) => return None,
        };
        Some(Frozen {
            question,
            ttl_seconds,
        })
    });
    frozen.collect()
}

fn collect(tree: &super::tree::Tree, questions: &mut Vec<Question>, answers: &Answers) {
    let mut note = |question: Question| {
        if !questions.contains(&question) {
            questions.push(question);
        }
    };
    let Some(record) = parse_sound(&tree.text) else {
        return;
    };
    for (_, directive) in record.directives() {
        let name = match directive.mechanism.domain_spec() {
            None => Some(tree.domain.clone()),
            Some(spec) => spec.name(),
        };
        let Some(name) = name else {
            continue;
        };
        match &directive.mechanism {
            Mechanism::A(..) => {
                note(Question::A(name.clone()));
                note(Question::Aaaa(name));
            }
            Mechanism::Mx(..) => {
                let exchanges = answers.mx(&name).map(|lookup| lookup.outcome.known());
                let exchanges = exchanges.ok().and_then(Result::ok).unwrap_or(&[]);
                note(Question::Mx(name));
                let hosts = exchanges.iter().filter_map(|mx| mx.exchange.as_ref());
                for host in hosts.take(SPF_NAMES_PER_TERM_MAX) {
                    note(Question::A(host.clone()));
                    note(Question::Aaaa(host.clone()));
                }
            }
            Mechanism::All
            | Mechanism::Include(_)
            | Mechanism::Ptr(_)
            | Mechanism::Ip4(_)
            | Mechanism::Ip6(_)
            | Mechanism::Exists(_) => {}
        }
    }
    for branch in tree.terms.iter().filter_map(|term| term.branch.as_ref()) {
        if !questions.contains(&Question::Txt(branch.domain.clone())) {
            questions.push(Question::Txt(branch.domain.clone()));
        }
        collect(branch, questions, answers);
    }
}
