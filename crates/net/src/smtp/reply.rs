//! SMTP replies (RFC 5321 §4.2) from octets as they come.

use protocols::limits::{SMTP_REPLY_LINES_MAX, SMTP_REPLY_OCTETS_MAX};

/// One reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reply {
    /// Three digits.
    pub(crate) code: u16,
    /// The texts of its lines, at least one, without the codes.
    pub(crate) lines: Vec<String>,
}

/// Octets that are no reply, or one beyond the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoReply;

/// Gathers one reply after the other.
#[derive(Debug, Default)]
pub(crate) struct ReplyReader {
    octets: Vec<u8>,
    /// Where the next line starts in `octets`.
    line_start: usize,
    code: Option<u16>,
    lines: Vec<String>,
}

impl Reply {
    /// The reply as one text, to be shown: `550 no service`.
    pub(crate) fn text(&self) -> String {
        format!("{} {}", self.code, self.lines.join(" "))
    }

    /// Whether the code's first digit is 2 (RFC 5321 §4.2.1).
    pub(crate) fn is_positive(&self) -> bool {
        self.code / 100 == 2
    }
}

impl ReplyReader {
    /// Adds octets; call `next` afterwards.
    pub(crate) fn push(&mut self, octets: &[u8]) {
        self.octets.extend_from_slice(octets);
    }

    /// The next whole reply; `None` when more octets are needed.
    pub(crate) fn next(&mut self) -> Result<Option<Reply>, NoReply> {
        while let Some(length) = self.octets[self.line_start..]
            .iter()
            .position(|b| *b == b'\n')
        {
            let end = self.line_start + length;
            let line = &self.octets[self.line_start..end];
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let (code, is_last, text) = line_of(line)?;
            // RFC 5321 §4.2.1: 'the reply code on each of the lines … the same'.
            if self.code.is_some_and(|first| first != code) {
                return Err(NoReply);
            }
            self.code = Some(code);
            self.lines.push(text);
            self.line_start = end + 1;
            if is_last {
                return Ok(Some(self.take(code)));
            }
            if self.lines.len() == SMTP_REPLY_LINES_MAX {
                return Err(NoReply);
            }
        }
        // What is a whole reply was taken out: the rest belongs to one that has not ended.
        if self.octets.len() > SMTP_REPLY_OCTETS_MAX {
            return Err(NoReply);
        }
        Ok(None)
    }

    /// Whether there are octets behind the last reply.
    pub(crate) fn has_more(&self) -> bool {
        !self.octets.is_empty()
    }

    fn take(&mut self, code: u16) -> Reply {
        self.octets.drain(..self.line_start);
        self.line_start = 0;
        self.code = None;
        Reply {
            code,
            lines: std::mem::take(&mut self.lines),
        }
    }
}

/// Code, whether the line is the last, and its text. `250` alone is a last line (RFC 5321 §4.2:
/// receivers should take it).
fn line_of(line: &[u8]) -> Result<(u16, bool, String), NoReply> {
    let (digits, rest) = line.split_at_checked(3).ok_or(NoReply)?;
    let [
        first @ b'2'..=b'5',
        second @ b'0'..=b'9',
        third @ b'0'..=b'9',
    ] = digits
    else {
        return Err(NoReply);
    };
    let digit = |octet: &u8| u16::from(octet - b'0');
    let code = digit(first) * 100 + digit(second) * 10 + digit(third);
    let (is_last, text) = match rest.split_first() {
        None => (true, rest),
        Some((b' ', text)) => (true, text),
        Some((b'-', text)) => (false, text),
        Some(_) => return Err(NoReply),
    };
    Ok((code, is_last, String::from_utf8_lossy(text).into_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Vec<Reply>, NoReply> {
        let mut reader = ReplyReader::default();
        reader.push(text.as_bytes());
        let mut replies = Vec::new();
        while let Some(reply) = reader.next()? {
            replies.push(reply);
        }
        Ok(replies)
    }

    fn reply(code: u16, lines: &[&str]) -> Reply {
        Reply {
            code,
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        }
    }

    #[test]
    fn replies_of_one_and_of_many_lines() {
        assert_eq!(
            read("220 mx.example ESMTP\r\n"),
            Ok(vec![reply(220, &["mx.example ESMTP"])])
        );
        assert_eq!(
            read("250-mx.example\r\n250-STARTTLS\n250 SIZE 100\r\n221\r\n"),
            Ok(vec![
                reply(250, &["mx.example", "STARTTLS", "SIZE 100"]),
                reply(221, &[""])
            ])
        );
        assert_eq!(read("250-mx.example\r\n"), Ok(vec![]));
        assert_eq!(read("554 no\r\n").unwrap()[0].text(), "554 no");
    }

    #[test]
    fn what_is_no_reply() {
        for text in [
            "HTTP/1.1 400 Bad Request\r\n",
            "22 x\r\n",
            "2200 x\r\n",
            "220_x\r\n",
            "\r\n",
            "620 x\r\n",
            "250-a\r\n550 b\r\n",
            "２２０ x\r\n",
        ] {
            assert_eq!(read(text), Err(NoReply), "{text:?}");
        }
    }

    #[test]
    fn replies_without_end() {
        assert_eq!(
            read(&"250-x\r\n".repeat(SMTP_REPLY_LINES_MAX)),
            Err(NoReply)
        );
        assert_eq!(read(&"2".repeat(SMTP_REPLY_OCTETS_MAX + 1)), Err(NoReply));
        assert_eq!(read(&"2".repeat(SMTP_REPLY_OCTETS_MAX)), Ok(vec![]));
    }

    proptest! {
        #[test]
        fn pieces_make_no_difference(
            octets in proptest::collection::vec(
                prop_oneof![Just(b'2'), Just(b'5'), Just(b' '), Just(b'-'), Just(b'\r'),
                    Just(b'\n'), any::<u8>()], 0..60),
            at in 0usize..60,
        ) {
            let all = |pieces: &[&[u8]]| {
                let mut reader = ReplyReader::default();
                let mut replies = Vec::new();
                for piece in pieces {
                    reader.push(piece);
                    loop {
                        match reader.next() {
                            Ok(Some(reply)) => replies.push(reply),
                            Ok(None) => break,
                            Err(NoReply) => return (replies, false),
                        }
                    }
                }
                (replies, true)
            };
            let (left, right) = octets.split_at(at.min(octets.len()));
            prop_assert_eq!(all(&[&octets]), all(&[left, right]));
        }

        #[test]
        fn what_is_written_is_read(
            code in 200u16..600,
            lines in proptest::collection::vec("[ -~]{0,20}", 1..5),
        ) {
            let (last, before) = lines.split_last().unwrap();
            let mut text: String = before.iter().map(|l| format!("{code}-{l}\r\n")).collect();
            text.push_str(&format!("{code} {last}\r\n"));
            prop_assert_eq!(read(&text), Ok(vec![Reply { code, lines }]));
        }
    }
}
