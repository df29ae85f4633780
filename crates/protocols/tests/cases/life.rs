//! `life DOMAIN` blocks: how a domain moves on, block after block of one case, each in the world as the
//! blocks above it have it last.

use std::collections::BTreeSet;
use std::fmt::Write;

use protocols::dmarc::LadderStep;
use protocols::domain::Desired;
use protocols::lifecycle::mta_sts::MtaStsGoal;
use protocols::lifecycle::{
    Advanced, Aim, Confirmed, Departure, Key, KeyState, Request, advance, see,
};
use protocols::name::DomainName;
use protocols::plan::Owned;
use protocols::spf::Share;
use protocols::time::Timestamp;

use crate::document::{Block, Case};
use crate::world::{NOW, World};
use crate::{desired, plan};

/// What is stored of a domain between two blocks.
pub(crate) struct Life {
    pub(crate) desired: Desired,
    keys: Vec<Key>,
}

/// The case as it is at one of its blocks: of blocks of the same name above it the last one counts, of
/// zones that of the same origin.
pub(crate) fn at(case: &Case, index: usize) -> Case {
    let mut blocks: Vec<Block> = Vec::new();
    for block in &case.blocks[..=index] {
        let origin = |block: &Block| match block.info == "zone" {
            true => block.body.lines().next().unwrap_or_default().to_owned(),
            false => String::new(),
        };
        blocks.retain(|earlier| earlier.info != block.info || origin(earlier) != origin(block));
        blocks.push(block.clone());
    }
    Case {
        heading: case.heading.clone(),
        blocks,
    }
}

/// Moves the domain on, and says in lines what moved and what waits. Behind the domain: `hours=` or
/// `days=` since the beginning, `leave` (with `leave=TERM,…` where another's SPF record was merged into),
/// `stay`, `park`, `mail`, `dmarc=STEP`, `mta-sts=GOAL`, `confirm=WORD,…`.
pub(crate) fn moved(life: &mut Option<Life>, case: &Case, block: &Block, place: &str) -> String {
    let mut words = block.info.split_whitespace().skip(1);
    let domain = words.next().unwrap_or_default();
    let domain: DomainName = domain.parse().unwrap_or_else(|e| panic!("{place}: {e}"));
    let mut request = Request::plain();
    let mut now = NOW;
    let mut share = None;
    for word in words {
        match word.split_once('=').unwrap_or((word, "")) {
            ("hours", count) => now = NOW.plus_seconds(count.parse::<u64>().unwrap() * 3_600),
            ("days", count) => now = NOW.plus_seconds(count.parse::<u64>().unwrap() * 86_400),
            ("leave", "") => share = Some(Share::Whole),
            ("leave", terms) => {
                let terms = terms.split(',').map(str::to_owned);
                share = Some(Share::Terms(terms.collect()));
            }
            ("stay", "") => request.aim = Some(Aim::Stay),
            ("park", "") => request.aim = Some(Aim::Parked),
            ("mail", "") => request.aim = Some(Aim::Mail),
            ("dmarc", "reject") => request.aim = Some(Aim::Dmarc(LadderStep::Reject)),
            ("mta-sts", "leave") => request.aim = Some(Aim::MtaSts(MtaStsGoal::Leave)),
            ("confirm", words) => request.confirmed = confirmed(words, place),
            _ => panic!("{place}: {word:?} is not understood"),
        }
    }
    let before = life.take().unwrap_or_else(|| begun(case, &domain, place));
    let desired = match share {
        Some(share) => Departure::begin(&before.desired, share, now),
        None => before.desired,
    };
    let owned = plan::owned(case, place);
    let seen = World::of(case, place).settle(place, |answers| {
        see(&desired, &before.keys, Owned(&owned), answers, now)
    });
    let advanced = advance(&desired, &before.keys, &seen, &request, now);
    let lines = lines(&advanced);
    *life = Some(Life {
        desired: advanced.desired,
        keys: advanced.keys,
    });
    lines
}

fn begun(case: &Case, domain: &DomainName, place: &str) -> Life {
    let desired = desired::read(case, domain, place)
        .unwrap_or_else(|| panic!("{place}: a life needs a `desired` block"));
    let keys = desired::held_keys(case, &desired, place);
    Life { desired, keys }
}

fn confirmed(words: &str, place: &str) -> BTreeSet<Confirmed> {
    let words = words.split(',').map(|word| match word {
        "signing" => Confirmed::Signing,
        "aligned" => Confirmed::Aligned,
        "no-mail" => Confirmed::NoMail,
        "unused" => Confirmed::Unused,
        _ => panic!("{place}: {word:?} is no word of an owner's"),
    });
    words.collect()
}

fn lines(advanced: &Advanced) -> String {
    let mut out = String::new();
    for moved in &advanced.moved {
        writeln!(out, "{}", readable(&format!("{moved:?}"))).unwrap();
    }
    for waiting in &advanced.waiting {
        writeln!(out, "waits: {}", readable(&format!("{waiting:?}"))).unwrap();
    }
    out.trim_end().to_owned()
}

/// Values as a person reads them: moments from the beginning, names and sets without their types.
fn readable(text: &str) -> String {
    let mut text = text.to_owned();
    while let Some(at) = text.find("Timestamp(") {
        let end = at + text[at..].find(')').unwrap();
        let moment = Timestamp(text[at + 10..end].parse().unwrap());
        text.replace_range(at..=end, &since_beginning(moment));
    }
    while let Some(at) = text.find("RrSetKey { owner: ") {
        let end = at + text[at..].find(" }").unwrap();
        let key = text[at + 18..end].replace(", kind:", "");
        text.replace_range(at..end + 2, &key);
    }
    while let Some(at) = text.find("Selector(") {
        let end = at + text[at..].find(')').unwrap();
        let selector = text[at + 9..end].to_owned();
        text.replace_range(at..=end, &selector);
    }
    text
}

fn since_beginning(moment: Timestamp) -> String {
    let hours = (moment.0 - NOW.0) / 3_600;
    match hours % 24 {
        0 => format!("{}d", hours / 24),
        more if hours < 24 => format!("{more}h"),
        more => format!("{}d{more}h", hours / 24),
    }
}

/// The state of a key, as the `key-state` field has it.
pub(crate) fn key_state(word: &str, place: &str) -> KeyState {
    match word {
        "created" => KeyState::Created,
        "published" => KeyState::Published,
        "visible" => KeyState::Visible,
        "active" => KeyState::Active,
        "retiring" => KeyState::Retiring,
        _ => panic!("{place}: {word:?} is no state of a key"),
    }
}
