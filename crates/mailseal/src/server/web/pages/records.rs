//! `/domains/{d}/records`: what do I paste, if I publish by hand?

use app::people::Scope;
use app::provider::{PROVIDERS, Provider, of_key};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use protocols::answers::Failure;
use protocols::domain::PlannedRecord;
use protocols::domain::compare::Standing;
use protocols::name::DomainName;
use protocols::published::Publication;

use crate::export;
use crate::failure::Failed;
use crate::render::question::failure_key;
use crate::render::records::hints;
use crate::server::desk::Records;
use crate::server::web::Web;
use crate::server::web::answer::page;
use crate::server::web::fields::Fields;
use crate::server::web::frame::{Frame, Place};
use crate::server::web::parts::diff::Diff;
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::note::Note;
use crate::server::web::parts::record::Record;
use crate::server::web::parts::sentence;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::Words;
use crate::told::Excerpt;
use crate::wire;
use crate::wording::escape;

#[derive(Template)]
#[template(path = "pages/records.html")]
struct RecordsPage {
    frame: Frame,
    domain: String,
    lede: String,
    providers: Vec<Choice>,
    hints: Vec<String>,
    boxes: Vec<ToPublish>,
    policy: Option<(String, Record)>,
    exports: [(&'static str, &'static str); 5],
}

/// A provider to choose.
struct Choice {
    key: &'static str,
    name: &'static str,
    is_chosen: bool,
}

/// A record with what it is for and what stands there.
struct ToPublish {
    role: &'static str,
    why: String,
    record: Record,
    standing: Option<(Mark, String)>,
    /// What gives way to it.
    replaces: Option<Diff>,
}

/// The forms for other tools, with the names people know them by.
const EXPORTS: [(&str, &str); 5] = [
    ("zone", "BIND"),
    ("json", "JSON"),
    ("dnscontrol", "dnscontrol"),
    ("octodns", "octoDNS"),
    ("terraform", "Terraform"),
];

/// `GET /domains/{d}/records`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    let shown = async {
        let (domain, records) = records_of(&web, &visitor, &name).await?;
        let provider = match fields.one("provider") {
            "" => records.seen.provider,
            key => of_key(key),
        };
        let page_of = records_page(&domain, &records, provider, &visitor);
        Ok(page(StatusCode::OK, &page_of))
    };
    visitor.answer(shown.await)
}

/// `GET /domains/{d}/records/{file}`: one value as text, such as `3.txt`, or all in the form of another
/// tool.
pub(crate) async fn file(
    State(web): State<Web>,
    visitor: Visitor,
    Path((name, file)): Path<(String, String)>,
) -> Response {
    let shown = async {
        let (domain, records) = records_of(&web, &visitor, &name).await?;
        let text = match file
            .strip_suffix(".txt")
            .and_then(|n| n.parse::<usize>().ok())
        {
            Some(number) => value(&records, number),
            None => exported(&domain, &records, &file),
        };
        let Some(text) = text else {
            let what = Failed::new("error-domain").text("domain", &file);
            return Err(what.because(Failed::new("reason-not-found")));
        };
        Ok(plain(&domain, &file, text))
    };
    visitor.answer(shown.await)
}

async fn records_of(
    web: &Web,
    visitor: &Visitor,
    name: &str,
) -> Result<(DomainName, Records), Failed> {
    let domain = web.domain(visitor, name).await?;
    visitor.caller.may(Scope::Read)?;
    let records = web.desk.records(&visitor.caller, &domain).await?;
    Ok((domain, records))
}

fn records_page(
    domain: &DomainName,
    records: &Records,
    provider: Option<&'static Provider>,
    visitor: &Visitor,
) -> RecordsPage {
    let words = visitor.words();
    let count = records.publish.records.len();
    let title = words.with("pages-records", "domain", domain.to_unicode());
    let mut frame = visitor
        .frame(title)
        .at(Place::Domains)
        .below(words.t("pages-domains"), "/domains")
        .below(domain.to_unicode(), format!("/domains/{domain}"))
        .here(words.t("pages-records-here"));
    if let Err(failure) = &records.seen.records {
        // Without a look at what stands, a second SPF record could come of it.
        frame.notes.push(not_seen(domain, *failure, words));
    }
    let boxes = records.publish.records.iter().enumerate();
    let boxes = boxes.map(|(index, planned)| {
        let standing = records.seen.standing.get(index);
        to_publish(index, planned, standing, domain, provider, words)
    });
    let policy = records.publish.policy.as_ref().map(|policy| {
        let text = words.with("records-policy", "url", &policy.url);
        (
            text,
            Record::of_text("policy", &policy.url, &policy.text, words),
        )
    });
    RecordsPage {
        domain: domain.to_string(),
        lede: words.count("pages-records-lede", count),
        providers: choices(provider),
        hints: provider.map(|p| hint_words(p, words)).unwrap_or_default(),
        boxes: boxes.collect(),
        policy,
        exports: EXPORTS,
        frame,
    }
}

fn not_seen(domain: &DomainName, failure: Failure, words: Words) -> Note {
    let arguments = crate::wording::Arguments::none()
        .text("domain", domain.as_str())
        .text("failure", words.t(failure_key(failure)));
    Note::told(Mark::Unknown, words.say("records-not-seen", &arguments))
}

fn choices(chosen: Option<&Provider>) -> Vec<Choice> {
    let choice = |provider: &'static Provider| Choice {
        key: provider.key,
        name: provider.name,
        is_chosen: chosen == Some(provider),
    };
    PROVIDERS.iter().map(choice).collect()
}

fn hint_words(provider: &Provider, words: Words) -> Vec<String> {
    let hints = hints(provider).into_iter();
    hints.map(|key| sentence(&words.t(key))).collect()
}

fn to_publish(
    index: usize,
    planned: &PlannedRecord,
    standing: Option<&Standing>,
    domain: &DomainName,
    provider: Option<&Provider>,
    words: Words,
) -> ToPublish {
    let publication = &planned.publication;
    let record = Record::for_form(index.to_string(), publication, domain, provider, words);
    let value = export::one_string(&publication.data);
    let replaces = match standing {
        Some(Standing::Others(texts)) => {
            let old: Vec<String> = texts.iter().map(|text| cut(text)).collect();
            let label = words.with("pages-diff-label", "name", publication.owner.as_str());
            Some(Diff::of_values(label, &old, &[cut(&value)], words))
        }
        Some(Standing::Planned | Standing::Nothing | Standing::Unknown(_)) | None => None,
    };
    ToPublish {
        role: planned.role.word(),
        why: sentence(&words.t(planned.role.why())),
        record: record.plain(format!("/domains/{domain}/records/{}.txt", index + 1)),
        standing: standing.and_then(|standing| standing_words(standing, words)),
        replaces,
    }
}

fn cut(text: &str) -> String {
    escape(&Excerpt::of(text, None).to_string())
}

fn standing_words(standing: &Standing, words: Words) -> Option<(Mark, String)> {
    match standing {
        Standing::Planned => Some((Mark::InForce, sentence(&words.t("records-stands")))),
        Standing::Others(_) => Some((Mark::Attention, words.t("pages-records-replaces"))),
        Standing::Nothing => Some((Mark::Off, words.t("pages-records-missing"))),
        Standing::Unknown(failure) => {
            let failure = words.t(failure_key(*failure));
            let text = words.with("pages-records-unseen", "failure", failure);
            Some((Mark::Unknown, text))
        }
    }
}

fn value(records: &Records, number: usize) -> Option<String> {
    let index = number.checked_sub(1)?;
    let planned = records.publish.records.get(index)?;
    Some(format!(
        "{}\n",
        export::one_string(&planned.publication.data)
    ))
}

fn exported(domain: &DomainName, records: &Records, form: &str) -> Option<String> {
    let planned = records.publish.records.iter();
    let all: Vec<Publication> = planned.map(|planned| planned.publication.clone()).collect();
    match form {
        "zone" => Some(export::zone::text(&all)),
        "json" => Some(wire::records::json(domain, &records.publish)),
        "dnscontrol" => Some(export::dnscontrol::text(domain, &all)),
        "octodns" => Some(export::octodns::text(domain, &all)),
        "terraform" => Some(export::terraform::text(domain, &all)),
        _ => None,
    }
}

/// As text, whatever it looks like.
fn plain(domain: &DomainName, file: &str, text: String) -> Response {
    let name = format!("inline; filename=\"{domain}-{file}\"");
    let head = [
        (CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, name),
    ];
    (StatusCode::OK, head, text).into_response()
}
