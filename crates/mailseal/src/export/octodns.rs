//! octoDNS: a zone's YAML file. JSON strings are YAML's, so names and values are written as such.

use protocols::name::DomainName;
use protocols::published::{Publication, PublishedData};

use super::{relative, sets};

/// The records of one zone; a name with several types has a list.
pub(crate) fn text(zone: &DomainName, records: &[Publication]) -> String {
    let sets = sets(records);
    let mut out = String::from("---\n");
    let mut done: Vec<&DomainName> = Vec::new();
    for set in &sets {
        let Some(first) = set.first() else { continue };
        if done.contains(&&first.owner) {
            continue;
        }
        done.push(&first.owner);
        let here = sets
            .iter()
            .filter(|set| set.first().is_some_and(|f| f.owner == first.owner));
        let name = match relative(&first.owner, zone) {
            at if at == "@" => String::new(),
            relative => relative,
        };
        out.push_str(&format!("{}:\n", string(&name)));
        for set in here {
            out.push_str(&record_set(set));
        }
    }
    out
}

fn record_set(set: &[&Publication]) -> String {
    let Some(first) = set.first() else {
        return String::new();
    };
    let kind = super::kind(&first.data);
    let mut out = format!(
        "  - type: {kind}\n    ttl: {}\n    values:\n",
        first.ttl_seconds
    );
    if let PublishedData::Cname(target) = &first.data {
        let target = string(&format!("{target}."));
        return format!(
            "  - type: CNAME\n    ttl: {}\n    value: {target}\n",
            first.ttl_seconds
        );
    }
    for record in set {
        out.push_str(&value(&record.data));
    }
    out
}

fn value(data: &PublishedData) -> String {
    match data {
        // octoDNS wants a semicolon escaped and splits at 255 octets itself.
        PublishedData::Txt(text) => format!("      - {}\n", string(&text.replace(';', "\\;"))),
        PublishedData::Cname(target) => format!("      - {}\n", string(&format!("{target}."))),
        PublishedData::Mx(mx) => {
            let exchange = mx
                .exchange
                .as_ref()
                .map_or_else(String::new, ToString::to_string);
            let exchange = string(&format!("{exchange}."));
            format!(
                "      - preference: {}\n        exchange: {exchange}\n",
                mx.preference
            )
        }
        PublishedData::Tlsa(tlsa) => {
            let hex: String = tlsa
                .data
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect();
            format!(
                "      - certificate_usage: {}\n        selector: {}\n        matching_type: {}\n        \
                 certificate_association_data: {}\n",
                tlsa.usage,
                tlsa.selector,
                tlsa.matching,
                string(&hex),
            )
        }
    }
}

fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
