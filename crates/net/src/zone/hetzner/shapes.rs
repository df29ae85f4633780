//! The shapes of the interface, as far as they are read, and its spelling of records.

use app::zone::{Why, ZoneError};
use protocols::name::DomainName;
use protocols::rrset::RrSet;
use serde::{Deserialize, Serialize};

use crate::zone::change::shown;
use crate::zone::master_text::{Undotted, read_data};

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
            let data =
                read_data(&self.kind, &record.value, Undotted::Below(apex)).ok_or_else(|| {
                    ZoneError::Unreadable(Why::BadRecord {
                        record: format!("{} {}", shown(&self.name), shown(&record.value)),
                        kind: shown(&self.kind),
                    })
                })?;
            values.push(data);
        }
        Ok(RrSet {
            ttl_seconds: self.ttl.unwrap_or(zone_ttl),
            values,
        })
    }
}
