//! What the rules of this room look at: a record text, or a selector as it was typed.

use std::sync::Arc;

use crate::finding::{Edit, Finding, Fix, Place, RecordKind, RuleInfo, Span};
use crate::name::DomainName;
use crate::parsed::Parsed;
use crate::tag_list::{Tag, TagList};

use super::super::damage::{Damage, Meant};
use super::super::defect::{Defect, KeyDefect};
use super::super::key::{PublicKey, RsaPublicKey};
use super::super::record::Reading;
use super::super::selector::{Selector, SelectorDefect};

/// One record text.
pub struct Subject<'a> {
    /// Where it stands, when that is known.
    pub(super) owner: Option<&'a DomainName>,
    /// What the key is used for.
    pub(super) usage: Usage,
    /// The text as it stands.
    pub(super) text: &'a Arc<str>,
    /// The text as it was meant.
    pub(super) meant: &'a Meant,
    /// The meaning, cut into tags.
    pub(super) list: &'a TagList<'a>,
    /// The meaning, read as far as it goes.
    pub(super) reading: &'a Reading,
}

/// What is known of a key's use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Nothing.
    Unknown,
    /// Mail is signed with it now.
    Signing,
}

impl<'a> Subject<'a> {
    /// The place of a finding in this text.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(RecordKind::DkimKey, self.owner, self.text.clone()).at(span)
    }

    /// The meaning of a stretch.
    pub(super) fn slice(&self, span: Span) -> &str {
        // Spans come from reading the meaning, so they end at its characters.
        self.meant.text.get(span.start..span.end).unwrap_or("")
    }

    pub(super) fn rsa(&self) -> Option<&RsaPublicKey> {
        match self.reading.public_key()? {
            PublicKey::Rsa(key) => Some(key),
            PublicKey::Ed25519(_) => None,
        }
    }

    /// The places of one defect.
    pub(super) fn spans(&self, wanted: &Defect) -> impl Iterator<Item = Span> {
        let defects = self
            .reading
            .defects
            .iter()
            .filter(move |defect| defect.kind == *wanted);
        defects.map(|defect| defect.span)
    }

    /// Everything wrong with `p=`.
    pub(super) fn key_defects(&self) -> impl Iterator<Item = (Span, &KeyDefect)> {
        self.reading
            .defects
            .iter()
            .filter_map(|defect| match &defect.kind {
                Defect::Key(kind) => Some((defect.span, kind)),
                Defect::TooManyTags
                | Defect::VersionAbsent
                | Defect::VersionNotFirst
                | Defect::VersionWrong
                | Defect::TagRepeated
                | Defect::TagEmpty
                | Defect::NotATag
                | Defect::TagUnknown
                | Defect::Granularity
                | Defect::ListElement
                | Defect::KeyTypeUnknown
                | Defect::KeyMissing => None,
            })
    }

    /// The first tag of this name.
    pub(super) fn tag(&self, name: &str) -> Option<&Tag<'a>> {
        self.list.get(name)
    }

    /// The value of a tag, else the end of the text.
    pub(super) fn value_span(&self, name: &str) -> Span {
        let end = self.text.len();
        self.tag(name)
            .map_or(Span::new(end, end), |tag| tag.value_span)
    }

    /// Adds the finding of a rule about one kind of damage.
    pub(super) fn find_damage(
        &self,
        damage: Damage,
        info: &'static RuleInfo,
        findings: &mut Vec<Finding>,
    ) {
        let edits = self.meant.edits(damage);
        if let Some(first) = edits.first() {
            let finding = Finding::new(info, self.place(first.span)).count("count", edits.len());
            findings.push(finding.fix(Fix::Edit(edits)));
        }
    }

    /// What takes the stretch `start..end` of one entry out, with one semicolon beside it.
    pub(super) fn removal(&self, entry: Span) -> Edit {
        let text = &self.meant.text;
        let span = match text[..entry.start].rfind(';') {
            Some(before) => Span::new(before, entry.end),
            None => {
                let after = text[entry.end..].find(|c: char| c != ';' && c != ' ');
                Span::new(entry.start, after.map_or(text.len(), |at| entry.end + at))
            }
        };
        Edit {
            span,
            replacement: String::new(),
        }
    }

    /// What takes a tag out.
    pub(super) fn tag_removal(&self, tag: &Tag<'_>) -> Edit {
        self.removal(Span::new(tag.name_span.start, tag.value_span.end))
    }

    /// What leaves only these words in a colon-separated list; without any, the tag goes.
    pub(super) fn list_of(&self, tag: &Tag<'_>, words: &[String]) -> Edit {
        if words.is_empty() {
            return self.tag_removal(tag);
        }
        Edit {
            span: tag.value_span,
            replacement: words.join(":"),
        }
    }
}

/// A selector as a person types it.
pub struct Typed<'a> {
    /// The text.
    pub(super) text: &'a Arc<str>,
    /// The text read.
    pub(super) parsed: &'a Parsed<Selector, SelectorDefect>,
}

impl Typed<'_> {
    /// The place of a finding in this text.
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(RecordKind::DkimSelector, None, self.text.clone()).at(span)
    }
}
