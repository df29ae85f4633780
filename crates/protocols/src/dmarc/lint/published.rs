//! What is published, as the rules over it see it.

use crate::answers::{Answers, Failure, Question};
use crate::assessment::{ProtectionKind, Unknown};
use crate::finding::{Finding, Place, RecordKind, RuleInfo};
use crate::name::DomainName;
use crate::tag_list::TagList;

use super::super::assess::Context;
use super::super::discover::Discovery;
use super::super::record::{Record, Selection, parse};
use super::super::report_authorization::Destination;
use super::super::tags::TagName;
use super::subject::{report_severity, whole};

/// What stands at the owner name, and around it.
pub struct Published<'a> {
    /// The domain that is checked, without `_dmarc`.
    pub domain: &'a DomainName,
    /// `_dmarc.<domain>`.
    pub owner: &'a DomainName,
    /// Which record counts.
    pub selection: &'a Selection,
    /// The domain's own record, when it has one that counts.
    pub own: Option<Own<'a>>,
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
    /// The place of a finding about the owner name as a whole.
    pub(super) fn place(&self, text: &str) -> Place {
        Place::new(RecordKind::Dmarc, Some(self.owner), text)
    }

    /// The place of a finding about one tag of the domain's own record.
    pub(super) fn place_of(&self, own: &Own<'_>, name: TagName) -> Place {
        let mut place = self.place(own.text);
        place.span = TagList::parse(own.text)
            .tags()
            .find(|tag| TagName::parse(tag.name) == Some(name))
            .map(whole);
        place
    }

    /// The first destination at each host, `rua` before `ruf`: for rules about the host.
    pub(super) fn hosts(&self) -> impl Iterator<Item = &Destination> {
        let all = self.destinations;
        all.iter().enumerate().filter_map(|(index, destination)| {
            let host = destination.uri.host();
            let seen = all[..index].iter().any(|other| other.uri.host() == host);
            (!seen).then_some(destination)
        })
    }

    /// A finding about one destination of the domain's own record.
    pub(super) fn destination(
        &self,
        info: &'static RuleInfo,
        destination: &Destination,
    ) -> Finding {
        let place = match &self.own {
            Some(own) => self.place_of(own, destination.tag),
            None => self.place(""),
        };
        Finding::new(info, place)
            .severity(report_severity(destination.tag, info.severity))
            .text("tag", destination.tag)
            .text("uri", &destination.uri)
    }
}

/// A domain's own record.
pub struct Own<'a> {
    /// Its text.
    pub text: &'a str,
    /// The text read.
    pub record: Record,
}

impl<'a> Own<'a> {
    /// The record of a selection that has one.
    pub fn of(selection: &'a Selection) -> Option<Own<'a>> {
        match selection {
            Selection::One(text) => parse(text).record.map(|record| Own { text, record }),
            Selection::None(_) | Selection::Several(_) => None,
        }
    }
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
    pub(in crate::dmarc) fn unknown(&mut self, question: Question, failure: Failure) {
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
