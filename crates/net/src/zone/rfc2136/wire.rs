//! Records between our form and the DNS library's.

use app::zone::Why;
use hickory_proto::rr::rdata::tlsa::{CertUsage, Matching, Selector};
use hickory_proto::rr::rdata::{CNAME, MX, TLSA, TXT};
use hickory_proto::rr::{Name, RData, RecordType};
use protocols::answers::{MxRecord, TlsaRecord, TxtRecord};
use protocols::limits::CHARACTER_STRING_OCTETS_MAX;
use protocols::rrset::{RecordData, RecordKind};

use crate::dns::{domain_name, wire_name};

pub(super) fn record_type(kind: RecordKind) -> RecordType {
    match kind {
        RecordKind::Txt => RecordType::TXT,
        RecordKind::Cname => RecordType::CNAME,
        RecordKind::Mx => RecordType::MX,
        RecordKind::Tlsa => RecordType::TLSA,
    }
}

/// A record that stands, as we have it; `None` for a type or a name that we have no form for.
pub(super) fn read(data: &RData) -> Option<RecordData> {
    match data {
        RData::TXT(txt) => Some(RecordData::Txt(TxtRecord {
            strings: txt.txt_data.iter().map(|string| string.to_vec()).collect(),
        })),
        RData::CNAME(CNAME(target)) => domain_name(target).map(RecordData::Cname),
        RData::MX(mx) => {
            let exchange = match mx.exchange.is_root() {
                true => None,
                false => Some(domain_name(&mx.exchange)?),
            };
            Some(RecordData::Mx(MxRecord {
                preference: mx.preference,
                exchange,
            }))
        }
        RData::TLSA(tlsa) => Some(RecordData::Tlsa(TlsaRecord {
            usage: tlsa.cert_usage.into(),
            selector: tlsa.selector.into(),
            matching: tlsa.matching.into(),
            data: tlsa.cert_data.clone(),
        })),
        _ => None,
    }
}

/// A record to publish, or why the DNS cannot hold it.
pub(super) fn write(data: &RecordData) -> Result<RData, Why> {
    match data {
        RecordData::Txt(txt) => {
            // RFC 1035 §3.3.14: 'One or more <character-string>s.'
            if txt.strings.is_empty() {
                return Err(Why::NoString);
            }
            let long = |string: &Vec<u8>| string.len() > CHARACTER_STRING_OCTETS_MAX;
            if txt.strings.iter().any(long) {
                return Err(Why::StringTooLong);
            }
            let strings = txt.strings.iter().map(Vec::as_slice).collect();
            Ok(RData::TXT(TXT::from_bytes(strings)))
        }
        RecordData::Cname(target) => {
            let target = wire_name(target).ok_or(Why::UnfitTarget)?;
            Ok(RData::CNAME(CNAME(target)))
        }
        RecordData::Mx(mx) => {
            let exchange = match &mx.exchange {
                Some(exchange) => wire_name(exchange).ok_or(Why::UnfitTarget)?,
                None => Name::root(),
            };
            Ok(RData::MX(MX::new(mx.preference, exchange)))
        }
        RecordData::Tlsa(tlsa) => Ok(RData::TLSA(TLSA::new(
            CertUsage::from(tlsa.usage),
            Selector::from(tlsa.selector),
            Matching::from(tlsa.matching),
            tlsa.data.clone(),
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let records = [
            RecordData::Txt(TxtRecord {
                strings: vec![
                    vec![0xff, b'"', b'\\', b';', 0],
                    Vec::new(),
                    vec![b'a'; 255],
                ],
            }),
            RecordData::Cname("s1.keys.example".parse().unwrap()),
            RecordData::Mx(MxRecord {
                preference: 0,
                exchange: None,
            }),
            RecordData::Tlsa(TlsaRecord {
                usage: 255,
                selector: 77,
                matching: 9,
                data: vec![0, 1, 2],
            }),
        ];
        for record in records {
            let wire = write(&record).unwrap();
            assert_eq!(wire.record_type(), record_type(record.kind()));
            assert_eq!(read(&wire), Some(record));
        }
    }

    #[test]
    fn what_a_string_cannot_hold() {
        let txt = |strings| RecordData::Txt(TxtRecord { strings });
        assert!(write(&txt(vec![vec![b'a'; 256]])).is_err());
        assert!(write(&txt(Vec::new())).is_err());
    }
}
