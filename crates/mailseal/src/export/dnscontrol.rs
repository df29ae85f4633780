//! dnscontrol: a `D_EXTEND` for `dnsconfig.js`, which adds to the zone and leaves the rest alone.

use protocols::name::DomainName;
use protocols::published::{Publication, PublishedData};

use super::relative;

/// The records of one zone.
pub(crate) fn text(zone: &DomainName, records: &[Publication]) -> String {
    let mut out = format!("D_EXTEND({},\n", string(zone.as_str()));
    for record in records {
        let owner = string(&relative(&record.owner, zone));
        let ttl = format!("TTL({})", record.ttl_seconds);
        let line = match &record.data {
            // dnscontrol splits at 255 octets itself.
            PublishedData::Txt(text) => format!("TXT({owner}, {}, {ttl})", string(text)),
            PublishedData::Cname(target) => {
                format!("CNAME({owner}, {}, {ttl})", string(&format!("{target}.")))
            }
            PublishedData::Mx(mx) => {
                let exchange = mx
                    .exchange
                    .as_ref()
                    .map_or_else(String::new, ToString::to_string);
                let exchange = string(&format!("{exchange}."));
                format!("MX({owner}, {}, {exchange}, {ttl})", mx.preference)
            }
            PublishedData::Tlsa(tlsa) => {
                let hex: String = tlsa
                    .data
                    .iter()
                    .map(|octet| format!("{octet:02x}"))
                    .collect();
                let (usage, selector, matching) = (tlsa.usage, tlsa.selector, tlsa.matching);
                format!(
                    "TLSA({owner}, {usage}, {selector}, {matching}, {}, {ttl})",
                    string(&hex)
                )
            }
        };
        out.push_str(&format!("  {line},\n"));
    }
    out.push_str(");\n");
    out
}

/// A JavaScript string: JSON's form is one.
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
