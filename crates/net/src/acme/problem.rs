//! Problem documents: what an authority says when it refuses (RFC 8555 §6.7).

use app::certificates::{FailureKind, Refused, Said};
use serde::Deserialize;

const PREFIX: &str = "urn:ietf:params:acme:error:";
/// Subproblems whose words are kept.
const SUBPROBLEMS_MAX: usize = 4;
/// Octets that are kept of an answer that is no problem document: an error page says little.
const PAGE_OCTETS_MAX: usize = 200;

/// A problem document.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Problem {
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(default)]
    detail: Option<String>,
    #[serde(default)]
    subproblems: Vec<Subproblem>,
}

#[derive(Debug, Default, Deserialize)]
struct Subproblem {
    #[serde(rename = "type", default)]
    kind: Option<String>,
    #[serde(default)]
    detail: Option<String>,
}

impl Problem {
    /// `None` for what is no problem document.
    pub(super) fn read(body: &[u8]) -> Option<Problem> {
        let problem: Problem = serde_json::from_slice(body).ok()?;
        (problem.kind.is_some() || problem.detail.is_some()).then_some(problem)
    }

    pub(super) fn of_library(problem: &instant_acme::Problem) -> Problem {
        let subproblems = problem.subproblems.iter().map(|sub| Subproblem {
            kind: sub.r#type.clone(),
            detail: sub.detail.clone(),
        });
        Problem {
            kind: problem.r#type.clone(),
            detail: problem.detail.clone(),
            subproblems: subproblems.collect(),
        }
    }

    pub(super) fn is_bad_nonce(&self) -> bool {
        self.name() == Some("badNonce")
    }

    pub(super) fn refused(&self, retry_after: Option<u64>) -> Refused {
        Refused {
            kind: self.failure(),
            said: Said::new(&self.words()),
            retry_after,
        }
    }

    fn name(&self) -> Option<&str> {
        self.kind.as_deref().and_then(name)
    }

    fn failure(&self) -> FailureKind {
        match self.name() {
            // RFC 8555 §6.7: 'Specific error conditions are indicated in the "subproblems" array'.
            Some("compound") => {
                let first = self.subproblems.first();
                let kind = first.and_then(|sub| name(sub.kind.as_deref()?));
                kind.map_or(FailureKind::Refused, of_name)
            }
            Some(name) => of_name(name),
            None => FailureKind::Refused,
        }
    }

    /// Type and detail as the authority wrote them, and of its subproblems too.
    fn words(&self) -> String {
        let mut words = line(self.kind.as_deref(), self.detail.as_deref());
        for sub in self.subproblems.iter().take(SUBPROBLEMS_MAX) {
            words.push_str("; ");
            words.push_str(&line(sub.kind.as_deref(), sub.detail.as_deref()));
        }
        words
    }
}

fn name(kind: &str) -> Option<&str> {
    kind.strip_prefix(PREFIX)
}

fn line(kind: Option<&str>, detail: Option<&str>) -> String {
    let kind = kind.map(|kind| name(kind).unwrap_or(kind));
    match (kind, detail) {
        (Some(kind), Some(detail)) => format!("{kind}: {detail}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

/// RFC 8555 §6.7, with `alreadyReplaced` of RFC 9773 and `invalidProfile` of the profiles extension.
fn of_name(name: &str) -> FailureKind {
    match name {
        "accountDoesNotExist" => FailureKind::AccountDoesNotExist,
        "externalAccountRequired" => FailureKind::ExternalAccountRequired,
        "invalidContact" | "unsupportedContact" | "badSignatureAlgorithm" | "badPublicKey" => {
            FailureKind::AccountRefused
        }
        "userActionRequired" => FailureKind::UserActionRequired,
        "invalidProfile" => FailureKind::NoProfile,
        "alreadyReplaced" => FailureKind::AlreadyReplaced,
        "caa" => FailureKind::Caa,
        "connection" => FailureKind::Connection,
        "dns" => FailureKind::Dns,
        "tls" => FailureKind::Tls,
        "incorrectResponse" | "unauthorized" => FailureKind::Unauthorized,
        "rejectedIdentifier" | "unsupportedIdentifier" => FailureKind::RejectedIdentifier,
        "rateLimited" => FailureKind::RateLimited,
        // It never liked a nonce it had given itself.
        "serverInternal" | "badNonce" => FailureKind::ServerInternal,
        _ => FailureKind::Refused,
    }
}

/// What a status says that comes without a problem document: something stands before the authority, or
/// it is broken.
pub(super) fn without(status: u16, body: &[u8], retry_after: Option<u64>) -> Refused {
    let text = String::from_utf8_lossy(&body[..body.len().min(PAGE_OCTETS_MAX)]);
    let kind = match status {
        429 => FailureKind::RateLimited,
        500..=599 => FailureKind::ServerInternal,
        _ => FailureKind::BadAnswer,
    };
    Refused {
        kind,
        said: Said::new(format!("status {status}: {text}").trim_end()),
        retry_after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (FailureKind, String) {
        let refused = Problem::read(body.as_bytes()).unwrap().refused(Some(7));
        assert_eq!(refused.retry_after, Some(7));
        (refused.kind, refused.said.as_str().to_owned())
    }

    #[test]
    fn types_are_told_apart() {
        let body = r#"{"type":"urn:ietf:params:acme:error:caa","detail":"no","status":403}"#;
        assert_eq!(read(body), (FailureKind::Caa, "caa: no".to_owned()));
        let body = r#"{"type":"urn:ietf:params:acme:error:new"}"#;
        assert_eq!(read(body), (FailureKind::Refused, "new".to_owned()));
        let body = r#"{"type":"about:blank","detail":"d"}"#;
        assert_eq!(
            read(body),
            (FailureKind::Refused, "about:blank: d".to_owned())
        );
        let body = r#"{"type":"urn:ietf:params:acme:error:compound","subproblems":[
            {"type":"urn:ietf:params:acme:error:dns","detail":"x"},{"detail":"y"}]}"#;
        assert_eq!(
            read(body),
            (FailureKind::Dns, "compound; dns: x; y".to_owned())
        );
    }

    #[test]
    fn what_is_no_document() {
        for body in ["", "<html>", "{}", "[]", "null", "7"] {
            assert!(Problem::read(body.as_bytes()).is_none(), "{body}");
        }
        let kind = |status| without(status, b"<h1>", None).kind;
        assert_eq!(kind(502), FailureKind::ServerInternal);
        assert_eq!(kind(429), FailureKind::RateLimited);
        assert_eq!(kind(301), FailureKind::BadAnswer);
        let page = without(500, &[b'x'; 10_000], Some(9));
        assert!(page.said.as_str().len() < 300);
        assert_eq!(page.retry_after, Some(9));
    }
}
