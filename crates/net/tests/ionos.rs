//! The IONOS client against a stand-in that keeps to the interface's documentation, its failures
//! included. Nothing leaves this machine.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

mod standin;
#[path = "standin/traps.rs"]
mod traps;

use app::zone::{Written, Zone, ZoneError};
use net::zone::api::{ApiTerms, Secret};
use net::zone::ionos::IonosZone;
use protocols::rrset::RecordKind;
use serde_json::{Value, json};
use standin::{Model, Reply, Seen, StandIn, change, key, other_types, quick, set, texts, txt};
use traps::{
    APEX, FOREIGN, NEW, OLD, STRANGE, TTL, apex_change, apex_txt, assert_cannot_hold, assert_hides,
    creation_at, usual_change,
};

const KEY: &str = "prefix.s3cret-that-nobody-may-see";
const ZONE: &str = "11af3414-ebba-11e9-8df5-66fbe8a334b4";

#[derive(Clone, Copy, PartialEq, Debug)]
enum Fault {
    List(ListFault),
    /// The nth change of the records from now on is refused with this status.
    Refused(usize, u16),
    /// The change is made, the connection is cut before the answer.
    CutAfter,
    /// The change is not made, and nothing is answered.
    Silent,
    /// Success is answered and nothing was done.
    Forgotten,
    /// The list before the change is right, then somebody adds this value.
    AddedMeanwhile(&'static str),
    /// Text is wrapped in another pair of quotes.
    QuotedAgain,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum ListFault {
    Status(u16),
    NotJson,
    NoRecords,
    HalfOfIt,
    TooLarge,
    TooMany,
}

struct Ionos {
    zones: Value,
    records: Vec<Value>,
    fault: Option<Fault>,
    writes: usize,
    next_id: usize,
    /// What is answered as TXT at the apex, after each request that changed something.
    visible: Vec<Vec<String>>,
}

impl Ionos {
    fn new() -> Ionos {
        Ionos {
            zones: json!([
                {"id": "other", "name": "notexample.com", "type": "NATIVE"},
                {"id": ZONE, "name": APEX, "type": "NATIVE"},
            ]),
            records: Vec::new(),
            fault: None,
            writes: 0,
            next_id: 1,
            visible: Vec::new(),
        }
    }

    /// A record as somebody made it by hand.
    fn with(mut self, kind: &str, name: &str, content: &str, more: Value) -> Ionos {
        let mut record = json!({"name": name, "type": kind, "content": content, "ttl": 3600});
        merge(&mut record, &more);
        self.create(&record);
        self
    }

    fn txt(self, content: &str) -> Ionos {
        self.with("TXT", APEX, &format!("\"{content}\""), json!({}))
    }

    fn create(&mut self, from: &Value) {
        let mut record = json!({"id": format!("r{}", self.next_id), "rootName": APEX,
            "changeDate": "2026-01-01T00:00:00.000Z", "disabled": false, "prio": 0});
        self.next_id += 1;
        merge(&mut record, from);
        self.records.push(record);
    }

    fn list(&self, seen: &Seen) -> Reply {
        let matches = |record: &&Value| {
            let name = seen.query("recordName").is_none_or(|n| record["name"] == n);
            name && seen.query("recordType").is_none_or(|t| record["type"] == t)
        };
        let found: Vec<&Value> = self.records.iter().filter(matches).collect();
        let body = json!({"id": ZONE, "name": APEX, "type": "NATIVE", "records": found});
        let Some(Fault::List(fault)) = self.fault else {
            return Reply::Json(200, body);
        };
        let html = ("content-type", "text/html");
        match fault {
            ListFault::Status(status) => {
                let message = format!("key {KEY} is not authorized \u{1b}[2J");
                Reply::Json(
                    status,
                    json!([{"code": "UNAUTHORIZED", "message": message}]),
                )
            }
            ListFault::NotJson => Reply::Plain(200, html, "<html>welcome</html>".to_owned()),
            ListFault::NoRecords => Reply::Json(200, json!({"id": ZONE, "name": APEX})),
            ListFault::HalfOfIt => {
                let text = body.to_string();
                Reply::Plain(200, html, text[..text.len() / 2].to_owned())
            }
            ListFault::TooLarge => Reply::Plain(200, html, "x".repeat(512 * 1024)),
            ListFault::TooMany => Reply::Plain(429, ("retry-after", "17"), "[]".to_owned()),
        }
    }

    /// Refuses what the interface refuses.
    fn check(record: &Value) -> Result<(), String> {
        let ttl = record["ttl"].as_u64().unwrap_or(3600);
        match record["type"].as_str() {
            Some("A" | "AAAA" | "CNAME" | "MX" | "NS" | "SRV" | "TXT" | "CAA") | None => {}
            Some(_) => return Err("INVALID_RECORD type".to_owned()),
        }
        match ttl {
            60.. => Ok(()),
            _ => Err("INVALID_RECORD ttl".to_owned()),
        }
    }

    fn write(&mut self, seen: &Seen) -> Result<Value, String> {
        let id = seen.path.get(3).cloned();
        let at = id.map(|id| self.records.iter().position(|r| r["id"] == id.as_str()));
        let list = seen.body.as_array().cloned().unwrap_or_default();
        list.iter().chain([&seen.body]).try_for_each(Ionos::check)?;
        match (seen.method.as_str(), at) {
            ("PATCH", None) => {
                let same = |a: &Value, b: &Value| a["name"] == b["name"] && a["type"] == b["type"];
                self.records
                    .retain(|old| !list.iter().any(|new| same(old, new)));
                list.iter().for_each(|record| self.create(record));
            }
            ("POST", None) => list.iter().for_each(|record| self.create(record)),
            ("PUT", Some(Some(at))) => {
                let body = seen.body.as_object().unwrap();
                let fields = ["content", "ttl", "prio", "disabled"];
                if body.keys().any(|field| !fields.contains(&field.as_str())) {
                    return Err("name and type cannot be changed".to_owned());
                }
                merge(&mut self.records[at], &seen.body);
            }
            ("DELETE", Some(Some(at))) => {
                self.records.remove(at);
            }
            (_, Some(None)) => return Err("RECORD_NOT_FOUND".to_owned()),
            _ => return Err("no such call".to_owned()),
        }
        let visible = self.at_apex();
        self.visible.push(visible);
        Ok(json!([]))
    }

    fn at_apex(&self) -> Vec<String> {
        let served = |r: &&Value| r["name"] == APEX && r["disabled"] == false && is_txt(r);
        let content = |r: &Value| r["content"].as_str().unwrap().trim_matches('"').to_owned();
        self.records.iter().filter(served).map(content).collect()
    }
}

fn is_txt(record: &Value) -> bool {
    record["type"] == "TXT" || record["type"] == "SPF (TXT)"
}

fn merge(into: &mut Value, from: &Value) {
    for (name, value) in from.as_object().unwrap() {
        into[name] = value.clone();
    }
}

impl Model for Ionos {
    fn answer(&mut self, seen: &Seen) -> Reply {
        if seen.header.get("x-api-key").map(String::as_str) != Some(KEY) {
            return Reply::Json(401, json!([{"code": "UNAUTHORIZED"}]));
        }
        if seen.line() == "GET zones" {
            return Reply::Json(200, self.zones.clone());
        }
        assert_eq!(seen.path[..2], ["zones", ZONE], "{}", seen.line());
        if seen.method == "GET" {
            let reply = self.list(seen);
            if let Some(Fault::AddedMeanwhile(text)) = self.fault
                && seen.query("recordName").is_some()
            {
                self.fault = None;
                self.create(&json!({"name": APEX, "type": "TXT", "content": text, "ttl": 60}));
            }
            return reply;
        }
        self.writes += 1;
        match self.fault {
            Some(Fault::Refused(nth, status)) if nth == self.writes => {
                return Reply::Json(status, json!([{"code": "INVALID_DATA", "message": KEY}]));
            }
            Some(Fault::Silent) => return Reply::Silence,
            Some(Fault::Forgotten) => return Reply::Json(200, json!([])),
            _ => {}
        }
        let reply = match self.write(seen) {
            Ok(body) if seen.method == "POST" => Reply::Json(201, body),
            Ok(body) => Reply::Json(200, body),
            Err(message) => Reply::Json(400, json!([{"code": "BAD", "message": message}])),
        };
        match self.fault {
            Some(Fault::CutAfter) => Reply::Cut,
            Some(Fault::QuotedAgain) => {
                let last = self.records.last_mut().unwrap();
                last["content"] = json!(format!("\"{}\"", last["content"].as_str().unwrap()));
                reply
            }
            _ => reply,
        }
    }
}

async fn open(model: Ionos) -> (StandIn<Ionos>, IonosZone) {
    let standin = StandIn::start(model).await;
    let api = IonosZone::account(&standin.base, &Secret::new(KEY), quick()).unwrap();
    let zone = IonosZone::open(api, APEX.parse().unwrap()).await.unwrap();
    (standin, zone)
}

/// One foreign value, and an SPF record.
fn usual() -> Ionos {
    Ionos::new().txt(FOREIGN).txt(OLD)
}

fn write_lines(standin: &StandIn<Ionos>) -> Vec<String> {
    let short = |seen: Seen| seen.line().replace(&format!("zones/{ZONE}"), "zone");
    standin.writes().into_iter().map(short).collect()
}

#[tokio::test]
async fn one_value_takes_the_place_of_one_under_its_id() {
    let (standin, zone) = open(usual()).await;
    let stood = standin.model().records.clone();
    let written = zone.write(&usual_change()).await.unwrap();
    let expect = Written {
        visible_within_seconds: 900,
        ttl_seconds: None,
    };
    assert_eq!(written, expect);
    assert_eq!(write_lines(&standin), ["PUT zone/records/r2"]);
    assert_eq!(standin.model().records[0], stood[0]);
    let mut replaced = stood[1].clone();
    replaced["content"] = json!(format!("\"{NEW}\""));
    assert_eq!(standin.model().records[1], replaced);
    let read = zone.read(&[apex_txt()]).await.unwrap();
    assert_eq!(read, [texts(3600, &[FOREIGN, NEW])]);
}

#[tokio::test]
async fn additions_and_one_removal_touch_nothing_else() {
    let (standin, zone) = open(usual()).await;
    let stood = standin.model().records.clone();
    let more = apex_change(&[FOREIGN, OLD], &[FOREIGN, OLD, "a=1", "b=2"]);
    zone.write(&more).await.unwrap();
    assert_eq!(write_lines(&standin), ["POST zone/records"]);
    assert_eq!(standin.model().records[..2], stood[..]);
    let less = apex_change(&[FOREIGN, OLD, "a=1", "b=2"], &[OLD, "a=1", "b=2"]);
    zone.write(&less).await.unwrap();
    assert_eq!(write_lines(&standin)[1..], ["DELETE zone/records/r1"]);
    let all = apex_change(&[OLD, "a=1", "b=2"], &[]);
    zone.write(&all).await.unwrap();
    assert!(standin.model().records.is_empty());
    // What is to be is there already: nothing is sent.
    let writes = standin.writes().len();
    zone.write(&apex_change(&[], &[])).await.unwrap();
    assert_eq!(standin.writes().len(), writes);
}

#[tokio::test]
async fn several_go_in_one_request_with_the_others_as_they_were_listed() {
    let model = Ionos::new()
        .with(
            "TXT",
            APEX,
            "\"a\\195\\188\" \"split\"",
            json!({"ttl": 7200}),
        )
        .txt("v=spf1 a -all")
        .with("TXT", APEX, "unquoted;text", json!({}))
        .txt(OLD)
        .with("TXT", APEX, "\"switched off\"", json!({"disabled": true}))
        .with("TXT", "sub.example.com", "\"deeper\"", json!({}))
        .with("MX", APEX, "mail.example.com", json!({"prio": 10}));
    let (standin, zone) = open(model).await;
    let read = zone.read(&[apex_txt()]).await.unwrap().remove(0).unwrap();
    assert_eq!((read.ttl_seconds, read.values.len()), (3600, 4));
    let stood = standin.model().records.clone();
    // Two SPF records become one.
    let mut after = read.clone();
    after.values.remove(3);
    after.values[1] = txt(NEW);
    zone.write(&change(&apex_txt(), Some(read), Some(after)))
        .await
        .unwrap();
    assert_eq!(write_lines(&standin), ["PATCH zone"]);
    let sent = standin.writes()[0].body.clone();
    let as_listed = |record: &Value| {
        let mut record = record.clone();
        let fields = record.as_object_mut().unwrap();
        ["id", "rootName", "changeDate"].iter().for_each(|field| {
            fields.remove(*field);
        });
        record
    };
    let new = json!({"name": APEX, "type": "TXT", "content": format!("\"{NEW}\""), "ttl": 3600,
        "disabled": false});
    let expect = json!([
        as_listed(&stood[0]),
        new,
        as_listed(&stood[2]),
        as_listed(&stood[4])
    ]);
    assert_eq!(sent, expect);
    let others: Vec<Value> = standin.model().records[..2].to_vec();
    assert_eq!(others, stood[5..]);
}

#[tokio::test]
async fn other_types_are_written_and_read() {
    let (standin, zone) = open(Ionos::new()).await;
    for (key, values) in other_types() {
        let creation = change(&key, None, set(600, &values));
        if key.kind == RecordKind::Tlsa {
            assert_cannot_hold(&zone, &creation).await;
            assert_eq!(zone.read(&[key]).await, Ok(vec![None]));
            continue;
        }
        zone.write(&creation).await.unwrap();
        let read = zone.read(std::slice::from_ref(&key)).await.unwrap();
        assert_eq!(read, [set(600, &values)], "{key}");
    }
    let mx = &standin.model().records[1];
    assert_eq!(
        (&mx["content"], &mx["prio"]),
        (&json!("mx.example.net"), &json!(20))
    );
}

#[tokio::test]
async fn trap_1_another_spelling_is_the_same_value() {
    for content in [
        OLD,
        "\"v=spf1 mx -all\"",
        "\"v=spf1 \" \"mx -all\"",
        "\"v=spf1 \\109x -all\"",
    ] {
        let (standin, zone) = open(Ionos::new().with("TXT", APEX, content, json!({}))).await;
        zone.write(&apex_change(&[OLD], &[OLD])).await.unwrap();
        assert!(standin.writes().is_empty(), "{content}");
        zone.write(&apex_change(&[OLD], &[])).await.unwrap();
        assert!(standin.model().records.is_empty(), "{content}");
    }
}

#[tokio::test]
async fn trap_2_long_values() {
    for length in [254, 255, 256, 400, 510, 800] {
        let (standin, zone) = open(Ionos::new()).await;
        let value = "x".repeat(length);
        zone.write(&apex_change(&[], &[&value])).await.unwrap();
        let read = zone.read(&[apex_txt()]).await.unwrap();
        assert_eq!(read, [texts(3600, &[&value])], "{length}");
        let content = standin.model().records[0]["content"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(
            content
                .split("\" \"")
                .all(|s| s.trim_matches('"').len() <= 255),
            "{length}"
        );
    }
}

#[tokio::test]
async fn trap_3_characters_that_would_not_come_through() {
    let (standin, zone) = open(Ionos::new()).await;
    traps::what_would_not_come_through_is_refused(&zone).await;
    assert!(standin.writes().is_empty());
    zone.write(&apex_change(&[], &["v=DMARC1; p=none"]))
        .await
        .unwrap();
    // Where the other side wraps it in quotes once more, that shows.
    let (standin, zone) = open(Ionos::new()).await;
    standin.model().fault = Some(Fault::QuotedAgain);
    let error = zone.write(&apex_change(&[], &[OLD])).await.unwrap_err();
    assert!(matches!(error, ZoneError::NoAnswer(_)), "{error:?}");
}

#[tokio::test]
async fn trap_4_a_refused_change_leaves_what_stood() {
    let merge = apex_change(&[FOREIGN, OLD], &[NEW]);
    for wanted in [usual_change(), merge] {
        for fault in [
            Fault::Refused(1, 400),
            Fault::Refused(1, 403),
            Fault::Refused(1, 422),
            Fault::Refused(1, 429),
            Fault::Refused(1, 500),
            Fault::Silent,
        ] {
            let (standin, zone) = open(usual()).await;
            let before = standin.model().records.clone();
            standin.model().fault = Some(fault);
            let error = zone.write(&wanted).await.unwrap_err();
            let fits = match fault {
                Fault::Refused(_, 403) => matches!(error, ZoneError::Unauthorised(_)),
                Fault::Refused(_, 429) => matches!(error, ZoneError::TooMany(_)),
                Fault::Refused(_, 500) | Fault::Silent => matches!(error, ZoneError::NoAnswer(_)),
                _ => matches!(error, ZoneError::Refused(_)),
            };
            assert!(fits, "{fault:?}: {error:?}");
            assert_hides(KEY, &error);
            assert_eq!(standin.model().records, before, "{fault:?}");
        }
    }
}

#[tokio::test]
async fn trap_4_there_is_never_none_and_never_a_second_spf_record() {
    for (before, after) in [
        (vec![FOREIGN, OLD], vec![FOREIGN, NEW]),
        (vec![OLD, "v=spf1 a -all"], vec![NEW]),
        (vec![OLD, FOREIGN], vec!["MS=ms2", NEW]),
    ] {
        let model = before
            .iter()
            .fold(Ionos::new(), |model, text| model.txt(text));
        let (standin, zone) = open(model).await;
        zone.write(&apex_change(&before, &after)).await.unwrap();
        for moment in &standin.model().visible {
            let spf = moment
                .iter()
                .filter(|text| text.starts_with("v=spf1"))
                .count();
            assert_eq!(spf, 1, "{before:?}: {moment:?}");
        }
    }
}

#[tokio::test]
async fn trap_5_a_list_that_fails_is_no_empty_set() {
    for fault in [
        ListFault::Status(401),
        ListFault::Status(403),
        ListFault::Status(404),
        ListFault::Status(500),
        ListFault::NotJson,
        ListFault::NoRecords,
        ListFault::HalfOfIt,
        ListFault::TooLarge,
        ListFault::TooMany,
    ] {
        let (standin, zone) = open(usual()).await;
        standin.model().fault = Some(Fault::List(fault));
        let error = traps::error_of_a_failing_list(&zone, KEY, fault).await;
        let fits = match fault {
            ListFault::Status(401 | 403) => matches!(error, ZoneError::Unauthorised(_)),
            ListFault::TooMany => error == ZoneError::TooMany(17),
            _ => matches!(error, ZoneError::Unreadable(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        assert!(standin.writes().is_empty(), "{fault:?}");
    }
}

#[tokio::test]
async fn trap_6_foreign_values_stay_octet_for_octet() {
    // In place, and with all of them sent again.
    for more in [&[][..], &["b=2", "c=3"]] {
        let mut model = Ionos::new();
        for (at, content) in STRANGE.iter().enumerate() {
            model = model.with("TXT", APEX, content, json!({"ttl": 3600 + at}));
        }
        let (standin, zone) = open(model.txt("old=1")).await;
        let stood = standin.model().records.clone();
        let with = [&["new=1"][..], more].concat();
        assert_eq!(traps::replace_the_last(&zone, &with).await, 9);
        let model = standin.model();
        let kept = |record: &Value| (record["content"].clone(), record["ttl"].clone());
        for (now, then) in model.records.iter().zip(&stood[..8]) {
            assert_eq!(kept(now), kept(then));
        }
        if more.is_empty() {
            assert_eq!(model.records[..8], stood[..8]);
        }
    }
}

#[tokio::test]
async fn trap_7_somebody_elses_change_is_never_lost() {
    let (standin, zone) = open(usual().txt("new-foreign")).await;
    let standing = texts(TTL, &[FOREIGN, OLD, "new-foreign"]);
    traps::assert_changed(&zone, &usual_change(), standing).await;
    assert!(standin.writes().is_empty());
    // Between reading and writing one record: it stands beside ours.
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::AddedMeanwhile("late"));
    zone.write(&usual_change()).await.unwrap();
    assert_eq!(standin.model().at_apex(), [FOREIGN, NEW, "late"]);
}

#[tokio::test]
async fn trap_8_no_name_is_doubled() {
    for (owner, name) in [
        ("example.com", "example.com"),
        ("EXAMPLE.com.", "example.com"),
        ("_DMARC.Example.COM", "_dmarc.example.com"),
        ("example.com.example.com", "example.com.example.com"),
    ] {
        let (standin, zone) = open(Ionos::new()).await;
        zone.write(&creation_at(owner)).await.unwrap();
        assert_eq!(standin.model().records[0]["name"], name);
    }
    let (standin, zone) = open(Ionos::new()).await;
    traps::names_outside_the_zone_are_refused(&zone).await;
    assert!(standin.writes().is_empty());
}

#[tokio::test]
async fn trap_9_aliases_and_delegations_stop_it() {
    let alias = Ionos::new()
        .with("CNAME", "_dmarc.example.com", "d.example.net", json!({}))
        .with(
            "TXT",
            "s1._domainkey.example.com",
            "\"v=DKIM1; p=\"",
            json!({}),
        )
        .with("NS", APEX, "ns1.ui-dns.com", json!({}))
        .with("NS", "sub.example.com", "ns.example.net", json!({}));
    let (standin, zone) = open(alias).await;
    traps::nothing_stands_beside_an_alias(&zone).await;
    let target = protocols::rrset::RecordData::Cname("s1.example.net".parse().unwrap());
    let selector = key("s1._domainkey.example.com", RecordKind::Cname);
    assert_cannot_hold(&zone, &change(&selector, None, set(300, &[target]))).await;
    traps::a_delegated_part_is_left_alone(&zone).await;
    assert!(standin.writes().is_empty());
}

#[tokio::test]
async fn trap_10_spf_made_in_the_form_is_seen_and_edited() {
    let twin = |content| {
        let model = Ionos::new().txt(FOREIGN);
        model.with("SPF (TXT)", APEX, content, json!({"ttl": 3600}))
    };
    let (standin, zone) = open(twin("\"v=spf1 mx -all\"")).await;
    // It is not overlooked: no second SPF record.
    let second = zone.write(&apex_change(&[FOREIGN], &[FOREIGN, NEW])).await;
    assert!(
        matches!(second, Err(ZoneError::Changed { .. })),
        "{second:?}"
    );
    zone.write(&usual_change()).await.unwrap();
    assert_eq!(write_lines(&standin), ["PUT zone/records/r2"]);
    assert_eq!(standin.model().records[1]["type"], "SPF (TXT)");
    // Beside one of type TXT: the two become one without a moment of none.
    let (standin, zone) = open(twin("\"v=spf1 a -all\"").txt(OLD)).await;
    let merge = apex_change(&[FOREIGN, "v=spf1 a -all", OLD], &[FOREIGN, NEW]);
    zone.write(&merge).await.unwrap();
    assert_eq!(
        write_lines(&standin),
        ["PUT zone/records/r2", "DELETE zone/records/r3"]
    );
    assert_eq!(standin.model().at_apex(), [FOREIGN, NEW]);
    // Where the second step is refused, it is not said that nothing was changed.
    let (standin, zone) = open(twin("\"v=spf1 a -all\"").txt(OLD)).await;
    standin.model().fault = Some(Fault::Refused(2, 400));
    let error = zone.write(&merge).await.unwrap_err();
    assert!(matches!(error, ZoneError::NoAnswer(_)), "{error:?}");
    // The same value in both is one value, and goes as one.
    let (standin, zone) = open(twin("\"v=spf1 mx -all\"").txt(OLD)).await;
    let gone = apex_change(&[FOREIGN, OLD], &[FOREIGN]);
    zone.write(&gone).await.unwrap();
    assert_eq!(standin.model().at_apex(), [FOREIGN]);
}

#[tokio::test]
async fn trap_10_only_the_zone_of_exactly_this_name() {
    for (zones, expect) in [
        (
            json!([{"id": "x", "name": "badexample.com", "type": "NATIVE"}]),
            None,
        ),
        (json!([]), None),
        (
            json!([{"id": ZONE, "name": APEX, "type": "SLAVE"}]),
            Some("why-secondary"),
        ),
        (json!({"zones": []}), Some("why-shape")),
    ] {
        let mut model = Ionos::new();
        model.zones = zones;
        let standin = StandIn::start(model).await;
        let api = IonosZone::account(&standin.base, &Secret::new(KEY), quick()).unwrap();
        let opened = IonosZone::open(api, APEX.parse().unwrap()).await;
        traps::assert_not_opened(opened, expect);
    }
}

#[tokio::test]
async fn trap_11_the_ttl_is_asked_for_or_left() {
    // One that is too low is raised, and that is said.
    let (standin, zone) = open(Ionos::new()).await;
    let creation = change(&apex_txt(), None, texts(5, &[NEW]));
    assert_eq!(zone.write(&creation).await.unwrap().ttl_seconds, Some(60));
    assert_eq!(standin.model().records[0]["ttl"], 60);
    // What is added takes the TTL that stands, where no other is asked for.
    let model = Ionos::new().with("TXT", APEX, "\"MS=ms12345678\"", json!({"ttl": 900}));
    let (standin, zone) = open(model).await;
    let more = change(
        &apex_txt(),
        texts(300, &[FOREIGN]),
        texts(300, &[FOREIGN, NEW]),
    );
    zone.write(&more).await.unwrap();
    assert_eq!(standin.model().records[1]["ttl"], 900);
    // One that is asked for is that of the whole set, and nothing else of it changes.
    let (standin, zone) = open(usual()).await;
    let before = texts(3600, &[FOREIGN, OLD]);
    let faster = change(&apex_txt(), before, texts(600, &[FOREIGN, OLD]));
    assert_eq!(zone.write(&faster).await.unwrap().ttl_seconds, None);
    let ttls: Vec<Value> = standin
        .model()
        .records
        .iter()
        .map(|r| r["ttl"].clone())
        .collect();
    assert_eq!(ttls, [600, 600]);
    assert_eq!(standin.model().at_apex(), [FOREIGN, OLD]);
}

#[tokio::test]
async fn trap_12_success_is_read_back() {
    for after in [
        &[FOREIGN, NEW][..],
        &[FOREIGN],
        &[FOREIGN, OLD, "x"],
        &[NEW],
    ] {
        let (standin, zone) = open(usual()).await;
        standin.model().fault = Some(Fault::Forgotten);
        traps::assert_not_taken_for_made(&zone, &apex_change(&[FOREIGN, OLD], after)).await;
    }
}

#[tokio::test]
async fn a_lost_answer_leaves_it_open_and_reading_tells() {
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::CutAfter);
    traps::a_lost_answer_leaves_it_open(&zone, &usual_change()).await;
    assert_eq!(standin.writes().len(), 1, "it is not sent again");
}

#[tokio::test]
async fn what_is_switched_off_is_not_read_and_stays() {
    let off = usual().with("TXT", APEX, "\"v=spf1 -all\"", json!({"disabled": true}));
    let (standin, zone) = open(off).await;
    let stood = standin.model().records[2].clone();
    let read = zone.read(&[apex_txt()]).await.unwrap();
    assert_eq!(read, [texts(3600, &[FOREIGN, OLD])]);
    zone.write(&usual_change()).await.unwrap();
    zone.write(&apex_change(&[FOREIGN, NEW], &[]))
        .await
        .unwrap();
    assert_eq!(standin.model().records, [stood]);
}

#[test]
fn the_terms_are_usable() {
    let terms: ApiTerms = IonosZone::terms();
    assert!(IonosZone::account(IonosZone::BASE, &Secret::new(KEY), terms).is_ok());
    let broken = Secret::new("a\nb");
    assert!(IonosZone::account(IonosZone::BASE, &broken, IonosZone::terms()).is_err());
}
