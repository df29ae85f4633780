//! TLS sessions that record what was presented, and the verdict on its trust.
//!
//! A handshake is not failed for its certificate: whether a chain is trusted, whose name it bears
//! and when it ends are findings. The one thing verified during the handshake is that the peer has
//! the key of the certificate it presents, without which the chain would not be its own; also of a
//! certificate that the TLS library refuses to read.

use std::io;
use std::sync::Arc;

use protocols::answers::{ChainTrust, Failure, TlsSession};
use protocols::limits::CHAIN_CERTIFICATES_MAX;
use protocols::name::DomainName;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{Resumption, verify_server_cert_signed_by_trust_anchor};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, aws_lc_rs, verify_tls12_signature,
    verify_tls13_signature,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use x509_parser::prelude::{FromDer, X509Certificate};

use crate::network::{NetError, RootsFault};

/// Makes TLS sessions and judges their chains.
#[derive(Debug)]
pub(crate) struct Tls {
    recording: Arc<ClientConfig>,
    verifying: Arc<ClientConfig>,
    roots: Arc<RootCertStore>,
    algorithms: WebPkiSupportedAlgorithms,
}

/// Why there is no session.
#[derive(Debug)]
pub(crate) enum HandshakeFault {
    /// The peer's alert, or what we could not accept, in the TLS library's words.
    Tls(String),
    /// The connection broke.
    Broken(Failure),
}

impl Tls {
    /// Mozilla's roots, and those of the given PEM files.
    pub(crate) fn new(extra_roots_pem: &[Vec<u8>]) -> Result<Tls, NetError> {
        let mut roots = RootCertStore::empty();
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        for pem in extra_roots_pem {
            let before = roots.len();
            for certificate in CertificateDer::pem_slice_iter(pem) {
                let certificate =
                    certificate.map_err(|_| NetError::BadRoots(RootsFault::NotPem))?;
                roots
                    .add(certificate)
                    .map_err(|_| NetError::BadRoots(RootsFault::NotACertificate))?;
            }
            if roots.len() == before {
                return Err(NetError::BadRoots(RootsFault::Empty));
            }
        }
        let roots = Arc::new(roots);
        let provider = Arc::new(aws_lc_rs::default_provider());
        let algorithms = provider.signature_verification_algorithms;
        let verifying = builder(&provider)?
            .with_root_certificates(roots.clone())
            .with_no_client_auth();
        let mut recording = builder(&provider)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(KeyHolderOnly(algorithms)))
            .with_no_client_auth();
        // A resumed session presents no certificate.
        recording.resumption = Resumption::disabled();
        Ok(Tls {
            recording: Arc::new(recording),
            verifying: Arc::new(verifying),
            roots,
            algorithms,
        })
    }

    /// The configuration that verifies, for resolvers.
    pub(crate) fn verifying(&self) -> &Arc<ClientConfig> {
        &self.verifying
    }

    /// A handshake with `name` in SNI.
    pub(crate) async fn handshake(
        &self,
        stream: TcpStream,
        name: &DomainName,
    ) -> Result<(TlsStream<TcpStream>, TlsSession), HandshakeFault> {
        let server_name = ServerName::try_from(name.as_str().to_owned())
            .map_err(|_| HandshakeFault::Tls(format!("{name} is no host name for SNI")))?;
        let connector = TlsConnector::from(self.recording.clone());
        let stream = connector
            .connect(server_name, stream)
            .await
            .map_err(fault_of)?;
        let (_, connection) = stream.get_ref();
        let chain: Vec<CertificateDer<'static>> = connection
            .peer_certificates()
            .unwrap_or_default()
            .iter()
            .take(CHAIN_CERTIFICATES_MAX)
            .cloned()
            .collect();
        let version = connection
            .protocol_version()
            .and_then(|version| version.as_str())
            .unwrap_or("unknown");
        let session = TlsSession {
            version: version.replace('_', "."),
            trust: self.trust(&chain, UnixTime::now()),
            chain: chain
                .iter()
                .map(|certificate| certificate.to_vec())
                .collect(),
        };
        Ok((stream, session))
    }

    /// Whether the chain leads to a root. Names are left aside, and so are the leaf's dates: for a
    /// leaf outside them the path is judged at the end of its time that is nearest to now.
    fn trust(&self, chain: &[CertificateDer<'_>], now: UnixTime) -> ChainTrust {
        let Some((leaf, intermediates)) = chain.split_first() else {
            return ChainTrust::Unusable;
        };
        let Ok((_, parsed)) = X509Certificate::from_der(leaf) else {
            return ChainTrust::Unusable;
        };
        let self_signed = parsed.subject().as_raw() == parsed.issuer().as_raw();
        let at = within_validity(&parsed, now);
        let verdict = ParsedCertificate::try_from(leaf).and_then(|leaf| {
            verify_server_cert_signed_by_trust_anchor(
                &leaf,
                &self.roots,
                intermediates,
                at,
                self.algorithms.all,
            )
        });
        match verdict {
            Ok(()) => ChainTrust::Trusted,
            Err(_) if self_signed => ChainTrust::SelfSigned,
            Err(rustls::Error::InvalidCertificate(error)) => untrusted(&error),
            Err(_) => ChainTrust::UnknownIssuer,
        }
    }
}

fn builder(
    provider: &Arc<CryptoProvider>,
) -> Result<rustls::ConfigBuilder<ClientConfig, rustls::WantsVerifier>, NetError> {
    // TLS 1.2 and 1.3: RFC 8461 §7.2 wants at least 1.2.
    ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|error| NetError::Tls(error.to_string()))
}

fn within_validity(leaf: &X509Certificate<'_>, now: UnixTime) -> UnixTime {
    let seconds = |time: i64| u64::try_from(time).unwrap_or(0);
    let validity = leaf.validity();
    let from = seconds(validity.not_before.timestamp());
    let until = seconds(validity.not_after.timestamp());
    // A certificate whose times are in the wrong order is valid at none.
    let at = now.as_secs().min(until).max(from);
    UnixTime::since_unix_epoch(std::time::Duration::from_secs(at))
}

/// The kinds of untrusted chains that need different advice.
fn untrusted(error: &CertificateError) -> ChainTrust {
    match error {
        CertificateError::BadEncoding
        | CertificateError::InvalidPurpose
        | CertificateError::InvalidPurposeContext { .. }
        | CertificateError::UnhandledCriticalExtension => ChainTrust::Unusable,
        CertificateError::Other(other) if is_unusable(other) => ChainTrust::Unusable,
        _ => ChainTrust::UnknownIssuer,
    }
}

/// `webpki` has no public names for these by way of rustls; its words are all there is.
fn is_unusable(error: &rustls::OtherError) -> bool {
    let words = error.to_string();
    ["CaUsedAsEndEntity", "UnsupportedCertVersion"]
        .iter()
        .any(|name| words.contains(name))
}

fn fault_of(error: io::Error) -> HandshakeFault {
    let tls = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<rustls::Error>());
    match (tls, error.kind()) {
        (Some(tls), _) => HandshakeFault::Tls(tls.to_string()),
        (None, io::ErrorKind::TimedOut) => HandshakeFault::Broken(Failure::Timeout),
        (None, _) => HandshakeFault::Broken(Failure::Unreachable),
    }
}

/// Accepts every certificate whose key the peer proves to have.
#[derive(Debug)]
struct KeyHolderOnly(WebPkiSupportedAlgorithms);

impl ServerCertVerifier for KeyHolderOnly {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        if is_unreadable(cert) {
            return holds_key(&self.0, cert, dss.scheme, message, dss.signature());
        }
        verify_tls12_signature(message, cert, dss, &self.0)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        if is_unreadable(cert) {
            return holds_key(&self.0, cert, dss.scheme, message, dss.signature());
        }
        verify_tls13_signature(message, cert, dss, &self.0)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_schemes()
    }
}

/// Whether the library cannot read a certificate (version 1, say). Such a one can never be trusted by
/// a root; it is let through to be shown as what it is, and to be compared with TLSA records.
fn is_unreadable(certificate: &CertificateDer<'_>) -> bool {
    ParsedCertificate::try_from(certificate).is_err()
}

/// Whether the peer has the key of a certificate that the library cannot read: a TLSA record that
/// matches it would prove nothing if anybody could present it.
///
/// Where we cannot read it either nothing is proven and nothing needs to be: no record is compared
/// with a certificate that `protocols::certificate` refuses, which reads with the same parser.
fn holds_key(
    algorithms: &WebPkiSupportedAlgorithms,
    certificate: &CertificateDer<'_>,
    scheme: SignatureScheme,
    message: &[u8],
    signature: &[u8],
) -> Result<HandshakeSignatureValid, rustls::Error> {
    let Ok((_, parsed)) = X509Certificate::from_der(certificate) else {
        return Ok(HandshakeSignatureValid::assertion());
    };
    let key = parsed.public_key().subject_public_key.data.as_ref();
    let of_scheme = algorithms.mapping.iter().filter(|(s, _)| *s == scheme);
    let mut candidates = of_scheme.flat_map(|(_, algorithms)| algorithms.iter());
    // A key of another type or curve is none to the algorithm, so that trying them all is safe.
    if candidates.any(|algorithm| algorithm.verify_signature(key, message, signature).is_ok()) {
        Ok(HandshakeSignatureValid::assertion())
    } else {
        Err(CertificateError::BadSignature.into())
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, SigningKey};

    use super::*;

    /// The first element of DER, with its head, and what comes after it.
    fn element(der: &[u8]) -> (&[u8], &[u8], &[u8]) {
        let (head, length) = match der[1] {
            short @ 0..=0x7f => (2, usize::from(short)),
            0x81 => (3, usize::from(der[2])),
            _ => (4, usize::from(der[2]) << 8 | usize::from(der[3])),
        };
        let (whole, rest) = der.split_at(head + length);
        (whole, &whole[head..], rest)
    }

    fn sequence(content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap();
        [&[0x30, 0x82][..], &length.to_be_bytes(), content].concat()
    }

    /// The certificate without version and extensions, which makes it one of version 1.
    fn of_version_one(der: &[u8]) -> CertificateDer<'static> {
        let (_, certificate, _) = element(der);
        let (_, mut rest, after) = element(certificate);
        let mut fields = Vec::new();
        while !rest.is_empty() {
            let (whole, _, next) = element(rest);
            if !matches!(whole[0], 0xa0 | 0xa3) {
                fields.extend_from_slice(whole);
            }
            rest = next;
        }
        CertificateDer::from(sequence(&[&sequence(&fields)[..], after].concat()))
    }

    #[test]
    fn the_key_of_a_version_one_certificate_is_proven_too() {
        let (key, other) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
        let params = CertificateParams::new(vec!["mx.example.com".to_owned()]).unwrap();
        let certificate = of_version_one(params.self_signed(&key).unwrap().der());
        assert!(is_unreadable(&certificate));
        assert!(protocols::certificate::Certificate::parse(&certificate).is_ok());
        let algorithms = aws_lc_rs::default_provider().signature_verification_algorithms;
        let verdict = |signer: &KeyPair| {
            let scheme = SignatureScheme::ECDSA_NISTP256_SHA256;
            let signature = signer.sign(b"transcript").unwrap();
            holds_key(&algorithms, &certificate, scheme, b"transcript", &signature)
        };
        assert!(verdict(&key).is_ok());
        assert!(verdict(&other).is_err());
    }

    #[test]
    fn what_nobody_can_read_matches_nothing() {
        let certificate = CertificateDer::from(b"no certificate".to_vec());
        assert!(is_unreadable(&certificate));
        assert!(protocols::certificate::Certificate::parse(&certificate).is_err());
    }
}
