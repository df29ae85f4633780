//! An address that sends mail has a name made from its own digits, as access providers give to
//! lines that are not meant to send mail. Receivers count that against the mail.

use std::net::IpAddr;

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::name::DomainName;

use super::super::observe::{Reverse, Scene};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/ptr-generic",
    severity: Severity::Low,
    section: "practice",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for sender in &scene.senders {
        let Reverse::Names(names) = &sender.reverse else {
            continue;
        };
        // A name of one's own beside the generic one is what receivers ask for.
        let Some(first) = names.first() else {
            continue;
        };
        if !names
            .iter()
            .all(|name| is_generic(&name.name, sender.address))
        {
            continue;
        }
        let owner = DomainName::reverse_of(sender.address);
        findings.push(
            Finding::new(&INFO, dns_place(&owner, first.name.as_str()))
                .text("address", sender.address)
                .text("name", &first.name)
                .evidence(Question::Ptr(sender.address)),
        );
    }
}

/// Whether a name holds the four numbers of an IPv4 address, in either order, in decimal or as
/// eight hexadecimal digits. IPv6 names are not judged: their digits have no usual spelling.
fn is_generic(name: &DomainName, address: IpAddr) -> bool {
    let IpAddr::V4(v4) = address else {
        return false;
    };
    let mut octets = v4.octets();
    let hexadecimal = octets.map(|octet| format!("{octet:02x}")).concat();
    if name.labels().any(|label| label.contains(&hexadecimal)) {
        return true;
    }
    let numbers: Vec<u8> = name
        .as_str()
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect();
    let holds = |octets: &[u8]| numbers.windows(octets.len()).any(|window| window == octets);
    if holds(&octets) {
        return true;
    }
    octets.reverse();
    holds(&octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_made_of_digits() {
        let generic = |name: &str, address: &str| {
            is_generic(&name.parse().unwrap(), address.parse().unwrap())
        };
        assert!(generic(
            "static.25.2.0.192.clients.example.net",
            "192.0.2.25"
        ));
        assert!(generic("ip-192-000-002-025.example.net", "192.0.2.25"));
        assert!(generic("h192-0-2-25.pool.example.net", "192.0.2.25"));
        assert!(generic("x-c0000219.example.net", "192.0.2.25"));
        assert!(!generic("mail.example.com", "192.0.2.25"));
        assert!(!generic("mx25.example.com", "192.0.2.25"));
        assert!(!generic("mail-192-0-2.example.com", "192.0.2.25"));
    }
}
