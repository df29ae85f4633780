//! Domain specifications (§7.1): a macro string that ends in a top label or in a macro.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

use crate::finding::Span;
use crate::name::DomainName;

use super::defect::{Defect, Notes};
use super::macro_string::{MacroString, Segment, Setting};

/// `domain-spec`: a macro string that ends in a top label or a macro. Never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainSpec(MacroString);

impl DomainSpec {
    /// A name without macros.
    pub fn of(name: &DomainName) -> DomainSpec {
        let mut notes = Notes::default();
        DomainSpec(MacroString::read(
            &name.as_str().replace('%', "%%"),
            0,
            Setting::Term,
            &mut notes,
        ))
    }

    /// Reads a domain-spec that stands at `offset` of the record. `None` where it has a syntax
    /// error.
    pub(super) fn read(text: &str, offset: usize, notes: &mut Notes) -> Option<DomainSpec> {
        let mut own = Notes::default();
        let string = MacroString::read(text, offset, Setting::Term, &mut own);
        if !own.spoil() {
            note_url(text, offset, &mut own);
            check_end(&string, text, offset, &mut own);
        }
        if !own.spoil() {
            check_literals(&string, text, offset, &mut own);
        }
        let fine = !own.spoil();
        notes.extend(own);
        fine.then_some(DomainSpec(string))
    }

    /// The macro string.
    pub fn string(&self) -> &MacroString {
        &self.0
    }

    /// The name, where there are no macros and it is one.
    pub fn name(&self) -> Option<DomainName> {
        self.0
            .literal()
            .and_then(|text| DomainName::parse(text).ok())
    }
}

impl fmt::Display for DomainSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `domain-end = ( "." toplabel [ "." ] ) / macro-expand`.
fn check_end(string: &MacroString, text: &str, offset: usize, notes: &mut Notes) {
    let Some(Segment::Literal(tail)) = string.segments.last() else {
        return;
    };
    let whole = Span::new(offset, offset + text.len());
    if string.segments.len() == 1 && is_address(tail) {
        // The caller knows the mechanism and can say which term was meant.
        notes.add(whole, Defect::AddressAsDomain { meant: None });
        return;
    }
    let tail = tail.strip_suffix('.').unwrap_or(tail);
    let (label, dotted) = match tail.rsplit_once('.') {
        Some((_, label)) => (label, true),
        None => (tail, false),
    };
    if !dotted && string.segments.len() == 1 && is_top_label(label) {
        notes.add(whole, Defect::SingleLabel);
    } else if !dotted || !is_top_label(label) {
        notes.add(whole, Defect::TopLabel);
    }
}

fn is_address(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok() || text.parse::<Ipv6Addr>().is_ok()
}

/// `toplabel`: letters, digits and inner hyphens, and not only digits.
fn is_top_label(label: &str) -> bool {
    let bytes = label.as_bytes();
    bytes
        .iter()
        .all(|b| b.is_ascii_alphanumeric() || *b == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
        && bytes.iter().any(|b| !b.is_ascii_digit())
}

/// A web address; also where its end is a syntax error as well.
fn note_url(text: &str, offset: usize, notes: &mut Notes) {
    if let Some((_, rest)) = text.split_once("://") {
        let host = rest.split(['/', ':', '?']).next().unwrap_or("");
        let meant = DomainName::parse(host)
            .ok()
            .filter(|name| name.label_count() > 1)
            .map(|name| name.to_string());
        let span = Span::new(offset, offset + text.len());
        notes.add(span, Defect::Url { meant });
    }
}

/// What the grammar lets pass and nobody means.
fn check_literals(string: &MacroString, text: &str, offset: usize, notes: &mut Notes) {
    let whole = Span::new(offset, offset + text.len());
    if text.contains("://") {
        return;
    }
    for segment in &string.segments {
        let Segment::Literal(literal) = segment else {
            continue;
        };
        let is_odd = |c: &char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_');
        if let Some(c) = literal.chars().find(is_odd) {
            notes.add(whole, Defect::OddCharacter(c));
            return;
        }
    }
    if let Some(literal) = string.literal()
        && let Err(error) = DomainName::parse(literal)
    {
        notes.add(whole, Defect::NotAName(error));
        return;
    }
    if text.ends_with('.') {
        notes.add(Span::new(whole.end - 1, whole.end), Defect::TrailingDot);
    }
}

#[cfg(test)]
mod tests {
    use super::super::defect::MacroFault;
    use super::*;

    fn domain_spec(text: &str) -> Result<DomainSpec, Vec<Defect>> {
        let mut notes = Notes::default();
        match DomainSpec::read(text, 0, &mut notes) {
            Some(spec) => Ok(spec),
            None => Err(notes.into_defects().into_iter().map(|d| d.kind).collect()),
        }
    }

    #[test]
    fn text_and_back() {
        for text in [
            "example.com",
            "example.com.",
            "%{d}",
            "%{ir}.%{v}._spf.%{d2}",
            "%{L1r-}.x%%y%_z%-.example.org",
            "%{d}.a1-b",
        ] {
            assert_eq!(domain_spec(text).unwrap().to_string(), text);
        }
        assert_eq!(domain_spec("%{D127R=_}").unwrap().to_string(), "%{D127r_=}");
    }

    #[test]
    fn how_a_domain_spec_may_not_end() {
        assert_eq!(domain_spec("localhost"), Err(vec![Defect::SingleLabel]));
        assert_eq!(domain_spec("museum."), Err(vec![Defect::SingleLabel]));
        assert_eq!(domain_spec("abc.123"), Err(vec![Defect::TopLabel]));
        assert_eq!(domain_spec("example.-com"), Err(vec![Defect::TopLabel]));
        assert_eq!(domain_spec("%{d}com"), Err(vec![Defect::TopLabel]));
        assert_eq!(
            domain_spec("192.0.2.1"),
            Err(vec![Defect::AddressAsDomain { meant: None }])
        );
    }

    #[test]
    fn macros_that_are_none() {
        let fault = |text: &str| match domain_spec(text).unwrap_err().remove(0) {
            Defect::Macro(fault) => fault,
            other => panic!("{other:?}"),
        };
        assert_eq!(fault("%(ir).example.com"), MacroFault::LonePercent);
        assert_eq!(fault("a.example.com%"), MacroFault::LonePercent);
        assert_eq!(fault("%{d.example.com"), MacroFault::Unclosed);
        assert_eq!(fault("%{z}.example.com"), MacroFault::UnknownLetter('z'));
        assert_eq!(fault("%{ü}.example.com"), MacroFault::UnknownLetter('ü'));
        assert_eq!(fault("%{}.example.com"), MacroFault::BadTransformer);
        assert_eq!(fault("%{dx}.example.com"), MacroFault::BadTransformer);
        assert_eq!(fault("%{d00}.example.com"), MacroFault::ZeroParts);
        assert_eq!(fault("%{T}.example.com"), MacroFault::ExplanationOnly('T'));
    }
}
