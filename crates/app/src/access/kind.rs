//! The kinds of places, and the fields each is given.

use std::fmt;

use FieldUse::{Open, Secret};
use Need::{Optional, Required};

/// A kind of place where records, or what mail servers hold of a domain, are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A name server that takes dynamic updates (RFC 2136), signed with TSIG.
    Rfc2136,
    /// Cloudflare.
    Cloudflare,
    /// Hetzner DNS.
    Hetzner,
    /// IONOS.
    Ionos,
    /// OVH.
    Ovh,
    /// A PowerDNS Authoritative Server, by its HTTP interface.
    PowerDns,
    /// Google Cloud DNS.
    Google,
    /// Azure DNS.
    Azure,
    /// Amazon Route 53.
    Route53,
    /// deSEC.
    Desec,
    /// A mailcow, by its interface: a mail server, which holds no zones.
    Mailcow,
}

/// Whether a field may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It may not.
    Required,
    /// It may.
    Optional,
}

/// Whether a field may be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldUse {
    /// By anybody.
    Open,
    /// By nobody: it is sealed when stored, and sent.
    Secret,
}

/// A field of a kind of place.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as it is given.
    pub name: &'static str,
    /// Whether it may be left out.
    pub need: Need,
    /// Whether it may be seen.
    pub shown: FieldUse,
    /// The catalogue key of the words that say what it is.
    pub words: &'static str,
}

const fn field(name: &'static str, need: Need, shown: FieldUse, words: &'static str) -> Field {
    Field {
        name,
        need,
        shown,
        words,
    }
}

/// The base of an interface, for a proxy in between.
const BASE: Field = field("url", Optional, Open, "access-field-base");

static RFC2136: &[Field] = &[
    field("server", Required, Open, "access-field-server"),
    field("key-name", Required, Open, "access-field-key-name"),
    field(
        "key-algorithm",
        Optional,
        Open,
        "access-field-key-algorithm",
    ),
    field("key-secret", Required, Secret, "access-field-key-secret"),
];
static CLOUDFLARE: &[Field] = &[
    BASE,
    field("token", Required, Secret, "access-field-cloudflare-token"),
];
static HETZNER: &[Field] = &[
    BASE,
    field("token", Required, Secret, "access-field-hetzner-token"),
];
static IONOS: &[Field] = &[
    BASE,
    field("api-key", Required, Secret, "access-field-ionos-key"),
];
static OVH: &[Field] = &[
    field("url", Optional, Open, "access-field-ovh-url"),
    field("application-key", Required, Secret, "access-field-ovh-key"),
    field(
        "application-secret",
        Required,
        Secret,
        "access-field-ovh-secret",
    ),
    field(
        "consumer-key",
        Required,
        Secret,
        "access-field-ovh-consumer",
    ),
];
static POWERDNS: &[Field] = &[
    field("url", Required, Open, "access-field-powerdns-url"),
    field("server-id", Optional, Open, "access-field-powerdns-server"),
    field("plain-http", Optional, Open, "access-field-plain-http"),
    field("api-key", Required, Secret, "access-field-powerdns-key"),
];
static GOOGLE: &[Field] = &[
    BASE,
    field("project", Required, Open, "access-field-google-project"),
    field("managed-zone", Required, Open, "access-field-google-zone"),
    field(
        "service-account",
        Required,
        Secret,
        "access-field-google-account",
    ),
];
static AZURE: &[Field] = &[
    BASE,
    field("tenant-id", Required, Open, "access-field-azure-tenant"),
    field(
        "subscription-id",
        Required,
        Open,
        "access-field-azure-subscription",
    ),
    field("resource-group", Required, Open, "access-field-azure-group"),
    field("client-id", Required, Open, "access-field-azure-client"),
    field(
        "client-secret",
        Required,
        Secret,
        "access-field-azure-secret",
    ),
];
static ROUTE53: &[Field] = &[
    BASE,
    field("hosted-zone-id", Required, Open, "access-field-aws-zone"),
    field("region", Optional, Open, "access-field-aws-region"),
    field("access-key-id", Required, Open, "access-field-aws-key-id"),
    field(
        "secret-access-key",
        Required,
        Secret,
        "access-field-aws-secret",
    ),
    field(
        "session-token",
        Optional,
        Secret,
        "access-field-aws-session",
    ),
];
static DESEC: &[Field] = &[
    BASE,
    field("token", Required, Secret, "access-field-desec-token"),
];
static MAILCOW: &[Field] = &[
    field("url", Required, Open, "access-field-mailcow-url"),
    field("api-key", Required, Secret, "access-field-mailcow-key"),
];

impl PlaceKind {
    /// All of them.
    pub const ALL: [PlaceKind; 11] = [
        PlaceKind::Rfc2136,
        PlaceKind::Cloudflare,
        PlaceKind::Hetzner,
        PlaceKind::Ionos,
        PlaceKind::Ovh,
        PlaceKind::PowerDns,
        PlaceKind::Google,
        PlaceKind::Azure,
        PlaceKind::Route53,
        PlaceKind::Desec,
        PlaceKind::Mailcow,
    ];

    /// As it is typed and stored; it never changes once released.
    pub fn word(self) -> &'static str {
        match self {
            PlaceKind::Rfc2136 => "rfc2136",
            PlaceKind::Cloudflare => "cloudflare",
            PlaceKind::Hetzner => "hetzner",
            PlaceKind::Ionos => "ionos",
            PlaceKind::Ovh => "ovh",
            PlaceKind::PowerDns => "powerdns",
            PlaceKind::Google => "google",
            PlaceKind::Azure => "azure",
            PlaceKind::Route53 => "route53",
            PlaceKind::Desec => "desec",
            PlaceKind::Mailcow => "mailcow",
        }
    }

    /// The kind of this word.
    pub fn of_word(word: &str) -> Option<PlaceKind> {
        PlaceKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The fields it is given, open ones first.
    pub fn fields(self) -> &'static [Field] {
        match self {
            PlaceKind::Rfc2136 => RFC2136,
            PlaceKind::Cloudflare => CLOUDFLARE,
            PlaceKind::Hetzner => HETZNER,
            PlaceKind::Ionos => IONOS,
            PlaceKind::Ovh => OVH,
            PlaceKind::PowerDns => POWERDNS,
            PlaceKind::Google => GOOGLE,
            PlaceKind::Azure => AZURE,
            PlaceKind::Route53 => ROUTE53,
            PlaceKind::Desec => DESEC,
            PlaceKind::Mailcow => MAILCOW,
        }
    }

    /// The field of this name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// Whether there are zones at such a place.
    pub fn holds_zones(self) -> bool {
        match self {
            PlaceKind::Rfc2136
            | PlaceKind::Cloudflare
            | PlaceKind::Hetzner
            | PlaceKind::Ionos
            | PlaceKind::Ovh
            | PlaceKind::PowerDns
            | PlaceKind::Google
            | PlaceKind::Azure
            | PlaceKind::Route53
            | PlaceKind::Desec => true,
            PlaceKind::Mailcow => false,
        }
    }
}

impl fmt::Display for PlaceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_fields_are_there_once() {
        for kind in PlaceKind::ALL {
            assert_eq!(PlaceKind::of_word(kind.word()), Some(kind));
            for field in kind.fields() {
                assert_eq!(kind.field(field.name), Some(field), "{kind} {}", field.name);
            }
            let secrets = kind.fields().iter().filter(|f| f.shown == Secret);
            assert!(secrets.count() > 0, "{kind} is not open to everybody");
        }
        assert_eq!(PlaceKind::of_word("godaddy"), None);
    }
}
