//! The TLS session that `starttls:` or `tls:` lines of a block describe.
//!
//! The key of every presented certificate is the same, so that a case can hold its digest: SHA-256
//! of the SubjectPublicKeyInfo is
//! `31dc8fc41f5982e963fc081bf7cbf8460ce33908539f239d0496cd54f3160f56`.

use protocols::answers::{ChainTrust, TlsSession};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, IsCa, Issuer, KeyPair,
    date_time_ymd,
};

use crate::fields::Fields;

/// A P-256 key in PKCS #8, made for these cases.
const KEY: &str = concat!(
    "308187020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420ee143de4",
    "1c155565dc3cdb25078dab1098d6bb99ceda0723c478e93a494cb9e7a144034200045a0cccc2c716",
    "a85b6cd66d69008f23dc62752601b124ae945cbb3cb08026c886f7e027da08c74241b92b73fb47e0",
    "d142bcb30770b90cc0f7d7f3e6d3968e1431",
);

/// The session of a block: `certificate:` the DNS names, `valid:` first and last day, `issuer:` the
/// issuing organization, `chain: authority` an issuer that is presented along, `trust:` whether the
/// chain leads to a root. What is not said is in order.
pub(crate) fn session(fields: &Fields<'_>, version: &str, host: &str) -> TlsSession {
    let names = fields.get("certificate").unwrap_or(host);
    let names: Vec<String> = names.split_whitespace().map(str::to_string).collect();
    let (first, last) = fields
        .get("valid")
        .map_or(("2026-10-15", "2027-01-12"), |days| {
            fields.pair("valid", days)
        });
    let mut params = CertificateParams::new(names).unwrap();
    let day = |text: &str| {
        let parts: Vec<i32> = text.split('-').map(|part| part.parse().unwrap()).collect();
        let small = |at: usize| u8::try_from(parts[at]).unwrap();
        date_time_ymd(parts[0], small(1), small(2))
    };
    params.not_before = day(first);
    params.not_after = day(last);
    params.distinguished_name = organization("Example");
    let issuer = fields.get("issuer").unwrap_or("Let's Encrypt");
    let chain = match fields.get("certificate") {
        Some("none") => Vec::new(),
        Some(_) | None if fields.get("chain") == Some("authority") => by_authority(params),
        Some(_) | None => vec![issued(params, issuer)],
    };
    TlsSession {
        version: version.to_string(),
        chain,
        trust: match fields.get("trust").unwrap_or("trusted") {
            "trusted" => ChainTrust::Trusted,
            "self-signed" => ChainTrust::SelfSigned,
            "unknown-issuer" => ChainTrust::UnknownIssuer,
            "unusable" => ChainTrust::Unusable,
            other => fields.refuse("trust", other),
        },
    }
}

fn issued(params: CertificateParams, issuer: &str) -> Vec<u8> {
    let mut ca = CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.distinguished_name = organization(issuer);
    let issuer = Issuer::new(ca, KeyPair::generate().unwrap());
    params.signed_by(&key(), &issuer).unwrap().der().to_vec()
}

/// A leaf and the authority that issued it, which has the key of all these cases.
fn by_authority(leaf: CertificateParams) -> Vec<Vec<u8>> {
    let mut ca = CertificateParams::new(Vec::new()).unwrap();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.distinguished_name = organization("An authority of one's own");
    let authority = ca.self_signed(&key()).unwrap().der().to_vec();
    let issuer = Issuer::new(ca, key());
    let leaf = leaf
        .signed_by(&KeyPair::generate().unwrap(), &issuer)
        .unwrap();
    vec![leaf.der().to_vec(), authority]
}

fn organization(name: &str) -> DistinguishedName {
    let mut distinguished = DistinguishedName::new();
    distinguished.push(DnType::OrganizationName, name);
    distinguished.push(DnType::CommonName, "X1");
    distinguished
}

fn key() -> KeyPair {
    let octet = |at: usize| u8::from_str_radix(&KEY[at..at + 2], 16).unwrap();
    let der: Vec<u8> = (0..KEY.len()).step_by(2).map(octet).collect();
    KeyPair::try_from(der).unwrap()
}
