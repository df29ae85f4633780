//! The tolerant reader of a policy file: every field and every deviation with its octets.

use crate::finding::Span;
use crate::limits::{POLICY_DEFECTS_MAX, POLICY_MX_MAX, POLICY_OCTETS_MAX};
use crate::parsed::{Defect, Parsed};

use super::super::mx_pattern::{MxFault, MxPattern};
use super::{MAX_AGE_SECONDS_MAX, Policy, PolicyMode};

/// The names §3.2 defines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldName {
    /// `version`.
    Version,
    /// `mode`.
    Mode,
    /// `max_age`.
    MaxAge,
    /// `mx`.
    Mx,
}

impl FieldName {
    const ALL: [FieldName; 4] = [
        FieldName::Version,
        FieldName::Mode,
        FieldName::MaxAge,
        FieldName::Mx,
    ];

    /// As it stands in a policy.
    pub fn as_str(self) -> &'static str {
        match self {
            FieldName::Version => "version",
            FieldName::Mode => "mode",
            FieldName::MaxAge => "max_age",
            FieldName::Mx => "mx",
        }
    }

    /// What a name that is none of them was probably meant to be.
    fn meant_by(name: &str) -> Option<FieldName> {
        let folded: String = name
            .chars()
            .filter(|c| !matches!(c, '-' | '_'))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        FieldName::ALL
            .into_iter()
            .find(|field| field.as_str().replace('_', "") == folded)
    }
}

/// Where a blank line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlankLine {
    /// Before the first field.
    Leading,
    /// Between two fields.
    Between,
    /// After the last field.
    Trailing,
}

/// What a second field of one name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repetition {
    /// The same as the first.
    Same,
    /// Something else: the owner may believe in the one that is ignored.
    Other,
}

impl Repetition {
    fn of<T: PartialEq>(first: &T, second: &T) -> Repetition {
        if first == second {
            Repetition::Same
        } else {
            Repetition::Other
        }
    }
}

/// A deviation from §3.2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyDefect {
    /// More than [`POLICY_OCTETS_MAX`] octets: not read.
    TooLarge,
    /// A web page: not read.
    Html,
    /// A byte order mark at the front.
    ByteOrderMark,
    /// A blank line.
    BlankLine(BlankLine),
    /// CR without LF.
    BareCr,
    /// A control character, or octets that are not UTF-8.
    BadCharacter,
    /// A line without `:`.
    NoColon,
    /// White space before a field or before its colon.
    StraySpace,
    /// A name that the grammar does not allow.
    BadFieldName,
    /// A field that §3.2 does not define; it is ignored. With what it was probably meant to be.
    UnknownField {
        /// As it is written.
        name: String,
        /// The field it looks like.
        meant: Option<FieldName>,
    },
    /// A second `version`, `mode` or `max_age`; the first one counts.
    FieldRepeated {
        /// Which.
        field: FieldName,
        /// What it says.
        says: Repetition,
    },
    /// A required field is not there; `mx` with mode none is not required.
    FieldMissing(FieldName),
    /// A version other than `STSv1`.
    VersionWrong,
    /// A mode that is none of the three; with the mode that was meant, in another case.
    ModeUnknown(Option<PolicyMode>),
    /// A `max_age` that is not 1–10 digits.
    MaxAgeNotANumber,
    /// A `max_age` of more than a year.
    MaxAgeTooLarge,
    /// An `mx` that is no pattern.
    Mx(MxFault),
    /// More than [`POLICY_MX_MAX`] patterns.
    TooManyMx,
    /// More deviations than [`POLICY_DEFECTS_MAX`]; the others are not listed.
    More,
}

impl PolicyDefect {
    /// Whether the policy does not count because of it. A sender need not guess: what breaks the
    /// grammar of §3.2 is no policy. Senders differ on a `max_age` above the maximum, which the
    /// grammar admits and the prose does not: we read it as the maximum.
    pub fn is_fatal(&self) -> bool {
        match self {
            PolicyDefect::TooLarge
            | PolicyDefect::Html
            | PolicyDefect::ByteOrderMark
            | PolicyDefect::BlankLine(BlankLine::Leading | BlankLine::Between)
            | PolicyDefect::BareCr
            | PolicyDefect::BadCharacter
            | PolicyDefect::NoColon
            | PolicyDefect::StraySpace
            | PolicyDefect::BadFieldName
            | PolicyDefect::FieldMissing(_)
            | PolicyDefect::VersionWrong
            | PolicyDefect::ModeUnknown(_)
            | PolicyDefect::MaxAgeNotANumber
            | PolicyDefect::Mx(_)
            | PolicyDefect::TooManyMx => true,
            PolicyDefect::BlankLine(BlankLine::Trailing)
            | PolicyDefect::UnknownField { .. }
            | PolicyDefect::FieldRepeated { .. }
            | PolicyDefect::MaxAgeTooLarge
            | PolicyDefect::More => false,
        }
    }
}

/// A value and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its octets in the text.
    pub span: Span,
}

/// The fields that could be read, whether or not the policy counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// Whether there was a `version`, right or not.
    pub has_version: bool,
    /// The first `mode`.
    pub mode: Option<Placed<PolicyMode>>,
    /// The first `max_age`, in seconds, at most [`MAX_AGE_SECONDS_MAX`].
    pub max_age_seconds: Option<Placed<u32>>,
    /// Every `mx` that is a pattern.
    pub mx: Vec<Placed<MxPattern>>,
}

/// A policy file as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedPolicy {
    /// The policy, when §3.2 lets it count, and every deviation.
    pub parsed: Parsed<Policy, PolicyDefect>,
    /// The fields.
    pub fields: Fields,
}

impl ParsedPolicy {
    /// Whether this looks like a policy file at all, and not like whatever a web server answers to
    /// any path.
    pub fn looks_like_a_policy(&self) -> bool {
        self.fields.has_version && (self.fields.mode.is_some() || !self.fields.mx.is_empty())
    }
}

/// Reads a policy file. Lines may end with CRLF or LF (§3.2 `sts-policy-term = LF / CRLF`).
pub fn parse(text: &str) -> ParsedPolicy {
    let mut reader = Reader::default();
    if text.len() > POLICY_OCTETS_MAX {
        reader.note(Span::new(0, 0), PolicyDefect::TooLarge);
        return reader.finish();
    }
    let start = if text.starts_with('\u{feff}') {
        reader.note(Span::new(0, 3), PolicyDefect::ByteOrderMark);
        3
    } else {
        0
    };
    if text[start..].trim_start().starts_with('<') {
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        reader.note(Span::new(start, end), PolicyDefect::Html);
        return reader.finish();
    }
    reader.content_end = text.trim_end().len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let bare = line.strip_suffix('\n').unwrap_or(line);
        let bare = bare.strip_suffix('\r').unwrap_or(bare);
        reader.line(at, bare);
        at += line.len();
    }
    reader.require_fields(text.len());
    reader.finish()
}

#[derive(Default)]
struct Reader {
    fields: Fields,
    defects: Vec<Defect<PolicyDefect>>,
    fatal: bool,
    any_field: bool,
    mode_seen: bool,
    max_age_seen: bool,
    mx_seen: bool,
    /// Where the last thing that is not white space ends.
    content_end: usize,
}

impl Reader {
    fn note(&mut self, span: Span, kind: PolicyDefect) {
        self.fatal |= kind.is_fatal();
        let kind = match self.defects.len() {
            n if n < POLICY_DEFECTS_MAX => kind,
            POLICY_DEFECTS_MAX => PolicyDefect::More,
            _ => return,
        };
        self.defects.push(Defect { span, kind });
    }

    /// One line without its end. A bare CR ends a line for us, so that the rest is read as meant.
    fn line(&mut self, start: usize, line: &str) {
        let mut at = start;
        for piece in line.split('\r') {
            if at > start {
                self.note(Span::new(at - 1, at), PolicyDefect::BareCr);
            }
            self.field(at, piece);
            at += piece.len() + 1;
        }
    }

    fn field(&mut self, start: usize, line: &str) {
        // `sts-policy-field *WSP`: blanks at the end are allowed.
        let text = line.trim_end_matches([' ', '\t']);
        let front = text.len() - text.trim_start_matches([' ', '\t']).len();
        if text.is_empty() {
            self.blank(start, line.len());
            return;
        }
        if front > 0 {
            self.note(Span::new(start, start + front), PolicyDefect::StraySpace);
        }
        let (start, text) = (start + front, &text[front..]);
        self.any_field = true;
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_bad(*c)) {
            let span = Span::new(start + at, start + at + c.len_utf8());
            self.note(span, PolicyDefect::BadCharacter);
        }
        let Some(colon) = text.find(':') else {
            self.note(Span::new(start, start + text.len()), PolicyDefect::NoColon);
            return;
        };
        let name = text[..colon].trim_end_matches([' ', '\t']);
        if name.len() < colon {
            let span = Span::new(start + name.len(), start + colon);
            self.note(span, PolicyDefect::StraySpace);
        }
        let value = text[colon + 1..].trim_start_matches([' ', '\t']);
        let value_start = start + text.len() - value.len();
        let value = Placed {
            value,
            span: Span::new(value_start, value_start + value.len()),
        };
        self.named(
            Placed {
                value: name,
                span: Span::new(start, start + name.len()),
            },
            value,
        );
    }

    fn blank(&mut self, start: usize, length: usize) {
        let place = if !self.any_field {
            BlankLine::Leading
        } else if start >= self.content_end {
            BlankLine::Trailing
        } else {
            BlankLine::Between
        };
        self.note(
            Span::new(start, start + length),
            PolicyDefect::BlankLine(place),
        );
    }

    fn named(&mut self, name: Placed<&str>, value: Placed<&str>) {
        match name.value {
            "version" => self.version(name, value),
            "mode" => self.mode(name, value),
            "max_age" => self.max_age(name, value),
            "mx" => self.mx(value),
            other if is_field_name(other) => {
                let kind = PolicyDefect::UnknownField {
                    name: other.to_string(),
                    meant: FieldName::meant_by(other),
                };
                self.note(name.span, kind);
            }
            _ => self.note(name.span, PolicyDefect::BadFieldName),
        }
    }

    /// §3.2: 'If any non-repeated field […] is duplicated, all entries except for the first SHALL be
    /// ignored.'
    fn repeated(&mut self, name: Placed<&str>, field: FieldName, says: Repetition) {
        self.note(name.span, PolicyDefect::FieldRepeated { field, says });
    }

    fn version(&mut self, name: Placed<&str>, value: Placed<&str>) {
        if self.fields.has_version {
            let says = Repetition::of(&"STSv1", &value.value);
            return self.repeated(name, FieldName::Version, says);
        }
        self.fields.has_version = true;
        if value.value != "STSv1" {
            self.note(value.span, PolicyDefect::VersionWrong);
        }
    }

    fn mode(&mut self, name: Placed<&str>, value: Placed<&str>) {
        let mode = PolicyMode::parse(value.value);
        if self.mode_seen {
            let first = self.fields.mode.map(|first| first.value);
            let says = Repetition::of(&first, &mode);
            return self.repeated(name, FieldName::Mode, says);
        }
        self.mode_seen = true;
        match mode {
            Some(mode) => {
                self.fields.mode = Some(Placed {
                    value: mode,
                    span: value.span,
                });
            }
            None => {
                let meant = PolicyMode::parse(&value.value.to_ascii_lowercase());
                self.note(value.span, PolicyDefect::ModeUnknown(meant));
            }
        }
    }

    fn max_age(&mut self, name: Placed<&str>, value: Placed<&str>) {
        let seconds = seconds(value.value);
        if self.max_age_seen {
            let first = self.fields.max_age_seconds.map(|first| first.value);
            let says = match first {
                Some(first) => Repetition::of(&Some(first), &seconds.map(capped)),
                // What the first was meant to say is not known.
                None => Repetition::Other,
            };
            return self.repeated(name, FieldName::MaxAge, says);
        }
        self.max_age_seen = true;
        let Some(seconds) = seconds else {
            return self.note(value.span, PolicyDefect::MaxAgeNotANumber);
        };
        if seconds > u64::from(MAX_AGE_SECONDS_MAX) {
            self.note(value.span, PolicyDefect::MaxAgeTooLarge);
        }
        self.fields.max_age_seconds = Some(Placed {
            value: capped(seconds),
            span: value.span,
        });
    }

    fn mx(&mut self, value: Placed<&str>) {
        self.mx_seen = true;
        match MxPattern::parse(value.value) {
            Ok(_) if self.fields.mx.len() == POLICY_MX_MAX => {
                if !self
                    .defects
                    .iter()
                    .any(|d| d.kind == PolicyDefect::TooManyMx)
                {
                    self.note(value.span, PolicyDefect::TooManyMx);
                }
            }
            Ok(pattern) => self.fields.mx.push(Placed {
                value: pattern,
                span: value.span,
            }),
            Err(fault) => self.note(value.span, PolicyDefect::Mx(fault)),
        }
    }

    fn require_fields(&mut self, end: usize) {
        let end = Span::new(end, end);
        if !self.fields.has_version {
            self.note(end, PolicyDefect::FieldMissing(FieldName::Version));
        }
        if !self.mode_seen {
            self.note(end, PolicyDefect::FieldMissing(FieldName::Mode));
        }
        if !self.max_age_seen {
            self.note(end, PolicyDefect::FieldMissing(FieldName::MaxAge));
        }
        let mode = self.fields.mode.map(|mode| mode.value);
        if !self.mx_seen && mode != Some(PolicyMode::None) {
            self.note(end, PolicyDefect::FieldMissing(FieldName::Mx));
        }
    }

    fn finish(self) -> ParsedPolicy {
        let record = match (self.fatal, self.fields.mode, self.fields.max_age_seconds) {
            (false, Some(mode), Some(max_age)) => {
                let mx = self.fields.mx.iter().map(|mx| mx.value.clone());
                Policy::new(mode.value, max_age.value, mx.collect()).ok()
            }
            (true, _, _) | (false, None, _) | (false, Some(_), None) => None,
        };
        ParsedPolicy {
            parsed: Parsed {
                record,
                defects: self.defects,
            },
            fields: self.fields,
        }
    }
}

/// `1*10(DIGIT)`.
fn seconds(text: &str) -> Option<u64> {
    let digits = (1..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn capped(seconds: u64) -> u32 {
    u32::try_from(seconds).map_or(MAX_AGE_SECONDS_MAX, |s| s.min(MAX_AGE_SECONDS_MAX))
}

/// `sts-policy-vchar = %x21-7E / UTF8-2 / UTF8-3 / UTF8-4`: no control characters. A blank is judged
/// by its place; U+FFFD is what octets that are not UTF-8 were read as.
fn is_bad(c: char) -> bool {
    (c.is_control() && c != '\t') || c == '\u{fffd}'
}

/// `sts-policy-alphanum *31(sts-policy-alphanum / "_" / "-" / ".")`.
fn is_field_name(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() <= 32
        && bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes
            .iter()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}
