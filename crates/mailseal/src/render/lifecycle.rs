//! What `status`, `advance` and `rotate` print: each machine as a line of its stages with the present
//! one in brackets, and below it what it waits for.

use app::advance::Status;
use jiff::tz::TimeZone;
use protocols::dmarc::{DmarcIntent, LadderStep};
use protocols::domain::desired::{Desired, DesiredKey, KeyPlace};
use protocols::domain::{MailIntent, Purpose};
use protocols::lifecycle::mta_sts::Leaving;
use protocols::lifecycle::{Advanced, Key, KeyState};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use protocols::time::Timestamp;

use crate::context::Context;
use crate::render::question::failure_key;
use crate::render::style::{BAD, BOLD, CALM, CARE, DIM, GOOD, paint};
use crate::wire::names::key_state_word;
use crate::wording::{Arguments, Catalogue};
use app::machines::{self, Machine, Note, Weight, rung};

/// Where a domain stands: nothing was moved.
pub(crate) fn status(status: &Status, context: &Context) -> String {
    let may = machines::moved(&status.next);
    let mut out = machines_of(&status.stored.desired, &status.keys, status, context);
    if !may.is_empty() {
        let words = &context.catalogue;
        let domain = Arguments::none().text("domain", status.stored.desired.domain.as_str());
        out.push_str(&format!("\n{}\n", words.say("life-may-move", &domain)));
        for note in &may {
            out.push_str(&format!("  {}\n", line(note, words)));
        }
    }
    out
}

/// What was moved, and where the domain stands now.
pub(crate) fn advanced(status: &Status, context: &Context) -> String {
    let words = &context.catalogue;
    let moved = machines::moved(&status.next);
    let mut out = String::new();
    for note in &moved {
        out.push_str(&format!("{}\n", line(note, words)));
    }
    if moved.is_empty() {
        out.push_str(&format!("{}\n", words.word("life-nothing-moved")));
    }
    out.push('\n');
    out.push_str(&machines_of(
        &status.next.desired,
        &status.next.keys,
        status,
        context,
    ));
    if !moved.is_empty() {
        let domain = Arguments::none().text("domain", status.stored.desired.domain.as_str());
        out.push_str(&format!(
            "\n{}\n",
            paint(DIM, words.say("life-then-apply", &domain))
        ));
    }
    out
}

/// The new keys of a rotation.
pub(crate) fn rotated(domain: &DomainName, keys: &[DesiredKey], context: &Context) -> String {
    let words = &context.catalogue;
    let mut out = String::new();
    for key in keys {
        let arguments = Arguments::none().text("selector", key.selector.as_str());
        out.push_str(&match &key.place {
            KeyPlace::Selector => words.say("rotate-made", &arguments),
            KeyPlace::Target(target) => {
                let arguments = arguments.text("target", target.as_str());
                words.say("rotate-made-at", &arguments)
            }
        });
        out.push('\n');
    }
    let domain = Arguments::none().text("domain", domain.as_str());
    out.push_str(&format!(
        "\n{}\n",
        paint(DIM, words.say("life-then-apply", &domain))
    ));
    out
}

/// The keys of a rotation that was called off.
pub(crate) fn called_off(next: &Advanced, context: &Context) -> String {
    let words = &context.catalogue;
    let domain = next.desired.domain.as_str();
    let arguments = Arguments::none().text("domain", domain);
    let mut out = format!("{}\n", words.say("rotate-aborted", &arguments));
    for (selector, to) in machines::keys_moved(next) {
        let key = match to {
            KeyState::Retired => "rotate-aborted-never",
            KeyState::Created
            | KeyState::Published
            | KeyState::Visible
            | KeyState::Active
            | KeyState::Retiring => "rotate-aborted-goes",
        };
        let arguments = Arguments::none()
            .text("domain", domain)
            .text("selector", selector.as_str());
        out.push_str(&format!("  {}\n", words.say(key, &arguments)));
    }
    out
}

fn machines_of(desired: &Desired, keys: &[Key], status: &Status, context: &Context) -> String {
    let words = &context.catalogue;
    let notes = machines::waiting(&status.next);
    let mut out = format!("{}\n", paint(BOLD, desired.domain.to_unicode()));
    for key in keys.iter().chain(&machines::left_keys(desired)) {
        let head = format!("DKIM {} ({})", key.selector, key.public.name());
        out.push_str(&format!("  {head}\n    {}\n", key_line(key, words)));
        let machine = Machine::Key(key.selector.to_string());
        out.push_str(&notes_of(&machine, &notes, words));
    }
    match &desired.purpose {
        Purpose::Parked { .. } => {
            out.push_str(&format!("  {}\n", words.word("life-stage-parked")));
        }
        Purpose::Mail(intent) => {
            let stages = mta_sts_line(desired, intent, words);
            out.push_str(&format!("  MTA-STS\n    {stages}\n"));
            out.push_str(&notes_of(&Machine::MtaSts, &notes, words));
            out.push_str(&format!("  DMARC\n    {}\n", dmarc_line(&intent.dmarc)));
            out.push_str(&notes_of(&Machine::Dmarc, &notes, words));
        }
    }
    let mail = notes_of(&Machine::Mail, &notes, words);
    if desired.remembered.parking.is_some() || !mail.is_empty() {
        let stage = match desired.remembered.parking {
            Some(since) => {
                let date = Arguments::none().text("date", moment(since));
                words.say("life-stage-parking", &date)
            }
            None => words.word("life-stage-mail"),
        };
        out.push_str(&format!("  {stage}\n{mail}"));
    }
    if let Some(departure) = &desired.remembered.departure {
        let (key, date) = match departure.left {
            Some(left) => ("life-stage-left", left),
            None => ("life-stage-leaving", departure.since),
        };
        let date = Arguments::none().text("date", moment(date));
        out.push_str(&format!("  {}\n", words.say(key, &date)));
        out.push_str(&notes_of(&Machine::Departure, &notes, words));
    }
    out
}

fn notes_of(machine: &Machine, notes: &[Note], words: &Catalogue) -> String {
    let of_machine = notes.iter().filter(|note| note.machine == *machine);
    of_machine
        .map(|note| format!("      {}\n", line(note, words)))
        .collect()
}

/// `! the words`: a mark, so that no weight is told by colour alone.
pub(crate) fn line(note: &Note, words: &Catalogue) -> String {
    let text = words.say(&format!("life-{}", note.code), &arguments(note, words));
    let text = match (&note.machine, note.weight) {
        (Machine::Key(selector), Weight::Moved) => format!("DKIM {selector}: {text}"),
        (Machine::MtaSts, Weight::Moved) => format!("MTA-STS: {text}"),
        (Machine::Dmarc, Weight::Moved) => format!("DMARC: {text}"),
        (
            Machine::Key(_) | Machine::MtaSts | Machine::Dmarc | Machine::Mail | Machine::Departure,
            _,
        ) => text,
    };
    match note.weight {
        Weight::Moved => format!("{} {text}", paint(GOOD, "+")),
        Weight::Waits => format!("{} {text}", paint(CALM, "…")),
        Weight::Asks => format!("{} {text}", paint(CARE, ">")),
        Weight::Unseen => format!("{} {text}", paint(CALM, "?")),
        Weight::Alarm => format!("{} {text}", paint(BAD, "!")),
    }
}

/// What the words of a note are about.
pub(crate) fn arguments<'a>(note: &'a Note, words: &Catalogue) -> Arguments<'a> {
    let mut arguments = Arguments::none();
    for (name, value) in &note.values {
        arguments = match (name.as_ref(), value.parse::<u64>()) {
            // A state is a word of the catalogue.
            ("state", _) => arguments.text(name, words.word(&format!("key-state-{value}"))),
            (name, Ok(count)) => arguments.count(name, count),
            (name, Err(_)) => arguments.text(name, value),
        };
    }
    if let Some(until) = note.until {
        arguments = arguments.text("until", moment(until));
    }
    if let Some(failure) = note.failure {
        arguments = arguments.text("failure", words.word(failure_key(failure)));
    }
    arguments
}

fn key_line(key: &Key, words: &Catalogue) -> String {
    let stages = KeyState::ALL.map(|state| (words.word(key_state_word(state)), state == key.state));
    let since = Arguments::none().text("date", moment(key.since));
    format!(
        "{}   {}",
        stages_line(&stages),
        paint(DIM, words.say("life-since", &since))
    )
}

fn mta_sts_line(desired: &Desired, intent: &MailIntent, words: &Catalogue) -> String {
    let leaving = match desired.remembered.mta_sts.leaving {
        Some(Leaving::Expiring) => Some(words.word("life-stage-expiring")),
        Some(Leaving::RecordGoing { .. }) => Some(words.word("life-stage-record-going")),
        None => None,
    };
    if let Some(leaving) = leaving {
        return format!("[{}]", paint(BOLD, leaving));
    }
    let mode = intent.mta_sts.as_ref().map(|policy| policy.mode);
    let stages = [
        (words.word("life-stage-none"), mode.is_none()),
        ("testing".to_owned(), mode == Some(PolicyMode::Testing)),
        ("enforce".to_owned(), mode == Some(PolicyMode::Enforce)),
    ];
    let stages = match mode {
        Some(PolicyMode::None) => format!("[{}]", paint(BOLD, "mode none")),
        Some(PolicyMode::Testing | PolicyMode::Enforce) | None => stages_line(&stages),
    };
    match &intent.mta_sts {
        Some(policy) => format!("{stages}   max_age {}", policy.max_age_seconds),
        None => stages,
    }
}

fn dmarc_line(intent: &DmarcIntent) -> String {
    let current = LadderStep::of(&intent.record());
    let stages = LadderStep::ALL.map(|step| (rung(step).to_owned(), step == current));
    stages_line(&stages)
}

/// `created > [published] > visible`
fn stages_line(stages: &[(String, bool)]) -> String {
    let stages: Vec<String> = stages
        .iter()
        .map(|(name, is_current)| match is_current {
            true => format!("[{}]", paint(BOLD, name)),
            false => paint(DIM, name),
        })
        .collect();
    stages.join(" > ")
}

/// `2026-11-24 12:00 UTC`
pub(crate) fn moment(moment: Timestamp) -> String {
    let seconds = i64::try_from(moment.0).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    let moment = TimeZone::UTC.to_datetime(moment);
    moment.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
