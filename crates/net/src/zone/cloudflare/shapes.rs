//! The shapes of the interface, as far as they are read.

use app::zone::{Why, ZoneError};
use protocols::answers::{MxRecord, TlsaRecord};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind, RrSet};
use serde::Deserialize;

use crate::zone::api::{ApiAnswer, ApiError};
use crate::zone::change::shown;
use crate::zone::presentation::read_txt;
use crate::zone::tlsa_text;

/// The TTL that stands for "automatic", and what it is served with.
const TTL_AUTOMATIC: u32 = 1;
const TTL_AUTOMATIC_SECONDS: u32 = 300;

/// What every answer is wrapped in.
#[derive(Debug, Deserialize)]
pub(super) struct Envelope<T> {
    pub(super) success: bool,
    #[serde(default = "Vec::new")]
    pub(super) errors: Vec<Complaint>,
    pub(super) result: Option<T>,
    pub(super) result_info: Option<ResultInfo>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Complaint {
    #[serde(default)]
    code: i64,
    #[serde(default)]
    message: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct ResultInfo {
    pub(super) total_count: usize,
    pub(super) total_pages: usize,
}

impl<T: serde::de::DeserializeOwned> Envelope<T> {
    /// The result: an answer of status 200 may still say that nothing was done.
    pub(super) fn open(answer: &ApiAnswer) -> Result<(T, Option<ResultInfo>), ApiError> {
        let envelope: Envelope<T> = answer.json()?;
        if !envelope.success {
            let complaints: Vec<String> = envelope
                .errors
                .iter()
                .map(|complaint| format!("{} {}", complaint.code, complaint.message))
                .collect();
            let words = answer.printable(&complaints.join("; "));
            return Err(ApiError::Refused {
                status: answer.status,
                words,
            });
        }
        let missing = || ApiError::Unusable(Why::NoResult);
        Ok((envelope.result.ok_or_else(missing)?, envelope.result_info))
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct ZoneShape {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) status: String,
    /// `full`, `partial` (names of another provider's zone), `secondary` (transferred from one).
    #[serde(rename = "type", default)]
    pub(super) kind: String,
}

/// One record as it is listed.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct RecordShape {
    pub(super) id: String,
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    #[serde(default)]
    content: String,
    priority: Option<u16>,
    pub(super) ttl: u32,
    #[serde(default)]
    proxied: bool,
    settings: Option<Settings>,
}

#[derive(Debug, Clone, Deserialize)]
struct Settings {
    flatten_cname: Option<bool>,
}

impl RecordShape {
    /// Whether it is listed as an alias and not answered as one.
    pub(super) fn hides_its_alias(&self) -> bool {
        let flattened = self.settings.as_ref().and_then(|s| s.flatten_cname);
        self.kind == RecordKind::Cname.word() && (self.proxied || flattened == Some(true))
    }

    pub(super) fn owner(&self) -> Result<DomainName, ZoneError> {
        DomainName::parse(&self.name).map_err(|_| {
            let record = shown(&self.id);
            ZoneError::Unreadable(Why::BadOwner { record })
        })
    }

    /// Its data; `None` where it is of a type that mailseal does not write.
    pub(super) fn data(&self) -> Result<Option<RecordData>, ZoneError> {
        let bad = || {
            ZoneError::Unreadable(Why::BadRecord {
                record: shown(&self.id),
                kind: shown(&self.kind),
            })
        };
        let data = match self.kind.as_str() {
            "TXT" => RecordData::Txt(read_txt(&self.content).0),
            "CNAME" => {
                let target = DomainName::parse(&self.content).map_err(|_| bad())?;
                RecordData::Cname(target)
            }
            "MX" => RecordData::Mx(MxRecord {
                preference: self.priority.ok_or_else(bad)?,
                exchange: match self.content.as_str() {
                    "." | "" => None,
                    host => Some(DomainName::parse(host).map_err(|_| bad())?),
                },
            }),
            "TLSA" => {
                let tlsa: Option<TlsaRecord> = tlsa_text::read(&self.content);
                RecordData::Tlsa(tlsa.ok_or_else(bad)?)
            }
            _ => return Ok(None),
        };
        Ok(Some(data))
    }

    fn served_ttl_seconds(&self) -> u32 {
        match self.ttl {
            TTL_AUTOMATIC => TTL_AUTOMATIC_SECONDS,
            seconds => seconds,
        }
    }
}

/// The set that these records of one type and name are.
pub(super) fn set_of(records: &[&RecordShape]) -> Result<Option<RrSet>, ZoneError> {
    let Some(ttl_seconds) = records.iter().map(|r| r.served_ttl_seconds()).min() else {
        return Ok(None);
    };
    let mut values = Vec::new();
    for record in records {
        values.extend(record.data()?);
    }
    Ok(Some(RrSet {
        ttl_seconds,
        values,
    }))
}
