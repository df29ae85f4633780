//! The rules over the text of a policy file.

mod bad_character;
mod bare_cr;
mod blank_line;
mod byte_order_mark;
mod colon_missing;
mod field_malformed;
mod field_repeated;
mod field_unknown;
mod is_html;
mod max_age_missing;
mod max_age_not_a_number;
mod max_age_short;
mod max_age_too_large;
mod mode_missing;
mod mode_unknown;
mod more_faults;
mod mx_address;
mod mx_missing;
mod mx_not_a_host;
mod mx_not_ascii;
mod mx_port;
mod mx_redundant;
mod mx_several;
mod mx_trailing_dot;
mod mx_wildcard;
mod mx_wildcard_misplaced;
mod mx_wildcard_too_wide;
mod stray_space;
mod too_large;
mod too_many_mx;
mod version_missing;
mod version_wrong;

use std::sync::Arc;

use crate::finding::{Finding, Place, RecordKind, Rule, RuleInfo, Span, find};
use crate::mta_sts::fetch::{Body, BodySize};
use crate::mta_sts::policy::{ParsedPolicy, PolicyDefect, parse};
use crate::name::DomainName;

/// One policy text.
pub struct PolicySubject<'a> {
    /// The policy host, when that is known.
    pub owner: Option<&'a DomainName>,
    /// The text.
    pub text: &'a Arc<str>,
    /// Whether there was more of it.
    pub size: BodySize,
    /// The text read.
    pub policy: &'a ParsedPolicy,
}

impl PolicySubject<'_> {
    /// The place of a finding in this text.
    fn place(&self, span: Span) -> Place {
        Place::new(RecordKind::MtaStsPolicy, self.owner, self.text.clone()).at(span)
    }

    /// Where the text has this defect.
    fn spans(&self, defect: &PolicyDefect) -> impl Iterator<Item = Span> {
        let defects = self.policy.parsed.defects.iter();
        defects.filter(move |d| d.kind == *defect).map(|d| d.span)
    }

    /// The text at a place.
    fn under(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// How the lines of this text end.
    fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }
}

/// A rule over one policy text: it has nothing to ask.
type PolicyRule = Rule<fn(&PolicySubject<'_>, &mut Vec<Finding>)>;

const RULES: &[PolicyRule] = &[
    too_large::RULE,
    is_html::RULE,
    byte_order_mark::RULE,
    blank_line::RULE,
    bare_cr::RULE,
    bad_character::RULE,
    colon_missing::RULE,
    stray_space::RULE,
    field_malformed::RULE,
    field_unknown::RULE,
    field_repeated::RULE,
    version_missing::RULE,
    version_wrong::RULE,
    mode_missing::RULE,
    mode_unknown::RULE,
    max_age_missing::RULE,
    max_age_not_a_number::RULE,
    max_age_too_large::RULE,
    max_age_short::RULE,
    mx_missing::RULE,
    mx_several::RULE,
    mx_trailing_dot::RULE,
    mx_address::RULE,
    mx_port::RULE,
    mx_not_ascii::RULE,
    mx_wildcard_misplaced::RULE,
    mx_wildcard_too_wide::RULE,
    mx_not_a_host::RULE,
    mx_wildcard::RULE,
    mx_redundant::RULE,
    too_many_mx::RULE,
    more_faults::RULE,
];

pub(super) fn rules() -> Vec<&'static RuleInfo> {
    RULES.iter().map(|rule| rule.info).collect()
}

/// What is wrong with one policy text. How its lines end is not judged: a text that went through an
/// editor or a shell no longer tells what the server sends.
pub fn lint_policy(text: &str, owner: Option<&DomainName>) -> Vec<Finding> {
    let text: Arc<str> = text.into();
    let policy = parse(&text);
    check(&PolicySubject {
        owner,
        text: &text,
        size: BodySize::Whole,
        policy: &policy,
    })
}

/// What is wrong with a served policy.
pub(crate) fn lint_body(body: &Body, host: &DomainName) -> Vec<Finding> {
    check(&PolicySubject {
        owner: Some(host),
        text: &body.text,
        size: body.size,
        policy: &body.policy,
    })
}

fn check(subject: &PolicySubject<'_>) -> Vec<Finding> {
    find(RULES, subject)
}
