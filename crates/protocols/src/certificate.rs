//! An X.509 certificate as mail needs it: names, dates, key and digests, and what is wrong with the
//! one a server presented.
//!
//! Whether the chain leads to a trusted root was seen by whoever held the session
//! ([`ChainTrust`]); names and dates are judged here, against the moment that the caller gives.

use std::fmt;

use aws_lc_rs::digest::{SHA256, SHA512, digest};
use x509_parser::extensions::{GeneralName, ParsedExtension};
use x509_parser::prelude::{FromDer, X509Certificate, X509Name, X509Version};

use crate::answers::{ChainTrust, TlsSession};
use crate::limits::CERTIFICATE_OCTETS_MAX;
use crate::name::DomainName;
use crate::time::Timestamp;

/// One DNS name of a certificate's subject alternative names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum CertificateName {
    /// This host.
    Host(DomainName),
    /// `*.` and this: every name with exactly one label more.
    Wildcard(DomainName),
}

impl CertificateName {
    /// Reads a dNSName. `None` when no host can ever match it: not a name, or a `*` anywhere but as
    /// the complete left-most label.
    pub fn parse(text: &str) -> Option<CertificateName> {
        let (name, wildcard) = match text.strip_prefix("*.") {
            Some(rest) => (rest, true),
            None => (text, false),
        };
        let name = DomainName::parse(name).ok()?;
        match (name.as_str().contains('*'), wildcard) {
            (true, _) => None,
            (false, true) => Some(CertificateName::Wildcard(name)),
            (false, false) => Some(CertificateName::Host(name)),
        }
    }

    /// Whether it stands for `host`. RFC 6125 §6.4.3, as RFC 8461 §4.2 has it: 'The DNS-ID MAY
    /// contain the wildcard character "*" as the complete left-most label', and only there.
    pub fn matches(&self, host: &DomainName) -> bool {
        match self {
            CertificateName::Host(name) => name == host,
            CertificateName::Wildcard(below) => host.parent().as_ref() == Some(below),
        }
    }
}

impl fmt::Display for CertificateName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CertificateName::Host(name) => write!(f, "{name}"),
            CertificateName::Wildcard(below) => write!(f, "*.{below}"),
        }
    }
}

/// Why octets are not a [`Certificate`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateError {
    /// More than [`CERTIFICATE_OCTETS_MAX`] octets.
    TooLarge,
    /// Not one X.509 certificate in DER, or with octets after it.
    NotACertificate,
    /// The subject alternative names do not parse, or are there twice.
    BadNames,
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CertificateError::TooLarge => "the certificate is larger than 64 KiB",
            CertificateError::NotACertificate => "not an X.509 certificate in DER",
            CertificateError::BadNames => "the certificate's alternative names do not parse",
        })
    }
}

impl std::error::Error for CertificateError {}

/// What is read of one certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The DNS names of the subject alternative names, in order. The common name of the subject is
    /// no host name (RFC 8461 §4.2 and RFC 6125 §6.4.4 look at DNS-IDs).
    pub names: Vec<CertificateName>,
    /// The first moment of validity.
    pub not_before: Timestamp,
    /// The last moment of validity.
    pub not_after: Timestamp,
    /// Who it is for, in words (RFC 4514 form). A stranger's text.
    pub subject: String,
    /// Who issued it, in words. A stranger's text.
    pub issuer: String,
    /// The organization that issued it, when the issuer has one. A stranger's text.
    pub issuer_organization: Option<String>,
    /// The whole certificate in DER.
    pub der: Vec<u8>,
    /// The SubjectPublicKeyInfo in DER.
    pub public_key_der: Vec<u8>,
}

impl Certificate {
    /// Reads one certificate.
    pub fn parse(der: &[u8]) -> Result<Certificate, CertificateError> {
        if der.len() > CERTIFICATE_OCTETS_MAX {
            return Err(CertificateError::TooLarge);
        }
        let (rest, x509) =
            X509Certificate::from_der(der).map_err(|_| CertificateError::NotACertificate)?;
        if !rest.is_empty() {
            return Err(CertificateError::NotACertificate);
        }
        Ok(Certificate {
            names: names(&x509)?,
            not_before: moment(x509.validity().not_before.timestamp()),
            not_after: moment(x509.validity().not_after.timestamp()),
            subject: x509.subject().to_string(),
            issuer: x509.issuer().to_string(),
            issuer_organization: organization(x509.issuer()),
            der: der.to_vec(),
            public_key_der: x509.public_key().raw.to_vec(),
        })
    }

    /// Whether one of the names stands for `host`.
    pub fn matches_name(&self, host: &DomainName) -> bool {
        self.names.iter().any(|name| name.matches(host))
    }

    /// What is wrong with the dates at `now`, if anything.
    pub fn date_fault(&self, now: Timestamp) -> Option<CertificateFault> {
        if now > self.not_after {
            Some(CertificateFault::Expired {
                since: self.not_after,
            })
        } else if now < self.not_before {
            Some(CertificateFault::NotYetValid {
                until: self.not_before,
            })
        } else {
            None
        }
    }

    /// For how many days it was made.
    pub fn lifetime_days(&self) -> u64 {
        self.not_before.days_until(self.not_after)
    }

    /// The days left when that is little for a certificate of this lifetime: renewal should have
    /// happened by now. Renewal is usual with a third of the lifetime left, so it is overdue with a
    /// sixth left, and with 14 days left at the latest. `None` when there is time, or none at all.
    pub fn days_left_if_few(&self, now: Timestamp) -> Option<u64> {
        let lifetime = self.not_after.0.saturating_sub(self.not_before.0);
        let left = self.not_after.0.checked_sub(now.0)?;
        let few = (lifetime / 6).min(14 * 86_400);
        (left < few).then_some(left / 86_400)
    }

    /// Whether it may issue others.
    ///
    /// RFC 5280 §4.2.1.9: 'If the basic constraints extension is not present in a version 3
    /// certificate, or the extension is present but the cA boolean is not asserted, then the
    /// certified public key MUST NOT be used to verify certificate signatures.' Where there is a key
    /// usage, `keyCertSign` must be among it (RFC 5280 §4.2.1.3). Certificates of version 1 have no
    /// extensions; OpenSSL, and so Postfix, takes such a one as an authority where it signed itself,
    /// and we do as well. A path length constraint is not looked at.
    pub fn may_issue(&self) -> bool {
        let Ok((_, x509)) = X509Certificate::from_der(&self.der) else {
            return false;
        };
        if x509.version() == X509Version::V1 {
            return x509.issuer().as_raw() == x509.subject().as_raw();
        }
        let (Ok(constraints), Ok(usage)) = (x509.basic_constraints(), x509.key_usage()) else {
            return false;
        };
        constraints.is_some_and(|constraints| constraints.value.ca)
            && usage.is_none_or(|usage| usage.value.key_cert_sign())
    }

    /// The octets of its serial number, as they are encoded.
    pub fn serial(&self) -> Vec<u8> {
        let parsed = X509Certificate::from_der(&self.der);
        parsed.map_or_else(|_| Vec::new(), |(_, x509)| x509.raw_serial().to_vec())
    }

    /// The identifier of its issuer's key (RFC 5280 §4.2.1.1); `None` where it has none.
    pub fn authority_key_id(&self) -> Option<Vec<u8>> {
        let (_, x509) = X509Certificate::from_der(&self.der).ok()?;
        let ids = x509.iter_extensions().filter_map(|extension| {
            match extension.parsed_extension() {
                ParsedExtension::AuthorityKeyIdentifier(id) => id.key_identifier.as_ref(),
                // What is no identifier of a key; the enum is not ours and may grow.
                _ => None,
            }
        });
        ids.map(|id| id.0.to_vec()).next()
    }

    /// Whether `issuer` issued it: the names fit and the signature holds under the issuer's key.
    pub fn is_issued_by(&self, issuer: &Certificate) -> bool {
        let Ok((_, x509)) = X509Certificate::from_der(&self.der) else {
            return false;
        };
        let Ok((_, signer)) = X509Certificate::from_der(&issuer.der) else {
            return false;
        };
        x509.issuer().as_raw() == signer.subject().as_raw()
            && x509.verify_signature(Some(signer.public_key())).is_ok()
    }
}

fn organization(name: &X509Name<'_>) -> Option<String> {
    let mut organizations = name.iter_organization();
    let text = organizations.next()?.as_str().ok()?;
    Some(text.to_string())
}

fn names(x509: &X509Certificate<'_>) -> Result<Vec<CertificateName>, CertificateError> {
    let extension = x509
        .subject_alternative_name()
        .map_err(|_| CertificateError::BadNames)?;
    let Some(extension) = extension else {
        return Ok(Vec::new());
    };
    let general = extension.value.general_names.iter();
    Ok(general
        .filter_map(|name| match name {
            GeneralName::DNSName(text) => CertificateName::parse(text),
            // Not ours: mail hosts are known by DNS names alone.
            _ => None,
        })
        .collect())
}

/// A date before 1970 is as long past as any other.
fn moment(seconds: i64) -> Timestamp {
    Timestamp(u64::try_from(seconds).unwrap_or(0))
}

/// SHA-256 of `data`.
pub fn sha256(data: &[u8]) -> Vec<u8> {
    digest(&SHA256, data).as_ref().to_vec()
}

/// SHA-512 of `data`.
pub fn sha512(data: &[u8]) -> Vec<u8> {
    digest(&SHA512, data).as_ref().to_vec()
}

/// What is wrong with a presented certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CertificateFault {
    /// Its time is over.
    Expired {
        /// The last moment it was valid.
        since: Timestamp,
    },
    /// Its time has not come.
    NotYetValid {
        /// The first moment it will be valid.
        until: Timestamp,
    },
    /// None of its names stands for the host.
    WrongName {
        /// The names it has.
        names: Vec<CertificateName>,
    },
    /// No path to a trusted root; never [`ChainTrust::Trusted`].
    NotTrusted(ChainTrust),
    /// No certificate was presented, or it does not parse.
    Unreadable,
}

/// Everything that is wrong with the certificate of `session` for `host` at `now`; empty when a
/// sender that checks would accept it.
///
/// Dates and names are those of the leaf. The dates of the certificates above it are not judged: a
/// server may present an expired cross-sign beside a path that still holds, and which path counts is
/// part of [`TlsSession::trust`].
pub fn judge(session: &TlsSession, host: &DomainName, now: Timestamp) -> Vec<CertificateFault> {
    let Some(Ok(leaf)) = session.chain.first().map(|der| Certificate::parse(der)) else {
        return vec![CertificateFault::Unreadable];
    };
    let mut faults = Vec::new();
    match session.trust {
        ChainTrust::Trusted => {}
        ChainTrust::SelfSigned | ChainTrust::UnknownIssuer | ChainTrust::Unusable => {
            faults.push(CertificateFault::NotTrusted(session.trust));
        }
    }
    if !leaf.matches_name(host) {
        faults.push(CertificateFault::WrongName {
            names: leaf.names.clone(),
        });
    }
    faults.extend(leaf.date_fault(now));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};

    const DAY: u64 = 86_400;
    /// 2026-01-01 and 2027-01-01.
    const START: Timestamp = Timestamp(1_767_225_600);
    const END: Timestamp = Timestamp(START.0 + 365 * DAY);

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    fn params(names: &[&str]) -> CertificateParams {
        let names: Vec<String> = names.iter().map(|n| n.to_string()).collect();
        let mut params = CertificateParams::new(names).unwrap();
        params.not_before = date_time_ymd(2026, 1, 1);
        params.not_after = date_time_ymd(2027, 1, 1);
        params
    }

    fn self_signed(names: &[&str]) -> Vec<u8> {
        let key = KeyPair::generate().unwrap();
        params(names).self_signed(&key).unwrap().der().to_vec()
    }

    fn session(names: &[&str], trust: ChainTrust) -> TlsSession {
        TlsSession {
            version: "TLSv1.3".to_string(),
            chain: vec![self_signed(names)],
            trust,
        }
    }

    #[test]
    fn names_and_dates() {
        let der = self_signed(&["MX.example.com", "*.example.org", "a*.example.net"]);
        let certificate = Certificate::parse(&der).unwrap();
        let names: Vec<String> = certificate.names.iter().map(|n| n.to_string()).collect();
        assert_eq!(names, ["mx.example.com", "*.example.org"]);
        assert_eq!(
            (certificate.not_before, certificate.not_after),
            (START, END)
        );
        assert!(
            certificate
                .der
                .windows(certificate.public_key_der.len())
                .any(|w| w == certificate.public_key_der)
        );
    }

    #[test]
    fn a_wildcard_is_one_label() {
        let wildcard = CertificateName::parse("*.example.com").unwrap();
        assert!(wildcard.matches(&name("mx.example.com")));
        assert!(!wildcard.matches(&name("example.com")));
        assert!(!wildcard.matches(&name("a.mx.example.com")));
        assert_eq!(CertificateName::parse("mx.*.example.com"), None);
        assert_eq!(CertificateName::parse("*"), None);
    }

    #[test]
    fn what_a_sender_accepts() {
        let good = session(&["mx.example.com"], ChainTrust::Trusted);
        let host = name("mx.example.com");
        assert_eq!(judge(&good, &host, START), []);
        assert_eq!(judge(&good, &host, END), []);
        assert_eq!(
            judge(&good, &host, Timestamp(END.0 + 1)),
            [CertificateFault::Expired { since: END }]
        );
        assert_eq!(
            judge(&good, &host, Timestamp(START.0 - 1)),
            [CertificateFault::NotYetValid { until: START }]
        );
    }

    #[test]
    fn renewal_is_overdue() {
        let certificate = Certificate::parse(&self_signed(&[])).unwrap();
        let days_left = |days: u64| certificate.days_left_if_few(Timestamp(END.0 - days * DAY));
        assert_eq!(days_left(14), None);
        assert_eq!(days_left(13), Some(13));
        assert_eq!(days_left(0), Some(0));
        assert_eq!(certificate.days_left_if_few(Timestamp(END.0 + 1)), None);
    }

    #[test]
    fn every_fault_is_said() {
        let bad = session(&["other.example.com"], ChainTrust::SelfSigned);
        let names = vec![CertificateName::Host(name("other.example.com"))];
        assert_eq!(
            judge(&bad, &name("mx.example.com"), Timestamp(END.0 + DAY)),
            [
                CertificateFault::NotTrusted(ChainTrust::SelfSigned),
                CertificateFault::WrongName { names },
                CertificateFault::Expired { since: END },
            ]
        );
    }

    #[test]
    fn nothing_to_read() {
        let mut session = session(&["mx.example.com"], ChainTrust::Trusted);
        session.chain[0].push(0);
        let host = name("mx.example.com");
        assert_eq!(
            judge(&session, &host, START),
            [CertificateFault::Unreadable]
        );
        session.chain.clear();
        assert_eq!(
            judge(&session, &host, START),
            [CertificateFault::Unreadable]
        );
        let large = vec![0x30; CERTIFICATE_OCTETS_MAX + 1];
        assert_eq!(Certificate::parse(&large), Err(CertificateError::TooLarge));
    }

    #[test]
    fn who_issued_whom() {
        let ca_key = KeyPair::generate().unwrap();
        let mut ca = params(&[]);
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let ca_der = ca.self_signed(&ca_key).unwrap().der().to_vec();
        let leaf_key = KeyPair::generate().unwrap();
        let issuer = Issuer::new(ca, ca_key);
        let leaf = params(&["mx.example.com"])
            .signed_by(&leaf_key, &issuer)
            .unwrap();
        let leaf = Certificate::parse(leaf.der()).unwrap();
        assert!(leaf.is_issued_by(&Certificate::parse(&ca_der).unwrap()));
        // The same name, another key.
        let stranger = Certificate::parse(&self_signed(&[])).unwrap();
        assert_eq!(
            stranger.subject,
            Certificate::parse(&ca_der).unwrap().subject
        );
        assert!(!leaf.is_issued_by(&stranger));
    }
}
