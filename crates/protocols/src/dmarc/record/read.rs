//! The tolerant parse of a policy record.

use crate::finding::Span;
use crate::limits::REPORT_URIS_MAX;
use crate::parsed::Parsed;
use crate::report_uri::{self, ReportUri, UriEntry, UriFault};
use crate::tag_list::{Entry, Tag, TagList};

use super::super::tags::{AlignmentMode, FailureOptions, Policy, Psd, TagName, TestMode};
use super::strays::{self, is_stray};
use super::{Defect, Record, VERSION, ValueFault, VersionFault};

/// Reads a record. It is there when its first tag is `v=DMARC1` (§4.7 `v`); everything else is
/// discarded in favour of defaults (§4.8). What the discarded means is told by
/// [`standing`](super::standing).
pub fn parse(text: &str) -> Parsed<Record, Defect> {
    let list = TagList::parse(text);
    let mut reader = Reader {
        list: &list,
        record: Record::default(),
        seen: Vec::new(),
        parsed: Parsed {
            record: None,
            defects: Vec::new(),
        },
    };
    let counts = reader.version();
    for index in 0..list.entries.len() {
        reader.entry(index);
    }
    if list.cut {
        let end = Span::new(text.len(), text.len());
        reader.parsed.note(end, Defect::TooManyTags);
    }
    strays::note(&list, &mut reader.parsed);
    let mut parsed = reader.parsed;
    parsed.defects.sort_by_key(|defect| defect.span);
    parsed.record = counts.then_some(reader.record);
    parsed
}

/// Whether the record is there, as [`parse`] has it.
pub(super) fn counts(text: &str) -> bool {
    let list = TagList::parse(text);
    list.entries.first().is_some_and(is_current_version)
}

/// Whether an entry is the current version.
fn is_current_version(entry: &Entry<'_>) -> bool {
    let tag = entry.tag.as_ref();
    tag.is_some_and(|tag| is_version_name(tag) && tag.value == VERSION)
}

struct Reader<'a> {
    list: &'a TagList<'a>,
    record: Record,
    seen: Vec<TagName>,
    parsed: Parsed<Record, Defect>,
}

impl<'a> Reader<'a> {
    /// §4.7 `v`: 'If the tag is not the first in the list, or the tag is absent, or the value is
    /// not "DMARC1", then the entire record MUST be ignored.'
    fn version(&mut self) -> bool {
        let Some(first) = self.list.entries.first() else {
            return false;
        };
        let written = &self.list.text[first.span.start..first.span.end];
        if is_current_version(first) {
            if first.span.start > 0 {
                self.note(Span::new(0, first.span.start), Defect::SpaceInFront);
            }
            return true;
        }
        match first.tag {
            Some(tag) if is_version_name(&tag) && !gaps(&tag).is_empty() => {
                // 'v=DMARC1 p=none': the missing semicolon is the fault, told where it is missing.
            }
            _ if is_version_under_strays(written) => {
                self.note(first.span, Defect::Version(VersionFault::Hidden));
            }
            Some(tag) if is_version_name(&tag) => {
                self.note(tag.value_span, Defect::Version(VersionFault::Wrong));
            }
            Some(_) | None => {
                let later = self.list.tags().find(|tag| is_version_name(tag));
                match later {
                    Some(tag) => {
                        let span = Span::new(tag.name_span.start, tag.value_span.end);
                        self.note(span, Defect::Version(VersionFault::NotFirst));
                    }
                    None => self.note(first.span, Defect::Version(VersionFault::Missing)),
                }
            }
        }
        false
    }

    fn entry(&mut self, index: usize) {
        let entry = &self.list.entries[index];
        let Some(tag) = entry.tag else {
            self.no_tag(index, entry);
            return;
        };
        let Some(name) = TagName::parse(tag.name) else {
            // A name with a stray character in it is told as that, not as an unknown tag.
            if !tag.name.contains(is_stray) {
                let nearest = TagName::nearest(tag.name);
                self.note(tag.name_span, Defect::Unknown { nearest });
            }
            return;
        };
        if tag.name != name.as_str() {
            self.note(tag.name_span, Defect::TagCase(name));
        }
        if self.seen.contains(&name) {
            // RFC 6376 §3.2 makes a list with a tag twice invalid as a whole; §4.8 has syntax
            // errors 'in the remainder of the record' discarded. Deployed readers take the first or
            // the last. We discard the second.
            self.note(tag.name_span, Defect::Repeated(name));
            return;
        }
        let between = self.list.entries.get(1..index).unwrap_or(&[]);
        if name == TagName::P && between.iter().any(|e| e.span.start < e.span.end) {
            self.note(tag.name_span, Defect::PNotSecond);
        }
        self.seen.push(name);
        self.value(name, &tag);
    }

    fn no_tag(&mut self, index: usize, entry: &Entry<'_>) {
        let text = &self.list.text[entry.span.start..entry.span.end];
        if text.is_empty() {
            // §4.8: a record may end in one separator, so only an entry before the last is a
            // defect.
            if index + 1 < self.list.entries.len() {
                self.note(entry.span, Defect::DoubledSemicolon);
            }
            return;
        }
        let before = index.checked_sub(1).map(|i| &self.list.entries[i]);
        let list_tag = before
            .and_then(|entry| entry.tag)
            .and_then(|tag| TagName::parse(tag.name))
            .filter(|name| matches!(name, TagName::Rua | TagName::Ruf));
        match list_tag {
            Some(name) if is_address(text) => {
                self.note(entry.span, Defect::UriAfterSemicolon(name));
            }
            // The first entry is judged as the version, and strays as strays.
            Some(_) | None if index > 0 && text.contains(|c| !is_stray(c)) => {
                self.note(entry.span, Defect::NotATag);
            }
            Some(_) | None => {}
        }
    }

    fn value(&mut self, name: TagName, tag: &Tag<'_>) {
        if tag.value.is_empty() {
            let span = Span::new(tag.name_span.start, tag.value_span.end);
            self.discard(name, span, ValueFault::Empty);
            return;
        }
        let gaps = gaps(tag);
        for gap in &gaps {
            self.discard(name, *gap, ValueFault::SemicolonMissing);
        }
        match name {
            TagName::V => {}
            TagName::Rua => self.record.rua = self.uris(name, tag, &gaps),
            TagName::Ruf => self.record.ruf = self.uris(name, tag, &gaps),
            TagName::Pct => self.record.historic.pct = Some(tag.value.to_string()),
            TagName::Rf => self.record.historic.rf = Some(tag.value.to_string()),
            TagName::Ri => self.record.historic.ri = Some(tag.value.to_string()),
            TagName::P
            | TagName::Sp
            | TagName::Np
            | TagName::Psd
            | TagName::T
            | TagName::Adkim
            | TagName::Aspf
            | TagName::Fo => {
                if gaps.is_empty() && !self.word(name, tag.value) {
                    let fault = match tag.value.contains(is_stray) {
                        true => ValueFault::Stray,
                        false => ValueFault::NotAllowed,
                    };
                    self.discard(name, tag.value_span, fault);
                }
            }
        }
    }

    /// Reads a value that is one of a few words; `false` when it is none of them.
    fn word(&mut self, name: TagName, value: &str) -> bool {
        let record = &mut self.record;
        match name {
            TagName::P => keep(&mut record.p, Policy::parse(value).map(Some)),
            TagName::Sp => keep(&mut record.sp, Policy::parse(value).map(Some)),
            TagName::Np => keep(&mut record.np, Policy::parse(value).map(Some)),
            TagName::Psd => keep(&mut record.psd, Psd::parse(value)),
            TagName::T => keep(&mut record.t, TestMode::parse(value)),
            TagName::Adkim => keep(&mut record.adkim, AlignmentMode::parse(value)),
            TagName::Aspf => keep(&mut record.aspf, AlignmentMode::parse(value)),
            TagName::Fo => keep(&mut record.fo, FailureOptions::parse(value)),
            TagName::V | TagName::Rua | TagName::Ruf | TagName::Pct | TagName::Rf | TagName::Ri => {
                true
            }
        }
    }

    /// The usable URIs of a list; what is not usable is noted unless there are `gaps`, where the list
    /// has run into the next tag: that is told already.
    fn uris(&mut self, name: TagName, tag: &Tag<'_>, gaps: &[Span]) -> Vec<ReportUri> {
        let mut entries = report_uri::parse_list(tag.value, tag.value_span.start);
        if entries.len() > REPORT_URIS_MAX {
            self.note(tag.name_span, Defect::TooManyUris(name));
            entries.truncate(REPORT_URIS_MAX);
        }
        let mut usable = Vec::new();
        let mut rest = entries.as_slice();
        while let [entry, behind @ ..] = rest {
            rest = behind;
            if let Some(span) = entry.size_suffix {
                self.note(span, Defect::SizeSuffix(name));
            }
            let fault = match &entry.uri {
                Ok(uri) => {
                    usable.push(uri.clone());
                    continue;
                }
                Err(fault) => fault,
            };
            let written = &self.list.text[entry.span.start..entry.span.end];
            // A letter outside ASCII is the address's own fault; other strays are told already.
            let letters = written.contains(strays::is_letter);
            if !gaps.is_empty() || (written.contains(is_stray) && !letters) {
                continue;
            }
            if let Some(end) = unencoded(self.list.text, entry, behind) {
                let span = Span::new(entry.span.start, end);
                self.note(span, Defect::UriUnencoded(name));
                rest = behind
                    .get(usize::from(end > entry.span.end)..)
                    .unwrap_or(&[]);
                continue;
            }
            let fault = fault.clone();
            self.note(entry.span, Defect::Uri { tag: name, fault });
        }
        usable
    }

    fn discard(&mut self, tag: TagName, span: Span, fault: ValueFault) {
        self.note(span, Defect::Value { tag, fault });
    }

    fn note(&mut self, span: Span, kind: Defect) {
        self.parsed.note(span, kind);
    }
}

fn keep<T>(place: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *place = value;
            true
        }
        None => false,
    }
}

fn is_version_name(tag: &Tag<'_>) -> bool {
    TagName::parse(tag.name) == Some(TagName::V)
}

/// Whether only quotes, backslashes and characters outside ASCII keep an entry from being the
/// version.
fn is_version_under_strays(written: &str) -> bool {
    let bare: String = written.chars().filter(|c| !is_stray(*c)).collect();
    if bare.len() == written.len() {
        return false;
    }
    let (name, value) = match bare.split_once('=') {
        Some((name, value)) => (name.trim(), value.trim()),
        None => return false,
    };
    name.eq_ignore_ascii_case("v") && value == VERSION
}

/// Whether a text is an address or a mailto URI.
fn is_address(text: &str) -> bool {
    match report_uri::parse_list(text, 0).as_slice() {
        [entry] => match &entry.uri {
            Ok(_) => true,
            Err(UriFault::NoScheme { corrected }) => corrected.is_some(),
            Err(_) => false,
        },
        _ => false,
    }
}

/// Where white space or a comma stands before the name of a known tag and its `=`: the places where
/// a semicolon is missing. Looking ends when every tag there is could have been found.
fn gaps(tag: &Tag<'_>) -> Vec<Span> {
    let mut gaps = Vec::new();
    let value = tag.value;
    for (at, _) in value.match_indices('=') {
        let before = value[..at].trim_end_matches([' ', '\t']);
        let word_start = before
            .rfind(|c: char| !c.is_ascii_alphabetic())
            .map_or(0, |i| {
                i + before[i..].chars().next().map_or(1, char::len_utf8)
            });
        if TagName::parse(&before[word_start..]).is_none() {
            continue;
        }
        let gap_start = before[..word_start]
            .trim_end_matches([' ', '\t', ','])
            .len();
        if gap_start < word_start && gap_start > 0 {
            let start = tag.value_span.start;
            gaps.push(Span::new(start + gap_start, start + word_start));
        }
        if gaps.len() == TagName::ALL.len() {
            break;
        }
    }
    gaps
}

/// Where an address ends that an unencoded comma or `!` cut in two: `mailto:a,b@example.com`.
fn unencoded(text: &str, entry: &UriEntry, behind: &[UriEntry]) -> Option<usize> {
    let written = &text[entry.span.start..entry.span.end];
    match (&entry.uri, behind.first()) {
        (Err(UriFault::BadAddress), Some(next)) if !written.contains('@') => {
            let other_half = &text[next.span.start..next.span.end];
            let joined = format!("{written}%2C{other_half}");
            (matches!(next.uri, Err(UriFault::NoScheme { .. })) && is_address(&joined))
                .then_some(next.span.end)
        }
        (Err(UriFault::BadCharacter), _) if written.contains('!') => {
            is_address(&written.replace('!', "%21")).then_some(entry.span.end)
        }
        _ => None,
    }
}
