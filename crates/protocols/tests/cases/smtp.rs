//! `smtp HOST` blocks: what the host says on port 25.

use std::net::{IpAddr, Ipv4Addr};

use protocols::answers::{Answer, Outcome, Question, SmtpProbe, StartTls};

use crate::document::{Block, Case};
use crate::fields::Fields;
use crate::{servers, tls};

const NAMES: [&str; 9] = [
    "no-connection",
    "no-greeting",
    "greeting",
    "starttls",
    "certificate",
    "valid",
    "issuer",
    "trust",
    "chain",
];

/// The probes of a case's `smtp` blocks. Each is a session in order unless its lines say otherwise.
pub(crate) fn read(case: &Case, place: &str) -> Vec<(Question, Answer)> {
    let mut probes = Vec::new();
    for block in &case.blocks {
        if let Some(host) = block.info.strip_prefix("smtp ") {
            let name = host.parse().unwrap_or_else(|e| panic!("{place}: {e}"));
            probes.push((
                Question::Smtp(name),
                Answer::Smtp(probe(block, host, place)),
            ));
        }
    }
    probes
}

fn probe(block: &Block, host: &str, place: &str) -> SmtpProbe {
    let fields = Fields::read(block, &NAMES, place);
    let failure = |name: &str, word: &str| {
        servers::failure(word).unwrap_or_else(|| fields.refuse(name, word))
    };
    let address = IpAddr::from(Ipv4Addr::new(192, 0, 2, 25));
    if let Some(word) = fields.get("no-connection") {
        return match word {
            "no-address" => SmtpProbe::NoAddress(Outcome::NoData),
            word => SmtpProbe::NoConnection(failure("no-connection", word)),
        };
    }
    if let Some(value) = fields.get("no-greeting") {
        let (word, reply) = value.split_once(' ').unwrap_or((value, ""));
        return SmtpProbe::NoGreeting {
            address,
            failure: failure("no-greeting", word),
            reply: Some(reply.to_string()).filter(|reply| !reply.is_empty()),
        };
    }
    let value = fields.get("starttls").unwrap_or("TLSv1.3");
    let (word, rest) = value.split_once(' ').unwrap_or((value, ""));
    let starttls = match word {
        "not-offered" => StartTls::NotOffered,
        "refused" => StartTls::Refused(rest.to_string()),
        "failed" => StartTls::Failed(rest.to_string()),
        "broken" => StartTls::Broken(failure("starttls", rest)),
        version => StartTls::Session(tls::session(&fields, version, host)),
    };
    let mut extensions = vec!["PIPELINING".to_string(), "8BITMIME".to_string()];
    if starttls != StartTls::NotOffered {
        extensions.push("STARTTLS".to_string());
    }
    SmtpProbe::Greeted {
        address,
        greeting: fields.get("greeting").unwrap_or(host).to_string(),
        extensions,
        starttls,
    }
}
