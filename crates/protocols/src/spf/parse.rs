//! The tolerant parse of a record (§12): every term with its place, every deviation with its own.

use crate::finding::Span;
use crate::limits::TXT_OCTETS_MAX;
use crate::parsed::Parsed;

use super::defect::{Defect, Notes};
use super::record::{Placed, Record, Term, VERSION};
use super::term;

/// Reads a record. `record` is there when the text begins with something meant as the version
/// section, with every term that could be read; whether it may be evaluated say the defects
/// ([`Defect::is_syntax_error`]).
pub fn parse(text: &str) -> Parsed<Record, Defect> {
    let mut notes = Notes::default();
    if text.len() > TXT_OCTETS_MAX {
        notes.add(Span::new(0, text.len()), Defect::TooLong);
        return Parsed {
            record: None,
            defects: notes.into_defects(),
        };
    }
    let record = version_end(text, &mut notes).map(|end| Record {
        terms: terms(text, end, &mut notes),
    });
    if let Some(record) = &record {
        note_repeated(record, &mut notes);
    }
    let mut defects = notes.into_defects();
    defects.sort_by_key(|defect| defect.span);
    Parsed { record, defects }
}

/// The record as an evaluator may use it: `None` for any syntax error.
///
/// §4.6: 'if there are any syntax errors anywhere in the record, check_host() returns immediately
/// with the result "permerror", without further interpretation or evaluation.'
pub fn parse_sound(text: &str) -> Option<Record> {
    let parsed = parse(text);
    let is_broken = parsed.defects.iter().any(|d| d.kind.is_syntax_error());
    parsed.record.filter(|_| !is_broken)
}

/// Where the terms begin. Notes what is wrong with the version section; `None` where there is none.
fn version_end(text: &str, notes: &mut Notes) -> Option<usize> {
    let strict = text
        .get(..VERSION.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(VERSION));
    if strict && matches!(text.as_bytes().get(VERSION.len()), None | Some(b' ')) {
        return Some(VERSION.len());
    }
    let end = meant_version_end(text);
    let span = Span::new(0, end.unwrap_or(text.len().min(VERSION.len())));
    let span = Span::new(span.start, floor_boundary(text, span.end));
    notes.add(span, Defect::VersionNotFirst);
    end
}

fn floor_boundary(text: &str, at: usize) -> usize {
    (0..=at)
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0)
}

/// The end of something that was meant as `v=spf1`: blanks or quotes in front of it, blanks around
/// the equals sign, `spf1` alone, or a delimiter behind it.
fn meant_version_end(text: &str) -> Option<usize> {
    let is_junk = |c: char| c.is_whitespace() || is_blank(c) || is_quote(c);
    let rest = text.trim_start_matches(is_junk);
    let rest = match rest.strip_prefix(['v', 'V']) {
        Some(after) => after.trim_start_matches([' ', '=', ':', '\t']),
        None => rest,
    };
    let start = text.len() - rest.len();
    let name = rest.get(..3)?;
    // Letters swapped in a hurry.
    if !["spf", "sfp", "psf"]
        .iter()
        .any(|n| name.eq_ignore_ascii_case(n))
    {
        return None;
    }
    let after = rest[3..].trim_start_matches('=');
    let after = match after.strip_prefix('1') {
        Some(after) => after,
        // Without `v` in front the digit has to tell that this is not a text about SPF.
        None if start == 0 => return None,
        None => after,
    };
    // `spf2.0/pra` is Sender ID and none of our business.
    if after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let after = after.trim_start_matches(['.', ',', ';', ':']);
    Some(text.len() - after.len())
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '\\' | '\u{201c}' | '\u{201d}' | '\u{201e}')
}

/// A blank that is not SP: control blanks, NBSP, zero-width characters, a byte order mark.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        '\t' | '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{feff}' | '\u{200b}'
    ) || (c.is_whitespace() && c != ' ')
}

/// The terms behind the version section. §12: only SP separates them.
fn terms(text: &str, start: usize, notes: &mut Notes) -> Vec<Placed> {
    // No more terms than spaces; a piece that holds several is rare.
    let spaces = text[start..].bytes().filter(|b| *b == b' ').count();
    let mut terms = Vec::with_capacity(spaces);
    let mut pieces = pieces(text, start).peekable();
    // Most records are visible ASCII and spaces: then there is nothing to look for inside the
    // pieces.
    let is_plain = text[start..]
        .bytes()
        .all(|b| (b' '..=b'~').contains(&b) && b != b',' && b != b';');
    while let Some(piece) = pieces.next() {
        if let Some(next) = pieces.peek()
            && let Some(placed) = joined(text, piece, *next, notes)
        {
            terms.push(placed);
            pieces.next();
            continue;
        }
        if is_plain {
            let term = term::read(&text[piece.start..piece.end], piece.start, notes);
            terms.extend(term.map(|term| Placed { span: piece, term }));
        } else {
            blank_separated(text, piece, notes, &mut terms);
        }
    }
    terms
}

/// The stretches between spaces.
fn pieces(text: &str, start: usize) -> impl Iterator<Item = Span> {
    let mut at = start;
    text[start..]
        .split(' ')
        .map(move |piece| {
            let span = Span::new(at, at + piece.len());
            at += piece.len() + 1;
            span
        })
        .filter(|span| span.start < span.end)
}

/// Two pieces that a space has torn apart: `ip4: 192.0.2.1`, `include :x.example`, `- all`.
fn joined(text: &str, piece: Span, next: Span, notes: &mut Notes) -> Option<Placed> {
    let (left, right) = (&text[piece.start..piece.end], &text[next.start..next.end]);
    let torn = left.ends_with([':', '='])
        || right.starts_with([':', '=', '/'])
        || matches!(left, "-" | "~" | "?" | "+");
    if !torn || term::is_term(left) {
        return None;
    }
    let meant = format!("{left}{right}");
    let term = term::read(&meant, piece.start, &mut Notes::default())?;
    let span = Span::new(piece.start, next.end);
    notes.add(span, Defect::SpaceInTerm { meant });
    Some(Placed { span, term })
}

/// A piece between spaces, cut at other blanks.
fn blank_separated(text: &str, piece: Span, notes: &mut Notes, terms: &mut Vec<Placed>) {
    let mut rest = piece;
    while let Some(at) = text[rest.start..rest.end].find(is_blank) {
        let blank_start = rest.start + at;
        let behind = text[blank_start..rest.end].trim_start_matches(is_blank);
        let blank_end = rest.end - behind.len();
        notes.add(Span::new(blank_start, blank_end), Defect::WhiteSpace);
        punctuated(text, Span::new(rest.start, blank_start), notes, terms);
        rest = Span::new(blank_end, rest.end);
    }
    punctuated(text, rest, notes, terms);
}

/// A piece that holds one term, or several with commas or semicolons between them.
fn punctuated(text: &str, piece: Span, notes: &mut Notes, terms: &mut Vec<Placed>) {
    let text_of = &text[piece.start..piece.end];
    if text_of.is_empty() {
        return;
    }
    let mut own = Notes::default();
    let term = read(text, piece, &mut own);
    if term.is_none() && text_of.contains([',', ';']) {
        let mut at = piece.start;
        for part in text_of.split_inclusive([',', ';']) {
            let bare = part.trim_end_matches([',', ';']);
            let end = at + bare.len();
            if part.len() > bare.len() {
                notes.add(Span::new(end, end + 1), Defect::Separator);
            }
            if !bare.is_empty() {
                terms.extend(read(text, Span::new(at, end), notes));
            }
            at += part.len();
        }
        return;
    }
    terms.extend(term);
    let hidden = hidden_terms(text_of, piece.start);
    if hidden.is_empty() {
        notes.extend(own);
    } else {
        notes.extend(hidden);
    }
}

fn read(text: &str, span: Span, notes: &mut Notes) -> Option<Placed> {
    let piece = &text[span.start..span.end];
    if !piece.is_ascii() {
        let meant = in_ascii(piece).filter(|meant| term::is_term(meant));
        notes.add(span, Defect::NonAscii { meant });
        return None;
    }
    if let Some(at) = piece.find(|c: char| c.is_ascii_control()) {
        let at = span.start + at;
        notes.add(Span::new(at, at + 1), Defect::Control);
        return None;
    }
    let term = term::read(piece, span.start, notes)?;
    Some(Placed { span, term })
}

/// The piece with typographic hyphens and quotes put back, and names as A-labels.
fn in_ascii(piece: &str) -> Option<String> {
    let plain: String = piece
        .chars()
        .filter(|c| !is_quote(*c))
        .map(|c| match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{223c}' | '\u{2dc}' => '~',
            '\u{ff1a}' => ':',
            other => other,
        })
        .collect();
    if plain.is_ascii() {
        return Some(plain);
    }
    // §4.3: 'Internationalized domain names MUST be encoded as A-labels'.
    let (name, domain) = plain.split_once([':', '='])?;
    let sign = plain.get(name.len()..=name.len())?;
    let domain = crate::name::DomainName::parse(domain).ok()?;
    Some(format!("{name}{sign}{domain}"))
}

/// `include:a.example,include:b.example` is one name by the grammar.
fn hidden_terms(piece: &str, at: usize) -> Notes {
    let mut notes = Notes::default();
    for (comma, _) in piece.match_indices([',', ';']) {
        let behind = piece[comma + 1..].split([',', ';']).next().unwrap_or("");
        let is_mechanism = behind.starts_with(['-', '~', '?', '+'])
            || behind
                .split(':')
                .next()
                .is_some_and(super::typo::is_mechanism);
        if is_mechanism && term::is_term(behind) {
            let span = Span::new(at + comma, at + comma + 1);
            notes.add(span, Defect::SeparatorInName);
        }
    }
    notes
}

/// §6: 'These two modifiers MUST NOT appear in a record more than once each.'
fn note_repeated(record: &Record, notes: &mut Notes) {
    let (mut redirects, mut explanations) = (0, 0);
    for placed in &record.terms {
        let (count, name) = match &placed.term {
            Term::Redirect(_) => (&mut redirects, "redirect"),
            Term::Explanation(_) => (&mut explanations, "exp"),
            Term::Directive(_) | Term::Unknown { .. } => continue,
        };
        *count += 1;
        if *count > 1 {
            notes.add(placed.span, Defect::ModifierRepeated { name });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The readable terms, and the defects with the text under their spans.
    fn read_back(text: &str) -> (String, Vec<(String, Defect)>) {
        let parsed = parse(text);
        let record = parsed.record.map_or(String::new(), |r| r.to_string());
        let under = |span: Span| text[span.start..span.end].to_string();
        let defects = parsed.defects.into_iter();
        (record, defects.map(|d| (under(d.span), d.kind)).collect())
    }

    fn is_fine(text: &str, displayed: &str) {
        let (record, defects) = read_back(text);
        assert_eq!((record.as_str(), defects), (displayed, vec![]), "{text}");
    }

    #[test]
    fn records() {
        is_fine("v=spf1", "v=spf1");
        is_fine("V=SPF1  +A MX/24//64   -ALL  ", "v=spf1 a mx/24//64 -all");
        is_fine(
            "v=spf1 ip4:192.0.2.0/24 ip6:2001:DB8::/32 a:m.example.com/28 ptr ~all",
            "v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 a:m.example.com/28 ptr ~all",
        );
        is_fine(
            "v=spf1 exists:%{ir}.%{v}._spf.%{d2} redirect=_spf.%{d} exp=e.%{d} x-y.z=a:b/c",
            "v=spf1 exists:%{ir}.%{v}._spf.%{d2} redirect=_spf.%{d} exp=e.%{d} x-y.z=a:b/c",
        );
    }

    #[test]
    fn a_record_is_there_in_spite_of_defects() {
        let (record, defects) = read_back("v=spf1 ip:192.0.2.1 inlcude:x.example -all");
        assert_eq!(record, "v=spf1 -all");
        let unknown = |name: &str, meant: &str| Defect::UnknownMechanism {
            name: name.to_string(),
            meant: Some(meant.to_string()),
        };
        assert_eq!(
            defects,
            [
                ("ip:192.0.2.1".into(), unknown("ip", "ip4:192.0.2.1")),
                (
                    "inlcude:x.example".into(),
                    unknown("inlcude", "include:x.example")
                ),
            ]
        );
    }

    #[test]
    fn separators() {
        let (record, defects) = read_back("v=spf1 a,mx;ip4:192.0.2.1, -all;");
        assert_eq!(record, "v=spf1 a mx ip4:192.0.2.1 -all");
        let commas: Vec<&str> = defects.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(commas, [",", ";", ",", ";"]);
        assert!(defects.iter().all(|(_, kind)| *kind == Defect::Separator));
        let (_, defects) = read_back("v=spf1 include:a.example,include:b.example -all");
        assert_eq!(defects, [(",".into(), Defect::SeparatorInName)]);
    }

    #[test]
    fn blanks() {
        let (record, defects) = read_back("v=spf1 a\tmx\u{a0}-all\r\n");
        assert_eq!(record, "v=spf1 a mx -all");
        assert_eq!(defects.len(), 3);
        assert!(defects.iter().all(|(_, kind)| *kind == Defect::WhiteSpace));
    }

    #[test]
    fn torn_terms() {
        let (record, defects) = read_back("v=spf1 ip4: 192.0.2.1 include :x.example - all");
        assert_eq!(record, "v=spf1 ip4:192.0.2.1 include:x.example -all");
        assert_eq!(defects.len(), 3);
        // An empty value is one: the terms stay apart.
        is_fine("v=spf1 x= -all", "v=spf1 x= -all");
    }

    #[test]
    fn the_version_section() {
        for (text, at_fault) in [
            (" v=spf1 -all", " v=spf1"),
            ("\"v=spf1 -all", "\"v=spf1"),
            ("\u{feff}v=spf1 -all", "\u{feff}v=spf1"),
            ("v =spf1 -all", "v =spf1"),
            ("spf1 -all", "spf1"),
            ("v=spf1; -all", "v=spf1;"),
            ("v=spf -all", "v=spf"),
            ("v=sfp1 -all", "v=sfp1"),
        ] {
            let (record, defects) = read_back(text);
            assert_eq!(record, "v=spf1 -all", "{text}");
            assert_eq!(defects, [(at_fault.to_string(), Defect::VersionNotFirst)]);
        }
        for text in [
            "",
            "hello",
            "v=DMARC1; p=none",
            "spf2.0/pra -all",
            "v=spf10",
            "ünicode",
        ] {
            let parsed = parse(text);
            assert_eq!(parsed.record, None, "{text}");
            assert_eq!(parsed.defects[0].kind, Defect::VersionNotFirst);
        }
    }

    #[test]
    fn outside_ascii() {
        let (record, defects) = read_back("v=spf1 a:bücher.example \u{2013}all");
        assert_eq!(record, "v=spf1");
        let meant: Vec<Option<String>> = defects
            .into_iter()
            .map(|(_, kind)| match kind {
                Defect::NonAscii { meant } => meant,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            meant,
            [Some("a:xn--bcher-kva.example".into()), Some("-all".into())]
        );
    }

    #[test]
    fn modifiers_twice() {
        let (_, defects) = read_back("v=spf1 redirect=a.example exp=b.example redirect=a.example");
        let twice = Defect::ModifierRepeated { name: "redirect" };
        assert_eq!(defects, [("redirect=a.example".into(), twice)]);
    }

    #[test]
    fn a_text_no_dns_record_holds() {
        assert_eq!(
            parse(&"v=spf1 ".repeat(20_000)).defects[0].kind,
            Defect::TooLong
        );
    }
}
