//! The shapes of the interface, as far as they are used.

use app::zone::{Why, ZoneError};
use protocols::answers::MxRecord;
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::zone::change::shown;
use crate::zone::presentation::{read_txt, write_quoted};
use crate::zone::steps::Standing;

/// How IONOS names what its form makes of an SPF record; it is answered as TXT.
const TXT_TWINS: [&str; 3] = ["SPF (TXT)", "SPF(TXT)", "SPF"];

/// A zone as it is listed.
#[derive(Debug, Deserialize)]
pub(super) struct ZoneShape {
    pub(super) id: String,
    pub(super) name: String,
    /// `NATIVE`, or `SLAVE` where it is transferred from another server.
    #[serde(rename = "type", default)]
    pub(super) kind: String,
}

/// A zone with the records that were asked for. Without the list it is not an empty list.
#[derive(Debug, Deserialize)]
pub(super) struct ZoneRecords {
    pub(super) records: Vec<RecordShape>,
}

/// One record as it is listed.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct RecordShape {
    pub(super) id: String,
    name: String,
    #[serde(rename = "type")]
    kind: String,
    content: String,
    ttl: u32,
    #[serde(default)]
    prio: Option<u16>,
    #[serde(default)]
    disabled: bool,
}

impl RecordShape {
    pub(super) fn owner(&self) -> Result<DomainName, ZoneError> {
        DomainName::parse(&self.name).map_err(|_| {
            let record = shown(&self.id);
            ZoneError::Unreadable(Why::BadOwner { record })
        })
    }

    /// Whether it belongs to the sets of this type.
    pub(super) fn is_of(&self, kind: RecordKind) -> bool {
        self.kind == kind.word() || (kind == RecordKind::Txt && self.is_twin())
    }

    /// Whether it is answered as TXT and is not called so.
    pub(super) fn is_twin(&self) -> bool {
        TXT_TWINS.contains(&self.kind.as_str())
    }

    /// Whether it is switched off: it is kept, and not answered.
    pub(super) fn is_disabled(&self) -> bool {
        self.disabled
    }

    /// Whether it delegates a name.
    pub(super) fn is_ns(&self) -> bool {
        self.kind == "NS" && !self.disabled
    }

    /// It as a record that stands, where it is of that type.
    pub(super) fn standing(&self, kind: RecordKind) -> Result<Standing<'_, Self>, ZoneError> {
        let bad = || {
            ZoneError::Unreadable(Why::BadRecord {
                record: shown(&self.id),
                kind: shown(&self.kind),
            })
        };
        let name = |text: &str| DomainName::parse(text).map_err(|_| bad());
        let data = match kind {
            RecordKind::Txt => RecordData::Txt(read_txt(&self.content).0),
            RecordKind::Cname => RecordData::Cname(name(&self.content)?),
            RecordKind::Mx => RecordData::Mx(MxRecord {
                preference: self.prio.ok_or_else(bad)?,
                exchange: match self.content.as_str() {
                    "." | "" => None,
                    host => Some(name(host)?),
                },
            }),
            RecordKind::Tlsa => return Err(bad()),
        };
        Ok(Standing {
            record: self,
            data,
            ttl_seconds: self.ttl,
        })
    }

    /// It as it was listed, for a list that replaces the one it is in.
    pub(super) fn as_listed(&self) -> Value {
        let mut fields = self.fields_as_listed();
        fields.insert("name".to_owned(), json!(self.name));
        fields.insert("type".to_owned(), json!(self.kind));
        Value::Object(fields)
    }

    /// What can be changed of it, as it was listed.
    fn fields_as_listed(&self) -> Map<String, Value> {
        let mut fields = Map::new();
        fields.insert("content".to_owned(), json!(self.content));
        fields.insert("ttl".to_owned(), json!(self.ttl));
        fields.insert("disabled".to_owned(), json!(self.disabled));
        fields.extend(self.prio.map(|prio| ("prio".to_owned(), json!(prio))));
        fields
    }

    /// The body that gives it another TTL and changes nothing else.
    pub(super) fn retimed(&self, ttl_seconds: u32) -> Map<String, Value> {
        let mut fields = self.fields_as_listed();
        fields.insert("ttl".to_owned(), json!(ttl_seconds));
        fields
    }
}

/// The body that gives a record this value.
pub(super) fn fields_of(value: &RecordData, ttl_seconds: u32) -> Result<Map<String, Value>, Why> {
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("ttl", json!(ttl_seconds));
    put("disabled", json!(false));
    match value {
        // In quotes, since that is how records that stay are listed and sent again.
        RecordData::Txt(txt) => {
            put("content", json!(write_quoted(txt)));
        }
        RecordData::Cname(name) => {
            put("content", json!(name.as_str()));
        }
        RecordData::Mx(mx) => {
            let exchange = mx.exchange.as_ref().map_or(".", DomainName::as_str);
            put("content", json!(exchange));
            put("prio", json!(mx.preference));
        }
        RecordData::Tlsa(_) => return Err(Why::NoSuchType { kind: value.kind() }),
    }
    Ok(fields)
}

/// The same with name and type, for a record that is to be made.
pub(super) fn record_of(
    owner: &DomainName,
    kind: RecordKind,
    mut fields: Map<String, Value>,
) -> Value {
    fields.insert("name".to_owned(), json!(owner.as_str()));
    fields.insert("type".to_owned(), json!(kind.word()));
    Value::Object(fields)
}
