//! Expansion of macro strings (§7.3) into names and explanations.

use std::borrow::Cow;
use std::fmt::Write;
use std::net::IpAddr;

use crate::limits::{NAME_OCTETS_MAX, SPF_EXPANSION_OCTETS_MAX, SPF_EXPLANATION_OCTETS_MAX};
use crate::name::DomainName;
use crate::spf::domain_spec::DomainSpec;
use crate::spf::macro_string::{Escaping, Macro, MacroLetter, MacroString, PartOrder, Segment};

use super::{Receiver, SpfQuery};

/// What macros stand for in one evaluation of one record.
pub(in crate::spf) struct Values<'a> {
    /// Client, sender, HELO, receiver and time.
    pub(in crate::spf) query: &'a SpfQuery,
    /// The client, IPv4 where it was IPv4-mapped.
    pub(in crate::spf) client: IpAddr,
    /// The sender's domain, with A-labels.
    pub(in crate::spf) sender_domain: &'a DomainName,
    /// The domain whose record is evaluated.
    pub(in crate::spf) domain: &'a DomainName,
    /// `%{p}`; only looked up where it is used.
    pub(in crate::spf) validated: &'a str,
}

/// What a domain-spec expands to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::spf) enum Target {
    /// A name to ask for.
    Name(DomainName),
    /// No name of the DNS: an empty or too long label.
    Malformed(String),
    /// RFC 8616 §4: 'If the local part contains non-ASCII characters, terms that include %{s} or
    /// %{l} do not match anything'.
    MatchesNothing,
}

impl Values<'_> {
    /// Expands a domain-spec into a target name.
    pub(in crate::spf) fn target(&self, spec: &DomainSpec) -> Target {
        let string = spec.string();
        let text: Cow<'_, str> = match string.literal() {
            Some(text) => Cow::Borrowed(text),
            None if self.has_foreign_local_part(string) => return Target::MatchesNothing,
            None => Cow::Owned(self.expand(string, Keep::End)),
        };
        let text = text.strip_suffix('.').unwrap_or(&text);
        match DomainName::parse_query(truncated(text)) {
            Ok(name) => Target::Name(name),
            Err(_) => Target::Malformed(text.to_string()),
        }
    }

    /// Expands an explanation. `None` where the result is no line of US-ASCII (§6.2) or too long.
    pub(in crate::spf) fn explanation(&self, string: &MacroString) -> Option<String> {
        let text = self.expand(string, Keep::Start);
        let is_line = text.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
        (is_line && text.len() <= SPF_EXPLANATION_OCTETS_MAX).then_some(text)
    }

    fn has_foreign_local_part(&self, string: &MacroString) -> bool {
        !self.query.sender.local().is_ascii()
            && string
                .macros()
                .any(|expand| matches!(expand.letter, MacroLetter::Sender | MacroLetter::LocalPart))
    }

    fn expand(&self, string: &MacroString, keep: Keep) -> String {
        let mut out = String::new();
        for segment in string.segments() {
            match segment {
                Segment::Literal(text) => out.push_str(text),
                Segment::Percent => out.push('%'),
                Segment::Space => out.push(' '),
                Segment::UrlSpace => out.push_str("%20"),
                Segment::Expand(expand) => self.expand_macro(expand, &mut out),
            }
            if out.len() > SPF_EXPANSION_OCTETS_MAX {
                match keep {
                    Keep::Start => return out,
                    Keep::End => cut_left(&mut out),
                }
            }
        }
        out
    }

    fn expand_macro(&self, expand: &Macro, out: &mut String) {
        let value = self.value(expand.letter);
        let value = transformed(expand, value);
        match expand.escaping {
            Escaping::None => out.push_str(&value),
            Escaping::Url => push_url_escaped(&value, out),
        }
    }

    fn value(&self, letter: MacroLetter) -> Cow<'_, str> {
        match letter {
            MacroLetter::Sender => {
                format!("{}@{}", self.query.sender.local(), self.sender_domain).into()
            }
            MacroLetter::LocalPart => self.query.sender.local().into(),
            MacroLetter::SenderDomain => self.sender_domain.as_str().into(),
            MacroLetter::Domain => self.domain.as_str().into(),
            MacroLetter::Ip => dotted(self.client).into(),
            MacroLetter::ValidatedName => self.validated.into(),
            MacroLetter::Family => match self.client {
                IpAddr::V4(_) => "in-addr".into(),
                IpAddr::V6(_) => "ip6".into(),
            },
            MacroLetter::Helo => self.query.helo.as_str().into(),
            MacroLetter::ReadableIp => self.client.to_string().into(),
            MacroLetter::Receiver => match &self.query.receiver {
                Receiver::Named(name) => name.as_str().into(),
                Receiver::Unknown => "unknown".into(),
            },
            MacroLetter::Time => self.query.now.0.to_string().into(),
        }
    }
}

/// Which end of a text that has grown too long is of use.
#[derive(Clone, Copy)]
enum Keep {
    /// An explanation: it is refused.
    Start,
    /// A name: 'the left side is truncated to fit' (§7.3).
    End,
}

/// §7.3: the IPv4 quad, or for IPv6 'a dot-format address' of nibbles.
fn dotted(client: IpAddr) -> String {
    match client {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let mut out = String::with_capacity(63);
            for octet in address.octets() {
                let dot = if out.is_empty() { "" } else { "." };
                // Writing to a String cannot fail.
                let written = write!(out, "{dot}{:x}.{:x}", octet >> 4, octet & 15);
                debug_assert!(written.is_ok());
            }
            out
        }
    }
}

/// Splits, reverses, keeps right-hand parts and joins with dots, where anything of that is asked
/// for.
fn transformed<'a>(expand: &Macro, value: Cow<'a, str>) -> Cow<'a, str> {
    let plain =
        expand.parts.is_none() && expand.order == PartOrder::Kept && expand.delimiters.is_empty();
    if plain {
        return value;
    }
    let splits = |c: char| match expand.delimiters.is_empty() {
        // §7.3: 'By default, strings are split on "." (dots).'
        true => c == '.',
        false => expand.delimiters.contains(c),
    };
    let mut parts: Vec<&str> = value.split(splits).collect();
    match expand.order {
        PartOrder::Kept => {}
        PartOrder::Reversed => parts.reverse(),
    }
    // §7.3: 'if the value specifies more parts than are available, all the available parts are
    // used'.
    let keep = expand.parts.map_or(parts.len(), |parts| {
        usize::try_from(parts.get()).unwrap_or(usize::MAX)
    });
    let from = parts.len().saturating_sub(keep);
    Cow::Owned(parts[from..].join("."))
}

/// §7.3: 'URL escaping MUST be performed for characters not in the "unreserved" set'.
fn push_url_escaped(value: &str, out: &mut String) {
    for octet in value.bytes() {
        let unreserved =
            octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~');
        if unreserved {
            out.push(char::from(octet));
        } else {
            // Writing to a String cannot fail.
            let written = write!(out, "%{octet:02X}");
            debug_assert!(written.is_ok());
        }
    }
}

/// Keeps enough of the right-hand side to truncate a name properly afterwards.
fn cut_left(out: &mut String) {
    let mut from = out.len().saturating_sub(2 * NAME_OCTETS_MAX);
    while !out.is_char_boundary(from) {
        from += 1;
    }
    out.drain(..from);
}

/// §7.3: 'if the expanded domain name exceeds 253 characters […], the left side is truncated to
/// fit, by removing successive domain labels (and their following dots)'.
fn truncated(text: &str) -> &str {
    let mut text = text;
    while text.len() > NAME_OCTETS_MAX {
        match text.split_once('.') {
            Some((_, rest)) => text = rest,
            None => return text,
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::Sender;
    use super::*;
    use crate::spf::defect::Notes;
    use crate::time::Timestamp;

    fn expanded(client: &str, local: &str, spec: &str) -> Target {
        let query = SpfQuery {
            client: client.parse().unwrap(),
            sender: Sender::mail_from(&format!("{local}@email.example.com"), ""),
            helo: "mx.example.org".to_string(),
            receiver: Receiver::Unknown,
            now: Timestamp(0),
        };
        let domain = query.sender.domain().unwrap();
        let values = Values {
            query: &query,
            client: query.client,
            sender_domain: &domain,
            domain: &domain,
            validated: "unknown",
        };
        let mut notes = Notes::default();
        values.target(&DomainSpec::read(spec, 0, &mut notes).unwrap())
    }

    /// The examples of §7.4.
    #[test]
    fn the_examples_of_the_standard() {
        let check = |client: &str, spec: &str, wanted: &str| {
            let wanted = Target::Name(DomainName::parse(wanted).unwrap());
            assert_eq!(expanded(client, "strong-bad", spec), wanted, "{spec}");
        };
        let v4 = "192.0.2.3";
        check(v4, "%{o}", "email.example.com");
        check(v4, "%{d4}", "email.example.com");
        check(v4, "%{d2}", "example.com");
        check(v4, "%{d1}", "com");
        check(v4, "%{dr}", "com.example.email");
        check(v4, "%{d2r}", "example.email");
        check(v4, "%{l-}", "strong.bad");
        check(v4, "%{lr}", "strong-bad");
        check(v4, "%{lr-}", "bad.strong");
        check(v4, "%{l1r-}", "strong");
        check(
            v4,
            "%{ir}.%{v}._spf.%{d2}",
            "3.2.0.192.in-addr._spf.example.com",
        );
        check(
            v4,
            "%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}",
            "3.2.0.192.in-addr.strong.lp._spf.example.com",
        );
        check(
            "2001:db8::cb01",
            "%{ir}.%{v}._spf.%{d2}",
            "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com",
        );
    }

    #[test]
    fn what_is_no_name() {
        assert!(matches!(
            expanded("192.0.2.3", "a..b", "%{l}.x.org"),
            Target::Malformed(_)
        ));
        assert!(matches!(
            expanded("192.0.2.3", &"a".repeat(64), "%{l}.x.org"),
            Target::Malformed(_)
        ));
        assert_eq!(
            expanded("192.0.2.3", "jörg", "%{l}.x.org"),
            Target::MatchesNothing
        );
        assert!(matches!(
            expanded("192.0.2.3", "jörg", "%{o}.x.org"),
            Target::Name(_)
        ));
    }

    #[test]
    fn a_long_name_loses_labels_on_the_left() {
        let spec = format!("{}%{{d2}}", "%{o}.".repeat(2_000));
        let Target::Name(name) = expanded("192.0.2.3", "a", &spec) else {
            panic!("no name");
        };
        assert!(name.as_str().len() <= NAME_OCTETS_MAX && name.as_str().len() > 200);
        assert!(name.as_str().ends_with(".email.example.com.example.com"));
    }
}
