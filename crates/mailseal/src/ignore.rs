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
use serde::Deserialize;
use toml::Spanned;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileShape {
    #[serde(default)]
    ignore: Vec<Spanned<EntryShape>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryShape {
    id: Option<Spanned<String>>,
    domain: Option<Spanned<String>>,
    reason: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
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
        let shape: FileShape = toml::from_str(&text).map_err(|e| failed(Fault::of(&e)))?;
        if let Some(first_over) = shape.ignore.get(ENTRIES_MAX) {
            let reason = Failed::new("reason-ignore-too-many").count("limit", ENTRIES_MAX);
            return Err(failed(Fault::at(first_over, reason)));
        }
        let mut entries = Vec::new();
        for entry in shape.ignore {
            entries.push(Entry::read(entry).map_err(failed)?);
        }
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
    fn of(error: &toml::de::Error) -> Fault {
        Fault {
            at: error.span().map_or(0, |span| span.start),
            // What the TOML reader says is in its own words.
            reason: Failed::new("reason-system").text("text", error.message()),
        }
    }

    fn at<T>(value: &Spanned<T>, reason: Failed) -> Fault {
        Fault {
            at: value.span().start,
            reason,
        }
    }
}

impl Entry {
    fn read(shape: Spanned<EntryShape>) -> Result<Entry, Fault> {
        let missing = |name: &str| {
            let reason = Failed::new("reason-ignore-missing").text("name", name);
            Fault::at(&shape, reason)
        };
        let entry = shape.get_ref();
        let id = entry.id.as_ref().ok_or_else(|| missing("id"))?;
        let why = entry.reason.as_ref().ok_or_else(|| missing("reason"))?;
        let end = entry.until.as_ref().ok_or_else(|| missing("until"))?;
        if !protocols::rules()
            .iter()
            .any(|rule| rule.id == id.get_ref())
        {
            let reason = Failed::new("error-no-such-rule").text("id", id.get_ref());
            return Err(Fault::at(id, reason));
        }
        if why.get_ref().trim().is_empty() {
            return Err(Fault::at(why, Failed::new("reason-ignore-no-reason")));
        }
        let until = end.get_ref().parse::<Date>().map_err(|_| {
            let reason = Failed::new("reason-ignore-date").text("until", end.get_ref());
            Fault::at(end, reason)
        })?;
        let domain = entry.domain.as_ref().map(|domain| {
            input::domain(domain.get_ref()).map_err(|reason| Fault::at(domain, reason))
        });
        Ok(Entry {
            domain: domain.transpose()?,
            id: id.get_ref().clone(),
            reason: why.get_ref().clone(),
            until,
        })
    }
}

fn day_of(now: Timestamp) -> Date {
    let seconds = i64::try_from(now.0).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    TimeZone::UTC.to_datetime(moment).date()
}
