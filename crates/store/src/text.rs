//! The texts that stand for our enums in the database. They never change once released.

use app::ledger::{KeyState, StepKind, StepState};
use app::watch::change::Side;
use app::watch::store::MessageState;
use protocols::finding::Severity;
use protocols::rrset::RecordKind;

/// An enum with a text for each value.
pub(crate) trait Stored: Copy + 'static {
    /// Every value.
    const ALL: &'static [Self];

    /// Its text.
    fn as_text(self) -> &'static str;

    /// The value of a text.
    fn from_text(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|value| value.as_text() == text)
    }
}

macro_rules! stored {
    ($kind:ident { $($value:ident = $text:literal),+ $(,)? }) => {
        impl Stored for $kind {
            const ALL: &'static [$kind] = &[$($kind::$value),+];
            fn as_text(self) -> &'static str {
                match self { $($kind::$value => $text),+ }
            }
        }
    };
}

stored!(KeyState {
    Created = "created",
    Published = "published",
    Visible = "visible",
    Active = "active",
    Retiring = "retiring",
    Retired = "retired",
});
stored!(RecordKind {
    Txt = "TXT",
    Cname = "CNAME",
    Mx = "MX",
    Tlsa = "TLSA",
});
stored!(StepKind {
    Add = "add",
    Change = "change",
    Apply = "apply",
    Undo = "undo",
    Remove = "remove",
});
stored!(StepState {
    Planned = "planned",
    Started = "started",
    Done = "done",
    Failed = "failed",
});
stored!(Side {
    Ours = "ours",
    Others = "others",
    Alarm = "alarm",
    Gap = "gap",
});
stored!(MessageState {
    Waits = "waits",
    Sent = "sent",
    GivenUp = "given-up",
});
stored!(Severity {
    Info = "info",
    Low = "low",
    Medium = "medium",
    High = "high",
    Critical = "critical",
});
