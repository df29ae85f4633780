//! Styles, always beside words: a state is never told by colour alone.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};
use protocols::finding::Severity;

/// Headings.
pub(crate) const BOLD: Style = Style::new().bold();
/// What is less important.
pub(crate) const DIM: Style = Style::new().dimmed();
/// What is right.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default();
/// What is wrong.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// What deserves a look.
pub(crate) const CARE: Style = AnsiColor::Yellow.on_default();
/// What is not known, and labels.
pub(crate) const CALM: Style = AnsiColor::Cyan.on_default();

/// A text in a style.
pub(crate) fn paint(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

/// The style of a severity.
pub(crate) fn of_severity(severity: Severity) -> Style {
    match severity {
        Severity::Info | Severity::Low => CALM,
        Severity::Medium => CARE,
        Severity::High | Severity::Critical => BAD,
    }
}
