//! The presentation form of TXT (RFC 1035 §5.1), as providers' interfaces and forms take and give it.
//!
//! A value is a list of character-strings of up to 255 octets each. In text they stand in quotes,
//! `\"` and `\\` for those octets and `\DDD` for any other; providers differ in whether they want
//! the quotes, whether they store them, and where they split. [`read_txt`] reads each such spelling,
//! [`write_quoted`] writes the one form that every reader of master files understands.

use std::fmt;

use protocols::answers::TxtRecord;
use protocols::limits::CHARACTER_STRING_OCTETS_MAX;

/// How a TXT value was spelt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// As character-strings in quotes.
    Quoted,
    /// As the value itself, where nothing is an escape.
    Raw,
}

/// Why a text is not character-strings in quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresentationFault {
    /// The octet of the text at which it shows.
    pub at: usize,
    /// What it is.
    pub kind: PresentationFaultKind,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresentationFaultKind {
    /// There is no string at all.
    Empty,
    /// Something stands outside of quotes.
    OutsideQuotes,
    /// A quote is not closed.
    OpenQuote,
    /// A backslash at the end, or three digits above 255, or less than three digits.
    BadEscape,
}

impl fmt::Display for PresentationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            PresentationFaultKind::Empty => "no string",
            PresentationFaultKind::OutsideQuotes => "text outside of quotes",
            PresentationFaultKind::OpenQuote => "a quote that is not closed",
            PresentationFaultKind::BadEscape => "a backslash that escapes nothing",
        };
        write!(f, "{what} at octet {}", self.at)
    }
}

impl std::error::Error for PresentationFault {}

/// Reads a value in whichever spelling it is.
///
/// What is nothing but character-strings in quotes is read as these. Everything else is the value
/// itself, octet for octet: where `ms="a" b` or `v=DKIM1\; p=` is stored, some providers serve
/// exactly that, and taking quotes or backslashes out of it would make another value of it.
pub fn read_txt(text: &str) -> (TxtRecord, Spelling) {
    match read_quoted(text) {
        Ok(record) => (record, Spelling::Quoted),
        Err(_) => (split(text.as_bytes()), Spelling::Raw),
    }
}

/// Reads character-strings in quotes with white space, or nothing, between them. A string of more
/// than 255 octets, which some providers store, is split as their servers do.
///
/// # Errors
/// Where anything stands outside of quotes, or a quote or an escape is incomplete.
pub fn read_quoted(text: &str) -> Result<TxtRecord, PresentationFault> {
    let octets = text.as_bytes();
    let fault = |at, kind| Err(PresentationFault { at, kind });
    let mut strings = Vec::new();
    let mut at = 0;
    loop {
        while octets.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        match octets.get(at) {
            None if strings.is_empty() => return fault(at, PresentationFaultKind::Empty),
            None => return Ok(TxtRecord { strings }),
            Some(b'"') => {
                let (string, end) = read_string(octets, at + 1)?;
                strings.extend(split(&string).strings);
                at = end;
            }
            Some(_) => return fault(at, PresentationFaultKind::OutsideQuotes),
        }
    }
}

/// One string from after its opening quote, and the place after its closing quote.
fn read_string(octets: &[u8], start: usize) -> Result<(Vec<u8>, usize), PresentationFault> {
    let mut string = Vec::new();
    let mut at = start;
    loop {
        match octets.get(at) {
            None => {
                let kind = PresentationFaultKind::OpenQuote;
                return Err(PresentationFault { at: start, kind });
            }
            Some(b'"') => return Ok((string, at + 1)),
            Some(b'\\') => {
                let (octet, length) = read_escape(&octets[at..]).ok_or(PresentationFault {
                    at,
                    kind: PresentationFaultKind::BadEscape,
                })?;
                string.push(octet);
                at += length;
            }
            Some(octet) => {
                string.push(*octet);
                at += 1;
            }
        }
    }
}

/// RFC 1035 §5.1: '\X where X is any character other than a digit' and '\DDD where each D is a digit
/// is the octet corresponding to the decimal number'.
fn read_escape(octets: &[u8]) -> Option<(u8, usize)> {
    match octets.get(1)? {
        digit if digit.is_ascii_digit() => {
            let digits = octets.get(1..4)?;
            if !digits.iter().all(u8::is_ascii_digit) {
                return None;
            }
            let value = digits
                .iter()
                .fold(0_u16, |value, digit| value * 10 + u16::from(digit - b'0'));
            Some((u8::try_from(value).ok()?, 4))
        }
        octet => Some((*octet, 2)),
    }
}

/// Writes the strings in quotes with a space between them; `""` where there is none. Printable ASCII
/// stands for itself, every other octet as `\DDD`.
pub fn write_quoted(record: &TxtRecord) -> String {
    let strings: Vec<String> = record
        .strings
        .iter()
        .flat_map(|string| split(string).strings)
        .map(|string| quoted(&string))
        .collect();
    if strings.is_empty() {
        return "\"\"".to_owned();
    }
    strings.join(" ")
}

fn quoted(string: &[u8]) -> String {
    let mut out = String::with_capacity(string.len() + 2);
    out.push('"');
    for octet in string {
        match octet {
            b'"' | b'\\' => out.extend(['\\', char::from(*octet)]),
            b' '..=b'~' => out.push(char::from(*octet)),
            _ => out.push_str(&format!("\\{octet:03}")),
        }
    }
    out.push('"');
    out
}

/// The value as strings of 255 octets; an empty one is one empty string.
fn split(value: &[u8]) -> TxtRecord {
    if value.is_empty() {
        return TxtRecord {
            strings: vec![Vec::new()],
        };
    }
    TxtRecord {
        strings: value
            .chunks(CHARACTER_STRING_OCTETS_MAX)
            .map(<[u8]>::to_vec)
            .collect(),
    }
}

/// The first octet of a value that providers' interfaces are known to change: a quote or a backslash
/// (escaped twice, or not at all), a control character, one beyond ASCII (sent on as another
/// encoding), a space at either end (cut). `None` where the value comes through everywhere.
pub fn endangered_octet(value: &[u8]) -> Option<u8> {
    let ends = [value.first(), value.last()];
    if let Some(space) = ends.into_iter().flatten().find(|octet| **octet == b' ') {
        return Some(*space);
    }
    value
        .iter()
        .copied()
        .find(|octet| !matches!(octet, b' '..=b'~') || matches!(octet, b'"' | b'\\'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &[&[u8]]) {
        let read = read_quoted(text).map(|record| record.strings);
        let expect: Vec<Vec<u8>> = expect.iter().map(|string| string.to_vec()).collect();
        assert_eq!(read, Ok(expect), "{text}");
    }

    #[track_caller]
    fn check_raw(text: &str) {
        let (record, spelling) = read_txt(text);
        assert_eq!(spelling, Spelling::Raw, "{text}");
        assert_eq!(record.joined(), text.as_bytes());
    }

    #[test]
    fn strings_in_quotes() {
        check(r#""v=spf1 -all""#, &[b"v=spf1 -all"]);
        check(r#"  "a" "b"	"c" "#, &[b"a", b"b", b"c"]);
        check(r#""a""b""#, &[b"a", b"b"]);
        check(r#""""#, &[b""]);
        check(r#""v=DKIM1; p=\"\\""#, &[br#"v=DKIM1; p="\"#]);
        check(r#""a\195\188\;""#, &["aü;".as_bytes()]);
        check("\"ü\"", &["ü".as_bytes()]);
    }

    #[test]
    fn a_long_string_is_split_as_servers_do() {
        for length in [254, 255, 256, 400, 510, 511, 800] {
            let value = "x".repeat(length);
            let record = read_quoted(&format!("\"{value}\"")).unwrap();
            assert_eq!(record, TxtRecord::of(&value), "{length}");
            assert_eq!(record.joined(), value.as_bytes());
            assert_eq!(read_quoted(&write_quoted(&record)), Ok(record));
        }
    }

    #[test]
    fn anything_else_is_the_value_itself() {
        check_raw("v=spf1 include:_spf.example.net -all");
        check_raw(r#"ms="ABC" tail"#);
        check_raw(r#""ABC" tail"#);
        check_raw(r#""never closed"#);
        check_raw(r"v=DKIM1\; p=abc");
        check_raw(r#""a\25""#);
        check_raw(r#""a\256""#);
        check_raw("");
    }

    #[test]
    fn where_it_goes_wrong() {
        let fault = |text| read_quoted(text).map_err(|fault| (fault.at, fault.kind));
        assert_eq!(fault(" "), Err((1, PresentationFaultKind::Empty)));
        assert_eq!(
            fault("\"a\" b"),
            Err((4, PresentationFaultKind::OutsideQuotes))
        );
        assert_eq!(fault("\"a"), Err((1, PresentationFaultKind::OpenQuote)));
        assert_eq!(fault("\"a\\"), Err((2, PresentationFaultKind::BadEscape)));
        assert_eq!(
            fault("\"\\999\""),
            Err((1, PresentationFaultKind::BadEscape))
        );
    }

    #[test]
    fn what_interfaces_are_known_to_change() {
        for safe in ["", "v=DKIM1; k=rsa; p=MIG+/=", "a  b", "100%"] {
            assert_eq!(endangered_octet(safe.as_bytes()), None, "{safe}");
        }
        for (value, octet) in [
            ("a\"b", b'"'),
            ("a\\;", b'\\'),
            ("grün", 0xC3),
            (" a", b' '),
            ("a ", b' '),
            ("a\r\nb", b'\r'),
        ] {
            assert_eq!(endangered_octet(value.as_bytes()), Some(octet), "{value}");
        }
    }

    fn any_strings() -> impl Strategy<Value = Vec<Vec<u8>>> {
        let string = proptest::collection::vec(any::<u8>(), 0..=CHARACTER_STRING_OCTETS_MAX);
        proptest::collection::vec(string, 1..5)
    }

    proptest! {
        #[test]
        fn written_reads_back(strings in any_strings()) {
            let record = TxtRecord { strings };
            let text = write_quoted(&record);
            prop_assert!(text.bytes().all(|octet| matches!(octet, b' '..=b'~')));
            prop_assert_eq!(read_txt(&text), (record, Spelling::Quoted));
        }

        #[test]
        fn any_text_is_read_and_keeps_its_meaning(text in "[\"\\\\ a0-9;ü\\pC]{0,40}") {
            let (record, spelling) = read_txt(&text);
            prop_assert!(record.strings.iter().all(|s| s.len() <= CHARACTER_STRING_OCTETS_MAX));
            if spelling == Spelling::Raw {
                prop_assert_eq!(record.joined(), text.as_bytes());
            }
            let again = read_quoted(&write_quoted(&record));
            prop_assert_eq!(again.map(|r| r.joined()), Ok(record.joined()));
        }
    }
}
