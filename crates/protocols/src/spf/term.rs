//! One term of a record: a directive or a modifier (§4.6.1), read tolerantly.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::finding::Span;

use super::address::{cut_dual_cidr, read_ip4, read_ip6};
use super::defect::{Defect, Notes};
use super::domain_spec::DomainSpec;
use super::macro_string::{MacroString, Setting};
use super::record::{Directive, DualCidr, Mechanism, Qualifier, Term};
use super::typo::nearest_mechanism;

/// Reads a term that stands at `at` of the record. `None` where it cannot be read, and then a
/// syntax error is in `notes`.
pub(super) fn read(text: &str, at: usize, notes: &mut Notes) -> Option<Term> {
    let mut own = Notes::default();
    let term = match modifier_name(text) {
        Some(name) => modifier(text, name, at, &mut own),
        None => directive(text, at, &mut own),
    };
    let spoilt = own.spoil();
    notes.extend(own);
    term.filter(|_| !spoilt)
}

/// Whether a text reads as a term without any syntax error.
pub(super) fn is_term(text: &str) -> bool {
    read(text, 0, &mut Notes::default()).is_some()
}

/// Whether a text reads as a term in which nothing is odd either.
pub(super) fn is_clean_term(text: &str) -> bool {
    let mut notes = Notes::default();
    read(text, 0, &mut notes).is_some() && notes.is_empty()
}

/// `name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )`, followed by `=`.
fn modifier_name(text: &str) -> Option<&str> {
    let end = text
        .bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.')))?;
    let starts_well = text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
    (starts_well && text.as_bytes()[end] == b'=').then(|| &text[..end])
}

fn modifier(text: &str, name: &str, at: usize, notes: &mut Notes) -> Option<Term> {
    let value = &text[name.len() + 1..];
    let value_at = at + name.len() + 1;
    let known = |notes: &mut Notes, name: &'static str| {
        if value.is_empty() {
            notes.add(
                Span::new(at, at + text.len()),
                Defect::ArgumentMissing { name },
            );
            return None;
        }
        DomainSpec::read(value, value_at, notes)
    };
    if name.eq_ignore_ascii_case("redirect") {
        return known(notes, "redirect").map(Term::Redirect);
    }
    if name.eq_ignore_ascii_case("exp") {
        return known(notes, "exp").map(Term::Explanation);
    }
    Some(Term::Unknown {
        name: name.to_string(),
        value: MacroString::read(value, value_at, Setting::UnknownModifier, notes),
    })
}

fn directive(text: &str, at: usize, notes: &mut Notes) -> Option<Term> {
    let (qualifier, signed) = match text.as_bytes().first() {
        Some(b'+') => (Qualifier::Pass, 1),
        Some(b'-') => (Qualifier::Fail, 1),
        Some(b'~') => (Qualifier::SoftFail, 1),
        Some(b'?') => (Qualifier::Neutral, 1),
        Some(_) | None => (Qualifier::Pass, 0),
    };
    let bare = Bare {
        text: &text[signed..],
        at: at + signed,
    };
    let mechanism = bare.mechanism(notes)?;
    Some(Term::Directive(Directive {
        qualifier,
        mechanism,
    }))
}

/// A directive without its qualifier.
struct Bare<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Bare<'a> {
    fn span(&self) -> Span {
        Span::new(self.at, self.at + self.text.len())
    }

    /// Name and the rest, which is empty or begins with `:` or `/`.
    fn name(&self) -> (&'a str, &'a str) {
        self.text
            .split_at(self.text.find([':', '/']).unwrap_or(self.text.len()))
    }

    fn mechanism(&self, notes: &mut Notes) -> Option<Mechanism> {
        let (name, rest) = self.name();
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("ip4") {
            return self.network("ip4", rest, read_ip4, notes);
        }
        if is("ip6") {
            return self.network("ip6", rest, read_ip6, notes);
        }
        if is("include") {
            return self
                .required("include", rest, notes)
                .map(Mechanism::Include);
        }
        if is("all") {
            if rest.is_empty() {
                return Some(Mechanism::All);
            }
            return self.unexpected("all", rest, notes);
        }
        if is("a") {
            let argument = self.optional_with_lengths("a", rest, notes);
            return argument.map(|(spec, cidr)| Mechanism::A(spec, cidr));
        }
        if is("mx") {
            let argument = self.optional_with_lengths("mx", rest, notes);
            return argument.map(|(spec, cidr)| Mechanism::Mx(spec, cidr));
        }
        if is("exists") {
            return self.required("exists", rest, notes).map(Mechanism::Exists);
        }
        if is("ptr") {
            if rest.is_empty() {
                return Some(Mechanism::Ptr(None));
            }
            let argument = self.required("ptr", rest, notes);
            return argument.map(|spec| Mechanism::Ptr(Some(spec)));
        }
        self.unknown(name, rest, notes);
        None
    }

    /// `":" domain-spec` and nothing else.
    fn required(&self, name: &'static str, rest: &str, notes: &mut Notes) -> Option<DomainSpec> {
        let Some(argument) = rest.strip_prefix(':').filter(|a| !a.is_empty()) else {
            if rest.starts_with('/') {
                return self.unexpected(name, rest, notes);
            }
            notes.add(self.span(), Defect::ArgumentMissing { name });
            return None;
        };
        let argument_at = self.at + name.len() + 1;
        let (domain, cidr) = cut_dual_cidr(argument, argument_at, &mut Notes::default());
        if cidr != DualCidr::HOST || domain.len() < argument.len() {
            return self.unexpected(name, &argument[domain.len()..], notes);
        }
        self.domain_spec(argument, argument_at, notes)
    }

    /// `[ ":" domain-spec ] [ dual-cidr-length ]`
    fn optional_with_lengths(
        &self,
        name: &'static str,
        rest: &str,
        notes: &mut Notes,
    ) -> Option<(Option<DomainSpec>, DualCidr)> {
        let rest_at = self.at + name.len();
        let (domain, cidr) = cut_dual_cidr(rest, rest_at, notes);
        match domain.strip_prefix(':') {
            None if domain.is_empty() => Some((None, cidr)),
            None => self.unexpected(name, domain, notes),
            Some("") => {
                notes.add(self.span(), Defect::ArgumentMissing { name });
                None
            }
            Some(argument) => self
                .domain_spec(argument, rest_at + 1, notes)
                .map(|spec| (Some(spec), cidr)),
        }
    }

    fn network(
        &self,
        name: &'static str,
        rest: &str,
        read: fn(&str, Span, usize, &mut Notes) -> Option<Mechanism>,
        notes: &mut Notes,
    ) -> Option<Mechanism> {
        match rest.strip_prefix(':').filter(|a| !a.is_empty()) {
            Some(argument) => {
                let name_span = Span::new(self.at, self.at + name.len());
                read(argument, name_span, self.at + name.len() + 1, notes)
            }
            None => {
                notes.add(self.span(), Defect::ArgumentMissing { name });
                None
            }
        }
    }

    /// Reads the domain-spec. Where an address stands in its place, the whole term is at fault.
    fn domain_spec(&self, text: &str, at: usize, notes: &mut Notes) -> Option<DomainSpec> {
        let mut own = Notes::default();
        let spec = DomainSpec::read(text, at, &mut own);
        for defect in own.into_defects() {
            match defect.kind {
                Defect::AddressAsDomain { .. } => {
                    let (_, rest) = self.name();
                    let meant = network_term(&rest[1..]);
                    notes.add(self.span(), Defect::AddressAsDomain { meant });
                }
                kind => notes.add(defect.span, kind),
            }
        }
        spec
    }

    /// `tail` is the end of the term and too much.
    fn unexpected<T>(&self, name: &'static str, tail: &str, notes: &mut Notes) -> Option<T> {
        let end = self.span().end;
        notes.add(
            Span::new(end - tail.len(), end),
            Defect::ArgumentUnexpected { name },
        );
        None
    }

    fn unknown(&self, name: &str, rest: &str, notes: &mut Notes) {
        let argument = rest.strip_prefix(':');
        if let Some(argument) = argument {
            for modifier in ["redirect", "exp"] {
                if name.eq_ignore_ascii_case(modifier) {
                    let meant = format!("{modifier}={argument}");
                    notes.add(self.span(), Defect::ModifierWithColon { meant });
                    return;
                }
            }
        }
        let meant = self.meant(name, rest).filter(|meant| is_term(meant));
        let defect = Defect::UnknownMechanism {
            name: name.to_string(),
            meant,
        };
        notes.add(self.span(), defect);
    }

    /// The term that was probably meant; it may still be none.
    fn meant(&self, name: &str, rest: &str) -> Option<String> {
        if let Some(term) = network_term(self.text) {
            return Some(term);
        }
        if let Some((sign, value)) = self.text.split_once('=') {
            // `-include=…` or `ip4 =…`: the qualifier is cut off already.
            let is_mechanism = super::typo::is_mechanism(sign);
            return is_mechanism.then(|| format!("{sign}:{value}"));
        }
        if name.eq_ignore_ascii_case("ip") {
            return network_term(rest.strip_prefix(':')?);
        }
        let quoted = |c: char| matches!(c, '"' | '\'' | ';' | ',' | '.');
        nearest_mechanism(name)
            .map(|mechanism| format!("{mechanism}{}", rest.trim_end_matches(quoted)))
    }
}

/// `ip4:` or `ip6:` for a text that is an address with or without a length.
fn network_term(text: &str) -> Option<String> {
    let address = text.split('/').next().unwrap_or(text);
    if address.parse::<Ipv4Addr>().is_ok() {
        return Some(format!("ip4:{text}"));
    }
    if address.parse::<Ipv6Addr>().is_ok() {
        return Some(format!("ip6:{text}"));
    }
    None
}
