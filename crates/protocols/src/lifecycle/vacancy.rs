//! Whether a selector is free for a new key.

use crate::answers::{Answers, Failure, Need, TxtRecord};
use crate::dkim::{self, Selector};
use crate::domain::desired::KeyPlace;
use crate::name::DomainName;

use super::seen::negative_ttl;
use super::standing::{Found, Standing};

/// Whether a selector is free for a new key. RFC 6376 §3.1: 'Signers are ill-advised to reuse
/// selectors for new keys'.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vacancy {
    /// Nothing stands there.
    Free {
        /// Where the record of a key goes: at the selector, or where its name leads.
        place: KeyPlace,
        /// For how long resolvers keep that there is none, in seconds; `None` where nobody said.
        negative_ttl_seconds: Option<u32>,
    },
    /// Something stands there.
    Taken,
    /// Could not be learnt.
    Unknown(Failure),
}

/// Looks at a selector.
///
/// May ask: TXT at its name.
pub fn vacancy(
    domain: &DomainName,
    selector: &Selector,
    answers: &Answers,
) -> Result<Vacancy, Need> {
    let Ok(owner) = selector.owner(domain) else {
        return Ok(Vacancy::Taken);
    };
    let lookup = answers.txt(&owner)?;
    Ok(match Standing::of(lookup, judge) {
        Standing::Unknown(failure) => Vacancy::Unknown(failure),
        Standing::Everywhere | Standing::Partly { .. } | Standing::Another => Vacancy::Taken,
        Standing::Nowhere => Vacancy::Free {
            place: match lookup.aliases.last() {
                None => KeyPlace::Selector,
                Some(target) => KeyPlace::Target(target.clone()),
            },
            // The wildcard of a parked domain is kept by its TTL.
            negative_ttl_seconds: negative_ttl(lookup)
                .or(Some(lookup.ttl_seconds).filter(|ttl| *ttl > 0)),
        },
    })
}

fn judge(records: &[TxtRecord]) -> Found {
    let is_revoked = |record: &TxtRecord| {
        let key = dkim::parse(&record.text()).record;
        key.is_some_and(|key| key.public_key().is_none())
    };
    match records {
        [] => Found::Nothing,
        // The wildcard of a parked domain, which a key takes the place of.
        [one] if is_revoked(one) => Found::Nothing,
        [..] => Found::Another,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{Answer, Lookup, Outcome, Question};

    fn of(outcome: Outcome<TxtRecord>, aliases: &[&str]) -> Vacancy {
        let domain = DomainName::parse("example.com").unwrap();
        let selector = Selector::parse("s2").unwrap();
        let mut lookup = Lookup::plain(outcome);
        lookup.ttl_seconds = 300;
        lookup.aliases = aliases.iter().map(|name| name.parse().unwrap()).collect();
        let mut answers = Answers::new();
        let question = Question::Txt(selector.owner(&domain).unwrap());
        assert!(answers.add(question, Answer::Txt(lookup)));
        vacancy(&domain, &selector, &answers).unwrap()
    }

    #[test]
    fn a_free_selector_may_be_an_alias() {
        let free = |place| Vacancy::Free {
            place,
            negative_ttl_seconds: Some(300),
        };
        assert_eq!(of(Outcome::NxDomain, &[]), free(KeyPlace::Selector));
        let target = "s2.dkim.example.net";
        let place = KeyPlace::Target(target.parse().unwrap());
        assert_eq!(of(Outcome::NoData, &[target]), free(place));
        let revoked = Outcome::Records(vec![TxtRecord::of("v=DKIM1; p=")]);
        assert_eq!(of(revoked, &[]), free(KeyPlace::Selector));
        let foreign = Outcome::Records(vec![TxtRecord::of("anything")]);
        assert_eq!(of(foreign, &[]), Vacancy::Taken);
        let failed = Outcome::Failed(Failure::Timeout);
        assert_eq!(of(failed, &[]), Vacancy::Unknown(Failure::Timeout));
    }
}
