//! The shapes of the interface, as far as they are used.

use app::zone::{Why, ZoneError};
use protocols::answers::MxRecord;
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind};
use serde::{Deserialize, Serialize};

use crate::zone::presentation::read_txt;
use crate::zone::steps::Standing;
use crate::zone::tlsa_text;

/// Types of OVH's own that are answered as TXT.
const TXT_TWINS: [&str; 3] = ["SPF", "DKIM", "DMARC"];

/// A TTL of 0 is that of the zone, which is this unless its owner changed it.
const TTL_SECONDS_OF_ZONE: u32 = 3_600;

/// One record as it is given.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RecordShape {
    pub(super) id: u64,
    field_type: String,
    #[serde(default)]
    sub_domain: Option<String>,
    target: String,
    #[serde(default)]
    ttl: Option<u32>,
}

/// What is sent to change a record; its type cannot be.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Changed<'a> {
    sub_domain: &'a str,
    target: String,
    ttl: u32,
}

/// What is sent to make a record.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Created<'a> {
    field_type: &'static str,
    #[serde(flatten)]
    changed: Changed<'a>,
}

impl RecordShape {
    /// Its name below the apex; empty for the apex.
    pub(super) fn sub_domain(&self) -> &str {
        self.sub_domain.as_deref().unwrap_or_default()
    }

    /// Whether it belongs to the sets of this type.
    pub(super) fn is_of(&self, kind: RecordKind) -> bool {
        let is_twin = TXT_TWINS.contains(&self.field_type.as_str());
        self.field_type == kind.word() || (kind == RecordKind::Txt && is_twin)
    }

    /// Whether it delegates a name.
    pub(super) fn is_ns(&self) -> bool {
        self.field_type == "NS"
    }

    /// It as a record that stands, where it is of that type.
    pub(super) fn standing(
        &self,
        kind: RecordKind,
        apex: &DomainName,
    ) -> Result<Standing<'_, Self>, ZoneError> {
        let bad = || {
            ZoneError::Unreadable(Why::BadRecord {
                record: self.id.to_string(),
                kind: kind.word().to_owned(),
            })
        };
        let data = match kind {
            RecordKind::Txt => RecordData::Txt(read_txt(&self.target).0),
            RecordKind::Cname => RecordData::Cname(host(&self.target, apex).ok_or_else(bad)?),
            RecordKind::Mx => RecordData::Mx(mx(&self.target, apex).ok_or_else(bad)?),
            RecordKind::Tlsa => RecordData::Tlsa(tlsa_text::read(&self.target).ok_or_else(bad)?),
        };
        let ttl_seconds = match self.ttl.unwrap_or_default() {
            0 => TTL_SECONDS_OF_ZONE,
            seconds => seconds,
        };
        Ok(Standing {
            record: self,
            data,
            ttl_seconds,
        })
    }

    /// The body that gives it another value, and another TTL where one is asked for.
    pub(super) fn changed(&self, value: &RecordData, ttl: Option<u32>) -> Changed<'_> {
        Changed {
            sub_domain: self.sub_domain(),
            target: target(value),
            ttl: ttl.or(self.ttl).unwrap_or_default(),
        }
    }

    /// The body that gives it another TTL and changes nothing else.
    pub(super) fn retimed(&self, ttl: u32) -> Changed<'_> {
        Changed {
            sub_domain: self.sub_domain(),
            target: self.target.clone(),
            ttl,
        }
    }
}

/// The body that makes a record.
pub(super) fn created<'a>(
    kind: RecordKind,
    sub_domain: &'a str,
    value: &RecordData,
    ttl: u32,
) -> Created<'a> {
    Created {
        field_type: kind.word(),
        changed: Changed {
            sub_domain,
            target: target(value),
            ttl,
        },
    }
}

/// A host as it is given: without a dot at its end it is relative to the zone.
fn host(text: &str, apex: &DomainName) -> Option<DomainName> {
    if text.ends_with('.') {
        return DomainName::parse(text).ok();
    }
    apex.child(text).ok()
}

/// `10 mail.example.com.`
fn mx(text: &str, apex: &DomainName) -> Option<MxRecord> {
    let (preference, exchange) = text.trim().split_once(char::is_whitespace)?;
    Some(MxRecord {
        preference: preference.parse().ok()?,
        exchange: match exchange.trim() {
            "." => None,
            name => Some(host(name, apex)?),
        },
    })
}

/// A value as it is sent.
fn target(value: &RecordData) -> String {
    match value {
        // The callers have refused what is not printable ASCII.
        RecordData::Txt(txt) => txt.text(),
        RecordData::Cname(name) => format!("{name}."),
        RecordData::Mx(mx) => {
            let exchange = mx.exchange.as_ref().map_or("", DomainName::as_str);
            format!("{} {exchange}.", mx.preference)
        }
        RecordData::Tlsa(tlsa) => tlsa_text::write(tlsa),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_relative_without_a_dot() {
        let apex = DomainName::parse("example.com").unwrap();
        let read =
            |text| mx(text, &apex).map(|mx| (mx.preference, mx.exchange.map(|e| e.to_string())));
        assert_eq!(
            read("10 mail"),
            Some((10, Some("mail.example.com".to_owned())))
        );
        assert_eq!(
            read("5  mx.example.net."),
            Some((5, Some("mx.example.net".to_owned())))
        );
        assert_eq!(read("0 ."), Some((0, None)));
        for bad in ["", "10", "mail.example.com.", "70000 a.", "10 a..b."] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
