//! Terraform and OpenTofu: resources of the `hashicorp/dns` provider, which writes by RFC 2136. A
//! record set there is whole: it would drop values that others put at the same name, so a comment
//! says so where that is likely.

use protocols::name::DomainName;
use protocols::published::{Publication, PublishedData};

use super::{relative, sets};

/// The records of one zone.
pub(crate) fn text(zone: &DomainName, records: &[Publication]) -> String {
    sets(records)
        .iter()
        .map(|set| resource(zone, set))
        .collect::<Vec<_>>()
        .join("\n")
}

fn resource(zone: &DomainName, set: &[&Publication]) -> String {
    let Some(first) = set.first() else {
        return String::new();
    };
    let relative = relative(&first.owner, zone);
    let head = |resource: &str| {
        let mut out = format!("resource \"{resource}\" \"{}\" {{\n", label(first));
        out.push_str(&format!("  zone = {}\n", string(&format!("{zone}."))));
        if relative != "@" {
            out.push_str(&format!("  name = {}\n", string(&relative)));
        }
        out
    };
    let foot = format!("  ttl  = {}\n}}\n", first.ttl_seconds);
    match &first.data {
        PublishedData::Txt(_) => {
            let note = if relative == "@" {
                "# This resource holds every TXT value of the name: add those that stand there.\n"
            } else {
                ""
            };
            let values: Vec<String> = set
                .iter()
                .filter_map(|record| match &record.data {
                    PublishedData::Txt(text) => Some(format!("    {},\n", string(text))),
                    PublishedData::Cname(_) | PublishedData::Mx(_) | PublishedData::Tlsa(_) => None,
                })
                .collect();
            format!(
                "{note}{}  txt  = [\n{}  ]\n{foot}",
                head("dns_txt_record_set"),
                values.concat()
            )
        }
        PublishedData::Cname(target) => {
            let target = string(&format!("{target}."));
            format!("{}  cname = {target}\n{foot}", head("dns_cname_record"))
        }
        PublishedData::Mx(_) => {
            let exchanges: Vec<String> = set
                .iter()
                .filter_map(|record| match &record.data {
                    PublishedData::Mx(mx) => {
                        let exchange =
                            mx.exchange.as_ref().map_or_else(String::new, ToString::to_string);
                        let exchange = string(&format!("{exchange}."));
                        let preference = mx.preference;
                        Some(format!(
                            "  mx {{\n    preference = {preference}\n    exchange   = {exchange}\n  }}\n"
                        ))
                    }
                    PublishedData::Txt(_) | PublishedData::Cname(_) | PublishedData::Tlsa(_) => None,
                })
                .collect();
            format!("{}{}{foot}", head("dns_mx_record_set"), exchanges.concat())
        }
        PublishedData::Tlsa(_) => set
            .iter()
            .map(|record| {
                let line = super::zone::text(std::slice::from_ref(*record));
                format!("# hashicorp/dns has no TLSA: publish this by hand\n# {line}")
            })
            .collect(),
    }
}

/// A resource's name: letters, digits and underscores of the owner name and the type.
fn label(record: &Publication) -> String {
    let owner: String = record
        .owner
        .as_str()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    format!(
        "mailseal_{}_{owner}",
        super::kind(&record.data).to_ascii_lowercase()
    )
}

/// A string in HCL, where `${` and `%{` would begin a template.
fn string(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.replace("${", "$${").replace("%{", "%%{")
}
