//! A record to copy: its value as one string, and in the strings that a zone file wants.

use app::provider::{OwnerForm, Provider, ValueForm};
use askama::Template;
use askama::filters::HtmlSafe;
use protocols::name::DomainName;
use protocols::published::{Publication, PublishedData};

use crate::export::{kind, one_string, quoted_strings, relative};
use crate::server::web::words::Words;

/// A box with one value.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/record.html")]
pub(crate) struct Record {
    words: Words,
    /// What tells the radio buttons of two boxes on a page apart.
    id: String,
    /// The name as the form wants it.
    owner: String,
    kind: &'static str,
    facts: String,
    one: String,
    split: Option<String>,
    /// Where the value is to be had as plain text.
    plain: Option<String>,
}

impl HtmlSafe for Record {}

impl Record {
    /// The record of a plan, its whole name shown.
    pub(crate) fn whole(id: impl Into<String>, record: &Publication, words: Words) -> Record {
        Record::new(id.into(), record.owner.to_string(), record, words)
    }

    /// As the form of a provider wants it typed.
    pub(crate) fn for_form(
        id: impl Into<String>,
        record: &Publication,
        zone: &DomainName,
        provider: Option<&Provider>,
        words: Words,
    ) -> Record {
        let is_inside = record.owner.is_at_or_below(zone);
        let Some(provider) = provider.filter(|_| is_inside) else {
            return Record::new(id.into(), record.owner.to_string(), record, words);
        };
        let owner = match (provider.owner, relative(&record.owner, zone)) {
            (OwnerForm::RelativeOrEmpty, name) if name == "@" => words.t("records-name-empty"),
            (OwnerForm::Relative | OwnerForm::RelativeOrEmpty, name) => name,
        };
        let mut out = Record::new(id.into(), owner, record, words);
        match (&record.data, provider.value) {
            // The form takes quotes only, or splits by itself: the other way would be stored wrong.
            (PublishedData::Txt(text), ValueForm::Quoted) => {
                out.one = quoted_strings(text).join(" ");
                out.split = None;
            }
            (PublishedData::Txt(_), ValueForm::Plain) => out.split = None,
            (PublishedData::Txt(_), ValueForm::Unverified)
            | (PublishedData::Cname(_) | PublishedData::Mx(_) | PublishedData::Tlsa(_), _) => {}
        }
        out
    }

    /// A text that is no record, such as a policy file, under a name of its own.
    pub(crate) fn of_text(
        id: impl Into<String>,
        name: impl Into<String>,
        text: &str,
        words: Words,
    ) -> Record {
        Record {
            words,
            id: id.into(),
            owner: name.into(),
            kind: "",
            facts: words.count("pages-record-octets", text.len()),
            one: text.to_owned(),
            split: None,
            plain: None,
        }
    }

    /// Tells it apart from another one of the same id.
    pub(crate) fn number(&mut self, number: usize) {
        self.id.push_str(&format!("-{number}"));
    }

    /// With the address of the value as plain text.
    pub(crate) fn plain(mut self, href: impl Into<String>) -> Record {
        self.plain = Some(href.into());
        self
    }

    fn new(id: String, owner: String, record: &Publication, words: Words) -> Record {
        let one = one_string(&record.data);
        let octets = words.count("pages-record-octets", one.len());
        let split = match &record.data {
            PublishedData::Txt(text) => {
                let strings = quoted_strings(text);
                (strings.len() > 1).then(|| strings.join("\n"))
            }
            PublishedData::Cname(_) | PublishedData::Mx(_) | PublishedData::Tlsa(_) => None,
        };
        Record {
            words,
            id,
            owner,
            kind: kind(&record.data),
            facts: format!("TTL {} · {octets}", record.ttl_seconds),
            one,
            split,
            plain: None,
        }
    }
}
