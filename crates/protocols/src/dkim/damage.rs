//! What pasting does to a key record, and the record as it was meant.
//!
//! Every repair keeps each octet where it is: what does not belong is blanked, since white space
//! may stand around tags and inside `p=` (§3.2, §3.6.1), and what was exchanged is exchanged back.
//! So the text as it was meant is read by the same parser as any other, its spans are spans of the
//! text as it stands, and one missing quote does not hide everything else that is wrong.

use super::record::KNOWN_TAGS;
use super::value;
use crate::finding::{Edit, Span};
use crate::limits::REPAIRS_MAX;
use crate::tag_list::{Tag, TagList};

/// A kind of damage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    /// A line of a zone file around the value: owner, class, `TXT`, brackets, comment.
    ZoneLine,
    /// Quotation marks of a zone file inside the value.
    Quotes,
    /// Backslashes of a zone file inside the value.
    Backslashes,
    /// Typographic quotes, no-break spaces and other characters that no record holds.
    OddCharacters,
    /// Line breaks of the source it was copied from.
    LineBreaks,
    /// `-----BEGIN PUBLIC KEY-----` and its end.
    PemArmour,
    /// `-----BEGIN … PRIVATE KEY-----`: what follows may be the private key.
    PrivateKeyArmour,
    /// White space or a comma where a semicolon belongs.
    SemicolonMissing,
    /// A tag in upper case, which is an unknown tag (§3.2).
    TagUpperCase,
    /// `-` and `_` in place of `+` and `/` (RFC 4648 §5).
    UrlSafe,
    /// `+` that became a space on its way through a web form.
    PlusLost,
}

impl Damage {
    const ALL: [Damage; 11] = [
        Damage::ZoneLine,
        Damage::Quotes,
        Damage::Backslashes,
        Damage::OddCharacters,
        Damage::LineBreaks,
        Damage::PemArmour,
        Damage::PrivateKeyArmour,
        Damage::SemicolonMissing,
        Damage::TagUpperCase,
        Damage::UrlSafe,
        Damage::PlusLost,
    ];
}

/// A text as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The meaning, octet by octet in the places of the text as it stands.
    pub text: String,
    /// What was undone, in the order of the text.
    pub repairs: Vec<Repair>,
}

/// One stretch that was put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// Every damage that the stretch holds.
    pub damages: Vec<Damage>,
    /// What puts it right in the text as it stands.
    pub edit: Edit,
}

impl Meant {
    /// What undoes one kind of damage.
    pub fn edits(&self, damage: Damage) -> Vec<Edit> {
        let of_kind = self
            .repairs
            .iter()
            .filter(|repair| repair.damages.contains(&damage));
        of_kind.map(|repair| repair.edit.clone()).collect()
    }

    /// Whether an octet stands in a stretch that was put right.
    pub fn repaired_at(&self, octet: usize) -> bool {
        let next = self
            .repairs
            .partition_point(|repair| repair.edit.span.start <= octet);
        let before = next
            .checked_sub(1)
            .and_then(|index| self.repairs.get(index));
        before.is_some_and(|repair| octet < repair.edit.span.end)
    }
}

/// Reads a text as it was meant. Where nothing is damaged, or so much that nothing can be meant
/// ([`REPAIRS_MAX`]), the meaning is the text.
pub fn read(text: &str) -> Meant {
    let mut reading = Reading {
        original: text,
        octets: text.as_bytes().to_vec(),
        marks: vec![0; text.len()],
    };
    reading.zone_line();
    reading.armour();
    reading.characters();
    reading.semicolons();
    reading.upper_case();
    reading.url_safe();
    reading.lost_plus();
    reading.meant()
}

struct Reading<'a> {
    original: &'a str,
    /// The meaning so far; whole characters are exchanged, so it stays UTF-8.
    octets: Vec<u8>,
    /// One bit per [`Damage`], for every octet.
    marks: Vec<u16>,
}

impl Reading<'_> {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.octets).into_owned()
    }

    fn set(&mut self, at: usize, octet: u8, damage: Damage) {
        self.octets[at] = octet;
        self.marks[at] |= 1 << damage as u16;
    }

    fn blank(&mut self, span: Span, damage: Damage) {
        for at in span.start..span.end {
            self.set(at, b' ', damage);
        }
    }

    /// `s1._domainkey IN TXT ( "v=DKIM1; …" "…" ) ; ----- DKIM key s1 for example.com`.
    fn zone_line(&mut self) {
        let text = self.original;
        let Some(start) = record_start(text) else {
            return;
        };
        let head = &text[..start];
        let mut words = head.split(|c: char| !c.is_ascii_alphanumeric());
        if words.any(|word| word.eq_ignore_ascii_case("TXT")) {
            self.blank(Span::new(0, start), Damage::ZoneLine);
        }
        // Neither the closing bracket nor the comment of key generators stands in a key.
        let key = start + text[start..].find("p=").unwrap_or(0);
        let bracket = text[key..].find(')').map(|at| key + at);
        let comment = text[key..].find("; ----- DKIM").map(|at| key + at);
        if let Some(at) = bracket.into_iter().chain(comment).min() {
            self.blank(Span::new(at, text.len()), Damage::ZoneLine);
        }
    }

    fn armour(&mut self) {
        let text = self.text();
        let mut at = 0;
        while let Some(found) = text[at..].find("-----") {
            let start = at + found;
            let label = start + 5;
            let Some(length) = text[label..].find("-----") else {
                return;
            };
            let end = label + length + 5;
            let words = &text[label..label + length];
            if words.starts_with("BEGIN ") || words.starts_with("END ") {
                let damage = if words.ends_with("PRIVATE KEY") {
                    Damage::PrivateKeyArmour
                } else {
                    Damage::PemArmour
                };
                self.blank(Span::new(start, end), damage);
                at = end;
            } else {
                at = label;
            }
        }
    }

    /// Quotes, backslashes and what is not ASCII.
    fn characters(&mut self) {
        let text = self.text();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let end = at + c.len_utf8();
            at = match c {
                '"' => {
                    self.blank(Span::new(at, end), Damage::Quotes);
                    end
                }
                '\\' => self.backslash(&text, at),
                '\r' | '\n' => {
                    self.set(at, b' ', Damage::LineBreaks);
                    end
                }
                '\t' | ' '..='~' => end,
                _ => {
                    self.blank(Span::new(at, end), Damage::OddCharacters);
                    end
                }
            };
        }
        // An apostrophe may stand in a value; around the whole of it, it is a shell's.
        if text.len() > 1 && text.starts_with('\'') && text.ends_with('\'') {
            self.blank(Span::new(0, 1), Damage::Quotes);
            self.blank(Span::new(text.len() - 1, text.len()), Damage::Quotes);
        }
    }

    /// What a backslash escapes, in a zone file (RFC 1035 §5.1: `\X`, `\DDD`) or in JSON (`\n`).
    fn backslash(&mut self, text: &str, at: usize) -> usize {
        let rest = &text.as_bytes()[at + 1..];
        if rest.starts_with(b"\"") {
            self.set(at, b' ', Damage::Quotes);
            return at + 1;
        }
        self.set(at, b' ', Damage::Backslashes);
        match rest {
            [b'n' | b'r' | b't', ..] => {
                self.set(at + 1, b' ', Damage::Backslashes);
                at + 2
            }
            [a, b, c, ..] if [a, b, c].iter().all(|octet| octet.is_ascii_digit()) => {
                self.blank(Span::new(at + 1, at + 4), Damage::Backslashes);
                if &rest[..3] == b"059" {
                    self.set(at, b';', Damage::Backslashes);
                }
                at + 4
            }
            _ => at + 1,
        }
    }

    /// White space, or a comma, before `k=` and the like: a semicolon belongs there.
    fn semicolons(&mut self) {
        let text = self.text();
        let list = TagList::parse(&text);
        for tag in list.tags().filter(|tag| tag.name != "n") {
            for at in missing_semicolons(tag) {
                self.set(at, b';', Damage::SemicolonMissing);
            }
        }
    }

    fn upper_case(&mut self) {
        let text = self.text();
        let list = TagList::parse(&text);
        for tag in list.tags() {
            let lower = tag.name.to_ascii_lowercase();
            let known = KNOWN_TAGS.contains(&lower.as_str());
            if known && lower != tag.name && list.get(&lower).is_none() {
                self.set(
                    tag.name_span.start,
                    lower.as_bytes()[0],
                    Damage::TagUpperCase,
                );
            }
        }
    }

    fn url_safe(&mut self) {
        let text = self.text();
        let list = TagList::parse(&text);
        let Some(tag) = list.get("p") else {
            return;
        };
        for (at, c) in tag.value.char_indices() {
            match c {
                '-' => self.set(tag.value_span.start + at, b'+', Damage::UrlSafe),
                '_' => self.set(tag.value_span.start + at, b'/', Damage::UrlSafe),
                _ => {}
            }
        }
    }

    /// Only where a key that reads badly without its spaces reads well with `+` in their place.
    fn lost_plus(&mut self) {
        let text = self.text();
        let list = TagList::parse(&text);
        let Some(tag) = list.get("p") else {
            return;
        };
        let start = tag.value_span.start;
        let spaces: Vec<usize> = (start..tag.value_span.end)
            .filter(|at| self.octets[*at] == b' ' && self.marks[*at] == 0)
            .collect();
        if spaces.is_empty() || value::sound_key(tag.value).is_some() {
            return;
        }
        let mut with_plus = tag.value.as_bytes().to_vec();
        for at in &spaces {
            with_plus[at - start] = b'+';
        }
        if value::sound_key(&String::from_utf8_lossy(&with_plus)).is_some() {
            for at in spaces {
                self.set(at, b'+', Damage::PlusLost);
            }
        }
    }

    /// Gathers neighbouring marks into repairs. Inside `p=` a repair takes the white space beside
    /// it along, so that none is left where a quote was.
    fn meant(self) -> Meant {
        let text = self.text();
        let list = TagList::parse(&text);
        let key = list.get("p").map_or(Span::new(0, 0), |tag| {
            let end = text[tag.value_span.end..].find(';');
            let end = end.map_or(text.len(), |at| tag.value_span.end + at);
            Span::new(tag.name_span.end, end)
        });
        let in_key_white =
            |at: usize| key.start <= at && at < key.end && matches!(self.octets[at], b' ' | b'\t');
        let mut repairs = Vec::new();
        let mut at = 0;
        while at < self.marks.len() {
            let mut end = at;
            let mut damages = 0;
            while end < self.marks.len() && (self.marks[end] != 0 || in_key_white(end)) {
                damages |= self.marks[end];
                end += 1;
            }
            if damages != 0 {
                repairs.push(self.repair(Span::new(at, end), damages));
            }
            at = end + 1;
        }
        if repairs.len() > REPAIRS_MAX {
            return Meant {
                text: self.original.to_string(),
                repairs: Vec::new(),
            };
        }
        Meant { text, repairs }
    }

    fn repair(&self, span: Span, damages: u16) -> Repair {
        let stays = |octet: &&u8| !matches!(octet, b' ' | b'\t');
        let kept: Vec<u8> = self.octets[span.start..span.end]
            .iter()
            .filter(stays)
            .copied()
            .collect();
        let mut replacement = String::from_utf8_lossy(&kept).into_owned();
        let next_is_white = self.octets.get(span.end).is_none_or(|octet| *octet == b' ');
        if replacement.ends_with(';') && !next_is_white {
            replacement.push(' ');
        }
        Repair {
            damages: Damage::ALL
                .into_iter()
                .filter(|damage| damages & 1 << *damage as u16 != 0)
                .collect(),
            edit: Edit { span, replacement },
        }
    }
}

/// Where the record begins: at `v=DKIM1`, else at the first `k=` or `p=` that begins a word.
fn record_start(text: &str) -> Option<usize> {
    if let Some(at) = text.find("v=DKIM1") {
        return Some(at);
    }
    ["k=", "p="]
        .iter()
        .filter_map(|tag| {
            text.match_indices(tag)
                .map(|(at, _)| at)
                .find(|at| !text[..*at].ends_with(|c: char| c.is_ascii_alphanumeric()))
        })
        .min()
}

/// Where in the value of a tag a semicolon belongs: the comma, or the first white space, before a
/// known tag and its `=`.
fn missing_semicolons(tag: &Tag<'_>) -> Vec<usize> {
    let value = tag.value.as_bytes();
    let mut places = Vec::new();
    for at in 2..value.len() {
        let name = &value[at - 1..at];
        let is_tag = KNOWN_TAGS.iter().any(|known| known.as_bytes() == name);
        // `AB k==` in a key is a group of base64 and its padding, not a tag.
        let is_padding = value.get(at + 1).is_none_or(|next| *next == b'=');
        if value[at] != b'=' || !is_tag || is_padding {
            continue;
        }
        let before = &value[..at - 1];
        let text_end = before
            .iter()
            .rposition(|octet| !is_gap(*octet))
            .map_or(0, |last| last + 1);
        match before[text_end..].iter().position(|octet| *octet == b',') {
            Some(comma) => places.push(tag.value_span.start + text_end + comma),
            None if text_end < before.len() => places.push(tag.value_span.start + text_end),
            None => {}
        }
    }
    places
}

fn is_gap(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t' | b',')
}
