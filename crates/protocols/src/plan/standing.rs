//! What stands at a record set's key, as the answers say.

use crate::answers::{Answers, Failure, Lookup, Need, Outcome, Question};
use crate::name::DomainName;
use crate::rrset::{RecordData, RecordKind, RrSet, RrSetKey};

/// What is known of one record set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The set, or that there is none.
    Set(Option<RrSet>),
    /// The name is an alias: its own set, if any, is not seen (RFC 1034 §3.6.2).
    Alias(DomainName),
    /// Could not be asked: nothing is known.
    Failed(Failure),
}

/// What stands at a key, as a whole and server by server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingAt {
    /// What the answer as a whole says.
    pub all: Standing,
    /// What each authoritative server says, in the order they were asked; empty when they were not
    /// asked one by one. The TTL is that of the answer as a whole.
    pub by_server: Vec<(String, Standing)>,
    /// For how many seconds resolvers may keep this answer, or that there is nothing.
    pub ttl_seconds: u32,
}

impl StandingAt {
    /// The servers whose set is not as it is `wanted`, and those that say nothing usable, each with
    /// what it says. Empty when every server that was asked says so.
    pub fn otherwise(&self, wanted: impl Fn(Option<&RrSet>) -> bool) -> Vec<(&str, &Standing)> {
        let says = |standing: &Standing| match standing {
            Standing::Set(set) => wanted(set.as_ref()),
            Standing::Alias(_) | Standing::Failed(_) => false,
        };
        if self.by_server.is_empty() {
            return if says(&self.all) {
                Vec::new()
            } else {
                vec![("", &self.all)]
            };
        }
        let servers = self.by_server.iter();
        let others = servers.filter(|(_, standing)| !says(standing));
        others
            .map(|(server, standing)| (server.as_str(), standing))
            .collect()
    }
}

/// The question that tells what stands at a key.
pub fn question(key: &RrSetKey) -> Question {
    let owner = key.owner.clone();
    match key.kind {
        RecordKind::Txt => Question::Txt(owner),
        RecordKind::Cname => Question::Cname(owner),
        RecordKind::Mx => Question::Mx(owner),
        RecordKind::Tlsa => Question::Tlsa(owner),
    }
}

/// What stands at a key.
///
/// May ask: [`question`] of it.
pub fn standing(key: &RrSetKey, answers: &Answers) -> Result<StandingAt, Need> {
    let owner = &key.owner;
    Ok(match key.kind {
        RecordKind::Txt => of(answers.txt(owner)?, RecordData::Txt),
        RecordKind::Cname => of(answers.cname(owner)?, RecordData::Cname),
        RecordKind::Mx => of(answers.mx(owner)?, RecordData::Mx),
        RecordKind::Tlsa => of(answers.tlsa(owner)?, RecordData::Tlsa),
    })
}

fn of<T: Clone>(lookup: &Lookup<T>, data: fn(T) -> RecordData) -> StandingAt {
    let ttl_seconds = lookup.ttl_seconds;
    let one = |outcome: &Outcome<T>| match outcome {
        Outcome::Records(records) => Standing::Set(Some(RrSet {
            ttl_seconds,
            values: records.iter().cloned().map(data).collect(),
        })),
        Outcome::NoData | Outcome::NxDomain => Standing::Set(None),
        Outcome::Failed(failure) => Standing::Failed(*failure),
    };
    let by_server = lookup.by_server.iter();
    let all = match (lookup.aliases.first(), one(&lookup.outcome)) {
        // What the alias leads to stands at another name, or at none.
        (Some(target), Standing::Set(_)) => Standing::Alias(target.clone()),
        (_, standing) => standing,
    };
    StandingAt {
        all,
        by_server: by_server
            .filter(|(_, outcome)| was_asked(outcome))
            .map(|(server, outcome)| (server.clone(), one(outcome)))
            .collect(),
        ttl_seconds,
    }
}

/// A server that was not asked, or cannot be from this machine, says nothing, not even by its silence.
fn was_asked<T>(outcome: &Outcome<T>) -> bool {
    !matches!(
        outcome,
        Outcome::Failed(Failure::NoRoute | Failure::Guarded | Failure::NotAsked)
    )
}

#[cfg(test)]
mod tests {
    use crate::answers::{Answer, TxtRecord};
    use crate::rrset::same_values;

    use super::*;

    fn key() -> RrSetKey {
        RrSetKey {
            owner: "_dmarc.example.com".parse().unwrap(),
            kind: RecordKind::Txt,
        }
    }

    fn answers(lookup: Lookup<TxtRecord>) -> Answers {
        let mut answers = Answers::new();
        answers.add(question(&key()), Answer::Txt(lookup));
        answers
    }

    fn records() -> Outcome<TxtRecord> {
        Outcome::Records(vec![TxtRecord::of("v=DMARC1; p=none")])
    }

    #[test]
    fn silence_is_no_absence() {
        let failed = Lookup::plain(Outcome::Failed(Failure::Timeout));
        let standing = standing(&key(), &answers(failed)).unwrap();
        assert_eq!(standing.all, Standing::Failed(Failure::Timeout));
        assert_eq!(standing.otherwise(|_| true).len(), 1);
    }

    #[test]
    fn a_server_that_lags_behind_is_named() {
        let mut lookup = Lookup::plain(records());
        lookup.by_server = vec![
            ("192.0.2.1:53".to_owned(), records()),
            ("192.0.2.2:53".to_owned(), Outcome::NxDomain),
        ];
        let standing = standing(&key(), &answers(lookup)).unwrap();
        let Standing::Set(wanted) = &standing.all else {
            panic!("{standing:?}");
        };
        let otherwise = standing.otherwise(|set| same_values(set, wanted.as_ref()));
        assert_eq!(otherwise, [("192.0.2.2:53", &Standing::Set(None))]);
    }

    #[test]
    fn a_server_without_a_way_to_it_says_nothing() {
        let mut lookup = Lookup::plain(records());
        lookup.by_server = vec![
            ("192.0.2.1:53".to_owned(), records()),
            (
                "[2001:db8::1]:53".to_owned(),
                Outcome::Failed(Failure::NoRoute),
            ),
        ];
        let standing = standing(&key(), &answers(lookup)).unwrap();
        assert_eq!(standing.otherwise(|set| set.is_some()), []);
    }

    #[test]
    fn an_alias_hides_what_stands_beside_it() {
        let mut lookup = Lookup::plain(records());
        lookup.aliases = vec!["d.example.net".parse().unwrap()];
        let standing = standing(&key(), &answers(lookup)).unwrap();
        assert!(matches!(standing.all, Standing::Alias(_)));
    }
}
