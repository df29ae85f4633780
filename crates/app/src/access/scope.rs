//! Which zones an access is for, and which access a zone has.

use std::collections::BTreeSet;

use protocols::name::DomainName;

use super::AccessHead;
use super::error::AccessError;

/// The most zones one access names.
const ZONES_MAX: usize = 10_000;

/// The zones an access is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Every zone that no other access names.
    All,
    /// These zones, and zones below them.
    Zones(BTreeSet<DomainName>),
}

/// How closely a scope names a zone; the closest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It has all zones.
    Any,
    /// It names the zone, or one above it, of so many labels.
    Labels(usize),
}

impl Scope {
    /// How closely the zone is named; `None` where it is not covered.
    pub fn reach(&self, zone: &DomainName) -> Option<Reach> {
        match self {
            Scope::All => Some(Reach::Any),
            Scope::Zones(zones) => {
                let covering = zones.iter().filter(|named| zone.is_at_or_below(named));
                let labels = covering.map(DomainName::label_count).max()?;
                Some(Reach::Labels(labels))
            }
        }
    }

    pub(super) fn check(&self) -> Result<(), AccessError> {
        match self {
            Scope::All => Ok(()),
            Scope::Zones(zones) if zones.is_empty() => Err(AccessError::NoZone),
            Scope::Zones(zones) if zones.len() > ZONES_MAX => Err(AccessError::TooManyZones),
            Scope::Zones(_) => Ok(()),
        }
    }
}

/// Which access a zone has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice<'a> {
    /// None covers it.
    None,
    /// This one.
    One(&'a AccessHead),
    /// Two that name it equally closely: which is meant is for a person to say.
    Equal(&'a AccessHead, &'a AccessHead),
}

/// The access that names a zone most closely. Places that hold no zones are left out.
pub fn choose<'a>(
    heads: impl IntoIterator<Item = &'a AccessHead>,
    zone: &DomainName,
) -> Choice<'a> {
    let mut closest: Option<Reach> = None;
    let mut choice = Choice::None;
    for head in heads {
        let Some(reach) = head.zones.reach(zone) else {
            continue;
        };
        if !head.kind.holds_zones() || closest.is_some_and(|known| known > reach) {
            continue;
        }
        choice = match choice {
            Choice::One(other) | Choice::Equal(other, _) if closest == Some(reach) => {
                Choice::Equal(other, head)
            }
            Choice::None | Choice::One(_) | Choice::Equal(..) => Choice::One(head),
        };
        closest = Some(reach);
    }
    choice
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::{AccessName, PlaceKind};
    use super::*;

    fn head(name: &str, kind: PlaceKind, zones: &[&str]) -> AccessHead {
        let zones: BTreeSet<_> = zones.iter().map(|zone| zone.parse().unwrap()).collect();
        AccessHead {
            name: AccessName::parse(name).unwrap(),
            kind,
            zones: if zones.is_empty() {
                Scope::All
            } else {
                Scope::Zones(zones)
            },
            settings: BTreeMap::new(),
        }
    }

    fn chosen(heads: &[AccessHead], zone: &str) -> String {
        match choose(heads, &zone.parse().unwrap()) {
            Choice::None => "none".to_owned(),
            Choice::One(head) => head.name.to_string(),
            Choice::Equal(one, other) => format!("{} or {}", one.name, other.name),
        }
    }

    #[test]
    fn the_closest_wins() {
        let heads = [
            head("all", PlaceKind::Rfc2136, &[]),
            head("org", PlaceKind::Hetzner, &["example.org", "x.example.com"]),
            head("com", PlaceKind::Cloudflare, &["example.com"]),
            head("mail", PlaceKind::Mailcow, &["deep.example.com"]),
        ];
        for (zone, expected) in [
            ("example.com", "com"),
            ("a.example.com", "com"),
            ("x.example.com", "org"),
            ("b.x.example.com", "org"),
            ("badexample.com", "all"),
            ("deep.example.com", "com"),
        ] {
            assert_eq!(chosen(&heads, zone), expected, "{zone}");
        }
        assert_eq!(chosen(&heads[1..], "badexample.com"), "none");
    }

    #[test]
    fn two_that_are_equally_close_are_not_decided_between() {
        let mut heads = vec![
            head("a", PlaceKind::Rfc2136, &["example.com"]),
            head("b", PlaceKind::Rfc2136, &["example.com"]),
            head("c", PlaceKind::Rfc2136, &[]),
        ];
        assert_eq!(chosen(&heads, "x.example.com"), "a or b");
        heads.push(head("d", PlaceKind::Rfc2136, &["x.example.com"]));
        assert_eq!(chosen(&heads, "x.example.com"), "d");
    }

    #[test]
    fn a_scope_names_a_zone() {
        assert_eq!(Scope::All.check(), Ok(()));
        let none = Scope::Zones(BTreeSet::new());
        assert_eq!(none.check(), Err(AccessError::NoZone));
    }
}
