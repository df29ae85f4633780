//! What `history` prints: the journal, newest first.

use app::apply::{Job, Note, job_of};
use app::journal::{Noted, What};
use app::ledger::{Moment, Step, StepKind, StepState};
use app::machines::Machine;
use jiff::tz::TimeZone;
use protocols::time::Timestamp;

use crate::context::{Context, Detail};
use crate::render::apply::what;
use crate::render::style::{BOLD, DIM, paint};
use crate::render::{lifecycle, plan};
use crate::wire::names;
use crate::wording::{Arguments, Catalogue, escape};

/// One line a step, and with `-v` every change it made.
pub(crate) fn text(steps: &[Step], context: &Context) -> String {
    let words = &context.catalogue;
    if steps.is_empty() {
        return format!("{}\n", words.word("history-empty"));
    }
    let widest = steps.iter().map(|step| step.domain.as_str().len()).max();
    let widest = widest.unwrap_or(0);
    let mut out = String::new();
    for step in steps {
        let Some(last) = step.moments.last() else {
            continue;
        };
        let kind = words.word(&format!("step-kind-{}", names::step_kind(step.kind)));
        let state = words.word(&format!("step-state-{}", names::step_state(last.state)));
        let line = format!(
            "{} {}  {:<widest$}  {kind:<14}  {state:<16}  {}",
            paint(BOLD, format!("{:>5}", step.id.0)),
            minute(last.at),
            step.domain.as_str(),
            summary(step, last, words),
        );
        out.push_str(line.trim_end());
        out.push('\n');
        if context.detail == Detail::Full {
            out.push_str(&changes(step, context));
        }
    }
    if let Some(step) = steps.iter().find(|step| can_be_undone(step)) {
        let undo = Arguments::none().count("step", step.id.0);
        out.push_str(&format!(
            "{}\n",
            paint(DIM, words.say("history-next", &undo))
        ));
    }
    out
}

/// Whether a step wrote something that may be taken back.
pub(crate) fn can_be_undone(step: &Step) -> bool {
    let last = step.moments.last();
    step.kind == StepKind::Apply && last.is_some_and(|last| last.state == StepState::Done)
}

/// What it wrote, and why it ended as it did.
pub(crate) fn summary(step: &Step, last: &Moment, words: &Catalogue) -> String {
    let wrote = match (step.kind, job_of(step)) {
        (StepKind::Apply | StepKind::Undo, Ok(job)) => roles(&job),
        (StepKind::Apply | StepKind::Undo, Err(_)) => words.word("history-unread"),
        (StepKind::Change, _) => Noted::read(step)
            .map(|noted| changed(&noted, words))
            .unwrap_or_default(),
        (StepKind::Add | StepKind::Remove, _) => String::new(),
    };
    [wrote, note(&last.note, words)]
        .iter()
        .filter(|part| !part.is_empty())
        .cloned()
        .collect::<Vec<_>>()
        .join("  ")
}

/// What a change of what is wanted was, and what it is about.
fn changed(noted: &Noted, words: &Catalogue) -> String {
    let key = format!("history-what-{}", noted.what.word());
    let what = match &noted.what {
        What::Other(word) => escape(word),
        What::Advance
        | What::Look
        | What::Leave
        | What::LeaveAbort
        | What::Rotate
        | What::RotateAbort
        | What::ComeBack
        | What::Change
        | What::Adopt
        | What::MailcowAdopt => words.word(&key),
    };
    let mut parts: Vec<String> = noted.parts.iter().map(|part| escape(part)).collect();
    for note in &noted.moved {
        let part = match &note.machine {
            Machine::Key(selector) => format!("DKIM {}", escape(selector)),
            Machine::MtaSts => "MTA-STS".to_owned(),
            Machine::Dmarc => "DMARC".to_owned(),
            Machine::Mail => words.word("life-stage-mail"),
            Machine::Departure => continue,
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    match parts.as_slice() {
        [] => what,
        parts => format!("{what}: {}", parts.join(", ")),
    }
}

/// How a step ended, in words.
pub(crate) fn note(noted: &str, words: &Catalogue) -> String {
    match Note::read(noted) {
        Note::None => String::new(),
        Note::Superseded => words.word("step-note-superseded"),
        Note::CalledOff => words.word("step-note-called-off"),
        Note::Needed => words.word("step-note-needed"),
        Note::Causes(causes) => {
            let causes = causes.iter().map(|cause| what(cause, words));
            causes.collect::<Vec<_>>().join("; ")
        }
        Note::Text(said) => escape(&said),
    }
}

fn roles(job: &Job) -> String {
    let mut words: Vec<&str> = Vec::new();
    for change in &job.changes {
        let word = change.step.role.word();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.join(", ")
}

fn changes(step: &Step, context: &Context) -> String {
    if let Some(noted) = Noted::read(step) {
        let words = &context.catalogue;
        let moved = noted.moved.iter();
        return moved
            .map(|note| format!("  {}\n", lifecycle::line(note, words)))
            .collect();
    }
    let Ok(job) = job_of(step) else {
        return String::new();
    };
    let changes = job.changes.iter();
    changes
        .map(|change| plan::change(&change.step, &job.domain, &context.catalogue))
        .collect()
}

/// To the minute, in UTC.
fn minute(at: Timestamp) -> String {
    let seconds = i64::try_from(at.0).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    let at = TimeZone::UTC.to_datetime(moment);
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}
