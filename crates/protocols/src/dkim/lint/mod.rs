//! The rules of a key record, of what is published, and of a selector as it is typed; one file
//! each.
//!
//! A text is read as it was meant (see [`super::damage`]), so that one stray quote gives
//! one finding and not five.

mod dangling_alias;
mod domainkeys_policy;
mod doubled_name;
mod ed25519_wrapped;
mod ed25519_wrong_length;
mod granularity_obsolete;
mod key_cut_off;
mod key_length_odd;
mod key_lower_cased;
mod key_mismatch;
mod key_missing;
mod key_not_base64;
mod key_old;
mod key_padding;
mod key_pkcs1;
mod key_plus_lost;
mod key_revoked;
mod key_shared;
mod key_trailing_octets;
mod key_type_mismatch;
mod key_type_unknown;
mod key_unreadable;
mod key_url_safe;
mod key_whitespace;
mod line_breaks;
mod list_malformed;
mod no_key;
mod no_usable_hash;
mod not_a_key;
mod not_a_tag;
mod not_for_mail;
mod odd_characters;
mod pem_armour;
mod private_key_published;
mod record_split;
mod rsa_exponent;
mod rsa_modulus_weak;
mod rsa_short;
mod rsa_too_long;
mod rsa_too_short;
mod second_selector_waits;
mod selector_bad_character;
mod selector_dot;
mod selector_empty;
mod selector_hyphen;
mod selector_missing;
mod selector_too_long;
mod selector_with_domainkey;
mod semicolon_missing;
mod several_records;
mod sha1_allowed;
mod stray;
mod stray_backslashes;
mod stray_quotes;
mod subject;
mod tag_empty;
mod tag_repeated;
mod tag_unknown;
mod tag_upper_case;
mod testing;
mod tlsrpt_only;
mod too_many_tags;
mod version_absent;
mod version_not_first;
mod version_wrong;
mod wrong_owner;
mod zone_line_pasted;

use std::sync::Arc;

use crate::answers::Question;
use crate::finding::{Finding, Fix, Place, RecordKind, Rule, RuleInfo, Severity, find};
use crate::limits::KEY_RECORDS_MAX;
use crate::name::DomainName;
use crate::published::Publication;
use crate::tag_list::TagList;

use super::survey::{Origin, Standing, Survey, Surveyed, Wildcard};
use super::{damage, record, selector};

pub use subject::{Subject, Typed, Usage};

/// A rule over one record text: it has nothing to ask.
type RecordRule = Rule<fn(&Subject<'_>, &mut Vec<Finding>)>;

/// The rules over one record text. Where two put the same stretch right, the first one does.
const RECORD_RULES: &[RecordRule] = &[
    zone_line_pasted::RULE,
    stray_quotes::RULE,
    stray_backslashes::RULE,
    odd_characters::RULE,
    line_breaks::RULE,
    pem_armour::RULE,
    private_key_published::RULE,
    semicolon_missing::RULE,
    tag_upper_case::RULE,
    version_not_first::RULE,
    version_wrong::RULE,
    version_absent::RULE,
    tag_repeated::RULE,
    tag_empty::RULE,
    not_a_tag::RULE,
    tag_unknown::RULE,
    too_many_tags::RULE,
    granularity_obsolete::RULE,
    list_malformed::RULE,
    key_missing::RULE,
    key_revoked::RULE,
    key_whitespace::RULE,
    key_plus_lost::RULE,
    key_url_safe::RULE,
    key_not_base64::RULE,
    key_length_odd::RULE,
    key_padding::RULE,
    key_cut_off::RULE,
    key_lower_cased::RULE,
    key_unreadable::RULE,
    key_trailing_octets::RULE,
    key_pkcs1::RULE,
    key_type_unknown::RULE,
    key_type_mismatch::RULE,
    ed25519_wrapped::RULE,
    ed25519_wrong_length::RULE,
    rsa_too_short::RULE,
    rsa_short::RULE,
    rsa_too_long::RULE,
    rsa_exponent::RULE,
    rsa_modulus_weak::RULE,
    no_usable_hash::RULE,
    sha1_allowed::RULE,
    testing::RULE,
    not_for_mail::RULE,
    tlsrpt_only::RULE,
];

/// A rule over a selector.
type SelectorRule = Rule<fn(&Typed<'_>, &mut Vec<Finding>)>;

/// The rules over a selector.
const SELECTOR_RULES: &[SelectorRule] = &[
    selector_with_domainkey::RULE,
    selector_empty::RULE,
    selector_dot::RULE,
    selector_bad_character::RULE,
    selector_hyphen::RULE,
    selector_too_long::RULE,
];

/// A rule over what stands at a domain's selectors.
type PublishedRule = Rule<fn(&Survey<'_>, &mut Vec<Finding>)>;

/// The rules over what stands at a domain's selectors.
const PUBLISHED_RULES: &[PublishedRule] = &[
    selector_missing::RULE,
    several_records::RULE,
    record_split::RULE,
    doubled_name::RULE,
    wrong_owner::RULE,
    key_mismatch::RULE,
    dangling_alias::RULE,
    second_selector_waits::RULE,
    domainkeys_policy::RULE,
    key_shared::RULE,
    key_old::RULE,
    no_key::RULE,
];

/// The place of a finding about an owner name as a whole.
fn place(owner: &DomainName, text: &str) -> Place {
    Place::new(RecordKind::DkimKey, Some(owner), text)
}

/// What every rule of this room declares.
pub fn rules() -> Vec<&'static RuleInfo> {
    let mut infos = vec![not_a_key::RULE.info];
    infos.extend(RECORD_RULES.iter().map(|rule| rule.info));
    infos.extend(PUBLISHED_RULES.iter().map(|rule| rule.info));
    infos.extend(SELECTOR_RULES.iter().map(|rule| rule.info));
    infos
}

/// What is wrong with a selector as it was typed.
pub fn lint_selector(text: &str) -> Vec<Finding> {
    let text: Arc<str> = text.into();
    let parsed = selector::read(&text);
    let typed = Typed {
        text: &text,
        parsed: &parsed,
    };
    find(SELECTOR_RULES, &typed)
}

/// What is wrong with one record text of whose use nothing is known.
pub fn lint(text: &str, owner: Option<&DomainName>) -> Vec<Finding> {
    lint_used(text, owner, Usage::Unknown)
}

/// What is wrong with one record text.
pub(super) fn lint_used(text: &str, owner: Option<&DomainName>, usage: Usage) -> Vec<Finding> {
    let text: Arc<str> = text.into();
    let meant = damage::read(&text);
    let list = TagList::parse(&meant.text);
    let reading = record::read(&meant.text);
    let subject = Subject {
        owner,
        usage,
        text: &text,
        meant: &meant,
        list: &list,
        reading: &reading,
    };
    let mut findings = Vec::new();
    (not_a_key::RULE.check)(&subject, &mut findings);
    if !findings.is_empty() {
        // Nothing that the other rules could say would help.
        return findings;
    }
    for rule in RECORD_RULES {
        (rule.check)(&subject, &mut findings);
    }
    findings
}

/// Whether a text was meant as a key record and has something of a key in it.
pub(super) fn looks_like_key(text: &str) -> bool {
    let meant = damage::read(text);
    let list = TagList::parse(&meant.text);
    let version = list
        .get("v")
        .is_some_and(|tag| tag.value.eq_ignore_ascii_case(record::VERSION));
    version || record::read(&meant.text).key.is_some()
}

/// What is wrong with what stands at a domain's selectors: each record, and the names around them.
pub(super) fn check_published(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    for surveyed in &survey.selectors {
        findings.extend(check_records(surveyed));
    }
    if let (Wildcard::Key(texts), Some(owner)) = (&survey.wildcard, survey.wildcard_owner()) {
        findings.extend(texts.iter().flat_map(|text| lint(text, Some(&owner))));
    }
    for selector in &survey.unfit {
        findings.push(selector_too_long::finding(selector.as_str()));
    }
    for rule in PUBLISHED_RULES {
        (rule.check)(survey, findings);
    }
}

/// The findings of the records at one selector. The right record is known for our own.
fn check_records(surveyed: &Surveyed<'_>) -> Vec<Finding> {
    let Standing::Records(texts) = &surveyed.standing else {
        return Vec::new();
    };
    if record_split::joined(texts).is_some() {
        return Vec::new();
    }
    let usage = match surveyed.origin {
        Origin::Ours { .. } => Usage::Signing,
        Origin::Asked | Origin::Guessed => Usage::Unknown,
    };
    let alone = texts.len() == 1;
    let mut findings = Vec::new();
    // Beside a key, what is no key is a matter of there being several.
    let texts = texts.iter().filter(|text| alone || looks_like_key(text));
    for text in texts.take(KEY_RECORDS_MAX) {
        findings.extend(lint_used(text, Some(&surveyed.owner), usage));
    }
    for finding in &mut findings {
        finding.evidence.push(Question::Txt(surveyed.owner.clone()));
        if let (Fix::Instruct, Severity::High, Some(wanted)) =
            (&finding.fix, finding.severity, surveyed.wanted())
        {
            let text = wanted.record().to_string();
            finding.fix = Fix::Publish(Publication::txt(surveyed.owner.clone(), text));
        }
    }
    findings
}
