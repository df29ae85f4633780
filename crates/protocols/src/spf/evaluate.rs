//! `check_host` (§4): may this client send mail with this identity?
//!
//! Verdict ([`SpfResult`]), reason ([`Cause`]) and evidence ([`Trace`]) are three types.

pub(super) mod expand;
mod explanation;
mod names;
mod prefetch;
mod trace;
mod walk;

use std::fmt;
use std::net::IpAddr;

use crate::answers::{Answers, Failure, Need, Question};
use crate::name::DomainName;
use crate::time::Timestamp;

pub use trace::{Step, StepOutcome, Trace, Visit};

/// §4.3: a domain of one label is not asked.
const LABELS_MIN: usize = 2;

/// Who sends, with which identity, and what macros need to know of the receiver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfQuery {
    /// The client's address. An IPv4-mapped IPv6 address counts as IPv4 (§5).
    pub client: IpAddr,
    /// The identity that is checked.
    pub sender: Sender,
    /// What the client said in HELO or EHLO, for `%{h}`.
    pub helo: String,
    /// The receiving host, for `%{r}`.
    pub receiver: Receiver,
    /// When, for `%{t}`.
    pub now: Timestamp,
}

/// The receiving host's name (§7.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receiver {
    /// 'a fully qualified domain name'
    Named(DomainName),
    /// 'the word "unknown" SHOULD be substituted'
    Unknown,
}

/// The identity that is checked: `local@domain`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    local: String,
    domain: String,
}

impl Sender {
    /// A MAIL FROM address. Empty (the null reverse-path, §2.4) means `postmaster` at the HELO
    /// name; without a local part `postmaster` is put there (§4.3).
    pub fn mail_from(address: &str, helo: &str) -> Sender {
        let address = address.trim_start_matches('<').trim_end_matches('>');
        if address.is_empty() {
            return Sender::helo(helo);
        }
        let (local, domain) = address.rsplit_once('@').unwrap_or(("", address));
        Sender {
            local: if local.is_empty() {
                "postmaster"
            } else {
                local
            }
            .to_string(),
            domain: domain.to_string(),
        }
    }

    /// A HELO name as the identity (§2.3).
    pub fn helo(helo: &str) -> Sender {
        Sender {
            local: "postmaster".to_string(),
            domain: helo.to_string(),
        }
    }

    /// The local part, `postmaster` where there was none.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// The domain whose record is asked, with A-labels (RFC 8616 §4).
    ///
    /// `None` where §4.3 ends with "none" at once: 'If the `<domain>` is malformed […] or is not a
    /// multi-label domain name'. A domain literal and a bare address are no names.
    pub fn domain(&self) -> Option<DomainName> {
        let name = DomainName::parse(&self.domain).ok()?;
        let is_literal = name.as_str().starts_with('[');
        let is_address = self.domain.parse::<IpAddr>().is_ok();
        (name.label_count() >= LABELS_MIN && !is_literal && !is_address).then_some(name)
    }
}

/// The result (§2.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpfResult {
    /// Nothing is said: no domain, or no record.
    None,
    /// The domain says that it does not say.
    Neutral,
    /// Authorised.
    Pass,
    /// Not authorised.
    Fail,
    /// Probably not authorised.
    SoftFail,
    /// The DNS did not answer.
    TempError,
    /// The domain's records cannot be interpreted.
    PermError,
}

impl fmt::Display for SpfResult {
    /// The word of `Received-SPF` and `Authentication-Results`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            SpfResult::None => "none",
            SpfResult::Neutral => "neutral",
            SpfResult::Pass => "pass",
            SpfResult::Fail => "fail",
            SpfResult::SoftFail => "softfail",
            SpfResult::TempError => "temperror",
            SpfResult::PermError => "permerror",
        })
    }
}

/// A term of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The domain whose record it is.
    pub domain: DomainName,
    /// The term as it is written there.
    pub term: String,
}

/// Why the result is what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// The identity has no domain that can be asked.
    NotADomain,
    /// The domain does not exist.
    NoSuchDomain(DomainName),
    /// The domain has no SPF record.
    NoRecord(DomainName),
    /// This term matched.
    Matched(At),
    /// No term of this domain's record matched, and nothing else is said (§4.7).
    NothingMatched(DomainName),
    /// The domain has several records.
    SeveralRecords {
        /// Whose.
        domain: DomainName,
        /// How many.
        count: usize,
    },
    /// The record has a syntax error; [`super::lint()`] says which.
    Syntax(DomainName),
    /// This term is one too many of those that ask the DNS.
    TooManyLookups(At),
    /// This term is one too many of those without an answer.
    TooManyVoidLookups(At),
    /// This `mx` has more hosts than may be asked.
    TooManyMxHosts(At),
    /// The target of this `include` or `redirect` has no record.
    TargetWithoutRecord {
        /// The term.
        at: At,
        /// The target after expansion.
        target: String,
    },
    /// This question got no answer.
    NoAnswer {
        /// What was asked.
        question: Question,
        /// Why there is none.
        failure: Failure,
    },
}

/// What the domain says of a failed check (§6.2). It is text of a third party and is to be shown as
/// such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The domain whose `exp` it is.
    pub domain: DomainName,
    /// The text: visible US-ASCII and spaces.
    pub text: String,
}

/// What `check_host` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpfVerdict {
    /// The result.
    pub result: SpfResult,
    /// Why.
    pub cause: Cause,
    /// What was looked at, in order.
    pub trace: Trace,
    /// What the domain has to say of a `fail`.
    pub explanation: Option<Explanation>,
}

/// Evaluates the sender's domain for the client.
///
/// May ask: TXT of the domain; for each of at most 10 terms TXT, A or AAAA, MX and the addresses of
/// at most 10 hosts, or PTR and the addresses of at most 10 names; TXT of the explanation. What can
/// be asked at once without exceeding the limits of §4.6.4 is in one need.
pub fn check_host(query: &SpfQuery, answers: &Answers) -> Result<SpfVerdict, Need> {
    let Some(domain) = query.sender.domain() else {
        return Ok(SpfVerdict {
            result: SpfResult::None,
            cause: Cause::NotADomain,
            trace: Trace::default(),
            explanation: None,
        });
    };
    walk::Walk::new(query, &domain, answers).verdict(&domain)
}
