//! Certification authorities: what their certificates call them, and by which names CAA records
//! admit them. Facts the authorities publish in their practice statements.

/// One authority.
pub(super) struct Authority {
    /// The organization in the issuer field of its certificates, as a prefix.
    pub(super) organization: &'static str,
    /// The names that admit it in a CAA `issue` property.
    pub(super) identifiers: &'static [&'static str],
    /// Whether anyone can have a certificate from it by ACME.
    pub(super) acme: bool,
}

/// Public authorities that issue most of the certificates of mail and web hosts.
pub(super) const AUTHORITIES: &[Authority] = &[
    acme("Let's Encrypt", &["letsencrypt.org"]),
    acme("ZeroSSL", &["sectigo.com", "zerossl.com"]),
    acme(
        "Sectigo",
        &[
            "sectigo.com",
            "comodoca.com",
            "comodo.com",
            "usertrust.com",
            "trust-provider.com",
        ],
    ),
    acme("Google Trust Services", &["pki.goog"]),
    acme("SSL Corp", &["ssl.com"]),
    acme("Actalis", &["actalis.it"]),
    acme(
        "DigiCert",
        &[
            "digicert.com",
            "symantec.com",
            "geotrust.com",
            "rapidssl.com",
            "thawte.com",
        ],
    ),
    acme("GlobalSign", &["globalsign.com"]),
    other(
        "Amazon",
        &[
            "amazon.com",
            "amazontrust.com",
            "awstrust.com",
            "amazonaws.com",
        ],
    ),
    other("Asseco Data Systems", &["certum.pl", "certum.eu"]),
    other("Buypass", &["buypass.com", "buypass.no"]),
    other("D-Trust", &["d-trust.net", "dtrust.de"]),
    other("Deutsche Telekom Security", &["telesec.de"]),
    other("Entrust", &["entrust.net", "affirmtrust.com"]),
    other("GoDaddy", &["godaddy.com", "starfieldtech.com"]),
    other(
        "Hellenic Academic and Research Institutions",
        &["harica.gr"],
    ),
    other("Microsoft", &["microsoft.com"]),
    other("SwissSign", &["swisssign.com"]),
];

const fn acme(organization: &'static str, identifiers: &'static [&'static str]) -> Authority {
    Authority {
        organization,
        identifiers,
        acme: true,
    }
}

const fn other(organization: &'static str, identifiers: &'static [&'static str]) -> Authority {
    Authority {
        organization,
        identifiers,
        acme: false,
    }
}

/// The authority whose certificates name this organization, when it is a known one.
pub(super) fn by_organization(organization: &str) -> Option<&'static Authority> {
    AUTHORITIES
        .iter()
        .find(|authority| organization.starts_with(authority.organization))
}
