//! Records in the forms that other tools read. Every form holds the same records: a test compares
//! them all.

pub(crate) mod dnscontrol;
pub(crate) mod octodns;
pub(crate) mod signers;
pub(crate) mod terraform;
pub(crate) mod zone;

use protocols::limits::CHARACTER_STRING_OCTETS_MAX;
use protocols::name::DomainName;
use protocols::published::{Publication, PublishedData};
use protocols::rrset::RecordData;

/// A record as it stands, in the form in which it is published: its text as one.
pub(crate) fn published(value: &RecordData) -> PublishedData {
    match value {
        RecordData::Txt(txt) => PublishedData::Txt(txt.text()),
        RecordData::Cname(name) => PublishedData::Cname(name.clone()),
        RecordData::Mx(mx) => PublishedData::Mx(mx.clone()),
        RecordData::Tlsa(tlsa) => PublishedData::Tlsa(tlsa.clone()),
    }
}

/// The type's mnemonic.
pub(crate) fn kind(data: &PublishedData) -> &'static str {
    match data {
        PublishedData::Txt(_) => "TXT",
        PublishedData::Cname(_) => "CNAME",
        PublishedData::Mx(_) => "MX",
        PublishedData::Tlsa(_) => "TLSA",
    }
}

/// The text as one value, as a form or an API takes it: nothing quoted, nothing split.
pub(crate) fn one_string(data: &PublishedData) -> String {
    match data {
        PublishedData::Txt(text) => text.clone(),
        PublishedData::Cname(target) => format!("{target}."),
        PublishedData::Mx(mx) => {
            let exchange = mx
                .exchange
                .as_ref()
                .map_or_else(String::new, ToString::to_string);
            format!("{} {exchange}.", mx.preference)
        }
        PublishedData::Tlsa(tlsa) => {
            let hex: String = tlsa
                .data
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect();
            format!("{} {} {} {hex}", tlsa.usage, tlsa.selector, tlsa.matching)
        }
    }
}

/// A TXT value as quoted strings of at most 255 octets (RFC 1035 §3.3), with no space gained or
/// lost where it is split.
pub(crate) fn quoted_strings(text: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().min(CHARACTER_STRING_OCTETS_MAX);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        strings.push(quoted(&rest[..end]));
        rest = &rest[end..];
    }
    if strings.is_empty() {
        strings.push("\"\"".to_string());
    }
    strings
}

/// RFC 1035 §5.1: a quote and a backslash within quotes are escaped.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The owner relative to the zone, `@` for the zone itself; the whole name where it is outside.
pub(crate) fn relative(owner: &DomainName, zone: &DomainName) -> String {
    if owner == zone {
        return "@".to_string();
    }
    match owner.as_str().strip_suffix(&format!(".{zone}")) {
        Some(relative) => relative.to_string(),
        None => format!("{owner}."),
    }
}

/// Records of one owner and type together, in the order they first appear.
pub(crate) fn sets(records: &[Publication]) -> Vec<Vec<&Publication>> {
    let mut sets: Vec<Vec<&Publication>> = Vec::new();
    for record in records {
        let same = |set: &&mut Vec<&Publication>| {
            set.first().is_some_and(|first| {
                first.owner == record.owner && kind(&first.data) == kind(&record.data)
            })
        };
        match sets.iter_mut().find(same) {
            Some(set) => set.push(record),
            None => sets.push(vec![record]),
        }
    }
    sets
}

#[cfg(test)]
mod tests;
