//! The shapes of the interface, as far as they are read, and the one that is sent.

use app::zone::Why;
use protocols::name::DomainName;
use protocols::rrset::RecordData;
use quick_xml::escape::{escape, unescape};
use serde::Deserialize;

use crate::zone::master_text::{Undotted, read_data};
use crate::zone::sets::{Listed, Replacement, Wanted};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ZoneAnswer {
    pub(super) hosted_zone: ZoneShape,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ZoneShape {
    pub(super) name: String,
    pub(super) config: Option<ZoneConfig>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ZoneConfig {
    pub(super) private_zone: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SetsAnswer {
    pub(super) resource_record_sets: SetList,
    pub(super) is_truncated: bool,
    pub(super) next_record_name: Option<String>,
    pub(super) next_record_type: Option<String>,
    pub(super) next_record_identifier: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct SetList {
    #[serde(default, rename = "ResourceRecordSet")]
    pub(super) sets: Vec<SetShape>,
}

/// A set. What beside name, type, TTL and records can be in it makes it something else.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SetShape {
    pub(super) name: String,
    #[serde(rename = "Type")]
    pub(super) kind: String,
    #[serde(rename = "TTL")]
    ttl: Option<u32>,
    #[serde(default)]
    resource_records: RecordList,
    set_identifier: Option<String>,
    alias_target: Option<Anything>,
    health_check_id: Option<String>,
    traffic_policy_instance_id: Option<String>,
    /// The values, taken out of their elements.
    #[serde(skip)]
    values: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct RecordList {
    #[serde(default, rename = "ResourceRecord")]
    records: Vec<RecordShape>,
}

#[derive(Debug, Clone, Deserialize)]
struct RecordShape {
    #[serde(rename = "Value")]
    value: String,
}

/// An element whose content does not matter.
#[derive(Debug, Clone, Deserialize)]
struct Anything {}

impl SetShape {
    /// With its values at hand.
    pub(super) fn unpacked(mut self) -> SetShape {
        let records = std::mem::take(&mut self.resource_records.records);
        self.values = records.into_iter().map(|record| record.value).collect();
        self
    }
}

impl Listed for SetShape {
    type Record = String;

    fn kind(&self) -> &str {
        &self.kind
    }

    fn ttl_seconds(&self) -> u32 {
        self.ttl.unwrap_or_default()
    }

    fn records(&self) -> &[String] {
        &self.values
    }

    fn read(&self, record: &String) -> Option<RecordData> {
        read_data(&self.kind, record, Undotted::Whole)
    }

    fn special(&self) -> Option<Why> {
        let kind = self.kind.clone();
        if self.alias_target.is_some() {
            Some(Why::SetAlias { kind })
        } else if self.set_identifier.is_some() {
            Some(Why::SetRouting { kind })
        } else if self.health_check_id.is_some() {
            Some(Why::SetHealth { kind })
        } else if self.traffic_policy_instance_id.is_some() {
            Some(Why::SetTraffic { kind })
        } else if self.ttl.is_none() {
            Some(Why::SetWithoutTtl { kind })
        } else {
            None
        }
    }
}

/// The name that is listed, where it is one that can be ours: 'escaped' as three octal digits after a
/// backslash, as in `\052` for a wildcard.
pub(super) fn read_name(listed: &str) -> Option<DomainName> {
    let mut octets = Vec::new();
    let mut rest = listed;
    while let Some((before, after)) = rest.split_once('\\') {
        octets.extend_from_slice(before.as_bytes());
        octets.push(u8::from_str_radix(after.get(..3)?, 8).ok()?);
        rest = &after[3..];
    }
    octets.extend_from_slice(rest.as_bytes());
    DomainName::parse(std::str::from_utf8(&octets).ok()?).ok()
}

/// The batch that makes a change.
pub(super) fn batch(replacement: &Replacement<'_, SetShape>) -> String {
    let key = replacement.key;
    let mut changes = String::new();
    if let Some(standing) = replacement.standing {
        let was = Wanted {
            ttl_seconds: standing.ttl_seconds(),
            records: standing.values.clone(),
        };
        changes.push_str(&change("DELETE", &standing.name, &standing.kind, &was));
    }
    if let Some(wanted) = &replacement.wanted {
        let name = match replacement.standing {
            Some(standing) => standing.name.clone(),
            None => format!("{}.", key.owner),
        };
        changes.push_str(&change("CREATE", &name, key.kind.word(), wanted));
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <ChangeResourceRecordSetsRequest xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\">\
         <ChangeBatch><Changes>{changes}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>"
    )
}

fn change(action: &str, name: &str, kind: &str, set: &Wanted<String>) -> String {
    let records: String = set
        .records
        .iter()
        .map(|value| {
            let value = escape(value.as_str());
            format!("<ResourceRecord><Value>{value}</Value></ResourceRecord>")
        })
        .collect();
    format!(
        "<Change><Action>{action}</Action><ResourceRecordSet><Name>{}</Name><Type>{}</Type>\
         <TTL>{}</TTL><ResourceRecords>{records}</ResourceRecords></ResourceRecordSet></Change>",
        escape(name),
        escape(kind),
        set.ttl_seconds
    )
}

/// What a refusal says, out of its elements. It may have been cut, so it is searched and not parsed.
pub(super) fn message(words: &str) -> String {
    let Some((_, rest)) = words.split_once("<Message>") else {
        return words.to_owned();
    };
    let text = rest.split('<').next().unwrap_or_default();
    unescape(text).map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_messages_as_they_are_written_there() {
        let name = |text: &str| read_name(text).map(|name| name.to_string());
        assert_eq!(
            name("_dmarc.Example.com.").as_deref(),
            Some("_dmarc.example.com")
        );
        assert_eq!(
            name("\\137dmarc.example.com.").as_deref(),
            Some("_dmarc.example.com")
        );
        assert_eq!(name("\\05"), None);
        assert_eq!(name("\\999.example.com."), None);
        let xml = "<X><Error><Code>c</Code><Message>it&apos;s &lt;so&gt;</Message></Error>";
        assert_eq!(message(xml), "it's <so>");
        assert_eq!(message("<Message>cut"), "cut");
        assert_eq!(message("plain"), "plain");
    }
}
