//! The rules over the text of an `_mta-sts` record.

mod field_unknown;
mod id_bad_character;
mod id_missing;
mod id_repeated;
mod id_too_long;
mod not_a_field;
mod semicolon_missing;
mod semicolon_repeated;
mod space_around_equals;
mod space_before_delimiter;
mod version_not_first;

use std::sync::Arc;

use crate::finding::{Finding, Place, RecordKind, Rule, RuleInfo, Span, find};
use crate::mta_sts::record::{Defect, Record, parse};
use crate::name::DomainName;
use crate::parsed::Parsed;

/// One record text.
pub struct Subject<'a> {
    /// Where it stands, when that is known.
    pub owner: Option<&'a DomainName>,
    /// The text.
    pub text: &'a Arc<str>,
    /// The text read.
    pub parsed: &'a Parsed<Record, Defect>,
}

impl Subject<'_> {
    /// The place of a finding in this text.
    fn place(&self, span: Span) -> Place {
        Place::new(RecordKind::MtaSts, self.owner, self.text.clone()).at(span)
    }

    /// Where the text has this defect.
    fn spans(&self, defect: &Defect) -> impl Iterator<Item = Span> {
        let defects = self.parsed.defects.iter();
        defects.filter(move |d| d.kind == *defect).map(|d| d.span)
    }
}

/// A rule over one record text: it has nothing to ask.
type RecordRule = Rule<fn(&Subject<'_>, &mut Vec<Finding>)>;

const RULES: &[RecordRule] = &[
    version_not_first::RULE,
    semicolon_missing::RULE,
    space_before_delimiter::RULE,
    id_missing::RULE,
    id_too_long::RULE,
    id_bad_character::RULE,
    id_repeated::RULE,
    space_around_equals::RULE,
    semicolon_repeated::RULE,
    not_a_field::RULE,
    field_unknown::RULE,
];

pub(super) fn rules() -> Vec<&'static RuleInfo> {
    RULES.iter().map(|rule| rule.info).collect()
}

/// What is wrong with one record text.
pub fn lint(text: &str, owner: Option<&DomainName>) -> Vec<Finding> {
    let text: Arc<str> = text.into();
    let parsed = parse(&text);
    let subject = Subject {
        owner,
        text: &text,
        parsed: &parsed,
    };
    find(RULES, &subject)
}
