//! Text from strangers made safe to show on a terminal and in a report.

/// Replaces what could steer a terminal or turn text around: control characters and the marks of
/// bidirectional text become `\u{..}`. Everything else stays as it is.
pub(crate) fn escape(text: &str) -> String {
    if !text.chars().any(is_unsafe) {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_unsafe(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Octets that a character takes once it is printed: escaped for a person, or quoted for a program.
pub(crate) fn printed_octets(c: char) -> usize {
    if is_unsafe(c) {
        c.escape_unicode().count()
    } else if matches!(c, '"' | '\\') {
        2
    } else {
        c.len_utf8()
    }
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || c == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(escape("a\u{1b}[31mb\rc"), "a\\u{1b}[31mb\\u{d}c");
        assert_eq!(escape("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(escape("bücher \u{fffd}"), "bücher \u{fffd}");
    }
}
