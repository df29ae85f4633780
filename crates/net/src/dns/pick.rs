//! Record data of the DNS library into that of answers.

use std::net::{Ipv4Addr, Ipv6Addr};

use hickory_proto::rr::RData;
use protocols::answers::{CaaRecord, Failure, Lookup, MxRecord, Outcome, TlsaRecord, TxtRecord};
use protocols::name::DomainName;

use super::message::domain_name;

/// The records as their type; one that does not fit makes the whole answer malformed, since leaving
/// it out would say something about the domain that its servers did not say.
pub(crate) fn pick<T>(lookup: Lookup<RData>, of: fn(RData) -> Option<T>) -> Lookup<T> {
    let outcome = |outcome: Outcome<RData>| match outcome {
        Outcome::Records(data) => match data.into_iter().map(of).collect() {
            Some(records) => Outcome::Records(records),
            None => Outcome::Failed(Failure::Malformed),
        },
        Outcome::NoData => Outcome::NoData,
        Outcome::NxDomain => Outcome::NxDomain,
        Outcome::Failed(failure) => Outcome::Failed(failure),
    };
    Lookup {
        outcome: outcome(lookup.outcome),
        security: lookup.security,
        ttl_seconds: lookup.ttl_seconds,
        aliases: lookup.aliases,
        server: lookup.server,
        by_server: lookup
            .by_server
            .into_iter()
            .map(|(server, said)| (server, outcome(said)))
            .collect(),
    }
}

pub(crate) fn txt(data: RData) -> Option<TxtRecord> {
    match data {
        RData::TXT(txt) => {
            let strings = txt.txt_data.into_iter().map(<[u8]>::into_vec).collect();
            Some(TxtRecord { strings })
        }
        _ => None,
    }
}

/// SPF, type 99, which has the form of TXT (RFC 7208 §14.1): strings behind their lengths.
pub(crate) fn spf(data: RData) -> Option<TxtRecord> {
    let RData::Unknown { rdata, .. } = data else {
        return None;
    };
    let mut strings = Vec::new();
    let mut rest = rdata.anything.as_slice();
    while let Some((length, behind)) = rest.split_first() {
        let (string, further) = behind.split_at_checked(usize::from(*length))?;
        strings.push(string.to_vec());
        rest = further;
    }
    (!strings.is_empty()).then_some(TxtRecord { strings })
}

pub(crate) fn a(data: RData) -> Option<Ipv4Addr> {
    match data {
        RData::A(a) => Some(a.0),
        _ => None,
    }
}

pub(crate) fn aaaa(data: RData) -> Option<Ipv6Addr> {
    match data {
        RData::AAAA(aaaa) => Some(aaaa.0),
        _ => None,
    }
}

pub(crate) fn mx(data: RData) -> Option<MxRecord> {
    match data {
        RData::MX(mx) if mx.exchange.is_root() => Some(MxRecord {
            preference: mx.preference,
            exchange: None,
        }),
        RData::MX(mx) => Some(MxRecord {
            preference: mx.preference,
            exchange: Some(domain_name(&mx.exchange)?),
        }),
        _ => None,
    }
}

pub(crate) fn ptr(data: RData) -> Option<DomainName> {
    match data {
        RData::PTR(ptr) => domain_name(&ptr.0),
        _ => None,
    }
}

pub(crate) fn ns(data: RData) -> Option<DomainName> {
    match data {
        RData::NS(ns) => domain_name(&ns.0),
        _ => None,
    }
}

pub(crate) fn cname(data: RData) -> Option<DomainName> {
    match data {
        RData::CNAME(cname) => domain_name(&cname.0),
        _ => None,
    }
}

pub(crate) fn tlsa(data: RData) -> Option<TlsaRecord> {
    match data {
        RData::TLSA(tlsa) => Some(TlsaRecord {
            usage: tlsa.cert_usage.into(),
            selector: tlsa.selector.into(),
            matching: tlsa.matching.into(),
            data: tlsa.cert_data,
        }),
        _ => None,
    }
}

pub(crate) fn caa(data: RData) -> Option<CaaRecord> {
    match data {
        RData::CAA(caa) => Some(CaaRecord {
            critical: caa.issuer_critical,
            tag: caa.tag.to_ascii_lowercase(),
            value: String::from_utf8_lossy(&caa.value).into_owned(),
        }),
        _ => None,
    }
}
