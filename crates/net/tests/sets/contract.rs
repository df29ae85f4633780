//! What every one of them keeps: the twelve traps of a TXT writer.

use app::zone::{Zone, ZoneError};
use protocols::rrset::{RecordData, RecordKind};

use crate::standin::{Model, Seen, StandIn, change, key, other_types, set, texts};
use crate::store::{Fault, ListFault, Store};
use crate::traps::{self, TTL, apex_change, assert_cannot_hold, assert_hides, creation_at};
pub(crate) use crate::traps::{APEX, FOREIGN, NEW, OLD, apex_txt, usual_change};

/// Whether the interface can bind a change to what was listed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Race {
    /// It refuses a change of something else.
    Refused,
    /// It refuses a creation of what exists, and no more.
    RefusedAtCreation,
}

/// A provider under test.
pub(crate) trait Provider: Model + Sized {
    type Zone: Zone;
    /// What may be seen nowhere.
    const SECRET: &str;
    const RACE: Race;
    /// The lowest TTL it takes.
    const TTL_MIN: u32;
    /// Whether a TLSA record can be there.
    const HAS_TLSA: bool = true;

    fn new(store: Store) -> Self;
    fn store(&mut self) -> &mut Store;
    async fn open(standin: &StandIn<Self>) -> Result<Self::Zone, ZoneError>;
    /// Whether a request would change the zone.
    fn is_change(seen: &Seen) -> bool;
}

pub(crate) async fn open<P: Provider>(store: Store) -> (StandIn<P>, P::Zone) {
    let standin = StandIn::start(P::new(store)).await;
    let zone = P::open(&standin).await.unwrap();
    (standin, zone)
}

pub(crate) fn changes<P: Provider>(standin: &StandIn<P>) -> Vec<Seen> {
    let mut seen = standin.writes();
    seen.retain(P::is_change);
    seen
}

pub(crate) fn usual() -> Store {
    Store::new()
        .with(
            APEX,
            "TXT",
            TTL,
            &["\"MS=ms12345678\"", "\"v=spf1 mx -all\""],
        )
        .with(APEX, "MX", TTL, &["10 mail.example.com."])
        .with("www.example.com", "A", TTL, &["192.0.2.1"])
        .with(APEX, "CAA", TTL, &["0 issuemail \"ca.example.net\""])
}

pub(crate) async fn spf_is_replaced_in_one_request_and_never_none_or_two<P: Provider>() {
    let (standin, zone) = open::<P>(usual()).await;
    zone.write(&usual_change()).await.unwrap();
    assert_eq!(changes(&standin).len(), 1);
    let mut model = standin.model();
    let quoted = |text| format!("\"{text}\"");
    assert_eq!(model.store().visible, [vec![quoted(FOREIGN), quoted(NEW)]]);
    // Everything else is as it was, CAA with a tag that few readers know included.
    assert_eq!(model.store().sets[1..], usual().sets[1..]);
}

pub(crate) async fn what_comes_and_goes<P: Provider>() {
    let (standin, zone) = open::<P>(Store::new()).await;
    let (one, two) = (texts(TTL, &[OLD]), texts(TTL, &[OLD, FOREIGN]));
    for (before, after) in [(None, &one), (one.clone(), &two), (two.clone(), &one)] {
        zone.write(&change(&apex_txt(), before, after.clone()))
            .await
            .unwrap();
        assert_eq!(
            zone.read(&[apex_txt()]).await.unwrap(),
            std::slice::from_ref(after)
        );
    }
    zone.write(&change(&apex_txt(), one, None)).await.unwrap();
    assert_eq!(zone.read(&[apex_txt()]).await.unwrap(), [None]);
    assert!(standin.model().store().sets.is_empty());
    assert_eq!(changes(&standin).len(), 4);
}

pub(crate) async fn other_types_in_their_spelling<P: Provider>() {
    let (standin, zone) = open::<P>(Store::new()).await;
    let is_held = |kind| kind != RecordKind::Tlsa || P::HAS_TLSA;
    let (held, not_held) = other_types()
        .into_iter()
        .partition::<Vec<_>, _>(|(key, _)| is_held(key.kind));
    for (key, values) in not_held {
        assert_cannot_hold(&zone, &change(&key, None, set(TTL, &values))).await;
    }
    traps::types_come_and_shrink(&zone, TTL, held).await;
    let mut model = standin.model();
    let store = model.store();
    assert_eq!(store.records(APEX, "MX"), ["10 mail.example.com."]);
    assert_eq!(store.records("parked.example.com", "MX"), ["0 ."]);
    assert_eq!(
        store.records("s1._domainkey.example.com", "CNAME"),
        ["s1.dkim.example.net."]
    );
}

pub(crate) async fn trap_1_another_spelling_is_the_same_value<P: Provider>() {
    for spelling in ["\"v=spf1 mx -all\"", "\"v=spf1 \" \"mx -all\""] {
        let (standin, zone) = open::<P>(Store::new().with(APEX, "TXT", TTL, &[spelling])).await;
        let stands = texts(TTL, &[OLD]);
        zone.write(&change(&apex_txt(), stands.clone(), stands.clone()))
            .await
            .unwrap();
        assert!(changes(&standin).is_empty(), "{spelling}");
        zone.write(&change(&apex_txt(), stands, None))
            .await
            .unwrap();
        assert!(standin.model().store().sets.is_empty(), "{spelling}");
    }
}

pub(crate) async fn trap_2_values_of_every_length<P: Provider>() {
    let (standin, zone) = open::<P>(Store::new()).await;
    traps::values_of_every_length(&zone).await;
    assert_eq!(changes(&standin).len(), 6);
}

pub(crate) async fn trap_3_what_would_not_come_through_is_not_sent<P: Provider>() {
    let (standin, zone) = open::<P>(Store::new()).await;
    traps::what_would_not_come_through_is_refused(&zone).await;
    assert!(changes(&standin).is_empty());
}

pub(crate) async fn trap_4_a_refused_change_leaves_what_stood<P: Provider>() {
    for fault in [
        Fault::Refused(400),
        Fault::Refused(403),
        Fault::Refused(422),
        Fault::Refused(429),
        Fault::Refused(503),
        Fault::Silent,
    ] {
        let (standin, zone) = open::<P>(usual()).await;
        standin.model().store().fault = Some(fault);
        let error = zone.write(&usual_change()).await.unwrap_err();
        let fits = match fault {
            Fault::Refused(403) => matches!(error, ZoneError::Unauthorised(_)),
            Fault::Refused(429) => error == ZoneError::TooMany(9),
            Fault::Refused(503) | Fault::Silent => matches!(error, ZoneError::NoAnswer(_)),
            _ => matches!(error, ZoneError::Refused(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        assert_hides(P::SECRET, &error);
        assert_eq!(standin.model().store().sets, usual().sets, "{fault:?}");
    }
}

pub(crate) async fn trap_5_a_list_that_fails_is_no_empty_set<P: Provider>() {
    for fault in [
        ListFault::Status(400),
        ListFault::Status(401),
        ListFault::Status(403),
        ListFault::Status(404),
        ListFault::Status(500),
        ListFault::HalfOfIt,
        ListFault::NotOfTheShape,
        ListFault::TooLarge,
        ListFault::TooMany,
    ] {
        let (standin, zone) = open::<P>(usual()).await;
        standin.model().store().fault = Some(Fault::List(fault));
        let error = traps::error_of_a_failing_list(&zone, P::SECRET, fault).await;
        let fits = match fault {
            ListFault::Status(401 | 403) => matches!(error, ZoneError::Unauthorised(_)),
            ListFault::Status(404) => matches!(error, ZoneError::NoZone(_)),
            ListFault::TooMany => error == ZoneError::TooMany(9),
            _ => matches!(error, ZoneError::Unreadable(_)),
        };
        assert!(fits, "{fault:?}: {error:?}");
        assert!(changes(&standin).is_empty(), "{fault:?}");
    }
}

pub(crate) async fn trap_5_every_page_is_read<P: Provider>() {
    let mut store = Store::new();
    for kind in ["A", "AAAA", "CAA", "HTTPS", "MX"] {
        store = store.with(APEX, kind, TTL, &["x"]);
    }
    store.page = 1;
    let (_standin, zone) = open::<P>(store.with(APEX, "TXT", 7_200, &["\"v=spf1 mx -all\""])).await;
    assert_eq!(
        zone.read(&[apex_txt()]).await.unwrap(),
        [texts(7_200, &[OLD])]
    );
}

pub(crate) async fn trap_6_foreign_values_stay_octet_for_octet<P: Provider>() {
    let foreign = [
        "\"google-site-verification=abc\"",
        "\"say \\\"hi\\\"\"",
        "\"back\\\\slash\"",
        "\"two\" \"strings\"",
        "\" space \"",
        "\"a\\195\\188\"",
        "\"v=spf1 mx -all\"",
    ];
    let (standin, zone) = open::<P>(Store::new().with(APEX, "TXT", 7_200, &foreign)).await;
    assert_eq!(traps::replace_the_last(&zone, &[NEW]).await, 7);
    let mut model = standin.model();
    let now = model.store().find(APEX, "TXT").unwrap();
    assert_eq!(now.records[..6], foreign[..6]);
    assert_eq!(now.records[6], format!("\"{NEW}\""));
    assert_eq!(now.ttl, 7_200);
}

pub(crate) async fn trap_7_somebody_elses_change_is_never_lost<P: Provider>() {
    let (standin, zone) = open::<P>(usual()).await;
    let standing = texts(TTL, &[FOREIGN, OLD]);
    traps::assert_changed(&zone, &apex_change(&[OLD], &[NEW]), standing).await;
    assert!(changes(&standin).is_empty());
    // A set that comes into being in the same moment refuses ours.
    let (standin, zone) = open::<P>(Store::new()).await;
    standin.model().store().fault = Some(Fault::Meanwhile("\"v=spf1 -all\""));
    let standing = texts(TTL, &["v=spf1 -all"]);
    traps::assert_changed(&zone, &creation_at(APEX), standing).await;
    if P::RACE == Race::RefusedAtCreation {
        return;
    }
    // So does a value that comes in, whether ours is a change or a removal.
    for after in [texts(TTL, &[FOREIGN, NEW]), None] {
        let (standin, zone) = open::<P>(usual()).await;
        standin.model().store().fault = Some(Fault::Meanwhile("\"late=1\""));
        let late = change(&apex_txt(), texts(TTL, &[FOREIGN, OLD]), after);
        let standing = texts(TTL, &[FOREIGN, OLD, "late=1"]);
        traps::assert_changed(&zone, &late, standing.clone()).await;
        assert_eq!(zone.read(&[apex_txt()]).await.unwrap(), [standing]);
    }
}

pub(crate) async fn trap_8_no_name_is_doubled<P: Provider>() {
    for (owner, name) in [
        (APEX, APEX),
        ("EXAMPLE.com.", APEX),
        ("_DMARC.Example.COM", "_dmarc.example.com"),
        ("s1._domainkey.example.com", "s1._domainkey.example.com"),
    ] {
        let (standin, zone) = open::<P>(Store::new()).await;
        zone.write(&creation_at(owner)).await.unwrap();
        assert_eq!(standin.model().store().sets[0].owner, name);
    }
    let (standin, zone) = open::<P>(Store::new()).await;
    traps::names_outside_the_zone_are_refused(&zone).await;
    assert!(changes(&standin).is_empty());
}

pub(crate) async fn trap_9_aliases_and_delegations_stop_it<P: Provider>() {
    let store = Store::new()
        .with("_dmarc.example.com", "CNAME", TTL, &["d.example.net."])
        .with(APEX, "NS", TTL, &["ns1.example.net."])
        .with("sub.example.com", "NS", TTL, &["ns.example.net."])
        .with("www.example.com", "A", TTL, &["192.0.2.1"]);
    let (standin, zone) = open::<P>(store).await;
    traps::nothing_stands_beside_an_alias(&zone).await;
    let alias = RecordData::Cname("a.example.net".parse().unwrap());
    let www = key("www.example.com", RecordKind::Cname);
    assert_cannot_hold(&zone, &change(&www, None, set(TTL, &[alias]))).await;
    traps::a_delegated_part_is_left_alone(&zone).await;
    assert!(changes(&standin).is_empty());
}

pub(crate) async fn trap_11_one_ttl_a_set<P: Provider>() {
    // What stands below the lowest stays, whatever comes in.
    let (standin, zone) = open::<P>(Store::new().with(APEX, "TXT", 0, &["\"a\""])).await;
    zone.write(&change(
        &apex_txt(),
        texts(0, &["a"]),
        texts(0, &["a", "b"]),
    ))
    .await
    .unwrap();
    assert_eq!(standin.model().store().sets[0].ttl, 0);
    // Another one is taken as it is, or said to be another.
    let (standin, zone) = open::<P>(usual()).await;
    let mut with_ttl = usual_change();
    with_ttl.after = texts(0, &[FOREIGN, NEW]);
    let written = zone.write(&with_ttl).await.unwrap();
    let other = (P::TTL_MIN != 0).then_some(P::TTL_MIN);
    assert_eq!(written.ttl_seconds, other);
    assert_eq!(standin.model().store().sets[0].ttl, P::TTL_MIN);
    // The TTL alone is a change too.
    let now = texts(P::TTL_MIN, &[FOREIGN, NEW]);
    let longer = texts(7_200, &[FOREIGN, NEW]);
    zone.write(&change(&apex_txt(), now, longer.clone()))
        .await
        .unwrap();
    assert_eq!(zone.read(&[apex_txt()]).await.unwrap(), [longer]);
}

pub(crate) async fn trap_12_success_is_read_back<P: Provider>() {
    for after in [
        texts(TTL, &[FOREIGN, NEW]),
        texts(TTL, &[FOREIGN]),
        texts(TTL, &[FOREIGN, OLD, "x"]),
        None,
    ] {
        let (standin, zone) = open::<P>(usual()).await;
        standin.model().store().fault = Some(Fault::Forgotten);
        let change = change(&apex_txt(), texts(TTL, &[FOREIGN, OLD]), after);
        traps::assert_not_taken_for_made(&zone, &change).await;
    }
}

pub(crate) async fn a_lost_answer_leaves_it_open_and_reading_tells<P: Provider>() {
    let (standin, zone) = open::<P>(usual()).await;
    standin.model().store().fault = Some(Fault::CutAfterWrite);
    traps::a_lost_answer_leaves_it_open(&zone, &usual_change()).await;
    assert_eq!(changes(&standin).len(), 1, "it is not sent again");
}

/// One test for each part of the contract.
macro_rules! contract {
    ($provider:ty) => {
        $crate::contract::contract!($provider:
            spf_is_replaced_in_one_request_and_never_none_or_two
            what_comes_and_goes
            other_types_in_their_spelling
            trap_1_another_spelling_is_the_same_value
            trap_2_values_of_every_length
            trap_3_what_would_not_come_through_is_not_sent
            trap_4_a_refused_change_leaves_what_stood
            trap_5_a_list_that_fails_is_no_empty_set
            trap_5_every_page_is_read
            trap_6_foreign_values_stay_octet_for_octet
            trap_7_somebody_elses_change_is_never_lost
            trap_8_no_name_is_doubled
            trap_9_aliases_and_delegations_stop_it
            trap_11_one_ttl_a_set
            trap_12_success_is_read_back
            a_lost_answer_leaves_it_open_and_reading_tells
        );
    };
    ($provider:ty: $($name:ident)*) => {
        $(
            #[tokio::test]
            async fn $name() {
                $crate::contract::$name::<$provider>().await;
            }
        )*
    };
}
pub(crate) use contract;
