//! What the world has said so far, and what is still to be asked.
//!
//! [`Answers`] is at once the input of every evaluator, a test's fixture, the evidence behind a
//! finding and what `--save` writes. An answer is never just absent: [`Outcome`] keeps "there is
//! nothing" (`NoData`, `NxDomain`) apart from "could not ask" ([`Outcome::Failed`]), and **a failure
//! is never read as an absence**.

mod need;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::name::DomainName;

pub use need::{Need, Needs, both};

/// One question to the world.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// TXT at a name.
    Txt(DomainName),
    /// A at a name.
    A(DomainName),
    /// AAAA at a name.
    Aaaa(DomainName),
    /// MX at a name.
    Mx(DomainName),
    /// PTR of an address (below `in-addr.arpa` or `ip6.arpa`).
    Ptr(IpAddr),
    /// TLSA at a name such as `_25._tcp.mx.example.com`.
    Tlsa(DomainName),
    /// NS at a name.
    Ns(DomainName),
    /// CAA at a name.
    Caa(DomainName),
    /// CNAME at a name (the record itself, not followed).
    Cname(DomainName),
    /// SPF, type 99, at a name: nobody evaluates it any more (RFC 7208 §3.1). It is asked to tell an
    /// owner who published nothing else.
    Spf(DomainName),
    /// The MTA-STS policy of a policy domain: `https://mta-sts.<domain>/.well-known/mta-sts.txt`.
    Policy(DomainName),
    /// EHLO and STARTTLS on port 25 of an MX host.
    Smtp(DomainName),
}

impl Question {
    /// Whether it is asked of the DNS, and not of a policy host or an MX host.
    pub fn is_dns(&self) -> bool {
        match self {
            Question::Txt(_)
            | Question::A(_)
            | Question::Aaaa(_)
            | Question::Mx(_)
            | Question::Ptr(_)
            | Question::Tlsa(_)
            | Question::Ns(_)
            | Question::Caa(_)
            | Question::Cname(_)
            | Question::Spf(_) => true,
            Question::Policy(_) | Question::Smtp(_) => false,
        }
    }
}

/// Why there is no answer. Never read as "the record does not exist".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Failure {
    /// SERVFAIL, and every RCODE but NOERROR and NXDOMAIN that has no value of its own here.
    ServFail,
    /// REFUSED.
    Refused,
    /// No answer in time.
    Timeout,
    /// DNSSEC validation failed.
    Bogus,
    /// Connection refused, or the server closed the connection.
    Unreachable,
    /// No connection can be made from this machine: it has no route to the address, as one without
    /// IPv6 has none to an IPv6 address.
    NoRoute,
    /// The answer did not parse, or was larger than the limits allow.
    Malformed,
    /// We did not ask: the address is private and private addresses are not asked.
    Guarded,
    /// We did not ask: everything is answered from files.
    NotAsked,
}

impl Failure {
    /// Of two failures of one exchange, at two addresses: the one that leaves more open.
    #[must_use]
    pub fn or_more_open(self, other: Failure) -> Failure {
        fn openness(failure: Failure) -> u8 {
            match failure {
                Failure::Guarded | Failure::NotAsked => 0,
                // Another address was tried in earnest.
                Failure::NoRoute => 1,
                Failure::Unreachable | Failure::Refused | Failure::Malformed => 2,
                Failure::ServFail | Failure::Bogus | Failure::Timeout => 3,
            }
        }
        if openness(other) > openness(self) {
            other
        } else {
            self
        }
    }
}

/// What came back for one DNS question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome<T> {
    /// At least one record, in the order of the answer.
    Records(Vec<T>),
    /// The name exists (or is an empty non-terminal), the type does not.
    NoData,
    /// The name does not exist, nor anything below it (RFC 8020).
    NxDomain,
    /// Could not be asked.
    Failed(Failure),
}

impl<T> Outcome<T> {
    /// The records, empty for `NoData` and `NxDomain`; the failure where nothing is known.
    pub fn known(&self) -> Result<&[T], Failure> {
        match self {
            Outcome::Records(records) => Ok(records),
            Outcome::NoData | Outcome::NxDomain => Ok(&[]),
            Outcome::Failed(failure) => Err(*failure),
        }
    }
}

/// What is known of an answer's DNSSEC state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// Validated: the AD bit of a resolver that is trusted to validate, or our own validation.
    Secure,
    /// Proven or assumed unsigned: the resolver validates and did not set AD.
    Insecure,
    /// Nobody validated (zone file, authoritative server, a resolver that does not validate).
    Unchecked,
}

/// One DNS answer with where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup<T> {
    /// What came back.
    pub outcome: Outcome<T>,
    /// Its DNSSEC state.
    pub security: Security,
    /// The lowest TTL of the records, in seconds; for a negative answer the negative TTL; else 0.
    pub ttl_seconds: u32,
    /// The names the answer went through when the asked name is an alias, in order.
    pub aliases: Vec<DomainName>,
    /// The server that was asked: `192.0.2.1:53`, `https://…`, or a file's name.
    pub server: String,
    /// With `--authoritative`: what each authoritative server said, `(server, outcome)`. Else empty.
    pub by_server: Vec<(String, Outcome<T>)>,
}

impl<T> Lookup<T> {
    /// An answer with nothing but its outcome, as tests and zone files make it.
    pub fn plain(outcome: Outcome<T>) -> Lookup<T> {
        Lookup {
            outcome,
            security: Security::Unchecked,
            ttl_seconds: 0,
            aliases: Vec::new(),
            server: String::new(),
            by_server: Vec::new(),
        }
    }
}

impl<T> Lookup<T> {
    /// Whether nobody was asked: everything is answered from files, and the name lies in none of them.
    /// That it does not exist is then an assumption, which no fault may rest on.
    pub fn is_assumed(&self) -> bool {
        self.server.is_empty() && matches!(self.outcome, Outcome::NxDomain)
    }
}

/// One TXT record, its character-strings as they came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TxtRecord {
    /// The character-strings, each up to 255 octets.
    pub strings: Vec<Vec<u8>>,
}

impl TxtRecord {
    /// One record of the given text, split at 255 octets as a server would hold it.
    pub fn of(text: &str) -> TxtRecord {
        let size = crate::limits::CHARACTER_STRING_OCTETS_MAX;
        TxtRecord {
            strings: text.as_bytes().chunks(size).map(<[u8]>::to_vec).collect(),
        }
    }

    /// The strings joined without a space (RFC 7208 §3.3, RFC 6376 §3.6.2.2, RFC 8461 §3.1).
    pub fn joined(&self) -> Vec<u8> {
        self.strings.concat()
    }

    /// The joined text. Octets that are not UTF-8 become U+FFFD, which no record grammar accepts, so
    /// a rule sees them as the defect they are.
    pub fn text(&self) -> String {
        String::from_utf8(self.joined())
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

/// One MX record. A null MX (RFC 7505) has `exchange: None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MxRecord {
    /// Lower is preferred.
    pub preference: u16,
    /// The host; `None` for `.`.
    pub exchange: Option<DomainName>,
}

/// One TLSA record (RFC 6698 §2.1), fields as numbers so that unusable ones can be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsaRecord {
    /// Certificate usage: 0 PKIX-TA, 1 PKIX-EE, 2 DANE-TA, 3 DANE-EE.
    pub usage: u8,
    /// Selector: 0 Cert, 1 SPKI.
    pub selector: u8,
    /// Matching type: 0 full, 1 SHA-256, 2 SHA-512.
    pub matching: u8,
    /// The certificate association data.
    pub data: Vec<u8>,
}

/// One CAA record (RFC 8659 §4.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaaRecord {
    /// Whether the issuer-critical flag is set.
    pub critical: bool,
    /// The property tag, lower case.
    pub tag: String,
    /// The value.
    pub value: String,
}

/// Whether a presented certificate chain leads to a trusted root, names and dates aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainTrust {
    /// A path to a trusted root, with valid signatures.
    Trusted,
    /// The leaf is its own issuer.
    SelfSigned,
    /// No path to a trusted root (missing intermediate, private CA, bad signature).
    UnknownIssuer,
    /// The certificate does not parse or may not serve as a server's.
    Unusable,
}

/// A TLS session as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsSession {
    /// The version as rustls names it: `TLSv1.2`, `TLSv1.3`.
    pub version: String,
    /// The presented certificates in DER, leaf first, at most `CHAIN_CERTIFICATES_MAX`.
    pub chain: Vec<Vec<u8>>,
    /// Whether the chain is trusted; names and dates are judged here, not there.
    pub trust: ChainTrust,
}

/// What the HTTPS fetch of a policy gave (RFC 8461 §3.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyFetch {
    /// The host's address could not be learnt or does not exist.
    NoAddress(Outcome<IpAddr>),
    /// No connection to port 443.
    NoConnection(Failure),
    /// TLS failed before any HTTP: the server's alert or our reason, in a few words.
    NoTls {
        /// What the TLS library said, for people.
        reason: String,
    },
    /// An HTTP response over TLS. Trust, name and dates of `tls` are judged by `mta_sts`.
    Response {
        /// The session; its certificate is not judged by the fetcher.
        tls: TlsSession,
        /// The status code.
        status: u16,
        /// The `Content-Type` field as it came.
        content_type: Option<String>,
        /// The `Location` field of a redirect, never followed (RFC 8461 §3.3).
        location: Option<String>,
        /// The body up to `POLICY_OCTETS_MAX`.
        body: Vec<u8>,
        /// Whether there was more than the limit.
        cut: bool,
        /// Milliseconds from the start of the connection to the last octet of the body.
        milliseconds: u64,
    },
    /// TLS worked; the HTTP exchange did not finish.
    NoResponse {
        /// The session up to then.
        tls: TlsSession,
        /// What went wrong.
        failure: Failure,
    },
}

/// What the policy host gave, over each address family it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyFetches {
    /// It has addresses of one family only, or none, or is not told apart by them.
    Single(PolicyFetch),
    /// It has both A and AAAA, and both were asked at once.
    ByFamily(Box<FamilyFetches>),
}

/// One fetch over each address family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FamilyFetches {
    /// At the IPv4 addresses.
    pub v4: PolicyFetch,
    /// At the IPv6 addresses.
    pub v6: PolicyFetch,
}

impl PolicyFetches {
    /// The fetch that a sender with both families gets: where one has no connection, the other.
    pub fn main(&self) -> &PolicyFetch {
        let FamilyFetches { v4, v6 } = match self {
            PolicyFetches::Single(fetch) => return fetch,
            PolicyFetches::ByFamily(families) => families.as_ref(),
        };
        match (v4, v6) {
            (PolicyFetch::NoConnection(a), PolicyFetch::NoConnection(b))
                if a.or_more_open(*b) == *a =>
            {
                v4
            }
            (PolicyFetch::NoConnection(_), _) => v6,
            // IPv4 first, as more of the world has it.
            (_, _) => v4,
        }
    }
}

impl From<PolicyFetch> for PolicyFetches {
    fn from(fetch: PolicyFetch) -> PolicyFetches {
        PolicyFetches::Single(fetch)
    }
}

/// What port 25 of an MX host said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SmtpProbe {
    /// The host's address could not be learnt or does not exist.
    NoAddress(Outcome<IpAddr>),
    /// No connection to port 25, on any address.
    NoConnection(Failure),
    /// Connected, then no usable greeting or EHLO reply.
    NoGreeting {
        /// The address that was connected to.
        address: IpAddr,
        /// What went wrong.
        failure: Failure,
        /// The reply, if one came (`554 …`).
        reply: Option<String>,
    },
    /// EHLO answered.
    Greeted {
        /// The address that was connected to.
        address: IpAddr,
        /// The name in the greeting.
        greeting: String,
        /// The EHLO keywords, upper case.
        extensions: Vec<String>,
        /// What STARTTLS gave.
        starttls: StartTls,
    },
}

/// What STARTTLS gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StartTls {
    /// Not among the EHLO keywords.
    NotOffered,
    /// Offered, then refused with this reply.
    Refused(String),
    /// The handshake failed, in the TLS library's words.
    Failed(String),
    /// The handshake broke off: nothing is known of TLS here.
    Broken(Failure),
    /// A session. Its certificate is judged by `domain` and `dane`.
    Session(TlsSession),
}

/// One answer, of the type its question asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To [`Question::Txt`].
    Txt(Lookup<TxtRecord>),
    /// To [`Question::A`].
    A(Lookup<Ipv4Addr>),
    /// To [`Question::Aaaa`].
    Aaaa(Lookup<Ipv6Addr>),
    /// To [`Question::Mx`].
    Mx(Lookup<MxRecord>),
    /// To [`Question::Ptr`].
    Ptr(Lookup<DomainName>),
    /// To [`Question::Tlsa`].
    Tlsa(Lookup<TlsaRecord>),
    /// To [`Question::Ns`].
    Ns(Lookup<DomainName>),
    /// To [`Question::Caa`].
    Caa(Lookup<CaaRecord>),
    /// To [`Question::Cname`].
    Cname(Lookup<DomainName>),
    /// To [`Question::Spf`].
    Spf(Lookup<TxtRecord>),
    /// To [`Question::Policy`].
    Policy(PolicyFetches),
    /// To [`Question::Smtp`].
    Smtp(SmtpProbe),
}

impl Answer {
    /// The answer to a question that could not be asked: it says only why.
    pub fn failed(question: &Question, failure: Failure) -> Answer {
        fn lookup<T>(failure: Failure) -> Lookup<T> {
            Lookup::plain(Outcome::Failed(failure))
        }
        match question {
            Question::Txt(_) => Answer::Txt(lookup(failure)),
            Question::A(_) => Answer::A(lookup(failure)),
            Question::Aaaa(_) => Answer::Aaaa(lookup(failure)),
            Question::Mx(_) => Answer::Mx(lookup(failure)),
            Question::Ptr(_) => Answer::Ptr(lookup(failure)),
            Question::Tlsa(_) => Answer::Tlsa(lookup(failure)),
            Question::Ns(_) => Answer::Ns(lookup(failure)),
            Question::Caa(_) => Answer::Caa(lookup(failure)),
            Question::Spf(_) => Answer::Spf(lookup(failure)),
            Question::Cname(_) => Answer::Cname(lookup(failure)),
            Question::Policy(_) => Answer::Policy(PolicyFetch::NoConnection(failure).into()),
            Question::Smtp(_) => Answer::Smtp(SmtpProbe::NoConnection(failure)),
        }
    }

    /// Who answered a DNS question; `None` for what is no DNS answer.
    pub fn server(&self) -> Option<&str> {
        match self {
            Answer::Txt(lookup) => Some(&lookup.server),
            Answer::A(lookup) => Some(&lookup.server),
            Answer::Aaaa(lookup) => Some(&lookup.server),
            Answer::Mx(lookup) => Some(&lookup.server),
            Answer::Ptr(lookup) | Answer::Ns(lookup) | Answer::Cname(lookup) => {
                Some(&lookup.server)
            }
            Answer::Tlsa(lookup) => Some(&lookup.server),
            Answer::Caa(lookup) => Some(&lookup.server),
            Answer::Spf(lookup) => Some(&lookup.server),
            Answer::Policy(_) | Answer::Smtp(_) => None,
        }
    }
}

/// All that the world has said so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<Question, Answer>);

macro_rules! typed {
    ($(#[$doc:meta])* $method:ident, $variant:ident, $key:ty, $value:ty) => {
        $(#[$doc])*
        pub fn $method(&self, key: &$key) -> Result<&$value, Need> {
            let question = Question::$variant(key.clone());
            match self.0.get(&question) {
                Some(Answer::$variant(value)) => Ok(value),
                _ => Err(Need::of(question)),
            }
        }
    };
}

impl Answers {
    /// Nothing asked yet.
    pub fn new() -> Answers {
        Answers::default()
    }

    /// Adds an answer; `false` when the question was answered before or the kinds do not fit, in
    /// which case nothing changes.
    pub fn add(&mut self, question: Question, answer: Answer) -> bool {
        if !fits(&question, &answer) || self.0.contains_key(&question) {
            return false;
        }
        self.0.insert(question, answer);
        true
    }

    /// Every question with its answer, in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (&Question, &Answer)> {
        self.0.iter()
    }

    /// The answer to one question, if it was asked.
    pub fn get(&self, question: &Question) -> Option<&Answer> {
        self.0.get(question)
    }

    /// How many questions are answered.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was asked yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    typed!(/// TXT at a name.
        txt, Txt, DomainName, Lookup<TxtRecord>);
    typed!(/// A at a name.
        a, A, DomainName, Lookup<Ipv4Addr>);
    typed!(/// AAAA at a name.
        aaaa, Aaaa, DomainName, Lookup<Ipv6Addr>);
    typed!(/// MX at a name.
        mx, Mx, DomainName, Lookup<MxRecord>);
    typed!(/// PTR of an address.
        ptr, Ptr, IpAddr, Lookup<DomainName>);
    typed!(/// TLSA at a name.
        tlsa, Tlsa, DomainName, Lookup<TlsaRecord>);
    typed!(/// NS at a name.
        ns, Ns, DomainName, Lookup<DomainName>);
    typed!(/// CAA at a name.
        caa, Caa, DomainName, Lookup<CaaRecord>);
    typed!(/// CNAME at a name.
        cname, Cname, DomainName, Lookup<DomainName>);
    typed!(/// SPF, type 99, at a name.
        spf, Spf, DomainName, Lookup<TxtRecord>);
    typed!(/// The policy fetches of a policy domain.
        policy, Policy, DomainName, PolicyFetches);
    typed!(/// The STARTTLS probe of an MX host.
        smtp, Smtp, DomainName, SmtpProbe);
}

fn fits(question: &Question, answer: &Answer) -> bool {
    matches!(
        (question, answer),
        (Question::Txt(_), Answer::Txt(_))
            | (Question::A(_), Answer::A(_))
            | (Question::Aaaa(_), Answer::Aaaa(_))
            | (Question::Mx(_), Answer::Mx(_))
            | (Question::Ptr(_), Answer::Ptr(_))
            | (Question::Tlsa(_), Answer::Tlsa(_))
            | (Question::Ns(_), Answer::Ns(_))
            | (Question::Caa(_), Answer::Caa(_))
            | (Question::Cname(_), Answer::Cname(_))
            | (Question::Spf(_), Answer::Spf(_))
            | (Question::Policy(_), Answer::Policy(_))
            | (Question::Smtp(_), Answer::Smtp(_))
    )
}
