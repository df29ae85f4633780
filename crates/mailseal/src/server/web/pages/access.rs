//! `/domains/{d}/access`: who publishes? mailseal with an access to the zone, which is tried at once, or
//! a person by hand.

use std::collections::{BTreeMap, BTreeSet};

use app::access::{
    Access, AccessHead, AccessName, Choice, Field, FieldUse, Need, PlaceKind, Scope, Secret, choose,
};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use protocols::name::DomainName;

use super::add::{Step, steps};
use crate::cli::access::{NotRead, checked};
use crate::failure::Failed;
use crate::input;
use crate::render::access::not_read;
use crate::server::desk::Tried;
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::fields::Fields;
use crate::server::web::frame::{Frame, Place};
use crate::server::web::parts::field::Faults;
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::note::Note;
use crate::server::web::parts::sentence;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::Words;

/// Names of accesses that are tried before another one is asked for.
const NAMES_TRIED_MAX: usize = 100;

#[derive(Template)]
#[template(path = "pages/access.html")]
struct AccessPage {
    frame: Frame,
    faults: Faults,
    domain: String,
    heading: String,
    steps: Vec<Step>,
    /// The access that reaches the zone already.
    standing: Option<String>,
    zone: String,
    kinds: Vec<KindChoice>,
    kind: Option<Kind>,
}

struct KindChoice {
    word: &'static str,
    name: String,
    is_chosen: bool,
}

/// The fields of the kind that was chosen.
struct Kind {
    word: &'static str,
    fields: Vec<Input>,
}

struct Input {
    id: String,
    name: &'static str,
    words: String,
    value: String,
    is_secret: bool,
    is_required: bool,
    /// A key file has many lines.
    is_long: bool,
}

/// `GET /domains/{d}/access`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    let shown = async {
        let domain = web.domain(&visitor, &name).await?;
        let zone = zone(&web, &domain, &fields)?;
        let note = web.notes.take(Some(fields.one("done")));
        let page_of = access_page(&web, &visitor, &domain, &zone, &fields, Faults::default());
        let mut page_of = page_of.await?;
        page_of.frame.notes.extend(note);
        Ok(page(StatusCode::OK, &page_of))
    };
    visitor.answer(shown.await)
}

/// `POST /domains/{d}/access`
pub(crate) async fn save(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    let saved = async {
        let domain = web.domain(&visitor, &name).await?;
        let zone = zone(&web, &domain, &fields)?;
        let words = visitor.words();
        let faults = match stored(&web, &visitor, &zone, &fields).await? {
            Ok(head) => {
                let text = words.with("pages-access-works", "name", head.name.as_str());
                let path = format!("/domains/{domain}/plan");
                return Ok(see(&web.notes.keep(&path, Note::done(text))));
            }
            Err(faults) => faults,
        };
        let page_of = access_page(&web, &visitor, &domain, &zone, &fields, faults).await?;
        Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &page_of))
    };
    visitor.answer(saved.await)
}

/// The zone that is written: the one that was typed, or that of the plan, or the domain itself.
fn zone(web: &Web, domain: &DomainName, fields: &Fields) -> Result<DomainName, Failed> {
    let typed = fields.trimmed("zone");
    if !typed.is_empty() {
        return input::domain(typed);
    }
    let look = web.looks.last(domain);
    let planned = look.and_then(|look| {
        let proposal = look.proposal.as_ref().ok()?;
        let step = proposal.drawn.plan.steps.first()?;
        Some(step.zone.clone())
    });
    Ok(planned.unwrap_or_else(|| domain.clone()))
}

/// Stores the access if it can read the zone; what is wrong with it otherwise.
async fn stored(
    web: &Web,
    visitor: &Visitor,
    zone: &DomainName,
    fields: &Fields,
) -> Result<Result<AccessHead, Faults>, Failed> {
    let (desk, caller, words) = (&web.desk, &visitor.caller, visitor.words());
    let kind = kind_of(fields.one("provider"));
    let Some(kind) = kind else {
        return Ok(Err(Faults::one("provider", words.t("pages-access-choose"))));
    };
    let missing = missing(kind, fields, words);
    if !missing.is_empty() {
        return Ok(Err(missing));
    }
    let known = desk.accesses(caller).await?;
    let name = free_name(kind, zone, &known);
    let access = match name.and_then(|name| checked(access(name, kind, zone, fields))) {
        Ok(access) => access,
        Err(failed) => {
            let text = words.why(&failed);
            return Ok(Err(Faults::one("provider", text)));
        }
    };
    desk.set_access(caller, &access).await?;
    let name = &access.head.name;
    let tried = desk
        .test_access(caller, name, Tried::One(zone.clone()))
        .await;
    let refused = match tried {
        Ok((_, tested)) => tested
            .into_iter()
            .find_map(|tested| tested.txt_records.err())
            .map(|why| refusal(&why, words)),
        Err(failed) => Some(failed.what(words.catalogue())),
    };
    match refused {
        None => Ok(Ok(access.head)),
        Some(why) => {
            // It was stored only to be tried: an access that reads nothing is not kept.
            desk.remove_access(caller, name).await?;
            let text = words.with("pages-access-fails", "reason", why);
            Ok(Err(Faults::one("provider", text)))
        }
    }
}

fn refusal(why: &NotRead, words: Words) -> String {
    not_read(why, words.catalogue())
}

fn kind_of(word: &str) -> Option<PlaceKind> {
    PlaceKind::of_word(word).filter(|kind| kind.holds_zones())
}

/// Every field that has to be given and is not.
fn missing(kind: PlaceKind, fields: &Fields, words: Words) -> Faults {
    let mut faults = Faults::default();
    for field in kind.fields() {
        if field.need == Need::Required && fields.trimmed(&sent(field)).is_empty() {
            let what = sentence(&words.t(field.words));
            let text = words.with("pages-access-missing", "field", what);
            faults.add(id_of(field), text);
        }
    }
    faults
}

fn access(name: AccessName, kind: PlaceKind, zone: &DomainName, fields: &Fields) -> Access {
    let mut settings = BTreeMap::new();
    let mut secrets = BTreeMap::new();
    for field in kind.fields() {
        let value = fields.trimmed(&sent(field));
        if value.is_empty() {
            continue;
        }
        match field.shown {
            FieldUse::Open => {
                settings.insert(field.name.to_owned(), value.to_owned());
            }
            FieldUse::Secret => {
                secrets.insert(field.name.to_owned(), Secret::new(value));
            }
        }
    }
    Access {
        head: AccessHead {
            name,
            kind,
            zones: Scope::Zones(BTreeSet::from([zone.clone()])),
            settings,
        },
        secrets,
    }
}

/// `cloudflare-example.com`, or with a number behind it where that is taken.
fn free_name(
    kind: PlaceKind,
    zone: &DomainName,
    known: &[AccessHead],
) -> Result<AccessName, Failed> {
    let stem: String = format!("{kind}-{zone}").chars().take(60).collect();
    for number in 1..=NAMES_TRIED_MAX {
        let name = match number {
            1 => stem.clone(),
            number => format!("{stem}-{number}"),
        };
        let name = crate::cli::access::name(&name)?;
        if known.iter().all(|head| head.name != name) {
            return Ok(name);
        }
    }
    Err(Failed::new("error-access-exists").text("name", stem))
}

/// The name of a field in the form: kinds share names of fields with the form's own.
fn sent(field: &Field) -> String {
    format!("field-{}", field.name)
}

/// The `id` of a field in the page. Fields of one kind have names of their own.
fn id_of(field: &Field) -> &'static str {
    field.name
}

async fn access_page(
    web: &Web,
    visitor: &Visitor,
    domain: &DomainName,
    zone: &DomainName,
    fields: &Fields,
    faults: Faults,
) -> Result<AccessPage, Failed> {
    let words = visitor.words();
    let known = web.desk.accesses(&visitor.caller).await?;
    let standing = match choose(known.iter(), zone) {
        Choice::One(head) => Some(head.name.to_string()),
        Choice::None | Choice::Equal(..) => None,
    };
    let chosen = match fields.one("provider") {
        "" => recognised(web, domain),
        word => kind_of(word),
    };
    let title = words.with("pages-access", "domain", domain.to_unicode());
    let frame = visitor
        .frame(title.clone())
        .at(Place::Domains)
        .below(words.t("pages-domains"), "/domains")
        .below(domain.to_unicode(), format!("/domains/{domain}"))
        .here(words.t("pages-access-here"));
    let kinds = PlaceKind::ALL.into_iter().filter(|kind| kind.holds_zones());
    Ok(AccessPage {
        frame: match faults.is_empty() {
            true => frame,
            false => frame.refused(),
        },
        faults,
        domain: domain.to_string(),
        heading: title,
        steps: steps(2, words),
        standing,
        zone: zone.to_string(),
        kinds: kinds
            .map(|kind| KindChoice {
                word: kind.word(),
                name: words.t(&format!("pages-place-{kind}")),
                is_chosen: chosen == Some(kind),
            })
            .collect(),
        kind: chosen.map(|kind| Kind {
            word: kind.word(),
            fields: kind
                .fields()
                .iter()
                .map(|field| input_of(field, fields, words))
                .collect(),
        }),
    })
}

/// The kind of place whose name servers the zone has, as the last look saw them.
fn recognised(web: &Web, domain: &DomainName) -> Option<PlaceKind> {
    let look = web.looks.last(domain)?;
    let provider = look.proposal.as_ref().ok()?.drawn.provider?;
    kind_of(provider.key)
}

fn input_of(field: &'static Field, fields: &Fields, words: Words) -> Input {
    let is_secret = field.shown == FieldUse::Secret;
    Input {
        id: id_of(field).to_owned(),
        name: field.name,
        words: sentence(&words.t(field.words)),
        // A secret is never sent back.
        value: match is_secret {
            true => String::new(),
            false => fields.trimmed(&sent(field)).to_owned(),
        },
        is_secret,
        is_required: field.need == Need::Required,
        is_long: field.name == "service-account",
    }
}
