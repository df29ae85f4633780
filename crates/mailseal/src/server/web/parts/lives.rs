//! Where the keys and policies of a domain stand: each machine as a line, and below it what it waits
//! for. Where it waits for the owner's word, a button gives it.

use app::advance::Status;
use askama::Template;
use askama::filters::HtmlSafe;
use protocols::dmarc::LadderStep;
use protocols::domain::Purpose;
use protocols::domain::desired::{Desired, MailIntent};
use protocols::lifecycle::mta_sts::Leaving;
use protocols::lifecycle::{Key, KeyState};
use protocols::mta_sts::PolicyMode;

use super::line::{Present, StateLine};
use super::mark::Mark;
use super::sentence;
use crate::render::lifecycle::arguments;
use crate::server::web::frame::Frame;
use crate::server::web::words::Words;
use crate::wire::names::key_state_word;
use app::machines::{self, Machine, Note, Weight};

/// The machines of a domain.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/lives.html")]
pub(crate) struct Lives {
    machines: Vec<Life>,
    action: String,
    csrf: String,
}

impl HtmlSafe for Lives {}

/// One machine.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Life {
    line: StateLine,
    /// What the owner may say: the value that is sent, and the words on the button.
    says: Vec<(&'static str, String)>,
}

impl Lives {
    /// Where a domain stands.
    pub(crate) fn of(status: &Status, frame: &Frame) -> Lives {
        let (desired, words) = (&status.stored.desired, frame.words);
        let notes = machines::waiting(&status.next);
        let mut lives: Vec<Life> = Vec::new();
        let left = machines::left_keys(desired);
        for key in status.keys.iter().chain(&left) {
            // What is over is in the journal.
            if key.state != KeyState::Retired {
                lives.push(key_life(key, &notes, words));
            }
        }
        if let Purpose::Mail(intent) = &desired.purpose {
            lives.push(dmarc_life(intent, &notes, words));
            lives.extend(mta_sts_life(desired, intent, &notes, words));
        }
        lives.extend(mail_life(desired, &notes, words));
        lives.extend(departure_life(desired, &notes, words));
        Lives {
            machines: lives,
            action: format!("/domains/{}/advance", desired.domain),
            csrf: frame.csrf().to_owned(),
        }
    }

    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.machines.is_empty()
    }
}

fn life(mut line: StateLine, machine: &Machine, notes: &[Note], words: Words) -> Life {
    let mut says = Vec::new();
    for note in notes.iter().filter(|note| note.machine == *machine) {
        line.notes
            .push((mark_of(note.weight), note_words(note, words)));
        says.extend(owners_word(note).map(|(value, key)| (value, words.t(key))));
    }
    Life { line, says }
}

fn mark_of(weight: Weight) -> Mark {
    match weight {
        Weight::Moved => Mark::InForce,
        Weight::Waits => Mark::Waiting,
        Weight::Asks => Mark::Attention,
        Weight::Unseen => Mark::Unknown,
        Weight::Alarm => Mark::Broken,
    }
}

/// The words of a note: those of the pages where the others name a command.
fn note_words(note: &Note, words: Words) -> String {
    let of_pages = format!("pages-life-{}", note.code);
    let key = match words.catalogue().has(&of_pages) {
        true => of_pages,
        false => format!("life-{}", note.code),
    };
    words.sentence(&key, &arguments(note, words.catalogue()))
}

/// What the owner is asked for: the value that `advance` takes, and the key of the button's words.
fn owners_word(note: &Note) -> Option<(&'static str, &'static str)> {
    match note.code.as_ref() {
        "key-signer" => Some(("signing", "pages-say-signing")),
        "mta-sts-clean-reports" => Some(("clean-tls", "pages-say-clean-tls")),
        "dmarc-owners-word" => Some(("aligned", "pages-say-aligned")),
        "dmarc-mailboxes" => Some(("mailboxes", "pages-say-mailboxes")),
        "parking-sending" => Some(("no-mail", "pages-say-no-mail")),
        "departure-unused" => Some(("unused", "pages-say-unused")),
        _ => None,
    }
}

/// How the present stage is marked, by what is said below it.
fn present(machine: &Machine, notes: &[Note], is_last: bool) -> Present {
    let mut own = notes.iter().filter(|note| note.machine == *machine);
    match own.any(|note| note.weight == Weight::Alarm) {
        true => Present::Alarm,
        false if is_last => Present::Reached,
        false => Present::Waits,
    }
}

fn key_life(key: &Key, notes: &[Note], words: Words) -> Life {
    let machine = Machine::Key(key.selector.to_string());
    let name = format!("DKIM {} ({})", key.selector, key.public.name());
    let stages = KeyState::ALL.map(|state| sentence(&words.t(key_state_word(state))));
    let at = KeyState::ALL.iter().position(|state| *state == key.state);
    let since = words.with("life-since", "date", words.day(key.since));
    // A key that signs is where it shall be until another comes.
    let is_last = key.state == KeyState::Active;
    let line = StateLine::new(
        name,
        stages.into(),
        at.unwrap_or_default(),
        present(&machine, notes, is_last),
        since,
        words,
    );
    life(line, &machine, notes, words)
}

fn dmarc_life(intent: &MailIntent, notes: &[Note], words: Words) -> Life {
    let current = LadderStep::of(&intent.dmarc.record());
    let stages = LadderStep::ALL.map(|step| machines::rung(step).to_owned());
    let at = LadderStep::ALL.iter().position(|step| *step == current);
    let at = at.unwrap_or_default();
    let is_last = at + 1 == stages.len();
    let present = present(&Machine::Dmarc, notes, is_last);
    let line = StateLine::new(
        "DMARC".to_owned(),
        stages.into(),
        at,
        present,
        String::new(),
        words,
    );
    life(line, &Machine::Dmarc, notes, words)
}

fn mta_sts_life(
    desired: &Desired,
    intent: &MailIntent,
    notes: &[Note],
    words: Words,
) -> Option<Life> {
    let mode = intent.mta_sts.as_ref().map(|policy| policy.mode);
    let (stages, at) = match (desired.remembered.mta_sts.leaving, mode) {
        (Some(leaving), _) => {
            let at = match leaving {
                Leaving::Expiring => 0,
                Leaving::RecordGoing { .. } => 1,
            };
            let keys = [
                "pages-leaving-mode-none",
                "pages-leaving-record",
                "pages-leaving-left",
            ];
            (keys.map(|key| words.t(key)), at)
        }
        (None, None | Some(PolicyMode::None)) => return None,
        (None, Some(mode)) => {
            let stages = [
                sentence(&words.t("life-stage-none")),
                "testing".to_owned(),
                "enforce".to_owned(),
            ];
            (stages, if mode == PolicyMode::Enforce { 2 } else { 1 })
        }
    };
    let is_last = at + 1 == stages.len();
    let present = present(&Machine::MtaSts, notes, is_last);
    let line = StateLine::new(
        "MTA-STS".to_owned(),
        stages.into(),
        at,
        present,
        String::new(),
        words,
    );
    Some(life(line, &Machine::MtaSts, notes, words))
}

/// How far a domain is on its way out.
fn departure_life(desired: &Desired, notes: &[Note], words: Words) -> Option<Life> {
    let departure = desired.remembered.departure.as_ref()?;
    let stages = [
        "pages-departure-before",
        "pages-departure-leaving",
        "pages-departure-left",
    ];
    let (at, since, is_last) = match departure.left {
        Some(left) => (2, left, true),
        None => (1, departure.since, false),
    };
    let line = StateLine::new(
        words.t("pages-departure"),
        stages.map(|key| words.t(key)).into(),
        at,
        present(&Machine::Departure, notes, is_last),
        words.day(since),
        words,
    );
    Some(life(line, &Machine::Departure, notes, words))
}

/// Whether there is mail at all, where that is on its way to change, or something is to be said of
/// mail hosts.
fn mail_life(desired: &Desired, notes: &[Note], words: Words) -> Option<Life> {
    let is_said = notes.iter().any(|note| note.machine == Machine::Mail);
    if desired.remembered.parking.is_none() && !is_said {
        return None;
    }
    let stages = [
        "pages-parking-mail",
        "pages-parking-ending",
        "pages-parking-parked",
    ];
    let at = usize::from(desired.remembered.parking.is_some());
    let present = match at {
        0 => present(&Machine::Mail, notes, true),
        _ => present(&Machine::Mail, notes, false),
    };
    let fact = desired.remembered.parking.map(|since| words.day(since));
    let line = StateLine::new(
        words.t("protection-mail"),
        stages.map(|key| words.t(key)).into(),
        at,
        present,
        fact.unwrap_or_default(),
        words,
    );
    Some(life(line, &Machine::Mail, notes, words))
}
