//! `policy DOMAIN` blocks: what the policy host of the domain serves, over IPv6 with `ipv6` behind it;
//! and `seen` blocks: what a check
//! found in force before.

use protocols::answers::{
    Answer, Answers, FamilyFetches, Need, Outcome, PolicyFetch, PolicyFetches, Question,
};
use protocols::assessment::RoomReport;
use protocols::mta_sts::record::PolicyId;
use protocols::mta_sts::{self, Seen};
use protocols::name::DomainName;

use crate::document::{Block, Case};
use crate::fields::Fields;
use crate::world::NOW;
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

const OVER_IPV6: &str = " ipv6";

/// The fetches of a case's `policy` blocks.
pub(crate) fn read(case: &Case, place: &str) -> Vec<(Question, Answer)> {
    let mut fetches = Vec::new();
    for block in &case.blocks {
        if let Some(domain) = block.info.strip_prefix("policy ") {
            if domain.ends_with(OVER_IPV6) {
                continue;
            }
            let name = domain.parse().unwrap_or_else(|e| panic!("{place}: {e}"));
            let first = fetch(block, domain, place);
            let over_ipv6 = format!("policy {domain}{OVER_IPV6}");
            let second = case.blocks.iter().find(|block| block.info == over_ipv6);
            let fetches_of = match second {
                None => PolicyFetches::Single(first),
                Some(block) => PolicyFetches::ByFamily(Box::new(FamilyFetches {
                    v4: first,
                    v6: fetch(block, domain, place),
                })),
            };
            fetches.push((Question::Policy(name), Answer::Policy(fetches_of)));
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

/// What the MTA-STS room says, and, where the case tells of a check before, of the change since.
pub(crate) fn assess(
    case: &Case,
    domain: &DomainName,
    answers: &Answers,
    place: &str,
) -> Result<RoomReport, Need> {
    let mut report = mta_sts::assess(domain, answers, NOW)?;
    if let Some(block) = case.blocks.iter().find(|block| block.info == "seen") {
        let after = mta_sts::policy_in_force(domain, answers, NOW)?;
        let after = after.unwrap_or_else(|| panic!("{place}: no policy is in force"));
        report
            .findings
            .extend(mta_sts::check_change(domain, &seen(block, place), &after));
    }
    Ok(report)
}

/// `id: …`, an empty line, the policy.
fn seen(block: &Block, place: &str) -> Seen {
    let read = block.body.split_once("\n\n").and_then(|(id, policy)| {
        let id = PolicyId::parse(id.strip_prefix("id: ")?)?;
        let policy = mta_sts::policy::parse(policy).parsed.record?;
        Some(Seen { id, policy })
    });
    read.unwrap_or_else(|| panic!("{place}: no `id: …`, empty line and policy"))
}
