//! Queries out, replies in: the wire form of both is `hickory-proto`'s.

use hickory_proto::op::{Edns, Message, MessageType, OpCode, Query, ResponseCode};
use hickory_proto::rr::{DNSClass, Name, RData, Record, RecordType};
use protocols::answers::{Failure, Outcome};
use protocols::limits::{ALIASES_MAX, RECORDS_PER_ANSWER_MAX};
use protocols::name::DomainName;

/// What fits one datagram on every path (DNS flag day 2020, RFC 9715 §3.2).
pub(crate) const UDP_PAYLOAD_OCTETS: u16 = 1232;
/// Octets of a header (RFC 1035 §4.1.1); the question section starts after it.
pub(crate) const HEADER_OCTETS: usize = 12;

/// Whether the resolver is to recurse for us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recursion {
    /// A resolver is asked.
    Desired,
    /// An authoritative server is asked for its own data.
    NotDesired,
}

/// Whether the resolver is to keep back what fails validation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Checking {
    /// CD=0.
    Enabled,
    /// CD=1 (RFC 4035 §3.2.2).
    Disabled,
}

/// One query to one server.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    pub(crate) name: Name,
    pub(crate) rtype: RecordType,
    pub(crate) recursion: Recursion,
    pub(crate) checking: Checking,
}

impl Ask {
    pub(crate) fn message(&self, id: u16) -> Message {
        let mut message = Message::new(id, MessageType::Query, OpCode::Query);
        message.metadata.recursion_desired = self.recursion == Recursion::Desired;
        message.metadata.checking_disabled = self.checking == Checking::Disabled;
        // RFC 6840 §5.7: AD in a query asks for AD in the reply. Older resolvers set it only when DO
        // asks for the signatures too.
        message.metadata.authentic_data = true;
        message.add_query(Query::query(self.name.clone(), self.rtype));
        let mut edns = Edns::new();
        edns.set_max_payload(UDP_PAYLOAD_OCTETS).set_dnssec_ok(true);
        message.set_edns(edns);
        message
    }

    /// Whether a message is the reply to this query: a response, with our question and no other.
    pub(crate) fn is_answered_by(&self, reply: &Message) -> bool {
        reply.metadata.message_type == MessageType::Response
            && reply.metadata.op_code == OpCode::Query
            && matches!(reply.queries.as_slice(), [query]
                if query.name == self.name
                    && query.query_type == self.rtype
                    && query.query_class == DNSClass::IN)
    }
}

/// The name as the DNS library has it.
pub(crate) fn wire_name(name: &DomainName) -> Option<Name> {
    let mut wire = Name::from_labels(name.labels().map(str::as_bytes)).ok()?;
    wire.set_fqdn(true);
    Some(wire)
}

/// The name as we have it; `None` for the root and for labels that are not visible ASCII.
pub(crate) fn domain_name(wire: &Name) -> Option<DomainName> {
    let mut text = String::with_capacity(wire.len());
    for label in wire.iter() {
        if label.iter().any(|b| !b.is_ascii_graphic() || *b == b'.') {
            return None;
        }
        if !text.is_empty() {
            text.push('.');
        }
        text.extend(label.iter().map(|b| char::from(*b)));
    }
    DomainName::parse(&text).ok()
}

/// What one reply says to one question.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) found: Found,
    /// The names the answer goes through.
    pub(crate) aliases: Vec<DomainName>,
    /// The lowest TTL in the answer; for a negative one the negative TTL.
    pub(crate) ttl_seconds: u32,
}

/// Where a reply ends.
#[derive(Debug)]
pub(crate) enum Found {
    /// At an outcome.
    End(Outcome<RData>),
    /// At an alias whose target the server did not look up.
    Alias(Name),
}

impl Reading {
    fn failed(failure: Failure) -> Reading {
        Reading {
            found: Found::End(Outcome::Failed(failure)),
            aliases: Vec::new(),
            ttl_seconds: 0,
        }
    }
}

/// Reads a reply to `ask`, following the aliases it carries.
pub(crate) fn read(reply: Message, ask: &Ask) -> Reading {
    let negative = match reply.metadata.response_code {
        ResponseCode::NoError => Outcome::NoData,
        ResponseCode::NXDomain => Outcome::NxDomain,
        ResponseCode::Refused => return Reading::failed(Failure::Refused),
        _ => return Reading::failed(Failure::ServFail),
    };
    let negative_ttl = negative_ttl(&reply.authorities);
    if is_referral(&reply, negative_ttl) {
        return Reading::failed(Failure::Refused);
    }
    let mut answers = reply.answers;
    answers.retain(|record| record.dns_class == DNSClass::IN);
    let mut at = ask.name.clone();
    let mut aliases = Vec::new();
    let mut ttl_seconds = u32::MAX;
    loop {
        let here = |record: &Record, rtype| record.name == at && record.record_type() == rtype;
        let (found, rest): (Vec<Record>, Vec<Record>) = answers
            .into_iter()
            .partition(|record| here(record, ask.rtype));
        answers = rest;
        if !found.is_empty() {
            if found.len() > RECORDS_PER_ANSWER_MAX {
                return Reading::failed(Failure::Malformed);
            }
            let ttl = found.iter().map(|record| record.ttl).min();
            let data = found.into_iter().map(|record| record.data).collect();
            return Reading {
                found: Found::End(Outcome::Records(data)),
                aliases,
                ttl_seconds: ttl_seconds.min(ttl.unwrap_or(0)),
            };
        }
        let alias = answers
            .iter()
            .find(|record| here(record, RecordType::CNAME));
        let Some((RData::CNAME(target), ttl)) = alias.map(|record| (&record.data, record.ttl))
        else {
            break;
        };
        let target = target.0.clone();
        let Some(name) = domain_name(&target) else {
            return Reading::failed(Failure::Malformed);
        };
        if aliases.len() == ALIASES_MAX {
            return Reading::failed(Failure::ServFail);
        }
        aliases.push(name);
        ttl_seconds = ttl_seconds.min(ttl);
        at = target;
    }
    // RFC 2308 §2.2: a NODATA reply has the SOA of the zone the last name is in. An alias without
    // it, and without NXDOMAIN, was simply not followed.
    let found = match (aliases.is_empty(), &negative, negative_ttl) {
        (false, Outcome::NoData, None) => Found::Alias(at),
        _ => Found::End(negative),
    };
    Reading {
        found,
        aliases,
        ttl_seconds: ttl_seconds.min(negative_ttl.unwrap_or(0)),
    }
}

/// RFC 2308 §2.2 tells NODATA from a referral by the NS records without SOA. A server that refers us
/// on does not resolve for us, and has said nothing of the name.
fn is_referral(reply: &Message, negative_ttl: Option<u32>) -> bool {
    let is_ns = |record: &Record| record.record_type() == RecordType::NS;
    !reply.metadata.authoritative
        && reply.answers.is_empty()
        && negative_ttl.is_none()
        && reply.authorities.iter().any(is_ns)
}

/// RFC 2308 §5: the lower of the SOA's TTL and its MINIMUM.
fn negative_ttl(authorities: &[Record]) -> Option<u32> {
    authorities.iter().find_map(|record| match &record.data {
        RData::SOA(soa) => Some(record.ttl.min(soa.minimum)),
        _ => None,
    })
}
