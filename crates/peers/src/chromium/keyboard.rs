//! Keys that are no letters.

/// A key, as WebDriver's `actions` names it (its table of keys).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// To the next thing that can have the focus.
    Tab,
    /// To the one before: Tab with Shift held.
    BackTab,
    /// Enter.
    Enter,
    /// The space bar.
    Space,
    /// A letter or sign.
    Letter(char),
}

impl Key {
    /// The key alone, and whether Shift is held.
    pub(super) fn value(self) -> (char, bool) {
        match self {
            Key::Tab => ('\u{e004}', false),
            Key::BackTab => ('\u{e004}', true),
            Key::Enter => ('\u{e007}', false),
            Key::Space => (' ', false),
            Key::Letter(letter) => (letter, false),
        }
    }
}
