//! Record sets: what stands at one name under one type, and one change of it.
//!
//! Publishing works on whole sets (RFC 2181 §5: a set has one TTL and is answered as a whole), so a
//! change states what stood before, foreign values included. Whoever writes compares that with what
//! stands at the moment of writing and refuses where it differs: a value that came in between is
//! never lost.

use std::fmt;

use crate::answers::{MxRecord, TlsaRecord, TxtRecord};
use crate::name::DomainName;
use crate::published::PublishedData;

/// The types of record that mailseal publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKind {
    /// TXT.
    Txt,
    /// CNAME.
    Cname,
    /// MX.
    Mx,
    /// TLSA.
    Tlsa,
}

impl RecordKind {
    /// As the DNS writes it.
    pub fn word(self) -> &'static str {
        match self {
            RecordKind::Txt => "TXT",
            RecordKind::Cname => "CNAME",
            RecordKind::Mx => "MX",
            RecordKind::Tlsa => "TLSA",
        }
    }
}

impl fmt::Display for RecordKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The data of one record as it stands: of a TXT the character-strings as they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordData {
    /// TXT.
    Txt(TxtRecord),
    /// CNAME.
    Cname(DomainName),
    /// MX.
    Mx(MxRecord),
    /// TLSA.
    Tlsa(TlsaRecord),
}

impl RecordData {
    /// Its type.
    pub fn kind(&self) -> RecordKind {
        match self {
            RecordData::Txt(_) => RecordKind::Txt,
            RecordData::Cname(_) => RecordKind::Cname,
            RecordData::Mx(_) => RecordKind::Mx,
            RecordData::Tlsa(_) => RecordKind::Tlsa,
        }
    }

    /// The octets by which a value is known: two records are the same when these are. Where a TXT is
    /// split into strings means nothing (RFC 7208 §3.3, RFC 6376 §3.6.2.2), so it does not count.
    pub fn identity(&self) -> Vec<u8> {
        match self {
            RecordData::Txt(txt) => txt.joined(),
            RecordData::Cname(name) => name.as_str().into(),
            RecordData::Mx(mx) => {
                let exchange = mx.exchange.as_ref().map_or(".", DomainName::as_str);
                format!("{} {exchange}", mx.preference).into_bytes()
            }
            RecordData::Tlsa(tlsa) => {
                let fields = [tlsa.usage, tlsa.selector, tlsa.matching];
                [&fields[..], &tlsa.data].concat()
            }
        }
    }

    /// Whether both are the same record, however their strings are split.
    pub fn is_same(&self, other: &RecordData) -> bool {
        self.kind() == other.kind() && self.identity() == other.identity()
    }
}

impl From<&PublishedData> for RecordData {
    fn from(data: &PublishedData) -> RecordData {
        match data {
            PublishedData::Txt(text) => RecordData::Txt(TxtRecord::of(text)),
            PublishedData::Cname(name) => RecordData::Cname(name.clone()),
            PublishedData::Mx(mx) => RecordData::Mx(mx.clone()),
            PublishedData::Tlsa(tlsa) => RecordData::Tlsa(tlsa.clone()),
        }
    }
}

/// Which record set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RrSetKey {
    /// Its name.
    pub owner: DomainName,
    /// Its type.
    pub kind: RecordKind,
}

impl fmt::Display for RrSetKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.owner, self.kind)
    }
}

/// A record set as it stands or shall stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RrSet {
    /// For how long resolvers may keep it, in seconds.
    pub ttl_seconds: u32,
    /// Its records, all of one type; never empty, since an empty set does not exist.
    pub values: Vec<RecordData>,
}

impl RrSet {
    /// Whether the record is in it.
    pub fn has(&self, value: &RecordData) -> bool {
        self.values.iter().any(|standing| standing.is_same(value))
    }

    /// Whether both hold the same records. Order and TTL do not count: servers change the one, and
    /// resolvers and providers the other.
    pub fn has_same_values(&self, other: &RrSet) -> bool {
        let identities = |set: &RrSet| {
            let mut all: Vec<Vec<u8>> = set.values.iter().map(RecordData::identity).collect();
            all.sort();
            all
        };
        identities(self) == identities(other)
    }
}

/// Whether both sets hold the same records; a set that does not exist holds none.
pub fn same_values(a: Option<&RrSet>, b: Option<&RrSet>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.has_same_values(b),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// One change of one record set, whole: foreign records are in `before` and in `after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RrSetChange {
    /// Which set.
    pub key: RrSetKey,
    /// What must stand for the change to be made; `None` where the set must not exist.
    pub before: Option<RrSet>,
    /// What stands afterwards; `None` where the set is to go.
    pub after: Option<RrSet>,
}

impl RrSetChange {
    /// The records that come in.
    pub fn added(&self) -> Vec<&RecordData> {
        not_in(self.after.as_ref(), self.before.as_ref())
    }

    /// The records that go.
    pub fn removed(&self) -> Vec<&RecordData> {
        not_in(self.before.as_ref(), self.after.as_ref())
    }

    /// The records that stay as they are.
    pub fn kept(&self) -> Vec<&RecordData> {
        let stays = |value: &&RecordData| self.after.as_ref().is_some_and(|set| set.has(value));
        values(self.before.as_ref()).filter(stays).collect()
    }

    /// Whether a set is as the change wants it: all that it brings is there, and nothing that it
    /// takes away. What others added beside it since is theirs.
    pub fn is_made_in(&self, standing: Option<&RrSet>) -> bool {
        let has = |value: &&RecordData| standing.is_some_and(|set| set.has(value));
        self.added().iter().all(has) && !self.removed().iter().any(has)
    }

    /// What is left of it where this stands. Some interfaces have single records and no change of a
    /// whole set, so whoever made the change may have died halfway.
    pub fn rest(&self, standing: Option<&RrSet>) -> Rest {
        if self.is_made_in(standing) {
            Rest::None
        } else if same_values(standing, self.before.as_ref()) {
            Rest::Change(self.clone())
        } else if let Some(standing) = standing.filter(|standing| self.is_half_made_in(standing)) {
            let ttl = self.before.as_ref().unwrap_or(standing).ttl_seconds;
            Rest::Change(RrSetChange {
                before: Some(RrSet {
                    ttl_seconds: ttl,
                    values: standing.values.clone(),
                }),
                ..self.clone()
            })
        } else {
            Rest::Overtaken
        }
    }

    /// Whether only this change can have made the set what it is: of what stays nothing is missing,
    /// nothing else is there, and where something comes in, some of it has. Without the last, what
    /// somebody took away meanwhile would be taken for our doing.
    fn is_half_made_in(&self, standing: &RrSet) -> bool {
        let both = || [&self.before, &self.after].into_iter().flatten();
        let is_known = |value: &RecordData| both().any(|set| set.has(value));
        let added = self.added();
        standing.values.iter().all(is_known)
            && self.kept().into_iter().all(|value| standing.has(value))
            && (added.is_empty() || added.into_iter().any(|value| standing.has(value)))
    }

    /// Whether both change the same records of the same set. Order and TTL do not count, as in
    /// [`RrSet::has_same_values`].
    pub fn is_same(&self, other: &RrSetChange) -> bool {
        self.key == other.key
            && same_values(self.before.as_ref(), other.before.as_ref())
            && same_values(self.after.as_ref(), other.after.as_ref())
    }

    /// The change that takes this one back.
    pub fn reversed(&self) -> RrSetChange {
        RrSetChange {
            key: self.key.clone(),
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }
}

/// What is left of a change, by what stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rest {
    /// Nothing: it is made.
    None,
    /// This, from what stands: the whole change, or what somebody who made a part of it left.
    Change(RrSetChange),
    /// Something else stands than it was made for.
    Overtaken,
}

fn values(set: Option<&RrSet>) -> impl Iterator<Item = &RecordData> {
    set.into_iter().flat_map(|set| &set.values)
}

fn not_in<'a>(set: Option<&'a RrSet>, other: Option<&RrSet>) -> Vec<&'a RecordData> {
    let is_new = |value: &&RecordData| !other.is_some_and(|other| other.has(value));
    values(set).filter(is_new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn txt(strings: &[&str]) -> RecordData {
        RecordData::Txt(TxtRecord {
            strings: strings.iter().map(|s| s.as_bytes().to_vec()).collect(),
        })
    }

    fn set(values: &[RecordData]) -> Option<RrSet> {
        Some(RrSet {
            ttl_seconds: 300,
            values: values.to_vec(),
        })
    }

    #[test]
    fn where_a_txt_is_split_does_not_count() {
        assert!(txt(&["v=spf1 ", "-all"]).is_same(&txt(&["v=spf1 -all"])));
        assert!(!txt(&["v=spf1-all"]).is_same(&txt(&["v=spf1 -all"])));
    }

    #[test]
    fn a_change_knows_what_comes_goes_and_stays() {
        let (foreign, old, new) = (
            txt(&["MS=ms1"]),
            txt(&["v=spf1 mx -all"]),
            txt(&["v=spf1 a -all"]),
        );
        let change = RrSetChange {
            key: RrSetKey {
                owner: "example.com".parse().unwrap(),
                kind: RecordKind::Txt,
            },
            before: set(&[foreign.clone(), old.clone()]),
            after: set(&[foreign.clone(), new.clone()]),
        };
        assert_eq!(change.added(), [&new]);
        assert_eq!(change.removed(), [&old]);
        assert_eq!(change.kept(), [&foreign]);
        assert_eq!(change.reversed().added(), [&old]);
    }

    #[test]
    fn what_others_add_beside_a_change_does_not_undo_it() {
        let change = RrSetChange {
            key: RrSetKey {
                owner: "example.com".parse().unwrap(),
                kind: RecordKind::Txt,
            },
            before: set(&[txt(&["old"])]),
            after: set(&[txt(&["new"])]),
        };
        assert!(change.is_made_in(set(&[txt(&["new"])]).as_ref()));
        assert!(change.is_made_in(set(&[txt(&["MS=1"]), txt(&["new"])]).as_ref()));
        assert!(!change.is_made_in(set(&[txt(&["old"]), txt(&["new"])]).as_ref()));
        assert!(!change.is_made_in(None));
        let withdrawn = RrSetChange {
            after: None,
            ..change
        };
        assert!(withdrawn.is_made_in(None));
        assert!(withdrawn.is_made_in(set(&[txt(&["MS=1"])]).as_ref()));
    }

    /// What is left of a change, as `- what goes + what comes`.
    #[track_caller]
    fn left(before: &[&str], after: &[&str], standing: &[&str]) -> String {
        let set = |texts: &[&str]| {
            let values: Vec<RecordData> = texts.iter().map(|text| txt(&[text])).collect();
            (!values.is_empty()).then(|| set(&values)).flatten()
        };
        let change = RrSetChange {
            key: RrSetKey {
                owner: "example.com".parse().unwrap(),
                kind: RecordKind::Txt,
            },
            before: set(before),
            after: set(after),
        };
        let of = |sign: &str, values: Vec<&RecordData>| -> String {
            let text = |value: &&RecordData| String::from_utf8(value.identity()).unwrap();
            values
                .iter()
                .map(|v| format!("{sign}{}", text(v)))
                .collect()
        };
        match change.rest(set(standing).as_ref()) {
            Rest::None => "made".to_owned(),
            Rest::Overtaken => "overtaken".to_owned(),
            Rest::Change(rest) => {
                assert!(same_values(rest.before.as_ref(), set(standing).as_ref()));
                assert_eq!(rest.after, change.after);
                of("-", rest.removed()) + &of("+", rest.added())
            }
        }
    }

    #[test]
    fn what_is_left_of_a_change_is_told_by_what_stands() {
        // Two SPF records become one beside a foreign value.
        let of = |standing: &[&str]| left(&["ms", "a", "b"], &["ms", "ab"], standing);
        assert_eq!(of(&["ms", "a", "b"]), "-a-b+ab");
        assert_eq!(of(&["ms", "ab", "b"]), "-b");
        assert_eq!(of(&["ms", "ab", "a", "b"]), "-a-b");
        assert_eq!(of(&["ms", "ab"]), "made");
        assert_eq!(of(&["ms", "ab", "theirs"]), "made");
        // What somebody else did is no part of it.
        assert_eq!(of(&["ms", "ab", "b", "theirs"]), "overtaken");
        assert_eq!(of(&["ab", "b"]), "overtaken");
        assert_eq!(of(&["ms", "b"]), "overtaken");
        assert_eq!(of(&["ms"]), "overtaken");
        assert_eq!(of(&[]), "overtaken");
        // Several that come, and several that go.
        assert_eq!(left(&[], &["a", "b"], &["a"]), "+b");
        assert_eq!(left(&[], &["a", "b"], &["a", "c"]), "overtaken");
        assert_eq!(left(&["a", "b", "ms"], &["ms"], &["ms", "b"]), "-b");
        assert_eq!(left(&["a", "b"], &[], &["b"]), "-b");
        // Of one value in the place of another there is no half.
        assert_eq!(left(&["a"], &["b"], &[]), "overtaken");
        assert_eq!(left(&["a"], &["b"], &["c"]), "overtaken");
    }

    #[test]
    fn a_set_is_no_list() {
        let (a, b) = (txt(&["a"]), txt(&["b"]));
        assert!(same_values(
            set(&[a.clone(), b.clone()]).as_ref(),
            set(&[b, a.clone()]).as_ref()
        ));
        assert!(!same_values(set(&[a]).as_ref(), None));
        assert!(same_values(None, None));
    }
}
