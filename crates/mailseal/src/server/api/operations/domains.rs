//! The domains that are looked after.

use app::ledger::Page;
use app::people::Scope;
use app::remove::Published;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{delete, get, post};
use protocols::name::DomainName;
use serde::Deserialize;

use super::words::Word;
use super::{DOMAIN, IF_MATCH, LIMIT, rows};
use crate::cli::add::Asked;
use crate::cli::args::{AddAskedArgs, LadderArg, RecordsFormat};
use crate::export;
use crate::failure::Failed;
use crate::input;
use crate::server::api::extract::{Body, Call, Query, tag};
use crate::server::api::reply::Answer;
use crate::server::api::table::{Content, Needs, Operation, Parameter, Place, Reply, Schema, Verb};
use crate::server::door::{Failure, Site};
use crate::wire::{self, Next};

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        id: "listDomains",
        verb: Verb::Get,
        path: "/domains",
        needs: Needs::Scope(Scope::Read),
        summary: "The domains that are looked after, by name.",
        parameters: &[
            Parameter {
                name: "after",
                place: Place::Query,
                about: "The `next` of the page before.",
                schema: Schema::Named("DomainName"),
            },
            LIMIT,
        ],
        body: None,
        replies: &[Reply::ok("Domains")],
        problems: &[422],
        handler: || get(list),
    },
    Operation {
        id: "addDomain",
        verb: Verb::Post,
        path: "/domains",
        needs: Needs::Scope(Scope::Plan),
        summary: "Takes a domain in: makes its keys, takes over what is in force, decides what is wanted. \
                  Nothing is published.",
        parameters: &[],
        body: Some("NewDomain"),
        replies: &[Reply {
            status: StatusCode::CREATED,
            about: "Taken in.",
            content: Content::Json("AddedDomain"),
            head: &[("Location", "The domain.")],
        }],
        problems: &[409, 422, 503],
        handler: || post(add),
    },
    Operation {
        id: "showDomain",
        verb: Verb::Get,
        path: "/domains/{domain}",
        needs: Needs::Scope(Scope::Read),
        summary: "A domain with its keys and the records it wants.",
        parameters: &[DOMAIN],
        body: None,
        replies: &[Reply {
            status: StatusCode::OK,
            about: "As asked.",
            content: Content::Json("Domain"),
            head: &[("ETag", "The revision of what is wanted.")],
        }],
        problems: &[404, 422],
        handler: || get(show),
    },
    Operation {
        id: "removeDomain",
        verb: Verb::Delete,
        path: "/domains/{domain}",
        needs: Needs::Scope(Scope::Admin),
        summary: "Lets a domain go, with its keys. The DNS is not touched.",
        parameters: &[
            DOMAIN,
            IF_MATCH,
            Parameter {
                name: "keep_records",
                place: Place::Query,
                about: "Lets it go though records of ours are published; they stay.",
                schema: Schema::Flag,
            },
        ],
        body: None,
        replies: &[Reply::ok("RemovedDomain")],
        problems: &[404, 409, 412, 422],
        handler: || delete(remove),
    },
    Operation {
        id: "listRecords",
        verb: Verb::Get,
        path: "/domains/{domain}/records",
        needs: Needs::Scope(Scope::Read),
        summary: "What to publish by hand, merged with what stands.",
        parameters: &[
            DOMAIN,
            Parameter {
                name: "format",
                place: Place::Query,
                about: "JSON, or the text that another program reads.",
                schema: Schema::Word(&["json", "zone", "dnscontrol", "octodns", "terraform"]),
            },
        ],
        body: None,
        replies: &[Reply {
            status: StatusCode::OK,
            about: "As asked.",
            content: Content::JsonOrText("Records", &["text/plain; charset=utf-8"]),
            head: &[],
        }],
        problems: &[404, 422, 503],
        handler: || get(records),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    after: Option<String>,
    limit: Option<u64>,
}

async fn list(
    State(site): State<Site>,
    call: Call,
    Query(asked): Query<Listed>,
) -> Result<Answer, Failure> {
    let after = asked.after.as_deref().map(input::domain).transpose();
    let after = after.map_err(|failed| call.failed(failed))?;
    let (told, asked) = rows(asked.limit);
    let page = match after {
        None => Page::first(asked),
        Some(after) => Page::after(after, asked),
    };
    let domains = site.desk.domains(&call.caller, page).await;
    let mut domains = domains.map_err(|failed| call.failed(failed))?;
    let more = domains.len() > told;
    domains.truncate(told);
    let next = match domains.last() {
        Some(last) if more => Next::After(last.desired.domain.to_string()),
        Some(_) | None => Next::End,
    };
    Ok(Answer::ok(wire::stored::page(&domains, next)))
}

/// What `add` takes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NewDomain {
    domain: String,
    #[serde(default)]
    mx: Vec<String>,
    report_to: Option<String>,
    selector: Option<String>,
    #[serde(default)]
    spf: Vec<String>,
    dmarc: Option<Word<LadderArg>>,
    #[serde(default)]
    mailboxes: bool,
    #[serde(default)]
    adopt_selectors: Vec<String>,
    policy_host: Option<String>,
    #[serde(default)]
    parked: bool,
}

impl NewDomain {
    fn read(self) -> Result<(DomainName, Asked), Failed> {
        let domain = input::full_domain(&self.domain)?;
        let asked = AddAskedArgs {
            mx: self.mx,
            report_to: self.report_to,
            selector: self.selector,
            spf: self.spf,
            dmarc: self.dmarc.map(|Word(step)| step),
            mailboxes: self.mailboxes,
            adopt_selector: self.adopt_selectors,
            policy_host: self.policy_host,
            parked: self.parked,
        };
        let asked = Asked::of(&asked, &domain)?;
        Ok((domain, asked))
    }
}

async fn add(
    State(site): State<Site>,
    call: Call,
    Body(new): Body<NewDomain>,
) -> Result<Answer, Failure> {
    let (domain, asked) = new.read().map_err(|failed| call.failed(failed))?;
    let added = site.desk.add(&call.caller, &domain, asked).await;
    let (added, publish) = added.map_err(|failed| call.failed(failed))?;
    let document = wire::records::added(&domain, &publish, &added);
    Ok(Answer::with(StatusCode::CREATED, document).at(&format!("/domains/{domain}")))
}

async fn show(State(site): State<Site>, call: Call) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let shown = site.desk.domain(&call.caller, &domain).await;
    let shown = shown.map_err(|failed| call.failed(failed))?;
    let document = wire::stored::show(&shown.stored, &shown.keys, &shown.publish);
    Ok(Answer::ok(document).tagged(&tag(shown.stored.revision)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RemoveAsked {
    #[serde(default)]
    keep_records: bool,
}

async fn remove(
    State(site): State<Site>,
    call: Call,
    Query(asked): Query<RemoveAsked>,
) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let shown = site.desk.domain(&call.caller, &domain).await;
    let shown = shown.map_err(|failed| call.failed(failed))?;
    call.if_match(shown.stored.revision)?;
    let published = match asked.keep_records {
        true => Published::Stays,
        false => Published::Gone,
    };
    let removed = site.desk.remove(&call.caller, &domain, published).await;
    let removed = removed.map_err(|failed| call.failed(failed))?;
    Ok(Answer::ok(wire::stored::removed(&removed)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InFormat {
    format: Option<Word<RecordsFormat>>,
}

async fn records(
    State(site): State<Site>,
    call: Call,
    Query(asked): Query<InFormat>,
) -> Result<Answer, Failure> {
    let domain = call.domain()?;
    let records = site.desk.records(&call.caller, &domain).await;
    let records = records.map_err(|failed| call.failed(failed))?;
    let publish = &records.publish;
    let plain: Vec<_> = publish
        .records
        .iter()
        .map(|planned| planned.publication.clone())
        .collect();
    let text = match asked.format {
        None | Some(Word(RecordsFormat::Json)) => {
            return Ok(Answer::ok(wire::records::json(&domain, publish)));
        }
        Some(Word(RecordsFormat::Zone)) => export::zone::text(&plain),
        Some(Word(RecordsFormat::Dnscontrol)) => export::dnscontrol::text(&domain, &plain),
        Some(Word(RecordsFormat::Octodns)) => export::octodns::text(&domain, &plain),
        Some(Word(RecordsFormat::Terraform)) => export::terraform::text(&domain, &plain),
        Some(Word(RecordsFormat::Table)) => {
            let failed = Failed::new("error-query").text("what", "table is for people");
            return Err(call.failed(failed));
        }
    };
    Ok(Answer::text("text/plain; charset=utf-8", text))
}
