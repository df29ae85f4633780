//! The `tag=value; tag=value` form that DKIM, DMARC, MTA-STS and TLS-RPT share.
//!
//! Reading is tolerant and keeps every octet's place: the text is cut at `;` into entries, and each
//! entry knows where its name and value stand. What a deviation means differs by standard (RFC 9989
//! ignores a bad tag, RFC 6376 §3.2 a whole list with a tag twice), so that is judged in the rooms.

use crate::finding::Span;
use crate::limits::TAGS_MAX;

/// One stretch between two semicolons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The whole entry without white space around it; empty for `;;` and after a final `;`.
    pub span: Span,
    /// The name and the value, when there is an `=`.
    pub tag: Option<Tag<'a>>,
}

/// A name and its value, without white space around either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name as it is written.
    pub name: &'a str,
    /// Where the name stands.
    pub name_span: Span,
    /// The value as it is written, without white space around it.
    pub value: &'a str,
    /// Where the value stands; empty but placed when there is none.
    pub value_span: Span,
}

/// A text cut into entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagList<'a> {
    /// The text it was cut from.
    pub text: &'a str,
    /// The entries in order, at most [`TAGS_MAX`].
    pub entries: Vec<Entry<'a>>,
    /// Whether there were more entries than are kept.
    pub cut: bool,
}

impl<'a> TagList<'a> {
    /// Cuts a text. It never fails: whatever is there is in an entry.
    pub fn parse(text: &'a str) -> TagList<'a> {
        let mut entries = Vec::new();
        let mut start = 0;
        for piece in text.split(';').take(TAGS_MAX) {
            entries.push(entry(text, start, start + piece.len()));
            start += piece.len() + 1;
        }
        TagList {
            text,
            entries,
            cut: start <= text.len(),
        }
    }

    /// The tags in order, entries without `=` left out.
    pub fn tags(&self) -> impl Iterator<Item = &Tag<'a>> {
        self.entries.iter().filter_map(|entry| entry.tag.as_ref())
    }

    /// The first tag of this name, exactly as written.
    pub fn get(&self, name: &str) -> Option<&Tag<'a>> {
        self.tags().find(|tag| tag.name == name)
    }
}

/// Space, tab, and the line ends that folding white space may carry (RFC 6376 §2.8).
fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let piece = &text[start..end];
    let front = piece.len() - piece.trim_start_matches(is_white).len();
    if front == piece.len() {
        return Span::new(start, start);
    }
    Span::new(
        start + front,
        start + piece.trim_end_matches(is_white).len(),
    )
}

fn entry(text: &str, start: usize, end: usize) -> Entry<'_> {
    let span = trimmed(text, start, end);
    let tag = text[span.start..span.end].find('=').map(|at| {
        let at = span.start + at;
        let name_span = trimmed(text, span.start, at);
        let value_span = trimmed(text, at + 1, span.end);
        Tag {
            name: &text[name_span.start..name_span.end],
            name_span,
            value: &text[value_span.start..value_span.end],
            value_span,
        }
    });
    Entry { span, tag }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_know_where_they_stand() {
        let list = TagList::parse("v=DMARC1 ; p = reject;rua=");
        let tags: Vec<_> = list.tags().map(|t| (t.name, t.value)).collect();
        assert_eq!(tags, [("v", "DMARC1"), ("p", "reject"), ("rua", "")]);
        let p = list.get("p").unwrap();
        assert_eq!(
            (p.name_span, p.value_span),
            (Span::new(11, 12), Span::new(15, 21))
        );
    }

    #[test]
    fn what_is_no_tag_is_kept() {
        let list = TagList::parse("v=DMARC1;; reject ;");
        let spans: Vec<_> = list
            .entries
            .iter()
            .map(|e| &list.text[e.span.start..e.span.end])
            .collect();
        assert_eq!(spans, ["v=DMARC1", "", "reject", ""]);
        assert!(!list.cut);
    }

    #[test]
    fn a_flood_of_tags_is_cut() {
        let list = TagList::parse(&";".repeat(10_000)).entries.len();
        assert_eq!(list, TAGS_MAX);
    }
}
