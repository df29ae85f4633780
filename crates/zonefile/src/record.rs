//! The records of a zone, as far as a mail domain is concerned.

use std::net::{Ipv4Addr, Ipv6Addr};

use protocols::answers::{CaaRecord, MxRecord, TlsaRecord, TxtRecord};
use protocols::name::DomainName;

/// One record of a master file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The owner; a wildcard's left-most label is `*`.
    pub owner: DomainName,
    /// The TTL in seconds.
    pub ttl_seconds: u32,
    /// Type and data.
    pub data: Data,
    /// The line its entry starts on, counted from 1.
    pub line: usize,
}

/// A record's type and data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// TXT.
    Txt(TxtRecord),
    /// A.
    A(Ipv4Addr),
    /// AAAA.
    Aaaa(Ipv6Addr),
    /// MX.
    Mx(MxRecord),
    /// PTR.
    Ptr(DomainName),
    /// TLSA.
    Tlsa(TlsaRecord),
    /// NS.
    Ns(DomainName),
    /// CAA.
    Caa(CaaRecord),
    /// CNAME.
    Cname(DomainName),
    /// SOA, of which only the MINIMUM matters here (RFC 2308 §4: the negative TTL), in seconds.
    Soa {
        /// The MINIMUM field.
        minimum_seconds: u32,
    },
    /// SPF, type 99, which has the form of TXT.
    Spf(TxtRecord),
    /// A type that is not looked at. It still makes its owner exist.
    Other(&'static str),
}
