//! What each authoritative server said, in a form that can be compared.

use std::fmt;

use crate::answers::{Answer, Failure, Lookup, Outcome, Question, TlsaRecord, TxtRecord};
use crate::name::DomainName;

/// What one server said. Records are compared as a set of texts: their order and, for TXT, where
/// the strings are split mean nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum View {
    /// These records, sorted.
    Records(Vec<String>),
    /// The name has no record of this type.
    NoData,
    /// There is no such name.
    NxDomain,
    /// Nothing usable.
    Failed,
}

impl View {
    /// Whether two servers say the same. That there is no such name is no more than that there is no
    /// record: whether a name exists may hang on a record below it, which is compared by itself.
    pub(crate) fn agrees(&self, other: &View) -> bool {
        let says_nothing = |view: &View| match view {
            View::NoData | View::NxDomain => true,
            View::Records(_) | View::Failed => false,
        };
        self == other || (says_nothing(self) && says_nothing(other))
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            View::Records(records) => f.write_str(&records.join(" | ")),
            View::NoData => f.write_str("NODATA"),
            View::NxDomain => f.write_str("NXDOMAIN"),
            View::Failed => f.write_str("-"),
        }
    }
}

/// The owner name that the zone's servers are asked for; `None` for what is no question to them.
pub(super) fn owner(question: &Question) -> Option<&DomainName> {
    match question {
        Question::Txt(name)
        | Question::A(name)
        | Question::Aaaa(name)
        | Question::Mx(name)
        | Question::Tlsa(name)
        | Question::Ns(name)
        | Question::Caa(name)
        | Question::Spf(name)
        | Question::Cname(name) => Some(name),
        Question::Ptr(_) | Question::Policy(_) | Question::Smtp(_) => None,
    }
}

/// The record type of a question, as the DNS writes it.
pub(super) fn kind(question: &Question) -> &'static str {
    match question {
        Question::Txt(_) => "TXT",
        Question::A(_) => "A",
        Question::Aaaa(_) => "AAAA",
        Question::Mx(_) => "MX",
        Question::Ptr(_) => "PTR",
        Question::Tlsa(_) => "TLSA",
        Question::Ns(_) => "NS",
        Question::Caa(_) => "CAA",
        Question::Spf(_) => "SPF",
        Question::Cname(_) => "CNAME",
        Question::Policy(_) => "HTTPS",
        Question::Smtp(_) => "SMTP",
    }
}

/// What each server said, in the order they were asked; empty when they were not asked one by one.
pub(crate) fn views(answer: &Answer) -> Vec<(&str, View)> {
    match answer {
        Answer::Txt(lookup) => each(lookup, TxtRecord::text),
        Answer::A(lookup) => each(lookup, ToString::to_string),
        Answer::Aaaa(lookup) => each(lookup, ToString::to_string),
        Answer::Mx(lookup) => each(lookup, |mx| match &mx.exchange {
            Some(exchange) => format!("{} {exchange}.", mx.preference),
            None => format!("{} .", mx.preference),
        }),
        Answer::Ptr(lookup) => each(lookup, ToString::to_string),
        Answer::Tlsa(lookup) => each(lookup, tlsa_text),
        Answer::Ns(lookup) => each(lookup, ToString::to_string),
        Answer::Caa(lookup) => each(lookup, |caa| {
            let flags = if caa.critical { 128 } else { 0 };
            format!("{flags} {} \"{}\"", caa.tag, caa.value)
        }),
        Answer::Cname(lookup) => each(lookup, ToString::to_string),
        Answer::Spf(lookup) => each(lookup, TxtRecord::text),
        Answer::Policy(_) | Answer::Smtp(_) => Vec::new(),
    }
}

/// A TLSA record as a zone file has it.
pub(crate) fn tlsa_text(tlsa: &TlsaRecord) -> String {
    let data = tlsa.data.iter();
    let data: String = data.map(|octet| format!("{octet:02x}")).collect();
    format!("{} {} {} {data}", tlsa.usage, tlsa.selector, tlsa.matching)
}

fn each<T>(lookup: &Lookup<T>, text: impl Fn(&T) -> String) -> Vec<(&str, View)> {
    let view = |outcome: &Outcome<T>| match outcome {
        Outcome::Records(records) => {
            let mut texts: Vec<String> = records.iter().map(&text).collect();
            texts.sort();
            Some(View::Records(texts))
        }
        Outcome::NoData => Some(View::NoData),
        Outcome::NxDomain => Some(View::NxDomain),
        // A server that was not asked says nothing, not even by its silence.
        Outcome::Failed(Failure::NoRoute | Failure::Guarded | Failure::NotAsked) => None,
        Outcome::Failed(
            Failure::ServFail
            | Failure::Refused
            | Failure::Timeout
            | Failure::Bogus
            | Failure::Unreachable
            | Failure::Malformed,
        ) => Some(View::Failed),
    };
    let servers = lookup.by_server.iter();
    servers
        .filter_map(|(server, outcome)| Some((server.as_str(), view(outcome)?)))
        .collect()
}
