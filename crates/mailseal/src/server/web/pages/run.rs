//! `/domains/{d}/runs/{n}`: what did this apply do, and did it hold? And taking it back, which is shown
//! first and written after.

use app::apply::{Applied, End, Fate, Job, Resumed, Visibility, Visible, job_of};
use app::approval::Mark as Shown;
use app::ledger::{Step, StepId, StepKind, StepState};
use app::people::Scope;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use protocols::name::DomainName;

use crate::cli::resume::{Ended, TakenUp};
use crate::failure::Failed;
use crate::render::apply::{refusal, standing, takes_out, what};
use crate::render::plan::until;
use crate::render::question;
use crate::server::desk::{Run, RunState, TakeBack, TakingBack, Unfinished};
use crate::server::web::Web;
use crate::server::web::answer::{page, see};
use crate::server::web::fields::Fields;
use crate::server::web::frame::{Frame, Place};
use crate::server::web::parts::change::Change;
use crate::server::web::parts::mark::Mark;
use crate::server::web::parts::note::Note;
use crate::server::web::parts::sentence;
use crate::server::web::visitor::Visitor;
use crate::server::web::words::Words;
use crate::wording::{Arguments, escape};

#[derive(Template)]
#[template(path = "pages/run.html")]
struct RunPage {
    frame: Frame,
    domain: String,
    number: u64,
    heading: String,
    lede: String,
    /// It goes on: the page looks again.
    is_under_way: bool,
    /// It can be gone on with.
    is_open: bool,
    can_be_undone: bool,
    changes: Vec<Fated>,
    notes: Vec<Note>,
}

/// One change, and what became of it.
struct Fated {
    mark: Mark,
    word: String,
    what: String,
    said: String,
    lines: Vec<(Mark, String)>,
    change: Change,
}

#[derive(Template)]
#[template(path = "pages/undo.html")]
struct UndoPage {
    frame: Frame,
    domain: String,
    number: u64,
    heading: String,
    lede: String,
    changes: Vec<Change>,
    refused: Vec<String>,
    mark: String,
    button: String,
}

/// `GET /domains/{d}/runs/{n}`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path((name, number)): Path<(String, u64)>,
    fields: Fields,
) -> Response {
    let shown = async {
        let (domain, run) = run_of(&web, &visitor, &name, number).await?;
        let note = web.notes.take(Some(fields.one("done")));
        let page_of = run_page(&domain, &run, note, &visitor)?;
        Ok(page(StatusCode::OK, &page_of))
    };
    visitor.answer(shown.await)
}

/// `POST /domains/{d}/runs/{n}/resume`: goes on with what is not finished.
pub(crate) async fn resume(
    State(web): State<Web>,
    visitor: Visitor,
    Path((name, number)): Path<(String, u64)>,
) -> Response {
    let resumed = async {
        let domain = web.domain(&visitor, &name).await?;
        let which = Unfinished::Of(&domain);
        web.desk.resume(&visitor.caller, which).await?;
        Ok(see(&format!("/domains/{domain}/runs/{number}")))
    };
    visitor.answer(resumed.await)
}

/// `GET /domains/{d}/runs/{n}/undo`
pub(crate) async fn undo(
    State(web): State<Web>,
    visitor: Visitor,
    Path((name, number)): Path<(String, u64)>,
) -> Response {
    let shown = async {
        let (domain, _) = run_of(&web, &visitor, &name, number).await?;
        let back = web.desk.take_back(&visitor.caller, StepId(number)).await?;
        let frame = undo_frame(&domain, number, &visitor);
        Ok(undo_page(frame, StatusCode::OK, &domain, number, &back))
    };
    visitor.answer(shown.await)
}

/// `POST /domains/{d}/runs/{n}/undo`: takes back what was shown under the mark that comes back.
pub(crate) async fn take_back(
    State(web): State<Web>,
    visitor: Visitor,
    Path((name, number)): Path<(String, u64)>,
    fields: Fields,
) -> Response {
    let taken = async {
        let (domain, _) = run_of(&web, &visitor, &name, number).await?;
        visitor.caller.may(Scope::Apply)?;
        let stale = |back: &TakeBack| {
            let words = visitor.words();
            let note = Note::told(Mark::Attention, words.t("pages-undo-stale"));
            let frame = undo_frame(&domain, number, &visitor).note(Some(note));
            undo_page(frame, StatusCode::CONFLICT, &domain, number, back)
        };
        let Some(shown) = Shown::parse(fields.one("mark")) else {
            let back = web.desk.take_back(&visitor.caller, StepId(number)).await?;
            return Ok(stale(&back));
        };
        let taking = web
            .desk
            .undo(&visitor.caller, StepId(number), &shown)
            .await?;
        Ok(match taking {
            TakingBack::Begun { run, .. } => see(&format!("/domains/{domain}/runs/{}", run.0)),
            TakingBack::Stale(back) | TakingBack::Nothing(back) => stale(&back),
        })
    };
    visitor.answer(taken.await)
}

/// A run of this domain.
async fn run_of(
    web: &Web,
    visitor: &Visitor,
    name: &str,
    number: u64,
) -> Result<(DomainName, Run), Failed> {
    visitor.caller.may(Scope::Read)?;
    let domain = super::domain::named(name)?;
    let run = web.desk.run(&visitor.caller, StepId(number)).await?;
    if run.step.domain != domain {
        return Err(Failed::new("error-no-job").count("step", number));
    }
    Ok((domain, run))
}

fn run_page(
    domain: &DomainName,
    run: &Run,
    note: Option<Note>,
    visitor: &Visitor,
) -> Result<RunPage, Failed> {
    let words = visitor.words();
    let number = run.step.id.0;
    let job = job_of(&run.step).map_err(crate::cli::apply::failed)?;
    let heading = heading(&run.step, words);
    let told = told(run, &job, words);
    let frame = visitor
        .frame(format!("{heading} · {}", domain.to_unicode()))
        .at(Place::Domains)
        .below(words.t("pages-domains"), "/domains")
        .below(domain.to_unicode(), format!("/domains/{domain}"))
        .here(heading.clone())
        .note(note);
    Ok(RunPage {
        domain: domain.to_string(),
        number,
        heading,
        lede: told.lede,
        is_under_way: told.stage == Stage::UnderWay,
        is_open: told.stage == Stage::Open,
        can_be_undone: told.stage == Stage::Done && run.step.kind == StepKind::Apply,
        changes: told.changes,
        notes: told.notes,
        frame,
    })
}

fn heading(step: &Step, words: Words) -> String {
    let key = match step.kind {
        StepKind::Undo => "pages-run-undo",
        StepKind::Apply | StepKind::Add | StepKind::Change | StepKind::Remove => "pages-run",
    };
    words.count(key, step.id.0)
}

/// How far a run is, for what the page offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    UnderWay,
    Open,
    Done,
    Over,
}

struct Told {
    stage: Stage,
    lede: String,
    changes: Vec<Fated>,
    notes: Vec<Note>,
}

fn told(run: &Run, job: &Job, words: Words) -> Told {
    match &run.state {
        RunState::UnderWay => Told {
            stage: Stage::UnderWay,
            lede: words.t("pages-run-under-way"),
            changes: all(job, Mark::Waiting, "pages-run-writes", words),
            notes: Vec::new(),
        },
        RunState::Ended(taken) => ended(taken, run, job, words),
        RunState::InJournal => in_journal(&run.step, job, words),
    }
}

fn ended(taken: &TakenUp, run: &Run, job: &Job, words: Words) -> Told {
    match &taken.end {
        Ok(Ended::Resumed(Resumed::CarriedOut(applied, seen))) => carried_out(applied, seen, words),
        Ok(Ended::Resumed(Resumed::Waits { until: waits, .. })) => {
            let mut told = in_journal(&run.step, job, words);
            told.notes.extend(waits.iter().map(|wait| {
                let text = until(wait, &job.domain, words.catalogue());
                Note::told(Mark::Waiting, sentence(&text))
            }));
            told
        }
        Ok(Ended::Resumed(Resumed::Refused { refused, .. })) => {
            let mut told = in_journal(&run.step, job, words);
            told.notes.extend(refused.iter().map(|why| {
                let text = sentence(&refusal(why, words.catalogue()));
                Note::told(Mark::Attention, text)
            }));
            told
        }
        Ok(Ended::Resumed(Resumed::Stale { .. }) | Ended::CalledOff) => {
            in_journal(&run.step, job, words)
        }
        Err(failed) => {
            let mut told = in_journal(&run.step, job, words);
            let what = words.why(failed);
            told.notes.push(Note::refused(what));
            told
        }
    }
}

fn carried_out(applied: &Applied, seen: &[Visibility], words: Words) -> Told {
    let (stage, key) = match applied.end {
        End::Done => (Stage::Done, "pages-run-done"),
        End::Open => (Stage::Open, "pages-run-open"),
        End::GivenUp => (Stage::Over, "pages-run-given-up"),
    };
    let fates = applied.job.changes.iter().zip(&applied.fates).enumerate();
    let changes = fates.map(|(index, (change, fate))| {
        let (mark, said) = fate_words(change, fate, words);
        let lines = seen.get(index).map(|seen| visibility(seen, words));
        let step = &change.step;
        Fated {
            mark,
            word: mark.word(words),
            what: format!("{} {}", step.change.key.kind, step.change.key.owner),
            said,
            lines: lines.unwrap_or_default(),
            change: Change::of(step, &applied.job.domain, &format!("run-{index}"), words),
        }
    });
    let standing = applied.fates.iter().filter(|fate| fate.stands()).count();
    let arguments = Arguments::none()
        .count("count", applied.fates.len())
        .count("written", standing);
    Told {
        stage,
        lede: words.say(key, &arguments),
        changes: changes.collect(),
        notes: Vec::new(),
    }
}

/// What only the journal tells: that it ended, and how.
fn in_journal(step: &Step, job: &Job, words: Words) -> Told {
    let last = step.moments.last();
    let state = last.map_or(StepState::Started, |last| last.state);
    let (stage, key, mark, said) = match state {
        StepState::Planned => (
            Stage::Open,
            "pages-run-planned",
            Mark::Waiting,
            "pages-run-writes",
        ),
        StepState::Started => (
            Stage::Open,
            "pages-run-cut-off",
            Mark::Unknown,
            "pages-run-not-known",
        ),
        StepState::Done => (
            Stage::Done,
            "pages-run-done-before",
            Mark::InForce,
            "apply-written",
        ),
        StepState::Failed => (
            Stage::Over,
            "pages-run-given-up-before",
            Mark::Off,
            "pages-run-not-known",
        ),
    };
    let lede = words.with(
        key,
        "when",
        last.map_or_else(String::new, |last| words.moment(last.at)),
    );
    let mut changes = all(job, mark, said, words);
    for (fated, change) in changes.iter_mut().zip(&job.changes) {
        if let (StepState::Planned, Some(wait)) = (state, &change.waits) {
            let text = until(wait, &job.domain, words.catalogue());
            fated.lines.push((Mark::Waiting, sentence(&text)));
        }
    }
    Told {
        stage,
        lede,
        changes,
        notes: Vec::new(),
    }
}

/// Every change, with the same fate.
fn all(job: &Job, mark: Mark, said: &str, words: Words) -> Vec<Fated> {
    let changes = job.changes.iter().enumerate();
    let fated = changes.map(|(index, change)| {
        let step = &change.step;
        Fated {
            mark,
            word: mark.word(words),
            what: format!("{} {}", step.change.key.kind, step.change.key.owner),
            said: sentence(&words.t(said)),
            lines: Vec::new(),
            change: Change::of(step, &job.domain, &format!("run-{index}"), words),
        }
    });
    fated.collect()
}

fn fate_words(change: &app::apply::JobChange, fate: &Fate, words: Words) -> (Mark, String) {
    let catalogue = words.catalogue();
    let (mark, said) = match fate {
        Fate::Stood if takes_out(change) => (Mark::InForce, words.t("apply-gone")),
        Fate::Stood => (Mark::InForce, words.t("apply-stood")),
        Fate::Written(_) if takes_out(change) => (Mark::InForce, words.t("apply-removed")),
        Fate::Written(_) => (Mark::InForce, words.t("apply-written")),
        Fate::NotWritten(error) => (Mark::Broken, what(&error.cause(), catalogue)),
        Fate::NoPlace(error) => (Mark::Attention, what(&error.cause(), catalogue)),
        Fate::NotReached => (Mark::Off, words.t("apply-not-reached")),
    };
    (mark, sentence(&said))
}

fn visibility(seen: &Visibility, words: Words) -> Vec<(Mark, String)> {
    let mut lines = match &seen.seen {
        Visible::Everywhere { servers } => {
            let count = Arguments::none().count("count", *servers);
            let key = match servers {
                0 => "apply-seen",
                _ => "apply-seen-everywhere",
            };
            vec![(Mark::InForce, words.sentence(key, &count))]
        }
        Visible::Lagging(servers) => {
            let line = |(server, says): &(String, _)| {
                let arguments = Arguments::none()
                    .text("server", escape(server))
                    .text("says", standing(says, words.catalogue()));
                (Mark::Waiting, words.say("apply-lagging", &arguments))
            };
            servers.iter().map(line).collect()
        }
        Visible::Unknown(failure) => {
            let failure = words.t(question::failure_key(*failure));
            vec![(
                Mark::Unknown,
                sentence(&words.with("apply-unseen", "failure", failure)),
            )]
        }
    };
    if seen.old_for_seconds > 0 {
        let seconds = Arguments::none().count("seconds", seen.old_for_seconds);
        lines.push((Mark::Waiting, words.sentence("apply-old-for", &seconds)));
    }
    lines
}

fn undo_frame(domain: &DomainName, number: u64, visitor: &Visitor) -> Frame {
    let words = visitor.words();
    let heading = words.count("pages-undo", number);
    visitor
        .frame(format!("{heading} · {}", domain.to_unicode()))
        .at(Place::Domains)
        .below(words.t("pages-domains"), "/domains")
        .below(domain.to_unicode(), format!("/domains/{domain}"))
        .below(
            words.count("pages-run", number),
            format!("/domains/{domain}/runs/{number}"),
        )
        .here(words.t("pages-undo-here"))
}

fn undo_page(
    frame: Frame,
    status: StatusCode,
    domain: &DomainName,
    number: u64,
    back: &TakeBack,
) -> Response {
    let words = frame.words;
    let changes = back.job.changes.iter().enumerate();
    let changes: Vec<Change> = changes
        .map(|(index, change)| Change::of(&change.step, domain, &format!("undo-{index}"), words))
        .collect();
    let refused = back.refused.iter();
    let refused = refused.map(|why| sentence(&refusal(why, words.catalogue())));
    let lede = match changes.len() {
        0 => words.t("pages-undo-nothing"),
        count => words.count("pages-undo-lede", count),
    };
    let page_of = UndoPage {
        domain: domain.to_string(),
        number,
        heading: words.count("pages-undo", number),
        lede,
        refused: refused.collect(),
        mark: back.mark.to_string(),
        button: words.count("pages-undo-button", changes.len()),
        changes,
        frame,
    };
    page(status, &page_of)
}
