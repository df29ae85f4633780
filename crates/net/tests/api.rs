//! The caller of providers' interfaces: over TLS, in time, at its pace. Nothing leaves this machine.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

mod standin;

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use net::zone::api::{Api, ApiError, ApiTerms, Call, Method, Pace, Secret};
use peers::{Authority, Fault};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use serde_json::{Value, json};
use standin::{Model, Reply, Seen, StandIn, quick};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// Answers with what it was sent.
struct Echo;

impl Model for Echo {
    fn answer(&mut self, seen: &Seen) -> Reply {
        match seen.path.last().map(String::as_str) {
            Some("refused") => Reply::Json(400, json!({ "your token": seen.authorization })),
            Some("silent") => Reply::Silence,
            _ => Reply::Json(200, json!({ "method": seen.method, "body": seen.body })),
        }
    }
}

/// TLS with a certificate for these names in front of a stand-in; its base and the root.
async fn behind_tls(standin: &StandIn<Echo>, names: &[&str]) -> (String, Vec<u8>) {
    let authority = Authority::new("Providers");
    let leaf = authority.leaf(names, Fault::None);
    let chain = CertificateDer::from_pem_slice(leaf.certificate_pem.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(leaf.key_pem.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![chain], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let inside = standin.base.strip_prefix("http://").unwrap().to_owned();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // A client that does not trust the certificate goes away.
            if let Ok(mut stream) = acceptor.accept(stream).await {
                let mut inside = TcpStream::connect(&inside).await.unwrap();
                tokio::spawn(async move { copy_bidirectional(&mut stream, &mut inside).await });
            }
        }
    });
    (
        format!("https://localhost:{port}/v1"),
        authority.pem().into(),
    )
}

fn api(base: &str, terms: ApiTerms) -> Api {
    let token = Secret::new("Bearer s3cret");
    Api::new(base, &[("authorization", token)], terms).unwrap()
}

fn get(name: &str) -> Call {
    Call::new(Method::Get, &[name])
}

#[tokio::test]
async fn over_tls_to_a_trusted_name_only() {
    let standin = StandIn::start(Echo).await;
    let (base, root) = behind_tls(&standin, &["localhost"]).await;
    let trusting = ApiTerms {
        extra_roots_pem: vec![root],
        ..quick()
    };
    let call = Call::new(Method::Put, &["a b"])
        .json(&json!({ "x": "ü" }))
        .unwrap();
    let answer = api(&base, trusting).call(call).await.unwrap();
    let body: Value = answer.json().unwrap();
    assert_eq!(body, json!({ "method": "PUT", "body": { "x": "ü" } }));
    assert_eq!(standin.lines(), ["PUT v1/a b"]);
    // A root that nobody gave, and a certificate for another name: the token is not sent.
    let error = api(&base, quick()).call(get("a")).await.unwrap_err();
    assert!(
        matches!(&error, ApiError::NotReached(why) if why.contains("certificate")),
        "{error}"
    );
    let (base, root) = behind_tls(&standin, &["api.example.net"]).await;
    let trusting = ApiTerms {
        extra_roots_pem: vec![root],
        ..quick()
    };
    let error = api(&base, trusting).call(get("a")).await.unwrap_err();
    assert!(
        matches!(&error, ApiError::NotReached(why) if why.contains("certificate")),
        "{error}"
    );
    assert_eq!(standin.lines().len(), 1);
}

#[tokio::test]
async fn no_answer_is_told_from_no_connection() {
    let standin = StandIn::start(Echo).await;
    let began = Instant::now();
    let error = api(&standin.base, quick())
        .call(get("silent"))
        .await
        .unwrap_err();
    assert!(matches!(error, ApiError::Unusable(_)), "{error}");
    assert!(began.elapsed() < Duration::from_secs(5));
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let error = api(&format!("http://{closed}"), quick())
        .call(get("a"))
        .await
        .unwrap_err();
    assert!(matches!(error, ApiError::NotReached(_)), "{error}");
}

#[tokio::test]
async fn a_token_that_comes_back_is_not_shown() {
    let standin = StandIn::start(Echo).await;
    let error = api(&standin.base, quick())
        .call(get("refused"))
        .await
        .unwrap_err();
    let ApiError::Refused { status: 400, words } = error else {
        panic!("{error}")
    };
    assert_eq!(words, r#"{"your token":"[credential]"}"#);
    let own = get("refused").header("authorization", Secret::new("own"));
    let error = api(&standin.base, quick()).call(own).await.unwrap_err();
    assert!(!error.to_string().contains("s3cret"), "{error}");
}

#[tokio::test]
async fn all_zones_of_an_account_keep_its_pace() {
    let standin = StandIn::start(Echo).await;
    let pace = Pace {
        burst: 2,
        every: Duration::from_millis(40),
    };
    let terms = ApiTerms {
        pace,
        patience: Duration::from_millis(130),
        ..quick()
    };
    let account = api(&standin.base, terms);
    let began = Instant::now();
    let calls = (0..8).map(|_| {
        let zone = account.clone();
        async move { zone.call(get("a")).await.map(|answer| answer.status) }
    });
    let outcomes = join_all(calls).await;
    assert!(began.elapsed() >= Duration::from_millis(100));
    // Those that would wait too long are told so, and nothing of theirs is sent.
    let made = outcomes
        .iter()
        .filter(|outcome| **outcome == Ok(200))
        .count();
    let late = outcomes
        .iter()
        .filter(|outcome| **outcome == Err(ApiError::TooMany(1)))
        .count();
    assert_eq!((made + late, standin.lines().len()), (8, made));
    assert!((4..8).contains(&made), "{outcomes:?}");
}
