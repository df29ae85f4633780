//! What could not be done, as a problem document (RFC 9457). Its `type` is the key of the words and
//! never changes; `detail` is in the language of whoever asked.

use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value as Json, json};

use crate::failure::Failed;
use crate::wire;
use crate::wording::{Arguments, Catalogue};

/// The media type (RFC 9457 §3).
pub(crate) const PROBLEM: &str = "application/problem+json";

/// Where a type is explained. A relative reference with its whole path, so that it is the same behind
/// every name of the server (RFC 9457 §3.1.1).
pub(super) const TYPES: &str = "/api/v1/problems/";

/// A kind of problem: its key without `error-`, and its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    /// The last part of its `type`.
    pub(crate) slug: &'static str,
    /// Its status.
    pub(crate) status: StatusCode,
}

const fn kinds<const N: usize>(status: StatusCode, slugs: [&'static str; N]) -> [Kind; N] {
    let mut kinds = [Kind { slug: "", status }; N];
    let mut at = 0;
    while at < N {
        kinds[at].slug = slugs[at];
        at += 1;
    }
    kinds
}

const BAD_REQUEST: &[Kind] = &kinds(StatusCode::BAD_REQUEST, ["form", "json", "token-form"]);
const UNAUTHORIZED: &[Kind] = &kinds(
    StatusCode::UNAUTHORIZED,
    ["not-signed-in", "sign-in", "token-refused"],
);
const FORBIDDEN: &[Kind] = &kinds(
    StatusCode::FORBIDDEN,
    [
        "not-allowed",
        "old-password",
        "only-people",
        "other-form",
        "other-site",
        "set-up-code",
    ],
);
const NOT_FOUND: &[Kind] = &kinds(
    StatusCode::NOT_FOUND,
    [
        "no-access",
        "no-job",
        "no-key",
        "no-problem",
        "no-route",
        "no-such-rule",
        "no-token",
        "no-user",
        "unknown-domain",
    ],
);
const METHOD: &[Kind] = &kinds(StatusCode::METHOD_NOT_ALLOWED, ["method"]);
const CONFLICT: &[Kind] = &kinds(
    StatusCode::CONFLICT,
    [
        "access-exists",
        "access-unusable",
        "advance-mx",
        "change-parked",
        "leave-not-leaving",
        "leave-nothing",
        "leaving",
        "remove-published",
        "changed-meanwhile",
        "domain-exists",
        "export-no-key",
        "last-admin",
        "no-zone-access",
        "rotate-no-name",
        "rotate-not-parked",
        "rotate-nothing",
        "rotate-parked",
        "rotate-parking",
        "rotate-taken",
        "rotate-under-way",
        "selector-in-use",
        "selector-stands",
        "set-up-over",
        "spf-draft",
        "stale-plan",
        "stale-undo",
        "step-not-open",
        "step-unfinished",
        "token-exists",
        "user-exists",
    ],
);
const PRECONDITION: &[Kind] = &kinds(StatusCode::PRECONDITION_FAILED, ["if-match"]);
const TOO_LARGE: &[Kind] = &kinds(StatusCode::PAYLOAD_TOO_LARGE, ["too-large-body"]);
const MEDIA_TYPE: &[Kind] = &kinds(StatusCode::UNSUPPORTED_MEDIA_TYPE, ["media-type"]);
const MISDIRECTED: &[Kind] = &kinds(StatusCode::MISDIRECTED_REQUEST, ["other-host"]);
const UNPROCESSABLE: &[Kind] = &kinds(
    StatusCode::UNPROCESSABLE_ENTITY,
    [
        "access-fields",
        "access-name",
        "access-no-zones",
        "access-other-zone",
        "access-which-zone",
        "address",
        "body",
        "date",
        "domain",
        "drive-domain",
        "mark",
        "mx-unknown",
        "one-label",
        "password-guessable",
        "password-long",
        "password-short",
        "policy-host-itself",
        "provider",
        "provider-unwritten",
        "query",
        "records",
        "rotate-one-selector",
        "selector",
        "spf-drop",
        "spf-term",
        "token-name",
        "user-name",
    ],
);
const TOO_MANY: &[Kind] = &kinds(
    StatusCode::TOO_MANY_REQUESTS,
    ["too-many-checks", "too-many-tries"],
);
const UNAVAILABLE: &[Kind] = &kinds(
    StatusCode::SERVICE_UNAVAILABLE,
    [
        "busy",
        "drive",
        "leave-not-seen",
        "network",
        "rotate-not-seen",
    ],
);
const INTERNAL: &[Kind] = &kinds(
    StatusCode::INTERNAL_SERVER_ERROR,
    [
        "access-file",
        "bug",
        "ca",
        "damaged",
        "data",
        "field-twice",
        "job-unread",
        "key-not-made",
        "master-key-malformed",
        "master-key-missing",
        "master-key-permissions",
        "master-key-wrong",
        "newer-schema",
        "no-randomness",
        "not-hashed",
        "not-text",
        "read",
        "too-large",
        "write",
    ],
);

/// Every kind there is.
pub(super) fn all() -> impl Iterator<Item = Kind> {
    [
        BAD_REQUEST,
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        METHOD,
        CONFLICT,
        PRECONDITION,
        TOO_LARGE,
        MEDIA_TYPE,
        MISDIRECTED,
        UNPROCESSABLE,
        TOO_MANY,
        UNAVAILABLE,
        INTERNAL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

/// The kind of a failure.
fn kind(failed: &Failed) -> Kind {
    // Behind `error-`.
    let slug = failed.key().split_once('-').map_or("", |(_, slug)| slug);
    all().find(|kind| kind.slug == slug).unwrap_or(Kind {
        slug: "bug",
        status: StatusCode::INTERNAL_SERVER_ERROR,
    })
}

/// The status of a failure.
pub(crate) fn status(failed: &Failed) -> StatusCode {
    kind(failed).status
}

/// A failure as an answer.
pub(crate) fn answer(failed: &Failed, words: &Catalogue, number: &str) -> Response {
    answer_with(failed, words, number, Map::new())
}

/// A failure as an answer that says more: what is there instead, until when to wait.
pub(crate) fn answer_with(
    failed: &Failed,
    words: &Catalogue,
    number: &str,
    more: Map<String, Json>,
) -> Response {
    let kind = kind(failed);
    if kind.status == StatusCode::INTERNAL_SERVER_ERROR {
        // What is wrong with the machine is for those who run it.
        tracing::error!(
            request = number,
            error = failed.in_english(),
            "a request failed"
        );
    }
    let mut shape = json!({
        "type": format!("{TYPES}{}", kind.slug),
        "title": title(kind.status, words),
        "status": kind.status.as_u16(),
        "detail": failed.what(words),
        "request": number,
    });
    if let Some(next) = failed.next(words) {
        shape["next"] = json!(next);
    }
    let wait = more.get("retry_after").and_then(Json::as_u64);
    if let Some(shape) = shape.as_object_mut() {
        shape.extend(more);
    }
    let head = [(CONTENT_TYPE, PROBLEM)];
    let mut answer = (kind.status, head, wire::document(&shape)).into_response();
    let headers = answer.headers_mut();
    if kind.status == StatusCode::UNAUTHORIZED {
        // RFC 9110 §15.5.2: 'The server generating a 401 response MUST send a WWW-Authenticate header'.
        let scheme = HeaderValue::from_static("Bearer realm=\"mailseal\"");
        headers.insert(WWW_AUTHENTICATE, scheme);
    }
    if let Some(wait) = wait {
        headers.insert(RETRY_AFTER, HeaderValue::from(wait));
    }
    answer
}

/// What a status means, in a word or two: the same for every problem of a kind (RFC 9457 §3.1.3).
pub(super) fn title(status: StatusCode, words: &Catalogue) -> String {
    words.word(match status.as_u16() {
        400 => "problem-bad-request",
        401 => "problem-unauthorized",
        403 => "problem-forbidden",
        404 => "problem-not-found",
        405 => "problem-method",
        409 => "problem-conflict",
        412 => "problem-precondition",
        413 => "problem-too-large",
        415 => "problem-media-type",
        421 => "problem-misdirected",
        422 => "problem-unprocessable",
        429 => "problem-too-many",
        503 => "problem-unavailable",
        // The table has no other.
        _ => "problem-internal",
    })
}

/// What a kind is about: its words, with the names of what varies in them.
pub(super) fn explained(kind: Kind, words: &Catalogue) -> Json {
    let key = format!("error-{}", kind.slug);
    let named = |text: String| text.replace("{$", "<").replace('}', ">");
    json!({
        "type": format!("{TYPES}{}", kind.slug),
        "title": title(kind.status, words),
        "status": kind.status.as_u16(),
        "detail": named(words.say(&key, &Arguments::none())),
        "next": words.attribute(&key, "next", &Arguments::none()).map(named),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::wording::{Language, error_keys};

    /// What begins so comes of commands, or of the start of the server.
    const COMMANDS: &[&str] = &[
        "backup-",
        "certificate-",
        "config-",
        "handed-",
        "mailcow-",
        "policy-file",
        "restore-",
        "tell-",
        "watch-",
    ];

    /// What only a command or the start of the server can run into.
    const NOT_HERE: &[&str] = &[
        "already-serving",
        "answers-file",
        "config-syntax",
        "config-type",
        "config-unknown",
        "config-unknown-meant",
        "config-value",
        "declined",
        "domain-list",
        "export-no-place",
        "export-one-domain",
        "export-path",
        "export-pem-only",
        "file-in-the-way",
        "handed-name",
        "handed-socket",
        "ignore-file",
        "listen",
        "no-record",
        "not-asked",
        "nothing-stored",
        "replay-incomplete",
        "rotate-offline",
        "save-several",
        "secret-form",
        "secret-stdin",
        "secret-too-large",
        "server",
        "setting-form",
        "variable",
        "write-output",
        "zone-file",
    ];

    #[test]
    fn every_failure_has_its_kind() {
        let kinds: BTreeSet<&str> = all().map(|kind| kind.slug).collect();
        assert_eq!(kinds.len(), all().count(), "no kind twice");
        let known = |slug: &str| {
            let is_command = |group: &&str| slug.starts_with(*group);
            kinds.contains(slug) || NOT_HERE.contains(&slug) || COMMANDS.iter().any(is_command)
        };
        for key in error_keys() {
            let (_, slug) = key.split_once('-').unwrap();
            assert!(
                known(slug),
                "{key} has no status: it belongs in a table above or in NOT_HERE"
            );
        }
        for slug in &kinds {
            let key = format!("error-{slug}");
            for language in [Language::English, Language::German] {
                assert!(Catalogue::shared(language).has(&key), "{key} has no words");
            }
            assert!(!NOT_HERE.contains(slug), "{slug}");
        }
    }

    #[test]
    fn a_problem_is_worded_for_whoever_asked() {
        let failed = Failed::new("error-unknown-domain").text("domain", "a.example");
        let answer = answer(&failed, Catalogue::shared(Language::German), "00ff");
        assert_eq!(answer.status(), StatusCode::NOT_FOUND);
        assert_eq!(answer.headers()[CONTENT_TYPE], PROBLEM);
        let refused = Failed::new("error-token-refused");
        let answer = super::answer(&refused, Catalogue::shared(Language::English), "");
        assert!(answer.headers().contains_key(WWW_AUTHENTICATE));
    }
}
