//! Zone files with places to fill in.

use std::collections::BTreeMap;

/// One zone as a name server gets it.
#[derive(Debug, Clone)]
pub struct Zone {
    /// Its name without the trailing dot; the root is `.`.
    pub origin: String,
    /// The master file.
    pub text: String,
}

/// What can stand between braces in a zone template.
pub(crate) type Values = BTreeMap<String, String>;

impl Zone {
    /// A zone of this template. TTL, SOA and the NS records of `name_servers` are put in front;
    /// every `{key}` is replaced by its value. Panics on a key that has none.
    pub(crate) fn of(origin: &str, name_servers: &[&str], template: &str, values: &Values) -> Zone {
        let primary = name_servers
            .first()
            .unwrap_or_else(|| panic!("{origin} has no server"));
        let apex = match origin {
            "." => ".".to_owned(),
            origin => format!("{origin}."),
        };
        let mut text = format!(
            "$ORIGIN {apex}\n$TTL 60\n@ SOA {primary} hostmaster.test. 1 3600 600 86400 60\n"
        );
        for server in name_servers {
            text.push_str(&format!("@ NS {server}\n"));
        }
        text.push_str(&fill(origin, template, values));
        Zone {
            origin: origin.to_owned(),
            text,
        }
    }
}

fn fill(origin: &str, template: &str, values: &Values) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (key, after) = after
            .split_once('}')
            .unwrap_or_else(|| panic!("zone {origin}: a brace is not closed"));
        let value = values
            .get(key)
            .unwrap_or_else(|| panic!("zone {origin}: nothing is known as {{{key}}}"));
        text.push_str(before);
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(template: &str) -> String {
        let values = Values::from([("ip".to_owned(), "127.0.0.1".to_owned())]);
        Zone::of("a.test", &["ns.test.", "ns2.test."], template, &values).text
    }

    #[test]
    fn soa_and_ns_come_first() {
        assert_eq!(
            zone("@ A {ip} ; {ip}\n"),
            "$ORIGIN a.test.\n$TTL 60\n@ SOA ns.test. hostmaster.test. 1 3600 600 86400 60\n\
             @ NS ns.test.\n@ NS ns2.test.\n@ A 127.0.0.1 ; 127.0.0.1\n"
        );
    }

    #[test]
    #[should_panic(expected = "zone a.test: nothing is known as {other}")]
    fn unknown_keys_are_named() {
        zone("@ A {other}");
    }
}
