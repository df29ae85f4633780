//! Cloudflare's interface as its documentation says, its failures included.

#![allow(dead_code)] // each test uses a part of it

use serde_json::{Value, json};

use crate::standin::{Model, Reply, Seen};

pub(crate) const TOKEN: &str = "cf-t0ken-that-nobody-may-see";
pub(crate) const APEX: &str = "example.com";

/// What goes wrong, once for each time it is set.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Fault {
    /// Lists answer so.
    List(ListFault),
    /// The batch is refused with this status.
    BatchRefused(u16),
    /// The batch answers 200 and says inside that it failed.
    BatchRefusedIn200,
    /// The batch is made, the connection is cut before the answer.
    CutAfterBatch,
    /// The batch is not made, and nothing is answered.
    SilentBatch,
    /// The batch answers with success and nothing was done.
    BatchForgotten,
    /// The list before the batch is right, then somebody adds this value.
    AddedMeanwhile(&'static str),
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum ListFault {
    Status(u16),
    FailedIn200,
    HalfOfIt,
    NotJson,
    NoTotal,
    OneMissing,
    TooLarge,
    Redirect,
    TooMany,
}

pub(crate) struct Cloudflare {
    pub(crate) zones: Vec<Value>,
    pub(crate) records: Vec<Value>,
    /// At the most on a page, whatever is asked for.
    pub(crate) page: usize,
    pub(crate) fault: Option<Fault>,
    pub(crate) next_id: usize,
    /// After each single operation: the contents of all TXT records at the apex.
    pub(crate) visible: Vec<Vec<String>>,
}

impl Cloudflare {
    pub(crate) fn new() -> Cloudflare {
        let zone = json!({"id": "z1", "name": APEX, "status": "active", "type": "full"});
        Cloudflare {
            zones: vec![zone],
            records: Vec::new(),
            page: 2,
            fault: None,
            next_id: 1,
            visible: Vec::new(),
        }
    }

    /// A record as somebody made it by hand, with what belongs to its id.
    pub(crate) fn with(mut self, kind: &str, name: &str, content: &str, more: Value) -> Cloudflare {
        let mut record = json!({
            "id": format!("r{}", self.next_id), "type": kind, "name": name, "content": content,
            "ttl": 300, "proxied": false, "settings": {},
            "comment": format!("comment {}", self.next_id), "tags": ["owner:me"],
        });
        merge(&mut record, &more);
        self.next_id += 1;
        self.records.push(record);
        self
    }

    pub(crate) fn txt(self, content: &str) -> Cloudflare {
        self.with("TXT", APEX, content, json!({}))
    }

    fn list(&self, seen: &Seen, all: &[Value]) -> Reply {
        let matches = |entry: &&Value| {
            ["name", "type"].iter().all(|field| {
                seen.query(field)
                    .is_none_or(|asked| entry[*field].as_str() == Some(asked))
            })
        };
        let found: Vec<&Value> = all.iter().filter(matches).collect();
        let page: usize = seen.query("page").unwrap().parse().unwrap();
        let size = self
            .page
            .min(seen.query("per_page").unwrap().parse().unwrap());
        let mut result: Vec<&Value> = found
            .iter()
            .skip((page - 1) * size)
            .take(size)
            .copied()
            .collect();
        let mut info = json!({
            "page": page, "per_page": size, "count": result.len(),
            "total_count": found.len(), "total_pages": found.len().div_ceil(size),
        });
        if self.fault == Some(Fault::List(ListFault::OneMissing)) {
            result.pop();
        }
        if self.fault == Some(Fault::List(ListFault::NoTotal)) {
            info = Value::Null;
        }
        let body = json!({"success": true, "errors": [], "messages": [],
            "result": result, "result_info": info});
        let Some(Fault::List(fault)) = self.fault else {
            return Reply::Json(200, body);
        };
        let words = format!("Authentication error for Bearer {TOKEN} \u{1b}[2J");
        let failed = json!({"success": false, "errors": [{"code": 10000, "message": words}],
            "messages": [], "result": null});
        let plain = ("content-type", "text/html");
        match fault {
            ListFault::Status(status) => Reply::Json(status, failed),
            ListFault::FailedIn200 => Reply::Json(200, failed),
            ListFault::HalfOfIt => {
                let text = body.to_string();
                Reply::Plain(200, plain, text[..text.len() / 2].to_owned())
            }
            ListFault::NotJson => Reply::Plain(200, plain, "<html>welcome</html>".to_owned()),
            ListFault::TooLarge => Reply::Plain(200, plain, "x".repeat(512 * 1024)),
            ListFault::Redirect => Reply::Plain(302, ("location", "/elsewhere"), String::new()),
            ListFault::TooMany => Reply::Plain(429, ("retry-after", "17"), "{}".to_owned()),
            ListFault::NoTotal | ListFault::OneMissing => Reply::Json(200, body),
        }
    }

    /// Deletes, patches, puts, posts, in this order; all or nothing.
    fn batch(&mut self, body: &Value) -> Result<(), Value> {
        let mut records = self.records.clone();
        let mut visible = Vec::new();
        let list = |name: &str| body[name].as_array().cloned().unwrap_or_default();
        let unknown = || json!({"code": 81044, "message": "Record does not exist."});
        for delete in list("deletes") {
            let at = records
                .iter()
                .position(|r| r["id"] == delete["id"])
                .ok_or_else(unknown)?;
            records.remove(at);
            visible.push(at_apex(&records));
        }
        for patch in list("patches") {
            let at = records
                .iter()
                .position(|r| r["id"] == patch["id"])
                .ok_or_else(unknown)?;
            merge(&mut records[at], &patch);
            complete(&mut records[at])?;
            visible.push(at_apex(&records));
        }
        for post in list("posts") {
            let mut record = json!({"id": format!("r{}", self.next_id), "proxied": false,
                "comment": null, "tags": []});
            self.next_id += 1;
            merge(&mut record, &post);
            complete(&mut record)?;
            let same = |r: &Value| {
                ["type", "name", "content"]
                    .iter()
                    .all(|f| r[*f] == record[*f])
            };
            if records.iter().any(same) {
                return Err(
                    json!({"code": 81058, "message": "An identical record already exists."}),
                );
            }
            records.push(record);
            visible.push(at_apex(&records));
        }
        self.records = records;
        self.visible.extend(visible);
        Ok(())
    }
}

/// What the interface makes of the fields it was given.
fn complete(record: &mut Value) -> Result<(), Value> {
    if record["type"] == "TLSA" {
        let data = record["data"].clone();
        let hex = data["certificate"].as_str().unwrap();
        let content = format!(
            "{} {} {} {hex}",
            data["usage"], data["selector"], data["matching_type"]
        );
        record["content"] = json!(content);
    }
    let ttl = record["ttl"].as_u64().unwrap();
    if ttl != 1 && !(60..=86_400).contains(&ttl) {
        return Err(json!({"code": 9021, "message": "Invalid TTL. Must be between 60 and 86400."}));
    }
    Ok(())
}

fn merge(record: &mut Value, fields: &Value) {
    for (name, value) in fields.as_object().unwrap() {
        record[name] = value.clone();
    }
}

pub(crate) fn at_apex(records: &[Value]) -> Vec<String> {
    let here = records
        .iter()
        .filter(|r| r["name"] == APEX && r["type"] == "TXT");
    here.map(|r| r["content"].as_str().unwrap().to_owned())
        .collect()
}

impl Model for Cloudflare {
    fn answer(&mut self, seen: &Seen) -> Reply {
        let path: Vec<&str> = seen.path.iter().map(String::as_str).collect();
        if seen.authorization != format!("Bearer {TOKEN}") {
            let error = json!({"code": 9109, "message": "Invalid access token"});
            let body = json!({"success": false, "errors": [error], "messages": [], "result": null});
            return Reply::Json(403, body);
        }
        match (seen.method.as_str(), path.as_slice()) {
            ("GET", ["zones"]) => self.list(seen, &self.zones),
            ("GET", ["zones", "z1", "dns_records"]) => {
                let reply = self.list(seen, &self.records);
                if let (Some(Fault::AddedMeanwhile(content)), Some(APEX)) =
                    (self.fault, seen.query("name"))
                {
                    self.fault = None;
                    let was = std::mem::replace(self, Cloudflare::new());
                    *self = was.txt(content);
                }
                reply
            }
            ("POST", ["zones", "z1", "dns_records", "batch"]) => {
                let fault = self.fault.filter(|fault| !matches!(fault, Fault::List(_)));
                let refusal = |code| {
                    let words = format!("Content is invalid. {TOKEN}");
                    json!({"success": false, "errors": [{"code": code, "message": words}],
                        "messages": [], "result": null})
                };
                match fault {
                    Some(Fault::BatchRefused(status)) => {
                        return Reply::Json(status, refusal(9005));
                    }
                    Some(Fault::BatchRefusedIn200) => return Reply::Json(200, refusal(9005)),
                    Some(Fault::SilentBatch) => return Reply::Silence,
                    Some(Fault::BatchForgotten) => {}
                    _ => {
                        if let Err(error) = self.batch(&seen.body) {
                            let body = json!({"success": false, "errors": [error],
                                "messages": [], "result": null});
                            return Reply::Json(400, body);
                        }
                    }
                }
                if fault == Some(Fault::CutAfterBatch) {
                    return Reply::Cut;
                }
                let result = json!({"deletes": [], "patches": [], "puts": [], "posts": []});
                Reply::Json(
                    200,
                    json!({"success": true, "errors": [], "messages": [],
                    "result": result}),
                )
            }
            other => panic!("a call that is not part of the interface: {other:?}"),
        }
    }
}
