//! Which addresses nobody outside can reach.

use std::net::IpAddr;

use ipnet::IpNet;

/// Networks that are not part of the public internet. Documentation networks are not among them:
/// nobody's mail goes there by accident.
const PRIVATE: [&str; 10] = [
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "::1/128",
    "fc00::/7",
    "fe80::/10",
];

/// The private network an address lies in, or `None` for an address of the public internet.
/// IPv4-mapped IPv6 addresses are judged as the IPv4 address they hold.
pub(super) fn private_range(address: IpAddr) -> Option<&'static str> {
    let address = address.to_canonical();
    PRIVATE.into_iter().find(|range| {
        range
            .parse::<IpNet>()
            .is_ok_and(|network| network.contains(&address))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_private() {
        let range = |text: &str| private_range(text.parse().unwrap());
        assert_eq!(range("192.168.7.1"), Some("192.168.0.0/16"));
        assert_eq!(range("172.31.255.255"), Some("172.16.0.0/12"));
        assert_eq!(range("172.32.0.0"), None);
        assert_eq!(range("::ffff:10.0.0.1"), Some("10.0.0.0/8"));
        assert_eq!(range("fd00::1"), Some("fc00::/7"));
        assert_eq!(range("2001:db8::1"), None);
        assert_eq!(range("192.0.2.1"), None);
    }

    #[test]
    fn every_range_reads() {
        for range in PRIVATE {
            assert!(range.parse::<IpNet>().is_ok(), "{range}");
        }
    }
}
