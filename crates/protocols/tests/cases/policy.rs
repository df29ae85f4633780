//! `policy DOMAIN` blocks: what the policy host of the domain serves.

use protocols::answers::{Answer, Outcome, PolicyFetch, Question};

use crate::document::{Block, Case};
use crate::fields::Fields;
use crate::{servers, tls};

const NAMES: [&str; 14] = [
    "no-address",
    "no-connection",
    "no-tls",
    "no-response",
    "status",
    "content-type",
    "location",
    "line-ends",
    "milliseconds",
    "cut",
    "certificate",
    "valid",
    "issuer",
    "trust",
];

/// The fetches of a case's `policy` blocks.
pub(crate) fn read(case: &Case, place: &str) -> Vec<(Question, Answer)> {
    let mut fetches = Vec::new();
    for block in &case.blocks {
        if let Some(domain) = block.info.strip_prefix("policy ") {
            let name = domain.parse().unwrap_or_else(|e| panic!("{place}: {e}"));
            fetches.push((
                Question::Policy(name),
                Answer::Policy(fetch(block, domain, place)),
            ));
        }
    }
    fetches
}

/// Header lines, an empty line, the body. Without header lines the block begins with the empty line.
fn fetch(block: &Block, domain: &str, place: &str) -> PolicyFetch {
    let (header, body) = match block.body.strip_prefix('\n') {
        Some(body) => ("", body),
        None => block.body.split_once("\n\n").unwrap_or((&block.body, "")),
    };
    let header = Block {
        info: block.info.clone(),
        body: header.to_string(),
        line: block.line,
    };
    let fields = Fields::read(&header, &NAMES, place);
    let failure = |name: &str, word: &str| {
        servers::failure(word).unwrap_or_else(|| fields.refuse(name, word))
    };
    match fields.get("no-address") {
        Some("nodata") => return PolicyFetch::NoAddress(Outcome::NoData),
        Some("nxdomain") => return PolicyFetch::NoAddress(Outcome::NxDomain),
        Some(word) => return PolicyFetch::NoAddress(Outcome::Failed(failure("no-address", word))),
        None => {}
    }
    if let Some(word) = fields.get("no-connection") {
        return PolicyFetch::NoConnection(failure("no-connection", word));
    }
    if let Some(reason) = fields.get("no-tls") {
        return PolicyFetch::NoTls {
            reason: reason.to_string(),
        };
    }
    let tls = tls::session(&fields, "TLSv1.3", &format!("mta-sts.{domain}"));
    if let Some(word) = fields.get("no-response") {
        return PolicyFetch::NoResponse {
            tls,
            failure: failure("no-response", word),
        };
    }
    response(tls, &fields, body)
}

fn response(tls: protocols::answers::TlsSession, fields: &Fields<'_>, body: &str) -> PolicyFetch {
    let number = |name: &str, default: u64| {
        fields.get(name).map_or(default, |value| {
            value.parse().unwrap_or_else(|_| fields.refuse(name, value))
        })
    };
    let line_end = match fields.get("line-ends") {
        None | Some("crlf") => "\r\n",
        Some("lf") => "\n",
        Some(other) => fields.refuse("line-ends", other),
    };
    let lines: String = body
        .lines()
        .map(|line| format!("{line}{line_end}"))
        .collect();
    let content_type = match fields.get("content-type").unwrap_or("text/plain") {
        "none" => None,
        value => Some(value.to_string()),
    };
    PolicyFetch::Response {
        tls,
        status: u16::try_from(number("status", 200)).unwrap(),
        content_type,
        location: fields.get("location").map(str::to_string),
        body: lines.into_bytes(),
        cut: fields.get("cut") == Some("yes"),
        milliseconds: number("milliseconds", 90),
    }
}
