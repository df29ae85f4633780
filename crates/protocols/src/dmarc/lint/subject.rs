//! One record text as the rules see it.

use std::sync::Arc;

use crate::finding::{Edit, Fix, Place, RecordKind, Severity, Span};
use crate::name::DomainName;
use crate::parsed::Parsed;
use crate::tag_list::{Entry, Tag, TagList};

use super::super::record::{Defect, Record, ValueFault, is_stray};
use super::super::tags::{Policy, TagName};

/// One record text.
pub struct Subject<'a> {
    /// A policy record, or one that authorizes reports.
    pub kind: RecordKind,
    /// Where it stands, when that is known.
    pub owner: Option<&'a DomainName>,
    /// The text.
    pub text: &'a Arc<str>,
    /// The text, cut into tags.
    pub list: &'a TagList<'a>,
    /// The text read.
    pub parsed: &'a Parsed<Record, Defect>,
}

impl<'a> Subject<'a> {
    /// The place of a finding in this text.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.kind, self.owner, self.text.clone()).at(span)
    }

    /// The text under a span.
    pub(super) fn written(&self, span: Span) -> &'a str {
        &self.list.text[span.start..span.end]
    }

    /// The tag of this name that counts, written in any case.
    pub(super) fn tag(&self, name: TagName) -> Option<&Tag<'a>> {
        self.list
            .tags()
            .find(|tag| TagName::parse(tag.name) == Some(name))
    }

    /// The record, unless it is ignored or hides what it says, by a missing semicolon or a stray
    /// character in a name: a rule about what the record *means* has nothing to say of such a text.
    pub(super) fn meaning(&self) -> Option<&'a Record> {
        let hides = |kind: &Defect| {
            matches!(
                kind,
                Defect::Value {
                    fault: ValueFault::SemicolonMissing,
                    ..
                }
            )
        };
        let hidden = self.parsed.defects.iter().any(|d| hides(&d.kind))
            || self.list.tags().any(|tag| tag.name.contains(is_stray));
        self.parsed.record.as_ref().filter(|_| !hidden)
    }

    /// Puts the weakest policy behind the version. Where a misspelt `p` stands, that one is put
    /// right, and a second would have the list invalid.
    pub(super) fn with_policy(&self, version: Span) -> Fix {
        let is_misspelt_policy = |kind: &Defect| {
            matches!(
                kind,
                Defect::Unknown {
                    nearest: Some(TagName::P)
                }
            )
        };
        if self
            .parsed
            .defects
            .iter()
            .any(|d| is_misspelt_policy(&d.kind))
        {
            return Fix::Instruct;
        }
        Fix::replace(Span::new(version.end, version.end), "; p=none")
    }

    /// Takes the entry around `span` out of the text, with the separator before it; the first entry
    /// with the separator behind it.
    pub(super) fn removal(&self, span: Span) -> Edit {
        let entries = &self.list.entries;
        let around = |entry: &Entry<'_>| {
            (entry.span.start..=entry.span.end).contains(&span.start) && span.end <= entry.span.end
        };
        let span = match entries.iter().position(around) {
            Some(0) => {
                let next = entries.get(1).map(|next| next.span.start);
                Span::new(0, next.unwrap_or(self.list.text.len()))
            }
            Some(index) => Span::new(entries[index - 1].span.end, entries[index].span.end),
            None => span,
        };
        Edit {
            span,
            replacement: String::new(),
        }
    }
}

/// From the first letter of the name to the end of the value.
pub(super) fn whole(tag: &Tag<'_>) -> Span {
    Span::new(tag.name_span.start, tag.value_span.end)
}

/// The version as it is written.
pub(super) const VERSION_TAG: &str = "v=DMARC1";

/// Takes characters out of a text.
pub(super) fn without(spans: &[Span]) -> Fix {
    let edits = spans.iter().map(|span| Edit {
        span: *span,
        replacement: String::new(),
    });
    Fix::Edit(edits.collect())
}

/// Whether someone meant a text as a policy record.
pub(super) fn looks_like_dmarc(text: &str) -> bool {
    let folded = text.to_ascii_lowercase();
    let policy =
        |tag: &Tag<'_>| tag.name.eq_ignore_ascii_case("p") && Policy::parse(tag.value).is_some();
    folded.contains("dmarc") || TagList::parse(text).tags().any(policy)
}

/// What is lost when `ruf` is wrong is rarely missed: few receivers send failure reports.
pub(super) fn report_severity(tag: TagName, usual: Severity) -> Severity {
    if tag == TagName::Ruf {
        Severity::Low
    } else {
        usual
    }
}
