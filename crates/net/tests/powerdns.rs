//! The PowerDNS client against a real PowerDNS in a network namespace (`make peers` installs it; needs
//! root), and against a stand-in for what a real one does not do on demand.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

mod standin;

use std::sync::{Mutex, OnceLock, PoisonError};

use app::zone::{Why, Written, Zone as _, ZoneError};
use net::zone::api::{ApiTerms, Secret};
use net::zone::powerdns::{PowerDnsAccount, PowerDnsZone};
use peers::{Namespace, Place, PowerDns, Zone};
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};
use serde_json::json;
use standin::{Model, Reply, Seen, StandIn, change, key, other_types, quick, set, texts, txt};

const OLD: &str = "v=spf1 mx -all";
const NEW: &str = "v=spf1 mx a:out.example.com -all";
const FOREIGN: &str = "MS=ms1";
const AT_ONCE: Written = Written {
    visible_within_seconds: 0,
    ttl_seconds: None,
};

struct Peers {
    server: PowerDns,
    namespace: Namespace,
}

/// Each test uses names of its own, below `example.com`, or a zone of its own.
fn peers() -> &'static Peers {
    static PEERS: OnceLock<Peers> = OnceLock::new();
    PEERS.get_or_init(|| {
        let namespace = Namespace::new([127, 0, 0, 53].into());
        let zone = |origin: &str| Zone {
            origin: origin.to_owned(),
            text: format!(
                "$ORIGIN {origin}.\n$TTL 3600\n@ SOA ns hostmaster 1 3600 600 86400 60\n@ NS ns\n\
                 ns A 192.0.2.1\nalias CNAME www.example.net.\nsub NS ns.example.net.\n\
                 race 300 TXT \"{FOREIGN}\"\nrace 300 TXT \"{OLD}\"\n"
            ),
        };
        let zones = [
            "example.com",
            "primary.test",
            "secondary.test",
            "broken.test",
        ]
        .map(zone);
        let (dns, api) = ("127.0.0.14:53", "127.0.0.14:8081");
        let place = Place::Inside(&namespace);
        let server = PowerDns::start(place, dns.parse().unwrap(), api.parse().unwrap(), &zones);
        server.sql(
            "INSERT INTO domainmetadata (domain_id, kind, content)
             SELECT id, 'SOA-EDIT-API', 'DEFAULT' FROM domains WHERE name = 'example.com';
             UPDATE records SET content = '\"never closed' WHERE name = 'race.broken.test'
                AND content LIKE '%MS%';
             UPDATE domains SET type = 'MASTER' WHERE name = 'primary.test';
             UPDATE domains SET type = 'SLAVE', master = '192.0.2.1' WHERE name = 'secondary.test'",
        );
        Peers { server, namespace }
    })
}

/// Two writers at once, server and test, would have one of them told that the database is locked.
static ONE_WRITER: Mutex<()> = Mutex::new(());

fn sql(statement: &str) -> String {
    let _one = ONE_WRITER.lock().unwrap_or_else(PoisonError::into_inner);
    peers().server.sql(statement)
}

/// Does something with a zone of the real server.
fn with<T: Send>(apex: &str, work: impl AsyncFnOnce(PowerDnsZone) -> T + Send) -> T {
    with_key(PowerDns::API_KEY, apex, work)
}

fn with_key<T: Send>(
    api_key: &str,
    apex: &str,
    work: impl AsyncFnOnce(PowerDnsZone) -> T + Send,
) -> T {
    let Peers { server, namespace } = peers();
    let terms = ApiTerms {
        whole: std::time::Duration::from_secs(10),
        ..quick()
    };
    let _one = ONE_WRITER.lock().unwrap_or_else(PoisonError::into_inner);
    namespace.run(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(async {
            let (url, secret) = (server.api_base(), Secret::new(api_key));
            let id = PowerDnsAccount::SERVER_ID;
            let account = PowerDnsAccount::new(&url, id, &secret, terms).unwrap();
            work(PowerDnsZone::new(account, apex.parse().unwrap())).await
        })
    })
}

fn read(key: &RrSetKey) -> Result<Option<RrSet>, ZoneError> {
    with("example.com", async |zone| {
        Ok(zone.read(std::slice::from_ref(key)).await?.remove(0))
    })
}

fn write(change: &RrSetChange) -> Result<Written, ZoneError> {
    with("example.com", async |zone| zone.write(change).await)
}

/// What the name server answers, sorted.
fn answered(owner: &str, kind: &str) -> Vec<String> {
    let Peers { server, namespace } = peers();
    let at = format!("@{}", server.address().ip());
    let mut command = namespace.command("kdig");
    let output = command
        .args([&at, "+short", "+tcp", owner, kind])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

/// A record as its owner put it into the database.
fn insert(owner: &str, kind: &str, content: &str, disabled: u8) {
    let content = content.replace('\'', "''");
    sql(&format!(
        "INSERT INTO records (domain_id, name, type, content, ttl, prio, disabled, auth)
         SELECT id, '{owner}', '{kind}', '{content}', 300, 0, {disabled}, 1
         FROM domains WHERE name = 'example.com'"
    ));
}

/// The records of a name as they stand in the database.
fn stored(owner: &str) -> Vec<String> {
    let rows = sql(&format!(
        "SELECT type, ttl, disabled, content FROM records WHERE name = '{owner}' ORDER BY content"
    ));
    rows.lines().map(str::to_owned).collect()
}

fn txt_key(owner: &str) -> RrSetKey {
    key(owner, RecordKind::Txt)
}

fn sorted(set: Option<RrSet>) -> Option<RrSet> {
    set.map(|mut set| {
        set.values.sort_by_key(RecordData::identity);
        set
    })
}

#[test]
fn a_set_is_made_changed_and_taken_away() {
    let (owner, serial) = ("life.example.com", || answered("example.com", "SOA"));
    let (key, before) = (txt_key(owner), serial());
    assert_eq!(read(&key), Ok(None));
    assert_eq!(write(&change(&key, None, texts(300, &[OLD]))), Ok(AT_ONCE));
    assert_eq!(answered(owner, "TXT"), [format!("\"{OLD}\"")]);
    let more = change(&key, texts(300, &[OLD]), texts(300, &[NEW, FOREIGN]));
    assert_eq!(write(&more), Ok(AT_ONCE));
    assert_eq!(
        sorted(read(&key).unwrap()),
        sorted(texts(300, &[NEW, FOREIGN]))
    );
    assert_eq!(
        write(&change(&key, texts(300, &[FOREIGN, NEW]), None)),
        Ok(AT_ONCE)
    );
    assert!(answered(owner, "TXT").is_empty());
    assert_eq!(read(&key), Ok(None));
    assert_ne!(serial(), before, "secondaries see that something changed");
}

#[test]
fn other_types_are_written_and_read() {
    for (key, values) in other_types() {
        let after = set(600, &values);
        assert_eq!(
            write(&change(&key, None, after.clone())),
            Ok(AT_ONCE),
            "{key}"
        );
        assert_eq!(sorted(read(&key).unwrap()), sorted(after.clone()), "{key}");
        let answer = answered(key.owner.as_str(), key.kind.word());
        assert_eq!(answer.len(), values.len(), "{key}: {answer:?}");
        assert_eq!(write(&change(&key, after, None)), Ok(AT_ONCE), "{key}");
    }
}

#[test]
fn trap_1_another_spelling_is_the_same_value() {
    let owner = "spelling.example.com";
    insert(owner, "TXT", "\"v=spf1 \" \"m\\120 -all\"", 0);
    let (key, stood) = (txt_key(owner), stored(owner));
    assert_eq!(
        read(&key).unwrap(),
        texts(300, &[OLD]).map(|mut set| {
            let strings = vec![b"v=spf1 ".to_vec(), b"mx -all".to_vec()];
            set.values = vec![RecordData::Txt(protocols::answers::TxtRecord { strings })];
            set
        })
    );
    assert_eq!(
        write(&change(&key, texts(300, &[OLD]), texts(300, &[OLD]))),
        Ok(AT_ONCE)
    );
    assert_eq!(stored(owner), stood, "nothing was sent");
    assert_eq!(write(&change(&key, texts(300, &[OLD]), None)), Ok(AT_ONCE));
    assert!(stored(owner).is_empty());
    // The same twice is one, and goes as one.
    insert(owner, "TXT", "\"ab\"", 0);
    insert(owner, "TXT", "\"a\" \"b\"", 0);
    assert_eq!(write(&change(&key, texts(300, &["ab"]), None)), Ok(AT_ONCE));
    assert!(stored(owner).is_empty());
}

#[test]
fn trap_2_long_values() {
    let key = txt_key("long.example.com");
    let mut before = None;
    for length in [254, 255, 256, 400, 510, 800] {
        let value = "x".repeat(length);
        let after = texts(300, &[&value]);
        assert_eq!(
            write(&change(&key, before, after.clone())),
            Ok(AT_ONCE),
            "{length}"
        );
        assert_eq!(read(&key).unwrap(), after, "{length}");
        let answer = answered("long.example.com", "TXT").concat();
        assert_eq!(answer.matches('x').count(), length);
        before = after;
    }
}

#[test]
fn trap_3_characters_that_would_not_come_through() {
    let key = txt_key("characters.example.com");
    for bad in ["a\"b", "a\\;b", "grün", " a", "a ", "a\nb"] {
        let refused = write(&change(&key, None, texts(300, &[bad])));
        assert!(
            matches!(refused, Err(ZoneError::CannotHold { .. })),
            "{bad:?}: {refused:?}"
        );
    }
    assert!(stored("characters.example.com").is_empty());
}

#[test]
fn trap_6_foreign_values_disabled_records_and_comments_stay() {
    let owner = "foreign.example.com";
    let long = format!("\"{}\"", "y".repeat(400));
    let foreign = [
        "\"google-site-verification=abc\"",
        "\"a\\195\\188\" \"other chunks\"",
        "\"q\\\"uote \\\\ back\"",
        "\"  spaces  \"",
        "\"v=spf1 broken\"",
        &long,
    ];
    for content in foreign {
        insert(owner, "TXT", content, 0);
    }
    let key = txt_key(owner);
    insert(owner, "TXT", "\"v=spf1 switched off\"", 1);
    sql(&format!(
        "INSERT INTO comments (domain_id, name, type, modified_at, account, comment)
         SELECT id, '{owner}', 'TXT', 1700000000, 'me', 'do not touch'
         FROM domains WHERE name = 'example.com'"
    ));
    let stood = stored(owner);
    let before = read(&key).unwrap();
    assert_eq!(before.as_ref().map(|set| set.values.len()), Some(6));
    let after = before.clone().map(|mut set| {
        set.values.push(txt(NEW));
        set
    });
    assert_eq!(
        write(&change(&key, before.clone(), after.clone())),
        Ok(AT_ONCE)
    );
    let now = stored(owner);
    assert_eq!(now.len(), 8, "{stood:#?}\n{now:#?}");
    assert!(
        stood.iter().all(|row| now.contains(row)),
        "{stood:#?}\n{now:#?}"
    );
    let comments = || {
        let rows =
            format!("SELECT modified_at, account, comment FROM comments WHERE name = '{owner}'");
        sql(&rows)
    };
    assert_eq!(comments().trim(), "1700000000|me|do not touch");
    assert_eq!(write(&change(&key, after, before)), Ok(AT_ONCE));
    assert_eq!(stored(owner), stood);
    // All that is answered goes; what is switched off stays, with the comment.
    let before = read(&key).unwrap();
    assert_eq!(write(&change(&key, before, None)), Ok(AT_ONCE));
    assert_eq!(stored(owner), ["TXT|300|1|\"v=spf1 switched off\""]);
    assert_eq!(comments().trim(), "1700000000|me|do not touch");
    assert_eq!(read(&key), Ok(None));
}

#[test]
fn trap_5_a_record_that_the_server_cannot_read_itself_stops_it() {
    let key = txt_key("race.broken.test");
    let read = with("broken.test", async |zone| {
        zone.read(std::slice::from_ref(&key)).await
    });
    assert!(matches!(read, Err(ZoneError::Unreadable(_))), "{read:?}");
    let stood = stored("race.broken.test");
    let creation = change(&key, None, texts(300, &[NEW]));
    let write = with("broken.test", async |zone| zone.write(&creation).await);
    assert!(matches!(write, Err(ZoneError::Unreadable(_))), "{write:?}");
    assert_eq!(stored("race.broken.test"), stood);
}

#[test]
fn trap_7_somebody_elses_change_is_never_lost() {
    let key = txt_key("race.example.com");
    let planned = change(
        &key,
        texts(300, &[FOREIGN, OLD]),
        texts(300, &[FOREIGN, NEW]),
    );
    insert("race.example.com", "TXT", "\"late\"", 0);
    let stood = stored("race.example.com");
    let Err(ZoneError::Changed { standing, .. }) = write(&planned) else {
        panic!("it was written over");
    };
    assert_eq!(
        sorted(standing),
        sorted(texts(300, &[FOREIGN, OLD, "late"]))
    );
    let creation = change(&key, None, texts(300, &[NEW]));
    assert!(matches!(write(&creation), Err(ZoneError::Changed { .. })));
    assert_eq!(stored("race.example.com"), stood);
}

#[test]
fn trap_8_no_name_is_doubled() {
    let key = txt_key("Upper.EXAMPLE.com.");
    assert_eq!(write(&change(&key, None, texts(300, &[NEW]))), Ok(AT_ONCE));
    assert_eq!(answered("upper.example.com", "TXT").len(), 1);
    let apex = txt_key("example.com");
    assert_eq!(write(&change(&apex, None, texts(300, &[NEW]))), Ok(AT_ONCE));
    assert_eq!(answered("example.com", "TXT").len(), 1);
    for owner in ["badexample.com", "example.org", "com"] {
        let refused = write(&change(&txt_key(owner), None, texts(300, &[NEW])));
        assert!(
            matches!(refused, Err(ZoneError::CannotHold { .. })),
            "{refused:?}"
        );
    }
}

#[test]
fn trap_9_aliases_and_delegations_stop_it() {
    let key = txt_key("alias.example.com");
    assert_eq!(read(&key), Ok(None));
    let refused = write(&change(&key, None, texts(300, &[NEW])));
    assert!(
        matches!(refused, Err(ZoneError::CannotHold { .. })),
        "{refused:?}"
    );
    let target = RecordData::Cname("s1.example.net".parse().unwrap());
    let alias = standin::key("ns.example.com", RecordKind::Cname);
    let refused = write(&change(&alias, None, set(300, &[target])));
    assert!(
        matches!(refused, Err(ZoneError::CannotHold { .. })),
        "{refused:?}"
    );
    for owner in [
        "sub.example.com",
        "_dmarc.sub.example.com",
        "a.b.sub.example.com",
    ] {
        let error = read(&txt_key(owner)).unwrap_err();
        assert!(error.to_string().contains("delegated"), "{owner}: {error}");
        let creation = change(&txt_key(owner), None, texts(300, &[NEW]));
        assert!(matches!(write(&creation), Err(ZoneError::Unreadable(_))));
    }
    assert_eq!(read(&txt_key("notsub.example.com")), Ok(None));
}

#[test]
fn trap_10_only_a_zone_that_is_changed_here() {
    let race = |apex: &str| txt_key(&format!("race.{apex}"));
    let error = with("secondary.test", async |zone| {
        zone.read(&[race("secondary.test")]).await
    });
    assert!(error.unwrap_err().to_string().contains("why-secondary"));
    let none = with("example.org", async |zone| {
        zone.read(&[race("example.org")]).await
    });
    assert_eq!(none, Err(ZoneError::NoZone("example.org".parse().unwrap())));
    let denied = with_key("wr0ng-key", "example.com", async |zone| {
        zone.read(&[race("example.com")]).await
    });
    assert!(
        matches!(&denied, Err(ZoneError::Unauthorised(_))),
        "{denied:?}"
    );
    assert!(!format!("{denied:?}").contains("wr0ng"));
}

#[test]
fn trap_11_the_ttl_is_asked_for_or_left() {
    let owner = "ttl.example.com";
    let key = txt_key(owner);
    assert_eq!(write(&change(&key, None, texts(5, &[OLD]))), Ok(AT_ONCE));
    assert_eq!(read(&key).unwrap().unwrap().ttl_seconds, 5);
    // What is added takes the TTL that stands, where no other is asked for.
    let more = change(&key, texts(300, &[OLD]), texts(300, &[OLD, FOREIGN]));
    assert_eq!(write(&more), Ok(AT_ONCE));
    assert_eq!(read(&key).unwrap().unwrap().ttl_seconds, 5);
    let slower = change(&key, texts(5, &[OLD, FOREIGN]), texts(600, &[OLD, FOREIGN]));
    assert_eq!(write(&slower), Ok(AT_ONCE));
    assert_eq!(
        sorted(read(&key).unwrap()),
        sorted(texts(600, &[OLD, FOREIGN]))
    );
}

#[test]
fn trap_12_a_change_that_secondaries_would_not_take_is_refused() {
    let key = txt_key("race.primary.test");
    let planned = change(
        &key,
        texts(300, &[FOREIGN, OLD]),
        texts(300, &[FOREIGN, NEW]),
    );
    let write = || with("primary.test", async |zone| zone.write(&planned).await);
    let refused = write();
    assert!(matches!(
        &refused,
        Err(ZoneError::Refused(Why::SerialStands { .. }))
    ));
    let serial = || answered("primary.test", "SOA");
    let before = serial();
    sql("INSERT INTO domainmetadata (domain_id, kind, content)
         SELECT id, 'SOA-EDIT-API', 'INCREASE' FROM domains WHERE name = 'primary.test'");
    assert_eq!(write(), Ok(AT_ONCE));
    assert_ne!(serial(), before);
}

/// A PowerDNS that fails.
struct Failing {
    set: serde_json::Value,
    serial: u64,
    fault: Fault,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    ReadStatus(u16),
    ReadHalf,
    ReadNoSets,
    WriteStatus(u16),
    WriteCut,
    WriteForgotten,
    WriteLosesTheOthers,
    /// Every list has another serial.
    AlwaysChanging,
    /// After the whole zone was listed, somebody adds a value; no serial shows it.
    AddedMeanwhile,
}

impl Model for Failing {
    fn answer(&mut self, seen: &Seen) -> Reply {
        assert_eq!(
            seen.path.join("/"),
            "api/v1/servers/localhost/zones/example.com."
        );
        let error = |status| Reply::Json(status, json!({"error": "key t3st-key"}));
        let zone = json!({"kind": "Native", "soa_edit_api": "DEFAULT", "rrsets": [self.set],
            "edited_serial": self.serial});
        let plain = ("content-type", "application/json");
        if seen.method == "GET" {
            if self.fault == Fault::AlwaysChanging {
                self.serial += 1;
            }
            if self.fault == Fault::AddedMeanwhile {
                self.fault = Fault::WriteForgotten;
                let late = json!({"content": "\"late\"", "disabled": false});
                self.set["records"].as_array_mut().unwrap().push(late);
            }
            return match self.fault {
                Fault::ReadStatus(status) => error(status),
                Fault::ReadHalf => Reply::Plain(200, plain, zone.to_string()[..60].to_owned()),
                Fault::ReadNoSets => Reply::Json(200, json!({"kind": "Native"})),
                _ => Reply::Json(200, zone),
            };
        }
        match self.fault {
            Fault::WriteStatus(status) => return error(status),
            Fault::WriteForgotten => {}
            _ => {
                self.set["records"] = seen.body["rrsets"][0]["records"].clone();
            }
        }
        match self.fault {
            Fault::WriteCut => Reply::Cut,
            Fault::WriteLosesTheOthers => {
                self.set["records"].as_array_mut().unwrap().remove(0);
                Reply::Plain(204, plain, String::new())
            }
            _ => Reply::Plain(204, plain, String::new()),
        }
    }
}

async fn failing(fault: Fault) -> (StandIn<Failing>, PowerDnsZone) {
    let record = |text: &str| json!({"content": format!("\"{text}\""), "disabled": false});
    let set = json!({"name": "example.com.", "type": "TXT", "ttl": 300, "comments": [],
        "records": [record(FOREIGN), record(OLD)]});
    let standin = StandIn::start(Failing {
        set,
        serial: 1,
        fault,
    })
    .await;
    let key = Secret::new("t3st-key");
    let account = PowerDnsAccount::new(&standin.base, "localhost", &key, quick()).unwrap();
    let zone = PowerDnsZone::new(account, "example.com".parse().unwrap());
    (standin, zone)
}

fn usual_change() -> RrSetChange {
    let (before, after) = (texts(300, &[FOREIGN, OLD]), texts(300, &[FOREIGN, NEW]));
    change(&txt_key("example.com"), before, after)
}

#[tokio::test]
async fn trap_4_a_change_that_fails_leaves_what_stood_or_is_open() {
    for fault in [400, 403, 422, 429, 500].map(Fault::WriteStatus) {
        let (standin, zone) = failing(fault).await;
        let before = standin.model().set.clone();
        let error = zone.write(&usual_change()).await.unwrap_err();
        let fits = match fault {
            Fault::WriteStatus(403) => matches!(error, ZoneError::Unauthorised(_)),
            Fault::WriteStatus(429) => matches!(error, ZoneError::TooMany(_)),
            Fault::WriteStatus(500) => matches!(error, ZoneError::NoAnswer(_)),
            _ => matches!(error, ZoneError::Refused(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        assert!(!format!("{error:?}").contains("t3st"), "{error:?}");
        assert_eq!(standin.model().set, before);
    }
    for fault in [
        Fault::WriteCut,
        Fault::WriteForgotten,
        Fault::WriteLosesTheOthers,
    ] {
        let (standin, zone) = failing(fault).await;
        let error = zone.write(&usual_change()).await.unwrap_err();
        assert!(
            matches!(error, ZoneError::NoAnswer(_)),
            "{fault:?}: {error:?}"
        );
        assert_eq!(standin.writes().len(), 1, "it is not sent again");
    }
}

#[tokio::test]
async fn trap_7_a_change_while_it_is_listed_is_seen() {
    let (standin, zone) = failing(Fault::AddedMeanwhile).await;
    let error = zone.write(&usual_change()).await.unwrap_err();
    let expect = texts(300, &[FOREIGN, OLD, "late"]);
    assert!(matches!(&error, ZoneError::Changed { standing, .. } if *standing == expect));
    assert!(standin.writes().is_empty());
    let (standin, zone) = failing(Fault::AlwaysChanging).await;
    let error = zone.write(&usual_change()).await.unwrap_err();
    assert!(matches!(error, ZoneError::Unreadable(_)), "{error:?}");
    assert!(standin.writes().is_empty());
    assert_eq!(standin.lines().len(), 6);
}

#[tokio::test]
async fn trap_5_a_list_that_fails_is_no_empty_set() {
    let statuses = [401, 403, 404, 422, 429, 500].map(Fault::ReadStatus);
    for fault in statuses
        .into_iter()
        .chain([Fault::ReadHalf, Fault::ReadNoSets])
    {
        let (standin, zone) = failing(fault).await;
        let error = zone.read(&[txt_key("example.com")]).await.unwrap_err();
        let fits = match fault {
            Fault::ReadStatus(401 | 403) => matches!(error, ZoneError::Unauthorised(_)),
            Fault::ReadStatus(404) => matches!(error, ZoneError::NoZone(_)),
            Fault::ReadStatus(429) => matches!(error, ZoneError::TooMany(_)),
            _ => matches!(error, ZoneError::Unreadable(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        let creation = change(&txt_key("example.com"), None, texts(300, &[NEW]));
        assert!(zone.write(&creation).await.is_err(), "{fault:?}");
        assert!(standin.writes().is_empty(), "{fault:?}");
    }
}
