//! Macro strings (§7.1): type, parse, `Display`. Their expansion is in `evaluate/expand.rs`.

use std::fmt;
use std::num::NonZeroU32;

use crate::finding::Span;

use super::defect::{Defect, MacroFault, Notes};

/// `macro-string`: text with macros in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MacroString {
    pub(super) segments: Vec<Segment>,
}

/// One part of a macro string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Text that stands for itself; in explanation text with spaces.
    Literal(String),
    /// `%%`
    Percent,
    /// `%_`
    Space,
    /// `%-`
    UrlSpace,
    /// `%{…}`
    Expand(Macro),
}

/// `%{` letter, transformers, delimiters `}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Macro {
    /// Which value.
    pub letter: MacroLetter,
    /// An upper-case letter: the value is URL-escaped.
    pub escaping: Escaping,
    /// How many right-hand parts are kept; `None` keeps all.
    pub parts: Option<NonZeroU32>,
    /// Whether the parts are reversed.
    pub order: PartOrder,
    /// Where the value is split; none means at dots.
    pub delimiters: Delimiters,
}

/// What a macro stands for (§7.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MacroLetter {
    /// `s`: the sender.
    Sender,
    /// `l`: local part of the sender.
    LocalPart,
    /// `o`: domain of the sender.
    SenderDomain,
    /// `d`: the domain being evaluated.
    Domain,
    /// `i`: the client's address, dotted.
    Ip,
    /// `p`: the validated name of the client's address.
    ValidatedName,
    /// `v`: `in-addr` or `ip6`.
    Family,
    /// `h`: the HELO name.
    Helo,
    /// `c`: the client's address as people read it; explanation text only.
    ReadableIp,
    /// `r`: the receiving host; explanation text only.
    Receiver,
    /// `t`: seconds since 1970; explanation text only.
    Time,
}

/// Whether a value is URL-escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Escaping {
    /// As it is.
    None,
    /// 'URL escaping MUST be performed for characters not in the "unreserved" set' (§7.3).
    Url,
}

/// The order of a value's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartOrder {
    /// As they stand.
    Kept,
    /// `r`: reversed.
    Reversed,
}

/// The characters a value is split at, a subset of `.-+,/_=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Delimiters(u8);

const DELIMITERS: &[u8; 7] = b".-+,/_=";

impl Delimiters {
    /// No delimiter is given: dots split.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether values are split here.
    pub fn contains(self, c: char) -> bool {
        DELIMITERS
            .iter()
            .position(|d| char::from(*d) == c)
            .is_some_and(|bit| self.0 & (1 << bit) != 0)
    }

    fn with(self, c: u8) -> Option<Delimiters> {
        let bit = DELIMITERS.iter().position(|d| *d == c)?;
        Some(Delimiters(self.0 | (1 << bit)))
    }
}

impl MacroLetter {
    fn of(c: u8) -> Option<MacroLetter> {
        Some(match c.to_ascii_lowercase() {
            b's' => MacroLetter::Sender,
            b'l' => MacroLetter::LocalPart,
            b'o' => MacroLetter::SenderDomain,
            b'd' => MacroLetter::Domain,
            b'i' => MacroLetter::Ip,
            b'p' => MacroLetter::ValidatedName,
            b'v' => MacroLetter::Family,
            b'h' => MacroLetter::Helo,
            b'c' => MacroLetter::ReadableIp,
            b'r' => MacroLetter::Receiver,
            b't' => MacroLetter::Time,
            _ => return None,
        })
    }

    /// The letter in lower case.
    pub fn letter(self) -> char {
        match self {
            MacroLetter::Sender => 's',
            MacroLetter::LocalPart => 'l',
            MacroLetter::SenderDomain => 'o',
            MacroLetter::Domain => 'd',
            MacroLetter::Ip => 'i',
            MacroLetter::ValidatedName => 'p',
            MacroLetter::Family => 'v',
            MacroLetter::Helo => 'h',
            MacroLetter::ReadableIp => 'c',
            MacroLetter::Receiver => 'r',
            MacroLetter::Time => 't',
        }
    }

    /// §7.2: 'The following macro letters are allowed only in "exp" text'.
    fn is_explanation_only(self) -> bool {
        match self {
            MacroLetter::ReadableIp | MacroLetter::Receiver | MacroLetter::Time => true,
            MacroLetter::Sender
            | MacroLetter::LocalPart
            | MacroLetter::SenderDomain
            | MacroLetter::Domain
            | MacroLetter::Ip
            | MacroLetter::ValidatedName
            | MacroLetter::Family
            | MacroLetter::Helo => false,
        }
    }
}

/// Where a macro string stands, which decides what it may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    /// The argument of a mechanism, of `redirect` or of `exp`.
    Term,
    /// The value of a modifier we do not know: §12 allows every letter, and nothing expands it.
    UnknownModifier,
    /// The text that `exp` points to: spaces too.
    Explanation,
}

impl MacroString {
    /// Reads text that stands at `offset` of the record; faults go to `notes`. What could be read
    /// is returned also where there are faults.
    pub(super) fn read(
        text: &str,
        offset: usize,
        setting: Setting,
        notes: &mut Notes,
    ) -> MacroString {
        let mut segments = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let at = text.len() - rest.len();
            let literal_end = rest.find('%').unwrap_or(rest.len());
            if literal_end > 0 {
                check_literal(&rest[..literal_end], offset + at, setting, notes);
                segments.push(Segment::Literal(rest[..literal_end].to_string()));
                rest = &rest[literal_end..];
                continue;
            }
            let (segment, used) = read_percent(rest, setting);
            match segment {
                Ok(segment) => segments.push(segment),
                Err(fault) => {
                    let span = Span::new(offset + at, offset + at + used);
                    notes.add(span, Defect::Macro(fault));
                }
            }
            rest = &rest[used..];
        }
        MacroString { segments }
    }

    /// The text of an explanation record (§6.2), `None` where it has a syntax error.
    pub(super) fn explanation(text: &str) -> Option<MacroString> {
        let mut notes = Notes::default();
        let string = MacroString::read(text, 0, Setting::Explanation, &mut notes);
        (!notes.spoil()).then_some(string)
    }

    /// The parts in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The macros in order.
    pub fn macros(&self) -> impl Iterator<Item = &Macro> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Expand(expand) => Some(expand),
            Segment::Literal(_) | Segment::Percent | Segment::Space | Segment::UrlSpace => None,
        })
    }

    /// The text, where nothing in it is to be expanded.
    pub fn literal(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [] => Some(""),
            [Segment::Literal(text)] => Some(text),
            _ => None,
        }
    }
}

/// macro-literal is every visible character but `%`; explain-string also has SP.
fn check_literal(text: &str, offset: usize, setting: Setting, notes: &mut Notes) {
    for (at, c) in text.char_indices() {
        let span = Span::new(offset + at, offset + at + c.len_utf8());
        if c.is_ascii_graphic() || (c == ' ' && setting == Setting::Explanation) {
            continue;
        }
        notes.add(
            span,
            if c.is_ascii() {
                Defect::Control
            } else {
                Defect::NonAscii { meant: None }
            },
        );
    }
}

/// What begins with `%`, and how many octets of `rest` it takes.
fn read_percent(rest: &str, setting: Setting) -> (Result<Segment, MacroFault>, usize) {
    match rest.as_bytes().get(1) {
        Some(b'%') => (Ok(Segment::Percent), 2),
        Some(b'_') => (Ok(Segment::Space), 2),
        Some(b'-') => (Ok(Segment::UrlSpace), 2),
        Some(b'{') => match rest.find('}') {
            Some(end) => {
                let expand = read_expand(&rest[2..end], setting);
                (expand.map(Segment::Expand), end + 1)
            }
            None => (Err(MacroFault::Unclosed), rest.len()),
        },
        // §7.3: 'A "%" character not followed by a "{", "%", "-", or "_" character is a syntax
        // error.'
        Some(_) | None => (Err(MacroFault::LonePercent), 1),
    }
}

fn read_expand(inner: &str, setting: Setting) -> Result<Macro, MacroFault> {
    let first = inner.chars().next().ok_or(MacroFault::BadTransformer)?;
    let letter = u8::try_from(first)
        .ok()
        .and_then(MacroLetter::of)
        .ok_or(MacroFault::UnknownLetter(first))?;
    if letter.is_explanation_only() && setting == Setting::Term {
        return Err(MacroFault::ExplanationOnly(first));
    }
    let rest = &inner[1..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let parts = match &rest[..digits] {
        "" => None,
        // §7.3: 'MUST support at least a value of 127'; a larger number than fits keeps all parts
        // too.
        number => {
            Some(NonZeroU32::new(number.parse().unwrap_or(u32::MAX)).ok_or(MacroFault::ZeroParts)?)
        }
    };
    let rest = &rest[digits..];
    let (order, rest) = match rest.strip_prefix(['r', 'R']) {
        Some(rest) => (PartOrder::Reversed, rest),
        None => (PartOrder::Kept, rest),
    };
    let delimiters = rest
        .bytes()
        .try_fold(Delimiters::default(), Delimiters::with)
        .ok_or(MacroFault::BadTransformer)?;
    Ok(Macro {
        letter,
        escaping: if first.is_ascii_uppercase() {
            Escaping::Url
        } else {
            Escaping::None
        },
        parts,
        order,
        delimiters,
    })
}

impl fmt::Display for MacroString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.segments {
            match segment {
                Segment::Literal(text) => f.write_str(text)?,
                Segment::Percent => f.write_str("%%")?,
                Segment::Space => f.write_str("%_")?,
                Segment::UrlSpace => f.write_str("%-")?,
                Segment::Expand(expand) => write!(f, "{expand}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for Macro {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = self.letter.letter();
        match self.escaping {
            Escaping::None => write!(f, "%{{{letter}")?,
            Escaping::Url => write!(f, "%{{{}", letter.to_ascii_uppercase())?,
        }
        if let Some(parts) = self.parts {
            write!(f, "{parts}")?;
        }
        match self.order {
            PartOrder::Kept => {}
            PartOrder::Reversed => f.write_str("r")?,
        }
        for delimiter in DELIMITERS {
            if self.delimiters.contains(char::from(*delimiter)) {
                write!(f, "{}", char::from(*delimiter))?;
            }
        }
        f.write_str("}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_explanation_has_spaces_and_more_letters() {
        assert!(MacroString::explanation("at %{t} %{c} spoke to %{r}").is_some());
        assert!(MacroString::explanation("The %{x}-files.").is_none());
        assert!(MacroString::explanation("für Sie").is_none());
    }
}
