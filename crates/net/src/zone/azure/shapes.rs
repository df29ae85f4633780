//! The shapes of the interface, as far as they are read, and its spelling of records.

use app::zone::Why;
use protocols::answers::{MxRecord, TxtRecord};
use protocols::limits::CHARACTER_STRING_OCTETS_MAX;
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::zone::change::shown;
use crate::zone::sets::{Listed, Wanted};

#[derive(Debug, Deserialize)]
pub(super) struct ZoneShape {
    pub(super) name: String,
    pub(super) properties: ZoneProperties,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ZoneProperties {
    pub(super) zone_type: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SetsAnswer {
    value: Vec<SetAnswer>,
    pub(super) next_link: Option<String>,
}

/// A set, as it is listed.
#[derive(Debug, Deserialize)]
struct SetAnswer {
    /// Without the zone; `@` for the apex.
    name: String,
    /// `Microsoft.Network/dnszones/TXT`.
    #[serde(rename = "type")]
    kind: String,
    etag: String,
    properties: Map<String, Value>,
}

/// A set with its type and its records at hand.
#[derive(Debug, Clone)]
pub(crate) struct SetShape {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) etag: String,
    ttl: u32,
    properties: Map<String, Value>,
    records: Vec<Value>,
}

impl SetsAnswer {
    /// The sets, and where the list goes on; fails where one of them has no TTL.
    pub(super) fn sets(self) -> Result<(Vec<SetShape>, Option<String>), Why> {
        let sets = self.value.into_iter().map(SetAnswer::unpacked);
        Ok((sets.collect::<Result<_, _>>()?, self.next_link))
    }
}

impl SetAnswer {
    fn unpacked(self) -> Result<SetShape, Why> {
        let kind = self.kind.rsplit('/').next().unwrap_or_default().to_owned();
        let ttl = self.properties.get("TTL").and_then(Value::as_u64);
        let ttl = ttl.and_then(|ttl| u32::try_from(ttl).ok());
        let Some(ttl) = ttl else {
            return Err(Why::SetWithoutTtl { kind: shown(&kind) });
        };
        let records = match self.properties.get(field(&kind).unwrap_or_default()) {
            Some(Value::Array(records)) => records.clone(),
            Some(record) if !record.is_null() => vec![record.clone()],
            Some(_) | None => Vec::new(),
        };
        Ok(SetShape {
            name: self.name,
            kind,
            etag: self.etag,
            ttl,
            properties: self.properties,
            records,
        })
    }
}

/// The property that holds the records of a type; `None` for types that are not written here.
fn field(kind: &str) -> Option<&'static str> {
    let kinds = [
        (RecordKind::Txt, "TXTRecords"),
        (RecordKind::Mx, "MXRecords"),
        (RecordKind::Cname, "CNAMERecord"),
    ];
    let found = kinds.into_iter().find(|(known, _)| known.word() == kind);
    found.map(|(_, field)| field)
}

impl Listed for SetShape {
    type Record = Value;

    fn kind(&self) -> &str {
        &self.kind
    }

    fn ttl_seconds(&self) -> u32 {
        self.ttl
    }

    fn records(&self) -> &[Value] {
        &self.records
    }

    fn read(&self, record: &Value) -> Option<RecordData> {
        read_data(&self.kind, record)
    }

    fn special(&self) -> Option<Why> {
        let kind = self.kind.clone();
        if self.kind == RecordKind::Tlsa.word() {
            return Some(Why::SetUnshown { kind });
        }
        let target = self.properties.get("targetResource")?;
        let id = target.get("id").filter(|id| !id.is_null());
        id.map(|_| Why::SetAlias { kind })
    }
}

/// The properties of a set as it shall be: those that it has, metadata among them, but for its TTL, its
/// records, and what is only ever answered.
pub(super) fn properties(
    standing: Option<&SetShape>,
    kind: RecordKind,
    wanted: &Wanted<Value>,
) -> Result<Value, Why> {
    let field = field(kind.word()).ok_or(Why::NoSuchType { kind })?;
    let mut properties = standing
        .map(|set| set.properties.clone())
        .unwrap_or_default();
    for answered in ["fqdn", "provisioningState", "targetResource"] {
        properties.remove(answered);
    }
    let records = match (kind, wanted.records.as_slice()) {
        (RecordKind::Cname, [one]) => one.clone(),
        (RecordKind::Cname, _) => return Err(Why::SecondAlias),
        (RecordKind::Txt | RecordKind::Mx | RecordKind::Tlsa, records) => json!(records),
    };
    properties.insert("TTL".to_owned(), json!(wanted.ttl_seconds));
    properties.insert(field.to_owned(), records);
    Ok(json!({ "properties": properties }))
}

fn read_data(kind: &str, record: &Value) -> Option<RecordData> {
    let host = |name: &str| DomainName::parse(record.get(name)?.as_str()?).ok();
    if kind == RecordKind::Txt.word() {
        let strings = record.get("value")?.as_array()?.iter();
        let strings: Option<Vec<Vec<u8>>> = strings
            .map(|string| Some(string.as_str()?.into()))
            .collect();
        Some(RecordData::Txt(TxtRecord { strings: strings? }))
    } else if kind == RecordKind::Mx.word() {
        Some(RecordData::Mx(MxRecord {
            preference: u16::try_from(record.get("preference")?.as_u64()?).ok()?,
            exchange: match record.get("exchange")?.as_str()? {
                "." => None,
                _ => Some(host("exchange")?),
            },
        }))
    } else if kind == RecordKind::Cname.word() {
        Some(RecordData::Cname(host("cname")?))
    } else {
        None
    }
}

/// Writes a record.
pub(super) fn write_data(data: &RecordData) -> Result<Value, Why> {
    match data {
        RecordData::Txt(txt) => {
            let joined = txt.joined();
            let chunks = joined
                .chunks(CHARACTER_STRING_OCTETS_MAX)
                .map(std::str::from_utf8);
            let strings: Result<Vec<&str>, _> = chunks.collect();
            let strings = strings.map_err(|_| Why::NoText)?;
            Ok(json!({ "value": strings }))
        }
        RecordData::Cname(target) => Ok(json!({ "cname": target.as_str() })),
        RecordData::Mx(mx) => {
            let exchange = mx.exchange.as_ref().map_or(".", DomainName::as_str);
            Ok(json!({ "preference": mx.preference, "exchange": exchange }))
        }
        RecordData::Tlsa(_) => Err(Why::NoSuchType { kind: data.kind() }),
    }
}
