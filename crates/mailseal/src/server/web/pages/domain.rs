//! `/domains/{d}`: what is wrong with this domain, and what repairs it?

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use protocols::assessment::{Assessment, ProtectionKind, State as Standing, Unknown};
use protocols::dmarc::Policy;
use protocols::domain::{Effect, Verdict, verdict};
use protocols::name::DomainName;
use serde::Deserialize;

use crate::failure::Failed;
use crate::input;
use crate::output::{Forged, Report};
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::frame::{Frame, Place};
use crate::server::web::looks::{Asking, Look, Seen, Want};
use crate::server::web::parts::finding::{Card, Opened, Repair};
use crate::server::web::parts::lives::Lives;
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::note::Note;
use crate::server::web::parts::plan::{AskedFor, Plan, step_of};
use crate::server::web::parts::protection::{self, Protections};
use crate::server::web::visitor::Visitor;
use crate::server::web::words::{Words, machine_time};
use crate::told;
use crate::wire::names;
use crate::wording::Arguments;

/// What a page of a domain may be asked with.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// `all`: every finding is opened.
    open: Option<String>,
    /// The token of what is said once.
    pub(crate) done: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/domain.html")]
struct DomainPage {
    frame: Frame,
    domain: String,
    heading: String,
    lede: String,
    checked: Option<Checked>,
    asking: bool,
    body: Option<Body>,
    latest: Vec<(String, String)>,
}

/// When the domain was looked at.
struct Checked {
    ago: String,
    moment: String,
    machine: String,
    servers: String,
}

/// What a look gives.
struct Body {
    protections: Protections,
    counts: Vec<(Mark, String)>,
    cards: Vec<Card>,
    plan: Option<Plan>,
    plan_note: Option<Note>,
    lives: Option<Lives>,
    forged: Vec<String>,
}

/// `GET /domains/{d}`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    visitor.answer(shown(&web, &visitor, &name, &asked).await)
}

/// `POST /domains/{d}/check`: a new look, shown where the old one was.
pub(crate) async fn check(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
) -> Response {
    let looked = async {
        let domain = web.domain(&visitor, &name).await?;
        web.looks.of(&web.desk, &domain, Want::New).await?;
        Ok(see(&format!("/domains/{domain}")))
    };
    visitor.answer(looked.await)
}

async fn shown(
    web: &Web,
    visitor: &Visitor,
    name: &str,
    asked: &Asked,
) -> Result<Response, Failed> {
    let domain = web.domain(visitor, name).await?;
    let seen = web.looks.of(&web.desk, &domain, Want::Recent).await?;
    let words = visitor.words();
    let note = web.notes.take(asked.done.as_deref());
    let frame = visitor
        .frame(domain.to_unicode())
        .at(Place::Domains)
        .below(words.t("pages-domains"), "/domains")
        .here(domain.to_unicode())
        .note(note);
    let mut page_of = DomainPage {
        domain: domain.to_string(),
        heading: domain.to_unicode(),
        lede: words.t("pages-domain-asking"),
        checked: None,
        asking: true,
        body: None,
        latest: Vec::new(),
        frame,
    };
    match seen {
        Seen::Nothing => {}
        Seen::Failed(failed) => {
            page_of.asking = false;
            page_of.lede = words.t("pages-domain-not-looked");
            let what = failed.what(words.catalogue());
            page_of.frame.notes.push(Note::told(Mark::Unknown, what));
        }
        Seen::Look { look, asking } => {
            page_of.asking = asking == Asking::Yes;
            page_of.lede = lede(&look, words);
            page_of.checked = Some(checked(&look, words));
            page_of.body = Some(body(&look, asked, &domain, &page_of.frame));
        }
    }
    Ok(page(StatusCode::OK, &page_of))
}

/// The verdict, and whether the plan repairs it.
fn lede(look: &Look, words: Words) -> String {
    let verdict = verdict(&look.report.assessment);
    let key = match verdict {
        Verdict::Unseen => "pages-verdict-unseen",
        Verdict::Broken(Effect::OwnMail) => "pages-verdict-own-mail",
        Verdict::Broken(Effect::IncomingMail) => "pages-verdict-incoming",
        Verdict::Broken(Effect::Forgery) => "pages-verdict-forgery",
        Verdict::Broken(Effect::Encryption) => "pages-verdict-encryption",
        Verdict::Broken(Effect::Order) => "pages-verdict-order",
        Verdict::Forgeable => "pages-verdict-forgeable",
        Verdict::Better(Effect::OwnMail) => "pages-verdict-better-own-mail",
        Verdict::Better(Effect::IncomingMail) => "pages-verdict-better-incoming",
        Verdict::Better(Effect::Forgery) => "pages-verdict-better-forgery",
        Verdict::Better(Effect::Encryption) => "pages-verdict-better-encryption",
        Verdict::Better(Effect::Order) => "pages-verdict-better-order",
        Verdict::FineAsFarAsSeen => "pages-verdict-fine-as-far",
        Verdict::Fine => "pages-verdict-fine",
    };
    let mut lede = words.t(key);
    let has_steps = look
        .proposal
        .as_ref()
        .is_ok_and(|proposal| !proposal.drawn.plan.steps.is_empty());
    if has_steps {
        lede.push(' ');
        lede.push_str(&words.t("pages-verdict-plan-below"));
    }
    lede
}

fn checked(look: &Look, words: Words) -> Checked {
    let now = crate::context::now();
    Checked {
        ago: words.ago(look.at, now),
        moment: words.moment(look.at),
        machine: machine_time(look.at),
        servers: look.report.servers.join(", "),
    }
}

fn body(look: &Look, asked: &Asked, domain: &DomainName, frame: &Frame) -> Body {
    let words = frame.words;
    let report = &look.report;
    let (plan, plan_note) = match &look.proposal {
        Ok(proposal) => (Some(Plan::of(proposal, &AskedFor::default(), frame)), None),
        Err(failed) => {
            let what = failed.what(words.catalogue());
            (None, Some(Note::told(Mark::Unknown, what)))
        }
    };
    let lives = look
        .status
        .as_ref()
        .ok()
        .map(|status| Lives::of(status, frame));
    Body {
        protections: Protections::of(&report.assessment, words),
        counts: counts(&report.assessment, words),
        cards: cards(look, asked, words),
        plan,
        plan_note,
        lives: lives.filter(|lives| !lives.is_empty()),
        forged: forged(report, domain, words),
    }
}

/// How many of each severity, and how many open questions; nothing that is not there.
fn counts(assessment: &Assessment, words: Words) -> Vec<(Mark, String)> {
    use protocols::finding::Severity::{Critical, High, Info, Low, Medium};
    let mut counts = Vec::new();
    for severity in [Critical, High, Medium, Low, Info] {
        let findings = assessment.findings.iter();
        let count = findings
            .filter(|finding| finding.severity == severity)
            .count();
        if count > 0 {
            let mark = Mark::of_severity(severity);
            let key = format!("pages-count-{}", names::severity(severity));
            counts.push((mark, words.count(&key, count)));
        }
    }
    let unknown = unknowns(assessment).len();
    if unknown > 0 {
        counts.push((Mark::Unknown, words.count("pages-count-unknown", unknown)));
    }
    counts
}

/// The findings, worst first; what could not be checked before what matters less; what is in force as
/// one closed line.
fn cards(look: &Look, asked: &Asked, words: Words) -> Vec<Card> {
    use protocols::finding::Severity;
    let report = &look.report;
    let told = told::findings(&report.assessment.findings);
    let all = match asked.open.as_deref() {
        Some("all") => Opened::Yes,
        Some(_) | None => Opened::No,
    };
    let card = |told: &told::Told<'_>| {
        let repair = repair(look, told.finding, words);
        Card::of(told, report.spf_tree.as_ref(), &repair, all, words)
    };
    let is_urgent = |told: &&told::Told<'_>| told.finding.severity >= Severity::High;
    let mut cards: Vec<Card> = told.iter().filter(is_urgent).map(card).collect();
    let open = unknowns(&report.assessment);
    cards.extend(
        open.iter()
            .map(|(kind, unknowns)| Card::unknown(*kind, unknowns, words).opened(all)),
    );
    cards.extend(told.iter().filter(|told| !is_urgent(told)).map(card));
    if let Some(first) = cards.first_mut() {
        *first = first.clone().opened(Opened::Yes);
    }
    cards.extend(in_force(&report.assessment, words).map(|card| card.opened(all)));
    cards
}

/// The step of the plan that repairs a finding; in the card where no step does.
fn repair(look: &Look, finding: &protocols::finding::Finding, words: Words) -> Repair {
    let plan = look
        .proposal
        .as_ref()
        .ok()
        .map(|proposal| &proposal.drawn.plan);
    let step = plan
        .zip(finding.place.owner.as_ref())
        .and_then(|(plan, owner)| step_of(plan, owner));
    match step {
        None => Repair::Here,
        Some(step) => Repair::InPlan {
            href: format!("#step-{step}"),
            text: words.count("pages-plan-step-link", step),
        },
    }
}

/// What stayed open, by protection.
fn unknowns(assessment: &Assessment) -> Vec<(ProtectionKind, Vec<&Unknown>)> {
    let mut by_kind: Vec<(ProtectionKind, Vec<&Unknown>)> = Vec::new();
    for unknown in assessment.open_unknowns() {
        match by_kind
            .iter_mut()
            .find(|(kind, _)| *kind == unknown.protection)
        {
            Some((_, all)) => all.push(unknown),
            None => by_kind.push((unknown.protection, vec![unknown])),
        }
    }
    by_kind
}

fn in_force(assessment: &Assessment, words: Words) -> Option<Card> {
    let fine = assessment
        .protections
        .iter()
        .filter(|line| assessment.state(line) == Standing::Fine);
    let lines: Vec<(String, String)> = fine
        .map(|line| {
            let summary = crate::render::summary(line, assessment, words.catalogue());
            (protection::name(line, words), summary)
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
    let title = words.with("pages-in-force-title", "protections", names.join(", "));
    Some(Card::in_force(title, lines, words))
}

/// What happens to forged mail today.
fn forged(report: &Report, domain: &DomainName, words: Words) -> Vec<String> {
    let Some(Forged {
        own,
        subdomains,
        missing,
    }) = &report.forged
    else {
        return Vec::new();
    };
    let treated = |policy: Policy| {
        words.t(match policy {
            Policy::None => "pages-forged-none",
            Policy::Quarantine => "pages-forged-quarantine",
            Policy::Reject => "pages-forged-reject",
        })
    };
    let line = |key: &str, policy: Policy| {
        let arguments = Arguments::none()
            .text("domain", domain.as_str())
            .text("treated", treated(policy));
        words.say(key, &arguments)
    };
    let mut lines = vec![line("pages-forged-own", *own)];
    if (subdomains, missing) != (own, own) {
        lines.push(line("pages-forged-subdomains", *subdomains));
        lines.push(line("pages-forged-missing", *missing));
    }
    lines
}

/// A domain as it stands in a path.
pub(crate) fn named(name: &str) -> Result<DomainName, Failed> {
    input::domain(name)
}
