//! What the journal keeps of a change of what is wanted: which command it was, what it is about, and
//! what moved. (What is kept of a job is in [`crate::apply`].)
//!
//! ```json
//! {"version": 2, "what": "advance", "parts": [], "moved": [
//!   {"machine": "dkim", "selector": "s1", "code": "key-moved", "values": {"state": "active"}}]}
//! ```
//!
//! Version 1 had the number of moves in place of the list.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ledger::{Step, StepKind};
use crate::machines::{Machine, Note, Weight};

const VERSION: u32 = 2;

/// What a change was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// Which command or use case it was.
    pub what: What,
    /// What it is about, in words that are the same in every language: selectors, protocols.
    pub parts: Vec<String>,
    /// What moved, in order.
    pub moved: Vec<Note>,
}

/// Which command, or use case, changed what is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// `advance`.
    Advance,
    /// `advance` where nothing moved: what was seen is kept.
    Look,
    /// `leave`.
    Leave,
    /// `leave --abort`.
    LeaveAbort,
    /// `rotate`.
    Rotate,
    /// `rotate --abort`.
    RotateAbort,
    /// A parked domain got mail again.
    ComeBack,
    /// `change`.
    Change,
    /// Records that stood as wanted became ours.
    Adopt,
    /// `mailcow adopt`.
    MailcowAdopt,
    /// What a newer mailseal did, in its word.
    Other(String),
}

impl What {
    /// The word of the journal; it never changes and is in no language.
    pub fn word(&self) -> &str {
        match self {
            What::Advance => "advance",
            What::Look => "look",
            What::Leave => "leave",
            What::LeaveAbort => "leave-abort",
            What::Rotate => "rotate",
            What::RotateAbort => "rotate-abort",
            What::ComeBack => "come-back",
            What::Change => "change",
            What::Adopt => "adopt",
            What::MailcowAdopt => "mailcow-adopt",
            What::Other(word) => word,
        }
    }

    fn of(word: String) -> What {
        let known = [
            What::Advance,
            What::Look,
            What::Leave,
            What::LeaveAbort,
            What::Rotate,
            What::RotateAbort,
            What::ComeBack,
            What::Change,
            What::Adopt,
            What::MailcowAdopt,
        ];
        let mut known = known.into_iter();
        let found = known.find(|what| what.word() == word);
        found.unwrap_or(What::Other(word))
    }
}

impl Noted {
    /// Of this command, about nothing yet.
    pub(crate) fn of(what: What) -> Noted {
        Noted {
            what,
            parts: Vec::new(),
            moved: Vec::new(),
        }
    }

    /// What is known of a step; `None` for one that is no change, or of which nothing was kept.
    pub fn read(step: &Step) -> Option<Noted> {
        match step.kind {
            StepKind::Change => {}
            StepKind::Add | StepKind::Apply | StepKind::Undo | StepKind::Remove => return None,
        }
        let document: Document = serde_json::from_str(&step.payload).ok()?;
        let what = What::of(document.what);
        let (what, moved) = match document.moved {
            MovedV1OrV2::Count(0) if what == What::Advance => (What::Look, Vec::new()),
            MovedV1OrV2::Count(_) => (what, Vec::new()),
            MovedV1OrV2::List(moves) => (what, moves.into_iter().map(note_in).collect()),
        };
        Some(Noted {
            what,
            parts: document.parts,
            moved,
        })
    }

    /// What the journal keeps.
    pub(crate) fn write(&self) -> String {
        let document = Document {
            version: VERSION,
            what: self.what.word().to_owned(),
            parts: self.parts.clone(),
            moved: MovedV1OrV2::List(self.moved.iter().map(note_out).collect()),
        };
        // Strings, numbers, lists and maps of them: there is nothing that JSON could not hold.
        serde_json::to_string(&document).unwrap_or_default()
    }
}

#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    what: String,
    #[serde(default)]
    parts: Vec<String>,
    moved: MovedV1OrV2,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum MovedV1OrV2 {
    Count(u64),
    List(Vec<MoveV2>),
}

#[derive(Serialize, Deserialize)]
struct MoveV2 {
    machine: MachineV2,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    selector: Option<String>,
    code: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    values: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum MachineV2 {
    Dkim,
    MtaSts,
    Dmarc,
    Mail,
    Departure,
}

fn note_out(note: &Note) -> MoveV2 {
    let (machine, selector) = match &note.machine {
        Machine::Key(selector) => (MachineV2::Dkim, Some(selector.clone())),
        Machine::MtaSts => (MachineV2::MtaSts, None),
        Machine::Dmarc => (MachineV2::Dmarc, None),
        Machine::Mail => (MachineV2::Mail, None),
        Machine::Departure => (MachineV2::Departure, None),
    };
    let values = note.values.iter();
    MoveV2 {
        machine,
        selector,
        code: note.code.to_string(),
        values: values
            .map(|(name, value)| (name.to_string(), value.clone()))
            .collect(),
    }
}

fn note_in(moved: MoveV2) -> Note {
    let values = moved.values.into_iter();
    Note {
        machine: match moved.machine {
            MachineV2::Dkim => Machine::Key(moved.selector.unwrap_or_default()),
            MachineV2::MtaSts => Machine::MtaSts,
            MachineV2::Dmarc => Machine::Dmarc,
            MachineV2::Mail => Machine::Mail,
            MachineV2::Departure => Machine::Departure,
        },
        code: moved.code.into(),
        weight: Weight::Moved,
        values: values.map(|(name, value)| (name.into(), value)).collect(),
        until: None,
        failure: None,
    }
}

#[cfg(test)]
mod tests {
    use protocols::dkim::Selector;
    use protocols::dmarc::LadderStep;
    use protocols::lifecycle::{KeyState, Moved};

    use super::*;
    use crate::ledger::StepId;
    use crate::machines::moves;

    fn step(kind: StepKind, payload: &str) -> Step {
        Step {
            id: StepId(1),
            domain: "a.example".parse().unwrap(),
            kind,
            payload: payload.to_owned(),
            moments: Vec::new(),
        }
    }

    #[test]
    fn read_as_it_was_written() {
        let moved = [
            Moved::Key {
                selector: Selector::parse("s1").unwrap(),
                to: KeyState::Active,
            },
            Moved::Dmarc {
                from: LadderStep::Monitoring,
                to: LadderStep::QuarantineTesting,
            },
            Moved::Parked,
        ];
        let noted = Noted {
            what: What::Advance,
            parts: vec!["SPF".to_owned()],
            moved: moves(&moved),
        };
        let read = Noted::read(&step(StepKind::Change, &noted.write()));
        assert_eq!(read, Some(noted));
    }

    #[test]
    fn what_other_versions_wrote() {
        let read = |payload| Noted::read(&step(StepKind::Change, payload));
        let old = read(r#"{"version":1,"what":"rotate-abort","moved":2}"#);
        assert_eq!(old, Some(Noted::of(What::RotateAbort)));
        let looked = read(r#"{"version":1,"what":"advance","moved":0}"#);
        assert_eq!(looked, Some(Noted::of(What::Look)));
        let newer = read(r#"{"version":3,"what":"seal","more":1,"moved":[]}"#);
        assert_eq!(newer, Some(Noted::of(What::Other("seal".to_owned()))));
        assert_eq!(read("{}"), None);
        assert_eq!(Noted::read(&step(StepKind::Remove, "{}")), None);
    }
}
