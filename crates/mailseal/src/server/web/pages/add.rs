//! `/domains/add`: where is the domain hosted, and who sends? First its name, then what is there and
//! what is wanted; who publishes is asked on the page of its access, and then there is a plan.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use protocols::answers::Failure;
use protocols::dmarc::LadderStep;
use protocols::domain::in_force::{MtaStsInForce, Seen};
use protocols::domain::{InForce, StandingSpf};
use protocols::name::DomainName;

use crate::cli::add::Asked;
use crate::cli::args::AddAskedArgs;
use crate::failure::Failed;
use crate::input;
use crate::render::question::failure_key;
use crate::server::desk::Found;
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
use crate::told;
use crate::wording::escape;
use app::machines::rung;

/// Mail hosts that one line of the form may name.
const HOSTS_MAX: usize = 32;

#[derive(Template)]
#[template(path = "pages/add_name.html")]
struct NamePage {
    frame: Frame,
    faults: Faults,
    domain: String,
    steps: Vec<Step>,
}

#[derive(Template)]
#[template(path = "pages/add_wanted.html")]
struct WantedPage {
    frame: Frame,
    faults: Faults,
    domain: String,
    heading: String,
    steps: Vec<Step>,
    found: Vec<Line>,
    form: Form,
}

/// A step of the way, and whether it is the present one.
pub(super) struct Step {
    pub(super) name: String,
    pub(super) is_here: bool,
}

/// Something that is there, or not.
struct Line {
    mark: Mark,
    word: String,
    name: String,
    text: String,
}

/// What was typed, to be shown again.
struct Form {
    is_parked: bool,
    mx: String,
    reports: String,
    has_mailboxes: bool,
    policy_host: String,
}

/// The steps, with the present one.
pub(super) fn steps(at: usize, words: Words) -> Vec<Step> {
    let keys = [
        "pages-add-step-name",
        "pages-add-step-wanted",
        "pages-add-step-access",
    ];
    let steps = keys.iter().enumerate();
    steps
        .map(|(index, key)| Step {
            name: format!("{}. {}", index + 1, words.t(key)),
            is_here: index == at,
        })
        .collect()
}

/// `GET /domains/add`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor, fields: Fields) -> Response {
    let shown = async {
        visitor.caller.may(app::people::Scope::Plan)?;
        let typed = fields.trimmed("domain");
        if typed.is_empty() {
            return Ok(name_page(&visitor, "", Faults::default()));
        }
        match input::full_domain(typed) {
            Ok(domain) => wanted(&web, &visitor, &domain, &fields, Faults::default()).await,
            Err(failed) => {
                let words = visitor.words();
                let text = words.why(&failed);
                Ok(name_page(&visitor, typed, Faults::one("domain", text)))
            }
        }
    };
    visitor.answer(shown.await)
}

/// `POST /domains/add`
pub(crate) async fn add(State(web): State<Web>, visitor: Visitor, fields: Fields) -> Response {
    visitor.answer(added(&web, &visitor, &fields).await)
}

async fn added(web: &Web, visitor: &Visitor, fields: &Fields) -> Result<Response, Failed> {
    let domain = input::full_domain(fields.trimmed("domain"))?;
    let words = visitor.words();
    let added = match Asked::of(&asked(fields), &domain) {
        Ok(asked) => web.desk.add(&visitor.caller, &domain, asked).await,
        Err(failed) => Err(failed),
    };
    match added {
        Ok(_) => {
            let note = words.with("pages-added", "domain", domain.to_unicode());
            let path = format!("/domains/{domain}/access");
            Ok(see(&web.notes.keep(&path, Note::done(note))))
        }
        Err(failed) => {
            let faults = faults_of(&failed, words)?;
            wanted(web, visitor, &domain, fields, faults).await
        }
    }
}

/// What is wrong with what was typed, at its field; anything else is a failure.
fn faults_of(failed: &Failed, words: Words) -> Result<Faults, Failed> {
    let field = match failed.key() {
        "error-domain" | "error-one-label" | "error-mx-unknown" => "mx",
        "error-address" => "reports",
        "error-policy-host-itself" => "policy-host",
        _ => return Err(failed.clone()),
    };
    let text = words.why(failed);
    Ok(Faults::one(field, text))
}

fn asked(fields: &Fields) -> AddAskedArgs {
    let given = |name| {
        let value = fields.trimmed(name);
        (!value.is_empty()).then(|| value.to_owned())
    };
    if fields.one("kind") == "parked" {
        return AddAskedArgs {
            parked: true,
            report_to: given("reports"),
            ..AddAskedArgs::default()
        };
    }
    let hosts = fields.one("mx").split([' ', ',', '\n', '\r', '\t']);
    AddAskedArgs {
        mx: hosts
            .filter(|host| !host.is_empty())
            .take(HOSTS_MAX)
            .map(str::to_owned)
            .collect(),
        report_to: given("reports"),
        mailboxes: fields.has("mailboxes"),
        policy_host: given("policy-host"),
        ..AddAskedArgs::default()
    }
}

fn name_page(visitor: &Visitor, typed: &str, faults: Faults) -> Response {
    let words = visitor.words();
    let frame = frame(visitor);
    let (frame, status) = match faults.is_empty() {
        true => (frame, StatusCode::OK),
        false => (frame.refused(), StatusCode::UNPROCESSABLE_ENTITY),
    };
    let page_of = NamePage {
        frame,
        faults,
        domain: typed.to_owned(),
        steps: steps(0, words),
    };
    page(status, &page_of)
}

fn frame(visitor: &Visitor) -> Frame {
    let words = visitor.words();
    visitor
        .frame(words.t("pages-add-domain"))
        .at(Place::Domains)
        .below(words.t("pages-domains"), "/domains")
        .here(words.t("pages-add-domain"))
}

async fn wanted(
    web: &Web,
    visitor: &Visitor,
    domain: &DomainName,
    fields: &Fields,
    faults: Faults,
) -> Result<Response, Failed> {
    let words = visitor.words();
    let found = web.desk.found(&visitor.caller, domain).await?;
    let frame = frame(visitor);
    let (frame, status) = match faults.is_empty() {
        true => (frame, StatusCode::OK),
        false => (frame.refused(), StatusCode::UNPROCESSABLE_ENTITY),
    };
    let page_of = WantedPage {
        heading: words.with("pages-add-heading", "domain", domain.to_unicode()),
        domain: domain.to_string(),
        steps: steps(1, words),
        found: lines(&found, words),
        form: Form {
            is_parked: fields.one("kind") == "parked",
            mx: fields.trimmed("mx").to_owned(),
            reports: fields.trimmed("reports").to_owned(),
            has_mailboxes: fields.has("mailboxes"),
            policy_host: fields.trimmed("policy-host").to_owned(),
        },
        frame,
        faults,
    };
    Ok(page(status, &page_of))
}

/// What is there, before any question.
fn lines(found: &Found, words: Words) -> Vec<Line> {
    let InForce {
        mx,
        records,
        dmarc,
        mta_sts,
        tls_rpt,
        ..
    } = &found.in_force;
    let line = |name: &str, (mark, text): (Mark, String)| Line {
        mark,
        word: mark.word(words),
        name: name.to_owned(),
        text,
    };
    let mx = said(mx, words, |records| {
        let hosts = records.iter().filter_map(|record| record.exchange.as_ref());
        join(hosts)
    });
    let spf = match records {
        Err(failure) => unknown(*failure, words),
        Ok(records) => match &records.spf {
            StandingSpf::Absent => (Mark::Off, words.t("pages-found-nothing")),
            StandingSpf::One(text) => (Mark::InForce, cut(text)),
            StandingSpf::Several(all) => {
                (Mark::Broken, words.count("pages-found-several", all.len()))
            }
        },
    };
    let dmarc = match dmarc {
        Seen::InForce(dmarc) => {
            // What only watches lets forged mail through.
            let mark = match dmarc.step {
                LadderStep::Monitoring => Mark::Attention,
                LadderStep::QuarantineTesting
                | LadderStep::Quarantine
                | LadderStep::RejectTesting
                | LadderStep::Reject => Mark::InForce,
            };
            (mark, rung(dmarc.step).to_owned())
        }
        Seen::Nothing => (Mark::Off, words.t("pages-found-nothing")),
        Seen::Unknown(failure) => unknown(*failure, words),
    };
    let mta_sts = match mta_sts {
        MtaStsInForce::Policy(policy) => (Mark::InForce, policy.mode().to_string()),
        MtaStsInForce::Nothing => (Mark::Off, words.t("pages-found-nothing")),
        MtaStsInForce::RecordOnly(failure) | MtaStsInForce::Unknown(failure) => {
            unknown(*failure, words)
        }
    };
    let tls_rpt = said(tls_rpt, words, |uris| join(uris.iter()));
    vec![
        line("DNS", servers(found, words)),
        line("MX", mx),
        line("SPF", spf),
        line("DMARC", dmarc),
        line("MTA-STS", mta_sts),
        line("TLS-RPT", tls_rpt),
    ]
}

fn servers(found: &Found, words: Words) -> (Mark, String) {
    match (found.provider, found.servers.is_empty()) {
        (Some(provider), _) => (Mark::InForce, provider.name.to_owned()),
        (None, false) => (Mark::InForce, join(found.servers.iter())),
        (None, true) => (Mark::Info, words.t("pages-found-no-zone")),
    }
}

fn said<T>(seen: &Seen<T>, words: Words, text: impl Fn(&T) -> String) -> (Mark, String) {
    match seen {
        Seen::InForce(value) => (Mark::InForce, text(value)),
        Seen::Nothing => (Mark::Off, words.t("pages-found-nothing")),
        Seen::Unknown(failure) => unknown(*failure, words),
    }
}

fn unknown(failure: Failure, words: Words) -> (Mark, String) {
    (Mark::Unknown, sentence(&words.t(failure_key(failure))))
}

fn join<T: ToString>(values: impl Iterator<Item = T>) -> String {
    let values: Vec<String> = values.map(|value| value.to_string()).collect();
    cut(&values.join(", "))
}

fn cut(text: &str) -> String {
    escape(&told::value(text).to_string())
}
