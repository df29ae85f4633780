//! Handshakes over loopback, with a client that says what it is told to say.

use app::policy_host::ServedPolicy;
use protocols::mta_sts::{Policy, PolicyMode};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::{AlertDescription, ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsConnector;

use super::*;

const HOST: &str = "mta-sts.example.com";

/// What a client saw.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    certificate: Vec<u8>,
    protocol: Option<Vec<u8>>,
    /// Octets after the handshake.
    rest: Vec<u8>,
}

struct Scene {
    tls: Tls,
    shelf: Arc<Shelf>,
    certificate: Arc<CertifiedKey>,
    challenge: Arc<CertifiedKey>,
}

impl Scene {
    fn new() -> Scene {
        let (shelf, policies) = (Arc::<Shelf>::default(), Arc::<Policies>::default());
        let policy = Policy::new(PolicyMode::None, 86_400, Vec::new()).unwrap();
        let host: protocols::name::DomainName = HOST.parse().unwrap();
        let served = ServedPolicy {
            host: host.clone(),
            policy,
        };
        policies.set(host.clone(), Some(&served));
        let (certificate, challenge) = (certified(), certified());
        shelf.show(host, Arc::clone(&certificate));
        Scene {
            tls: Tls::new(Arc::clone(&shelf), policies).unwrap(),
            shelf,
            certificate,
            challenge,
        }
    }

    fn challenges(&self, host: &str) {
        let challenge = Arc::clone(&self.challenge);
        self.shelf
            .show_challenge(host.parse().unwrap(), challenge)
            .unwrap();
    }

    /// One handshake, as both sides see it.
    async fn handshake(&self, host: &str, protocols: &[&[u8]]) -> (Met, Result<Seen, Error>) {
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let at = socket.local_addr().unwrap();
        let client = ask(at, host.to_owned(), protocols);
        let server = async {
            let (stream, _) = socket.accept().await.unwrap();
            match self.tls.handshake(stream).await {
                Ok(Handshake::Done(_, host)) => Met::Served(host.into_string()),
                Ok(Handshake::Validated) => Met::Validated,
                Ok(Handshake::Refused(why)) => Met::Refused(why),
                Err(_) => Met::Failed,
            }
        };
        tokio::join!(server, client)
    }
}

/// What a handshake came to at the server.
#[derive(Debug, PartialEq, Eq)]
enum Met {
    Served(String),
    Validated,
    Refused(Refusal),
    Failed,
}

fn certified() -> Arc<CertifiedKey> {
    let leaf = peers::Authority::new("test").leaf(&[HOST], peers::Fault::None);
    let chain = CertificateDer::from_pem_slice(leaf.certificate_pem.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(leaf.key_pem.as_bytes()).unwrap();
    Arc::new(CertifiedKey::from_der(vec![chain], key, &default_provider()).unwrap())
}

async fn ask(at: std::net::SocketAddr, host: String, protocols: &[&[u8]]) -> Result<Seen, Error> {
    let builder = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anyone));
    let mut config = builder.with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    let name = ServerName::try_from(host).unwrap();
    let stream = TcpStream::connect(at).await.unwrap();
    let connected = TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await;
    let mut session = connected.map_err(|error| {
        let inner = error.into_inner().unwrap();
        *inner.downcast::<Error>().unwrap()
    })?;
    let (_, connection) = session.get_ref();
    let certificate = connection.peer_certificates().unwrap()[0].to_vec();
    let protocol = connection.alpn_protocol().map(<[u8]>::to_vec);
    let mut rest = Vec::new();
    // A server that drops the session ends it without a word; that is no more octets, either.
    if session.read_to_end(&mut rest).await.is_err() {
        assert!(rest.is_empty());
    }
    Ok(Seen {
        certificate,
        protocol,
        rest,
    })
}

#[tokio::test]
async fn a_policy_host_shows_its_certificate() {
    let scene = Scene::new();
    scene.challenges(HOST);
    // Who speaks other protocols as well is no authority that looks at a challenge.
    let check = async |offered: &[&[u8]], chosen: Option<&[u8]>| {
        let (met, seen) = scene.handshake(HOST, offered).await;
        assert_eq!(met, Met::Served(HOST.to_owned()));
        let seen = seen.unwrap();
        assert_eq!(seen.certificate, scene.certificate.cert[0].to_vec());
        assert_eq!(seen.protocol.as_deref(), chosen);
    };
    check(&[], None).await;
    check(&[b"http/1.1"], Some(b"http/1.1")).await;
    check(&[b"h2", b"http/1.1"], Some(b"http/1.1")).await;
    check(&[b"http/1.0"], Some(b"http/1.0")).await;
    check(&[ACME_TLS, b"http/1.1"], Some(b"http/1.1")).await;
}

#[tokio::test]
async fn an_authority_sees_the_challenge_and_nothing_after_it() {
    let scene = Scene::new();
    // A host that has no policy yet may be validated, too.
    for host in [HOST, "mta-sts.new.example"] {
        let (met, seen) = scene.handshake(host, &[ACME_TLS]).await;
        assert_eq!(
            met,
            Met::Refused(Refusal::UnknownName),
            "nothing to look at"
        );
        assert_eq!(
            seen,
            Err(Error::AlertReceived(AlertDescription::UnrecognisedName))
        );
        scene.challenges(host);
        let (met, seen) = scene.handshake(host, &[ACME_TLS]).await;
        assert_eq!(met, Met::Validated);
        let expected = Seen {
            certificate: scene.challenge.cert[0].to_vec(),
            protocol: Some(ACME_TLS.to_vec()),
            rest: Vec::new(),
        };
        assert_eq!(seen, Ok(expected));
        scene.shelf.hide_challenge(&host.parse().unwrap());
        let (met, _) = scene.handshake(host, &[ACME_TLS]).await;
        assert_eq!(met, Met::Refused(Refusal::UnknownName));
    }
}

#[tokio::test]
async fn who_is_refused_is_told_why() {
    let scene = Scene::new();
    let refused = |why, alert| (Met::Refused(why), Err(Error::AlertReceived(alert)));
    assert_eq!(
        scene.handshake("mta-sts.example.org", &[]).await,
        refused(Refusal::UnknownName, AlertDescription::UnrecognisedName)
    );
    // An address is no name: a client that connects to one sends none.
    assert_eq!(
        scene.handshake("127.0.0.1", &[]).await,
        refused(Refusal::NoName, AlertDescription::MissingExtension)
    );
    scene.shelf.hide(&HOST.parse().unwrap());
    assert_eq!(
        scene.handshake(HOST, &[]).await,
        refused(Refusal::NoCertificate, AlertDescription::InternalError)
    );
    // What only HTTP/2 is spoken with is refused by the library.
    scene
        .shelf
        .show(HOST.parse().unwrap(), Arc::clone(&scene.certificate));
    let (met, seen) = scene.handshake(HOST, &[b"h2"]).await;
    assert_eq!(met, Met::Failed);
    assert_eq!(
        seen,
        Err(Error::AlertReceived(
            AlertDescription::NoApplicationProtocol
        ))
    );
}

/// Any certificate will do: which one was shown is what is looked at.
#[derive(Debug)]
struct Anyone;

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let provider = default_provider();
        provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}
