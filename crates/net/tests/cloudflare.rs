//! The Cloudflare client against a stand-in that keeps to the interface's documentation, its failures
//! included. Nothing leaves this machine.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

#[path = "standin/cloudflare.rs"]
mod interface;
mod standin;
#[path = "standin/traps.rs"]
mod traps;

use app::zone::{Why, Written, Zone, ZoneError};
use interface::{APEX, Cloudflare, Fault, ListFault, TOKEN, at_apex};
use net::zone::api::{ApiTerms, Secret};
use net::zone::cloudflare::CloudflareZone;
use protocols::rrset::{RecordKind, RrSetChange};
use serde_json::{Value, json};
use standin::{StandIn, change, key, other_types, quick, texts};
use traps::{FOREIGN, NEW, OLD, apex_txt, assert_hides, creation_at};

async fn open(model: Cloudflare) -> (StandIn<Cloudflare>, CloudflareZone) {
    open_on(model, quick()).await
}

async fn open_on(model: Cloudflare, terms: ApiTerms) -> (StandIn<Cloudflare>, CloudflareZone) {
    let standin = StandIn::start(model).await;
    let api = CloudflareZone::account(&standin.base, &Secret::new(TOKEN), terms).unwrap();
    let zone = CloudflareZone::open(api, APEX.parse().unwrap())
        .await
        .unwrap();
    (standin, zone)
}

/// The zone of most tests: an SPF record and a foreign one, in quotes and without.
fn usual() -> Cloudflare {
    Cloudflare::new().txt(FOREIGN).txt("\"v=spf1 mx -all\"")
}

fn usual_change() -> RrSetChange {
    change(
        &apex_txt(),
        texts(300, &[FOREIGN, OLD]),
        texts(300, &[FOREIGN, NEW]),
    )
}

#[tokio::test]
async fn spf_is_replaced_in_place_and_never_none_or_two() {
    let (standin, zone) = open(usual()).await;
    let before = standin.model().records.clone();
    let written = zone.write(&usual_change()).await.unwrap();
    assert_eq!(
        written,
        Written {
            visible_within_seconds: 0,
            ttl_seconds: None
        }
    );
    let model = standin.model();
    assert_eq!(
        model.records[0], before[0],
        "the foreign record, with all that belongs to it"
    );
    let mut expect = before[1].clone();
    expect["content"] = json!(format!("\"{NEW}\""));
    assert_eq!(model.records[1], expect, "the same id, comment and tags");
    for visible in &model.visible {
        assert_eq!(
            visible.iter().filter(|c| c.contains("v=spf1")).count(),
            1,
            "{visible:?}"
        );
    }
    drop(model);
    assert_eq!(standin.writes().len(), 1);
}

#[tokio::test]
async fn two_spf_records_become_one_in_one_transaction() {
    let (standin, zone) = open(usual().txt("v=spf1 include:a.example ~all")).await;
    let before = texts(300, &[FOREIGN, OLD, "v=spf1 include:a.example ~all"]);
    zone.write(&change(&apex_txt(), before, texts(300, &[FOREIGN, NEW])))
        .await
        .unwrap();
    assert_eq!(
        at_apex(&standin.model().records),
        [FOREIGN, &format!("\"{NEW}\"")]
    );
    let body = standin.writes()[0].body.clone();
    assert_eq!(
        body["posts"],
        Value::Null,
        "what is replaced is never deleted and posted"
    );
    for visible in &standin.model().visible {
        assert!(
            visible.iter().any(|content| content.contains("v=spf1")),
            "{visible:?}"
        );
    }
}

#[tokio::test]
async fn whatever_takes_a_place_takes_it_in_place() {
    // Nothing in common but the name, and the other way round where there is something.
    let (standin, zone) = open(Cloudflare::new().txt("k=rsa; p=old")).await;
    let key = texts(300, &["v=DKIM1; k=rsa; p=new"]);
    zone.write(&change(&apex_txt(), texts(300, &["k=rsa; p=old"]), key))
        .await
        .unwrap();
    let visible = standin.model().visible.clone();
    assert_eq!(visible, [["\"v=DKIM1; k=rsa; p=new\""]]);
    let (standin, zone) = open(usual()).await;
    let both = texts(300, &[NEW, "MS=ms87654321"]);
    zone.write(&change(&apex_txt(), texts(300, &[FOREIGN, OLD]), both))
        .await
        .unwrap();
    let model = standin.model();
    assert_eq!(model.records[1]["content"], json!(format!("\"{NEW}\"")));
    assert_eq!(
        model.records[1]["comment"], "comment 2",
        "of the SPF record"
    );
    assert_eq!(model.records[0]["content"], "\"MS=ms87654321\"");
}

#[tokio::test]
async fn other_types_in_their_shapes() {
    let (standin, zone) = open(Cloudflare::new()).await;
    traps::types_come_and_shrink(&zone, 600, other_types()).await;
    let posts: Vec<Value> = standin
        .writes()
        .iter()
        .map(|w| w.body["posts"][0].clone())
        .collect();
    assert!(
        posts
            .iter()
            .any(|p| p["type"] == "CNAME" && p["proxied"] == false)
    );
    assert!(posts.iter().any(|p| p["data"]["matching_type"] == 1));
    assert!(
        posts
            .iter()
            .any(|p| p["type"] == "MX" && p["content"] == "." && p["priority"] == 0)
    );
}

#[tokio::test]
async fn trap_1_another_spelling_is_the_same_value() {
    for spelling in [
        OLD.to_owned(),
        format!("\"{OLD}\""),
        "\"v=spf1 \" \"mx -all\"".to_owned(),
    ] {
        let (standin, zone) = open(Cloudflare::new().txt(&spelling)).await;
        let stands = texts(300, &[OLD]);
        zone.write(&change(&apex_txt(), stands.clone(), stands.clone()))
            .await
            .unwrap();
        assert!(standin.writes().is_empty(), "{spelling}");
        // And where it is removed, it is really removed.
        zone.write(&change(&apex_txt(), stands, None))
            .await
            .unwrap();
        assert!(standin.model().records.is_empty(), "{spelling}");
    }
}

#[tokio::test]
async fn trap_2_values_of_every_length() {
    let (standin, zone) = open(Cloudflare::new()).await;
    traps::values_of_every_length(&zone).await;
    let most = standin.writes().len();
    for values in [
        vec!["x".repeat(4_090)],
        vec!["x".repeat(3_000), "y".repeat(3_000), "z".repeat(3_000)],
    ] {
        let values: Vec<&str> = values.iter().map(String::as_str).collect();
        let refused = zone
            .write(&change(&apex_txt(), None, texts(300, &values)))
            .await;
        assert!(
            matches!(refused, Err(ZoneError::CannotHold { .. })),
            "{refused:?}"
        );
    }
    assert_eq!(standin.writes().len(), most);
}

#[tokio::test]
async fn trap_3_what_would_not_come_through_is_not_sent() {
    let (standin, zone) = open(Cloudflare::new()).await;
    traps::what_would_not_come_through_is_refused(&zone).await;
    zone.write(&change(&apex_txt(), None, texts(300, &["a; b"])))
        .await
        .unwrap();
    assert_eq!(standin.writes().len(), 1);
}

#[tokio::test]
async fn trap_4_a_refused_change_leaves_what_stood() {
    for fault in [
        Fault::BatchRefused(400),
        Fault::BatchRefused(403),
        Fault::BatchRefused(429),
        Fault::BatchRefused(500),
        Fault::BatchRefusedIn200,
        Fault::SilentBatch,
    ] {
        let (standin, zone) = open(usual()).await;
        standin.model().fault = Some(fault);
        let before = standin.model().records.clone();
        let error = zone.write(&usual_change()).await.unwrap_err();
        let fits = match fault {
            Fault::BatchRefused(403) => matches!(error, ZoneError::Unauthorised(_)),
            Fault::BatchRefused(429) => matches!(error, ZoneError::TooMany(_)),
            Fault::BatchRefused(500) | Fault::SilentBatch => {
                matches!(error, ZoneError::NoAnswer(_))
            }
            _ => matches!(error, ZoneError::Refused(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        assert_hides(TOKEN, &error);
        assert_eq!(standin.model().records, before, "{fault:?}");
    }
}

#[tokio::test]
async fn trap_5_a_list_that_fails_is_no_empty_set() {
    for fault in [
        ListFault::Status(401),
        ListFault::Status(403),
        ListFault::Status(404),
        ListFault::Status(500),
        ListFault::FailedIn200,
        ListFault::HalfOfIt,
        ListFault::NotJson,
        ListFault::NoTotal,
        ListFault::OneMissing,
        ListFault::TooLarge,
        ListFault::Redirect,
        ListFault::TooMany,
    ] {
        let (standin, zone) = open(usual()).await;
        standin.model().fault = Some(Fault::List(fault));
        let error = traps::error_of_a_failing_list(&zone, TOKEN, fault).await;
        let fits = match fault {
            ListFault::Status(401 | 403) => matches!(error, ZoneError::Unauthorised(_)),
            ListFault::TooMany => error == ZoneError::TooMany(17),
            _ => matches!(error, ZoneError::Unreadable(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        assert!(standin.writes().is_empty(), "{fault:?}");
        assert!(
            !standin
                .lines()
                .iter()
                .any(|line| line.contains("elsewhere"))
        );
    }
}

#[tokio::test]
async fn trap_5_every_page_is_read() {
    let mut model = Cloudflare::new();
    let values: Vec<String> = (0..7).map(|n| format!("verification={n}")).collect();
    for value in &values {
        model = model.txt(value);
    }
    let (standin, zone) = open(model).await;
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    assert_eq!(
        zone.read(&[apex_txt()]).await.unwrap(),
        [texts(300, &values)]
    );
    let pages = standin
        .lines()
        .iter()
        .filter(|line| line.ends_with("dns_records"))
        .count();
    assert!(pages >= 4, "{pages}");
}

#[tokio::test]
async fn trap_6_foreign_values_stay_octet_for_octet() {
    let foreign = [
        "google-site-verification=abc",
        "ms=\"ABC\" tail",
        "\"a\\195\\188\"",
        "back\\slash\\;",
        "grün",
        "\"never closed",
        "  spaces  ",
        "v=spf1 broken",
    ];
    let mut model = Cloudflare::new();
    for value in foreign {
        model = model.with("TXT", APEX, value, json!({"ttl": 3600}));
    }
    let (standin, zone) = open(model.txt(OLD)).await;
    let stood = standin.model().records.clone();
    assert_eq!(traps::replace_the_last(&zone, &[NEW]).await, 9);
    let model = standin.model();
    assert_eq!(model.records[..8], stood[..8]);
    assert_eq!(model.records[8]["content"], json!(format!("\"{NEW}\"")));
    assert_eq!(model.records[8]["comment"], stood[8]["comment"]);
}

#[tokio::test]
async fn trap_7_somebody_elses_change_is_never_lost() {
    // Before the change was decided on: it is refused with what stands.
    let (standin, zone) = open(usual().txt("new-foreign")).await;
    let standing = texts(300, &[FOREIGN, OLD, "new-foreign"]);
    traps::assert_changed(&zone, &usual_change(), standing).await;
    let creation = change(&apex_txt(), None, texts(300, &[NEW]));
    assert!(matches!(
        zone.write(&creation).await,
        Err(ZoneError::Changed { .. })
    ));
    assert!(standin.writes().is_empty());
    // Between reading and writing: it stands beside ours.
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::AddedMeanwhile("late"));
    zone.write(&usual_change()).await.unwrap();
    let quoted = format!("\"{NEW}\"");
    assert_eq!(
        at_apex(&standin.model().records),
        [FOREIGN, &quoted, "late"]
    );
}

#[tokio::test]
async fn trap_8_no_name_is_doubled() {
    for (owner, name) in [
        ("example.com", "example.com"),
        ("EXAMPLE.com.", "example.com"),
        ("_DMARC.Example.COM", "_dmarc.example.com"),
        ("example.com.example.com", "example.com.example.com"),
    ] {
        let (standin, zone) = open(Cloudflare::new()).await;
        zone.write(&creation_at(owner)).await.unwrap();
        assert_eq!(standin.model().records[0]["name"], name);
    }
    let (standin, zone) = open(Cloudflare::new()).await;
    traps::names_outside_the_zone_are_refused(&zone).await;
    assert!(standin.writes().is_empty());
}

#[tokio::test]
async fn trap_9_aliases_and_delegations_stop_it() {
    let alias = |more| Cloudflare::new().with("CNAME", "_dmarc.example.com", "d.example.net", more);
    // A plain alias: read as what it is, and nothing is put beside it.
    let (standin, zone) = open(alias(json!({}))).await;
    traps::nothing_stands_beside_an_alias(&zone).await;
    assert!(standin.writes().is_empty());
    // One that is not answered as such.
    for hidden in [
        json!({"proxied": true}),
        json!({"settings": {"flatten_cname": true}}),
    ] {
        let (_standin, zone) = open(alias(hidden)).await;
        for kind in [RecordKind::Txt, RecordKind::Cname] {
            let read = zone.read(&[key("_dmarc.example.com", kind)]).await;
            assert!(matches!(
                &read,
                Err(ZoneError::Unreadable(Why::HiddenAlias { .. }))
            ));
        }
    }
    // The apex alias is flattened, and other types stand beside it.
    let (_standin, zone) =
        open(Cloudflare::new().with("CNAME", APEX, "w.example.net", json!({}))).await;
    zone.write(&change(&apex_txt(), None, texts(300, &[NEW])))
        .await
        .unwrap();
    // A part of the zone that is served elsewhere.
    let cut = Cloudflare::new()
        .with("NS", "example.com", "a.ns.cloudflare.com", json!({}))
        .with("NS", "sub.example.com", "ns.example.net", json!({}));
    let (standin, zone) = open(cut).await;
    traps::a_delegated_part_is_left_alone(&zone).await;
    assert_eq!(
        zone.read(&[key("notsub.example.com", RecordKind::Txt)])
            .await,
        Ok(vec![None])
    );
    assert!(standin.writes().is_empty());
}

#[tokio::test]
async fn trap_10_only_the_zone_that_is_served() {
    let zone = |id: &str, status: &str, kind: &str| json!({"id": id, "name": APEX, "status": status, "type": kind});
    for (zones, expect) in [
        (vec![], None),
        (vec![zone("z1", "pending", "full")], Some("why-inactive")),
        (
            vec![zone("z1", "active", "secondary")],
            Some("why-secondary"),
        ),
        (vec![zone("z1", "active", "partial")], Some("why-secondary")),
        (
            vec![zone("z1", "active", "full"), zone("z2", "active", "full")],
            Some("why-several-zones"),
        ),
    ] {
        let mut model = Cloudflare::new();
        model.zones = zones;
        let standin = StandIn::start(model).await;
        let api = CloudflareZone::account(&standin.base, &Secret::new(TOKEN), quick()).unwrap();
        let opened = CloudflareZone::open(api, APEX.parse().unwrap()).await;
        traps::assert_not_opened(opened, expect);
    }
}

#[tokio::test]
async fn trap_11_ttl_comment_and_tags() {
    // Automatic stays automatic for what comes in its place or beside it.
    let automatic = Cloudflare::new().with("TXT", APEX, OLD, json!({"ttl": 1}));
    let (standin, zone) = open(automatic).await;
    assert_eq!(
        zone.read(&[apex_txt()]).await.unwrap(),
        [texts(300, &[OLD])]
    );
    let more = change(
        &apex_txt(),
        texts(300, &[OLD]),
        texts(300, &[NEW, "other=1"]),
    );
    zone.write(&more).await.unwrap();
    let ttls: Vec<Value> = standin
        .model()
        .records
        .iter()
        .map(|r| r["ttl"].clone())
        .collect();
    assert_eq!(ttls, [1, 1]);
    // A TTL that is asked for is that of the whole set, and nothing else of it changes.
    let (standin, zone) = open(usual()).await;
    let mut expect = standin.model().records.clone();
    let slower = change(
        &apex_txt(),
        texts(300, &[FOREIGN, OLD]),
        texts(3600, &[FOREIGN, OLD]),
    );
    assert_eq!(zone.write(&slower).await.unwrap().ttl_seconds, None);
    for record in &mut expect {
        record["ttl"] = json!(3600);
    }
    assert_eq!(standin.model().records, expect);
    // One that is too low is raised, and that is said.
    let (standin, zone) = open(Cloudflare::new()).await;
    let written = zone
        .write(&change(&apex_txt(), None, texts(5, &[NEW])))
        .await
        .unwrap();
    assert_eq!(written.ttl_seconds, Some(60));
    assert_eq!(standin.model().records[0]["ttl"], 60);
}

#[tokio::test]
async fn trap_12_success_is_read_back() {
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::BatchForgotten);
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
    standin.model().fault = Some(Fault::CutAfterBatch);
    traps::a_lost_answer_leaves_it_open(&zone, &usual_change()).await;
    assert_eq!(standin.writes().len(), 1, "it is not sent again");
}

#[tokio::test]
async fn the_account_is_asked_at_its_pace_and_not_after_a_429() {
    let (standin, zone) = open(usual()).await;
    standin.model().fault = Some(Fault::List(ListFault::TooMany));
    assert_eq!(zone.read(&[apex_txt()]).await, Err(ZoneError::TooMany(17)));
    let asked = standin.lines().len();
    standin.model().fault = None;
    let again = zone.read(&[apex_txt()]).await;
    assert!(
        matches!(again, Err(ZoneError::TooMany(10..=18))),
        "{again:?}"
    );
    assert_eq!(standin.lines().len(), asked, "nothing was sent");
}

#[tokio::test]
async fn reading_keeps_the_order_of_the_keys() {
    let model = usual().with(
        "TXT",
        "_dmarc.example.com",
        "\"v=DMARC1; p=none\"",
        json!({}),
    );
    let (_standin, zone) = open(model).await;
    let keys = [
        key("_dmarc.example.com", RecordKind::Txt),
        key("nothing.example.com", RecordKind::Txt),
        apex_txt(),
        key(APEX, RecordKind::Mx),
    ];
    let expect = vec![
        texts(300, &["v=DMARC1; p=none"]),
        None,
        texts(300, &[FOREIGN, OLD]),
        None,
    ];
    assert_eq!(zone.read(&keys).await, Ok(expect));
}
