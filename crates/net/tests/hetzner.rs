//! The Hetzner client against a stand-in that keeps to the interface's documentation: sets, actions
//! that run on, and its failures. Nothing leaves this machine.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

mod standin;
#[path = "standin/traps.rs"]
mod traps;

use app::zone::{Written, Zone, ZoneError};
use net::zone::api::{ApiSetupError, Secret};
use net::zone::hetzner::HetznerZone;
use net::zone::presentation::read_quoted;
use protocols::rrset::RrSetChange;
use serde_json::{Value, json};
use standin::{Model, Reply, Seen, StandIn, change, other_types, quick, texts};
use traps::{APEX, FOREIGN, NEW, OLD, apex_txt, assert_hides, creation_at};

const TOKEN: &str = "hz-t0ken-that-nobody-may-see-0123456789-0123456789-0123456789-01";

#[derive(Clone, Copy, PartialEq, Debug)]
enum Fault {
    /// Lists answer so.
    List(ListFault),
    /// A change is refused with this status.
    Refused(u16),
    /// A change is not made, and nothing is answered.
    Silent,
    /// A change is accepted, and its action ends in an error.
    ActionFails,
    /// A change is accepted, and its action runs on.
    ActionRunsOn,
    /// A change is made, and the connection is cut before the answer.
    CutAfterWrite,
    /// A change is accepted and said to be made, and nothing was done.
    Forgotten,
    /// The set is made between reading and writing.
    MadeMeanwhile(&'static str),
    /// A value is added to the set between reading and writing.
    AddedMeanwhile(&'static str),
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum ListFault {
    Status(u16),
    HalfOfIt,
    NotJson,
    NoPagination,
    OneMissing,
    TooLarge,
    TooMany,
}

/// What a change does once its action has run.
#[derive(Clone)]
struct Pending {
    looks_left: usize,
    sets: Vec<Value>,
}

struct Hetzner {
    zones: Vec<Value>,
    sets: Vec<Value>,
    fault: Option<Fault>,
    /// The actions, by id.
    actions: Vec<Pending>,
    /// After each change: the TXT values at the apex.
    visible: Vec<Vec<String>>,
}

impl Hetzner {
    fn new() -> Hetzner {
        Hetzner {
            zones: vec![
                json!({"id": 42, "name": APEX, "mode": "primary", "ttl": 10800,
                "status": "ok", "labels": {}, "protection": {"delete": false}}),
            ],
            sets: Vec::new(),
            fault: None,
            actions: Vec::new(),
            visible: Vec::new(),
        }
    }

    fn with(mut self, name: &str, kind: &str, ttl: Value, values: &[&str]) -> Hetzner {
        let records: Vec<Value> = values
            .iter()
            .enumerate()
            .map(|(at, value)| json!({"value": value, "comment": format!("comment {at}")}))
            .collect();
        self.sets.push(
            json!({"id": format!("{name}/{kind}"), "name": name, "type": kind,
            "ttl": ttl, "records": records, "labels": {}, "protection": {"change": false}}),
        );
        self
    }

    fn list(&self, seen: &Seen) -> Reply {
        let matches = |set: &&Value| {
            ["name", "type"].iter().all(|field| {
                seen.query(field)
                    .is_none_or(|asked| set[*field].as_str() == Some(asked))
            })
        };
        let found: Vec<&Value> = self.sets.iter().filter(matches).collect();
        let page: usize = seen.query("page").unwrap().parse().unwrap();
        // One set on a page, so that pages are always needed.
        let mut sets: Vec<&Value> = found.iter().skip(page - 1).take(1).copied().collect();
        let next = (page < found.len()).then_some(page + 1);
        let mut meta = json!({"pagination": {"page": page, "per_page": 1, "previous_page": null,
            "next_page": next, "last_page": found.len(), "total_entries": found.len()}});
        if self.fault == Some(Fault::List(ListFault::OneMissing)) {
            sets.pop();
        }
        if self.fault == Some(Fault::List(ListFault::NoPagination)) {
            meta = Value::Null;
        }
        let body = json!({"rrsets": sets, "meta": meta});
        let Some(Fault::List(fault)) = self.fault else {
            return Reply::Json(200, body);
        };
        let plain = ("content-type", "text/html");
        match fault {
            ListFault::Status(status) => refusal(status, "not_found"),
            ListFault::HalfOfIt => {
                let text = body.to_string();
                Reply::Plain(200, plain, text[..text.len() / 2].to_owned())
            }
            ListFault::NotJson => Reply::Plain(200, plain, "<html>".to_owned()),
            ListFault::TooLarge => Reply::Plain(200, plain, " ".repeat(512 * 1024)),
            ListFault::TooMany => Reply::Plain(429, ("retry-after", "9"), "{}".to_owned()),
            ListFault::NoPagination | ListFault::OneMissing => Reply::Json(200, body),
        }
    }

    /// What the sets are after a change; the status and code of a refusal otherwise.
    fn changed(&self, path: &[&str], body: &Value) -> Result<Vec<Value>, (u16, &'static str)> {
        let mut sets = self.sets.clone();
        let records = |kind: &str| -> Result<Vec<Value>, (u16, &'static str)> {
            let records = body["records"].as_array().cloned().unwrap_or_default();
            for record in &records {
                let value = record["value"].as_str().unwrap();
                let short = |s: &&str| s.len() <= 255;
                if kind == "TXT"
                    && (read_quoted(value).is_err() || !value.split('"').all(|s| short(&s)))
                {
                    return Err((422, "invalid_input"));
                }
            }
            Ok(records)
        };
        let find = |name: &str, kind: &str| {
            sets.iter()
                .position(|set| set["name"] == name && set["type"] == kind)
        };
        match path {
            [] => {
                let (name, kind) = (
                    body["name"].as_str().unwrap(),
                    body["type"].as_str().unwrap(),
                );
                if find(name, kind).is_some() {
                    return Err((409, "uniqueness_error"));
                }
                sets.push(json!({"id": format!("{name}/{kind}"), "name": name, "type": kind,
                    "ttl": body["ttl"], "records": records(kind)?, "protection": {"change": false}}));
            }
            [name, kind, "actions", action] => {
                let new = records(kind)?;
                let at = find(name, kind).ok_or((404, "not_found"))?;
                let standing = sets[at]["records"].as_array().unwrap().clone();
                let is_in = |list: &[Value], record: &Value| {
                    list.iter().any(|other| other["value"] == record["value"])
                };
                match *action {
                    "add_records" => {
                        if new.iter().any(|record| is_in(&standing, record)) {
                            return Err((422, "invalid_input"));
                        }
                        sets[at]["records"] = json!([standing, new].concat());
                    }
                    "remove_records" => {
                        if !new.iter().all(|record| is_in(&standing, record)) {
                            return Err((404, "not_found"));
                        }
                        let mut left = standing;
                        left.retain(|record| !is_in(&new, record));
                        if left.is_empty() {
                            sets.remove(at);
                        } else {
                            sets[at]["records"] = json!(left);
                        }
                    }
                    "set_records" => sets[at]["records"] = json!(new),
                    "change_ttl" => sets[at]["ttl"] = body["ttl"].clone(),
                    other => panic!("no such action: {other}"),
                }
            }
            other => panic!("no such path: {other:?}"),
        }
        Ok(sets)
    }

    fn write(&mut self, path: &[&str], body: &Value) -> Reply {
        match self.fault {
            Some(Fault::Refused(status)) => return refusal(status, "protected"),
            Some(Fault::Silent) => return Reply::Silence,
            Some(Fault::MadeMeanwhile(value)) => {
                self.fault = None;
                let was = std::mem::replace(self, Hetzner::new());
                *self = was.with("@", "TXT", json!(60), &[value]);
            }
            Some(Fault::AddedMeanwhile(value)) => {
                self.fault = None;
                let records = self.sets[0]["records"].as_array_mut().unwrap();
                records.push(json!({"value": value}));
            }
            _ => {}
        }
        let sets = match self.changed(path, body) {
            Ok(sets) => sets,
            Err((status, code)) => return refusal(status, code),
        };
        let pending = Pending {
            looks_left: 2,
            sets,
        };
        if self.fault == Some(Fault::CutAfterWrite) {
            self.make(pending.sets);
            return Reply::Cut;
        }
        self.actions.push(pending);
        let action = json!({"id": self.actions.len() - 1, "command": "x", "status": "running",
            "progress": 0, "error": null});
        Reply::Json(201, json!({"action": action}))
    }

    fn make(&mut self, sets: Vec<Value>) {
        self.sets = sets;
        self.visible.push(self.at_apex());
    }

    fn at_apex(&self) -> Vec<String> {
        self.values("@", "TXT")
    }

    fn values(&self, name: &str, kind: &str) -> Vec<String> {
        let set = self
            .sets
            .iter()
            .find(|set| set["name"] == name && set["type"] == kind);
        let records = set.map(|set| set["records"].as_array().unwrap().clone());
        let values = records.unwrap_or_default();
        values
            .iter()
            .map(|record| record["value"].as_str().unwrap().to_owned())
            .collect()
    }

    fn action(&mut self, id: usize) -> Reply {
        let body = |status: &str, error: Value| {
            Reply::Json(
                200,
                json!({"action": {"id": id, "command": "x", "status": status,
                "progress": 50, "error": error}}),
            )
        };
        if self.fault == Some(Fault::ActionRunsOn) {
            return body("running", Value::Null);
        }
        if self.actions[id].looks_left > 1 {
            self.actions[id].looks_left -= 1;
            return body("running", Value::Null);
        }
        if self.fault == Some(Fault::ActionFails) {
            let words = format!("Action failed {TOKEN}");
            return body("error", json!({"code": "action_failed", "message": words}));
        }
        if self.fault != Some(Fault::Forgotten) {
            let sets = self.actions[id].sets.clone();
            self.make(sets);
        }
        body("success", Value::Null)
    }
}

fn refusal(status: u16, code: &str) -> Reply {
    let message = format!("refused for {TOKEN} \u{1b}[2J");
    Reply::Json(
        status,
        json!({"error": {"code": code, "message": message, "details": {}}}),
    )
}

impl Model for Hetzner {
    fn answer(&mut self, seen: &Seen) -> Reply {
        if seen.authorization != format!("Bearer {TOKEN}") {
            return refusal(401, "unauthorized");
        }
        let path: Vec<&str> = seen.path.iter().map(String::as_str).collect();
        match (seen.method.as_str(), path.as_slice()) {
            ("GET", ["zones", name]) => {
                match self.zones.iter().find(|zone| zone["name"] == *name) {
                    Some(zone) => Reply::Json(200, json!({"zone": zone})),
                    None => refusal(404, "not_found"),
                }
            }
            ("GET", ["zones", "42", "rrsets"]) => self.list(seen),
            ("GET", ["actions", id]) => self.action(id.parse().unwrap()),
            ("POST", ["zones", "42", "rrsets", rest @ ..]) => self.write(rest, &seen.body),
            other => panic!("a call that is not part of the interface: {other:?}"),
        }
    }
}

async fn open(model: Hetzner) -> (StandIn<Hetzner>, HetznerZone) {
    let standin = StandIn::start(model).await;
    let api = HetznerZone::account(&standin.base, &Secret::new(TOKEN), quick()).unwrap();
    let zone = HetznerZone::open(api, APEX.parse().unwrap()).await.unwrap();
    (standin, zone)
}

fn usual() -> Hetzner {
    Hetzner::new().with(
        "@",
        "TXT",
        json!(300),
        &["\"MS=ms12345678\"", "\"v=spf1 mx -all\""],
    )
}

fn usual_change() -> RrSetChange {
    change(
        &apex_txt(),
        texts(300, &[FOREIGN, OLD]),
        texts(300, &[FOREIGN, NEW]),
    )
}

/// The actions and creations that were asked for.
fn actions(standin: &StandIn<Hetzner>) -> Vec<String> {
    let last = |seen: &Seen| seen.path.last().unwrap().clone();
    standin.writes().iter().map(last).collect()
}

#[tokio::test]
async fn spf_is_replaced_in_one_request_and_never_none_or_two() {
    let (standin, zone) = open(usual()).await;
    let written = zone.write(&usual_change()).await.unwrap();
    assert_eq!(
        written,
        Written {
            visible_within_seconds: 0,
            ttl_seconds: None
        }
    );
    assert_eq!(actions(&standin), ["set_records"]);
    let model = standin.model();
    assert_eq!(
        model.visible,
        [vec![format!("\"{FOREIGN}\""), format!("\"{NEW}\"")]]
    );
    assert_eq!(model.sets[0]["records"][0]["comment"], "comment 0");
    assert_eq!(model.sets[0]["ttl"], 300);
}

#[tokio::test]
async fn what_only_comes_or_only_goes_leaves_the_rest_alone() {
    let (standin, zone) = open(usual()).await;
    let more = texts(300, &[FOREIGN, OLD, "x=1"]);
    let less = texts(300, &[FOREIGN]);
    let stood = texts(300, &[FOREIGN, OLD]);
    // Somebody adds a value in the same moment, both times: it stays.
    standin.model().fault = Some(Fault::AddedMeanwhile("\"late=1\""));
    zone.write(&change(&apex_txt(), stood, more)).await.unwrap();
    let stands = texts(300, &[FOREIGN, OLD, "late=1", "x=1"]);
    assert_eq!(
        zone.read(&[apex_txt()]).await.unwrap(),
        std::slice::from_ref(&stands)
    );
    standin.model().fault = Some(Fault::AddedMeanwhile("\"late=2\""));
    zone.write(&change(&apex_txt(), stands, less))
        .await
        .unwrap();
    let left = texts(300, &[FOREIGN, "late=2"]);
    assert_eq!(
        zone.read(&[apex_txt()]).await.unwrap(),
        std::slice::from_ref(&left)
    );
    zone.write(&change(&apex_txt(), left, None)).await.unwrap();
    assert_eq!(zone.read(&[apex_txt()]).await.unwrap(), [None]);
    assert_eq!(
        actions(&standin),
        ["add_records", "remove_records", "remove_records"]
    );
}

#[tokio::test]
async fn other_types_in_their_spelling() {
    let (standin, zone) = open(Hetzner::new()).await;
    traps::types_come_and_shrink(&zone, 600, other_types()).await;
    let model = standin.model();
    assert_eq!(model.values("@", "MX"), ["10 mail.example.com."]);
    assert_eq!(model.values("parked", "MX"), ["0 ."]);
    assert_eq!(
        model.values("s1._domainkey", "CNAME"),
        ["s1.dkim.example.net."]
    );
}

#[tokio::test]
async fn trap_1_another_spelling_is_the_same_value() {
    for spelling in [
        "\"v=spf1 mx -all\"",
        "\"v=spf1 \" \"mx -all\"",
        "v=spf1 mx -all",
    ] {
        let (standin, zone) = open(Hetzner::new().with("@", "TXT", json!(300), &[spelling])).await;
        let stands = texts(300, &[OLD]);
        zone.write(&change(&apex_txt(), stands.clone(), stands.clone()))
            .await
            .unwrap();
        assert!(standin.writes().is_empty(), "{spelling}");
    }
    // What is removed is named as it is spelt there, or it would not be removed.
    for spelling in ["\"v=spf1 mx -all\"", "\"v=spf1 \" \"mx -all\""] {
        let (standin, zone) = open(Hetzner::new().with("@", "TXT", json!(300), &[spelling])).await;
        zone.write(&change(&apex_txt(), texts(300, &[OLD]), None))
            .await
            .unwrap();
        assert!(standin.model().sets.is_empty(), "{spelling}");
    }
}

#[tokio::test]
async fn trap_2_values_of_every_length() {
    let (standin, zone) = open(Hetzner::new()).await;
    traps::values_of_every_length(&zone).await;
    assert_eq!(standin.writes().len(), 6);
}

#[tokio::test]
async fn trap_3_what_would_not_come_through_is_not_sent() {
    let (standin, zone) = open(Hetzner::new()).await;
    traps::what_would_not_come_through_is_refused(&zone).await;
    assert!(standin.writes().is_empty());
}

#[tokio::test]
async fn trap_4_a_refused_change_leaves_what_stood() {
    for fault in [
        Fault::Refused(400),
        Fault::Refused(403),
        Fault::Refused(422),
        Fault::Refused(423),
        Fault::Refused(429),
        Fault::Refused(503),
        Fault::Silent,
        Fault::ActionFails,
        Fault::ActionRunsOn,
    ] {
        let (standin, zone) = open(usual()).await;
        standin.model().fault = Some(fault);
        let before = standin.model().sets.clone();
        let error = zone.write(&usual_change()).await.unwrap_err();
        let fits = match fault {
            Fault::Refused(403) => matches!(error, ZoneError::Unauthorised(_)),
            Fault::Refused(423 | 429) => matches!(error, ZoneError::TooMany(_)),
            Fault::Refused(503) | Fault::Silent | Fault::ActionFails | Fault::ActionRunsOn => {
                matches!(error, ZoneError::NoAnswer(_))
            }
            _ => matches!(error, ZoneError::Refused(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        assert_hides(TOKEN, &error);
        assert_eq!(standin.model().sets, before, "{fault:?}");
    }
}

#[tokio::test]
async fn trap_5_a_list_that_fails_is_no_empty_set() {
    for fault in [
        ListFault::Status(401),
        ListFault::Status(403),
        ListFault::Status(404),
        ListFault::Status(500),
        ListFault::HalfOfIt,
        ListFault::NotJson,
        ListFault::NoPagination,
        ListFault::OneMissing,
        ListFault::TooLarge,
        ListFault::TooMany,
    ] {
        let (standin, zone) = open(usual()).await;
        standin.model().fault = Some(Fault::List(fault));
        let error = traps::error_of_a_failing_list(&zone, TOKEN, fault).await;
        let fits = match fault {
            ListFault::Status(401 | 403) => matches!(error, ZoneError::Unauthorised(_)),
            // No set gives an empty list; a 404 is of the zone.
            ListFault::Status(404) => matches!(error, ZoneError::NoZone(_)),
            ListFault::TooMany => error == ZoneError::TooMany(9),
            _ => matches!(error, ZoneError::Unreadable(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        assert!(standin.writes().is_empty(), "{fault:?}");
    }
}

#[tokio::test]
async fn trap_5_every_page_is_read() {
    let model = Hetzner::new()
        .with("@", "MX", json!(300), &["10 mail"])
        .with("@", "A", json!(300), &["192.0.2.1"])
        .with("@", "TXT", Value::Null, &["\"v=spf1 mx -all\""]);
    let (_standin, zone) = open(model).await;
    assert_eq!(
        zone.read(&[apex_txt()]).await.unwrap(),
        [texts(10_800, &[OLD])]
    );
}

#[tokio::test]
async fn trap_6_foreign_values_stay_octet_for_octet() {
    let foreign = [
        "\"google-site-verification=abc\"",
        "\"a\\195\\188\"",
        "\"say \\\"hi\\\"\"",
        "\"back\\\\slash\"",
        "\"grün\"",
        "\"two\"  \"strings\"",
        "\"v=spf1 mx -all\"",
    ];
    let (standin, zone) = open(Hetzner::new().with("@", "TXT", json!(3600), &foreign)).await;
    let stood = standin.model().sets[0]["records"].clone();
    assert_eq!(traps::replace_the_last(&zone, &[NEW]).await, 7);
    let records = standin.model().sets[0]["records"].clone();
    assert_eq!(
        records.as_array().unwrap()[..6],
        stood.as_array().unwrap()[..6]
    );
    assert_eq!(records[6]["value"], json!(format!("\"{NEW}\"")));
    // One that stands in a spelling the interface no longer takes: nothing is changed.
    let old_spelling =
        Hetzner::new().with("@", "TXT", json!(300), &["\"half", "\"v=spf1 mx -all\""]);
    let (standin, zone) = open(old_spelling).await;
    let stood = standin.model().sets.clone();
    let stands = texts(300, &["\"half", OLD]);
    let merged = change(&apex_txt(), stands, texts(300, &["\"half", NEW]));
    assert!(matches!(
        zone.write(&merged).await,
        Err(ZoneError::Refused(_))
    ));
    assert_eq!(standin.model().sets, stood);
}

#[tokio::test]
async fn trap_7_somebody_elses_change_is_never_lost() {
    let (standin, zone) = open(usual()).await;
    let other = change(&apex_txt(), texts(300, &[OLD]), texts(300, &[NEW]));
    let standing = texts(300, &[FOREIGN, OLD]);
    traps::assert_changed(&zone, &other, standing).await;
    assert!(standin.writes().is_empty());
    // A set that comes into being in the same moment refuses ours.
    let (standin, zone) = open(Hetzner::new()).await;
    standin.model().fault = Some(Fault::MadeMeanwhile("\"v=spf1 -all\""));
    let standing = texts(60, &["v=spf1 -all"]);
    traps::assert_changed(&zone, &creation_at(APEX), standing).await;
    assert_eq!(standin.model().at_apex(), ["\"v=spf1 -all\""]);
}

#[tokio::test]
async fn trap_8_no_name_is_doubled() {
    for (owner, name) in [
        ("example.com", "@"),
        ("EXAMPLE.com.", "@"),
        ("_DMARC.Example.COM", "_dmarc"),
        ("s1._domainkey.example.com", "s1._domainkey"),
    ] {
        let (standin, zone) = open(Hetzner::new()).await;
        zone.write(&creation_at(owner)).await.unwrap();
        assert_eq!(standin.model().sets[0]["name"], name);
    }
    let (standin, zone) = open(Hetzner::new()).await;
    traps::names_outside_the_zone_are_refused(&zone).await;
    assert!(standin.writes().is_empty());
}

#[tokio::test]
async fn trap_9_aliases_and_delegations_stop_it() {
    let model = Hetzner::new()
        .with("_dmarc", "CNAME", json!(300), &["d.example.net."])
        .with("@", "NS", json!(300), &["hydrogen.ns.hetzner.com."])
        .with("sub", "NS", json!(300), &["ns.example.net."]);
    let (standin, zone) = open(model).await;
    traps::nothing_stands_beside_an_alias(&zone).await;
    traps::a_delegated_part_is_left_alone(&zone).await;
    assert!(standin.writes().is_empty());
}

#[tokio::test]
async fn trap_10_only_a_zone_that_is_changed_here() {
    let zone = |name: &str, mode: &str| json!({"id": 42, "name": name, "mode": mode, "ttl": 60});
    for (shape, expect) in [
        (zone("example.org", "primary"), None),
        (zone(APEX, "secondary"), Some("why-secondary")),
    ] {
        let mut model = Hetzner::new();
        model.zones = vec![shape];
        let standin = StandIn::start(model).await;
        let api = HetznerZone::account(&standin.base, &Secret::new(TOKEN), quick()).unwrap();
        let opened = HetznerZone::open(api, APEX.parse().unwrap()).await;
        traps::assert_not_opened(opened, expect);
    }
    // The old DNS Console's token is told before anything is sent.
    let old = Secret::new("0123456789abcdef0123456789abcdef");
    let error = HetznerZone::account(HetznerZone::BASE, &old, quick()).unwrap_err();
    assert!(matches!(error, ApiSetupError::OldCredential(why) if why.contains("migrate")));
    let standin = StandIn::start(Hetzner::new()).await;
    let wrong = Secret::new("wrong");
    let api = HetznerZone::account(&standin.base, &wrong, quick()).unwrap();
    let error = HetznerZone::open(api, APEX.parse().unwrap())
        .await
        .unwrap_err();
    assert!(matches!(error, ZoneError::Unauthorised(_)), "{error:?}");
}

#[tokio::test]
async fn trap_11_one_ttl_a_set() {
    // The zone's TTL stays the zone's, whatever comes in.
    let (standin, zone) = open(Hetzner::new().with("@", "TXT", Value::Null, &["\"a\""])).await;
    let before = zone.read(&[apex_txt()]).await.unwrap().remove(0);
    assert_eq!(before, texts(10_800, &["a"]));
    zone.write(&change(&apex_txt(), before, texts(10_800, &["a", "b"])))
        .await
        .unwrap();
    assert_eq!(standin.model().sets[0]["ttl"], Value::Null);
    // Another is set after the values.
    let (standin, zone) = open(usual()).await;
    let mut change_both = usual_change();
    change_both.after = texts(30, &[FOREIGN, NEW]);
    assert_eq!(
        zone.write(&change_both).await.unwrap().ttl_seconds,
        Some(60)
    );
    assert_eq!(actions(&standin), ["set_records", "change_ttl"]);
    assert_eq!(standin.model().sets[0]["ttl"], 60);
    assert_eq!(
        standin.model().sets[0]["records"][0]["comment"],
        "comment 0"
    );
    // A set that its owner has protected is left alone.
    let (standin, zone) = open(usual()).await;
    standin.model().sets[0]["protection"]["change"] = json!(true);
    assert!(matches!(
        zone.write(&usual_change()).await,
        Err(ZoneError::Refused(_))
    ));
    assert!(standin.writes().is_empty());
}

#[tokio::test]
async fn trap_12_success_is_waited_for_and_read_back() {
    let (standin, zone) = open(usual()).await;
    zone.write(&usual_change()).await.unwrap();
    let looks = standin
        .lines()
        .iter()
        .filter(|line| line.starts_with("GET actions"))
        .count();
    assert_eq!(looks, 2, "until the action had run");
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::Forgotten);
    for after in [
        texts(300, &[FOREIGN, NEW]),
        texts(300, &[FOREIGN]),
        texts(300, &[FOREIGN, OLD, "x"]),
    ] {
        let change = change(&apex_txt(), texts(300, &[FOREIGN, OLD]), after);
        traps::assert_not_taken_for_made(&zone, &change).await;
    }
}

#[tokio::test]
async fn a_lost_answer_leaves_it_open_and_reading_tells() {
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::CutAfterWrite);
    traps::a_lost_answer_leaves_it_open(&zone, &usual_change()).await;
    assert_eq!(standin.writes().len(), 1, "it is not sent again");
}
