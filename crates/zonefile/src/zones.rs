//! Questions answered by master files.

use protocols::answers::{Answer, Failure, Lookup, Outcome, PolicyFetch, Question, Security};
use protocols::answers::{SmtpProbe, TxtRecord};
use protocols::limits::ALIASES_MAX;
use protocols::name::DomainName;

use crate::record::{Data, Record};
use crate::zone::Zone;

/// Several master files, asked as one.
#[derive(Debug, Clone, Default)]
pub struct Zones(Vec<Zone>);

/// What the files say to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ZoneAnswer {
    /// The answer, also when it is that the name or the type does not exist.
    Answered(Answer),
    /// The name is an alias that leaves the files.
    Leaves {
        /// The names the alias goes through; the last of them is the one to ask next.
        aliases: Vec<DomainName>,
        /// The lowest TTL of the alias, in seconds.
        ttl_seconds: u32,
    },
    /// The files say nothing to this. Always so for `Policy` and `Smtp`.
    Outside,
}

/// How far a file without SOA speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// For everything at and below its origin.
    Origin,
    /// For the record sets it has.
    RecordSets,
}

impl Zones {
    /// The files in the order of their precedence: where two have the same origin, the first one
    /// speaks.
    pub fn of(zones: Vec<Zone>) -> Zones {
        Zones(zones)
    }

    /// The files.
    pub fn zones(&self) -> &[Zone] {
        &self.0
    }

    /// Whether any file has this name, or a name below it.
    pub fn has_name(&self, name: &DomainName) -> bool {
        self.0.iter().any(|zone| zone.exists(name))
    }

    /// Each file taken as the whole of what is at and below its origin. Aliases are followed from
    /// file to file, at most [`ALIASES_MAX`] times; wildcards synthesize (RFC 4592).
    pub fn answer(&self, question: &Question) -> ZoneAnswer {
        self.ask(question, Reach::Origin)
    }

    /// The files laid over a live zone: a file with SOA replaces its zone, one without replaces
    /// the record sets it has and leaves the rest to the live zone.
    pub fn laid_over(&self, question: &Question) -> ZoneAnswer {
        self.ask(question, Reach::RecordSets)
    }

    /// As if there were nothing but these files: a name that is in none of them does not exist, no
    /// policy host and no MX host is asked.
    pub fn alone(&self, question: &Question) -> Answer {
        match self.answer(question) {
            ZoneAnswer::Answered(answer) => answer,
            ZoneAnswer::Outside => nothing_at(question, Vec::new()),
            ZoneAnswer::Leaves { aliases, .. } => nothing_at(question, aliases),
        }
    }

    fn ask(&self, question: &Question, reach: Reach) -> ZoneAnswer {
        match question {
            Question::Txt(name) => self.look(name, reach, txt, Answer::Txt),
            Question::A(name) => self.look(name, reach, a, Answer::A),
            Question::Aaaa(name) => self.look(name, reach, aaaa, Answer::Aaaa),
            Question::Mx(name) => self.look(name, reach, mx, Answer::Mx),
            Question::Tlsa(name) => self.look(name, reach, tlsa, Answer::Tlsa),
            Question::Ns(name) => self.look(name, reach, ns, Answer::Ns),
            Question::Caa(name) => self.look(name, reach, caa, Answer::Caa),
            Question::Spf(name) => self.look(name, reach, spf, Answer::Spf),
            Question::Cname(name) => self.look(name, reach, cname, Answer::Cname),
            Question::Ptr(address) => {
                let name = DomainName::reverse_of(*address);
                self.look(&name, reach, ptr, Answer::Ptr)
            }
            Question::Policy(_) | Question::Smtp(_) => ZoneAnswer::Outside,
        }
    }

    fn look<T>(
        &self,
        name: &DomainName,
        reach: Reach,
        pick: fn(&Data) -> Option<T>,
        answer: fn(Lookup<T>) -> Answer,
    ) -> ZoneAnswer {
        let mut aliases: Vec<DomainName> = Vec::new();
        let mut ttl_seconds = u32::MAX;
        for _ in 0..=ALIASES_MAX {
            let at = aliases.last().unwrap_or(name);
            let Some(zone) = self.speaker(at, reach, pick) else {
                if aliases.is_empty() {
                    return ZoneAnswer::Outside;
                }
                return ZoneAnswer::Leaves {
                    aliases,
                    ttl_seconds,
                };
            };
            match step(zone, at, pick) {
                Step::Alias(target, ttl) => {
                    ttl_seconds = ttl_seconds.min(ttl);
                    aliases.push(target);
                }
                // Another file may have it, or a name below it.
                Step::End(Outcome::NxDomain, ttl) if self.has_name(at) => {
                    let ttl_seconds = ttl_seconds.min(ttl);
                    return answered(answer, Outcome::NoData, ttl_seconds, aliases, zone.file());
                }
                Step::End(outcome, ttl) => {
                    let ttl_seconds = ttl_seconds.min(ttl);
                    return answered(answer, outcome, ttl_seconds, aliases, zone.file());
                }
            }
        }
        // What a resolver says when it gives up on a circle of aliases.
        answered(answer, Outcome::Failed(Failure::ServFail), 0, aliases, "")
    }

    /// The file that speaks for a name: the one with the longest origin, else one that has records
    /// for it although they lie outside its origin.
    fn speaker<T>(
        &self,
        name: &DomainName,
        reach: Reach,
        pick: fn(&Data) -> Option<T>,
    ) -> Option<&Zone> {
        let has_set = |zone: &&Zone| {
            zone.at(name).is_some_and(|mut records| {
                records.any(|record| {
                    matches!(record.data, Data::Cname(_)) || pick(&record.data).is_some()
                })
            })
        };
        let pieces = || self.0.iter().filter(|zone| !zone.is_whole());
        // A piece of a zone is laid over the whole of it, be that live or a file.
        let found = pieces().find(has_set).or_else(|| {
            let whole = |zone: &&Zone| zone.is_whole() && zone.covers(name);
            self.0
                .iter()
                .rev()
                .filter(whole)
                .max_by_key(|zone| zone.origin().map_or(0, DomainName::label_count))
        });
        match reach {
            Reach::RecordSets => found,
            Reach::Origin => found
                .or_else(|| pieces().find(|zone| zone.covers(name) && zone.exists(name)))
                .or_else(|| pieces().find(|zone| zone.covers(name))),
        }
        // Data a whole zone has beside its own tree.
        .or_else(|| self.0.iter().find(has_set))
    }
}

enum Step<T> {
    Alias(DomainName, u32),
    End(Outcome<T>, u32),
}

fn step<T>(zone: &Zone, name: &DomainName, pick: fn(&Data) -> Option<T>) -> Step<T> {
    let negative_ttl = zone.negative_ttl_seconds();
    let Some(records) = zone.at(name) else {
        return Step::End(Outcome::NxDomain, negative_ttl);
    };
    let mut found = Vec::new();
    let mut ttl_seconds = u32::MAX;
    let mut alias: Option<&Record> = None;
    for record in records {
        if let Some(value) = pick(&record.data) {
            ttl_seconds = ttl_seconds.min(record.ttl_seconds);
            found.push(value);
        } else if matches!(record.data, Data::Cname(_)) {
            alias = Some(record);
        }
    }
    if !found.is_empty() {
        return Step::End(Outcome::Records(found), ttl_seconds);
    }
    match alias.map(|record| (&record.data, record.ttl_seconds)) {
        Some((Data::Cname(target), ttl)) => Step::Alias(target.clone(), ttl),
        Some(_) | None => Step::End(Outcome::NoData, negative_ttl),
    }
}

fn answered<T>(
    answer: fn(Lookup<T>) -> Answer,
    outcome: Outcome<T>,
    ttl_seconds: u32,
    aliases: Vec<DomainName>,
    file: &str,
) -> ZoneAnswer {
    ZoneAnswer::Answered(answer(Lookup {
        outcome,
        security: Security::Unchecked,
        ttl_seconds,
        aliases,
        server: file.to_owned(),
        by_server: Vec::new(),
    }))
}

/// NXDOMAIN to a DNS question; to the others, that nobody was asked.
fn nothing_at(question: &Question, aliases: Vec<DomainName>) -> Answer {
    fn nx<T>(aliases: Vec<DomainName>) -> Lookup<T> {
        Lookup {
            aliases,
            ..Lookup::plain(Outcome::NxDomain)
        }
    }
    match question {
        Question::Txt(_) => Answer::Txt(nx(aliases)),
        Question::A(_) => Answer::A(nx(aliases)),
        Question::Aaaa(_) => Answer::Aaaa(nx(aliases)),
        Question::Mx(_) => Answer::Mx(nx(aliases)),
        Question::Ptr(_) => Answer::Ptr(nx(aliases)),
        Question::Tlsa(_) => Answer::Tlsa(nx(aliases)),
        Question::Ns(_) => Answer::Ns(nx(aliases)),
        Question::Caa(_) => Answer::Caa(nx(aliases)),
        Question::Spf(_) => Answer::Spf(nx(aliases)),
        Question::Cname(_) => Answer::Cname(nx(aliases)),
        Question::Policy(_) => Answer::Policy(PolicyFetch::NoConnection(Failure::NotAsked).into()),
        Question::Smtp(_) => Answer::Smtp(SmtpProbe::NoConnection(Failure::NotAsked)),
    }
}

macro_rules! pick {
    ($name:ident, $variant:ident, $value:ty) => {
        fn $name(data: &Data) -> Option<$value> {
            match data {
                Data::$variant(value) => Some(value.clone()),
                _ => None,
            }
        }
    };
}

pick!(txt, Txt, TxtRecord);
pick!(a, A, std::net::Ipv4Addr);
pick!(aaaa, Aaaa, std::net::Ipv6Addr);
pick!(mx, Mx, protocols::answers::MxRecord);
pick!(ptr, Ptr, DomainName);
pick!(tlsa, Tlsa, protocols::answers::TlsaRecord);
pick!(ns, Ns, DomainName);
pick!(caa, Caa, protocols::answers::CaaRecord);
pick!(spf, Spf, protocols::answers::TxtRecord);
pick!(cname, Cname, DomainName);
