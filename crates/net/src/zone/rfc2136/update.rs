//! From a change to one update message, and what the server says to it.

use app::zone::{Why, ZoneError};
use hickory_proto::op::{Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::rdata::tsig::TsigError;
use hickory_proto::rr::{DNSClass, Name, RData, Record, RecordType};
use protocols::limits::RECORDS_PER_ANSWER_MAX;
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange};

use super::read::Standing;
use super::session::{NoReply, Session, now};
use super::tsig::Unverified;
use super::wire;
use crate::dns::wire_name;

/// RFC 2181 §8: 'a maximum value of 2147483647'.
const TTL_SECONDS_MAX: u32 = 0x7fff_ffff;

/// A change as the server is told it.
#[derive(Debug, PartialEq)]
pub(super) struct Update {
    pub(super) prerequisites: Vec<Record>,
    /// Empty where all stands already.
    pub(super) steps: Vec<Record>,
}

impl Update {
    /// The one message that says it (§2).
    pub(super) fn message(self, zone: Name) -> Message {
        let mut message = Message::new(rand::random(), MessageType::Query, OpCode::Update);
        // §3.1.1: 'exactly one RR therein and that the RR's ZTYPE is SOA'.
        message.add_query(Query::query(zone, RecordType::SOA));
        message.add_answers(self.prerequisites);
        message.add_authorities(self.steps);
        message
    }
}

/// How to get from what stands, octet for octet, to what shall stand. Fails, with the reason, where
/// the DNS cannot hold that.
pub(super) fn update_of(
    apex: &DomainName,
    change: &RrSetChange,
    standing: Option<&Standing>,
) -> Result<Update, Why> {
    let key = &change.key;
    let name = wire_name(&key.owner).ok_or_else(|| Why::UnfitName {
        name: key.owner.clone(),
    })?;
    if let Some(after) = &change.after {
        fits(key.kind, key.owner == *apex, after)?;
    }
    let mut going: Vec<&(RData, RecordData)> = standing.map_or_else(Vec::new, |standing| {
        standing.records.iter().collect::<Vec<_>>()
    });
    let mut coming = Vec::new();
    let mut staying = Vec::new();
    for value in change.after.iter().flat_map(|set| &set.values) {
        match going.iter().position(|(_, stands)| stands.is_same(value)) {
            Some(place) => staying.push(going.swap_remove(place).0.clone()),
            None => coming.push(wire::write(value)?),
        }
    }
    let mut steps: Vec<Record> = Vec::new();
    // §2.5.4: 'TTL must be specified as zero (0) … CLASS must be specified as NONE'.
    let delete = |data: RData| of_class(DNSClass::NONE, Record::from_rdata(name.clone(), 0, data));
    steps.extend(going.iter().map(|(data, _)| delete(data.clone())));
    if let Some(after) = &change.after {
        let (ttl, again) = ttl_of(change, after, standing, !staying.is_empty());
        if again {
            // A record that is added once more takes the new TTL (§3.4.2.2), but Knot leaves the
            // set's as it is: it goes first, in the same message.
            steps.extend(staying.iter().cloned().map(delete));
            coming.append(&mut staying);
        }
        if key.kind == RecordKind::Cname {
            // §3.4.2.2: 'replace the CNAME Zone RR with the CNAME Update RR'. Knot passes over the
            // new alias where a signed one was deleted before it, and the name would be empty.
            steps.clear();
        }
        let add = |data| Record::from_rdata(name.clone(), ttl, data);
        steps.extend(coming.into_iter().map(add));
    }
    Ok(Update {
        prerequisites: prerequisites(&name, key.kind, standing),
        steps,
    })
}

/// The TTL of what is added, and whether what stays is to take it too. A set has one TTL, so beside
/// records that stay theirs is kept; it changes only where that is all the change asks for.
fn ttl_of(
    change: &RrSetChange,
    after: &RrSet,
    standing: Option<&Standing>,
    some_stay: bool,
) -> (u32, bool) {
    match (standing, &change.before) {
        (Some(standing), Some(before)) if some_stay => {
            let only_ttl = before.has_same_values(after) && before.ttl_seconds != after.ttl_seconds;
            match only_ttl && standing.ttl_seconds != after.ttl_seconds {
                true => (after.ttl_seconds, true),
                false => (standing.ttl_seconds, false),
            }
        }
        (Some(_), Some(_)) | (Some(_), None) | (None, Some(_)) | (None, None) => {
            (after.ttl_seconds, false)
        }
    }
}

fn prerequisites(name: &Name, kind: RecordKind, standing: Option<&Standing>) -> Vec<Record> {
    let absent = |rtype| {
        let record = Record::update0(name.clone(), 0, rtype);
        of_class(DNSClass::NONE, record)
    };
    match standing {
        // §2.4.2: 'RRset Exists (Value Dependent)'. It holds for all of these and no others.
        Some(standing) => {
            let exists = |data: &RData| Record::from_rdata(name.clone(), 0, data.clone());
            standing
                .records
                .iter()
                .map(|(data, _)| exists(data))
                .collect()
        }
        // §2.4.3: 'RRset Does Not Exist', and of what an alias cannot stand beside, neither: a server
        // passes over such an addition in silence (§3.4.2.2).
        None => match kind {
            // §2.4.5: 'Name Is Not In Use'.
            RecordKind::Cname => vec![absent(RecordType::ANY)],
            RecordKind::Txt | RecordKind::Mx | RecordKind::Tlsa => {
                vec![absent(wire::record_type(kind)), absent(RecordType::CNAME)]
            }
        },
    }
}

fn of_class(class: DNSClass, mut record: Record) -> Record {
    record.dns_class = class;
    record
}

/// Whether a set can stand at all.
fn fits(kind: RecordKind, at_apex: bool, set: &RrSet) -> Result<(), Why> {
    if set.values.is_empty() {
        return Err(Why::EmptySet);
    }
    if set.values.len() > RECORDS_PER_ANSWER_MAX {
        return Err(Why::TooManyRecords);
    }
    let mut kinds = set.values.iter().map(RecordData::kind);
    if let Some(kind) = kinds.find(|of| *of != kind) {
        return Err(Why::OtherType { kind });
    }
    let twice = |(at, value): (usize, &RecordData)| {
        let before = set.values.iter().take(at);
        before.into_iter().any(|other| other == value)
    };
    if set.values.iter().enumerate().any(twice) {
        return Err(Why::Twice);
    }
    if set.ttl_seconds > TTL_SECONDS_MAX {
        return Err(Why::TtlTooLarge);
    }
    match kind {
        RecordKind::Cname if at_apex => Err(Why::AliasAtApex),
        RecordKind::Cname if set.values.len() > 1 => Err(Why::SecondAlias),
        RecordKind::Cname | RecordKind::Txt | RecordKind::Mx | RecordKind::Tlsa => Ok(()),
    }
}

/// What the server says to an update.
#[derive(Debug)]
pub(super) enum Said {
    /// It is made.
    Done,
    /// A prerequisite did not hold; nothing was changed.
    NotAsRead,
    /// It was not made, or nothing is known of it.
    Not(ZoneError),
}

/// Reads the reply to the update of `change`.
pub(super) fn said(
    reply: Result<Message, NoReply>,
    session: &Session<'_>,
    apex: &DomainName,
    change: &RrSetChange,
) -> Said {
    let reply = match reply {
        Ok(reply) => reply,
        Err(no_reply) => return Said::Not(not_sure(no_reply, session, apex, change)),
    };
    let is_reply = reply.metadata.message_type == MessageType::Response
        && reply.metadata.op_code == OpCode::Update;
    if !is_reply {
        return Said::Not(ZoneError::NoAnswer(Why::OtherAnswer));
    }
    let code = reply.metadata.response_code;
    let refused = |why| Said::Not(ZoneError::Refused(why));
    match code {
        ResponseCode::NoError => Said::Done,
        // §3.2: which of them does not matter, since what stands is read again.
        ResponseCode::NXRRSet
        | ResponseCode::YXRRSet
        | ResponseCode::NXDomain
        | ResponseCode::YXDomain => Said::NotAsRead,
        // §3.1.1 NOTAUTH: not 'one of this server's authority zones'. §3.2 NOTZONE: a name outside it.
        ResponseCode::NotAuth | ResponseCode::NotZone => Said::Not(ZoneError::NoZone(apex.clone())),
        // §3.3.1: 'If the requestor does not have permission to perform these updates'.
        ResponseCode::Refused => refused(may_not(session, apex)),
        ResponseCode::NotImp => refused(Why::NoUpdates),
        // §3.4.2.1: 'signal SERVFAIL to the requestor and undo all updates'.
        ResponseCode::ServFail => refused(Why::UpdateFailed),
        other => {
            let code = other.to_str().to_owned();
            refused(Why::Code { code })
        }
    }
}

fn may_not(session: &Session<'_>, apex: &DomainName) -> Why {
    Why::KeyMayNot {
        key: session.key().name(),
        zone: apex.clone(),
    }
}

fn not_sure(
    no_reply: NoReply,
    session: &Session<'_>,
    apex: &DomainName,
    change: &RrSetChange,
) -> ZoneError {
    match no_reply {
        NoReply::TooLarge => ZoneError::CannotHold {
            key: change.key.clone(),
            why: Why::UpdateTooLarge,
        },
        NoReply::NotSent(why) => ZoneError::Unreadable(why),
        NoReply::Lost(why) => ZoneError::NoAnswer(why),
        NoReply::Unverified(unverified) => match unverified {
            Unverified::Rejected(error) => ZoneError::Unauthorised(match error {
                // The same key was good for reading a moment ago.
                TsigError::BadKey => may_not(session, apex),
                other => session.key().rejected(other),
            }),
            Unverified::OtherTime(time) => {
                ZoneError::Unauthorised(session.key().other_time(time, now()))
            }
            Unverified::Malformed => ZoneError::NoAnswer(Why::Malformed),
            Unverified::Unsigned(code) => {
                let code = code.to_str().to_owned();
                ZoneError::NoAnswer(Why::Unproven { code })
            }
            Unverified::Forged => ZoneError::NoAnswer(Why::Forged),
            Unverified::Stale => ZoneError::NoAnswer(Why::Stale),
        },
    }
}

/// Whether the server says that it does not hold a zone, asked by an update without any change.
pub(super) async fn is_not_there(session: &mut Session<'_>, zone: &DomainName) -> bool {
    let Some(zone) = wire_name(zone) else {
        return false;
    };
    let nothing = Update {
        prerequisites: Vec::new(),
        steps: Vec::new(),
    };
    match session.send_once(nothing.message(zone)).await {
        Ok(reply) => reply.metadata.response_code == ResponseCode::NotAuth,
        Err(NoReply::Unverified(Unverified::Unsigned(code))) => code == ResponseCode::NotAuth,
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use protocols::answers::TxtRecord;
    use protocols::rrset::RrSetKey;

    use super::*;

    fn txt(strings: &[&str]) -> RecordData {
        let strings = strings.iter().map(|s| s.as_bytes().to_vec()).collect();
        RecordData::Txt(TxtRecord { strings })
    }

    fn set(ttl_seconds: u32, values: &[RecordData]) -> Option<RrSet> {
        Some(RrSet {
            ttl_seconds,
            values: values.to_vec(),
        })
    }

    /// The two sections, a line each: class, TTL and data.
    fn check(before: Option<RrSet>, after: Option<RrSet>, expected: &[&str]) {
        let standing = before.as_ref().map(|set| Standing {
            ttl_seconds: set.ttl_seconds,
            records: set
                .values
                .iter()
                .map(|value| (wire::write(value).unwrap(), value.clone()))
                .collect(),
        });
        let kind = [&after, &before]
            .into_iter()
            .flatten()
            .find_map(|set| Some(set.values.first()?.kind()));
        let change = RrSetChange {
            key: RrSetKey {
                owner: "a.example.com".parse().unwrap(),
                kind: kind.unwrap(),
            },
            before,
            after,
        };
        let apex = "example.com".parse().unwrap();
        let update = update_of(&apex, &change, standing.as_ref()).unwrap();
        let line = |section, record: &Record| {
            let (class, ttl) = (record.dns_class, record.ttl);
            let data = match &record.data {
                RData::Update0(rtype) => format!("{rtype}"),
                data => format!("{data}"),
            };
            format!("{section} {class} {ttl} {data}")
        };
        let prerequisites = update.prerequisites.iter().map(|r| line("must", r));
        let steps = update.steps.iter().map(|r| line("then", r));
        let lines: Vec<String> = prerequisites.chain(steps).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_set_is_created_where_neither_it_nor_an_alias_is() {
        let lines = ["must NONE 0 TXT", "must NONE 0 CNAME", "then IN 300 new"];
        check(None, set(300, &[txt(&["new"])]), &lines);
    }

    #[test]
    fn an_alias_is_created_where_nothing_is() {
        let alias = RecordData::Cname("b.example".parse().unwrap());
        let lines = ["must NONE 0 ANY", "then IN 300 b.example."];
        check(None, set(300, &[alias]), &lines);
    }

    #[test]
    fn one_value_is_replaced_and_the_other_not_mentioned() {
        let (foreign, old, new) = (txt(&["MS=ms1"]), txt(&["old"]), txt(&["new"]));
        check(
            set(3_600, &[foreign.clone(), old]),
            set(300, &[foreign, new]),
            &[
                "must IN 0 MS=ms1",
                "must IN 0 old",
                "then NONE 0 old",
                "then IN 3600 new",
            ],
        );
    }

    #[test]
    fn where_a_value_is_split_changes_nothing() {
        let (split, whole) = (txt(&["ab", "c"]), txt(&["abc"]));
        check(set(60, &[split]), set(60, &[whole]), &["must IN 0 abc"]);
    }

    #[test]
    fn a_set_is_removed_by_its_records() {
        let lines = [
            "must IN 0 a",
            "must IN 0 b",
            "then NONE 0 a",
            "then NONE 0 b",
        ];
        check(set(60, &[txt(&["a"]), txt(&["b"])]), None, &lines);
    }
}
