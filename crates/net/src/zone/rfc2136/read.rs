//! What stands in the zone, asked of the server itself.
//!
//! An answer counts only where the server answers for the zone (AA), whole, and with a verified
//! signature. That there is nothing must be said with the SOA record of this zone (RFC 2308 §2):
//! a zone of its own below it, or an answer without, is no absence.

use app::zone::{Why, ZoneError};
use hickory_proto::op::{Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::{DNSClass, Name, RData, Record, RecordType};
use protocols::limits::RECORDS_PER_ANSWER_MAX;
use protocols::name::{DomainName, WILDCARD_PROBE_LABEL};
use protocols::rrset::{RecordData, RrSet, RrSetKey};

use super::session::{NoReply, Session, now};
use super::tsig::Unverified;
use super::{update, wire};
use crate::dns::{domain_name, wire_name};

/// A set that stands, each record in the server's own octets and in our form.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Standing {
    pub(super) ttl_seconds: u32,
    pub(super) records: Vec<(RData, RecordData)>,
}

impl Standing {
    pub(super) fn set(&self) -> RrSet {
        RrSet {
            ttl_seconds: self.ttl_seconds,
            values: self.records.iter().map(|(_, data)| data.clone()).collect(),
        }
    }
}

/// What one reply says.
#[derive(Debug, PartialEq)]
enum Said {
    /// These records of the type, with their lowest TTL.
    Records(u32, Vec<RData>),
    /// The name is an alias.
    Alias(Name),
    /// Nothing stands, says the zone of this apex.
    Nothing(Name),
    /// Another server answers for what is at and below this name.
    Delegated(Name),
    /// No answer for the zone.
    Not(ResponseCode),
    /// Nothing to go by, and why.
    Unusable(Why),
}

/// What stands at one key. Two questions at most, and one more where the server refuses.
pub(super) async fn read_set(
    session: &mut Session<'_>,
    apex: &DomainName,
    key: &RrSetKey,
) -> Result<Option<Standing>, ZoneError> {
    if !key.owner.is_at_or_below(apex) {
        return Err(ZoneError::CannotHold {
            key: key.clone(),
            why: Why::OutsideZone { zone: apex.clone() },
        });
    }
    let rtype = wire::record_type(key.kind);
    let said = ask(session, apex, &key.owner, rtype).await?;
    let (ttl_seconds, records) = match &said {
        Said::Nothing(zone) => {
            expect_zone(zone, apex, key)?;
            return Ok(None);
        }
        Said::Alias(_) if is_synthesized(session, apex, key, &said).await? => return Ok(None),
        Said::Alias(target) => {
            return Err(ZoneError::Unreadable(Why::Alias {
                name: key.owner.clone(),
                target: target.to_ascii().trim_end_matches('.').to_owned(),
            }));
        }
        Said::Records(..) if is_synthesized(session, apex, key, &said).await? => return Ok(None),
        Said::Records(ttl_seconds, records) => (*ttl_seconds, records),
        Said::Delegated(at) => {
            return Err(delegated(at, &key.owner));
        }
        Said::Not(code) => return Err(not_answered(session, apex, *code).await),
        Said::Unusable(why) => return Err(ZoneError::Unreadable(why.clone())),
    };
    let known = |data: &RData| wire::read(data).map(|known| (data.clone(), known));
    let records: Option<Vec<_>> = records.iter().map(known).collect();
    match records {
        Some(records) => Ok(Some(Standing {
            ttl_seconds,
            records,
        })),
        None => {
            let kind = key.kind.word().to_owned();
            Err(ZoneError::Unreadable(Why::BadValue { kind }))
        }
    }
}

/// The name is another server's from `at` on, or from itself on where that is no name of a host.
fn delegated(at: &Name, name: &DomainName) -> ZoneError {
    let cut = domain_name(at).unwrap_or_else(|| name.clone());
    ZoneError::Unreadable(Why::Delegated { cut })
}

/// Whether what was answered stands at no name but comes from a wildcard above it (RFC 4592 §2.1.1).
///
/// Below a name that exists no wildcard from above applies (RFC 4592 §3.3.1), so a name below that
/// nobody uses is answered alike only where the name itself does not exist. A wildcard right below
/// the name that holds the very same records is the one case this takes for the other; the
/// prerequisite of an update is exact, so that is refused and nothing is lost.
async fn is_synthesized(
    session: &mut Session<'_>,
    apex: &DomainName,
    key: &RrSetKey,
    said: &Said,
) -> Result<bool, ZoneError> {
    let Ok(below) = key.owner.child(WILDCARD_PROBE_LABEL) else {
        // No room for a label: nothing can be asked below.
        return Ok(false);
    };
    let said_below = ask(session, apex, &below, wire::record_type(key.kind)).await?;
    match (said, &said_below) {
        (Said::Records(ttl, here), Said::Records(ttl_below, there)) => {
            let all_there = here.iter().all(|data| there.contains(data));
            Ok(ttl == ttl_below && here.len() == there.len() && all_there)
        }
        (Said::Alias(here), Said::Alias(there)) => Ok(here == there),
        (_, Said::Nothing(zone)) => expect_zone(zone, apex, key).map(|()| false),
        _ => Ok(false),
    }
}

/// The apex of the zone that `name` is in, as the server has it. One question a label at most.
pub(super) async fn find_apex(
    session: &mut Session<'_>,
    name: &DomainName,
) -> Result<DomainName, ZoneError> {
    let mut at = Some(name.clone());
    while let Some(here) = at {
        let zone = match ask(session, name, &here, RecordType::SOA).await? {
            Said::Records(..) => return Ok(here),
            Said::Nothing(zone) => zone,
            // No apex is an alias (RFC 1034 §3.6.2): it is above.
            Said::Alias(_) => {
                at = here.parent();
                continue;
            }
            Said::Delegated(to) => {
                return Err(delegated(&to, name));
            }
            Said::Not(code) => return Err(not_answered(session, name, code).await),
            Said::Unusable(why) => return Err(ZoneError::Unreadable(why)),
        };
        return domain_name(&zone).ok_or_else(|| ZoneError::NoZone(name.clone()));
    }
    Err(ZoneError::NoZone(name.clone()))
}

async fn ask(
    session: &mut Session<'_>,
    zone: &DomainName,
    owner: &DomainName,
    rtype: RecordType,
) -> Result<Said, ZoneError> {
    let Some(name) = wire_name(owner) else {
        let name = owner.clone();
        return Err(ZoneError::Unreadable(Why::UnfitName { name }));
    };
    let question = Query::query(name, rtype);
    let mut message = Message::new(rand::random(), MessageType::Query, OpCode::Query);
    message.add_query(question.clone());
    match session.ask(message).await {
        Ok(reply) => Ok(read(reply, &question)),
        Err(no_reply) => Err(unanswered(session, zone, no_reply).await),
    }
}

async fn unanswered(session: &mut Session<'_>, zone: &DomainName, no_reply: NoReply) -> ZoneError {
    let unreadable = ZoneError::Unreadable;
    let unverified = match no_reply {
        NoReply::TooLarge => return unreadable(Why::QuestionTooLarge),
        NoReply::NotSent(why) | NoReply::Lost(why) => return unreadable(why),
        NoReply::Unverified(unverified) => unverified,
    };
    match unverified {
        Unverified::Malformed => unreadable(Why::Malformed),
        Unverified::Rejected(error) => ZoneError::Unauthorised(session.key().rejected(error)),
        Unverified::OtherTime(time) => {
            ZoneError::Unauthorised(session.key().other_time(time, now()))
        }
        Unverified::Unsigned(ResponseCode::NoError | ResponseCode::NXDomain) => {
            unreadable(Why::Unsigned)
        }
        Unverified::Unsigned(code) => not_answered(session, zone, code).await,
        Unverified::Forged => unreadable(Why::Forged),
        Unverified::Stale => unreadable(Why::Stale),
    }
}

/// A server that answers nothing for the zone either does not hold it or keeps it from this key. An
/// update that changes nothing tells: §3.1.1 has NOTAUTH for a zone that is not there.
async fn not_answered(
    session: &mut Session<'_>,
    zone: &DomainName,
    code: ResponseCode,
) -> ZoneError {
    let is_kept = matches!(code, ResponseCode::Refused | ResponseCode::NotAuth);
    if is_kept && update::is_not_there(session, zone).await {
        return ZoneError::NoZone(zone.clone());
    }
    let (zone, code) = (zone.clone(), code.to_str().to_owned());
    ZoneError::Unreadable(if is_kept {
        let key = session.key().name();
        Why::ZoneKept { zone, key, code }
    } else {
        Why::ZoneUnanswered { zone, code }
    })
}

/// Reads a verified reply to `question`.
fn read(reply: Message, question: &Query) -> Said {
    let is_reply = reply.metadata.message_type == MessageType::Response
        && reply.metadata.op_code == OpCode::Query
        && matches!(reply.queries.as_slice(), [only] if only == question);
    if !is_reply {
        return Said::Unusable(Why::OtherAnswer);
    }
    if reply.metadata.truncation {
        return Said::Unusable(Why::CutOff);
    }
    match reply.metadata.response_code {
        ResponseCode::NoError | ResponseCode::NXDomain => {}
        code => return Said::Not(code),
    }
    let name = question.name();
    let here = |record: &&Record| record.dns_class == DNSClass::IN && record.name == *name;
    let of_type = |rtype: RecordType| {
        let all = reply.answers.iter().filter(here);
        all.filter(move |record| record.record_type() == rtype)
    };
    let first_of = |rtype| {
        let mut all = reply.authorities.iter();
        all.find(|record: &&Record| record.record_type() == rtype)
    };
    if !reply.metadata.authoritative {
        return match first_of(RecordType::NS) {
            Some(ns) if reply.answers.is_empty() => Said::Delegated(ns.name.clone()),
            _ => Said::Unusable(Why::NotAuthoritative),
        };
    }
    let count = of_type(question.query_type()).count();
    if count > RECORDS_PER_ANSWER_MAX {
        return Said::Unusable(Why::TooManyRecords);
    }
    if let Some(ttl) = of_type(question.query_type())
        .map(|record| record.ttl)
        .min()
    {
        let records = of_type(question.query_type()).map(|record| record.data.clone());
        return Said::Records(ttl, records.collect());
    }
    if let Some(RData::CNAME(target)) = of_type(RecordType::CNAME).next().map(|r| &r.data) {
        return Said::Alias(target.0.clone());
    }
    match first_of(RecordType::SOA) {
        Some(soa) if reply.answers.is_empty() => Said::Nothing(soa.name.clone()),
        Some(_) | None => Said::Unusable(Why::NoStatement),
    }
}

/// That a name is in this zone, and neither in one below nor in one above.
fn expect_zone(zone: &Name, apex: &DomainName, key: &RrSetKey) -> Result<(), ZoneError> {
    match domain_name(zone) {
        Some(zone) if zone == *apex => Ok(()),
        Some(zone) if zone.is_at_or_below(apex) => {
            let name = key.owner.clone();
            Err(ZoneError::Unreadable(Why::OwnZone { name, zone }))
        }
        Some(_) | None => Err(ZoneError::NoZone(apex.clone())),
    }
}
