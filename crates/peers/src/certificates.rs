//! A certificate authority of our own and the certificates, sound and broken, that servers present.

use std::time::{Duration, SystemTime};

use aws_lc_rs::digest;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, PublicKeyData, date_time_ymd,
};

const DAY: Duration = Duration::from_secs(86_400);

/// What is wrong with a certificate. A wrong name is no fault of the certificate: give it another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing: 90 days from yesterday, signed by the authority.
    None,
    /// It ended 30 days ago.
    Expired,
    /// It is its own issuer.
    SelfSigned,
    /// It is signed by an authority that nobody trusts.
    UnknownIssuer,
}

/// A key and its certificate, as servers read them.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The certificate in PEM.
    pub certificate_pem: String,
    /// Its private key in PEM.
    pub key_pem: String,
    /// SHA-256 of its SubjectPublicKeyInfo in hexadecimal: the data of a TLSA record `3 1 1`.
    pub spki_sha256: String,
}

impl Leaf {
    /// Key first, then certificate: one file for Postfix's `smtpd_tls_chain_files` and for nginx.
    pub fn chain_file(&self) -> String {
        format!("{}{}", self.key_pem, self.certificate_pem)
    }
}

/// A certificate authority made for one test process.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Authority").finish_non_exhaustive()
    }
}

impl Authority {
    /// Makes a key and a self-signed root certificate with this organisation name.
    pub fn new(organization: &str) -> Authority {
        let key = new_key();
        let mut params = params(&[], organization, Lifetime::running());
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let pem = params
            .self_signed(&key)
            .unwrap_or_else(|error| panic!("no root certificate: {error}"))
            .pem();
        Authority {
            issuer: Issuer::new(params, key),
            pem,
        }
    }

    /// The root certificate in PEM.
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// Makes a server certificate for these names with this fault.
    pub fn leaf(&self, names: &[&str], fault: Fault) -> Leaf {
        let key = new_key();
        let lifetime = match fault {
            Fault::None | Fault::SelfSigned | Fault::UnknownIssuer => Lifetime::running(),
            Fault::Expired => Lifetime::over(),
        };
        let mut params = params(names, "Server", lifetime);
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = match fault {
            Fault::None | Fault::Expired => params.signed_by(&key, &self.issuer),
            Fault::SelfSigned => params.self_signed(&key),
            Fault::UnknownIssuer => params.signed_by(&key, &Authority::new("Nobody").issuer),
        }
        .unwrap_or_else(|error| panic!("no certificate for {names:?}: {error}"));
        Leaf {
            certificate_pem: certificate.pem(),
            key_pem: key.serialize_pem(),
            spki_sha256: hex(&sha256(&key.subject_public_key_info())),
        }
    }
}

/// When a certificate holds.
struct Lifetime {
    days_since_start: u32,
    end: End,
}

enum End {
    InDays(u32),
    DaysAgo(u32),
}

impl Lifetime {
    fn running() -> Lifetime {
        Lifetime {
            days_since_start: 1,
            end: End::InDays(89),
        }
    }

    fn over() -> Lifetime {
        Lifetime {
            days_since_start: 120,
            end: End::DaysAgo(30),
        }
    }
}

fn params(names: &[&str], organization: &str, lifetime: Lifetime) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap_or_else(|error| panic!("{error}"));
    let mut subject = DistinguishedName::new();
    subject.push(DnType::OrganizationName, organization);
    subject.push(DnType::CommonName, format!("{organization} of a test"));
    params.distinguished_name = subject;
    let today = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_else(|error| panic!("the clock is before 1970: {error}"));
    let now = date_time_ymd(1970, 1, 1) + today;
    params.not_before = now - DAY * lifetime.days_since_start;
    params.not_after = match lifetime.end {
        End::InDays(days) => now + DAY * days,
        End::DaysAgo(days) => now - DAY * days,
    };
    params
}

fn new_key() -> KeyPair {
    KeyPair::generate().unwrap_or_else(|error| panic!("no ECDSA key: {error}"))
}

fn sha256(data: &[u8]) -> Vec<u8> {
    digest::digest(&digest::SHA256, data).as_ref().to_vec()
}

fn hex(data: &[u8]) -> String {
    data.iter().map(|octet| format!("{octet:02x}")).collect()
}
