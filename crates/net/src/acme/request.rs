//! The certificate that answers tls-alpn-01 (RFC 8737 §3), and the request for the one that is wanted.

use app::certificates::Proof;
use app::ledger::PrivateKey;
use aws_lc_rs::digest::{SHA256, digest};
use protocols::name::DomainName;
use rcgen::{CertificateParams, CustomExtension, DistinguishedName, KeyPair};
use rustls::pki_types::PrivatePkcs8KeyDer;

/// RFC 8737 §3: a certificate that signs itself, with the name and no other, and 'a critical
/// acmeIdentifier extension' with the SHA-256 of the key authorization.
pub(super) fn proof(name: &DomainName, key_authorization: &str) -> Result<Proof, rcgen::Error> {
    let key = KeyPair::generate()?;
    let mut params = params(name)?;
    let hash = digest(&SHA256, key_authorization.as_bytes());
    params.custom_extensions = vec![CustomExtension::new_acme_identifier(hash.as_ref())];
    let certificate = params.self_signed(&key)?;
    Ok(Proof::TlsAlpn01 {
        certificate_der: certificate.der().to_vec(),
        key: PrivateKey::from_pkcs8(key.serialize_der()),
    })
}

/// The request for a certificate of a name and a key, in DER.
pub(super) fn request(name: &DomainName, key: &PrivateKey) -> Result<Vec<u8>, rcgen::Error> {
    let key = KeyPair::try_from(&PrivatePkcs8KeyDer::from(key.expose_pkcs8()))?;
    let request = params(name)?.serialize_request(&key)?;
    Ok(request.der().to_vec())
}

/// With the name as alternative name and no subject: RFC 8555 §7.4 wants it in either, and authorities
/// no longer fill the subject.
fn params(name: &DomainName) -> Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(vec![name.as_str().to_owned()])?;
    params.distinguished_name = DistinguishedName::new();
    Ok(params)
}

#[cfg(test)]
mod tests {
    use x509_parser::prelude::{FromDer, X509Certificate};

    use super::*;

    #[test]
    fn the_digest_is_in_a_critical_extension() {
        let name = DomainName::parse("mta-sts.example.com").unwrap();
        let Proof::TlsAlpn01 {
            certificate_der, ..
        } = proof(&name, "token.thumb").unwrap()
        else {
            panic!("another proof")
        };
        let (_, certificate) = X509Certificate::from_der(&certificate_der).unwrap();
        let extension = certificate
            .iter_extensions()
            .find(|extension| extension.oid.to_id_string() == "1.3.6.1.5.5.7.1.31")
            .unwrap();
        assert!(extension.critical);
        // An octet string of 32 octets.
        assert_eq!(extension.value[..2], [4, 32]);
        assert_eq!(
            extension.value[2..],
            *digest(&SHA256, b"token.thumb").as_ref()
        );
        let names = certificate.subject_alternative_name().unwrap().unwrap();
        assert_eq!(names.value.general_names.len(), 1);
    }

    #[test]
    fn a_request_is_for_the_key_that_was_made() {
        let name = DomainName::parse("mta-sts.example.com").unwrap();
        let key = app::certificates::new_key().unwrap();
        assert!(request(&name, &key).unwrap().len() > 100);
        assert!(request(&name, &PrivateKey::from_pkcs8(vec![1, 2, 3])).is_err());
    }
}
