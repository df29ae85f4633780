//! What every ledger must do, whatever keeps it: `suite!` runs these functions against a fresh one.
#![allow(dead_code, reason = "every test binary uses its part")]

pub(crate) mod directory;

use app::access::{Access, AccessHead, AccessName, PlaceKind, Scope, Secret};
use app::ledger::{
    Change, Entry, Fault, Follow, KeyState, Ledger, LedgerError, Line, Mark, NewKey, OwnedValue,
    PAGE_ROWS_MAX, Page, PrivateKey, Revision, StepId, StepKind, StepState, Steps,
};
use protocols::answers::{MxRecord, TxtRecord};
use protocols::dkim::{PublicKey, Selector};
use protocols::domain::desired::{Desired, ReportAddresses};
use protocols::name::DomainName;
use protocols::rrset::{RecordData, RecordKind};
use protocols::time::Timestamp;

/// One test for every function of the suite. `$with` takes the function and runs it.
#[macro_export]
macro_rules! suite {
    ($with:ident) => {
        suite!(@ $with:
            keeps_what_was_added, lists_in_pages, refuses_a_second_add, refuses_a_stale_change,
            keeps_nothing_of_a_refused_entry, keeps_keys_apart, follows_a_key, removes_everything, refuses_the_state_of_another_domain,
            remembers_what_is_owned, steps_only_rise, journal_reads_in_pages, keeps_settings,
            refuses_what_is_not_there, keeps_accesses, removes_an_access, is_followed,
        );
    };
    (@ $with:ident: $($name:ident),+ $(,)?) => {
        $(
            #[tokio::test]
            async fn $name() {
                $with!(suite::$name);
            }
        )+
    };
}

pub(crate) fn name(text: &str) -> DomainName {
    DomainName::parse(text).unwrap()
}

pub(crate) fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn public(text: &str) -> PublicKey {
    PublicKey::Ed25519([text.as_bytes()[1]; 32])
}

pub(crate) fn new_key(text: &str) -> NewKey {
    NewKey {
        selector: selector(text),
        public: public(text),
        private: PrivateKey::from_pkcs8(format!("private part of {text}").into_bytes()),
    }
}

pub(crate) fn done(domain: &str, kind: StepKind, changes: Vec<Change>) -> Entry {
    Entry {
        domain: name(domain),
        line: Line::Open {
            kind,
            payload: "{}".to_owned(),
            state: StepState::Done,
        },
        changes,
    }
}

fn advance(domain: &str, step: StepId, state: StepState) -> Entry {
    Entry {
        domain: name(domain),
        line: Line::Advance {
            step,
            state,
            note: format!("{state:?}"),
        },
        changes: Vec::new(),
    }
}

/// Adds a domain with two keys and one publication.
pub(crate) async fn add(ledger: &impl Ledger, domain: &str) -> StepId {
    ledger
        .commit(addition(domain), Timestamp(100))
        .await
        .unwrap()
}

pub(crate) fn owned(domain: &str) -> OwnedValue {
    OwnedValue::of(
        &name(domain),
        &RecordData::Txt(TxtRecord::of("v=spf1 -all")),
    )
}

pub(crate) fn addition(domain: &str) -> Entry {
    let changes = vec![
        Change::Add(desired(domain)),
        Change::AddKey(new_key("s1")),
        Change::AddKey(new_key("s2")),
        Change::Own(owned(domain)),
    ];
    done(domain, StepKind::Add, changes)
}

pub(crate) fn desired(domain: &str) -> Desired {
    let domain = name(domain);
    let mx = MxRecord {
        preference: 10,
        exchange: Some(domain.child("mail").unwrap()),
    };
    let reports = ReportAddresses::of(&domain);
    Desired::first(domain, vec![mx], Vec::new(), reports)
}

/// Another state of the same domain.
pub(crate) fn parked(domain: &str) -> Desired {
    Desired::parked(name(domain), Vec::new())
}

pub(crate) async fn keeps_what_was_added(ledger: &impl Ledger) {
    let step = add(ledger, "example.com").await;
    let stored = ledger.domain(&name("example.com")).await.unwrap().unwrap();
    assert_eq!(stored.desired, desired("example.com"));
    assert_eq!(stored.revision, Revision(1));
    assert_eq!(
        (stored.added, stored.changed),
        (Timestamp(100), Timestamp(100))
    );
    let keys = ledger.keys(&name("example.com")).await.unwrap();
    assert_eq!(keys.len(), 2);
    assert_eq!(keys[0].selector, selector("s1"));
    assert_eq!(keys[0].public, public("s1"));
    assert_eq!(
        (keys[0].state, keys[0].since),
        (KeyState::Created, Timestamp(100))
    );
    let private = ledger
        .private_key(&name("example.com"), &selector("s2"))
        .await
        .unwrap();
    assert_eq!(private.expose_pkcs8(), b"private part of s2");
    let journal = ledger.steps(Steps::All, Page::first(9)).await.unwrap();
    assert_eq!(journal.len(), 1);
    assert_eq!((journal[0].id, journal[0].kind), (step, StepKind::Add));
    assert_eq!(journal[0].moments[0].state, StepState::Done);
}

pub(crate) async fn lists_in_pages(ledger: &impl Ledger) {
    for domain in ["c.example", "a.example", "b-a.example", "b.example"] {
        add(ledger, domain).await;
    }
    let first = ledger.domains(Page::first(3)).await.unwrap();
    let names: Vec<_> = first
        .iter()
        .map(|row| row.desired.domain.as_str())
        .collect();
    assert_eq!(names, ["a.example", "b-a.example", "b.example"]);
    let rest = ledger
        .domains(Page::after(name("b.example"), usize::MAX))
        .await
        .unwrap();
    let names: Vec<_> = rest.iter().map(|row| row.desired.domain.as_str()).collect();
    assert_eq!(names, ["c.example"]);
    assert_eq!(Page::<DomainName>::first(usize::MAX).rows(), PAGE_ROWS_MAX);
}

pub(crate) async fn refuses_a_second_add(ledger: &impl Ledger) {
    add(ledger, "example.com").await;
    let error = ledger
        .commit(addition("example.com"), Timestamp(200))
        .await
        .unwrap_err();
    assert_eq!(error, LedgerError::DomainExists(name("example.com")));
    let journal = ledger.steps(Steps::All, Page::first(9)).await.unwrap();
    assert_eq!(journal.len(), 1, "what is refused is not journaled");
}

pub(crate) async fn refuses_a_stale_change(ledger: &impl Ledger) {
    add(ledger, "example.com").await;
    let change = |desired, read| {
        let change = Change::Desire { desired, read };
        done("example.com", StepKind::Change, vec![change])
    };
    let first = change(parked("example.com"), Revision(1));
    ledger.commit(first, Timestamp(200)).await.unwrap();
    let second = change(desired("example.com"), Revision(1));
    let error = ledger.commit(second, Timestamp(300)).await.unwrap_err();
    assert_eq!(error, LedgerError::ChangedMeanwhile(name("example.com")));
    let stored = ledger.domain(&name("example.com")).await.unwrap().unwrap();
    assert_eq!(stored.desired, parked("example.com"));
    assert_eq!(stored.revision, Revision(2));
    assert_eq!(
        (stored.added, stored.changed),
        (Timestamp(100), Timestamp(200))
    );
}

pub(crate) async fn keeps_nothing_of_a_refused_entry(ledger: &impl Ledger) {
    let changes = vec![
        Change::Add(desired("example.com")),
        Change::AddKey(new_key("s1")),
        Change::AddKey(new_key("s1")),
    ];
    let entry = done("example.com", StepKind::Add, changes);
    let error = ledger.commit(entry, Timestamp(100)).await.unwrap_err();
    let expected = LedgerError::SelectorInUse {
        domain: name("example.com"),
        selector: selector("s1"),
    };
    assert_eq!(error, expected);
    assert_eq!(ledger.domain(&name("example.com")).await.unwrap(), None);
    assert!(ledger.keys(&name("example.com")).await.unwrap().is_empty());
    assert!(
        ledger
            .steps(Steps::All, Page::first(9))
            .await
            .unwrap()
            .is_empty()
    );
    add(ledger, "example.com").await;
}

pub(crate) async fn keeps_keys_apart(ledger: &impl Ledger) {
    add(ledger, "a.example").await;
    let mut key = new_key("s1");
    key.private = PrivateKey::from_pkcs8(b"another".to_vec());
    let changes = vec![Change::Add(desired("b.example")), Change::AddKey(key)];
    ledger
        .commit(done("b.example", StepKind::Add, changes), Timestamp(1))
        .await
        .unwrap();
    let of = async |domain: &str| {
        ledger
            .private_key(&name(domain), &selector("s1"))
            .await
            .unwrap()
    };
    assert_eq!(of("a.example").await.expose_pkcs8(), b"private part of s1");
    assert_eq!(of("b.example").await.expose_pkcs8(), b"another");
}

pub(crate) async fn follows_a_key(ledger: &impl Ledger) {
    add(ledger, "example.com").await;
    let set = Change::SetKeyState {
        selector: selector("s1"),
        state: KeyState::Active,
    };
    let entry = done("example.com", StepKind::Change, vec![set]);
    ledger.commit(entry, Timestamp(200)).await.unwrap();
    let keys = ledger.keys(&name("example.com")).await.unwrap();
    assert_eq!(
        (keys[0].state, keys[0].since),
        (KeyState::Active, Timestamp(200))
    );
    assert_eq!(
        (keys[1].state, keys[1].since),
        (KeyState::Created, Timestamp(100))
    );
    let remove = vec![Change::RemoveKey(selector("s1"))];
    let entry = done("example.com", StepKind::Change, remove);
    ledger.commit(entry, Timestamp(300)).await.unwrap();
    assert_eq!(ledger.keys(&name("example.com")).await.unwrap().len(), 1);
}

pub(crate) async fn refuses_the_state_of_another_domain(ledger: &impl Ledger) {
    let changes = vec![Change::Add(desired("example.net"))];
    let entry = done("example.com", StepKind::Add, changes);
    let error = ledger.commit(entry, Timestamp(1)).await.unwrap_err();
    assert_eq!(error.fault(), Fault::Ours);
}

pub(crate) async fn removes_everything(ledger: &impl Ledger) {
    add(ledger, "example.com").await;
    add(ledger, "example.net").await;
    let entry = done("example.com", StepKind::Remove, vec![Change::Remove]);
    ledger.commit(entry, Timestamp(200)).await.unwrap();
    let domain = name("example.com");
    assert_eq!(ledger.domain(&domain).await.unwrap(), None);
    assert!(ledger.keys(&domain).await.unwrap().is_empty());
    assert!(ledger.owned(&domain).await.unwrap().is_empty());
    let error = ledger
        .private_key(&domain, &selector("s1"))
        .await
        .unwrap_err();
    assert_eq!(error, LedgerError::NoDomain(domain.clone()));
    let journal = ledger
        .steps(Steps::Of(domain), Page::first(9))
        .await
        .unwrap();
    let kinds: Vec<_> = journal.iter().map(|step| step.kind).collect();
    assert_eq!(kinds, [StepKind::Remove, StepKind::Add]);
    assert_eq!(ledger.keys(&name("example.net")).await.unwrap().len(), 2);
}

pub(crate) async fn remembers_what_is_owned(ledger: &impl Ledger) {
    add(ledger, "example.com").await;
    let domain = name("example.com");
    let known = owned("example.com");
    let other = OwnedValue {
        kind: RecordKind::Mx,
        ..known.clone()
    };
    // Owning twice and disowning what is not owned change nothing.
    let changes = vec![
        Change::Own(known.clone()),
        Change::Own(other.clone()),
        Change::Disown(owned("example.net")),
    ];
    let entry = done("example.com", StepKind::Change, changes);
    ledger.commit(entry, Timestamp(200)).await.unwrap();
    assert_eq!(
        ledger.owned(&domain).await.unwrap(),
        [other.clone(), known.clone()]
    );
    let entry = done("example.com", StepKind::Change, vec![Change::Disown(known)]);
    ledger.commit(entry, Timestamp(300)).await.unwrap();
    assert_eq!(ledger.owned(&domain).await.unwrap(), [other]);
}

pub(crate) async fn steps_only_rise(ledger: &impl Ledger) {
    let open = Entry {
        domain: name("example.com"),
        line: Line::Open {
            kind: StepKind::Change,
            payload: "{\"a\":1}".to_owned(),
            state: StepState::Planned,
        },
        changes: Vec::new(),
    };
    let step = ledger.commit(open, Timestamp(1)).await.unwrap();
    let go = async |domain: &str, state, at| {
        ledger
            .commit(advance(domain, step, state), Timestamp(at))
            .await
    };
    let refused = Err(LedgerError::StepNotOpen(step));
    assert_eq!(
        go("example.net", StepState::Started, 2).await,
        refused,
        "another's step"
    );
    assert_eq!(go("example.com", StepState::Planned, 2).await, refused);
    assert_eq!(go("example.com", StepState::Started, 2).await, Ok(step));
    let open = ledger
        .steps(Steps::Unfinished, Page::first(9))
        .await
        .unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].payload, "{\"a\":1}");
    assert_eq!(go("example.com", StepState::Started, 3).await, refused);
    assert_eq!(go("example.com", StepState::Failed, 3).await, Ok(step));
    assert_eq!(
        go("example.com", StepState::Done, 4).await,
        refused,
        "an end comes once"
    );
    assert!(
        ledger
            .steps(Steps::Unfinished, Page::first(9))
            .await
            .unwrap()
            .is_empty()
    );
    let journal = ledger.steps(Steps::All, Page::first(9)).await.unwrap();
    let moments: Vec<_> = journal[0]
        .moments
        .iter()
        .map(|moment| (moment.state, moment.at.0, moment.note.as_str()))
        .collect();
    let expected = [
        (StepState::Planned, 1, ""),
        (StepState::Started, 2, "Started"),
        (StepState::Failed, 3, "Failed"),
    ];
    assert_eq!(moments, expected);
}

pub(crate) async fn journal_reads_in_pages(ledger: &impl Ledger) {
    let mut ids = Vec::new();
    for state in [
        StepState::Planned,
        StepState::Done,
        StepState::Started,
        StepState::Planned,
    ] {
        let entry = Entry {
            domain: name("example.com"),
            line: Line::Open {
                kind: StepKind::Change,
                payload: "{}".to_owned(),
                state,
            },
            changes: Vec::new(),
        };
        ids.push(ledger.commit(entry, Timestamp(1)).await.unwrap());
    }
    let read = async |of, page| -> Vec<StepId> {
        let steps = ledger.steps(of, page).await.unwrap();
        steps.iter().map(|step| step.id).collect()
    };
    assert_eq!(read(Steps::All, Page::first(2)).await, [ids[3], ids[2]]);
    assert_eq!(
        read(Steps::All, Page::after(ids[2], 9)).await,
        [ids[1], ids[0]]
    );
    assert_eq!(
        read(Steps::Unfinished, Page::first(2)).await,
        [ids[0], ids[2]]
    );
    assert_eq!(
        read(Steps::Unfinished, Page::after(ids[2], 2)).await,
        [ids[3]]
    );
    let of = Steps::Of(name("example.com"));
    assert_eq!(read(of, Page::after(ids[3], 1)).await, [ids[2]]);
    assert!(
        read(Steps::Of(name("example.net")), Page::first(9))
            .await
            .is_empty()
    );
}

pub(crate) async fn keeps_settings(ledger: &impl Ledger) {
    assert_eq!(ledger.setting("contact").await.unwrap(), None);
    ledger
        .set_setting("contact", "a@example.com")
        .await
        .unwrap();
    ledger
        .set_setting("contact", "b@example.com")
        .await
        .unwrap();
    let value = ledger.setting("contact").await.unwrap();
    assert_eq!(value.as_deref(), Some("b@example.com"));
}

pub(crate) fn access_name(text: &str) -> AccessName {
    AccessName::parse(text).unwrap()
}

/// An access of all zones, or of these.
pub(crate) fn access(named: &str, zones: &[&str], token: &str) -> Access {
    let zones = match zones {
        [] => Scope::All,
        zones => Scope::Zones(zones.iter().map(|zone| name(zone)).collect()),
    };
    let setting = ("url".to_owned(), "https://api.example/v1".to_owned());
    Access {
        head: AccessHead {
            name: access_name(named),
            kind: PlaceKind::Hetzner,
            zones,
            settings: [setting].into(),
        },
        secrets: [("token".to_owned(), Secret::new(token))].into(),
    }
}

pub(crate) async fn keeps_accesses(ledger: &impl Ledger) {
    let all = access("b", &[], "t1");
    let some = access("a", &["example.com", "example.net"], "t2");
    ledger.set_access(&all).await.unwrap();
    ledger.set_access(&some).await.unwrap();
    let heads = ledger.accesses().await.unwrap();
    assert_eq!(heads, [some.head.clone(), all.head]);
    let read = ledger.access(&access_name("a")).await.unwrap();
    assert_eq!(read, Some(some));
    let mut other = access("b", &["example.org"], "t3");
    other.head.kind = PlaceKind::Desec;
    ledger.set_access(&other).await.unwrap();
    let read = ledger.access(&access_name("b")).await.unwrap();
    assert_eq!(read, Some(other), "in place of the one before");
    assert_eq!(ledger.accesses().await.unwrap().len(), 2);
}

pub(crate) async fn removes_an_access(ledger: &impl Ledger) {
    let missing = Err(LedgerError::NoAccess(access_name("a")));
    assert_eq!(ledger.remove_access(&access_name("a")).await, missing);
    ledger.set_access(&access("a", &[], "t1")).await.unwrap();
    ledger.set_access(&access("b", &[], "t2")).await.unwrap();
    ledger.remove_access(&access_name("a")).await.unwrap();
    assert_eq!(ledger.access(&access_name("a")).await.unwrap(), None);
    assert_eq!(ledger.accesses().await.unwrap().len(), 1);
}

pub(crate) async fn refuses_what_is_not_there(ledger: &impl Ledger) {
    let domain = name("example.com");
    let changes = [
        Change::Remove,
        Change::AddKey(new_key("s1")),
        Change::RemoveKey(selector("s1")),
        Change::Own(owned("example.com")),
        Change::Desire {
            desired: desired("example.com"),
            read: Revision(1),
        },
    ];
    for change in changes {
        let entry = done("example.com", StepKind::Change, vec![change]);
        let error = ledger.commit(entry, Timestamp(1)).await.unwrap_err();
        assert_eq!(error, LedgerError::NoDomain(domain.clone()));
    }
    add(ledger, "example.com").await;
    let error = ledger
        .private_key(&domain, &selector("s9"))
        .await
        .unwrap_err();
    let selector = selector("s9");
    assert_eq!(error, LedgerError::NoKey { domain, selector });
}

/// Whoever follows hears of every domain that was written, also of a step that goes on, and of no
/// other; a refused entry is nothing that was written.
pub(crate) async fn is_followed(ledger: &(impl Ledger + Follow)) {
    let heard = async |mark: Mark| {
        let written = ledger.written_after(mark).await.unwrap();
        let names: Vec<String> = written.domains.iter().map(ToString::to_string).collect();
        (names, written.end)
    };
    let begin = ledger.end().await.unwrap();
    assert_eq!(heard(begin).await, (Vec::new(), begin));

    let next = ledger.committed();
    add(ledger, "b.example").await;
    // What was committed before it is waited for is heard of all the same.
    next.await;
    add(ledger, "a.example").await;
    assert!(
        ledger
            .commit(addition("a.example"), Timestamp(1))
            .await
            .is_err()
    );
    let (names, mark) = heard(begin).await;
    assert_eq!(names, ["a.example", "b.example"]);
    assert_eq!(mark, ledger.end().await.unwrap());
    assert_eq!(heard(mark).await, (Vec::new(), mark));

    let open = Entry {
        line: Line::Open {
            kind: StepKind::Apply,
            payload: "{}".to_owned(),
            state: StepState::Started,
        },
        ..done("a.example", StepKind::Apply, Vec::new())
    };
    let step = ledger.commit(open, Timestamp(200)).await.unwrap();
    let (names, mark) = heard(mark).await;
    assert_eq!(names, ["a.example"]);
    let more = advance("a.example", step, StepState::Done);
    ledger.commit(more, Timestamp(300)).await.unwrap();
    let (names, mark) = heard(mark).await;
    assert_eq!(names, ["a.example"]);

    let gone = done("b.example", StepKind::Remove, vec![Change::Remove]);
    ledger.commit(gone, Timestamp(400)).await.unwrap();
    let (names, mark) = heard(mark).await;
    assert_eq!(names, ["b.example"]);

    // More lines than one answer has.
    for n in 0..=PAGE_ROWS_MAX {
        let entry = done("a.example", StepKind::Change, Vec::new());
        ledger
            .commit(entry, Timestamp(500 + n as u64))
            .await
            .unwrap();
    }
    let (names, middle) = heard(mark).await;
    assert_eq!(names, ["a.example"]);
    let (names, end) = heard(middle).await;
    assert_eq!(names, ["a.example"]);
    assert_eq!(end, ledger.end().await.unwrap());
}
