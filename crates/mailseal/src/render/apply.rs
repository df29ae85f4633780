//! What `apply`, `undo` and `resume` print: what was written, where it is seen, what to do next.

use app::apply::{
    Applied, AppliedPlan, End, Fate, Job, JobChange, Resumed, UndoRefused, Visibility, Visible,
};
use app::cause::Cause;
use app::ledger::StepId;
use protocols::name::DomainName;
use protocols::plan::standing::Standing;
use protocols::plan::{PlanStep, WaitFor};
use protocols::rrset::{RrSet, RrSetKey};

use crate::cli::apply::Outcome;
use crate::cli::resume::{Ended, TakenUp};
use crate::context::Context;
use crate::export::{one_string, published};
use crate::failure::Failed;
use crate::render::style::{BAD, BOLD, CALM, DIM, GOOD, paint};
use crate::render::{plan, question};
use crate::wording::{Arguments, Catalogue, escape};

/// What became of every plan.
pub(crate) fn text(outcomes: &[Outcome], context: &Context) -> String {
    let mut out = String::new();
    for outcome in outcomes {
        let domain = &outcome.plan.domain;
        match &outcome.applied {
            Ok(applied) => out.push_str(&one(domain, applied, context)),
            Err(failed) => out.push_str(&format!(
                "{}\n{}",
                paint(BOLD, domain.to_unicode()),
                failed.words(&context.catalogue)
            )),
        }
    }
    out
}

fn one(domain: &DomainName, applied: &AppliedPlan, context: &Context) -> String {
    let words = &context.catalogue;
    let mut out = String::new();
    match &applied.applied {
        Some((applied, seen)) => out.push_str(&job(applied, seen, context)),
        None => {
            let nothing = words.word("apply-nothing");
            out.push_str(&format!(
                "{}   {nothing}\n",
                paint(BOLD, domain.to_unicode())
            ));
        }
    }
    if applied.adopted > 0 {
        let count = Arguments::none().count("count", applied.adopted);
        out.push_str(&format!(
            "  {} {}\n",
            paint(GOOD, "✓"),
            words.say("apply-adopted", &count)
        ));
    }
    for (id, job) in &applied.later {
        out.push_str(&waiting(*id, job, &waits(job), words));
    }
    if !applied.later.is_empty() {
        let domain = Arguments::none().text("domain", domain.as_str());
        out.push_str(&next(&words.say("apply-next-resume", &domain)));
    }
    out
}

fn waits(job: &Job) -> Vec<WaitFor> {
    job.changes
        .iter()
        .filter_map(|change| change.waits.clone())
        .collect()
}

/// What became of one job.
pub(crate) fn job(applied: &Applied, seen: &[Visibility], context: &Context) -> String {
    let words = &context.catalogue;
    let domain = &applied.job.domain;
    let (key, style) = match applied.end {
        End::Done => ("apply-end-done", GOOD),
        End::Open => ("apply-end-open", CALM),
        End::GivenUp => ("apply-end-given-up", BAD),
    };
    let arguments = Arguments::none()
        .count("step", applied.id.0)
        .text("domain", domain.as_str());
    let mut out = format!(
        "{}   {}\n",
        paint(BOLD, domain.to_unicode()),
        paint(style, words.say(key, &arguments))
    );
    for (index, (change, fate)) in applied.job.changes.iter().zip(&applied.fates).enumerate() {
        out.push_str(&line(change, fate, seen.get(index), words));
    }
    let next_key = match applied.end {
        End::Done => "apply-next-undo",
        End::Open => "apply-next-resume",
        End::GivenUp => "apply-next-plan",
    };
    out.push_str(&next(&words.say(next_key, &arguments)));
    out
}

fn next(text: &str) -> String {
    format!("  {} {}\n", paint(CALM, "→"), paint(DIM, text))
}

fn line(change: &JobChange, fate: &Fate, seen: Option<&Visibility>, words: &Catalogue) -> String {
    let key = &change.step.change.key;
    let (sign, said) = match fate {
        Fate::Stood if takes_out(change) => ("✓", words.word("apply-gone")),
        Fate::Stood => ("✓", words.word("apply-stood")),
        Fate::Written(_) if takes_out(change) => ("✓", words.word("apply-removed")),
        Fate::Written(_) => ("✓", words.word("apply-written")),
        Fate::NotWritten(error) => ("✗", what(&error.cause(), words)),
        Fate::NoPlace(error) => ("✗", what(&error.cause(), words)),
        Fate::NotReached => ("·", words.word("apply-not-reached")),
    };
    let mut out = head(sign, key, change.step.role.word(), &said);
    if let Some(hint) = fate
        .cause()
        .and_then(|cause| Failed::of(&cause).hint(words))
    {
        out.push_str(&format!("      {} {hint}\n", paint(CALM, "→")));
    }
    if let Fate::Written(written) = fate
        && let Some(seconds) = written.ttl_seconds
    {
        let ttl = Arguments::none().count("seconds", seconds);
        out.push_str(&format!(
            "      {}\n",
            paint(DIM, words.say("apply-ttl", &ttl))
        ));
    }
    if let Some(seen) = seen {
        out.push_str(&visibility(seen, words));
    }
    out
}

/// A cause in words.
pub(crate) fn what(cause: &Cause, words: &Catalogue) -> String {
    Failed::of(cause).what(words)
}

/// Whether a change brings nothing.
pub(crate) fn takes_out(change: &JobChange) -> bool {
    let change = &change.step.change;
    change.added().is_empty() && !change.removed().is_empty()
}

fn head(sign: &str, key: &RrSetKey, role: &str, said: &str) -> String {
    let style = match sign {
        "✓" => GOOD,
        "✗" => BAD,
        _ => CALM,
    };
    let name = format!("{:<5} {}", key.kind.word(), key.owner);
    format!(
        "  {} {}   {role}: {said}\n",
        paint(style, sign),
        paint(BOLD, name)
    )
}

fn visibility(seen: &Visibility, words: &Catalogue) -> String {
    let mut out = String::new();
    match &seen.seen {
        Visible::Everywhere { servers } => {
            let count = Arguments::none().count("count", *servers);
            let key = if *servers == 0 {
                "apply-seen"
            } else {
                "apply-seen-everywhere"
            };
            out.push_str(&format!("      {}\n", paint(DIM, words.say(key, &count))));
        }
        Visible::Lagging(servers) => {
            for (server, standing) in servers {
                let arguments = Arguments::none()
                    .text("server", escape(server))
                    .text("says", self::standing(standing, words));
                let text = words.say("apply-lagging", &arguments);
                out.push_str(&format!("      {} {text}\n", paint(CALM, "?")));
            }
        }
        Visible::Unknown(failure) => {
            let failure = words.word(question::failure_key(*failure));
            let arguments = Arguments::none().text("failure", failure);
            let text = words.say("apply-unseen", &arguments);
            out.push_str(&format!("      {} {text}\n", paint(CALM, "?")));
        }
    }
    if seen.old_for_seconds > 0 {
        let seconds = Arguments::none().count("seconds", seen.old_for_seconds);
        out.push_str(&format!(
            "      {}\n",
            paint(DIM, words.say("apply-old-for", &seconds))
        ));
    }
    out
}

/// What a server says of a record set.
pub(crate) fn standing(standing: &Standing, words: &Catalogue) -> String {
    match standing {
        Standing::Set(set) => texts(set.as_ref(), words),
        Standing::Alias(target) => words.say(
            "apply-says-alias",
            &Arguments::none().text("name", target.as_str()),
        ),
        Standing::Failed(failure) => words.word(question::failure_key(*failure)),
    }
}

/// The records of a set in one line.
fn texts(set: Option<&RrSet>, words: &Catalogue) -> String {
    match set {
        None => words.word("apply-says-nothing"),
        Some(set) => {
            let texts = set
                .values
                .iter()
                .map(|value| escape(&one_string(&published(value))));
            texts.collect::<Vec<_>>().join(" | ")
        }
    }
}

fn waiting(id: StepId, job: &Job, until: &[WaitFor], words: &Catalogue) -> String {
    let mut out = String::new();
    for change in &job.changes {
        let step = Arguments::none().count("step", id.0);
        let said = words.say("apply-waits", &step);
        let step = &change.step;
        out.push_str(&head("…", &step.change.key, step.role.word(), &said));
    }
    for until in until {
        let until = plan::until(until, &job.domain, words);
        out.push_str(&format!("      {}\n", paint(DIM, until)));
    }
    out
}

/// What `undo` is about to do, and what it leaves alone.
pub(crate) fn undo_plan(job: &Job, refused: &[UndoRefused], context: &Context) -> String {
    let words = &context.catalogue;
    let mut out = String::new();
    if job.changes.is_empty() && refused.is_empty() {
        out.push_str(&format!("{}\n", words.word("undo-nothing")));
    }
    for change in &job.changes {
        out.push_str(&shown(&change.step, &job.domain, words));
    }
    for why in refused {
        out.push_str(&refused_line(why, words));
    }
    out
}

fn refused_line(why: &UndoRefused, words: &Catalogue) -> String {
    format!("  {} {}\n", paint(BAD, "✗"), refusal(why, words))
}

fn shown(step: &PlanStep, domain: &DomainName, words: &Catalogue) -> String {
    plan::change(step, domain, words)
}

/// Why a change is not taken back, in words.
pub(crate) fn refusal(why: &UndoRefused, words: &Catalogue) -> String {
    match why {
        UndoRefused::Overtaken { change, standing } => {
            let arguments = Arguments::none()
                .text("name", change.key.owner.as_str())
                .text("type", change.key.kind.word())
                .text("text", texts(standing.as_ref(), words));
            words.say("undo-overtaken", &arguments)
        }
        UndoRefused::Unread(change, error) => {
            let arguments = Arguments::none()
                .text("name", change.key.owner.as_str())
                .text("type", change.key.kind.word())
                .text("text", what(&error.cause(), words));
            words.say("undo-unread", &arguments)
        }
        UndoRefused::Signs(selector) => words.say(
            "undo-signs",
            &Arguments::none().text("selector", selector.as_str()),
        ),
        UndoRefused::Signed(selector) => words.say(
            "undo-signed",
            &Arguments::none().text("selector", selector.as_str()),
        ),
        UndoRefused::Announced => words.word("undo-announced"),
        UndoRefused::NoPlace(error) => what(&error.cause(), words),
    }
}

/// What became of everything that was not finished.
pub(crate) fn resumed(all: &[TakenUp], context: &Context) -> String {
    let words = &context.catalogue;
    if all.is_empty() {
        return format!("{}\n", words.word("resume-nothing"));
    }
    all.iter().map(|taken| taken_up(taken, context)).collect()
}

fn taken_up(taken: &TakenUp, context: &Context) -> String {
    let words = &context.catalogue;
    let head = paint(BOLD, taken.domain.to_unicode());
    let arguments = Arguments::none()
        .count("step", taken.id.0)
        .text("domain", taken.domain.as_str());
    let ended = |key| format!("{head}   {}\n", words.say(key, &arguments));
    match &taken.end {
        Ok(Ended::Resumed(Resumed::CarriedOut(applied, seen))) => job(applied, seen, context),
        Ok(Ended::Resumed(Resumed::Waits { id, job, until })) => {
            format!("{head}\n{}", waiting(*id, job, until, words))
        }
        Ok(Ended::Resumed(Resumed::Stale { .. })) => ended("resume-stale"),
        Ok(Ended::Resumed(Resumed::Refused { refused, .. })) => {
            let why = refused.iter().map(|why| refused_line(why, words));
            let why: String = why.collect();
            format!("{}{why}", ended("resume-refused"))
        }
        Ok(Ended::CalledOff) => ended("resume-called-off"),
        Err(failed) => format!("{head}\n{}", failed.words(words)),
    }
}
