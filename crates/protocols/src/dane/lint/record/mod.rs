//! The rules over the text of one TLSA record.

mod data_not_hexadecimal;
mod digest_length;
mod fields_missing;
mod full_data;
mod matching_unknown;
mod not_a_number;
mod selector_unknown;
mod usage_pkix;
mod usage_unknown;
pub(super) mod whole_certificate;

use std::sync::Arc;

use crate::answers::TlsaRecord;
use crate::dane::record::{Defect, parse, tokens};
use crate::finding::{Finding, Place, RecordKind, Rule, RuleInfo, Span, find};
use crate::name::DomainName;
use crate::parsed::Parsed;

/// One record text.
pub struct Subject<'a> {
    /// Where it stands, when that is known.
    pub owner: Option<&'a DomainName>,
    /// The text.
    pub text: &'a Arc<str>,
    /// The text read.
    pub parsed: &'a Parsed<TlsaRecord, Defect>,
}

impl Subject<'_> {
    /// The place of a finding in this text.
    fn place(&self, span: Span) -> Place {
        Place::new(RecordKind::Tlsa, self.owner, self.text.clone()).at(span)
    }

    /// Where one of the four fields stands: 0 usage, 1 selector, 2 matching type, 3 all the data.
    fn field(&self, field: usize) -> Span {
        let tokens = tokens(self.text);
        let end = Span::new(self.text.len(), self.text.len());
        let Some((first, _)) = tokens.get(field) else {
            return end;
        };
        match (field, tokens.last()) {
            (3, Some((last, _))) => Span::new(first.start, last.end),
            (_, Some(_) | None) => *first,
        }
    }
}

/// A rule over one record text: it has nothing to ask.
type RecordRule = Rule<fn(&Subject<'_>, &mut Vec<Finding>)>;

const RULES: &[RecordRule] = &[
    fields_missing::RULE,
    not_a_number::RULE,
    data_not_hexadecimal::RULE,
    usage_pkix::RULE,
    usage_unknown::RULE,
    selector_unknown::RULE,
    matching_unknown::RULE,
    digest_length::RULE,
    full_data::RULE,
    whole_certificate::RULE,
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
