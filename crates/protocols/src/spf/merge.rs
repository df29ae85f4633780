//! Merging into a record that stands: never a second record, the owner's `all` kept.

use crate::finding::{Edit, Fix, Span};
use crate::name::DomainName;
use crate::parsed::Defect as PlacedDefect;

use super::build::{Authorised, SpfIntent, StandingEnd, pass};
use super::defect::Defect;
use super::domain_spec::DomainSpec;
use super::parse::{parse, parse_sound};
use super::record::{Directive, Mechanism, Qualifier, Record, Term};

/// Which senders of the intent the standing record of `domain` does not authorise by a term of its
/// own.
///
/// A wider network, `mx:` of the domain itself, or another order count as covering: it is meaning
/// that is compared. What an include contains is not looked into, so this may name a sender that is
/// covered in fact; it never leaves one out.
pub fn uncovered<'i>(
    domain: &DomainName,
    standing: &Record,
    intent: &'i SpfIntent,
) -> Vec<&'i Authorised> {
    let senders = intent.senders.iter();
    senders
        .filter(|sender| !is_covered(domain, standing, &sender.mechanism()))
        .collect()
}

/// Whether the standing record of `domain` authorises every sender of the intent.
pub fn covers(domain: &DomainName, standing: &Record, intent: &SpfIntent) -> bool {
    uncovered(domain, standing, intent).is_empty()
}

fn is_covered(domain: &DomainName, standing: &Record, wanted: &Mechanism) -> bool {
    for (_, directive) in standing.directives() {
        let found = &directive.mechanism;
        match directive.qualifier {
            Qualifier::Pass if subsumes(domain, found, wanted) => return true,
            Qualifier::Pass => {}
            Qualifier::Fail | Qualifier::SoftFail | Qualifier::Neutral => {
                if overlap(found, wanted) {
                    return false;
                }
            }
        }
        if *found == Mechanism::All {
            return false;
        }
    }
    false
}

/// Whether both match the same hosts.
pub(super) fn alike(domain: &DomainName, one: &Mechanism, other: &Mechanism) -> bool {
    subsumes(domain, one, other) && subsumes(domain, other, one)
}

/// Whether whoever `wanted` matches is matched by `found`.
fn subsumes(domain: &DomainName, found: &Mechanism, wanted: &Mechanism) -> bool {
    let same_name = |found: &Option<DomainSpec>, wanted: &Option<DomainSpec>| {
        let name = |spec: &Option<DomainSpec>| match spec {
            None => Some(domain.clone()),
            Some(spec) => spec.name(),
        };
        name(found).is_some_and(|found| Some(found) == name(wanted))
    };
    if *found == Mechanism::All {
        return true;
    }
    // A shorter length only adds addresses.
    if let (Mechanism::A(found, _), Mechanism::A(wanted, _))
    | (Mechanism::Mx(found, _), Mechanism::Mx(wanted, _)) = (found, wanted)
    {
        return same_name(found, wanted);
    }
    if let (Mechanism::Include(found), Mechanism::Include(wanted)) = (found, wanted) {
        return found.name().is_some_and(|name| Some(name) == wanted.name());
    }
    match (found.network(), wanted.network()) {
        (Some(found), Some(wanted)) => found.trunc().contains(&wanted.trunc()),
        (Some(_), None) | (None, Some(_)) | (None, None) => found == wanted,
    }
}

/// Whether a directive in front may take hosts away from a network. Of names that is not known.
fn overlap(found: &Mechanism, wanted: &Mechanism) -> bool {
    match (found.network(), wanted.network()) {
        (Some(found), Some(wanted)) => {
            let (found, wanted) = (found.trunc(), wanted.trunc());
            found.contains(&wanted) || wanted.contains(&found)
        }
        (Some(_), None) | (None, Some(_)) | (None, None) => *found == Mechanism::All,
    }
}

/// A standing record with the intent merged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The record to publish in place of the one that stands. The same text where nothing was
    /// missing.
    pub text: String,
    /// What was added.
    pub added: Vec<Authorised>,
    /// What was taken out because the owner said so.
    pub dropped: Vec<Mechanism>,
    /// The change of the standing text.
    pub edits: Vec<Edit>,
}

impl Merge {
    /// The change as a fix of the standing record.
    pub fn fix(&self) -> Fix {
        Fix::Edit(self.edits.clone())
    }
}

/// Why a record cannot be merged into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeRefused {
    /// The standing text is no record that counts, or has syntax errors: it has to be repaired
    /// first.
    Unsound(Vec<PlacedDefect<Defect>>),
}

/// Merges what the intent wants into the record that stands at `domain`.
///
/// Only what is not covered is added. The owner's `all` or `redirect`, every third party and every
/// octet of the text in between stay, but for what [`SpfIntent::standing`] says of them. Merging again
/// changes nothing.
pub fn merge(
    domain: &DomainName,
    standing: &str,
    intent: &SpfIntent,
) -> Result<Merge, MergeRefused> {
    let Some(record) = parse_sound(standing) else {
        return Err(MergeRefused::Unsound(parse(standing).defects));
    };
    let (text, dropped) = revised(domain, standing, &record, intent);
    // Without some of its terms, or with another `all`, a sound record is one still.
    let mut record = parse_sound(&text).unwrap_or(record);
    let mut missing: Vec<Authorised> = Vec::new();
    for sender in uncovered(domain, &record, intent) {
        if !missing.contains(sender) {
            missing.push(sender.clone());
        }
    }
    missing.sort_by_key(Authorised::cost);
    let mut merge = Merge {
        text,
        added: missing,
        dropped,
        edits: Vec::new(),
    };
    for sender in &merge.added {
        let term = pass(sender.mechanism());
        let edit = insertion(&merge.text, &record, &sender.mechanism(), &term.to_string());
        merge.text.insert_str(edit.span.start, &edit.replacement);
        // An insertion of terms into a sound record leaves it sound.
        record = parse_sound(&merge.text).unwrap_or(record);
    }
    merge.edits = difference(standing, &merge.text);
    Ok(merge)
}

/// The text as the owner's word on it has it, and the terms that went.
fn revised(
    domain: &DomainName,
    standing: &str,
    record: &Record,
    intent: &SpfIntent,
) -> (String, Vec<Mechanism>) {
    let mut text = standing.to_string();
    let mut dropped = Vec::new();
    let is_needed = |found: &Mechanism| {
        let mut senders = intent.senders.iter();
        senders.any(|sender| alike(domain, found, &sender.mechanism()))
    };
    // From the end on, so that the spans in front stay true.
    for placed in record.terms.iter().rev() {
        let Term::Directive(directive) = &placed.term else {
            continue;
        };
        let found = &directive.mechanism;
        let Span { start, end } = placed.span;
        if *found == Mechanism::All {
            if intent.standing.end == StandingEnd::AsWanted {
                let all = Term::Directive(Directive {
                    qualifier: intent.others.qualifier(),
                    mechanism: Mechanism::All,
                });
                text.replace_range(start..end, &all.to_string());
            }
        } else if intent.standing.dropped.iter().any(|term| same(term, found)) && !is_needed(found)
        {
            // The version stands in front of every term, and a space behind the version.
            let space = text[..start].trim_end_matches(' ').len();
            text.replace_range(space..end, "");
            dropped.push(found.clone());
        }
    }
    if intent.standing.end == StandingEnd::AsWanted
        && record.all().is_none()
        && record.redirect().is_none()
    {
        let all = Record::of(vec![Term::Directive(Directive {
            qualifier: intent.others.qualifier(),
            mechanism: Mechanism::All,
        })]);
        let all = all.to_string();
        // `v=spf1 -all` without its version, space and all.
        let term = all.strip_prefix("v=spf1").unwrap_or_default();
        text.truncate(text.trim_end_matches(' ').len());
        text.push_str(term);
    }
    dropped.reverse();
    (text, dropped)
}

/// Whether two terms are written alike. In a name without macros, capitals say nothing (RFC 1035
/// §2.3.3); in a macro they do (§7.3).
pub(super) fn same(one: &Mechanism, other: &Mechanism) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    one == other || (!one.contains('%') && one.eq_ignore_ascii_case(&other))
}

/// Where a passing term takes effect: in front of `all`, of a network that would take hosts away
/// from it, and of modifiers at the end.
fn insertion(text: &str, record: &Record, wanted: &Mechanism, term: &str) -> Edit {
    let directives = record.directives();
    let ends = directives.filter(|(_, directive)| {
        directive.mechanism == Mechanism::All
            || (directive.qualifier != Qualifier::Pass && overlap(&directive.mechanism, wanted))
    });
    let last = record.directives().last().map_or(0, |(span, _)| span.end);
    let modifiers = record.terms.iter().map(|placed| placed.span);
    let behind = ends
        .map(|(span, _)| span)
        .next()
        .or_else(|| modifiers.filter(|span| span.start >= last).min());
    match behind {
        Some(span) => Edit {
            span: Span::new(span.start, span.start),
            replacement: format!("{term} "),
        },
        None => {
            let end = text.trim_end_matches(' ').len();
            Edit {
                span: Span::new(end, end),
                replacement: format!(" {term}"),
            }
        }
    }
}

/// One edit that makes `new` of `old`: what lies between their common ends.
fn difference(old: &str, new: &str) -> Vec<Edit> {
    if old == new {
        return Vec::new();
    }
    let same = |(a, b): &(char, char)| a == b;
    let octets = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum()
    };
    let start = octets(&mut old.chars().zip(new.chars()));
    let (old_rest, new_rest) = (&old[start..], &new[start..]);
    let end = octets(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
    vec![Edit {
        span: Span::new(start, old.len() - end),
        replacement: new[start..new.len() - end].to_string(),
    }]
}

/// Merges several records of `domain` into the one that should stand there.
///
/// Every sender of each is kept, in the order of the records. Of differing ends `~all` wins over
/// `-all`, so that nothing is refused that one of the records let through; `+all` and `?all` count
/// only where no record says more. A `redirect` becomes an `include` where an `all` would have it
/// ignored.
pub fn merge_standing(domain: &DomainName, texts: &[String]) -> Result<Record, MergeRefused> {
    let mut records = Vec::new();
    for text in texts {
        match parse_sound(text) {
            Some(record) => records.push(record),
            None => return Err(MergeRefused::Unsound(parse(text).defects)),
        }
    }
    let end = softest_end(&records);
    let redirects = records.iter().filter_map(effective_redirect).count();
    let mut terms: Vec<Term> = Vec::new();
    let mut modifiers: Vec<Term> = Vec::new();
    for record in &records {
        for term in effective_terms(record) {
            match term {
                Term::Directive(directive) => push_directive(domain, &mut terms, directive),
                Term::Redirect(spec) if end.is_some() || redirects > 1 => {
                    let mechanism = Mechanism::Include(spec.clone());
                    push_directive(
                        domain,
                        &mut terms,
                        &Directive {
                            qualifier: Qualifier::Pass,
                            mechanism,
                        },
                    );
                }
                Term::Redirect(_) | Term::Explanation(_) | Term::Unknown { .. } => {
                    let is_second = |other: &Term| {
                        matches!(
                            (other, term),
                            (Term::Explanation(_), Term::Explanation(_))
                                | (Term::Redirect(_), Term::Redirect(_))
                        ) || other == term
                    };
                    if !modifiers.iter().any(is_second) {
                        modifiers.push(term.clone());
                    }
                }
            }
        }
    }
    let end = end.or((redirects > 1).then_some(Qualifier::SoftFail));
    terms.extend(end.map(|qualifier| {
        Term::Directive(Directive {
            qualifier,
            mechanism: Mechanism::All,
        })
    }));
    terms.extend(modifiers);
    Ok(Record::of(terms))
}

fn effective_redirect(record: &Record) -> Option<&DomainSpec> {
    match record.all() {
        None => record.redirect().map(|(_, spec)| spec),
        Some(_) => None,
    }
}

/// The terms without `all`, without what stands behind it, and without an ignored redirect.
fn effective_terms(record: &Record) -> impl Iterator<Item = &Term> {
    let all = record.all().map(|(span, _)| span.start);
    record.terms.iter().filter_map(move |placed| {
        let counts = match &placed.term {
            Term::Directive(_) => all.is_none_or(|all| placed.span.start < all),
            Term::Redirect(_) => all.is_none(),
            Term::Explanation(_) | Term::Unknown { .. } => true,
        };
        counts.then_some(&placed.term)
    })
}

/// Adds a directive unless one of the same qualifier in front covers it.
fn push_directive(domain: &DomainName, terms: &mut Vec<Term>, directive: &Directive) {
    let is_covered = terms.iter().any(|term| match term {
        Term::Directive(other) => {
            other.qualifier == directive.qualifier
                && subsumes(domain, &other.mechanism, &directive.mechanism)
        }
        Term::Redirect(_) | Term::Explanation(_) | Term::Unknown { .. } => false,
    });
    if !is_covered {
        terms.push(Term::Directive(directive.clone()));
    }
}

fn softest_end(records: &[Record]) -> Option<Qualifier> {
    let ends: Vec<Qualifier> = records
        .iter()
        .filter_map(|record| record.all().map(|(_, qualifier)| qualifier))
        .collect();
    [
        Qualifier::SoftFail,
        Qualifier::Fail,
        Qualifier::Neutral,
        Qualifier::Pass,
    ]
    .into_iter()
    .find(|qualifier| ends.contains(qualifier))
}

#[cfg(test)]
mod tests {
    use super::super::build::tests::wants;
    use super::*;

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    fn merged(standing: &str, senders: &[&str]) -> String {
        let merge = merge(&name("example.com"), standing, &wants(senders)).unwrap();
        let again = super::merge(&name("example.com"), &merge.text, &wants(senders)).unwrap();
        assert_eq!(again.edits, [], "{}", merge.text);
        merge.text
    }

    #[test]
    fn what_stands_stays() {
        assert_eq!(
            merged("v=spf1 include:_spf.example.net ~all", &["mx"]),
            "v=spf1 include:_spf.example.net mx ~all"
        );
        assert_eq!(
            merged("v=spf1  a   redirect=_spf.example.net", &["mx"]),
            "v=spf1  a   mx redirect=_spf.example.net"
        );
        assert_eq!(merged("v=spf1 a ", &["mx"]), "v=spf1 a mx ");
        assert_eq!(merged("v=spf1", &["a", "mx"]), "v=spf1 a mx");
    }

    #[test]
    fn what_is_covered_is_not_added() {
        for standing in [
            "v=spf1 MX:example.com/28 include:_SPF.example.net. ip4:192.0.2.0/24 -all",
            "v=spf1 ip4:192.0.2.17 mx ?ip4:198.51.100.0/24 include:_spf.example.net ~all",
        ] {
            let senders = ["mx", "include:_spf.example.net", "ip4:192.0.2.17"];
            assert_eq!(merged(standing, &senders), standing);
        }
    }

    #[test]
    fn a_term_is_put_where_it_takes_effect() {
        assert_eq!(
            merged(
                "v=spf1 -ip4:192.0.2.0/24 a -all mx",
                &["ip4:192.0.2.17", "mx"]
            ),
            "v=spf1 ip4:192.0.2.17 -ip4:192.0.2.0/24 a mx -all mx"
        );
    }

    #[test]
    fn what_the_owner_dropped_goes() {
        let check = |standing: &str, senders: &[&str], dropped: &[&str], expected: &str| {
            let mut intent = wants(senders);
            let terms = dropped.iter().map(|term| Mechanism::parse(term).unwrap());
            intent.standing.dropped = terms.collect();
            let merge = merge(&name("example.com"), standing, &intent).unwrap();
            assert_eq!(merge.text, expected);
            let again = super::merge(&name("example.com"), &merge.text, &intent).unwrap();
            assert_eq!(again.edits, [], "{}", merge.text);
        };
        check(
            "v=spf1 include:Old.example  mx ?exists:%{i}.x.example ~all",
            &["mx"],
            &["include:old.example", "exists:%{i}.x.example", "ptr"],
            "v=spf1  mx ~all",
        );
        // Capitals of a macro are another macro.
        check(
            "v=spf1 exists:%{L}.x.example ~all",
            &[],
            &["exists:%{l}.x.example"],
            "v=spf1 exists:%{L}.x.example ~all",
        );
        // What a wanted sender needs stays.
        check(
            "v=spf1 mx:example.com -all",
            &["mx"],
            &["mx:example.com"],
            "v=spf1 mx:example.com -all",
        );
        check("v=spf1 a", &[], &["a"], "v=spf1");
    }

    #[test]
    fn the_end_becomes_what_the_owner_wants_where_that_was_said() {
        let check = |standing: &str, expected: &str| {
            let mut intent = wants(&["mx"]);
            assert_eq!(intent.standing.end, StandingEnd::Kept);
            intent.standing.end = StandingEnd::AsWanted;
            let merge = merge(&name("example.com"), standing, &intent).unwrap();
            assert_eq!(merge.text, expected);
            let again = super::merge(&name("example.com"), &merge.text, &intent).unwrap();
            assert_eq!(again.edits, [], "{}", merge.text);
        };
        check("v=spf1 mx ~ALL", "v=spf1 mx -all");
        check("v=spf1 mx -all", "v=spf1 mx -all");
        check("v=spf1 a ", "v=spf1 a mx -all");
        check("v=spf1", "v=spf1 mx -all");
        check(
            "v=spf1 mx redirect=x.example",
            "v=spf1 mx redirect=x.example",
        );
    }

    #[test]
    fn a_broken_record_is_not_merged_into() {
        let refused = merge(
            &name("example.com"),
            "v=spf1 ip:192.0.2.1 -all",
            &wants(&["mx"]),
        );
        assert!(matches!(refused, Err(MergeRefused::Unsound(defects)) if defects.len() == 1));
    }

    #[test]
    fn two_records_become_one() {
        let one = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
            merge_standing(&name("example.com"), &texts)
                .unwrap()
                .to_string()
        };
        assert_eq!(
            one(&[
                "v=spf1 mx ip4:192.0.2.0/24 -all",
                "v=spf1 ip4:192.0.2.1 include:x.example ~all"
            ]),
            "v=spf1 mx ip4:192.0.2.0/24 include:x.example ~all"
        );
        assert_eq!(
            one(&[
                "v=spf1 mx redirect=x.example",
                "v=spf1 a -all exp=why.example.com"
            ]),
            "v=spf1 mx include:x.example a -all exp=why.example.com"
        );
        assert_eq!(
            one(&["v=spf1 redirect=x.example", "v=spf1 mx"]),
            "v=spf1 mx redirect=x.example"
        );
        assert_eq!(
            one(&["v=spf1 redirect=x.example", "v=spf1 redirect=y.example"]),
            "v=spf1 include:x.example include:y.example ~all"
        );
    }
}
