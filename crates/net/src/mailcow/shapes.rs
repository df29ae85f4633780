//! What mailcow answers.

use crate::zone::change::shown;
use app::mailcow::{Activity, MailcowDomain, MailcowError, MailcowKey};
use app::zone::Why;
use protocols::dkim::record::Flag;
use protocols::dkim::{Identities, Selector};
use protocols::limits::MAILCOW_DOMAINS_MAX;
use protocols::name::DomainName;
use serde_json::Value;
use zonefile::presentation::read_quoted;

/// How the rows of a list are read.
pub(super) struct Rows {
    /// The field with the name.
    pub(super) name: &'static str,
    /// The field with the domain that it stands for, where it is an alias.
    pub(super) target: Option<&'static str>,
}

/// Whether a change was made. An object, or a list of them with one for each part: all must say so.
pub(super) fn done(answer: &Value) -> Result<(), MailcowError> {
    let parts = match answer {
        Value::Array(parts) => parts.as_slice(),
        part => std::slice::from_ref(part),
    };
    if parts.is_empty() {
        return Err(unusable(Why::Incomplete));
    }
    for part in parts {
        match part["type"].as_str() {
            Some("success" | "info") => {}
            Some(_) => return Err(refusal(&words(&part["msg"]))),
            None => return Err(unusable(Why::Incomplete)),
        }
    }
    Ok(())
}

/// MySQL's words for a row that is there already; mailcow passes them on.
const DUPLICATE: [&str; 2] = ["Duplicate entry", "Integrity constraint violation: 1062"];

fn refusal(words: &str) -> MailcowError {
    if DUPLICATE.iter().any(|mark| words.contains(mark)) {
        MailcowError::Exists(words.to_owned())
    } else {
        MailcowError::Refused(words.to_owned())
    }
}

/// The message of an answer with a status that says failure too; all of it where it has none.
pub(super) fn message(body: String) -> String {
    let answer: Option<Value> = serde_json::from_str(&body).ok();
    answer
        .map(|answer| words(&answer["msg"]))
        .filter(|words| !words.is_empty())
        .unwrap_or(body)
}

/// `"text"`, or `["key", "argument"]`.
fn words(message: &Value) -> String {
    match message {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            let parts = parts.iter().map(words);
            parts.collect::<Vec<_>>().join(" ")
        }
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// The domains of a list. An empty list is `{}` or `[]`.
pub(super) fn domains(answer: &Value, rows: &Rows) -> Result<Vec<MailcowDomain>, MailcowError> {
    let list = match answer {
        Value::Array(list) => list.as_slice(),
        Value::Object(object) if object.is_empty() => &[],
        other => {
            // A failure to read is told in the same way as one to write.
            done(other)?;
            return Err(unusable(Why::Incomplete));
        }
    };
    if list.len() > MAILCOW_DOMAINS_MAX {
        return Err(unusable(Why::ListTooLong));
    }
    list.iter().map(|row| domain(row, rows)).collect()
}

fn domain(row: &Value, rows: &Rows) -> Result<MailcowDomain, MailcowError> {
    if row.get("type").is_some() && row.get(rows.name).is_none() {
        done(row)?;
    }
    let name = |field: &str| {
        let text = row[field]
            .as_str()
            .ok_or_else(|| unusable(Why::Incomplete))?;
        DomainName::parse(text).map_err(|_| {
            unusable(Why::BadOwner {
                record: shown(text),
            })
        })
    };
    Ok(MailcowDomain {
        name: name(rows.name)?,
        activity: activity(&row["active"])?,
        alias_of: rows.target.map(name).transpose()?,
    })
}

/// `1`, `"1"` or `true`; `2` is a domain that takes no logins and still signs.
fn activity(value: &Value) -> Result<Activity, MailcowError> {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.as_str() {
        "1" | "2" | "true" => Ok(Activity::Active),
        "0" | "false" => Ok(Activity::Inactive),
        _ => Err(unusable(Why::Incomplete)),
    }
}

/// The key of a domain. `[]` or `{}` where there is none.
pub(super) fn key(answer: &Value) -> Result<Option<MailcowKey>, MailcowError> {
    let is_empty = match answer {
        Value::Array(list) => list.is_empty(),
        Value::Object(object) => object.is_empty(),
        _ => false,
    };
    if is_empty {
        return Ok(None);
    }
    let (Some(text), Some(selector)) = (
        answer["dkim_txt"].as_str(),
        answer["dkim_selector"].as_str(),
    ) else {
        done(answer)?;
        return Err(unusable(Why::Incomplete));
    };
    let selector = Selector::parse(selector).ok_or_else(|| unusable(bad_key()))?;
    let text = one_text(text)?;
    let record = protocols::dkim::parse(&text).record;
    let record = record.ok_or_else(|| unusable(bad_key()))?;
    let public = record.public_key().cloned();
    let identities = if record.flags.contains(&Flag::NoSubdomains) {
        Identities::DomainOnly
    } else {
        Identities::WithSubdomains
    };
    Ok(Some(MailcowKey {
        selector,
        public: public.ok_or_else(|| unusable(bad_key()))?,
        identities,
    }))
}

/// With `$SPLIT_DKIM_255` the record comes as quoted strings.
fn one_text(text: &str) -> Result<String, MailcowError> {
    if !text.trim_start().starts_with('"') {
        return Ok(text.to_owned());
    }
    let strings = read_quoted(text).map_err(|_| unusable(bad_key()))?;
    Ok(strings.text())
}

pub(super) fn unusable(why: Why) -> MailcowError {
    MailcowError::Unusable(why)
}

fn bad_key() -> Why {
    let kind = "DKIM".to_owned();
    Why::BadValue { kind }
}
