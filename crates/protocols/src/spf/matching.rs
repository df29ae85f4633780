//! Comparing an address with networks (§5: 'only the specified number of high-order bits […] are
//! compared').

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// Whether the client is in an `ip4` network. An IPv6 client is in none.
pub(super) fn matches_ip4(client: IpAddr, net: Ipv4Net) -> bool {
    match client {
        IpAddr::V4(client) => net.contains(&client),
        IpAddr::V6(_) => false,
    }
}

/// Whether the client is in an `ip6` network. An IPv4 client is in none, whatever the network says
/// of mapped addresses.
pub(super) fn matches_ip6(client: IpAddr, net: Ipv6Net) -> bool {
    match client {
        IpAddr::V4(_) => false,
        IpAddr::V6(client) => net.contains(&client),
    }
}

/// Whether the client shares `length` bits with any of the addresses.
pub(super) fn any_ip4(client: Ipv4Addr, addresses: &[Ipv4Addr], length: u8) -> bool {
    let net = Ipv4Net::new(client, length.min(32));
    net.is_ok_and(|net| addresses.iter().any(|address| net.contains(address)))
}

/// Whether the client shares `length` bits with any of the addresses.
pub(super) fn any_ip6(client: Ipv6Addr, addresses: &[Ipv6Addr], length: u8) -> bool {
    let net = Ipv6Net::new(client, length.min(128));
    net.is_ok_and(|net| addresses.iter().any(|address| net.contains(address)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_range() {
        let v4 =
            |a: &str, b: &str, length| any_ip4(a.parse().unwrap(), &[b.parse().unwrap()], length);
        assert!(v4("192.0.2.1", "203.0.113.9", 0));
        assert!(v4("192.0.2.1", "192.0.2.1", 32));
        assert!(!v4("192.0.2.1", "192.0.2.0", 32));
        assert!(v4("192.0.2.1", "192.0.2.200", 24));
        let v6 =
            |a: &str, b: &str, length| any_ip6(a.parse().unwrap(), &[b.parse().unwrap()], length);
        assert!(v6("2001:db8::1", "::", 0));
        assert!(!v6("2001:db8::1", "2001:db8::2", 128));
        assert!(v6("2001:db8::1", "2001:db8::ffff", 112));
        assert!(!any_ip4("192.0.2.1".parse().unwrap(), &[], 0));
    }
}
