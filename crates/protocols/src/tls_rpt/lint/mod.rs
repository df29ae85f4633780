//! The rules of a TLS reporting record, one file each.

mod field_unknown;
mod not_a_field;
mod record_missing;
mod rua_malformed;
mod rua_missing;
mod rua_no_scheme;
mod rua_repeated;
mod rua_scheme_unsupported;
mod rua_size_suffix;
mod semicolon_missing;
mod semicolon_repeated;
mod several_records;
mod space_around_equals;
mod space_before_delimiter;
mod ttl_short;
mod version_not_first;
mod wrong_owner;

use std::sync::Arc;

use crate::answers::{Answers, Lookup, MxRecord, Need, TxtRecord};
use crate::finding::{Finding, Place, RecordKind, Rule, RuleInfo, Span, find, find_published};
use crate::name::DomainName;
use crate::parsed::Parsed;

use super::record::{Defect, Record, Selection, meant, parse};

pub use wrong_owner::WRONG_OWNERS;

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
        Place::new(RecordKind::TlsRpt, self.owner, self.text.clone()).at(span)
    }
}

/// What stands at the owner name.
pub struct Published<'a> {
    /// The domain whose mail is reported on.
    pub policy_domain: &'a DomainName,
    /// `_smtp._tls.<policy domain>`.
    pub owner: &'a DomainName,
    /// What the lookup there gave.
    pub lookup: &'a Lookup<TxtRecord>,
    /// Which record counts.
    pub selection: &'a Selection,
    /// The MX answer of the domain.
    pub mx: &'a Lookup<MxRecord>,
    /// For rules that look further.
    pub answers: &'a Answers,
}

impl Published<'_> {
    /// Whether the domain has a null MX (RFC 7505): then there is no TLS that could fail.
    pub(super) fn takes_no_mail(&self) -> bool {
        let records = self.mx.outcome.known().unwrap_or_default();
        !records.is_empty() && records.iter().all(|mx| mx.exchange.is_none())
    }

    /// The place of a finding about the owner name as a whole.
    fn place(&self, text: &str) -> Place {
        Place::new(RecordKind::TlsRpt, Some(self.owner), text)
    }
}

/// A rule over one record text: it has nothing to ask.
type RecordRule = Rule<fn(&Subject<'_>, &mut Vec<Finding>)>;

/// A rule over what is published: it may need to look further.
type PublishedRule = Rule<fn(&Published<'_>, &mut Vec<Finding>) -> Result<(), Need>>;

/// The rules over one record text.
const RECORD_RULES: &[RecordRule] = &[
    version_not_first::RULE,
    semicolon_missing::RULE,
    space_before_delimiter::RULE,
    space_around_equals::RULE,
    rua_missing::RULE,
    rua_repeated::RULE,
    rua_no_scheme::RULE,
    rua_scheme_unsupported::RULE,
    rua_malformed::RULE,
    rua_size_suffix::RULE,
    field_unknown::RULE,
    semicolon_repeated::RULE,
    not_a_field::RULE,
];

/// The rules over what is published.
const PUBLISHED_RULES: &[PublishedRule] = &[
    record_missing::RULE,
    several_records::RULE,
    wrong_owner::RULE,
    ttl_short::RULE,
];

/// What every rule of this room declares.
pub fn rules() -> Vec<&'static RuleInfo> {
    let record = RECORD_RULES.iter().map(|rule| rule.info);
    record
        .chain(PUBLISHED_RULES.iter().map(|rule| rule.info))
        .collect()
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
    find(RECORD_RULES, &subject)
}

/// What is wrong with what is published: the record that counts, and the names around it.
pub(super) fn check_published(
    published: &Published<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(), Need> {
    let texts = match published.selection {
        Selection::One(text) => vec![text.as_str()],
        // A text that was meant as a record is reported for what is wrong with it.
        Selection::None(_) | Selection::Several(_) => meant(published.selection),
    };
    for text in texts {
        findings.extend(lint(text, Some(published.owner)));
    }
    find_published(PUBLISHED_RULES, published, findings)
}
