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
    ignore: Vec<EntryShape>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryShape {
    id: String,
    domain: Option<String>,
    reason: String,
    until: String,
}

impl IgnoreList {
    /// Reads a list. An id that no rule has, an empty reason or a date that is none is an error.
    pub(crate) fn read(path: &Path, now: Timestamp) -> Result<IgnoreList, Failed> {
        let failed = |reason: &str| {
            Failed::new("error-ignore-file")
                .text("file", path.display())
                .text("reason", reason)
        };
        let text = input::file(path)?;
        let shape: FileShape = toml::from_str(&text).map_err(|e| failed(e.to_string().trim()))?;
        if shape.ignore.len() > ENTRIES_MAX {
            return Err(failed(&format!("more than {ENTRIES_MAX} entries")));
        }
        let mut entries = Vec::new();
        for entry in shape.ignore {
            entries.push(Entry::read(entry).map_err(|reason| failed(&reason))?);
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

impl Entry {
    fn read(shape: EntryShape) -> Result<Entry, String> {
        if !protocols::rules().iter().any(|rule| rule.id == shape.id) {
            return Err(format!("there is no finding {:?}", shape.id));
        }
        if shape.reason.trim().is_empty() {
            return Err(format!("{}: the reason is empty", shape.id));
        }
        let until: Date = shape
            .until
            .parse()
            .map_err(|e| format!("{}: until: {e}", shape.id))?;
        let domain = shape.domain.as_deref().map(DomainName::parse).transpose();
        let domain = domain.map_err(|e| format!("{}: domain: {e}", shape.id))?;
        Ok(Entry {
            id: shape.id,
            domain,
            reason: shape.reason,
            until,
        })
    }
}

fn day_of(now: Timestamp) -> Date {
    let seconds = i64::try_from(now.0).unwrap_or(i64::MAX);
    let moment = jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::MAX);
    TimeZone::UTC.to_datetime(moment).date()
}
