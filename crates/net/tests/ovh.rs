//! The OVH client against a stand-in that keeps to the interface's documentation: signed calls, ids,
//! types of its own, nothing published before a refresh; and its failures. Nothing leaves this machine.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

mod standin;
#[path = "standin/traps.rs"]
mod traps;

use std::time::Duration;

use app::apply::{Fate, Patience, make};
use app::zone::{Why, Written, Zone, ZoneError};
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use net::zone::api::Secret;
use net::zone::ovh::{OvhAccount, OvhKeys, OvhZone};
use protocols::rrset::{RecordData, RecordKind, RrSetChange};
use serde_json::{Value, json};
use standin::{Model, Reply, Seen, StandIn, change, key, other_types, quick, set, texts};
use traps::{
    APEX, FOREIGN, NEW, OLD, STRANGE, TTL, apex_change, apex_txt, assert_cannot_hold, assert_hides,
    creation_at, usual_change,
};

const APP_KEY: &str = "app-k3y";
const APP_SECRET: &str = "app-s3cret-never-sent";
const CONSUMER: &str = "consumer-k3y-that-nobody-may-see";

#[derive(Clone, Copy, PartialEq, Debug)]
enum Fault {
    List(ListFault),
    /// The nth change of records from now on is refused with this status.
    Refused(usize, u16),
    /// The nth change of records from now on, and whatever follows, waits for ever.
    Stuck(usize),
    /// So many refreshes fail.
    RefreshFails(usize),
    /// The change is made, the connection is cut before the answer.
    CutAfter,
    /// Success is answered and nothing was done.
    Forgotten,
    /// What is created is cut off after 255 octets.
    CutOff,
    /// The list before the change is right, then somebody adds this value.
    AddedMeanwhile(&'static str),
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum ListFault {
    Status(u16),
    NotJson,
    NotIds,
    OneIsGone,
    AnotherCame,
    TooMany,
    TooManyRecords,
}

struct Ovh {
    records: Vec<Value>,
    published: Vec<Value>,
    fault: Option<Fault>,
    writes: usize,
    next_id: u64,
    /// What is listed as TXT at the apex after each change.
    visible: Vec<Vec<String>>,
    /// Seconds by which its clock is before ours.
    time: u64,
}

impl Ovh {
    fn new() -> Ovh {
        Ovh {
            records: Vec::new(),
            published: Vec::new(),
            fault: None,
            writes: 0,
            next_id: 5_000_000_000,
            visible: Vec::new(),
            time: 1_366_560_945,
        }
    }

    /// A record as somebody made it by hand.
    fn with(mut self, field_type: &str, sub_domain: &str, target: &str, ttl: u32) -> Ovh {
        self.push(field_type, sub_domain, target, ttl);
        self.published = self.records.clone();
        self
    }

    fn txt(self, text: &str) -> Ovh {
        self.with("TXT", "", &format!("\"{text}\""), 0)
    }

    fn push(&mut self, field_type: &str, sub_domain: &str, target: &str, ttl: u32) {
        self.records.push(
            json!({"id": self.next_id, "zone": APEX, "fieldType": field_type,
            "subDomain": sub_domain, "target": target, "ttl": ttl}),
        );
        self.next_id += 1;
    }

    fn list(&self, seen: &Seen) -> Reply {
        // 'like', says the documentation, and nothing is like everything.
        let like = |r: &&Value| {
            let sub_domain = r["subDomain"].as_str().unwrap();
            seen.query("subDomain")
                .is_none_or(|asked| sub_domain.contains(asked))
        };
        let typed = |r: &&Value| {
            seen.query("fieldType")
                .is_none_or(|asked| r["fieldType"] == asked)
        };
        let found = self.records.iter().filter(like).filter(typed);
        let mut ids: Vec<Value> = found.map(|r| r["id"].clone()).collect();
        match self.fault {
            Some(Fault::List(ListFault::Status(status))) => {
                let message = format!("{CONSUMER} has not been granted \u{1b}[2J");
                return Reply::Json(status, json!({"message": message}));
            }
            Some(Fault::List(ListFault::NotJson)) => {
                let html = ("content-type", "text/html");
                return Reply::Plain(200, html, "<html>welcome</html>".to_owned());
            }
            Some(Fault::List(ListFault::NotIds)) => return Reply::Json(200, json!({"ids": ids})),
            Some(Fault::List(ListFault::TooMany)) => {
                return Reply::Plain(429, ("retry-after", "17"), "{}".to_owned());
            }
            Some(Fault::List(ListFault::TooManyRecords)) => {
                ids.extend((0..600).map(|id| json!(id)));
            }
            _ => {}
        }
        Reply::Json(200, json!(ids))
    }

    fn find(&self, id: &str) -> Option<usize> {
        self.records
            .iter()
            .position(|r| r["id"].as_u64() == id.parse().ok())
    }

    fn record(&self, id: &str) -> Reply {
        let missing = json!({"message": "The requested object (id) does not exist"});
        match (self.find(id), self.fault) {
            (Some(_), Some(Fault::List(ListFault::OneIsGone))) => Reply::Json(404, missing),
            (Some(at), Some(Fault::List(ListFault::AnotherCame))) => {
                let mut record = self.records[at].clone();
                record["id"] = json!(1);
                Reply::Json(200, record)
            }
            (Some(at), _) => Reply::Json(200, self.records[at].clone()),
            (None, _) => Reply::Json(404, missing),
        }
    }

    /// As it stores text: DKIM and DMARC as they come and never in quotes, the others in quotes and
    /// split.
    fn stored(&self, field_type: &str, target: &str) -> Result<String, String> {
        let is_quoted = target.starts_with('"');
        match field_type {
            "DKIM" | "DMARC" if is_quoted => Err(format!("Invalid subfield found in {field_type}")),
            "TXT" | "SPF" if !is_quoted => {
                let mut strings: Vec<&[u8]> = target.as_bytes().chunks(255).collect();
                if self.fault == Some(Fault::CutOff) {
                    strings.truncate(1);
                }
                let quoted = strings
                    .iter()
                    .map(|s| format!("\"{}\"", String::from_utf8_lossy(s)));
                Ok(quoted.collect::<Vec<_>>().join(" "))
            }
            _ => Ok(target.to_owned()),
        }
    }

    fn write(&mut self, seen: &Seen) -> Result<Value, String> {
        let id = seen.path.get(4).map(String::as_str);
        let at = id
            .map(|id| self.find(id).ok_or("no such record"))
            .transpose()?;
        let body = &seen.body;
        match (seen.method.as_str(), at) {
            ("POST", None) => {
                let (field_type, target) = (body["fieldType"].as_str(), body["target"].as_str());
                let field_type = field_type.ok_or("fieldType")?;
                let target = self.stored(field_type, target.ok_or("target")?)?;
                let ttl = body["ttl"].as_u64().ok_or("ttl")?;
                let sub_domain = body["subDomain"].as_str().ok_or("subDomain")?;
                self.push(field_type, sub_domain, &target, u32::try_from(ttl).unwrap());
            }
            ("PUT", Some(at)) => {
                if body.get("fieldType").is_some() {
                    return Err("Try to alter read-only properties: fieldType".to_owned());
                }
                let field_type = self.records[at]["fieldType"].as_str().unwrap().to_owned();
                let target = self.stored(&field_type, body["target"].as_str().ok_or("target")?)?;
                self.records[at]["target"] = json!(target);
                self.records[at]["ttl"] = body["ttl"].clone();
                self.records[at]["subDomain"] = body["subDomain"].clone();
            }
            ("DELETE", Some(at)) => {
                self.records.remove(at);
            }
            _ => return Err("no such call".to_owned()),
        }
        let visible = at_apex(&self.records);
        self.visible.push(visible);
        Ok(Value::Null)
    }

    fn is_signed(&self, seen: &Seen) -> bool {
        let field = |name: &str| seen.header.get(name).map_or("", String::as_str);
        let url = format!("http://{}{}", field("host"), seen.target);
        let (time, body) = (field("x-ovh-timestamp"), &seen.body_text);
        let text = format!(
            "{APP_SECRET}+{CONSUMER}+{}+{url}+{body}+{time}",
            seen.method
        );
        let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, text.as_bytes());
        let hex: String = digest.as_ref().iter().map(|o| format!("{o:02x}")).collect();
        let now: u64 = time.parse().unwrap_or_default();
        field("x-ovh-signature") == format!("$1${hex}")
            && field("x-ovh-application") == APP_KEY
            && field("x-ovh-consumer") == CONSUMER
            && now.abs_diff(self.time) < 30
    }

    fn change(&mut self, seen: &Seen) -> Reply {
        self.writes += 1;
        match self.fault {
            Some(Fault::Refused(nth, status)) if nth == self.writes => {
                return Reply::Json(status, json!({"message": CONSUMER}));
            }
            Some(Fault::Stuck(nth)) if nth <= self.writes => return Reply::Silence,
            Some(Fault::Forgotten) => return Reply::Json(200, Value::Null),
            _ => {}
        }
        match self.write(seen) {
            Ok(_) if self.fault == Some(Fault::CutAfter) => Reply::Cut,
            Ok(body) => Reply::Json(200, body),
            Err(message) => Reply::Json(400, json!({"message": message})),
        }
    }
}

fn is_txt(record: &Value) -> bool {
    ["TXT", "SPF", "DKIM", "DMARC"]
        .iter()
        .any(|kind| record["fieldType"] == *kind)
}

fn at_apex(records: &[Value]) -> Vec<String> {
    let here = records.iter().filter(|r| r["subDomain"] == "" && is_txt(r));
    here.map(|r| r["target"].as_str().unwrap().trim_matches('"').to_owned())
        .collect()
}

impl Model for Ovh {
    fn answer(&mut self, seen: &Seen) -> Reply {
        let line = seen.line();
        if line == "GET auth/time" {
            return Reply::Json(200, json!(self.time));
        }
        if !self.is_signed(seen) {
            return Reply::Json(400, json!({"message": "Invalid signature"}));
        }
        if seen.path[..3] != ["domain", "zone", APEX] {
            return Reply::Json(404, json!({"message": "This service does not exist"}));
        }
        let path: Vec<&str> = seen.path[3..].iter().map(String::as_str).collect();
        match (seen.method.as_str(), &path[..]) {
            ("GET", ["record"]) => {
                let reply = self.list(seen);
                if let Some(Fault::AddedMeanwhile(text)) = self.fault
                    && seen.query("subDomain").is_some()
                {
                    self.fault = None;
                    self.push("TXT", "", text, 0);
                }
                reply
            }
            ("GET", ["record", id]) => self.record(id),
            ("POST", ["refresh"]) => match self.fault {
                Some(Fault::RefreshFails(times)) if times > 0 => {
                    self.fault = Some(Fault::RefreshFails(times - 1));
                    Reply::Json(500, json!({"message": "Internal server error"}))
                }
                _ => {
                    self.published = self.records.clone();
                    Reply::Json(200, Value::Null)
                }
            },
            (_, ["record", ..]) => self.change(seen),
            _ => panic!("{line}"),
        }
    }
}

fn keys() -> OvhKeys {
    OvhKeys {
        application_key: Secret::new(APP_KEY),
        application_secret: Secret::new(APP_SECRET),
        consumer_key: Secret::new(CONSUMER),
    }
}

async fn open(model: Ovh) -> (StandIn<Ovh>, OvhZone) {
    let standin = StandIn::start(model).await;
    let account = OvhAccount::new(&standin.base, keys(), quick()).unwrap();
    (standin, OvhZone::new(account, APEX.parse().unwrap()))
}

/// One foreign value, and an SPF record.
fn usual() -> Ovh {
    Ovh::new().txt(FOREIGN).txt(OLD)
}

/// The requests that changed something, ids counted from 0.
fn write_lines(standin: &StandIn<Ovh>) -> Vec<String> {
    let short = |seen: Seen| {
        let line = seen.line();
        line.replace("domain/zone/example.com/", "")
            .replace("500000000", "")
    };
    standin.writes().into_iter().map(short).collect()
}

#[tokio::test]
async fn one_value_takes_the_place_of_one_and_is_published() {
    let (standin, zone) = open(usual()).await;
    let mut expect = standin.model().records.clone();
    let written = zone.write(&usual_change()).await.unwrap();
    let slow = Written {
        visible_within_seconds: 300,
        ttl_seconds: None,
    };
    assert_eq!(written, slow);
    assert_eq!(write_lines(&standin), ["PUT record/1", "POST refresh"]);
    expect[1]["target"] = json!(format!("\"{NEW}\""));
    assert_eq!(standin.model().records, expect);
    assert_eq!(standin.model().published, expect);
    let read = zone.read(&[apex_txt()]).await.unwrap();
    assert_eq!(read, [texts(3600, &[FOREIGN, NEW])]);
}

#[tokio::test]
async fn what_is_new_stands_before_anything_goes() {
    let (standin, zone) = open(usual().txt("v=spf1 a -all")).await;
    let before = [FOREIGN, OLD, "v=spf1 a -all"];
    zone.write(&apex_change(&before, &[FOREIGN, NEW]))
        .await
        .unwrap();
    let expect = ["PUT record/1", "DELETE record/2", "POST refresh"];
    assert_eq!(write_lines(&standin), expect);
    let more = apex_change(&[FOREIGN, NEW], &[FOREIGN, NEW, "a=1", "b=1"]);
    zone.write(&more).await.unwrap();
    let expect = ["POST record", "POST record", "POST refresh"];
    assert_eq!(write_lines(&standin)[3..], expect);
    for moment in &standin.model().visible {
        assert!(
            moment.iter().any(|text| text.starts_with("v=spf1")),
            "{moment:?}"
        );
    }
    let all = apex_change(&[FOREIGN, NEW, "a=1", "b=1"], &[]);
    zone.write(&all).await.unwrap();
    assert!(standin.model().published.is_empty());
    let writes = standin.writes().len();
    zone.write(&apex_change(&[], &[])).await.unwrap();
    assert_eq!(
        standin.writes().len(),
        writes,
        "nothing to do, nothing sent"
    );
}

#[tokio::test]
async fn other_types_are_written_and_read() {
    let (standin, zone) = open(Ovh::new()).await;
    traps::types_come_and_shrink(&zone, 600, other_types()).await;
    assert_eq!(
        standin.model().published[0]["target"],
        "10 mail.example.com."
    );
    let (_standin, zone) = open(Ovh::new().with("MX", "", "10 mail", 0)).await;
    let read = zone.read(&[key(APEX, RecordKind::Mx)]).await.unwrap();
    let relative = &read[0].as_ref().unwrap().values[0];
    assert_eq!(relative.identity(), b"10 mail.example.com");
}

#[tokio::test]
async fn a_signature_of_their_time_and_of_each_call() {
    let (standin, zone) = open(usual()).await;
    zone.read(&[apex_txt()]).await.unwrap();
    zone.write(&usual_change()).await.unwrap();
    let times = standin
        .lines()
        .iter()
        .filter(|line| *line == "GET auth/time")
        .count();
    assert_eq!(times, 1, "their time is kept for a while");
    // A secret that is wrong is told without being shown.
    let wrong = OvhKeys {
        application_secret: Secret::new("wr0ng"),
        ..keys()
    };
    let account = OvhAccount::new(&standin.base, wrong, quick()).unwrap();
    let zone = OvhZone::new(account, APEX.parse().unwrap());
    let error = zone.read(&[apex_txt()]).await.unwrap_err();
    assert!(error.to_string().contains("Invalid signature"), "{error}");
    assert!(!format!("{error:?} {zone:?}").contains("wr0ng"));
}

#[tokio::test]
async fn only_the_zones_own_paths_are_asked_for() {
    let (standin, zone) = open(usual()).await;
    zone.read(&[apex_txt(), key("_dmarc.example.com", RecordKind::Txt)])
        .await
        .unwrap();
    zone.write(&usual_change()).await.unwrap();
    for line in standin.lines() {
        let path = line.split_once(' ').unwrap().1;
        let is_own = path.starts_with("domain/zone/example.com/") || path == "auth/time";
        assert!(is_own, "{line}");
    }
}

#[tokio::test]
async fn trap_1_another_spelling_is_the_same_value() {
    for target in [
        OLD,
        "\"v=spf1 mx -all\"",
        "\"v=spf1 \" \"mx -all\"",
        "\"v=spf1 \\109x -all\"",
    ] {
        let (standin, zone) = open(Ovh::new().with("TXT", "", target, 0)).await;
        zone.write(&apex_change(&[OLD], &[OLD])).await.unwrap();
        assert!(standin.writes().is_empty(), "{target}");
        zone.write(&apex_change(&[OLD], &[])).await.unwrap();
        assert!(standin.model().published.is_empty(), "{target}");
    }
}

#[tokio::test]
async fn trap_2_long_values() {
    for length in [254, 255, 256, 400, 510, 800] {
        let (standin, zone) = open(Ovh::new()).await;
        let value = "x".repeat(length);
        zone.write(&apex_change(&[], &[&value])).await.unwrap();
        let read = zone.read(&[apex_txt()]).await.unwrap();
        assert_eq!(read, [texts(3600, &[&value])], "{length}");
        // Where it is cut off on the way, that is not taken for success.
        standin.model().records.clear();
        standin.model().fault = Some(Fault::CutOff);
        let written = zone.write(&apex_change(&[], &[&value])).await;
        assert_eq!(written.is_ok(), length <= 255, "{length}: {written:?}");
    }
}

#[tokio::test]
async fn trap_3_characters_that_would_not_come_through() {
    let (standin, zone) = open(Ovh::new()).await;
    traps::what_would_not_come_through_is_refused(&zone).await;
    assert!(standin.writes().is_empty());
    zone.write(&apex_change(&[], &["v=DMARC1; p=none"]))
        .await
        .unwrap();
}

#[tokio::test]
async fn trap_4_a_refused_change_leaves_what_stood() {
    for status in [400, 403, 404, 429, 500] {
        let (standin, zone) = open(usual()).await;
        let before = standin.model().records.clone();
        standin.model().fault = Some(Fault::Refused(1, status));
        let error = zone.write(&usual_change()).await.unwrap_err();
        let fits = match status {
            403 => matches!(error, ZoneError::Unauthorised(_)),
            429 => matches!(error, ZoneError::TooMany(_)),
            500 => matches!(error, ZoneError::NoAnswer(_)),
            _ => matches!(error, ZoneError::Refused(_)),
        };
        assert!(fits, "{status}: {error:?}");
        assert_hides(CONSUMER, &error);
        assert_eq!(standin.model().records, before, "{status}");
        assert_eq!(standin.model().published, before, "{status}");
    }
}

#[tokio::test]
async fn trap_4_a_step_that_fails_leaves_nothing_unpublished() {
    let (standin, zone) = open(usual().txt("v=spf1 a -all")).await;
    standin.model().fault = Some(Fault::Refused(2, 400));
    let before = [FOREIGN, OLD, "v=spf1 a -all"];
    let error = zone
        .write(&apex_change(&before, &[FOREIGN, NEW]))
        .await
        .unwrap_err();
    assert!(matches!(error, ZoneError::NoAnswer(_)), "{error:?}");
    let expect = ["PUT record/1", "DELETE record/2", "POST refresh"];
    assert_eq!(write_lines(&standin), expect);
    assert_eq!(
        at_apex(&standin.model().published),
        [FOREIGN, NEW, "v=spf1 a -all"]
    );
}

#[tokio::test]
async fn trap_5_a_list_that_fails_is_no_empty_set() {
    for fault in [
        ListFault::Status(401),
        ListFault::Status(403),
        ListFault::Status(404),
        ListFault::Status(500),
        ListFault::NotJson,
        ListFault::NotIds,
        ListFault::OneIsGone,
        ListFault::AnotherCame,
        ListFault::TooManyRecords,
        ListFault::TooMany,
    ] {
        let (standin, zone) = open(usual()).await;
        standin.model().fault = Some(Fault::List(fault));
        let error = traps::error_of_a_failing_list(&zone, CONSUMER, fault).await;
        let fits = match fault {
            ListFault::Status(401 | 403) => matches!(error, ZoneError::Unauthorised(_)),
            ListFault::Status(404) => error == ZoneError::NoZone(APEX.parse().unwrap()),
            ListFault::TooMany => error == ZoneError::TooMany(17),
            _ => matches!(error, ZoneError::Unreadable(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        assert!(standin.writes().is_empty(), "{fault:?}");
    }
}

#[tokio::test]
async fn trap_6_foreign_values_stay_octet_for_octet() {
    let mut model = Ovh::new();
    for (target, ttl) in STRANGE.into_iter().zip(3600..) {
        model = model.with("TXT", "", target, ttl);
    }
    let (standin, zone) = open(model.txt("old=1")).await;
    let stood = standin.model().records.clone();
    assert_eq!(
        traps::replace_the_last(&zone, &["new=1", "newer=1"]).await,
        9
    );
    assert_eq!(standin.model().published[..8], stood[..8]);
}

#[tokio::test]
async fn trap_7_somebody_elses_change_is_never_lost() {
    let (standin, zone) = open(usual().txt("new-foreign")).await;
    let standing = texts(TTL, &[FOREIGN, OLD, "new-foreign"]);
    traps::assert_changed(&zone, &usual_change(), standing).await;
    assert!(standin.writes().is_empty());
    // Between reading and writing: it stands beside ours.
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::AddedMeanwhile("late"));
    zone.write(&usual_change()).await.unwrap();
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, NEW, "late"]);
}

#[tokio::test]
async fn trap_8_no_name_is_doubled() {
    for (owner, sub_domain) in [
        ("example.com", ""),
        ("EXAMPLE.com.", ""),
        ("_DMARC.Example.COM", "_dmarc"),
        ("example.com.example.com", "example.com"),
    ] {
        let (standin, zone) = open(Ovh::new()).await;
        zone.write(&creation_at(owner)).await.unwrap();
        assert_eq!(standin.model().records[0]["subDomain"], sub_domain);
    }
    let (standin, zone) = open(Ovh::new()).await;
    traps::names_outside_the_zone_are_refused(&zone).await;
    assert!(standin.writes().is_empty());
    // The filter finds names that are only like it; those are left alone.
    let alike = Ovh::new()
        .with("TXT", "x_dmarc", "\"x\"", 0)
        .with("TXT", "_dmarc.sub", "\"y\"", 0);
    let (_standin, zone) = open(alike).await;
    let read = zone
        .read(&[key("_dmarc.example.com", RecordKind::Txt), apex_txt()])
        .await;
    assert_eq!(read, Ok(vec![None, None]));
}

#[tokio::test]
async fn trap_9_aliases_and_delegations_stop_it() {
    let model = Ovh::new()
        .with("CNAME", "_dmarc", "d.example.net.", 0)
        .with("DKIM", "s1._domainkey", "v=DKIM1; p=", 0)
        .with("NS", "", "dns1.ovh.net.", 0)
        .with("NS", "sub", "ns.example.net.", 0);
    let (standin, zone) = open(model).await;
    traps::nothing_stands_beside_an_alias(&zone).await;
    let target = RecordData::Cname("s1.example.net".parse().unwrap());
    let selector = key("s1._domainkey.example.com", RecordKind::Cname);
    assert_cannot_hold(&zone, &change(&selector, None, set(300, &[target]))).await;
    traps::a_delegated_part_is_left_alone(&zone).await;
    assert!(standin.writes().is_empty());
}

#[tokio::test]
async fn trap_10_their_own_types_are_seen_and_keep_their_type() {
    for (field_type, sub_domain, stands, new) in [
        ("SPF", "", "\"v=spf1 mx -all\"", NEW),
        ("DMARC", "_dmarc", "v=DMARC1; p=none;", "v=DMARC1; p=reject"),
        (
            "DKIM",
            "s1._domainkey",
            "v=DKIM1; k=rsa; p=AAAA;",
            "v=DKIM1; k=rsa; p=BBBB",
        ),
    ] {
        let (standin, zone) = open(Ovh::new().with(field_type, sub_domain, stands, 300)).await;
        let owner = format!("{sub_domain}.example.com");
        let key = key(owner.trim_start_matches('.'), RecordKind::Txt);
        // It is not overlooked: no second record.
        let second = zone.write(&change(&key, None, texts(300, &[new]))).await;
        assert!(
            matches!(second, Err(ZoneError::Changed { .. })),
            "{second:?}"
        );
        let before = texts(300, &[stands.trim_matches('"')]);
        zone.write(&change(&key, before, texts(300, &[new])))
            .await
            .unwrap();
        assert_eq!(write_lines(&standin), ["PUT record/0", "POST refresh"]);
        let published = standin.model().published.clone();
        assert_eq!(published.len(), 1);
        assert_eq!(published[0]["fieldType"], field_type);
        assert_eq!(
            published[0]["target"].as_str().unwrap().trim_matches('"'),
            new
        );
    }
    // One of each kind: they become one.
    let (standin, zone) = open(usual().with("SPF", "", "\"v=spf1 a -all\"", 0)).await;
    let before = [FOREIGN, OLD, "v=spf1 a -all"];
    zone.write(&apex_change(&before, &[FOREIGN, NEW]))
        .await
        .unwrap();
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, NEW]);
}

#[tokio::test]
async fn trap_11_the_ttl_is_asked_for_or_left() {
    // One that is too low is raised, and that is said.
    let (standin, zone) = open(Ovh::new()).await;
    let creation = change(&apex_txt(), None, texts(5, &[NEW]));
    assert_eq!(zone.write(&creation).await.unwrap().ttl_seconds, Some(60));
    assert_eq!(standin.model().records[0]["ttl"], 60);
    // The zone's own stays the zone's own for what comes in the place of another.
    let (standin, zone) = open(usual()).await;
    zone.write(&usual_change()).await.unwrap();
    assert_eq!(standin.model().records[1]["ttl"], 0);
    // One that is asked for is that of the whole set, and nothing else of it changes.
    let (standin, zone) = open(usual()).await;
    let before = texts(3600, &[FOREIGN, OLD]);
    let faster = change(&apex_txt(), before, texts(600, &[FOREIGN, OLD]));
    assert_eq!(zone.write(&faster).await.unwrap().ttl_seconds, None);
    let ttls: Vec<Value> = standin
        .model()
        .published
        .iter()
        .map(|r| r["ttl"].clone())
        .collect();
    assert_eq!(ttls, [600, 600]);
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, OLD]);
}

#[tokio::test]
async fn trap_12_success_is_read_back_and_published() {
    for after in [&[FOREIGN, NEW][..], &[FOREIGN], &[FOREIGN, OLD, "x"]] {
        let (standin, zone) = open(usual()).await;
        standin.model().fault = Some(Fault::Forgotten);
        traps::assert_not_taken_for_made(&zone, &apex_change(&[FOREIGN, OLD], after)).await;
    }
    // A refresh that fails is tried again.
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::RefreshFails(2));
    zone.write(&usual_change()).await.unwrap();
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, NEW]);
    // Where it keeps failing, the next reading does not take what is not published for done.
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::RefreshFails(4));
    let error = zone.write(&usual_change()).await.unwrap_err();
    assert!(
        matches!(&error, ZoneError::NoAnswer(Why::Unpublished { .. })),
        "{error}"
    );
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, OLD]);
    zone.read(&[apex_txt()]).await.unwrap();
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, NEW]);
}

#[tokio::test]
async fn what_a_dead_process_left_unpublished_is_published() {
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::RefreshFails(3));
    zone.write(&usual_change()).await.unwrap_err();
    // Another process knows nothing of it: it finds the change made.
    let account = OvhAccount::new(&standin.base, keys(), quick()).unwrap();
    let again = OvhZone::new(account, APEX.parse().unwrap());
    again.read(&[apex_txt()]).await.unwrap();
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, OLD]);
    again.publish().await.unwrap();
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, NEW]);
}

/// Two SPF records become one; the process is killed between the first call and the second. Gives what
/// another process has then.
async fn killed_halfway() -> (StandIn<Ovh>, OvhZone) {
    let (standin, zone) = open(usual().txt(SECOND)).await;
    standin.model().fault = Some(Fault::Stuck(2));
    let change = merging();
    let second_call = async {
        while standin.model().writes < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        biased;
        () = second_call => {}
        written = zone.write(&change) => panic!("{written:?}"),
    }
    standin.model().fault = None;
    assert_eq!(at_apex(&standin.model().records), [FOREIGN, NEW, SECOND]);
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, OLD, SECOND]);
    let account = OvhAccount::new(&standin.base, keys(), quick()).unwrap();
    (standin, OvhZone::new(account, APEX.parse().unwrap()))
}

const SECOND: &str = "v=spf1 a -all";

fn merging() -> RrSetChange {
    apex_change(&[FOREIGN, OLD, SECOND], &[FOREIGN, NEW])
}

#[tokio::test]
async fn what_a_dead_process_left_half_made_is_made() {
    // The job of the dead process and a plan made anew are the same change: the name servers still
    // say what stood before.
    let (standin, again) = killed_halfway().await;
    let fate = make(&again, &merging(), Patience::default()).await;
    assert!(fate.stands(), "{fate:?}");
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, NEW]);
    let refresh = "POST refresh";
    assert_eq!(
        write_lines(&standin),
        [
            "PUT record/1",
            "DELETE record/2",
            "DELETE record/2",
            refresh
        ]
    );
}

#[tokio::test]
async fn what_somebody_changed_in_what_is_half_made_is_theirs() {
    let (standin, again) = killed_halfway().await;
    standin.model().push("TXT", "", "theirs", 0);
    let fate = make(&again, &merging(), Patience::default()).await;
    let standing = texts(TTL, &[FOREIGN, NEW, SECOND, "theirs"]);
    let key = apex_txt();
    assert_eq!(fate, Fate::NotWritten(ZoneError::Changed { key, standing }));
    // The next plan is made for what is listed, and not refused for ever.
    let published = at_apex(&standin.model().published);
    assert_eq!(published, [FOREIGN, NEW, SECOND, "theirs"]);
}

#[tokio::test]
async fn a_call_that_is_lost_halfway_is_made_again() {
    let (standin, zone) = open(usual().txt(SECOND)).await;
    standin.model().fault = Some(Fault::Refused(2, 500));
    let fate = make(&zone, &merging(), Patience::default()).await;
    assert!(fate.stands(), "{fate:?}");
    assert_eq!(at_apex(&standin.model().published), [FOREIGN, NEW]);
}

#[tokio::test]
async fn a_lost_answer_leaves_it_open_and_reading_tells() {
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::CutAfter);
    traps::a_lost_answer_leaves_it_open(&zone, &usual_change()).await;
    let expect = ["PUT record/1", "POST refresh"];
    assert_eq!(
        write_lines(&standin),
        expect,
        "it is not sent again, and published"
    );
}

#[tokio::test]
async fn another_zone_is_none_of_theirs() {
    let (standin, _zone) = open(usual()).await;
    let account = OvhAccount::new(&standin.base, keys(), quick()).unwrap();
    let other = OvhZone::new(account, "example.org".parse().unwrap());
    let key = key("example.org", RecordKind::Txt);
    let none = ZoneError::NoZone("example.org".parse().unwrap());
    assert_eq!(
        other.read(std::slice::from_ref(&key)).await,
        Err(none.clone())
    );
    let creation = change(&key, None, texts(300, &[NEW]));
    assert_eq!(other.write(&creation).await, Err(none));
}
