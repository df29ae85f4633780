//! A stand-in for a provider's interface: a real HTTP server on loopback, whose answers a test's model
//! of the provider gives. It keeps every request it has seen.

#![allow(dead_code)] // each provider's tests use a part of it

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use net::zone::api::{ApiTerms, Pace};
use protocols::answers::{MxRecord, TlsaRecord, TxtRecord};
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};
use serde_json::Value;
use tokio::net::TcpListener;

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// The segments of the path, decoded.
    pub(crate) path: Vec<String>,
    pub(crate) query: BTreeMap<String, String>,
    pub(crate) body: Value,
    pub(crate) authorization: String,
    /// The fields of the header, by their names in small letters.
    pub(crate) header: BTreeMap<String, String>,
    /// Path, query and body as they came; some interfaces have them signed.
    pub(crate) target: String,
    pub(crate) body_text: String,
}

impl Seen {
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// Method and path, as `GET zones/1`.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.path.join("/"))
    }
}

/// What comes back.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    Json(u16, Value),
    /// Any octets with a status and one field of the header.
    Plain(u16, (&'static str, &'static str), String),
    /// The connection is closed without an answer.
    Cut,
    /// Nothing comes, for longer than any client waits.
    Silence,
}

/// The provider as a test imagines it.
pub(crate) trait Model: Send + 'static {
    fn answer(&mut self, seen: &Seen) -> Reply;
}

pub(crate) struct StandIn<M> {
    pub(crate) base: String,
    model: Arc<Mutex<M>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl<M: Model> StandIn<M> {
    /// Starts to serve on the current runtime; it ends with it.
    pub(crate) async fn start(model: M) -> StandIn<M> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let model = Arc::new(Mutex::new(model));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (served, noted) = (model.clone(), seen.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (served, noted) = (served.clone(), noted.clone());
                tokio::spawn(async move {
                    let service = service_fn(|request| serve(request, &served, &noted));
                    // An error is a connection that was cut, which is what some tests ask for.
                    let served =
                        http1::Builder::new().serve_connection(TokioIo::new(stream), service);
                    drop(served.await);
                });
            }
        });
        StandIn { base, model, seen }
    }

    pub(crate) fn model(&self) -> MutexGuard<'_, M> {
        self.model.lock().unwrap()
    }

    /// The requests so far, as `GET zones/1`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(Seen::line).collect()
    }

    /// The requests that were more than reading.
    pub(crate) fn writes(&self) -> Vec<Seen> {
        let seen = self.seen.lock().unwrap();
        seen.iter()
            .filter(|seen| seen.method != "GET")
            .cloned()
            .collect()
    }
}

async fn serve<M: Model>(
    request: Request<Incoming>,
    model: &Mutex<M>,
    seen: &Mutex<Vec<Seen>>,
) -> Result<Response<Full<Bytes>>, &'static str> {
    let (head, body) = request.into_parts();
    let body = body
        .collect()
        .await
        .map_err(|_| "broken request")?
        .to_bytes();
    let authorization = head.headers.get("authorization");
    let field = |(name, value): (&HeaderName, &HeaderValue)| {
        (name.to_string(), value.to_str().unwrap().to_owned())
    };
    let request = Seen {
        method: head.method.to_string(),
        path: head.uri.path().split('/').skip(1).map(decoded).collect(),
        query: query(head.uri.query().unwrap_or_default()),
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
        authorization: authorization.map_or("", |v| v.to_str().unwrap()).to_owned(),
        header: head.headers.iter().map(field).collect(),
        target: head.uri.to_string(),
        body_text: String::from_utf8(body.to_vec()).unwrap(),
    };
    seen.lock().unwrap().push(request.clone());
    let reply = model.lock().unwrap().answer(&request);
    let json = ("content-type", "application/json");
    let (status, (name, value), text) = match reply {
        Reply::Json(status, value) => (status, json, value.to_string()),
        Reply::Plain(status, field, text) => (status, field, text),
        Reply::Cut => return Err("cut"),
        Reply::Silence => {
            tokio::time::sleep(Duration::from_secs(3_600)).await;
            return Err("silence");
        }
    };
    let response = Response::builder().status(status).header(name, value);
    Ok::<_, Infallible>(response.body(Full::new(Bytes::from(text))).unwrap())
        .map_err(|e| match e {})
}

fn query(text: &str) -> BTreeMap<String, String> {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect()
}

fn decoded(text: &str) -> String {
    let mut out = Vec::new();
    let mut octets = text.bytes();
    while let Some(octet) = octets.next() {
        if octet == b'%' {
            let digits = [octets.next().unwrap(), octets.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap();
            out.push(u8::from_str_radix(digits, 16).unwrap());
        } else {
            out.push(octet);
        }
    }
    String::from_utf8(out).unwrap()
}

/// Terms under which a test need not wait.
pub(crate) fn quick() -> ApiTerms {
    ApiTerms {
        whole: Duration::from_millis(700),
        patience: Duration::from_millis(100),
        answer_octets_max: 256 * 1024,
        ..ApiTerms::new(Pace {
            burst: 1_000,
            every: Duration::from_millis(1),
        })
    }
}

pub(crate) fn key(owner: &str, kind: RecordKind) -> RrSetKey {
    RrSetKey {
        owner: owner.parse().unwrap(),
        kind,
    }
}

pub(crate) fn txt(text: &str) -> RecordData {
    RecordData::Txt(TxtRecord::of(text))
}

pub(crate) fn set(ttl_seconds: u32, values: &[RecordData]) -> Option<RrSet> {
    Some(RrSet {
        ttl_seconds,
        values: values.to_vec(),
    })
}

pub(crate) fn texts(ttl_seconds: u32, texts: &[&str]) -> Option<RrSet> {
    let values: Vec<RecordData> = texts.iter().map(|text| txt(text)).collect();
    set(ttl_seconds, &values)
}

pub(crate) fn change(key: &RrSetKey, before: Option<RrSet>, after: Option<RrSet>) -> RrSetChange {
    RrSetChange {
        key: key.clone(),
        before,
        after,
    }
}

/// One set of each type but TXT, at names where they belong.
pub(crate) fn other_types() -> Vec<(RrSetKey, Vec<RecordData>)> {
    let mx = |preference, host: Option<&str>| {
        RecordData::Mx(MxRecord {
            preference,
            exchange: host.map(|host| host.parse().unwrap()),
        })
    };
    let tlsa = |octet| {
        RecordData::Tlsa(TlsaRecord {
            usage: 3,
            selector: 1,
            matching: 1,
            data: vec![octet; 32],
        })
    };
    let alias = |target: &str| RecordData::Cname(target.parse().unwrap());
    vec![
        (
            key("example.com", RecordKind::Mx),
            vec![
                mx(10, Some("mail.example.com")),
                mx(20, Some("mx.example.net")),
            ],
        ),
        (key("parked.example.com", RecordKind::Mx), vec![mx(0, None)]),
        (
            key("_25._tcp.mail.example.com", RecordKind::Tlsa),
            vec![tlsa(0xAB), tlsa(0x01)],
        ),
        (
            key("s1._domainkey.example.com", RecordKind::Cname),
            vec![alias("s1.dkim.example.net")],
        ),
    ]
}
