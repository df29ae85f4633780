//! A stand-in for mailcow's interface: a real HTTP server whose answers have the shapes of the real
//! one, refusals with status 200 among them. mailcow itself is a dozen containers.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rsa;
use aws_lc_rs::signature::KeyPair;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// What such a mailcow has, and how it fails.
#[derive(Debug, Default)]
pub struct MailcowState {
    /// Its domains.
    pub domains: Vec<String>,
    /// Alias domains, each with the domain it is another name of.
    pub aliases: Vec<(String, String)>,
    /// Domain → selector and the base64 of the public key.
    pub keys: BTreeMap<String, (String, String)>,
    /// Domain → the fields of its policy row.
    pub policies: BTreeMap<String, BTreeMap<String, String>>,
    /// How it fails.
    pub fault: Option<MailcowFault>,
    /// The requests so far, as `GET get/domain/all`.
    pub seen: Vec<String>,
}

/// How the stand-in fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailcowFault {
    /// The record of a key comes as quoted strings, as with `$SPLIT_DKIM_255`.
    SplitRecord,
    /// An import is refused before anything is changed.
    ImportRefused,
    /// An import deletes the key there is, and fails.
    ImportLosesKey,
    /// An import is made, and the connection is cut.
    ImportCut,
    /// Every answer is a page for people.
    Html,
}

/// A running stand-in; it ends with the test process.
#[derive(Debug)]
pub struct MailcowStandIn {
    address: SocketAddr,
    state: Arc<Mutex<MailcowState>>,
}

impl MailcowStandIn {
    /// The key that may write.
    pub const KEY: &str = "AAAAAA-BBBBBB-CCCCCC-DDDDDD-EEEEEE";
    /// The key that may only read.
    pub const READ_ONLY_KEY: &str = "111111-222222-333333-444444-555555";

    /// Starts to serve on loopback.
    ///
    /// # Panics
    /// Where no port is to be had.
    pub fn start(state: MailcowState) -> MailcowStandIn {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let listener = listener.unwrap_or_else(|error| panic!("no port: {error}"));
        let address = listener.local_addr();
        let address = address.unwrap_or_else(|error| panic!("no address: {error}"));
        let state = Arc::new(Mutex::new(state));
        let served = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let served = served.clone();
                std::thread::spawn(move || serve(&stream, &served));
            }
        });
        MailcowStandIn { address, state }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// What it has.
    pub fn state(&self) -> MutexGuard<'_, MailcowState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One request on one connection.
fn serve(stream: &TcpStream, state: &Mutex<MailcowState>) -> Option<()> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut length, mut key) = (0, String::new());
    loop {
        let mut field = String::new();
        reader.read_line(&mut field).ok()?;
        let Some((name, value)) = field.trim().split_once(':') else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().ok()?,
            "x-api-key" => value.trim().clone_into(&mut key),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
    let path = path.trim_start_matches("/api/v1/");
    state.seen.push(format!("{method} {path}"));
    let (status, text) = match state.fault {
        Some(MailcowFault::Html) => (200, "<!DOCTYPE html><html></html>".to_owned()),
        _ => {
            let (status, value) = state.answer(&method, path, &key, &body)?;
            (status, value.to_string())
        }
    };
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\n\
         Content-Length: {}\r\n\r\n",
        text.len()
    );
    let mut stream = stream;
    stream.write_all((head + &text).as_bytes()).ok()
}

fn entry(kind: &str, message: &Value) -> Value {
    json!({"type": kind, "log": ["dkim", "add", {}], "msg": message})
}

impl MailcowState {
    /// `None` cuts the connection.
    fn answer(&mut self, method: &str, path: &str, key: &str, body: &[u8]) -> Option<(u16, Value)> {
        let error = |message: &str| json!({"type": "error", "msg": message});
        if key != MailcowStandIn::KEY && key != MailcowStandIn::READ_ONLY_KEY {
            return Some((401, error("authentication failed")));
        }
        let parts: Vec<&str> = path.split('/').collect();
        match (method, parts.as_slice()) {
            ("GET", ["get", rest @ ..]) => Some((200, self.get(rest))),
            ("GET", _) => Some((405, error("only POST method is allowed"))),
            ("POST", ["add" | "edit" | "delete", _]) if key == MailcowStandIn::READ_ONLY_KEY => {
                Some((403, error("API read/write access denied")))
            }
            ("POST", [action, object]) => {
                let Ok(body) = serde_json::from_slice(body) else {
                    return Some((400, error("Request body doesn't contain valid json!")));
                };
                self.post(action, object, &body).map(|answer| (200, answer))
            }
            _ => Some((404, error("route not found"))),
        }
    }

    fn get(&self, path: &[&str]) -> Value {
        let list = |rows: Vec<Value>| match rows.as_slice() {
            // An empty list is an empty object.
            [] => json!({}),
            _ => Value::Array(rows),
        };
        match path {
            ["domain", "all"] => list(
                self.domains
                    .iter()
                    .map(|name| json!({"domain_name": name, "active": 1, "backupmx": "0", "tags": []}))
                    .collect(),
            ),
            ["alias-domain", "all"] => list(
                self.aliases
                    .iter()
                    .map(|(name, target)| {
                        json!({"alias_domain": name, "target_domain": target, "active": "1"})
                    })
                    .collect(),
            ),
            ["dkim", domain] => match self.keys.get(*domain) {
                None => json!([]),
                Some((selector, key)) => {
                    let text = format!("v=DKIM1;k=rsa;t=s;s=email;p={key}");
                    let text = match self.fault {
                        Some(MailcowFault::SplitRecord) => {
                            let (first, rest) = text.split_at(255);
                            format!("\"{first}\" \"{rest}\"")
                        }
                        _ => text,
                    };
                    json!({"pubkey": key, "length": "2048", "dkim_txt": text,
                        "dkim_selector": selector, "privkey": ""})
                }
            },
            _ => json!({}),
        }
    }

    fn post(&mut self, action: &str, object: &str, body: &Value) -> Option<Value> {
        match (action, object) {
            ("add", "dkim_import") => self.import(body),
            ("add", "mta-sts") => Some(self.add_policy(body)),
            ("edit", "mta-sts") => Some(self.edit_policy(body)),
            _ => Some(json!([entry("danger", &json!("access_denied"))])),
        }
    }

    fn import(&mut self, body: &Value) -> Option<Value> {
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let (domain, selector) = (text("domain"), text("dkim_selector"));
        let refused = entry("danger", &json!(["dkim_domain_or_sel_invalid", domain]));
        if self.fault == Some(MailcowFault::ImportRefused) {
            return Some(json!([refused]));
        }
        // The one there is goes first, before the new one is looked at.
        self.keys.remove(&domain);
        let removed = entry("success", &json!(["dkim_removed", domain]));
        if self.fault == Some(MailcowFault::ImportLosesKey) {
            return Some(json!([removed, refused]));
        }
        let Some(public) = public_of(&text("private_key_file")) else {
            return Some(json!([removed, refused]));
        };
        self.keys.insert(domain.clone(), (selector, public));
        if self.fault == Some(MailcowFault::ImportCut) {
            return None;
        }
        let added = entry("success", &json!(["dkim_added", domain]));
        Some(json!([removed, added]))
    }

    fn add_policy(&mut self, body: &Value) -> Value {
        let domain = body["domain"].as_str().unwrap_or_default().to_owned();
        if self.policies.contains_key(&domain) {
            let words = format!(
                "SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry \
                 '{domain}' for key 'PRIMARY'"
            );
            return json!([entry("danger", &json!(["mysql_error", words]))]);
        }
        let fields = fields(body);
        if let Some(refusal) = refusal(&fields, 31_536_000) {
            return refusal;
        }
        self.policies.insert(domain, fields);
        // No message is set on success, so the answer is a plain object.
        json!({"type": "success", "msg": "Task completed"})
    }

    fn edit_policy(&mut self, body: &Value) -> Value {
        let domain = body["items"][0].as_str().unwrap_or_default();
        let Some(row) = self.policies.get_mut(domain) else {
            return json!([entry("danger", &json!("access_denied"))]);
        };
        let changed = fields(&body["attr"]);
        if let Some(refusal) = refusal(&changed, 31_557_600) {
            return refusal;
        }
        row.extend(changed);
        json!([entry("success", &json!(["domain_modified", domain]))])
    }
}

fn fields(body: &Value) -> BTreeMap<String, String> {
    let names = ["version", "mode", "mx", "max_age", "active"];
    let given = names.iter().filter_map(|name| {
        let value = body[*name].as_str()?;
        Some(((*name).to_owned(), value.to_owned()))
    });
    given.collect()
}

fn refusal(fields: &BTreeMap<String, String>, max_age_max: u64) -> Option<Value> {
    if fields.get("mx").is_none_or(String::is_empty) {
        return Some(json!([entry("danger", &json!("mx_invalid"))]));
    }
    let age = fields
        .get("max_age")
        .and_then(|age| age.parse::<u64>().ok());
    if age.is_none_or(|age| age == 0 || age > max_age_max) {
        return Some(json!([entry("danger", &json!("max_age_invalid"))]));
    }
    None
}

/// The base64 of the public key of a private one in PEM.
fn public_of(pem: &str) -> Option<String> {
    let body = pem.split("-----").nth(2)?;
    let der = STANDARD
        .decode(body.split_whitespace().collect::<String>())
        .ok()?;
    let pair = rsa::KeyPair::from_pkcs8(&der).ok()?;
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().ok()?;
    Some(STANDARD.encode(public.as_ref()))
}
