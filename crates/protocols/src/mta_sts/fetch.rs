//! What a policy fetch gave, judged by §3.3: certificate, status, media type, size, and the policy.

use std::sync::Arc;

use std::net::IpAddr;

use crate::answers::{Failure, Outcome, PolicyFetch, PolicyFetches, TlsSession};
use crate::certificate::{self, Certificate, CertificateFault};
use crate::name::{DomainName, NameError};
use crate::time::Timestamp;

use super::policy::{self, ParsedPolicy, Policy, PolicyDefect};

/// The label the policy host stands under (§3.2).
pub const HOST_PREFIX: &str = "mta-sts";

/// Milliseconds after which senders in wide use have given up, although §3.3 suggests a minute:
/// postfix-tlspol waits 2 s per try, postfix-mta-sts-resolver 4 s.
pub const SLOW_MILLISECONDS: u64 = 2_000;

/// The policy host of a policy domain. Fails when the name would be too long.
pub fn policy_host(policy_domain: &DomainName) -> Result<DomainName, NameError> {
    policy_domain.child(HOST_PREFIX)
}

/// Where the policy of a policy host is served.
pub fn policy_url(policy_host: &DomainName) -> String {
    format!("https://{policy_host}/.well-known/mta-sts.txt")
}

/// Why senders do not accept what the policy host serves, its text aside. All of these are known
/// for certain; what could not be learnt is [`Judgement::unknown`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchFault {
    /// The host has no address.
    NoAddress,
    /// The host refuses connections to port 443.
    Refused,
    /// No TLS session came to be, in the TLS library's words.
    NoTls(String),
    /// The certificate of the host.
    Certificate(CertificateFault),
    /// The connection was closed, or what came is no HTTP.
    NoHttp,
    /// 3xx, which is not followed.
    Redirect {
        /// The status code.
        status: u16,
        /// Where it points.
        location: Option<String>,
    },
    /// Any other status than 200.
    Status(u16),
    /// A media type other than `text/plain`, or none.
    MediaType(Option<String>),
}

/// Whether the body is all there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodySize {
    /// All of it.
    Whole,
    /// There is more than the limit; what is here is its beginning.
    BeyondLimit,
}

/// The body of a response with status 200.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The text; octets that are not UTF-8 are U+FFFD.
    pub text: Arc<str>,
    /// The text read.
    pub policy: ParsedPolicy,
    /// Whether it is all there.
    pub size: BodySize,
    /// Milliseconds the fetch took.
    pub milliseconds: u64,
}

/// What is known after a fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Why senders do not accept it.
    pub faults: Vec<FetchFault>,
    /// The policy host's certificate, when one was presented and parses.
    pub certificate: Option<Certificate>,
    /// What was served, also when a sender would not look at it.
    pub body: Option<Body>,
    /// What kept us from learning more. A fault may be known all the same.
    pub unknown: Option<Failure>,
}

/// A policy from the policy host, with a certificate that holds. Only [`accept`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedPolicy(Policy);

impl ServedPolicy {
    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.0
    }
}

/// Why there is no [`ServedPolicy`]: whose fault it is decides what a sender reports (§6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAccepted {
    /// The host or what it serves.
    Fetch(Vec<FetchFault>),
    /// The policy's text.
    Policy(Vec<PolicyDefect>),
    /// Could not be learnt.
    Unknown(Failure),
}

/// The policy a sender may use after this fetch (§3.3).
pub fn accept(
    fetch: &PolicyFetch,
    host: &DomainName,
    now: Timestamp,
) -> Result<ServedPolicy, NotAccepted> {
    let judgement = judge(fetch, host, now);
    if !judgement.faults.is_empty() {
        return Err(NotAccepted::Fetch(judgement.faults));
    }
    if let Some(failure) = judgement.unknown {
        return Err(NotAccepted::Unknown(failure));
    }
    let Some(body) = judgement.body else {
        return Err(NotAccepted::Unknown(Failure::Malformed));
    };
    match (body.size, body.policy.parsed.record) {
        (BodySize::Whole, Some(policy)) => Ok(ServedPolicy(policy)),
        (BodySize::BeyondLimit, _) => Err(NotAccepted::Policy(vec![PolicyDefect::TooLarge])),
        (BodySize::Whole, None) => {
            let defects = body.policy.parsed.defects.into_iter();
            Err(NotAccepted::Policy(defects.map(|d| d.kind).collect()))
        }
    }
}

/// What a sender gets over either address family, where the policy host has both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByFamily {
    /// Over IPv4.
    pub v4: Result<ServedPolicy, NotAccepted>,
    /// Over IPv6.
    pub v6: Result<ServedPolicy, NotAccepted>,
}

impl ByFamily {
    /// `None` where the families were not told apart.
    pub fn of(fetches: &PolicyFetches, host: &DomainName, now: Timestamp) -> Option<ByFamily> {
        match fetches {
            PolicyFetches::Single(_) => None,
            PolicyFetches::ByFamily(fetches) => Some(ByFamily {
                v4: accept(&fetches.v4, host, now),
                v6: accept(&fetches.v6, host, now),
            }),
        }
    }
}

/// Judges a fetch from `host`, the policy host.
///
/// A refused connection and a name without an address are faults: whoever asks gets the same. A
/// timeout, a DNS failure and an address we did not ask are unknown: they may be ours.
pub fn judge(fetch: &PolicyFetch, host: &DomainName, now: Timestamp) -> Judgement {
    match fetch {
        PolicyFetch::NoAddress(outcome) => no_address(outcome),
        PolicyFetch::NoConnection(failure) => no_answer(*failure, FetchFault::Refused),
        PolicyFetch::NoTls { reason } => fault(FetchFault::NoTls(reason.clone())),
        PolicyFetch::NoResponse { tls, failure } => {
            let mut judgement = no_answer(*failure, FetchFault::NoHttp);
            judgement
                .faults
                .splice(0..0, certificate_faults(tls, host, now));
            judgement.certificate = leaf(tls);
            judgement
        }
        PolicyFetch::Response {
            tls,
            status,
            content_type,
            location,
            body,
            cut,
            milliseconds,
        } => {
            let mut faults = certificate_faults(tls, host, now);
            faults.extend(status_fault(*status, location.as_deref()));
            let body = (*status == 200).then(|| {
                faults.extend(media_type_fault(content_type.as_deref()));
                let text = Arc::<str>::from(String::from_utf8_lossy(body));
                Body {
                    policy: policy::parse(&text),
                    text,
                    size: if *cut {
                        BodySize::BeyondLimit
                    } else {
                        BodySize::Whole
                    },
                    milliseconds: *milliseconds,
                }
            });
            Judgement {
                faults,
                certificate: leaf(tls),
                body,
                unknown: None,
            }
        }
    }
}

fn fault(fault: FetchFault) -> Judgement {
    Judgement {
        faults: vec![fault],
        certificate: None,
        body: None,
        unknown: None,
    }
}

fn unknown(failure: Failure) -> Judgement {
    Judgement {
        faults: Vec::new(),
        certificate: None,
        body: None,
        unknown: Some(failure),
    }
}

fn no_address(outcome: &Outcome<IpAddr>) -> Judgement {
    match outcome {
        Outcome::NoData | Outcome::NxDomain => fault(FetchFault::NoAddress),
        Outcome::Failed(failure) => unknown(*failure),
        // Addresses without a connection to any is no outcome a fetch has.
        Outcome::Records(_) => unknown(Failure::Malformed),
    }
}

/// `when_certain` where the other side itself ended it.
fn no_answer(failure: Failure, when_certain: FetchFault) -> Judgement {
    match failure {
        Failure::Unreachable | Failure::Refused | Failure::Malformed => fault(when_certain),
        Failure::ServFail
        | Failure::Timeout
        | Failure::Bogus
        | Failure::NoRoute
        | Failure::Guarded
        | Failure::NotAsked => unknown(failure),
    }
}

/// §3.3: the host 'MUST present an X.509 certificate that is valid for the "mta-sts" DNS-ID […],
/// chain to a root CA that is trusted by the Sending MTA, and be non-expired'.
fn certificate_faults(tls: &TlsSession, host: &DomainName, now: Timestamp) -> Vec<FetchFault> {
    let faults = certificate::judge(tls, host, now).into_iter();
    faults.map(FetchFault::Certificate).collect()
}

fn leaf(tls: &TlsSession) -> Option<Certificate> {
    tls.chain
        .first()
        .and_then(|der| Certificate::parse(der).ok())
}

/// §3.3: 'Policies fetched via HTTPS are only valid if the HTTP response code is 200 (OK). HTTP 3xx
/// redirects MUST NOT be followed'.
fn status_fault(status: u16, location: Option<&str>) -> Option<FetchFault> {
    match status {
        200 => None,
        300..=399 => Some(FetchFault::Redirect {
            status,
            location: location.map(str::to_string),
        }),
        _ => Some(FetchFault::Status(status)),
    }
}

/// §3.2: 'senders SHOULD validate that the media type is "text/plain"'; its parameters are ignored.
fn media_type_fault(content_type: Option<&str>) -> Option<FetchFault> {
    let media_type = content_type.and_then(|value| value.split(';').next());
    match media_type {
        Some(media_type) if media_type.trim().eq_ignore_ascii_case("text/plain") => None,
        Some(_) | None => Some(FetchFault::MediaType(content_type.map(str::to_string))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::{ChainTrust, FamilyFetches};
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    /// 2026-06-01.
    const NOW: Timestamp = Timestamp(1_780_272_000);
    const POLICY: &[u8] = b"version: STSv1\r\nmode: none\r\nmax_age: 86400\r\n";

    fn host() -> DomainName {
        DomainName::parse("mta-sts.example.com").unwrap()
    }

    fn tls(name: &str) -> TlsSession {
        let mut params = CertificateParams::new(vec![name.to_string()]).unwrap();
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2027, 1, 1);
        let key = KeyPair::generate().unwrap();
        TlsSession {
            version: "TLSv1.3".to_string(),
            chain: vec![params.self_signed(&key).unwrap().der().to_vec()],
            trust: ChainTrust::Trusted,
        }
    }

    fn response(status: u16, content_type: &str) -> PolicyFetch {
        PolicyFetch::Response {
            tls: tls("mta-sts.example.com"),
            status,
            content_type: Some(content_type.to_string()),
            location: None,
            body: POLICY.to_vec(),
            cut: false,
            milliseconds: 90,
        }
    }

    #[test]
    fn what_senders_accept() {
        let good = response(200, "Text/Plain; charset=utf-8; x=y");
        let served = accept(&good, &host(), NOW).unwrap();
        assert_eq!(served.policy().max_age_seconds(), 86_400);
    }

    #[test]
    fn what_they_do_not() {
        let faults = |fetch: &PolicyFetch| judge(fetch, &host(), NOW).faults;
        let moved = FetchFault::Redirect {
            status: 301,
            location: None,
        };
        assert_eq!(faults(&response(301, "text/plain")), [moved]);
        assert_eq!(
            faults(&response(404, "text/html")),
            [FetchFault::Status(404)]
        );
        assert_eq!(
            faults(&response(204, "text/plain")),
            [FetchFault::Status(204)]
        );
        assert_eq!(
            faults(&response(200, "text/html")),
            [FetchFault::MediaType(Some("text/html".to_string()))]
        );
        let foreign = PolicyFetch::NoResponse {
            tls: tls("example.com"),
            failure: Failure::Timeout,
        };
        let judgement = judge(&foreign, &host(), NOW);
        assert!(matches!(judgement.faults[..], [FetchFault::Certificate(_)]));
        assert_eq!(judgement.unknown, Some(Failure::Timeout));
    }

    #[test]
    fn a_failure_is_never_an_absence() {
        let no_address = |outcome| judge(&PolicyFetch::NoAddress(outcome), &host(), NOW);
        assert_eq!(
            no_address(Outcome::NxDomain).faults,
            [FetchFault::NoAddress]
        );
        for failure in [Failure::ServFail, Failure::Bogus, Failure::Timeout] {
            let judgement = no_address(Outcome::Failed(failure));
            assert_eq!(
                (judgement.faults, judgement.unknown),
                (vec![], Some(failure))
            );
        }
        let refused = PolicyFetch::NoConnection(Failure::Unreachable);
        assert_eq!(judge(&refused, &host(), NOW).faults, [FetchFault::Refused]);
        let silent = PolicyFetch::NoConnection(Failure::Timeout);
        let not = accept(&silent, &host(), NOW);
        assert_eq!(not, Err(NotAccepted::Unknown(Failure::Timeout)));
    }

    #[test]
    fn the_family_with_a_connection_is_the_one_that_counts() {
        let none = PolicyFetch::NoConnection;
        let main = |v4: PolicyFetch, v6: PolicyFetch| {
            let fetches = Box::new(FamilyFetches { v4, v6 });
            PolicyFetches::ByFamily(fetches).main().clone()
        };
        let (found, missing) = (response(200, "text/plain"), response(404, "text/html"));
        assert_eq!(main(found.clone(), missing.clone()), found);
        assert_eq!(main(missing.clone(), found.clone()), missing);
        assert_eq!(main(none(Failure::Unreachable), found.clone()), found);
        assert_eq!(main(found.clone(), none(Failure::Timeout)), found);
        // Without any, what leaves most open.
        for (one, other) in [
            (Failure::Timeout, Failure::Unreachable),
            (Failure::Unreachable, Failure::NoRoute),
            (Failure::NoRoute, Failure::Guarded),
        ] {
            assert_eq!(main(none(one), none(other)), none(one));
            assert_eq!(main(none(other), none(one)), none(one));
        }
    }

    #[test]
    fn a_cut_body_is_no_policy() {
        let mut large = response(200, "text/plain");
        if let PolicyFetch::Response { cut, .. } = &mut large {
            *cut = true;
        }
        let not = accept(&large, &host(), NOW);
        assert_eq!(not, Err(NotAccepted::Policy(vec![PolicyDefect::TooLarge])));
    }
}
