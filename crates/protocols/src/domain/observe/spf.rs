//! The SPF record of the domain, as far as the rules here look at it.

use std::net::IpAddr;

use crate::answers::{Answers, Failure, Need, Outcome};
use crate::name::DomainName;
use crate::spf::record::{Mechanism, Qualifier, Selection, select};
use crate::spf::{self, Record};

/// What stands at the domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpfState {
    /// No SPF record.
    Missing,
    /// Several: a permerror, so none counts.
    Several,
    /// One, which does not parse: a permerror.
    Broken(String),
    /// One.
    Stands {
        /// Its text.
        text: String,
        /// The record.
        record: Record,
    },
    /// Could not be asked.
    Unknown(Failure),
}

/// Who may send with the domain, as its record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authorises {
    /// Nobody: `-all` comes before anything that could pass.
    Nobody,
    /// Nobody is named, but nobody is forbidden either.
    Nothing,
    /// Somebody.
    Somebody,
}

pub(super) fn observe(domain: &DomainName, answers: &Answers) -> Result<SpfState, Need> {
    let records = match &answers.txt(domain)?.outcome {
        Outcome::Records(records) => records.as_slice(),
        Outcome::NoData | Outcome::NxDomain => &[],
        Outcome::Failed(failure) => return Ok(SpfState::Unknown(*failure)),
    };
    Ok(match select(records) {
        Selection::None => SpfState::Missing,
        Selection::Several(_) => SpfState::Several,
        Selection::One(text) => match spf::parse_sound(&text) {
            Some(record) => SpfState::Stands { text, record },
            None => SpfState::Broken(text),
        },
    })
}

impl SpfState {
    /// The record, when one counts.
    pub fn record(&self) -> Option<&Record> {
        match self {
            SpfState::Stands { record, .. } => Some(record),
            SpfState::Missing | SpfState::Several | SpfState::Broken(_) | SpfState::Unknown(_) => {
                None
            }
        }
    }

    /// The record's text, when there is one.
    pub fn text(&self) -> &str {
        match self {
            SpfState::Stands { text, .. } | SpfState::Broken(text) => text,
            SpfState::Missing | SpfState::Several | SpfState::Unknown(_) => "",
        }
    }

    /// The single addresses the record itself names as senders.
    pub(super) fn single_addresses(&self) -> Vec<IpAddr> {
        let terms = self.record().into_iter().flat_map(Record::directives);
        let passing = terms.filter(|(_, directive)| directive.qualifier == Qualifier::Pass);
        passing
            .filter_map(|(_, directive)| match &directive.mechanism {
                Mechanism::Ip4(net) if net.prefix_len() == 32 => Some(IpAddr::from(net.addr())),
                Mechanism::Ip6(net) if net.prefix_len() == 128 => Some(IpAddr::from(net.addr())),
                Mechanism::Ip4(_)
                | Mechanism::Ip6(_)
                | Mechanism::All
                | Mechanism::Include(_)
                | Mechanism::A(..)
                | Mechanism::Mx(..)
                | Mechanism::Ptr(_)
                | Mechanism::Exists(_) => None,
            })
            .collect()
    }
}

/// Who may send by this record. Only its own terms are looked at: a `redirect` may lead to anyone.
pub fn authorises(record: &Record) -> Authorises {
    for (_, directive) in record.directives() {
        match (directive.qualifier, &directive.mechanism) {
            (Qualifier::Fail, Mechanism::All) => return Authorises::Nobody,
            (Qualifier::SoftFail | Qualifier::Neutral, Mechanism::All) => {
                return Authorises::Nothing;
            }
            (Qualifier::Pass, _) => return Authorises::Somebody,
            (Qualifier::Fail | Qualifier::SoftFail | Qualifier::Neutral, _) => {}
        }
    }
    if record.redirect().is_some() {
        Authorises::Somebody
    } else {
        Authorises::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_send() {
        let who = |text: &str| authorises(&spf::parse(text).record.unwrap());
        assert_eq!(who("v=spf1 -all"), Authorises::Nobody);
        assert_eq!(who("v=spf1 -ip4:192.0.2.1 -all"), Authorises::Nobody);
        assert_eq!(who("v=spf1 -all mx"), Authorises::Nobody);
        assert_eq!(who("v=spf1 ~all"), Authorises::Nothing);
        assert_eq!(who("v=spf1"), Authorises::Nothing);
        assert_eq!(who("v=spf1 mx -all"), Authorises::Somebody);
        assert_eq!(who("v=spf1 redirect=example.net"), Authorises::Somebody);
        assert_eq!(who("v=spf1 all"), Authorises::Somebody);
    }
}
