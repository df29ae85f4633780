//! `/domains/{d}/spf`: who may send? The questions on one side, the record that follows on the other. The
//! choice lives in the address: back, reload and a mailed link show the same.

use app::add::sender;
use app::people::Scope;
use app::spf_draft::{Choice, Draft, DraftTerm, NoDraft};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use protocols::domain::StandingSpf;
use protocols::limits::SPF_LOOKUPS_MAX;
use protocols::published::Publication;
use protocols::spf::Others;
use protocols::spf::record::{Mechanism, Qualifier};

use crate::failure::Failed;
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::fields::Fields;
use crate::server::web::frame::{Frame, Place};
use crate::server::web::parts::diff::Diff;
use crate::server::web::parts::field::Faults;
use crate::server::web::parts::finding::{Card, Opened, Repair};
use crate::server::web::parts::gauge::Gauge;
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::note::Note;
use crate::server::web::parts::record::Record;
use crate::server::web::parts::tree::SpfTree;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::Words;
use crate::told;
use crate::wording::{Arguments, escape};

/// Terms a form may send; a record with more leads to more lookups than any receiver makes.
const TERMS_MAX: usize = 200;
/// From here on a record is near the limit: one service more may pass it.
const NEAR_LOOKUPS: usize = 8;

#[derive(Template)]
#[template(path = "pages/spf.html")]
struct SpfPage {
    frame: Frame,
    domain: String,
    faults: Faults,
    terms: Vec<TermRow>,
    ends: Vec<EndRow>,
    /// What was typed and could not be taken.
    typed: String,
    preview: Preview,
}

/// A term with its box to tick.
struct TermRow {
    number: usize,
    text: String,
    name: String,
    hint: String,
    cost: String,
    cost_words: String,
    is_in: bool,
}

/// What becomes of everybody else.
struct EndRow {
    word: &'static str,
    name: String,
    hint: String,
    text: &'static str,
    is_chosen: bool,
}

/// The record that follows.
struct Preview {
    record: Record,
    says: String,
    limit: (Mark, String),
    gauge: Gauge,
    tree: SpfTree,
    diff: Option<Diff>,
    cards: Vec<Card>,
    unknown: Option<String>,
    has_wishes: bool,
}

/// `GET /domains/{d}/spf`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    let shown = async {
        let domain = web.domain(&visitor, &name).await?;
        let words = visitor.words();
        let (choice, faults) = read(&fields, words);
        let draft = web
            .desk
            .spf_draft(&visitor.caller, &domain, choice.as_ref())
            .await?;
        let note = web.notes.take(Some(fields.one("done")));
        let title = words.with("pages-spf-title", "domain", domain.to_unicode());
        let frame = visitor
            .frame(title)
            .at(Place::Domains)
            .below(words.t("pages-domains"), "/domains")
            .below(domain.to_unicode(), format!("/domains/{domain}"))
            .here("SPF")
            .note(note);
        let (status, frame) = match faults.is_empty() {
            true => (StatusCode::OK, frame),
            false => (StatusCode::UNPROCESSABLE_ENTITY, frame.refused()),
        };
        let typed = match faults.is_empty() {
            true => String::new(),
            false => fields.trimmed("add").to_owned(),
        };
        Ok(page(
            status,
            &SpfPage {
                terms: terms(&draft, words),
                ends: ends(&draft, words),
                preview: preview(&draft, &domain, words),
                domain: domain.to_string(),
                faults,
                typed,
                frame,
            },
        ))
    };
    visitor.answer(shown.await)
}

/// `POST /domains/{d}/spf`: the choice becomes what is wanted; the plan shows what follows.
pub(crate) async fn save(
    State(web): State<Web>,
    visitor: Visitor,
    Path(name): Path<String>,
    fields: Fields,
) -> Response {
    let saved = async {
        let domain = web.domain(&visitor, &name).await?;
        visitor.caller.may(Scope::Plan)?;
        let words = visitor.words();
        let (choice, faults) = read(&fields, words);
        if !faults.is_empty() {
            return Ok(see(&format!("/domains/{domain}/spf")));
        }
        let draft = web
            .desk
            .spf_draft(&visitor.caller, &domain, choice.as_ref())
            .await?;
        web.desk
            .change(&visitor.caller, &domain, &draft.wishes)
            .await?;
        let note = Note::done(words.t("pages-spf-stored"));
        Ok(see(&web
            .notes
            .keep(&format!("/domains/{domain}/plan"), note)))
    };
    visitor.answer(saved.await)
}

/// The choice that came, and what of it could not be read. Without the form's mark nothing was chosen.
fn read(fields: &Fields, words: Words) -> (Option<Choice>, Faults) {
    let mut faults = Faults::default();
    if !fields.has("chosen") {
        return (None, faults);
    }
    let ticked = fields.all("term").take(TERMS_MAX);
    let mut terms: Vec<Mechanism> = ticked
        .filter_map(Mechanism::parse)
        .filter(|term| *term != Mechanism::All)
        .collect();
    let added = fields.trimmed("add");
    if !added.is_empty() {
        match term_of(added) {
            Some(term) => terms.push(term),
            None => faults.add(
                "add",
                words.with("pages-spf-no-term", "text", escape(added)),
            ),
        }
    }
    let others = match fields.one("others") {
        "fail" => Some(Others::Fail),
        "softfail" => Some(Others::SoftFail),
        _ => None,
    };
    (Some(Choice { terms, others }), faults)
}

/// What somebody typed as a sender: a term, an address or network, or a name to include.
fn term_of(text: &str) -> Option<Mechanism> {
    let bare = text.strip_prefix('+').unwrap_or(text);
    let candidates = [
        bare.to_owned(),
        format!("ip4:{bare}"),
        format!("ip6:{bare}"),
        format!("include:{bare}"),
    ];
    // `a` alone is a term; a name without a dot is a slip rather than something to include.
    let is_name = bare.contains('.') || bare.contains(':') || matches!(bare, "a" | "mx");
    let mut senders = candidates.iter().filter(|_| is_name);
    let term = senders.find(|candidate| sender(candidate).is_some())?;
    Mechanism::parse(term)
}

fn terms(draft: &Draft, words: Words) -> Vec<TermRow> {
    let total = draft.survey.lookups;
    let row = |(number, term): (usize, &DraftTerm)| {
        let would = total.saturating_add(term.lookups);
        let cost_words = match (term.is_complete, term.is_in) {
            (false, _) => words.t("pages-spf-cost-unknown"),
            (true, true) => words.count("pages-spf-lookups", term.lookups),
            (true, false) => words.count("pages-spf-would-be", would),
        };
        let sign = if term.is_in { "" } else { "+" };
        TermRow {
            number,
            text: escape(&told::value(&term.mechanism.to_string()).to_string()),
            name: words.t(name_key(&term.mechanism)),
            hint: words.t(&format!("{}-hint", name_key(&term.mechanism))),
            cost: format!("{sign}{}", term.lookups),
            cost_words,
            is_in: term.is_in,
        }
    };
    (1..).zip(&draft.terms).map(row).collect()
}

fn name_key(mechanism: &Mechanism) -> &'static str {
    match mechanism {
        Mechanism::Mx(..) => "pages-spf-mx",
        Mechanism::A(None, _) => "pages-spf-a",
        Mechanism::A(Some(_), _) => "pages-spf-host",
        Mechanism::Include(_) => "pages-spf-include",
        Mechanism::Ip4(_) | Mechanism::Ip6(_) => "pages-spf-network",
        Mechanism::Exists(_) => "pages-spf-exists",
        Mechanism::Ptr(_) => "pages-spf-ptr",
        // It is no term of the list: everybody else has questions of their own.
        Mechanism::All => "pages-spf-network",
    }
}

fn ends(draft: &Draft, words: Words) -> Vec<EndRow> {
    let row = |word, text, key: &str, end| EndRow {
        word,
        name: words.t(key),
        hint: words.t(&format!("{key}-hint")),
        text,
        is_chosen: draft.end == Some(end),
    };
    let mut rows = vec![
        row(
            "softfail",
            "~all",
            "pages-spf-softfail",
            Qualifier::SoftFail,
        ),
        row("fail", "-all", "pages-spf-fail", Qualifier::Fail),
    ];
    // What is never offered is shown where it stands.
    let odd = match draft.end {
        Some(Qualifier::Neutral) => Some(("?all", "pages-spf-neutral")),
        Some(Qualifier::Pass) => Some(("+all", "pages-spf-pass")),
        None => Some(("", "pages-spf-redirect")),
        Some(Qualifier::Fail | Qualifier::SoftFail) => None,
    };
    rows.extend(odd.map(|(text, key)| EndRow {
        is_chosen: true,
        ..row("keep", text, key, Qualifier::Neutral)
    }));
    rows
}

fn preview(draft: &Draft, domain: &protocols::name::DomainName, words: Words) -> Preview {
    let lookups = usize::try_from(draft.survey.lookups).unwrap_or(usize::MAX);
    let arguments = Arguments::none()
        .count("count", lookups)
        .count("max", SPF_LOOKUPS_MAX);
    let says = words.say("pages-spf-count", &arguments);
    let limit = match lookups {
        ..NEAR_LOOKUPS => (Mark::InForce, "pages-spf-within"),
        NEAR_LOOKUPS..=SPF_LOOKUPS_MAX => (Mark::Attention, "pages-spf-near"),
        _ => (Mark::Broken, "pages-spf-over"),
    };
    let stands = match &draft.standing {
        StandingSpf::Absent => String::new(),
        StandingSpf::One(text) => text.clone(),
        StandingSpf::Several(texts) => texts.join("\n"),
    };
    let shown = |text: &str| {
        let lines = text
            .split('\n')
            .map(|line| escape(&told::value(line).to_string()));
        lines.collect::<Vec<String>>().join("\n")
    };
    let label = words.with("pages-diff-label", "name", domain.as_str());
    let diff = (stands != draft.text)
        .then(|| Diff::of(label, &shown(&stands), &shown(&draft.text), words));
    let told = told::findings(&draft.findings);
    let card = |told| Card::of(told, None, &Repair::Here, Opened::No, words);
    let unknown = draft.survey.unknowns.first().map(|(question, _)| {
        let asked = crate::render::question::words(question, words.catalogue());
        words.with("pages-spf-unknown", "question", escape(&asked))
    });
    let record = Publication::txt(domain.clone(), draft.text.clone());
    Preview {
        record: Record::whole("spf", &record, words),
        limit: (limit.0, words.t(limit.1)),
        gauge: Gauge::of(lookups),
        tree: SpfTree::of(&draft.survey.tree, words),
        cards: told.iter().map(card).collect(),
        has_wishes: !draft.wishes.is_empty(),
        says,
        diff,
        unknown,
    }
}

/// Why there is nothing to put together.
pub(crate) fn refused(why: &NoDraft, domain: &protocols::name::DomainName) -> Failed {
    let key = match why {
        NoDraft::Parked => return Failed::new("error-change-parked").text("domain", domain),
        NoDraft::Broken => "reason-spf-draft-broken",
        NoDraft::Unseen(failure) => crate::render::question::failure_key(*failure),
    };
    Failed::new("error-spf-draft")
        .text("domain", domain)
        .because(Failed::new(key))
}
