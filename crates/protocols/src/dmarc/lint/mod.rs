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

use crate::answers::{Answers, Failure, Need, Needs, Question};
use crate::assessment::{ProtectionKind, Unknown};
use crate::finding::{Edit, Finding, Fix, Place, RecordKind, Rule, RuleInfo, Severity, Span};
use crate::name::DomainName;
use crate::parsed::Parsed;
use crate::tag_list::{Entry, Tag, TagList};

use super::assess::Context;
use super::discover::Discovery;
use super::record::{Defect, Record, Selection, ValueFault, is_stray, parse};
use super::report_authorization::Destination;
use super::tags::{Policy, TagName};

pub use wildcard::PROBE_LABEL;

/// One record text.
pub struct Subject<'a> {
    /// A policy record, or one that authorizes reports.
    pub kind: RecordKind,
    /// Where it stands, when that is known.
    pub owner: Option<&'a DomainName>,
    /// The text, cut into tags.
    pub list: &'a TagList<'a>,
    /// The text read.
    pub parsed: &'a Parsed<Record, Defect>,
}

impl<'a> Subject<'a> {
    /// The place of a finding in this text.
    fn place(&self, span: Span) -> Place {
        Place {
            kind: self.kind,
            owner: self.owner.cloned(),
            text: self.list.text.to_string(),
            span: Some(span),
        }
    }

    /// The text under a span.
    fn written(&self, span: Span) -> &'a str {
        &self.list.text[span.start..span.end]
    }

    /// The tag of this name that counts, written in any case.
    fn tag(&self, name: TagName) -> Option<&Tag<'a>> {
        self.list
            .tags()
            .find(|tag| TagName::parse(tag.name) == Some(name))
    }

    /// The record, unless it is ignored or hides what it says, by a missing semicolon or a stray
    /// character in a name: a rule about what the record *means* has nothing to say of such a text.
    fn meaning(&self) -> Option<&'a Record> {
        let hides = |kind: &Defect| {
            matches!(
                kind,
                Defect::Value {
                    fault: ValueFault::SemicolonMissing,
                    ..
                }
            )
        };
        let hidden = self.parsed.defects.iter().any(|d| hides(&d.kind))
            || self.list.tags().any(|tag| tag.name.contains(is_stray));
        self.parsed.record.as_ref().filter(|_| !hidden)
    }

    /// Takes the entry around `span` out of the text, with the separator before it; the first entry
    /// with the separator behind it.
    fn removal(&self, span: Span) -> Edit {
        let entries = &self.list.entries;
        let around = |entry: &Entry<'_>| {
            (entry.span.start..=entry.span.end).contains(&span.start) && span.end <= entry.span.end
        };
        let span = match entries.iter().position(around) {
            Some(0) => {
                let next = entries.get(1).map(|next| next.span.start);
                Span::new(0, next.unwrap_or(self.list.text.len()))
            }
            Some(index) => Span::new(entries[index - 1].span.end, entries[index].span.end),
            None => span,
        };
        Edit {
            span,
            replacement: String::new(),
        }
    }
}

/// From the first letter of the name to the end of the value.
fn whole(tag: &Tag<'_>) -> Span {
    Span::new(tag.name_span.start, tag.value_span.end)
}

/// The version as it is written.
const VERSION_TAG: &str = "v=DMARC1";

/// Takes characters out of a text.
fn without(spans: &[Span]) -> Fix {
    let edits = spans.iter().map(|span| Edit {
        span: *span,
        replacement: String::new(),
    });
    Fix::Edit(edits.collect())
}

/// Whether someone meant a text as a policy record.
fn looks_like_dmarc(text: &str) -> bool {
    let folded = text.to_ascii_lowercase();
    let policy =
        |tag: &Tag<'_>| tag.name.eq_ignore_ascii_case("p") && Policy::parse(tag.value).is_some();
    folded.contains("dmarc") || TagList::parse(text).tags().any(policy)
}

/// What is lost when `ruf` is wrong is rarely missed: few receivers send failure reports.
fn report_severity(tag: TagName, usual: Severity) -> Severity {
    if tag == TagName::Ruf {
        Severity::Low
    } else {
        usual
    }
}

/// What stands at the owner name, and around it.
pub struct Published<'a> {
    /// The domain that is checked, without `_dmarc`.
    pub domain: &'a DomainName,
    /// `_dmarc.<domain>`.
    pub owner: &'a DomainName,
    /// Which record counts.
    pub selection: &'a Selection,
    /// The policy that applies, and the walk that found it.
    pub discovery: &'a Discovery,
    /// Where the domain's own record sends reports.
    pub destinations: &'a [Destination],
    /// What the caller knows of the domain.
    pub context: &'a Context,
    /// For rules that look further.
    pub answers: &'a Answers,
}

impl Published<'_> {
    /// The domain's own record, when it has one that counts.
    fn own(&self) -> Option<Own<'_>> {
        match self.selection {
            Selection::One(text) => parse(text).record.map(|record| Own { text, record }),
            Selection::None(_) | Selection::Several(_) => None,
        }
    }

    /// The place of a finding about the owner name as a whole.
    fn place(&self, text: &str) -> Place {
        Place {
            kind: RecordKind::Dmarc,
            owner: Some(self.owner.clone()),
            text: text.to_string(),
            span: None,
        }
    }

    /// The place of a finding about one tag of the domain's own record.
    fn place_of(&self, own: &Own<'_>, name: TagName) -> Place {
        let mut place = self.place(own.text);
        place.span = TagList::parse(own.text)
            .tags()
            .find(|tag| TagName::parse(tag.name) == Some(name))
            .map(whole);
        place
    }

    /// The first destination at each host, `rua` before `ruf`: for rules about the host.
    fn hosts(&self) -> impl Iterator<Item = &Destination> {
        let all = self.destinations;
        all.iter().enumerate().filter_map(|(index, destination)| {
            let host = destination.uri.host();
            let seen = all[..index].iter().any(|other| other.uri.host() == host);
            (!seen).then_some(destination)
        })
    }

    /// A finding about one destination of the domain's own record.
    fn destination(&self, info: &'static RuleInfo, destination: &Destination) -> Finding {
        let place = match self.own() {
            Some(own) => self.place_of(&own, destination.tag),
            None => self.place(""),
        };
        Finding::new(info, place)
            .severity(report_severity(destination.tag, info.severity))
            .text("tag", destination.tag)
            .text("uri", &destination.uri)
    }
}

/// A domain's own record.
struct Own<'a> {
    text: &'a str,
    record: Record,
}

/// What rules over what is published add to.
#[derive(Debug, Default)]
pub struct Noted {
    /// What is wrong or worth knowing.
    pub findings: Vec<Finding>,
    /// What could not be asked.
    pub unknowns: Vec<Unknown>,
}

impl Noted {
    /// Notes a question without an answer, once.
    pub(super) fn unknown(&mut self, question: Question, failure: Failure) {
        let unknown = Unknown {
            protection: ProtectionKind::Dmarc,
            question,
            failure,
        };
        if !self.unknowns.contains(&unknown) {
            self.unknowns.push(unknown);
        }
    }
}

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
    let mut findings = Vec::new();
    lint_as(RecordKind::Dmarc, text, owner, FORM_RULES, &mut findings);
    lint_as(RecordKind::Dmarc, text, owner, POLICY_RULES, &mut findings);
    findings
}

/// What is wrong with one record that authorizes reports (RFC 9990 §4). §4.7 `p`: 'This tag is not
/// applicable for third-party reporting records'; only its form is looked at.
pub fn lint_report(text: &str, owner: Option<&DomainName>) -> Vec<Finding> {
    let mut findings = Vec::new();
    lint_as(
        RecordKind::DmarcReport,
        text,
        owner,
        FORM_RULES,
        &mut findings,
    );
    findings
}

fn lint_as(
    kind: RecordKind,
    text: &str,
    owner: Option<&DomainName>,
    rules: &[RecordRule],
    findings: &mut Vec<Finding>,
) {
    let subject = Subject {
        kind,
        owner,
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
    // The rules are independent, so what they need is asked at once.
    let mut needs = Needs::default();
    for rule in PUBLISHED_RULES {
        needs.take((rule.check)(published, noted));
    }
    needs.settle()
}
