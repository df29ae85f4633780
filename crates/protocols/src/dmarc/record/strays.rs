//! Characters that came into a record by the way: quotes of a zone file or a word processor,
//! backslashes of an escape, and octets outside printable ASCII (§4.8 `dmarc-value`).

use crate::finding::Span;
use crate::parsed::Parsed;
use crate::tag_list::TagList;

use super::super::tags::TagName;
use super::{Defect, Record};

/// Whether no tag of DMARC can have this character in its value.
pub(in crate::dmarc) fn is_stray(c: char) -> bool {
    is_quote(c) || c == '\\' || is_foreign(c)
}

/// Straight and typographic quotation marks. The apostrophe is left out: mailboxes have it.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '`' | '´' | '«' | '»' | '‹' | '›' | '″')
        || ('\u{2018}'..='\u{201f}').contains(&c)
}

/// §4.8: a value is `%x20-3A / %x3C-7E`; white space around separators may be a tab.
fn is_foreign(c: char) -> bool {
    !c.is_ascii() || (c.is_ascii_control() && c != '\t')
}

/// A letter of another script, which an address may have by mistake.
pub(super) fn is_letter(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric()
}

/// Notes each kind once, with all its places, so that a text full of them makes three findings and
/// not thousands.
pub(super) fn note(list: &TagList<'_>, parsed: &mut Parsed<Record, Defect>) {
    if !list.text.contains(is_stray) {
        return;
    }
    let addresses: Vec<Span> = list
        .tags()
        .filter(|tag| matches!(TagName::parse(tag.name), Some(TagName::Rua | TagName::Ruf)))
        .map(|tag| tag.value_span)
        .collect();
    // An address that is not ASCII is told as such, by its URI.
    let in_address = |at: usize| {
        addresses
            .iter()
            .any(|span| (span.start..span.end).contains(&at))
    };
    let quotes = runs(list.text, |_, c| is_quote(c));
    let backslashes = runs(list.text, |_, c| c == '\\');
    let foreign = runs(list.text, |at, c| {
        is_foreign(c) && !is_quote(c) && !(is_letter(c) && in_address(at))
    });
    for (spans, kind) in [
        (quotes, Defect::Quotes as fn(Vec<Span>) -> Defect),
        (backslashes, Defect::Backslashes),
        (foreign, Defect::Characters),
    ] {
        if let Some(first) = spans.first() {
            parsed.note(*first, kind(spans));
        }
    }
}

/// The stretches of characters for which `wanted` holds.
fn runs(text: &str, wanted: impl Fn(usize, char) -> bool) -> Vec<Span> {
    let mut runs: Vec<Span> = Vec::new();
    for (at, c) in text.char_indices() {
        if !wanted(at, c) {
            continue;
        }
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(last) if last.end == at => last.end = end,
            Some(_) | None => runs.push(Span::new(at, end)),
        }
    }
    runs
}
