//! `/check/{d}`: how is any domain set up? Whoever may read may ask of every domain there is; nothing is
//! stored of it.

use app::people::Scope;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use protocols::assessment::{Assessment, State as Standing};
use protocols::name::DomainName;

use crate::failure::Failed;
use crate::input;
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::background::Asking;
use crate::server::web::checks::{Check, Parked, Subject};
use crate::server::web::fields::Fields;
use crate::server::web::frame::Frame;
use crate::server::web::parts::assessment::{cards, counts, forged, opened, verdict_of};
use crate::server::web::parts::field::Faults;
use crate::server::web::parts::finding::{Card, Repair};
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::protection::Protections;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::{Words, machine_time};
use crate::wire::answers::{Saved, write};

/// What the form asks.
struct Form {
    domain: String,
    selectors: String,
    is_parked: bool,
    faults: Faults,
}

#[derive(Template)]
#[template(path = "pages/check.html")]
struct CheckPage {
    frame: Frame,
    form: Form,
    /// `None` before a domain was named.
    result: Option<Outcome>,
}

/// What is shown of one domain.
struct Outcome {
    domain: String,
    heading: String,
    lede: String,
    is_asking: bool,
    body: Option<Body>,
    /// The query of the form, for the links that stay with it.
    query: String,
    /// Whether it is looked after here.
    is_ours: bool,
}

struct Body {
    ago: String,
    moment: String,
    machine: String,
    servers: String,
    protections: Protections,
    counts: Vec<(Mark, String)>,
    cards: Vec<Card>,
    forged: Vec<String>,
}

impl CheckPage {
    fn t(&self, key: &str) -> String {
        self.frame.t(key)
    }
}

/// `GET /check`: the form; with a domain the way to its page.
pub(crate) async fn ask(State(_): State<Web>, visitor: Visitor, fields: Fields) -> Response {
    let answer = async {
        visitor.caller.may(Scope::Read)?;
        let typed = fields.trimmed("domain");
        if typed.is_empty() {
            return Ok(form(&visitor, &fields, Faults::default()));
        }
        match input::domain(typed) {
            Ok(domain) => Ok(see(&format!("/check/{domain}{}", query(&fields)))),
            Err(failed) => {
                let words = visitor.words();
                let text = words.why(&failed);
                Ok(form(&visitor, &fields, Faults::one("domain", text)))
            }
        }
    };
    visitor.answer(answer.await)
}

/// `GET /check/{d}`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    visitor.answer(shown(&web, &visitor, &name, &fields).await)
}

/// `GET /check/{d}/answers.json`: what the world said, as `check --save` writes it.
pub(crate) async fn answers(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    let answer = async {
        visitor.caller.may(Scope::Read)?;
        let subject = subject(input::domain(&name)?, &fields)?;
        let (check, _) = web.checks.of(&web.desk, &visitor.caller, &subject).await?;
        let Some(check) = check else {
            return Ok(see(&format!(
                "/check/{}{}",
                subject.domain(),
                query(&fields)
            )));
        };
        let head = [
            (CONTENT_TYPE, "application/json".to_owned()),
            (
                CONTENT_DISPOSITION,
                format!("attachment; filename=\"{}.json\"", subject.domain()),
            ),
        ];
        let saved = write(&Saved {
            now: check.at,
            answers: check.looked.answers.clone(),
        });
        Ok((head, saved).into_response())
    };
    visitor.answer(answer.await)
}

async fn shown(
    web: &Web,
    visitor: &Visitor,
    name: &str,
    fields: &Fields,
) -> Result<Response, Failed> {
    visitor.caller.may(Scope::Read)?;
    let domain = input::domain(name)?;
    let words = visitor.words();
    let subject = match subject(domain.clone(), fields) {
        Ok(subject) => subject,
        Err(failed) => {
            let text = words.why(&failed);
            return Ok(form(visitor, fields, Faults::one("selectors", text)));
        }
    };
    let (check, asking) = web.checks.of(&web.desk, &visitor.caller, &subject).await?;
    let is_ours = web.desk.domain(&visitor.caller, &domain).await.is_ok();
    let result = Outcome {
        domain: domain.to_string(),
        heading: domain.to_unicode(),
        lede: match &check {
            None => words.t("pages-check-asking"),
            Some(check) => lede(&check.looked.report.assessment, &domain, words),
        },
        is_asking: asking == Asking::Yes,
        body: check.map(|check| body(&check, &domain, fields, words)),
        query: query(fields),
        is_ours,
    };
    let page_of = CheckPage {
        frame: visitor.frame(words.with("pages-check-title", "domain", domain.to_unicode())),
        form: Form::of(&domain.to_unicode(), fields, Faults::default()),
        result: Some(result),
    };
    Ok(page(StatusCode::OK, &page_of))
}

fn form(visitor: &Visitor, fields: &Fields, faults: Faults) -> Response {
    let words = visitor.words();
    let frame = visitor.frame(words.t("pages-check"));
    let (status, frame) = match faults.is_empty() {
        true => (StatusCode::OK, frame),
        false => (StatusCode::UNPROCESSABLE_ENTITY, frame.refused()),
    };
    let page_of = CheckPage {
        frame,
        form: Form::of(fields.trimmed("domain"), fields, faults),
        result: None,
    };
    page(status, &page_of)
}

impl Form {
    fn of(domain: &str, fields: &Fields, faults: Faults) -> Form {
        Form {
            domain: domain.to_owned(),
            selectors: fields.trimmed("selectors").to_owned(),
            is_parked: fields.has("parked"),
            faults,
        }
    }
}

fn subject(domain: DomainName, fields: &Fields) -> Result<Subject, Failed> {
    let parked = match fields.has("parked") {
        true => Parked::Meant,
        false => Parked::Unstated,
    };
    Subject::of(domain, parked, fields.trimmed("selectors"))
}

/// The form's other fields, for the address of the result.
fn query(fields: &Fields) -> String {
    let mut pairs = Vec::new();
    let selectors = fields.trimmed("selectors");
    if !selectors.is_empty() {
        let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
        let words = selectors.split([' ', ',']);
        let words = words.filter(|word| !word.is_empty() && word.chars().all(safe));
        pairs.push(format!("selectors={}", words.collect::<Vec<_>>().join("+")));
    }
    if fields.has("parked") {
        pairs.push("parked=yes".to_owned());
    }
    match pairs.is_empty() {
        true => String::new(),
        false => format!("?{}", pairs.join("&")),
    }
}

/// The verdict, and how many protections are there.
fn lede(assessment: &Assessment, domain: &DomainName, words: Words) -> String {
    let states = assessment.protections.iter();
    let states: Vec<Standing> = states.map(|line| assessment.state(line)).collect();
    let needed = states.iter().filter(|state| **state != Standing::NotNeeded);
    let fine = states.iter().filter(|state| **state == Standing::Fine);
    let arguments = crate::wording::Arguments::none()
        .text("domain", domain.to_unicode())
        .count("fine", fine.count())
        .count("all", needed.count())
        .text("verdict", verdict_of(assessment, words));
    words.say("pages-check-lede", &arguments)
}

fn body(check: &Check, domain: &DomainName, fields: &Fields, words: Words) -> Body {
    let report = &check.looked.report;
    let all = opened(Some(fields.one("open")));
    Body {
        ago: words.ago(check.at, crate::context::now()),
        moment: words.moment(check.at),
        machine: machine_time(check.at),
        servers: report.servers.join(", "),
        protections: Protections::of(&report.assessment, words),
        counts: counts(&report.assessment, words),
        cards: cards(report, |_| Repair::Here, all, words),
        forged: forged(report, domain, words),
    }
}
