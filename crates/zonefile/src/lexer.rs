//! The words of a master file: RFC 1035 §5.1 with its quotes, parentheses, comments and escapes.

use crate::error::ZoneFault;

/// One word, escapes not yet resolved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// The text between the quotes, or the bare word.
    pub(crate) text: &'a str,
    /// The line it starts on, counted from 1.
    pub(crate) line: usize,
    /// Whether it stood in quotes: a quoted word is never a mnemonic, `@` or a name.
    pub(crate) quoted: bool,
}

/// One entry: the words of a line, or of several within parentheses.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Entry<'a> {
    /// Never empty.
    pub(crate) words: Vec<Word<'a>>,
    /// Whether the line starts with a blank, which repeats the last owner.
    pub(crate) starts_blank: bool,
}

/// A fault and its line.
pub(crate) type Fault = (usize, ZoneFault);

/// Reads the entries of a text one after the other.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(text: &'a str) -> Lexer<'a> {
        // A byte order mark is what some editors put in front of UTF-8.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Lexer {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The next entry that has a word; `None` at the end.
    pub(crate) fn next_entry(&mut self) -> Result<Option<Entry<'a>>, Fault> {
        while self.at < self.text.len() {
            let starts_blank = matches!(self.peek(), Some(b' ' | b'\t'));
            let words = self.words()?;
            if !words.is_empty() {
                return Ok(Some(Entry {
                    words,
                    starts_blank,
                }));
            }
        }
        Ok(None)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn words(&mut self) -> Result<Vec<Word<'a>>, Fault> {
        let mut words = Vec::new();
        let mut opened_at = None;
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    if opened_at.is_none() {
                        return Ok(words);
                    }
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                b';' => self.skip_comment(),
                b'(' if opened_at.is_none() => {
                    self.at += 1;
                    opened_at = Some(self.line);
                }
                b')' if opened_at.is_some() => {
                    self.at += 1;
                    opened_at = None;
                }
                b'(' | b')' => return Err((self.line, ZoneFault::StrayParenthesis)),
                b'"' => words.push(self.quoted()?),
                _ => words.push(self.bare()?),
            }
        }
        match opened_at {
            Some(line) => Err((line, ZoneFault::OpenParenthesis)),
            None => Ok(words),
        }
    }

    fn skip_comment(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').unwrap_or(rest.len());
    }

    fn quoted(&mut self) -> Result<Word<'a>, Fault> {
        let start = self.at + 1;
        self.at = start;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.skip_escape()?,
                // RFC 1035 §5.1 would let a string go over the end of a line; servers refuse it,
                // and the usual cause is a forgotten quote.
                None | Some(b'\n') => return Err((self.line, ZoneFault::OpenQuote)),
                Some(_) => self.at += 1,
            }
        }
        let text = &self.text[start..self.at];
        self.at += 1;
        Ok(Word {
            text,
            line: self.line,
            quoted: true,
        })
    }

    fn bare(&mut self) -> Result<Word<'a>, Fault> {
        let start = self.at;
        loop {
            match self.peek() {
                None | Some(b' ' | b'\t' | b'\r' | b'\n' | b';' | b'(' | b')' | b'"') => break,
                Some(b'\\') => self.skip_escape()?,
                Some(_) => self.at += 1,
            }
        }
        let text = &self.text[start..self.at];
        Ok(Word {
            text,
            line: self.line,
            quoted: false,
        })
    }

    /// Steps over a backslash and the character after it.
    fn skip_escape(&mut self) -> Result<(), Fault> {
        let next = self.text[self.at + 1..].chars().next();
        match next {
            None | Some('\n' | '\r') => Err((self.line, ZoneFault::BadEscape)),
            Some(c) => {
                self.at += 1 + c.len_utf8();
                Ok(())
            }
        }
    }
}

impl Word<'_> {
    /// The octets of the word with its escapes resolved (RFC 1035 §5.1: `\X` and `\DDD`).
    pub(crate) fn octets(&self) -> Result<Vec<u8>, ZoneFault> {
        let bytes = self.text.as_bytes();
        let mut octets = Vec::with_capacity(bytes.len());
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            if byte != b'\\' {
                octets.push(byte);
                at += 1;
                continue;
            }
            let escaped = *bytes.get(at + 1).ok_or(ZoneFault::BadEscape)?;
            if escaped.is_ascii_digit() {
                let digits = bytes.get(at + 1..at + 4).ok_or(ZoneFault::BadEscape)?;
                let text = std::str::from_utf8(digits).map_err(|_| ZoneFault::BadEscape)?;
                octets.push(decimal(text).ok_or(ZoneFault::BadEscape)?);
                at += 4;
            } else {
                octets.push(escaped);
                at += 2;
            }
        }
        Ok(octets)
    }
}

/// A number of digits only; `parse` alone would take a sign.
pub(crate) fn decimal<T: std::str::FromStr>(text: &str) -> Option<T> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Vec<String>> {
        let mut lexer = Lexer::new(text);
        let mut entries = Vec::new();
        while let Some(entry) = lexer.next_entry().unwrap() {
            entries.push(entry.words.iter().map(|w| w.text.to_owned()).collect());
        }
        entries
    }

    #[test]
    fn semicolons_in_quotes_and_parentheses() {
        assert_eq!(
            words("k TXT ( \"v=DKIM1; k=rsa; \" ; first\n  \"p=AB\" )\nx A 1.2.3.4 ; tail"),
            vec![
                vec!["k", "TXT", "v=DKIM1; k=rsa; ", "p=AB"],
                vec!["x", "A", "1.2.3.4"]
            ]
        );
        assert_eq!(
            words("a TXT \"x\"\"y\"\r\n\r\n"),
            vec![vec!["a", "TXT", "x", "y"]]
        );
        assert_eq!(
            words("a TXT \"x \\\" y\""),
            vec![vec!["a", "TXT", "x \\\" y"]]
        );
    }

    #[test]
    fn faults_have_their_line() {
        let fault = |text| Lexer::new(text).next_entry().unwrap_err();
        assert_eq!(fault("\n\na TXT \"open\n\""), (3, ZoneFault::OpenQuote));
        assert_eq!(fault("a (\n\n"), (1, ZoneFault::OpenParenthesis));
        assert_eq!(fault("a )"), (1, ZoneFault::StrayParenthesis));
        assert_eq!(fault("a \\\n"), (1, ZoneFault::BadEscape));
    }

    #[test]
    fn escapes() {
        let octets = |text| {
            Word {
                text,
                line: 1,
                quoted: true,
            }
            .octets()
        };
        assert_eq!(octets("a\\;b\\032\\255\\\\"), Ok(b"a;b \xff\\".to_vec()));
        assert_eq!(octets("\\256"), Err(ZoneFault::BadEscape));
        assert_eq!(octets("\\12"), Err(ZoneFault::BadEscape));
        assert_eq!(octets("\\1é"), Err(ZoneFault::BadEscape));
    }
}
