//! The arguments of `ip4` and `ip6` (§5.6) and prefix lengths, with what people write instead.

use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

use crate::finding::Span;

use super::defect::{AddressFault, Defect, Notes};
use super::record::{DualCidr, Mechanism};

/// Reads what follows `ip4:`. `name` is where the mechanism's name stands, `at` where the argument
/// begins.
pub(super) fn read_ip4(
    argument: &str,
    name: Span,
    at: usize,
    notes: &mut Notes,
) -> Option<Mechanism> {
    let (address_text, length_text) = cut(argument);
    let span = Span::new(at, at + address_text.len());
    let Ok(address) = address_text.parse::<Ipv4Addr>() else {
        if address_text.parse::<Ipv6Addr>().is_ok() {
            notes.add(name, Defect::OtherFamily { meant: "ip6" });
        } else {
            let (fault, meant) = diagnose_ip4(address_text, length_text);
            // A wildcard's length replaces whatever stands behind it.
            notes.add(span, Defect::Address { fault, meant });
        }
        return None;
    };
    let length = match length_text {
        None => 32,
        Some(text) => prefix_length(text, 32, at + address_text.len(), notes)?,
    };
    Ipv4Net::new(address, length).ok().map(Mechanism::Ip4)
}

/// Reads what follows `ip6:`.
pub(super) fn read_ip6(
    argument: &str,
    name: Span,
    at: usize,
    notes: &mut Notes,
) -> Option<Mechanism> {
    let (address_text, length_text) = cut(argument);
    let span = Span::new(at, at + address_text.len());
    let Ok(address) = address_text.parse::<Ipv6Addr>() else {
        if address_text.parse::<Ipv4Addr>().is_ok() {
            notes.add(name, Defect::OtherFamily { meant: "ip4" });
        } else {
            let (fault, meant) = diagnose_ip6(address_text);
            notes.add(span, Defect::Address { fault, meant });
        }
        return None;
    };
    let length = match length_text {
        None => 128,
        Some(text) => prefix_length(text, 128, at + address_text.len(), notes)?,
    };
    Ipv6Net::new(address, length).ok().map(Mechanism::Ip6)
}

/// Splits at the first slash; what stands behind it keeps none.
fn cut(argument: &str) -> (&str, Option<&str>) {
    match argument.split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (argument, None),
    }
}

/// A prefix length without its slash, which stands at `slash`.
fn prefix_length(text: &str, max: u8, slash: usize, notes: &mut Notes) -> Option<u8> {
    if let Some(length) = strict_length(text, max) {
        return Some(length);
    }
    let meant = meant_length(text, max).map(|length| format!("/{length}"));
    let span = Span::new(slash, slash + 1 + text.len());
    notes.add(span, Defect::PrefixLength { meant });
    None
}

/// `"0" / %x31-39 0*2DIGIT` within its range: no leading zero, no sign.
fn strict_length(text: &str, max: u8) -> Option<u8> {
    let plain = text == "0" || !text.starts_with('0');
    if !plain || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|length| *length <= max)
}

/// A leading zero, a second slash or a netmask can be put right; a number out of range cannot.
fn meant_length(text: &str, max: u8) -> Option<u8> {
    let digits = text.trim_start_matches('/');
    if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.parse().ok().filter(|length| *length <= max);
    }
    if max != 32 {
        return None;
    }
    let mask = digits.parse::<Ipv4Addr>().ok()?;
    ipnet::ipv4_mask_to_prefix(mask).ok()
}

fn diagnose_ip4(text: &str, length: Option<&str>) -> (AddressFault, Option<String>) {
    let numbers: Vec<&str> = text.split('.').collect();
    let is_number = |n: &&str| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    if let Some((first, _)) = text.split_once('-')
        && first.parse::<Ipv4Addr>().is_ok()
    {
        return (AddressFault::Range, None);
    }
    if let Some((address, port)) = text.split_once(':')
        && address.parse::<Ipv4Addr>().is_ok()
        && is_number(&port)
    {
        return (AddressFault::Port, Some(address.to_string()));
    }
    if numbers.len() <= 4 && numbers.contains(&"*") {
        return (AddressFault::Wildcard, wildcard(&numbers, length));
    }
    if numbers.iter().all(is_number) {
        if numbers.len() < 4 {
            return (AddressFault::Partial, partial(&numbers, length));
        }
        let bare: Vec<&str> = numbers.iter().map(|n| without_zeros(n)).collect();
        let meant = bare.join(".");
        if numbers.len() == 4 && meant != text && meant.parse::<Ipv4Addr>().is_ok() {
            return (AddressFault::LeadingZero, Some(meant));
        }
        return (AddressFault::Malformed, None);
    }
    (host_name_or_malformed(text), None)
}

fn without_zeros(number: &str) -> &str {
    match number.trim_start_matches('0') {
        "" => "0",
        bare => bare,
    }
}

/// `192.0.2` is meant as 192.0.2.0/24; with a length behind it only the zeros are missing.
fn partial(numbers: &[&str], length: Option<&str>) -> Option<String> {
    let mut full: Vec<&str> = numbers.to_vec();
    full.resize(4, "0");
    let address: Ipv4Addr = full.join(".").parse().ok()?;
    match length {
        Some(_) => Some(address.to_string()),
        None => Some(format!("{address}/{}", numbers.len() * 8)),
    }
}

/// `192.0.2.*` is meant as 192.0.2.0/24.
fn wildcard(numbers: &[&str], length: Option<&str>) -> Option<String> {
    let fixed = numbers.iter().take_while(|n| **n != "*").count();
    let only_stars_behind = numbers[fixed..].iter().all(|n| *n == "*");
    if length.is_some() || !only_stars_behind || fixed == 0 {
        return None;
    }
    partial(&numbers[..fixed], None)
}

fn diagnose_ip6(text: &str) -> (AddressFault, Option<String>) {
    if let Some(inner) = text.strip_prefix('[').and_then(|t| t.split_once(']'))
        && inner.0.parse::<Ipv6Addr>().is_ok()
    {
        return (AddressFault::Malformed, Some(inner.0.to_string()));
    }
    if let Some((first, _)) = text.split_once('-')
        && first.parse::<Ipv6Addr>().is_ok()
    {
        return (AddressFault::Range, None);
    }
    let groups = text.split(':').filter(|group| !group.is_empty()).count();
    // `2001:db8` or `2001:db8:` is a prefix whose `::` was forgotten.
    let open = text.trim_end_matches(':');
    if (2..8).contains(&groups) && !text.contains("::") {
        let meant = format!("{open}::");
        if meant.parse::<Ipv6Addr>().is_ok() {
            return (AddressFault::Partial, Some(meant));
        }
    }
    (host_name_or_malformed(text), None)
}

fn host_name_or_malformed(text: &str) -> AddressFault {
    let name = crate::name::DomainName::parse(text);
    match name {
        Ok(name)
            if name.is_host_name()
                && name.label_count() > 1
                && text.contains(|c: char| c.is_ascii_alphabetic()) =>
        {
            AddressFault::HostName
        }
        Ok(_) | Err(_) => AddressFault::Malformed,
    }
}

/// Cuts `dual-cidr-length` off the end of an argument. What looks like one and is none is noted;
/// the argument in front of it comes back in any case.
pub(super) fn cut_dual_cidr<'a>(
    argument: &'a str,
    at: usize,
    notes: &mut Notes,
) -> (&'a str, DualCidr) {
    // The slashes of a web address are no lengths, and it is reported as a web address.
    if argument.contains("://") {
        return (argument, DualCidr::HOST);
    }
    let is_length = |c: char| c.is_ascii_digit() || c == '/';
    let head = argument.trim_end_matches(is_length);
    // Digits in front of the first slash belong to the name.
    let Some(slash) = argument[head.len()..].find('/').map(|i| head.len() + i) else {
        return (argument, DualCidr::HOST);
    };
    let tail = &argument[slash..];
    if let Some(cidr) = dual_cidr(tail) {
        return (&argument[..slash], cidr);
    }
    let lengths: Vec<&str> = tail.split('/').filter(|t| !t.is_empty()).collect();
    let meant = match lengths.as_slice() {
        [one] => meant_length(one, 32).map(|ip4| format!("/{ip4}")),
        [one, two] => meant_length(one, 32)
            .zip(meant_length(two, 128))
            .map(|(ip4, ip6)| format!("/{ip4}//{ip6}")),
        _ => None,
    };
    notes.add(
        Span::new(at + slash, at + argument.len()),
        Defect::PrefixLength { meant },
    );
    (&argument[..slash], DualCidr::HOST)
}

/// `[ ip4-cidr-length ] [ "/" ip6-cidr-length ]`, not empty.
fn dual_cidr(text: &str) -> Option<DualCidr> {
    let (ip4, ip6) = match text.split_once("//") {
        Some((ip4, ip6)) => (ip4, strict_length(ip6, 128)?),
        None => (text, 128),
    };
    let ip4 = match ip4 {
        "" => 32,
        length => strict_length(length.strip_prefix('/')?, 32)?,
    };
    DualCidr::new(ip4, ip6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip4(argument: &str) -> Result<String, Defect> {
        let mut notes = Notes::default();
        match read_ip4(argument, Span::new(0, 3), 4, &mut notes) {
            Some(mechanism) => Ok(mechanism.to_string()),
            None => Err(notes.into_defects().remove(0).kind),
        }
    }

    fn wrong(fault: AddressFault, meant: Option<&str>) -> Result<String, Defect> {
        Err(Defect::Address {
            fault,
            meant: meant.map(str::to_string),
        })
    }

    fn length(meant: Option<&str>) -> Result<String, Defect> {
        Err(Defect::PrefixLength {
            meant: meant.map(str::to_string),
        })
    }

    #[test]
    fn networks() {
        assert_eq!(ip4("192.0.2.1").as_deref(), Ok("ip4:192.0.2.1"));
        assert_eq!(ip4("192.0.2.1/32").as_deref(), Ok("ip4:192.0.2.1"));
        assert_eq!(ip4("192.0.2.1/0").as_deref(), Ok("ip4:192.0.2.1/0"));
    }

    #[test]
    fn what_is_no_address() {
        assert_eq!(
            ip4("192.0.2"),
            wrong(AddressFault::Partial, Some("192.0.2.0/24"))
        );
        assert_eq!(ip4("10/8"), wrong(AddressFault::Partial, Some("10.0.0.0")));
        assert_eq!(
            ip4("192.0.2.*"),
            wrong(AddressFault::Wildcard, Some("192.0.2.0/24"))
        );
        assert_eq!(ip4("192.0.2.1-192.0.2.9"), wrong(AddressFault::Range, None));
        assert_eq!(
            ip4("192.0.2.1:25"),
            wrong(AddressFault::Port, Some("192.0.2.1"))
        );
        assert_eq!(
            ip4("192.000.02.1"),
            wrong(AddressFault::LeadingZero, Some("192.0.2.1"))
        );
        assert_eq!(ip4("mail.example.com"), wrong(AddressFault::HostName, None));
        assert_eq!(ip4("192.0.2.256"), wrong(AddressFault::Malformed, None));
        assert_eq!(
            ip4("2001:db8::1"),
            Err(Defect::OtherFamily { meant: "ip6" })
        );
    }

    #[test]
    fn what_is_no_length() {
        assert_eq!(ip4("192.0.2.0/33"), length(None));
        assert_eq!(ip4("192.0.2.0/08"), length(Some("/8")));
        assert_eq!(ip4("192.0.2.0//24"), length(Some("/24")));
        assert_eq!(ip4("192.0.2.0/"), length(None));
        assert_eq!(ip4("192.0.2.0/255.255.255.0"), length(Some("/24")));
        assert_eq!(ip4("192.0.2.0/+8"), length(None));
    }

    #[test]
    fn two_lengths() {
        let cut = |text: &str| {
            let mut notes = Notes::default();
            let (rest, cidr) = cut_dual_cidr(text, 0, &mut notes);
            (rest.to_string(), cidr.to_string(), notes.spoil())
        };
        let fine = |rest: &str, cidr: &str| (rest.to_string(), cidr.to_string(), false);
        assert_eq!(cut("a.example"), fine("a.example", ""));
        assert_eq!(cut("a.example24"), fine("a.example24", ""));
        assert_eq!(cut("a.example/24//64"), fine("a.example", "/24//64"));
        assert_eq!(cut("a.example//64"), fine("a.example", "//64"));
        assert_eq!(cut("foo:bar/baz.example"), fine("foo:bar/baz.example", ""));
        assert_eq!(cut("/0"), fine("", "/0"));
        assert!(cut("/24/64").2);
        assert!(cut("/33").2);
        assert!(cut("//129").2);
        assert!(cut("/").2);
        assert!(cut("//").2);
        assert!(cut("/24//").2);
    }
}
