//! The domains of the [`World`](crate::World): which zone has what trust and which servers. What
//! is in a zone stands in `zones/`.

/// How a zone is linked to its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Signed, and the parent says so.
    Signed,
    /// Not signed.
    Unsigned,
    /// Signed, and the parent holds the digest of another key.
    WrongDigest,
}

/// One domain below `test`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scenario {
    pub(crate) origin: &'static str,
    pub(crate) trust: Trust,
    pub(crate) template: &'static str,
}

/// A row of the table; the template is the file of the zone's name.
macro_rules! scenario {
    ($origin:literal, $trust:ident) => {
        Scenario {
            origin: $origin,
            trust: Trust::$trust,
            template: include_str!(concat!("../zones/", $origin, ".zone")),
        }
    };
}

pub(crate) const SCENARIOS: &[Scenario] = &[
    scenario!("good.test", Signed),
    scenario!("plain.test", Unsigned),
    scenario!("bogus.test", WrongDigest),
];
