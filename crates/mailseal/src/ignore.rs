//! The list of findings to leave out. Each has a reason and an end, so that nothing is forgotten:
//!
//! ```toml
//! [[ignore]]
//! id = "spf/ends-soft"
//! domain = "example.com"        # without it: every domain
//! reason = "the newsletter provider asks for ~all"
//! until = "2027-03-31"
//! ```

use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use protocols::finding::Finding;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::failure::Failed;
use crate::input;

/// Entries of one list that are read.
const ENTRIES_MAX: usize = 10_000;

/// The list.
#[derive(Debug, Default)]
pub(crate) struct IgnoreList {
    entries: Vec<Entry>,
    today: Date,
}

/// One entry.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) domain: Option<DomainName>,
    pub(crate) reason: String,
    pub(crate) until: Date,
}

/// What is wrong with a list, and the octet of it where.
struct Fault {
    at: usize,
    reason: Failed,
}

impl IgnoreList {
    /// Reads a list. An id that no rule has, an empty reason or a date that is none is an error.
    pub(crate) fn read(path: &Path, now: Timestamp) -> Result<IgnoreList, Failed> {
        let text = input::file(path)?;
        let failed = |fault: Fault| {
            let before = text.get(..fault.at).unwrap_or(&text);
            Failed::new("error-ignore-file")
                .file(path)
                .count("line", before.matches('\n').count() + 1)
                .because(fault.reason)
        };
        let entries = read(&text).map_err(failed)?;
        Ok(IgnoreList {
            entries,
            today: day_of(now),
        })
    }

    /// The entry that leaves this finding out, when there is one that has not ended.
    pub(crate) fn covers(&self, domain: &DomainName, finding: &Finding) -> Option<&Entry> {
        self.matching(domain, finding, Lifetime::Running)
    }

    /// The entry that left this finding out and has ended.
    pub(crate) fn ended(&self, domain: &DomainName, finding: &Finding) -> Option<&Entry> {
        self.matching(domain, finding, Lifetime::Ended)
    }

    /// The first entry for this finding that has ended, or has not.
    fn matching(
        &self,
        domain: &DomainName,
        finding: &Finding,
        lifetime: Lifetime,
    ) -> Option<&Entry> {
        self.entries.iter().find(|entry| {
            let ended = entry.until < self.today;
            let wanted = match lifetime {
                Lifetime::Running => !ended,
                Lifetime::Ended => ended,
            };
            wanted
                && entry.id == finding.rule.id
                && entry.domain.as_ref().is_none_or(|d| d == domain)
        })
    }
}

/// Whether an entry's end has come.
#[derive(Clone, Copy)]
enum Lifetime {
    Running,
    Ended,
}

impl Fault {
    fn at<T>(value: &Spanned<T>, reason: Failed) -> Fault {
        Fault {
            at: value.span().start,
            reason,
        }
    }
}

/// The entries of a text.
fn read(text: &str) -> Result<Vec<Entry>, Fault> {
    // What the TOML reader says beyond the place is in its own words.
    let table = DeTable::parse(text).map_err(|e| Fault {
        at: e.span().map_or(0, |span| span.start),
        reason: Failed::new("reason-toml-syntax"),
    })?;
    let mut entries = Vec::new();
    for (key, value) in table.get_ref() {
        if key.get_ref() != "ignore" {
            return Err(unknown(key));
        }
        let Some(list) = value.get_ref().as_array() else {
            return Err(Fault::at(value, Failed::new("reason-ignore-no-list")));
        };
        for entry in list.iter() {
            if entries.len() == ENTRIES_MAX {
                let reason = Failed::new("reason-ignore-too-many").count("limit", ENTRIES_MAX);
                return Err(Fault::at(entry, reason));
            }
            entries.push(Entry::read(entry)?);
        }
    }
    Ok(entries)
}

fn unknown<T: AsRef<str>>(key: &Spanned<T>) -> Fault {
    let reason = Failed::new("reason-ignore-unknown").text("name", key.get_ref().as_ref());
    Fault::at(key, reason)
}

/// The texts of an entry as they stand.
#[derive(Default)]
struct Texts {
    id: Option<Spanned<String>>,
    domain: Option<Spanned<String>>,
    reason: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
}

impl Texts {
    fn read(entry: &Spanned<DeValue<'_>>) -> Result<Texts, Fault> {
        let Some(table) = entry.get_ref().as_table() else {
            return Err(Fault::at(entry, Failed::new("reason-ignore-no-list")));
        };
        let mut texts = Texts::default();
        for (key, value) in table {
            let place = match key.get_ref().as_ref() {
                "id" => &mut texts.id,
                "domain" => &mut texts.domain,
                "reason" => &mut texts.reason,
                "until" => &mut texts.until,
                _ => return Err(unknown(key)),
            };
            let text = match value.get_ref() {
                DeValue::String(text) => text.to_string(),
                // TOML has dates of its own; whoever leaves the quotes out means the same.
                DeValue::Datetime(date) if key.get_ref() == "until" => date.to_string(),
                DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_)
                | DeValue::Array(_)
                | DeValue::Table(_) => {
                    let reason = Failed::new("reason-ignore-no-text").text("name", key.get_ref());
                    return Err(Fault::at(value, reason));
                }
            };
            *place = Some(Spanned::new(value.span(), text));
        }
        Ok(texts)
    }
}

impl Entry {
    fn read(shape: &Spanned<DeValue<'_>>) -> Result<Entry, Fault> {
        let missing = |name: &str| {
            let reason = Failed::new("reason-ignore-missing").text("name", name);
            Fault::at(shape, reason)
        };
        let texts = Texts::read(shape)?;
        let id = texts.id.ok_or_else(|| missing("id"))?;
        let why = texts.reason.ok_or_else(|| missing("reason"))?;
        let end = texts.until.ok_or_else(|| missing("until"))?;
        if !protocols::rules()
            .iter()
            .any(|rule| rule.id == id.get_ref())
        {
            let reason = Failed::new("error-no-such-rule").text("id", id.get_ref());
            return Err(Fault::at(&id, reason));
        }
        if why.get_ref().trim().is_empty() {
            return Err(Fault::at(&why, Failed::new("reason-ignore-no-reason")));
        }
        let until = end.get_ref().parse::<Date>().map_err(|_| {
            let reason = Failed::new("reason-ignore-date").text("until", end.get_ref());
            Fault::at(&end, reason)
        })?;
        let domain = texts.domain.map(|domain| {
            input::domain(domain.get_ref()).map_err(|reason| Fault::at(&domain, reason))
        });
        Ok(Entry {
            domain: domain.transpose()?,
            id: id.into_inner(),
            reason: why.into_inner(),
            until,
        })
    }
}

fn day_of(now: Timestamp) -> Date {
    let seconds = i64::try_from(now.0).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    TimeZone::UTC.to_datetime(moment).date()
}
