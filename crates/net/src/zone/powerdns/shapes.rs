//! The shapes of the interface, as far as they are used.

use app::zone::{Why, ZoneError};
use protocols::answers::MxRecord;
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::zone::change::shown;
use crate::zone::presentation::{read_txt, write_quoted};
use crate::zone::tlsa_text;

/// A zone with the sets that were asked for. Without the list it is not an empty list.
#[derive(Debug, Deserialize)]
pub(super) struct ZoneShape {
    /// `Native`, `Master`, `Slave`, `Producer`, `Consumer`; newer versions say `Primary`, `Secondary`.
    kind: String,
    /// How the serial grows with a change of the interface: not at all where this is empty.
    #[serde(default)]
    soa_edit_api: String,
    /// The serial as it is served; it grows with every change, where SOA-EDIT-API is set.
    #[serde(default)]
    pub(super) edited_serial: u64,
    rrsets: Vec<SetShape>,
}

/// One set as it is listed.
#[derive(Debug, Deserialize)]
pub(super) struct SetShape {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    ttl: u32,
    records: Vec<RecordShape>,
}

/// One record as it is listed, with every field it has.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct RecordShape {
    content: String,
    #[serde(default)]
    disabled: bool,
    #[serde(flatten)]
    more: Map<String, Value>,
}

impl ZoneShape {
    /// Why what is written here would not be what is answered.
    pub(super) fn check(&self, apex: &DomainName) -> Result<(), ZoneError> {
        let kind = self.kind.to_ascii_lowercase();
        if ["slave", "secondary", "consumer"].contains(&kind.as_str()) {
            let zone = apex.clone();
            return Err(ZoneError::Unreadable(Why::Secondary { zone }));
        }
        Ok(())
    }

    /// The sets of a name.
    pub(super) fn sets_at(self, owner: &DomainName) -> Result<Vec<SetShape>, ZoneError> {
        let mut sets = Vec::new();
        for set in self.rrsets {
            if set.owner()? == *owner && !set.records.is_empty() {
                sets.push(set);
            }
        }
        Ok(sets)
    }

    /// The name below the apex at which this name is delegated, where it is.
    pub(super) fn cut_above(
        &self,
        apex: &DomainName,
        name: &DomainName,
    ) -> Result<Option<DomainName>, ZoneError> {
        for set in self.rrsets.iter().filter(|set| set.is_ns()) {
            let owner = set.owner()?;
            if owner != *apex && name.is_at_or_below(&owner) {
                return Ok(Some(owner));
            }
        }
        Ok(None)
    }

    /// Why other servers would never take what is written here.
    pub(super) fn check_serial(&self, apex: &DomainName) -> Result<(), ZoneError> {
        let kind = self.kind.to_ascii_lowercase();
        let is_transferred = ["master", "primary", "producer"].contains(&kind.as_str());
        let stands_still = ["", "OFF"].contains(&self.soa_edit_api.as_str());
        if is_transferred && stands_still {
            let zone = apex.clone();
            return Err(ZoneError::Refused(Why::SerialStands { zone }));
        }
        Ok(())
    }
}

impl SetShape {
    pub(super) fn owner(&self) -> Result<DomainName, ZoneError> {
        DomainName::parse(&self.name).map_err(|_| {
            let record = format!("{} {}", shown(&self.name), shown(&self.kind));
            ZoneError::Unreadable(Why::BadOwner { record })
        })
    }

    /// Whether it is of this type.
    pub(super) fn is_of(&self, kind: RecordKind) -> bool {
        self.kind == kind.word()
    }

    /// Whether it delegates a name.
    pub(super) fn is_ns(&self) -> bool {
        self.kind == "NS" && self.is_answered()
    }

    /// Whether there is a record in it that is not disabled.
    pub(super) fn is_answered(&self) -> bool {
        self.records.iter().any(|record| !record.disabled)
    }

    pub(super) fn records(&self) -> &[RecordShape] {
        &self.records
    }

    /// What is answered of it.
    pub(super) fn standing(&self, kind: RecordKind) -> Result<Option<RrSet>, ZoneError> {
        let mut set = RrSet {
            ttl_seconds: self.ttl,
            values: Vec::new(),
        };
        for record in self.records.iter().filter(|record| !record.disabled) {
            let data = record.data(kind)?;
            // The same in another spelling is answered once.
            if !set.has(&data) {
                set.values.push(data);
            }
        }
        Ok((!set.values.is_empty()).then_some(set))
    }
}

impl RecordShape {
    pub(super) fn is_disabled(&self) -> bool {
        self.disabled
    }

    /// What it says, where it is of that type.
    pub(super) fn data(&self, kind: RecordKind) -> Result<RecordData, ZoneError> {
        let bad = || {
            let kind = kind.word().to_owned();
            ZoneError::Unreadable(Why::BadValue { kind })
        };
        let host = |text: &str| DomainName::parse(text).map_err(|_| bad());
        Ok(match kind {
            RecordKind::Txt => RecordData::Txt(read_txt(&self.content).0),
            RecordKind::Cname => RecordData::Cname(host(&self.content)?),
            RecordKind::Mx => {
                let (preference, exchange) = self.content.split_once(' ').ok_or_else(bad)?;
                RecordData::Mx(MxRecord {
                    preference: preference.parse().map_err(|_| bad())?,
                    exchange: match exchange.trim() {
                        "." => None,
                        name => Some(host(name)?),
                    },
                })
            }
            RecordKind::Tlsa => RecordData::Tlsa(tlsa_text::read(&self.content).ok_or_else(bad)?),
        })
    }

    /// It as it was listed.
    pub(super) fn as_listed(&self) -> Value {
        let mut fields = self.more.clone();
        fields.insert("content".to_owned(), json!(self.content));
        fields.insert("disabled".to_owned(), json!(self.disabled));
        Value::Object(fields)
    }
}

/// A new record. Names are whole, with a dot at the end.
pub(super) fn new_record(value: &RecordData) -> Value {
    let content = match value {
        RecordData::Txt(txt) => write_quoted(txt),
        RecordData::Cname(name) => format!("{name}."),
        RecordData::Mx(mx) => {
            let exchange = mx.exchange.as_ref().map_or("", DomainName::as_str);
            format!("{} {exchange}.", mx.preference)
        }
        RecordData::Tlsa(tlsa) => tlsa_text::write(tlsa),
    };
    json!({ "content": content, "disabled": false })
}
