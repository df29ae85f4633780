//! The rules of DMARC, one file each.

mod cannot_align;
mod character_invalid;
mod destination_without_mail;
mod does_nothing;
mod doubled_semicolon;
mod external_name_too_long;
mod external_override_host;
mod external_unauthorized;
mod fo_invalid;
mod fo_without_ruf;
mod not_a_tag;
mod np_missing;
mod p_missing;
mod p_missing_without_rua;
mod p_not_second;
mod pct_removed;
mod policy_invalid;
mod psd_missing;
mod psd_no;
mod psd_not_a_suffix;
mod published;
mod record_inherited;
mod record_missing;
mod reject_with_mailboxes;
mod rua_malformed;
mod rua_missing;
mod rua_no_scheme;
mod rua_not_ascii;
mod rua_scheme_unsupported;
mod rua_semicolon;
mod rua_size_suffix;
mod rua_unencoded;
mod ruf_present;
mod ruf_with_psd;
mod semicolon_missing;
mod several_records;
mod space_in_front;
mod spf_only;
mod stray_backslash;
mod stray_quote;
mod strict_alignment;
mod subdomain_policy_unused;
mod subdomain_policy_weaker;
mod subject;
mod suffix_above;
mod tag_case;
mod tag_historic;
mod tag_repeated;
mod tag_unknown;
mod test_mode;
mod test_mode_without_effect;
mod too_deep;
mod too_many_tags;
mod too_many_uris;
mod value_empty;
mod value_invalid;
mod version_missing;
mod version_not_first;
mod version_wrong;
mod wildcard;
mod wrong_owner;

use std::sync::Arc;

use crate::answers::Need;
use crate::finding::{Finding, RecordKind, Rule, RuleInfo, find_published};
use crate::name::DomainName;
use crate::tag_list::TagList;

use super::record::{Selection, parse};

pub use published::{Noted, Own, Published};
pub use subject::Subject;
pub use wildcard::PROBE_LABEL;

use subject::{VERSION_TAG, looks_like_dmarc, report_severity, whole, without};

/// A rule over one record text: it has nothing to ask.
type RecordRule = Rule<fn(&Subject<'_>, &mut Vec<Finding>)>;

/// A rule over what is published: it may need to look further.
type PublishedRule = Rule<fn(&Published<'_>, &mut Noted) -> Result<(), Need>>;

/// The rules over the form of a text, policy record or not.
const FORM_RULES: &[RecordRule] = &[
    version_missing::RULE,
    version_not_first::RULE,
    version_wrong::RULE,
    space_in_front::RULE,
    stray_quote::RULE,
    stray_backslash::RULE,
    character_invalid::RULE,
    semicolon_missing::RULE,
    doubled_semicolon::RULE,
    not_a_tag::RULE,
    tag_repeated::RULE,
    tag_unknown::RULE,
    tag_case::RULE,
    too_many_tags::RULE,
    value_empty::RULE,
    rua_no_scheme::RULE,
    rua_malformed::RULE,
    rua_semicolon::RULE,
    rua_unencoded::RULE,
    rua_not_ascii::RULE,
    rua_scheme_unsupported::RULE,
    rua_size_suffix::RULE,
    too_many_uris::RULE,
];

/// The rules over what a policy record says.
const POLICY_RULES: &[RecordRule] = &[
    p_missing::RULE,
    p_missing_without_rua::RULE,
    p_not_second::RULE,
    policy_invalid::RULE,
    value_invalid::RULE,
    fo_invalid::RULE,
    pct_removed::RULE,
    tag_historic::RULE,
    rua_missing::RULE,
    does_nothing::RULE,
    subdomain_policy_weaker::RULE,
    np_missing::RULE,
    test_mode::RULE,
    test_mode_without_effect::RULE,
    ruf_present::RULE,
    fo_without_ruf::RULE,
    ruf_with_psd::RULE,
    psd_no::RULE,
    strict_alignment::RULE,
];

/// The rules over what is published.
const PUBLISHED_RULES: &[PublishedRule] = &[
    record_missing::RULE,
    record_inherited::RULE,
    several_records::RULE,
    wrong_owner::RULE,
    external_unauthorized::RULE,
    external_name_too_long::RULE,
    external_override_host::RULE,
    destination_without_mail::RULE,
    subdomain_policy_unused::RULE,
    psd_not_a_suffix::RULE,
    psd_missing::RULE,
    suffix_above::RULE,
    too_deep::RULE,
    wildcard::RULE,
    cannot_align::RULE,
    spf_only::RULE,
    reject_with_mailboxes::RULE,
];

/// What every rule of this room declares.
pub fn rules() -> Vec<&'static RuleInfo> {
    let form = FORM_RULES.iter().map(|rule| rule.info);
    form.chain(POLICY_RULES.iter().map(|rule| rule.info))
        .chain(PUBLISHED_RULES.iter().map(|rule| rule.info))
        .collect()
}

/// What is wrong with one policy record.
pub fn lint(text: &str, owner: Option<&DomainName>) -> Vec<Finding> {
    let text: Arc<str> = text.into();
    let mut findings = Vec::new();
    lint_as(RecordKind::Dmarc, &text, owner, FORM_RULES, &mut findings);
    lint_as(RecordKind::Dmarc, &text, owner, POLICY_RULES, &mut findings);
    findings
}

/// What is wrong with one record that authorizes reports (RFC 9990 §4). §4.7 `p`: 'This tag is not
/// applicable for third-party reporting records'; only its form is looked at.
pub fn lint_report(text: &str, owner: Option<&DomainName>) -> Vec<Finding> {
    let mut findings = Vec::new();
    lint_as(
        RecordKind::DmarcReport,
        &text.into(),
        owner,
        FORM_RULES,
        &mut findings,
    );
    findings
}

fn lint_as(
    kind: RecordKind,
    text: &Arc<str>,
    owner: Option<&DomainName>,
    rules: &[RecordRule],
    findings: &mut Vec<Finding>,
) {
    let subject = Subject {
        kind,
        owner,
        text,
        list: &TagList::parse(text),
        parsed: &parse(text),
    };
    for rule in rules {
        (rule.check)(&subject, findings);
    }
}

/// What is wrong with what is published: the record that counts, and the names around it.
pub(super) fn check_published(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    if let Selection::One(text) = published.selection {
        noted.findings.extend(lint(text, Some(published.owner)));
    }
    find_published(PUBLISHED_RULES, published, noted)
}
