//! How much is told of what a stranger wrote: of a long text the part that matters, of many findings
//! of one kind the first ones, and always how much was left out.

use std::collections::BTreeMap;
use std::fmt;

use protocols::finding::{Finding, RecordKind, Span};
use protocols::limits::{
    FINDINGS_TOLD_OF_RULE_MAX, LINTED_TEXT_TOLD_OCTETS_MAX, TEXT_TOLD_OCTETS_MAX,
    VALUE_TOLD_OCTETS_MAX,
};
use protocols::name::DomainName;

use crate::wording::printed_octets;

/// A text, or the part of it that is told. Its `Display` marks what is left out: `[…120…]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Excerpt<'a> {
    /// The part.
    pub(crate) text: &'a str,
    /// Where in the whole text it begins.
    pub(crate) start: usize,
    /// Octets of the whole text.
    pub(crate) octets: usize,
    /// What is pointed at, counted within the part.
    pub(crate) span: Option<Span>,
}

impl<'a> Excerpt<'a> {
    /// As much of a record's text as is told with one finding: what is at fault and what stands
    /// around it.
    pub(crate) fn of(text: &'a str, span: Option<Span>) -> Excerpt<'a> {
        Excerpt::within(text, span, TEXT_TOLD_OCTETS_MAX)
    }

    /// The part around `span` that takes at most `octets_max` octets as printed.
    pub(crate) fn within(text: &'a str, span: Option<Span>, octets_max: usize) -> Excerpt<'a> {
        let focus = span.map_or(0, |span| text.floor_char_boundary(span.start));
        let (before, behind) = text.split_at(focus);
        // What is at fault begins in the first quarter, so that most of the part is about it; at
        // the end of a text the room that is left goes to what stands before.
        let lead = fitting(before.chars().rev(), octets_max / 4);
        let rest = fitting(behind.chars(), octets_max - lead.printed);
        let lead = fitting(before.chars().rev(), octets_max - rest.printed);
        let start = focus - lead.octets;
        let end = focus + rest.octets;
        let inside = |at: usize| at.clamp(start, end) - start;
        Excerpt {
            text: &text[start..end],
            start,
            octets: text.len(),
            span: span.map(|span| Span::new(inside(span.start), inside(span.end))),
        }
    }

    /// Whether something is left out.
    pub(crate) fn is_cut(&self) -> bool {
        self.text.len() < self.octets
    }

    /// Where in the whole text the part ends.
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.start > 0 {
            write!(f, "[…{}…]", self.start)?;
        }
        f.write_str(self.text)?;
        match self.octets - self.end() {
            0 => Ok(()),
            left_out => write!(f, "[…{left_out}…]"),
        }
    }
}

/// How far a run of characters goes.
struct Run {
    /// Octets of the text.
    octets: usize,
    /// Octets as printed.
    printed: usize,
}

/// The longest run that takes at most `octets_max` octets as printed.
fn fitting(characters: impl Iterator<Item = char>, octets_max: usize) -> Run {
    let mut run = Run {
        octets: 0,
        printed: 0,
    };
    for c in characters {
        let printed = run.printed + printed_octets(c);
        if printed > octets_max {
            break;
        }
        run.printed = printed;
        run.octets += c.len_utf8();
    }
    run
}

/// As much of a value as is told in a sentence.
pub(crate) fn value(text: &str) -> Excerpt<'_> {
    Excerpt::within(text, None, VALUE_TOLD_OCTETS_MAX)
}

/// As much of a text and of its correction as is told with one finding: the part that changes.
pub(crate) fn change<'a>(before: &'a str, after: &'a str) -> (Excerpt<'a>, Excerpt<'a>) {
    let pairs = before.chars().zip(after.chars());
    let same = pairs.take_while(|(one, other)| one == other);
    let front: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let pairs = before[front..]
        .chars()
        .rev()
        .zip(after[front..].chars().rev());
    let same = pairs.take_while(|(one, other)| one == other);
    let back: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let part = |text: &'a str| Excerpt::of(text, Some(Span::new(front, text.len() - back)));
    (part(before), part(after))
}

/// A linted text with every correction, unless it is too long to be told. Part of it would be taken
/// for all of it and published.
pub(crate) fn corrected(text: &str) -> Option<&str> {
    let excerpt = Excerpt::within(text, None, LINTED_TEXT_TOLD_OCTETS_MAX);
    (!excerpt.is_cut()).then_some(text)
}

/// A finding that is told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told<'a> {
    /// It.
    pub(crate) finding: &'a Finding,
    /// How many more of its rule at the same name are left out behind it.
    pub(crate) more: usize,
}

/// The findings that are told, in their order; the last of a rule at a name knows how many more there
/// are.
pub(crate) fn findings<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Told<'a>> {
    type Kind<'a> = (&'static str, RecordKind, Option<&'a DomainName>);
    let mut of_kind: BTreeMap<Kind<'a>, (usize, usize)> = BTreeMap::new();
    let mut told: Vec<Told<'a>> = Vec::new();
    for finding in findings {
        let place = &finding.place;
        let kind = (finding.rule.id, place.kind, place.owner.as_ref());
        let (count, last) = of_kind.entry(kind).or_default();
        *count += 1;
        if *count <= FINDINGS_TOLD_OF_RULE_MAX {
            *last = told.len();
            told.push(Told { finding, more: 0 });
        } else {
            told[*last].more += 1;
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::Excerpt;
    use protocols::finding::Span;

    fn check(
        text: &str,
        span: Option<(usize, usize)>,
        expect: &str,
        inside: Option<(usize, usize)>,
    ) {
        let span = span.map(|(start, end)| Span::new(start, end));
        let excerpt = Excerpt::within(text, span, 8);
        assert_eq!(excerpt.to_string(), expect);
        let inside = inside.map(|(start, end)| Span::new(start, end));
        assert_eq!(excerpt.span, inside);
    }

    #[test]
    fn what_is_at_fault_is_told() {
        check("abcdefgh", Some((3, 5)), "abcdefgh", Some((3, 5)));
        check("abcdefghijkl", None, "abcdefgh[…4…]", None);
        check(
            "abcdefghijkl",
            Some((4, 5)),
            "[…2…]cdefghij[…2…]",
            Some((2, 3)),
        );
        check(
            "abcdefghijkl",
            Some((11, 12)),
            "[…4…]efghijkl",
            Some((7, 8)),
        );
        check(
            "abcdefghijkl",
            Some((12, 12)),
            "[…4…]efghijkl",
            Some((8, 8)),
        );
        check("abcdefghijkl", Some((1, 12)), "abcdefgh[…4…]", Some((1, 8)));
    }

    #[test]
    fn no_character_is_torn() {
        check("äöüßäöü", Some((4, 6)), "[…2…]öüßä[…4…]", Some((2, 4)));
        check("äöüßäöü", Some((5, 6)), "[…2…]öüßä[…4…]", Some((3, 4)));
        // An escaped character counts with its escape.
        check("\u{1}\u{1}\u{1}", None, "\u{1}[…2…]", None);
    }
}
