//! What a person says of a check beside the domain.

use std::collections::BTreeSet;

use crate::assessment::ProtectionKind;
use crate::dkim::Selectors;

/// What mail the domain is meant for, as far as the person who checks says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Expectation {
    /// Nothing was said: the domain is judged by what it publishes.
    #[default]
    Unstated,
    /// The domain is meant to have no mail at all, neither sent nor received.
    Parked,
    /// People have mailboxes at the domain, and write to whom they like: mailing lists too.
    Mailboxes,
}

/// Where the check is made from, as far as the person who checks says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Viewpoint {
    /// From outside: a private address is a fault.
    #[default]
    Outside,
    /// From within a network where private addresses are meant to be used.
    Inside,
}

/// Which protections are looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rooms(BTreeSet<ProtectionKind>);

impl Rooms {
    /// All of them.
    pub const ALL: [ProtectionKind; 7] = [
        ProtectionKind::Spf,
        ProtectionKind::Dkim,
        ProtectionKind::Dmarc,
        ProtectionKind::MtaSts,
        ProtectionKind::TlsRpt,
        ProtectionKind::Dane,
        ProtectionKind::Mail,
    ];

    /// These only.
    pub fn only(kinds: impl IntoIterator<Item = ProtectionKind>) -> Rooms {
        Rooms(kinds.into_iter().collect())
    }

    /// Whether a protection is looked at.
    pub fn has(&self, kind: ProtectionKind) -> bool {
        self.0.contains(&kind)
    }
}

impl Default for Rooms {
    fn default() -> Rooms {
        Rooms::only(Rooms::ALL)
    }
}

/// What a person says of a check beside the domain. The default looks at everything and expects
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckOptions {
    /// What mail the domain is meant for.
    pub expectation: Expectation,
    /// Where the check is made from.
    pub viewpoint: Viewpoint,
    /// Which protections are looked at. Rules over several answers need them all and are silent
    /// about a protection that is left out.
    pub rooms: Rooms,
    /// The DKIM selectors to look at.
    pub selectors: Selectors,
}
