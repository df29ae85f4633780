//! The rules of an SPF record, one file each.

mod address_as_domain;
mod address_family_mixed;
mod address_malformed;
mod argument_missing;
mod argument_unexpected;
mod domain_malformed;
mod duplicate_term;
mod hard_fail;
mod host_bits_set;
mod invisible_character;
mod macro_malformed;
mod macro_only_in_explanation;
mod macro_uncacheable;
mod mechanism_as_modifier;
mod modifier_not_last;
mod modifier_repeated;
mod modifier_unknown;
mod modifier_with_colon;
mod network_covered;
mod neutral_default;
mod non_ascii;
mod passes_everyone;
mod prefix_length_invalid;
mod ptr_used;
mod range_too_wide;
mod record_too_long;
mod redirect_ignored;
mod separator;
mod single_label_domain;
mod soft_fail;
mod space_in_term;
mod terms_after_all;
mod too_many_terms;
mod top_label_invalid;
mod trailing_dot;
mod unknown_mechanism;
mod url_as_domain;
mod version_not_first;
mod version_repeated;

use crate::finding::{Finding, Place, RecordKind, Rule, RuleInfo, Span};
use crate::name::DomainName;
use crate::parsed::Parsed;

use super::defect::Defect;
use super::macro_string::MacroLetter;
use super::parse::parse;
use super::record::{Directive, Mechanism, Placed, Record};

/// One record text.
pub struct Subject<'a> {
    /// Where it stands, when that is known.
    pub owner: Option<&'a DomainName>,
    /// The text.
    pub text: &'a str,
    /// The text read.
    pub parsed: &'a Parsed<Record, Defect>,
}

impl<'a> Subject<'a> {
    /// The place of a finding in this text.
    fn place(&self, span: Span) -> Place {
        Place {
            kind: RecordKind::Spf,
            owner: self.owner.cloned(),
            text: self.text.to_string(),
            span: Some(span),
        }
    }

    /// The text under a span.
    fn under(&self, span: Span) -> &'a str {
        self.text.get(span.start..span.end).unwrap_or("")
    }

    /// The span with the space in front of it, which goes when the term goes.
    fn with_space(&self, span: Span) -> Span {
        match self.text.get(..span.start) {
            Some(before) if before.ends_with(' ') => Span::new(span.start - 1, span.end),
            Some(_) | None => span,
        }
    }

    fn defects(&self) -> impl Iterator<Item = (Span, &'a Defect)> {
        self.parsed.defects.iter().map(|d| (d.span, &d.kind))
    }

    /// The record, where no syntax error is in it.
    fn sound_record(&self) -> Option<&'a Record> {
        let is_broken = self.defects().any(|(_, kind)| kind.is_syntax_error());
        self.parsed.record.as_ref().filter(|_| !is_broken)
    }

    /// Every term that could be read.
    fn terms(&self) -> impl Iterator<Item = &'a Placed> {
        self.parsed.record.iter().flat_map(|record| &record.terms)
    }

    fn directives(&self) -> impl Iterator<Item = (Span, &'a Directive)> {
        self.parsed
            .record
            .iter()
            .flat_map(|record| record.directives())
    }

    /// The directives up to the first `all`, that one included.
    fn reachable(&self) -> impl Iterator<Item = (Span, &'a Directive)> {
        let mut ended = false;
        self.directives().take_while(move |(_, directive)| {
            let reached = !ended;
            ended |= directive.mechanism == Mechanism::All;
            reached
        })
    }

    /// Lookups of this record alone (§4.6.4).
    fn own_lookups(&self) -> usize {
        let terms = self.reachable().map(|(_, directive)| {
            let macros = directive.mechanism.domain_spec().map_or(0, uses_of_p);
            usize::from(directive.mechanism.causes_lookup()) + macros
        });
        let record = self.parsed.record.as_ref();
        let redirect = record.filter(|record| record.all().is_none());
        let redirect = redirect.and_then(Record::redirect);
        terms.sum::<usize>() + redirect.map_or(0, |(_, spec)| 1 + uses_of_p(spec))
    }
}

fn uses_of_p(spec: &super::domain_spec::DomainSpec) -> usize {
    spec.string()
        .macros()
        .filter(|expand| expand.letter == MacroLetter::ValidatedName)
        .count()
}

/// A rule over one record text: it has nothing to ask.
type RecordRule = Rule<fn(&Subject<'_>, &mut Vec<Finding>)>;

/// The rules over one record text.
const RECORD_RULES: &[RecordRule] = &[
    version_not_first::RULE,
    invisible_character::RULE,
    non_ascii::RULE,
    separator::RULE,
    space_in_term::RULE,
    unknown_mechanism::RULE,
    modifier_with_colon::RULE,
    argument_missing::RULE,
    argument_unexpected::RULE,
    single_label_domain::RULE,
    address_as_domain::RULE,
    url_as_domain::RULE,
    top_label_invalid::RULE,
    domain_malformed::RULE,
    address_malformed::RULE,
    address_family_mixed::RULE,
    prefix_length_invalid::RULE,
    macro_malformed::RULE,
    macro_only_in_explanation::RULE,
    modifier_repeated::RULE,
    mechanism_as_modifier::RULE,
    modifier_unknown::RULE,
    version_repeated::RULE,
    passes_everyone::RULE,
    range_too_wide::RULE,
    too_many_terms::RULE,
    terms_after_all::RULE,
    redirect_ignored::RULE,
    neutral_default::RULE,
    ptr_used::RULE,
    host_bits_set::RULE,
    record_too_long::RULE,
    soft_fail::RULE,
    hard_fail::RULE,
    modifier_not_last::RULE,
    macro_uncacheable::RULE,
    trailing_dot::RULE,
    duplicate_term::RULE,
    network_covered::RULE,
];

/// What every rule of this room declares.
pub fn rules() -> Vec<&'static RuleInfo> {
    RECORD_RULES.iter().map(|rule| rule.info).collect()
}

/// What is wrong with one record text.
pub fn lint(text: &str, owner: Option<&DomainName>) -> Vec<Finding> {
    let parsed = parse(text);
    let subject = Subject {
        owner,
        text,
        parsed: &parsed,
    };
    let mut findings = Vec::new();
    for rule in RECORD_RULES {
        (rule.check)(&subject, &mut findings);
    }
    findings
}
