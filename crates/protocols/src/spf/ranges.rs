//! Sets of addresses as ranges, so that whole address spaces can be computed with, exactly.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// IPv4 or IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// IPv4.
    Ip4,
    /// IPv6.
    Ip6,
}

impl Family {
    /// Both.
    pub const BOTH: [Family; 2] = [Family::Ip4, Family::Ip6];

    /// Bits of an address.
    fn bits(self) -> u32 {
        match self {
            Family::Ip4 => 32,
            Family::Ip6 => 128,
        }
    }

    fn last(self) -> u128 {
        match self {
            Family::Ip4 => u128::from(u32::MAX),
            Family::Ip6 => u128::MAX,
        }
    }

    fn network(self, first: u128, length: u8) -> Option<IpNet> {
        match self {
            Family::Ip4 => {
                let address = Ipv4Addr::from(u32::try_from(first).ok()?);
                Ipv4Net::new(address, length).ok().map(IpNet::V4)
            }
            Family::Ip6 => {
                let address = Ipv6Addr::from(first);
                Ipv6Net::new(address, length).ok().map(IpNet::V6)
            }
        }
    }
}

/// A set of addresses of one family.
///
/// The ranges are inclusive, in ascending order, and neither overlap nor touch. A set has one form
/// only, so two sets are the same exactly when they compare equal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ranges(Vec<(u128, u128)>);

impl Ranges {
    /// No address.
    pub fn none() -> Ranges {
        Ranges(Vec::new())
    }

    /// Every address of a family.
    pub fn every(family: Family) -> Ranges {
        Ranges(vec![(0, family.last())])
    }

    /// The networks of this family; those of the other are left out.
    pub fn of(family: Family, networks: impl IntoIterator<Item = IpNet>) -> Ranges {
        let ranges = networks.into_iter().filter_map(|net| match (family, net) {
            (Family::Ip4, IpNet::V4(net)) => Some((
                u128::from(u32::from(net.network())),
                u128::from(u32::from(net.broadcast())),
            )),
            (Family::Ip6, IpNet::V6(net)) => {
                Some((u128::from(net.network()), u128::from(net.broadcast())))
            }
            (Family::Ip4, IpNet::V6(_)) | (Family::Ip6, IpNet::V4(_)) => None,
        });
        Ranges::normal(ranges.collect())
    }

    fn normal(mut ranges: Vec<(u128, u128)>) -> Ranges {
        ranges.sort_unstable();
        let mut out: Vec<(u128, u128)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match out.last_mut() {
                // Overlapping or touching: nothing lies between the two.
                Some(before) if before.1.checked_add(1).is_none_or(|next| first <= next) => {
                    before.1 = before.1.max(last);
                }
                Some(_) | None => out.push((first, last)),
            }
        }
        Ranges(out)
    }

    /// Whether there is no address in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an address is in it. A set is of one family; whoever asks knows which.
    pub fn contains(&self, address: IpAddr) -> bool {
        let number = match address {
            IpAddr::V4(address) => u128::from(u32::from(address)),
            IpAddr::V6(address) => u128::from(address),
        };
        let at = self.0.partition_point(|(_, last)| *last < number);
        self.0.get(at).is_some_and(|(first, _)| *first <= number)
    }

    /// How many addresses are in it; `u128::MAX` also where it is every IPv6 address.
    pub fn count(&self) -> u128 {
        let sizes = self
            .0
            .iter()
            .map(|(first, last)| (last - first).saturating_add(1));
        sizes.fold(0, u128::saturating_add)
    }

    /// What is in either.
    pub fn union(&self, other: &Ranges) -> Ranges {
        Ranges::normal([self.0.as_slice(), other.0.as_slice()].concat())
    }

    /// What is in both.
    pub fn intersection(&self, other: &Ranges) -> Ranges {
        let (mut i, mut j) = (0, 0);
        let mut out = Vec::new();
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            let (first, last) = (a.0.max(b.0), a.1.min(b.1));
            if first <= last {
                out.push((first, last));
            }
            if a.1 < b.1 { i += 1 } else { j += 1 }
        }
        // Pieces of sets in normal form touch only where both sets do, which they do not.
        Ranges(out)
    }

    /// What is in this one and not in the other.
    pub fn minus(&self, other: &Ranges) -> Ranges {
        let mut out = Vec::new();
        let mut j = 0;
        for (first, last) in &self.0 {
            let mut from = Some(*first);
            while other.0.get(j).is_some_and(|taken| taken.1 < *first) {
                j += 1;
            }
            for taken in other.0[j..].iter().take_while(|taken| taken.0 <= *last) {
                if let Some(start) = from
                    && start < taken.0
                {
                    out.push((start, taken.0 - 1));
                }
                from = taken.1.checked_add(1).filter(|next| next <= last);
            }
            out.extend(from.map(|start| (start, *last)));
        }
        Ranges(out)
    }

    /// Whether everything in it is in the other too.
    pub fn is_within(&self, other: &Ranges) -> bool {
        self.minus(other).is_empty()
    }

    /// The fewest networks that make up the set.
    pub fn networks(&self, family: Family) -> Vec<IpNet> {
        let mut out = Vec::new();
        for (first, last) in &self.0 {
            let mut from = *first;
            loop {
                let bits = block_bits(from, *last, family.bits());
                let length = u8::try_from(family.bits() - bits).unwrap_or(0);
                out.extend(family.network(from, length));
                // The last address of the block; all ones where the block is the whole space.
                let end = from | 1_u128.checked_shl(bits).map_or(u128::MAX, |size| size - 1);
                match end.checked_add(1).filter(|next| next <= last) {
                    Some(next) => from = next,
                    None => break,
                }
            }
        }
        out
    }
}

/// A set of addresses of both families.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressSet {
    /// Its IPv4 addresses.
    pub ip4: Ranges,
    /// Its IPv6 addresses.
    pub ip6: Ranges,
}

impl AddressSet {
    /// The addresses of these networks.
    pub fn of(networks: impl IntoIterator<Item = IpNet>) -> AddressSet {
        let networks: Vec<IpNet> = networks.into_iter().collect();
        AddressSet {
            ip4: Ranges::of(Family::Ip4, networks.iter().copied()),
            ip6: Ranges::of(Family::Ip6, networks),
        }
    }

    /// Whether an address is in it.
    pub fn contains(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(_) => self.ip4.contains(address),
            IpAddr::V6(_) => self.ip6.contains(address),
        }
    }

    /// Whether there is no address in it.
    pub fn is_empty(&self) -> bool {
        self.ip4.is_empty() && self.ip6.is_empty()
    }

    /// What is in either.
    pub fn union(&self, other: &AddressSet) -> AddressSet {
        AddressSet {
            ip4: self.ip4.union(&other.ip4),
            ip6: self.ip6.union(&other.ip6),
        }
    }

    /// Whether everything in it is in the other too.
    pub fn is_within(&self, other: &AddressSet) -> bool {
        self.ip4.is_within(&other.ip4) && self.ip6.is_within(&other.ip6)
    }

    /// The fewest networks that make up the set, IPv4 first.
    pub fn networks(&self) -> Vec<IpNet> {
        let mut networks = self.ip4.networks(Family::Ip4);
        networks.extend(self.ip6.networks(Family::Ip6));
        networks
    }
}

/// How many low bits the largest aligned block has that begins at `first` and does not pass `last`.
fn block_bits(first: u128, last: u128, bits: u32) -> u32 {
    let aligned = first.trailing_zeros().min(bits);
    let fits = match (last - first).checked_add(1) {
        Some(size) => size.ilog2(),
        None => bits,
    };
    aligned.min(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(texts: &[&str]) -> Ranges {
        Ranges::of(Family::Ip4, texts.iter().map(|t| t.parse().unwrap()))
    }

    fn shown(ranges: &Ranges) -> Vec<String> {
        let networks = ranges.networks(Family::Ip4).into_iter();
        networks.map(|net| net.to_string()).collect()
    }

    #[test]
    fn neighbours_become_one() {
        let joined = of(&["192.0.2.128/25", "192.0.2.0/25"]);
        assert_eq!(shown(&joined), ["192.0.2.0/24"]);
        assert_eq!(joined, of(&["192.0.2.0/24"]));
    }

    #[test]
    fn a_hole_in_a_network() {
        let rest = of(&["192.0.2.0/30"]).minus(&of(&["192.0.2.1/32"]));
        assert_eq!(shown(&rest), ["192.0.2.0/32", "192.0.2.2/31"]);
    }

    #[test]
    fn the_whole_space() {
        for family in Family::BOTH {
            let every = Ranges::every(family);
            assert_eq!(every.networks(family).len(), 1);
            assert_eq!(every.networks(family)[0].prefix_len(), 0);
            assert!(every.minus(&every).is_empty());
            assert_eq!(every.union(&Ranges::none()), every);
        }
        assert_eq!(Ranges::every(Family::Ip4).count(), 1 << 32);
        let halves = of(&["0.0.0.0/1", "128.0.0.0/1"]);
        assert_eq!(halves, Ranges::every(Family::Ip4));
    }

    /// Sets over a space of 256 addresses, each beside the same set as a table.
    fn small() -> impl Strategy<Value = (Ranges, [bool; 256])> {
        let pair = (any::<u8>(), any::<u8>());
        prop::collection::vec(pair, 0..8).prop_map(|pairs| {
            let mut table = [false; 256];
            let mut ranges = Vec::new();
            for (a, b) in pairs {
                let (first, last) = (a.min(b), a.max(b));
                ranges.push((u128::from(first), u128::from(last)));
                for address in first..=last {
                    table[usize::from(address)] = true;
                }
            }
            (Ranges::normal(ranges), table)
        })
    }

    fn table(ranges: &Ranges) -> [bool; 256] {
        let mut table = [false; 256];
        for (first, last) in &ranges.0 {
            for address in *first..=*last {
                table[usize::try_from(address).unwrap()] = true;
            }
        }
        table
    }

    proptest! {
        #[test]
        fn as_tables_have_it((a, ta) in small(), (b, tb) in small()) {
            let both = |f: fn(bool, bool) -> bool| {
                let mut out = [false; 256];
                for (i, slot) in out.iter_mut().enumerate() { *slot = f(ta[i], tb[i]); }
                out
            };
            prop_assert_eq!(table(&a.union(&b)), both(|x, y| x || y));
            prop_assert_eq!(table(&a.intersection(&b)), both(|x, y| x && y));
            prop_assert_eq!(table(&a.minus(&b)), both(|x, y| x && !y));
            // The form is normal after every operation, so that sets compare by what is in them.
            for set in [a.union(&b), a.intersection(&b), a.minus(&b)] {
                prop_assert_eq!(&Ranges::normal(set.0.clone()), &set);
            }
            prop_assert_eq!(&Ranges::of(Family::Ip4, a.networks(Family::Ip4)), &a);
        }
    }
}
