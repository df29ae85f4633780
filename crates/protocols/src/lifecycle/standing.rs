//! What the servers of a zone say of one record, all of them together.

use crate::answers::{Failure, Lookup, Outcome};

/// What the servers say of a record that is wanted, or was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Every server has it.
    Everywhere,
    /// Some servers have it.
    Partly {
        /// Those that do not, or gave no answer.
        without: Vec<String>,
    },
    /// No server has it, nor another in its place.
    Nowhere,
    /// No server has it, and there is another in its place.
    Another,
    /// No server is known to have it, and not all could be asked.
    Unknown(Failure),
}

/// What one server has in the place of a wanted record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The record.
    Wanted,
    /// Another.
    Another,
    /// None.
    Nothing,
}

impl Standing {
    /// What the servers of a lookup say, each judged by `judge`. Where the servers were not asked one
    /// by one, the one answer counts for all: whoever names a resolver or a zone file takes its word.
    pub fn of<T>(lookup: &Lookup<T>, judge: impl Fn(&[T]) -> Found) -> Standing {
        let mut wanted = false;
        let mut another = false;
        let mut failed = None;
        let mut without = Vec::new();
        let no_way = |outcome: &Outcome<T>| matches!(outcome, Outcome::Failed(Failure::NoRoute));
        let all_without = by_server(lookup).all(|(_, outcome)| no_way(outcome));
        for (server, outcome) in by_server(lookup) {
            // A server that this machine has no way to, as without IPv6, says nothing, not even by
            // its silence.
            if no_way(outcome) && !all_without {
                continue;
            }
            match outcome.known().map(&judge) {
                Ok(Found::Wanted) => {
                    wanted = true;
                    continue;
                }
                Ok(Found::Another) => another = true,
                Ok(Found::Nothing) => {}
                Err(failure) => failed = Some(failure),
            }
            without.push(server.to_owned());
        }
        match (wanted, without.is_empty(), failed) {
            (true, true, _) => Standing::Everywhere,
            (true, false, _) => Standing::Partly { without },
            (false, _, Some(failure)) => Standing::Unknown(failure),
            (false, _, None) if another => Standing::Another,
            (false, _, None) => Standing::Nowhere,
        }
    }
}

/// What each server said.
pub(super) fn by_server<T>(lookup: &Lookup<T>) -> impl Iterator<Item = (&str, &Outcome<T>)> {
    let whole = lookup
        .by_server
        .is_empty()
        .then_some((lookup.server.as_str(), &lookup.outcome));
    let each = lookup.by_server.iter();
    whole
        .into_iter()
        .chain(each.map(|(server, outcome)| (server.as_str(), outcome)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: &[Result<&str, Failure>]) -> Standing {
        let mut lookup = Lookup::plain(Outcome::NoData);
        lookup.by_server = said
            .iter()
            .enumerate()
            .map(|(index, said)| {
                let outcome = match said {
                    Ok("") => Outcome::NxDomain,
                    Ok(text) => Outcome::Records(vec![(*text).to_owned()]),
                    Err(failure) => Outcome::Failed(*failure),
                };
                (format!("ns{index}"), outcome)
            })
            .collect();
        Standing::of(&lookup, |records| match records {
            [] => Found::Nothing,
            [text] if text == "it" => Found::Wanted,
            [..] => Found::Another,
        })
    }

    #[test]
    fn all_or_some_or_none() {
        let failed = Err(Failure::Timeout);
        let without = |server: &str| Standing::Partly {
            without: vec![server.to_owned()],
        };
        assert_eq!(of(&[Ok("it"), Ok("it")]), Standing::Everywhere);
        assert_eq!(of(&[Ok("it"), Ok("")]), without("ns1"));
        assert_eq!(of(&[failed, Ok("it")]), without("ns0"));
        assert_eq!(of(&[Ok("else"), Ok("")]), Standing::Another);
        assert_eq!(of(&[Ok(""), Ok("")]), Standing::Nowhere);
        // A server that gave no answer may have it.
        assert_eq!(of(&[Ok(""), failed]), Standing::Unknown(Failure::Timeout));
    }

    #[test]
    fn a_server_without_a_way_to_it_keeps_nothing_back() {
        let no_way = Err(Failure::NoRoute);
        assert_eq!(of(&[Ok("it"), no_way]), Standing::Everywhere);
        assert_eq!(of(&[Ok(""), no_way]), Standing::Nowhere);
    }

    #[test]
    fn one_answer_counts_for_all() {
        let lookup = Lookup::plain(Outcome::Records(vec![1]));
        let standing = Standing::of(&lookup, |_| Found::Wanted);
        assert_eq!(standing, Standing::Everywhere);
    }
}
