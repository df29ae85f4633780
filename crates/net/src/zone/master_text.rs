//! Records of one set in the spelling of master files (RFC 1035 §5.1), as interfaces take and give them.

use protocols::answers::MxRecord;
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind};

use super::presentation::{read_txt, write_quoted};
use super::tlsa_text;

/// What a host without a dot at its end is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Undotted<'a> {
    /// Below this zone, as in a master file: `mail`, and `@` for the zone itself.
    Below(&'a DomainName),
    /// A whole name.
    Whole,
}

/// Reads a value of this type; `None` where it is none.
pub(crate) fn read_data(kind: &str, value: &str, undotted: Undotted<'_>) -> Option<RecordData> {
    if kind == RecordKind::Txt.word() {
        Some(RecordData::Txt(read_txt(value).0))
    } else if kind == RecordKind::Cname.word() {
        Some(RecordData::Cname(read_host(value, undotted)?))
    } else if kind == RecordKind::Mx.word() {
        let (preference, host) = value.trim().split_once(char::is_whitespace)?;
        let host = host.trim();
        Some(RecordData::Mx(MxRecord {
            preference: preference.parse().ok()?,
            exchange: match host {
                "." => None,
                host => Some(read_host(host, undotted)?),
            },
        }))
    } else if kind == RecordKind::Tlsa.word() {
        Some(RecordData::Tlsa(tlsa_text::read(value)?))
    } else {
        None
    }
}

fn read_host(text: &str, undotted: Undotted<'_>) -> Option<DomainName> {
    match undotted {
        Undotted::Below(apex) if text == "@" => Some(apex.clone()),
        Undotted::Below(apex) if !text.ends_with('.') => {
            DomainName::parse(&format!("{text}.{apex}")).ok()
        }
        Undotted::Below(_) | Undotted::Whole => DomainName::parse(text).ok(),
    }
}

/// Writes a value; hosts are whole, with the dot.
pub(crate) fn write_data(data: &RecordData) -> String {
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
    fn records_in_the_spelling_of_master_files() {
        let apex: DomainName = "example.com".parse().unwrap();
        let below = Undotted::Below(&apex);
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
            let data = read_data(kind, value, below).unwrap();
            assert_eq!(write_data(&data), written);
            assert_eq!(read_data(kind, written, below), Some(data.clone()));
            assert_eq!(read_data(kind, written, Undotted::Whole), Some(data));
        }
        let whole = read_data("MX", "10 mail.example.net", Undotted::Whole).unwrap();
        assert_eq!(write_data(&whole), "10 mail.example.net.");
        for (kind, value) in [
            ("MX", "mail"),
            ("TLSA", "3 1"),
            ("CNAME", ".."),
            ("A", "192.0.2.1"),
        ] {
            assert_eq!(read_data(kind, value, below), None);
        }
    }
}
