//! Takes out of a finished line what looks like a credential. Nothing should ever be found here;
//! whoever adds a log line with somebody else's error in it does not know what that error repeats.

use std::borrow::Cow;

/// What stands in place of it.
const STRUCK: &str = "[struck]";

/// Names whose value is a credential, where `=` or `:` follows. Those of header fields take the rest
/// of the line, since their values have spaces.
const NAMES: [(&str, Extent); 12] = [
    ("authorization", Extent::Rest),
    ("cookie", Extent::Rest),
    ("password", Extent::Word),
    ("passphrase", Extent::Word),
    ("secret", Extent::Word),
    ("token", Extent::Word),
    ("api-key", Extent::Word),
    ("api_key", Extent::Word),
    ("apikey", Extent::Word),
    ("private-key", Extent::Word),
    ("private_key", Extent::Word),
    // What a line of the master key's file begins with.
    ("mailseal-master-key-1", Extent::Word),
];

/// What the first line of a private key in PEM ends with.
const KEY_LABEL_END: &str = "private key-----";

/// Octets of what stands before that: `ENCRYPTED `, `RSA `, `EC `.
const KEY_KIND_OCTETS_MAX: usize = 16;

/// How far a credential goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// To the end of the word or of the quoted text.
    Word,
    /// To the end of the quoted text, or of the line.
    Rest,
}

/// The line without them.
pub(super) fn struck(line: &str) -> Cow<'_, str> {
    // Names are ASCII, so each place in one is the same place in the other.
    let lower = line.to_ascii_lowercase();
    let mut out = String::new();
    let mut done = 0;
    while let Some(found) = next(&lower, done) {
        out.push_str(&line[done..found.start]);
        out.push_str(STRUCK);
        done = found.end;
    }
    match done {
        0 => Cow::Borrowed(line),
        _ => Cow::Owned(out + &line[done..]),
    }
}

/// The next credential in a line of small letters.
fn next(line: &str, from: usize) -> Option<std::ops::Range<usize>> {
    let named = NAMES.iter().filter_map(|(name, extent)| {
        let places = line[from..].match_indices(name);
        let mut values = places.filter_map(|(at, _)| value(line, from + at + name.len(), *extent));
        values.next()
    });
    let bearer = line[from..].match_indices("bearer ").map(|(at, name)| {
        let start = from + at + name.len();
        start..end(line, start, Quote::None, Extent::Word)
    });
    let armour = line[from..]
        .match_indices("-----begin ")
        .filter_map(|(at, name)| {
            let head = from + at + name.len();
            let label = line[head..].find(KEY_LABEL_END)?;
            // Between them is the kind of key; were it more, the label would be another block's.
            let start = head + label + KEY_LABEL_END.len();
            let ends = line[start..].find("-----end").map(|end| start + end);
            (label <= KEY_KIND_OCTETS_MAX).then(|| start..ends.unwrap_or(line.len()))
        });
    let all = named.chain(bearer).chain(armour);
    all.filter(|found| !found.is_empty())
        .min_by_key(|found| found.start)
}

/// How a value is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    /// Not at all.
    None,
    /// `"` or `'`, before which a backslash takes the meaning away.
    Plain(char),
    /// `\"`, as within a text that is quoted itself.
    Escaped,
}

/// The value of a name that ends here, if it is one; its quotes are no part of it.
fn value(line: &str, name_end: usize, extent: Extent) -> Option<std::ops::Range<usize>> {
    let bare = line[name_end..].trim_start_matches(['"', '\\', '\'']);
    let value = bare.trim_start().strip_prefix(['=', ':'])?.trim_start();
    let value = unwrapped(value);
    let start = line.len() - value.len();
    let (quote, octets) = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => (Quote::Plain(quote), 1),
        Some('\\') if value.starts_with("\\\"") => (Quote::Escaped, 2),
        Some(_) | None => (Quote::None, 0),
    };
    let start = start + octets;
    Some(start..end(line, start, quote, extent))
}

/// What is within `Some(…)` and the like, as `Debug` writes it.
fn unwrapped(value: &str) -> &str {
    match value.split_once('(') {
        Some((name, inner)) if name.chars().all(|c| c.is_ascii_alphanumeric()) => unwrapped(inner),
        Some(_) | None => value,
    }
}

/// Where a value that starts here ends.
fn end(line: &str, start: usize, quote: Quote, extent: Extent) -> usize {
    let value = &line[start..];
    let stop = match (quote, extent) {
        (Quote::Plain(quote), _) => unescaped(value, quote),
        (Quote::Escaped, _) => value.find("\\\""),
        (Quote::None, Extent::Rest) => unescaped(value, '"'),
        (Quote::None, Extent::Word) => value.find(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | '&' | '"' | '\'' | '\\' | '}' | ')')
        }),
    };
    stop.map_or(line.len(), |stop| start + stop)
}

/// The first of this quote that no backslash precedes.
fn unescaped(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::struck;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(struck(line), expected);
    }

    #[test]
    fn credentials_of_every_form() {
        check("Authorization: Basic aGk6aG8= x", "Authorization: [struck]");
        check(
            r#"{"authorization":"Bearer abc","route":"/"}"#,
            r#"{"authorization":"[struck]","route":"/"}"#,
        );
        check("Set-Cookie: a=b; Path=/", "Set-Cookie: [struck]");
        check("password=hunter2 next=1", "password=[struck] next=1");
        check("Token = 'a b' x", "Token = '[struck]' x");
        check(r#"secret="a\"b" x"#, r#"secret="[struck]" x"#);
        check(
            r#"{"message":"got {\"secret\":\"a b\"}"}"#,
            r#"{"message":"got {\"secret\":\"[struck]\"}"}"#,
        );
        check(
            r#"{"message":"cookie: a=b; c=d","x":1}"#,
            r#"{"message":"cookie: [struck]","x":1}"#,
        );
        check(
            r#"token: Some(String("a b")) x"#,
            r#"token: Some(String("[struck]")) x"#,
        );
        check("token: Some(5) x", "token: Some([struck]) x");
        check("GET /x?token=abc&y=1", "GET /x?token=[struck]&y=1");
        check("bearer abc, bearer def", "bearer [struck], bearer [struck]");
        check(
            "k -----BEGIN PRIVATE KEY-----MIIE -----END PRIVATE KEY----- b",
            "k -----BEGIN PRIVATE KEY-----[struck]-----END PRIVATE KEY----- b",
        );
        check(
            "mailseal-master-key-1:AAAA=",
            "mailseal-master-key-1:[struck]",
        );
        check("ä password: ü, token=", "ä password: [struck], token=");
    }

    #[test]
    fn what_is_none_stays() {
        for line in [
            "",
            "the token has expired",
            "tokens=5 bucket=7",
            "a cookie was refused",
            "password",
        ] {
            check(line, line);
        }
    }
}
