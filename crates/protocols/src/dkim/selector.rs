//! Selectors (§3.1): which of a domain's keys, and what people type in their place.

use std::fmt;

use super::record::OWNER_LABEL;
use crate::finding::Span;
use crate::limits::LABEL_OCTETS_MAX;
use crate::name::{DomainName, NameError};
use crate::parsed::Parsed;

/// A selector: one label or several, below which the key of a signature stands.
///
/// §3.1 makes it of `sub-domain`s: letters, digits and inner hyphens. An underscore is let through
/// here, since the DNS carries it and such selectors are in use; [`read`] notes it. U-labels become
/// A-labels (RFC 8616 §5).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Selector(DomainName);

/// Why a text is no selector, or not one that should be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SelectorDefect {
    /// Nothing there.
    Empty,
    /// The whole owner name, or a part of it: `s1._domainkey` or `s1._domainkey.example.com`.
    WithDomainkey {
        /// The selector before it; empty when there is none.
        selector: String,
    },
    /// A dot at an end, or two in a row.
    EmptyLabel,
    /// A label of more than 63 octets, or a name that the DNS cannot carry.
    TooLong,
    /// A character that no host name has; an underscore is the one that works all the same.
    BadCharacter(char),
    /// A hyphen at an end of a label.
    HyphenAtEnd,
}

impl Selector {
    /// Reads a selector, strict but for underscores.
    pub fn parse(text: &str) -> Option<Selector> {
        read(text).record
    }

    /// The selector's text, lower case.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// §3.6.2.1: where the key of this selector stands. Fails when the name would be too long.
    pub fn owner(&self, domain: &DomainName) -> Result<DomainName, NameError> {
        domain.child(&format!("{}.{OWNER_LABEL}", self.0))
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads what a person typed for a selector. White space around it is not part of it.
pub fn read(text: &str) -> Parsed<Selector, SelectorDefect> {
    let mut parsed = Parsed {
        record: None,
        defects: Vec::new(),
    };
    let front = text.len() - text.trim_start().len();
    let typed = text.trim();
    let whole = Span::new(front, front + typed.len());
    if typed.is_empty() {
        parsed.note(whole, SelectorDefect::Empty);
        return parsed;
    }
    if let Some(at) = domainkey_label(typed) {
        let selector = typed[..at].trim_end_matches('.').to_string();
        let span = Span::new(front + selector.len(), whole.end);
        parsed.note(span, SelectorDefect::WithDomainkey { selector });
        return parsed;
    }
    note_labels(typed, front, &mut parsed);
    let usable = parsed.defects.iter().all(|defect| !defect.kind.is_fatal());
    match DomainName::parse(typed) {
        Ok(name) if usable => parsed.record = Some(Selector(name)),
        Ok(_) => {}
        Err(_) if usable => parsed.note(whole, SelectorDefect::TooLong),
        Err(_) => {}
    }
    parsed
}

impl SelectorDefect {
    /// Whether no key can be found by this text.
    fn is_fatal(&self) -> bool {
        match self {
            SelectorDefect::BadCharacter(c) => *c != '_',
            SelectorDefect::HyphenAtEnd => false,
            SelectorDefect::Empty
            | SelectorDefect::WithDomainkey { .. }
            | SelectorDefect::EmptyLabel
            | SelectorDefect::TooLong => true,
        }
    }
}

impl fmt::Display for SelectorDefect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SelectorDefect::Empty => f.write_str("the selector is empty"),
            SelectorDefect::WithDomainkey { .. } => {
                f.write_str("_domainkey and the domain are not part of a selector")
            }
            SelectorDefect::EmptyLabel => f.write_str("the selector has an empty label"),
            SelectorDefect::TooLong => f.write_str("the selector is too long for the DNS"),
            SelectorDefect::BadCharacter(c) => write!(f, "the selector has the character {c:?}"),
            SelectorDefect::HyphenAtEnd => {
                f.write_str("a label of the selector begins or ends with a hyphen")
            }
        }
    }
}

/// Where a label `_domainkey` begins, in any case.
fn domainkey_label(text: &str) -> Option<usize> {
    let mut at = 0;
    for label in text.split('.') {
        if label.eq_ignore_ascii_case(OWNER_LABEL) {
            return Some(at);
        }
        at += label.len() + 1;
    }
    None
}

fn note_labels(typed: &str, front: usize, parsed: &mut Parsed<Selector, SelectorDefect>) {
    let mut at = front;
    for label in typed.split('.') {
        let span = Span::new(at, at + label.len());
        at += label.len() + 1;
        if label.is_empty() {
            parsed.note(span, SelectorDefect::EmptyLabel);
        }
        if let Some((offset, c)) = label.char_indices().find(|(_, c)| !is_label_char(*c)) {
            let start = span.start + offset;
            let place = Span::new(start, start + c.len_utf8());
            parsed.note(place, SelectorDefect::BadCharacter(c));
        }
        if label.len() > LABEL_OCTETS_MAX {
            parsed.note(span, SelectorDefect::TooLong);
        }
        if label.starts_with('-') || label.ends_with('-') {
            parsed.note(span, SelectorDefect::HyphenAtEnd);
        }
    }
}

/// RFC 5321 §4.1.2 `Let-dig` and `-`, and U-labels (RFC 8616 §4).
fn is_label_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || (!c.is_ascii() && c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn defects(text: &str) -> Vec<SelectorDefect> {
        read(text)
            .defects
            .into_iter()
            .map(|defect| defect.kind)
            .collect()
    }

    #[test]
    fn selectors() {
        for text in ["s1", "march2005.reykjavik", "20230601", "a-b", " k1 "] {
            assert_eq!(defects(text), [], "{text}");
            assert_eq!(Selector::parse(text).unwrap().as_str(), text.trim());
        }
        let owner = Selector::parse("S1")
            .unwrap()
            .owner(&"example.com".parse().unwrap());
        assert_eq!(owner.unwrap().as_str(), "s1._domainkey.example.com");
    }

    #[test]
    fn what_people_type() {
        let with = |selector: &str| SelectorDefect::WithDomainkey {
            selector: selector.into(),
        };
        assert_eq!(defects("dkim._domainkey"), [with("dkim")]);
        assert_eq!(defects("dkim._DomainKey.example.com."), [with("dkim")]);
        assert_eq!(defects("_domainkey"), [with("")]);
        assert_eq!(defects("a b"), [SelectorDefect::BadCharacter(' ')]);
        assert_eq!(defects("s1."), [SelectorDefect::EmptyLabel]);
        assert_eq!(defects(""), [SelectorDefect::Empty]);
        assert_eq!(defects(&"a".repeat(64)), [SelectorDefect::TooLong]);
        assert_eq!(defects("my_key"), [SelectorDefect::BadCharacter('_')]);
        assert!(Selector::parse("my_key").is_some());
        assert!(Selector::parse("a b").is_none());
    }
}
