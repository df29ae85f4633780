//! What only looks: at the world, or at a text.

use std::net::IpAddr;

use app::people::Scope;
use axum::extract::State;
use axum::routing::{get, post};
use protocols::domain::CheckOptions;
use protocols::finding::corrected;
use protocols::name::DomainName;
use serde::Deserialize;

use super::DOMAIN;
use super::words::{Word, Words};
use crate::cli::args::{CheckAskedArgs, KindArg, PartArg};
use crate::cli::explain::beginning_with;
use crate::cli::spf::{Session, query};
use crate::cli::{check, lint};
use crate::context::now;
use crate::failure::Failed;
use crate::input;
use crate::server::api::extract::{Body, Call, Query};
use crate::server::api::reply::Answer;
use crate::server::api::table::{Needs, Operation, Parameter, Place, Reply, Schema, Verb};
use crate::server::desk::Standing;
use crate::server::door::{Failure, Site};
use crate::wire;

const PARTS: &[&str] = &["spf", "dkim", "dmarc", "mta-sts", "tls-rpt", "dane", "mail"];

/// Domains that one request may have checked: it waits for all of them.
const CHECKED_MAX: usize = 16;

const WHAT_IF: Parameter = Parameter {
    name: "record",
    place: Place::Query,
    about: "An SPF record to take in place of the one that stands.",
    schema: Schema::Text(4_096),
};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "checkDomain",
        verb: Verb::Get,
        path: "/check/{domain}",
        needs: Needs::Nothing,
        summary: "How any domain is set up, by what its own name servers say now. Needs the scope read, \
                  unless strangers may check.",
        parameters: &[
            DOMAIN,
            Parameter {
                name: "parked",
                place: Place::Query,
                about: "It is to have no mail.",
                schema: Schema::Flag,
            },
            Parameter {
                name: "mailboxes",
                place: Place::Query,
                about: "People write from it.",
                schema: Schema::Flag,
            },
            Parameter {
                name: "only",
                place: Place::Query,
                about: "What is looked at; without it everything is.",
                schema: Schema::Words(PARTS),
            },
            Parameter {
                name: "selector",
                place: Place::Query,
                about: "A DKIM selector that is known.",
                schema: Schema::Named("Selector"),
            },
        ],
        body: None,
        replies: &[Reply::ok("Check")],
        problems: &[401, 403, 422, 429, 503],
        handler: || get(check_one),
    },
    Operation {
        id: "checkDomains",
        verb: Verb::Post,
        path: "/check",
        needs: Needs::Scope(Scope::Read),
        summary: "The same for several domains, some at a time.",
        parameters: &[],
        body: Some("Checks"),
        replies: &[Reply::ok("CheckList")],
        problems: &[422, 503],
        handler: || post(check_several),
    },
    Operation {
        id: "evaluateSpf",
        verb: Verb::Get,
        path: "/spf/{domain}",
        needs: Needs::Scope(Scope::Read),
        summary: "What SPF says of a sender, with the tree of the record.",
        parameters: &[
            DOMAIN,
            Parameter {
                name: "ip",
                place: Place::QueryRequired,
                about: "The address of the client.",
                schema: Schema::Named("Address"),
            },
            Parameter {
                name: "mail_from",
                place: Place::Query,
                about: "The sender of the envelope; without it the domain itself.",
                schema: Schema::Text(320),
            },
            Parameter {
                name: "helo",
                place: Place::Query,
                about: "The name the client says; without it the domain.",
                schema: Schema::Text(255),
            },
            WHAT_IF,
        ],
        body: None,
        replies: &[Reply::ok("Spf")],
        problems: &[422, 503],
        handler: || get(spf),
    },
    Operation {
        id: "discoverDmarc",
        verb: Verb::Get,
        path: "/dmarc/{domain}",
        needs: Needs::Scope(Scope::Read),
        summary: "Which DMARC policy applies to a name, and where it was found.",
        parameters: &[DOMAIN],
        body: None,
        replies: &[Reply::ok("Dmarc")],
        problems: &[422, 503],
        handler: || get(dmarc),
    },
    Operation {
        id: "flattenSpf",
        verb: Verb::Get,
        path: "/flatten/{domain}",
        needs: Needs::Scope(Scope::Read),
        summary: "An SPF record without its includes, proven to say the same today.",
        parameters: &[DOMAIN, WHAT_IF],
        body: None,
        replies: &[Reply::ok("Flattened")],
        problems: &[422, 503],
        handler: || get(flatten),
    },
    Operation {
        id: "lintRecord",
        verb: Verb::Post,
        path: "/lint",
        needs: Needs::Scope(Scope::Read),
        summary: "What is wrong with a record, and the record put right. Nothing is asked.",
        parameters: &[],
        body: Some("Linted"),
        replies: &[Reply::ok("Lint")],
        problems: &[422],
        handler: || post(lint_record),
    },
    Operation {
        id: "listRules",
        verb: Verb::Get,
        path: "/rules",
        needs: Needs::Nothing,
        summary: "The manual of every finding there may be.",
        parameters: &[],
        body: None,
        replies: &[Reply::ok("Rules")],
        problems: &[],
        handler: || get(rules),
    },
    Operation {
        id: "explainRule",
        verb: Verb::Get,
        path: "/rules/{room}/{rule}",
        needs: Needs::Nothing,
        summary: "The manual of one finding.",
        parameters: &[
            Parameter {
                name: "room",
                place: Place::Path,
                about: "What it is about: spf, dkim, dmarc, …",
                schema: Schema::Named("RulePart"),
            },
            Parameter {
                name: "rule",
                place: Place::Path,
                about: "What it found.",
                schema: Schema::Named("RulePart"),
            },
        ],
        body: None,
        replies: &[Reply::ok("Rules")],
        problems: &[404],
        handler: || get(rule),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CheckQuery {
    #[serde(default)]
    parked: bool,
    #[serde(default)]
    mailboxes: bool,
    #[serde(default)]
    only: Words<PartArg>,
    selector: Option<String>,
}

async fn check_one(
    State(site): State<Site>,
    call: Call,
    Query(query): Query<CheckQuery>,
) -> Result<Answer, Failure> {
    // Before anything else: whoever may not check is told nothing but that.
    site.desk
        .may_check(&call.caller)
        .map_err(|failed| call.failed(failed))?;
    let domain = call.domain()?;
    let options = check::options(&CheckAskedArgs {
        selector: query.selector.into_iter().collect(),
        parked: query.parked,
        mailboxes: query.mailboxes,
        only: query.only.0,
    });
    let options = options.map_err(|failed| call.failed(failed))?;
    let looked = site.desk.check(&call.caller, &domain, options).await;
    let looked = looked.map_err(|failed| call.failed(failed))?;
    let document = wire::check::document(&[looked.report], call.caller.words());
    Ok(Answer::ok(document))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Checks {
    domains: Vec<String>,
}

async fn check_several(
    State(site): State<Site>,
    call: Call,
    Body(asked): Body<Checks>,
) -> Result<Answer, Failure> {
    let domains = asked.domains.iter().map(|text| input::domain(text));
    let domains: Result<Vec<DomainName>, Failed> = domains.collect();
    let domains = domains.map_err(|failed| call.failed(failed))?;
    if domains.is_empty() || domains.len() > CHECKED_MAX {
        let what = format!("from 1 to {CHECKED_MAX} domains belong here");
        return Err(call.failed(Failed::new("error-body").text("what", what)));
    }
    let checks = domains.iter().map(|domain| {
        site.desk
            .check(&call.caller, domain, CheckOptions::default())
    });
    // The desk bounds how many look at once.
    let looked = futures_util::future::try_join_all(checks).await;
    let looked = looked.map_err(|failed| call.failed(failed))?;
    let reports: Vec<_> = looked.into_iter().map(|looked| looked.report).collect();
    Ok(Answer::ok(wire::check::list(&reports, call.caller.words())))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpfAsked {
    ip: IpAddr,
    mail_from: Option<String>,
    helo: Option<String>,
    record: Option<String>,
}

fn standing(record: Option<&String>) -> Standing<'_> {
    match record {
        Some(text) => Standing::Proposed(text),
        None => Standing::AsItIs,
    }
}

async fn spf(
    State(site): State<Site>,
    call: Call,
    Query(asked): Query<SpfAsked>,
) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let session = Session {
        client: asked.ip,
        mail_from: asked.mail_from.as_deref(),
        helo: asked.helo.as_deref(),
    };
    let query = query(&session, &domain, now());
    let record = standing(asked.record.as_ref());
    let verdict = site.desk.spf(&call.caller, &domain, &query, record).await;
    let verdict = verdict.map_err(|failed| call.failed(failed))?;
    // A sender of another domain is judged by that domain's record.
    let judged = query.sender.domain().unwrap_or(domain);
    let words = call.caller.words();
    Ok(Answer::ok(wire::spf::json(
        &judged, &query, &verdict, words,
    )))
}

async fn dmarc(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let name = call.domain()?;
    let discovery = site.desk.dmarc(&call.caller, &name).await;
    let discovery = discovery.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::dmarc::json(&discovery)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FlattenAsked {
    record: Option<String>,
}

async fn flatten(
    State(site): State<Site>,
    call: Call,
    Query(asked): Query<FlattenAsked>,
) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let record = standing(asked.record.as_ref());
    let outcome = site.desk.flatten(&call.caller, &domain, record).await;
    let outcome = outcome.map_err(|failed| call.failed(failed))?;
    let words = call.caller.words();
    Ok(Answer::ok(wire::flatten::json(&domain, &outcome, words)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LintAsked {
    kind: Word<KindArg>,
    record: String,
    owner: Option<String>,
}

async fn lint_record(call: Call, Body(asked): Body<LintAsked>) -> Result<Answer, Failure> {
    let owner = asked.owner.as_deref().map(input::domain).transpose();
    let owner = owner.map_err(|failed| call.failed(failed))?;
    let kind = lint::kind_of(asked.kind.0);
    let findings = lint::findings(kind, &asked.record, owner.as_ref());
    let corrected = corrected(&asked.record, &findings);
    let words = call.caller.words();
    Ok(Answer::ok(wire::lint::json(
        kind,
        &asked.record,
        &findings,
        corrected.as_deref(),
        words,
    )))
}

async fn rules(call: Call) -> Answer {
    Answer::ok(wire::manual::json(&protocols::rules(), call.caller.words()))
}

async fn rule(call: Call) -> Result<Answer, Failure> {
    let part = |name| call.part(name, |text| Ok::<_, Failed>(text.to_owned()));
    let id = format!("{}/{}", part("room")?, part("rule")?);
    let all = protocols::rules();
    let found = beginning_with(&id, &all).map_err(|failed| call.failed(failed))?;
    let exact: Vec<_> = found.into_iter().filter(|rule| rule.id == id).collect();
    if exact.is_empty() {
        let failed = Failed::new("error-no-such-rule").text("id", id);
        return Err(call.failed(failed));
    }
    Ok(Answer::ok(wire::manual::json(&exact, call.caller.words())))
}
