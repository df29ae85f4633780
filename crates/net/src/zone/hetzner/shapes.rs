//! The shapes of the interface, as far as they are read, and its spelling of records.

use app::zone::ZoneError;
use protocols::answers::MxRecord;
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet};
use serde::{Deserialize, Serialize};

use crate::zone::presentation::{read_txt, write_quoted};
use crate::zone::tlsa_text;

#[derive(Debug, Deserialize)]
pub(super) struct ZoneAnswer {
    pub(super) zone: ZoneShape,
}

#[derive(Debug, Deserialize)]
pub(super) struct ZoneShape {
    pub(super) id: u64,
    pub(super) name: String,
    /// `primary`, or `secondary` where it is transferred from elsewhere.
    pub(super) mode: String,
    /// The TTL of sets that have none of their own.
    pub(super) ttl: u32,
}

#[derive(Debug, Deserialize)]
pub(super) struct SetsAnswer {
    pub(super) rrsets: Vec<SetShape>,
    pub(super) meta: Meta,
}

#[derive(Debug, Deserialize)]
pub(super) struct Meta {
    pub(super) pagination: Pagination,
}

#[derive(Debug, Deserialize)]
pub(super) struct Pagination {
    pub(super) next_page: Option<u64>,
    pub(super) total_entries: Option<usize>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct SetShape {
    /// Without the zone; `@` for the apex.
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) ttl: Option<u32>,
    #[serde(default)]
    pub(super) records: Vec<ValueShape>,
    protection: Option<Protection>,
}

#[derive(Debug, Clone, Deserialize)]
struct Protection {
    #[serde(default)]
    change: bool,
}

/// One record of a set, as it is given and taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct ValueShape {
    pub(super) value: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) comment: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ActionAnswer {
    pub(super) action: ActionShape,
}

#[derive(Debug, Deserialize)]
pub(super) struct ActionShape {
    pub(super) id: u64,
    /// `running`, `success` or `error`.
    pub(super) status: String,
    pub(super) error: Option<Complaint>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Complaint {
    #[serde(default)]
    pub(super) code: String,
    #[serde(default)]
    pub(super) message: String,
}

impl SetShape {
    /// Whether its owner has forbidden changes of it.
    pub(super) fn is_protected(&self) -> bool {
        self.protection.as_ref().is_some_and(|p| p.change)
    }

    /// The set it is, in a zone whose sets have this TTL unless they say otherwise.
    pub(super) fn set(&self, apex: &DomainName, zone_ttl: u32) -> Result<RrSet, ZoneError> {
        let mut values = Vec::new();
        for record in &self.records {
            let data = read_data(&self.kind, &record.value, apex).ok_or_else(|| {
                let value = record.value.escape_debug();
                ZoneError::Unreadable(format!("{} {} has '{value}'", self.name, self.kind))
            })?;
            values.push(data);
        }
        Ok(RrSet {
            ttl_seconds: self.ttl.unwrap_or(zone_ttl),
            values,
        })
    }
}

/// Reads a value of this type; `None` where it is none.
pub(super) fn read_data(kind: &str, value: &str, apex: &DomainName) -> Option<RecordData> {
    if kind == RecordKind::Txt.word() {
        Some(RecordData::Txt(read_txt(value).0))
    } else if kind == RecordKind::Cname.word() {
        Some(RecordData::Cname(read_host(value, apex)?))
    } else if kind == RecordKind::Mx.word() {
        let (preference, host) = value.trim().split_once(char::is_whitespace)?;
        let host = host.trim();
        Some(RecordData::Mx(MxRecord {
            preference: preference.parse().ok()?,
            exchange: match host {
                "." => None,
                host => Some(read_host(host, apex)?),
            },
        }))
    } else if kind == RecordKind::Tlsa.word() {
        Some(RecordData::Tlsa(tlsa_text::read(value)?))
    } else {
        None
    }
}

/// A host as in a master file: without the last dot it is of this zone.
fn read_host(text: &str, apex: &DomainName) -> Option<DomainName> {
    match text {
        "@" => Some(apex.clone()),
        whole if whole.ends_with('.') => DomainName::parse(whole).ok(),
        relative => DomainName::parse(&format!("{relative}.{apex}")).ok(),
    }
}

/// Writes a value.
pub(super) fn write_data(data: &RecordData) -> String {
    match data {
        RecordData::Txt(txt) => write_quoted(txt),
        RecordData::Cname(target) => format!("{target}."),
        RecordData::Mx(mx) => match &mx.exchange {
            Some(host) => format!("{} {host}.", mx.preference),
            None => format!("{} .", mx.preference),
        },
        RecordData::Tlsa(tlsa) => tlsa_text::write(tlsa),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_in_its_spelling() {
        let apex: DomainName = "example.com".parse().unwrap();
        for (kind, value, written) in [
            ("TXT", "\"v=spf1 -all\"", "\"v=spf1 -all\""),
            ("TXT", "\"v=spf1\" \" -all\"", "\"v=spf1\" \" -all\""),
            ("CNAME", "key.example.net.", "key.example.net."),
            ("CNAME", "key", "key.example.com."),
            ("CNAME", "@", "example.com."),
            ("MX", "10 mail", "10 mail.example.com."),
            ("MX", "10  mail.example.net.", "10 mail.example.net."),
            ("MX", "0 .", "0 ."),
            ("TLSA", "3 1 1 AB cd", "3 1 1 abcd"),
        ] {
            let data = read_data(kind, value, &apex).unwrap();
            assert_eq!(write_data(&data), written);
            assert_eq!(read_data(kind, written, &apex), Some(data));
        }
        for (kind, value) in [
            ("MX", "mail"),
            ("TLSA", "3 1"),
            ("CNAME", ".."),
            ("A", "192.0.2.1"),
        ] {
            assert_eq!(read_data(kind, value, &apex), None);
        }
    }
}
