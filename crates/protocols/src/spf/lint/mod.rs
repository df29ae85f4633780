//! The rules of an SPF record, one file each.

mod address_as_domain;
mod address_family_mixed;
mod address_malformed;
mod answer_too_large;
mod argument_missing;
mod argument_unexpected;
mod domain_malformed;
mod duplicate_term;
mod exists_catch_all;
mod explanation_unusable;
mod hard_fail;
mod host_bits_set;
mod include_covered;
mod include_loop;
mod include_without_record;
mod invisible_character;
mod lookups_near_limit;
mod macro_malformed;
mod macro_only_in_explanation;
mod macro_uncacheable;
mod mechanism_as_modifier;
mod modifier_not_last;
mod modifier_repeated;
mod modifier_unknown;
mod modifier_with_colon;
mod mx_too_many_hosts;
mod network_covered;
mod neutral_default;
mod non_ascii;
mod owner_is_alias;
mod passes_everyone;
mod prefix_length_invalid;
mod ptr_used;
mod range_too_wide;
mod record_missing;
mod record_too_long;
mod redirect_ignored;
mod redirect_without_record;
mod separator;
mod several_records;
mod single_label_domain;
mod soft_fail;
mod space_in_term;
mod strings_fused;
mod target_broken;
mod terms_after_all;
mod too_many_lookups;
mod too_many_terms;
mod too_many_void_lookups;
mod top_label_invalid;
mod trailing_dot;
mod type_99;
mod unknown_mechanism;
mod url_as_domain;
mod version_not_first;
mod version_repeated;
mod void_lookup;
mod wildcard_without_record;
mod wrong_owner;

use std::sync::Arc;

use crate::answers::{Answers, Need, Question, TxtRecord};
use crate::finding::{Finding, Fix, Place, RecordKind, Rule, RuleInfo, Span, find, find_published};
use crate::limits::SPF_LINT_OCTETS_MAX;
use crate::name::DomainName;
use crate::parsed::Parsed;

use super::defect::Defect;
use super::parse::parse;
use super::record::{Directive, Mechanism, Placed, Record, Selection, Term};
use super::survey::{Fault, FaultKind, Leads, Missing, Survey, own_lookups};

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

impl<'a> Subject<'a> {
    /// The place of a finding in this text.
    fn place(&self, span: Span) -> Place {
        Place::new(RecordKind::Spf, self.owner, self.text.clone()).at(span)
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
    fn own_lookups(&self) -> u32 {
        let Some(record) = &self.parsed.record else {
            return 0;
        };
        let terms = record.terms.iter();
        let counting = terms.take_while({
            let mut is_ended = false;
            move |placed| {
                let goes_on = !is_ended;
                is_ended |= matches!(
                    &placed.term,
                    Term::Directive(Directive {
                        mechanism: Mechanism::All,
                        ..
                    })
                );
                goes_on
            }
        });
        let ignored = |term: &Term| matches!(term, Term::Redirect(_)) && record.all().is_some();
        counting
            .filter(|placed| !ignored(&placed.term))
            .map(|placed| own_lookups(&placed.term))
            .sum()
    }
}

/// What stands at the domain.
pub struct Published<'a> {
    /// The domain.
    pub domain: &'a DomainName,
    /// Its TXT records.
    pub records: &'a [TxtRecord],
    /// The names they were found through, where the domain is an alias.
    pub aliases: &'a [DomainName],
    /// Which of them counts.
    pub selection: &'a Selection,
    /// What the one that counts leads to.
    pub survey: Option<&'a Survey>,
    /// For rules that look further.
    pub answers: &'a Answers,
}

impl Published<'_> {
    /// The place of a finding about the domain as a whole.
    fn place(&self, text: &str) -> Place {
        Place::new(RecordKind::Spf, Some(self.domain), text)
    }

    /// Every TXT record as text.
    fn texts(&self) -> Vec<String> {
        self.records.iter().map(TxtRecord::text).collect()
    }

    /// The text of the record that counts, empty where none does.
    fn text(&self) -> &str {
        match self.selection {
            Selection::One(text) => text,
            Selection::None | Selection::Several(_) => "",
        }
    }

    /// The record that counts, as far as it can be read.
    fn record(&self) -> Option<Record> {
        match self.selection {
            Selection::One(text) => parse(text).record,
            Selection::None | Selection::Several(_) => None,
        }
    }

    fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.survey.iter().flat_map(|survey| &survey.faults)
    }

    /// A finding about a fault, at the term of this record that leads there, with the term
    /// itself and whose record it stands in.
    fn fault(&self, info: &'static RuleInfo, fault: &Fault) -> Finding {
        let mut place = self.place(self.text());
        place.span = Some(fault.top);
        Finding::new(info, place)
            .text("term", &fault.at.term)
            .text("owner", &fault.at.domain)
    }

    /// The findings about terms of this kind that lead to a name without a record.
    fn without_record(
        &self,
        info: &'static RuleInfo,
        leads: Leads,
    ) -> impl Iterator<Item = (&Fault, Finding)> {
        self.faults().filter_map(move |fault| {
            let FaultKind::WithoutRecord {
                target,
                missing,
                term,
            } = &fault.kind
            else {
                return None;
            };
            let finding = self
                .fault(info, fault)
                .text("target", target)
                .text("missing", self.missing(*missing))
                .evidence(Question::Txt(target.clone()));
            (*term == leads).then_some((fault, finding))
        })
    }

    /// With the removal of the term, where it is this record's own.
    fn without_term(&self, finding: Finding, fault: &Fault) -> Finding {
        if fault.at.domain != *self.domain {
            return finding;
        }
        let span = match self.text().get(..fault.top.start) {
            Some(before) if before.ends_with(' ') => Span::new(fault.top.start - 1, fault.top.end),
            Some(_) | None => fault.top,
        };
        finding.fix(Fix::replace(span, ""))
    }

    /// The word for what is missing, as catalogues select by.
    fn missing(&self, missing: Missing) -> &'static str {
        match missing {
            Missing::Name => "name",
            Missing::Record => "record",
        }
    }
}

/// A rule over one record text: it has nothing to ask.
type RecordRule = Rule<fn(&Subject<'_>, &mut Vec<Finding>)>;

/// A rule over what is published: it may need to look further.
type PublishedRule = Rule<fn(&Published<'_>, &mut Vec<Finding>) -> Result<(), Need>>;

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

/// The rules over what is published.
const PUBLISHED_RULES: &[PublishedRule] = &[
    record_missing::RULE,
    several_records::RULE,
    wrong_owner::RULE,
    type_99::RULE,
    strings_fused::RULE,
    too_many_lookups::RULE,
    include_without_record::RULE,
    redirect_without_record::RULE,
    target_broken::RULE,
    include_loop::RULE,
    mx_too_many_hosts::RULE,
    exists_catch_all::RULE,
    too_many_void_lookups::RULE,
    void_lookup::RULE,
    lookups_near_limit::RULE,
    explanation_unusable::RULE,
    include_covered::RULE,
    answer_too_large::RULE,
    owner_is_alias::RULE,
    wildcard_without_record::RULE,
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
    let rules = if text.len() > SPF_LINT_OCTETS_MAX {
        &[record_too_long::RULE]
    } else {
        RECORD_RULES
    };
    find(rules, &subject)
}

/// What is wrong with what is published: the record that counts, and the names around it.
pub(super) fn check_published(
    published: &Published<'_>,
    findings: &mut Vec<Finding>,
) -> Result<(), Need> {
    if let Selection::One(text) = published.selection {
        findings.extend(lint(text, Some(published.domain)));
    }
    find_published(PUBLISHED_RULES, published, findings)
}
