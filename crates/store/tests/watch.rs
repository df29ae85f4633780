//! The watch on SQLite: whole or not at all, every shape read back as it was written, and an outbox
//! from which nothing is lost.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use std::collections::{BTreeMap, BTreeSet};

use app::ledger::{Change as LedgerChange, Ledger, LedgerError, Page, StepId, StepKind};
use app::watch::alarm::{Alarm, Raised, Telling};
use app::watch::change::{AlarmKey, By, Cause, CertificateStage, Change, JobEnd, LifeNote, Side};
use app::watch::delivery::{LEASE_SECONDS, NextTry};
use app::watch::includes::IncludeChange;
use app::watch::limits::STIR_SECONDS;
use app::watch::look::Notice;
use app::watch::observe::{GapOf, QuestionId};
use app::watch::part::{
    Addresses, CertificateSeen, FindingKey, FindingSeen, IncludeSeen, KeptRecords, KeptText, Part,
    PolicySeen, RecordsFor, Value,
};
use app::watch::state::{Candidate, DomainWatch, Gap, PartState};
use app::watch::store::{Kept, MessageId, MessageState, Timeline, WatchStore};
use app::watch::tell::{
    Bundle, FLOOD_SECONDS, FOLLOW_UP_SECONDS, GATHER_SECONDS, MESSAGES_PER_HOUR_MAX, NOTICES_MAX,
    Posting,
};
use protocols::answers::Failure;
use protocols::assessment::ProtectionKind;
use protocols::finding::{Severity, Value as Argument};
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use store::{MasterKeyPlace, SqliteLedger};
use suite::directory::Directory;
use suite::{add, done, name};

const NOW: Timestamp = Timestamp(1_795_521_600);

async fn open(directory: &Directory) -> SqliteLedger {
    let place = MasterKeyPlace::DataDirectory;
    SqliteLedger::open(&directory.data(), place).await.unwrap()
}

/// A ledger in which these domains are watched, due now.
async fn watching(directory: &Directory, domains: &[&str]) -> SqliteLedger {
    let ledger = open(directory).await;
    for domain in domains {
        add(&ledger, domain).await;
    }
    let due: Vec<(DomainName, Timestamp)> = domains.iter().map(|d| (name(d), NOW)).collect();
    ledger.enrol(&due).await.unwrap();
    ledger
}

fn kept(domain: &str, read: u64) -> Kept {
    Kept {
        domain: name(domain),
        read,
        watch: DomainWatch::new(NOW),
        due: NOW.plus_seconds(3_600),
        entries: Vec::new(),
        postings: Vec::new(),
        rests_on: BTreeSet::new(),
        shared: BTreeSet::new(),
    }
}

fn finding() -> FindingKey {
    FindingKey {
        rule: "spf/soft-fail".to_owned(),
        owner: Some(name("a.example")),
    }
}

fn arguments() -> Vec<(String, Argument)> {
    vec![
        ("name".to_owned(), Argument::Text("7".to_owned())),
        ("count".to_owned(), Argument::Count(7)),
    ]
}

fn certificate() -> CertificateSeen {
    CertificateSeen {
        digest: "ab".repeat(32),
        names: vec!["*.b.example".to_owned()],
        issuer: "CN=R1, O=\"Authority\"".to_owned(),
        not_before: NOW,
        not_after: NOW.plus_seconds(86_400),
    }
}

fn policy() -> PolicySeen {
    PolicySeen {
        mode: PolicyMode::Testing,
        max_age_seconds: 86_400,
        mx: vec![KeptText::of("*.b.example")],
    }
}

fn records() -> KeptRecords {
    let long = "x".repeat(5_000);
    KeptRecords::of(vec!["v=spf1 \u{1f600} -all".to_owned(), long]).unwrap()
}

fn note() -> LifeNote {
    LifeNote {
        selector: "s202611".to_owned(),
        code: "key-late-mail".to_owned(),
        values: vec![("servers".to_owned(), "ns1, ns2".to_owned())],
        until: Some(NOW),
    }
}

fn addresses(ip4: u64) -> Addresses {
    Addresses {
        ip4,
        ip6_networks: u64::MAX,
    }
}

/// One change of every kind, and of every shape within.
fn every_change() -> Vec<Change> {
    let host = || name("mx.b.example");
    let gap = |of| Change::Gap {
        of,
        since: NOW,
        until: None,
        tries: 3,
        failure: Failure::ServFail,
        servers: vec!["ns1.b.example (192.0.2.1)".to_owned()],
    };
    let include = |what| Change::Include {
        name: name("_spf.b.example"),
        what,
    };
    let mut changes = vec![
        Change::Begun { findings: 3 },
        Change::Certificate {
            host: host(),
            before: certificate(),
            after: certificate(),
        },
        Change::CertificateRenewed {
            host: host(),
            since: NOW,
            not_after: NOW,
        },
        Change::Policy {
            before: Some(policy()),
            after: None,
            by: By::Wanted,
        },
        Change::SpfOverLimit {
            before: 9,
            after: 11,
            grown: Some(name("_spf.b.example")),
        },
        Change::SpfWithinLimit {
            after: 9,
            since: NOW,
        },
        Change::Found {
            finding: finding(),
            arguments: arguments(),
            severity: Severity::Critical,
            since: NOW,
        },
        Change::Mended {
            finding: FindingKey {
                owner: None,
                ..finding()
            },
            arguments: Vec::new(),
            severity: Severity::Info,
            since: NOW,
        },
        gap(GapOf::Dns),
        gap(GapOf::OtherDns(host())),
        gap(GapOf::PolicyHost),
        gap(GapOf::MailHost(host())),
        Change::Moved(note()),
        Change::Asks(LifeNote {
            until: None,
            ..note()
        }),
        Change::Rotated {
            selectors: vec!["s2".to_owned()],
        },
        include(IncludeChange::Vanished),
        include(IncludeChange::Returned),
        include(IncludeChange::Opened),
        include(IncludeChange::Closed),
        include(IncludeChange::Replaced),
        include(IncludeChange::Widened {
            before: addresses(256),
            after: addresses(1 << 32),
        }),
        include(IncludeChange::Grew {
            before: 1,
            after: 2,
        }),
        include(IncludeChange::Edited),
    ];
    for role in RecordsFor::ALL {
        changes.push(Change::Records {
            role,
            owner: name("_dmarc.a.example"),
            before: None,
            after: Some(records()),
            by: By::Step(StepId(7)),
        });
    }
    for stage in [
        CertificateStage::Weeks,
        CertificateStage::Week,
        CertificateStage::Day,
        CertificateStage::Ended,
    ] {
        changes.push(Change::CertificateEnds {
            host: host(),
            stage,
            not_after: NOW,
        });
    }
    for end in [JobEnd::Done, JobEnd::GivenUp, JobEnd::Stale] {
        changes.push(Change::Job {
            step: StepId(9),
            end,
        });
    }
    changes
}

fn every_alarm() -> Vec<AlarmKey> {
    vec![
        AlarmKey::Finding(finding()),
        AlarmKey::Certificate(name("mx.b.example")),
        AlarmKey::SpfLookups,
        AlarmKey::Gap(GapOf::MailHost(name("mx.b.example"))),
        AlarmKey::Asks("s1".to_owned(), "key-signer".to_owned()),
    ]
}

/// A state in which everything is that there can be.
fn full_state() -> DomainWatch {
    let mut watch = DomainWatch::new(NOW);
    watch.looks = 7;
    watch.incomplete_looks = 2;
    let include = IncludeSeen {
        digest: "ab".repeat(32),
        terms: vec!["ip4:192.0.2.0/24".to_owned()],
        lookups: 3,
        is_open: true,
        addresses: Some(addresses(256)),
    };
    let seen = FindingSeen {
        severity: Severity::High,
        arguments: arguments(),
    };
    let values = [
        (
            Part::Records(RecordsFor::Mx, name("a.example")),
            Value::Records(records()),
        ),
        (
            Part::Certificate(name("mx.b.example")),
            Value::Certificate(certificate()),
        ),
        (Part::Policy, Value::Policy(policy())),
        (Part::SpfLookups, Value::Lookups(9)),
        (
            Part::Include(name("_spf.b.example")),
            Value::Include(include),
        ),
        (Part::Finding(finding()), Value::Finding(seen)),
    ];
    for (part, value) in values {
        let candidate = Candidate {
            value: Some(value.clone()),
            first: NOW,
            looks: 1,
            is_of_old: true,
        };
        let state = PartState {
            value: Some(value),
            since: NOW,
            candidate: Some(candidate),
            vain: 2,
        };
        watch.parts.insert(part, state);
    }
    let gone = PartState::known(None, NOW);
    watch
        .parts
        .insert(Part::Records(RecordsFor::Spf, name("a.example")), gone);
    for key in every_alarm() {
        let mut alarm = Alarm::quiet(Severity::High, NOW);
        let raised = Raised {
            severity: Severity::High,
            rank: 4,
            since: NOW,
        };
        alarm.raise(&key, raised, NOW);
        alarm.told_to.insert("anna".to_owned());
        watch.alarms.insert(key, alarm);
    }
    let gap = Gap {
        since: NOW,
        tries: 2,
        failure: Failure::NoRoute,
        servers: vec!["ns1".to_owned()],
        questions: BTreeSet::from([QuestionId(u64::MAX)]),
    };
    watch.gaps.insert(GapOf::Dns, gap);
    let blind = BTreeMap::from([(ProtectionKind::TlsRpt, BTreeSet::from([QuestionId(7)]))]);
    watch.basis = blind.clone();
    watch.unheard = blind;
    watch
}

fn posting(to: &str, bundle: Bundle, severity: Severity) -> Posting {
    Posting {
        recipient: to.to_owned(),
        bundle,
        not_before: NOW.plus_seconds(GATHER_SECONDS),
        notice: Notice {
            change: Change::Found {
                finding: finding(),
                arguments: Vec::new(),
                severity,
                since: NOW,
            },
            telling: Telling::Raise(AlarmKey::Finding(finding())),
        },
        severity,
    }
}

fn of_domain(domain: &str) -> Bundle {
    Bundle::Domain(name(domain))
}

#[tokio::test]
async fn every_shape_is_read_as_it_was_written() {
    let directory = Directory::new();
    let ledger = watching(&directory, &["a.example"]).await;
    let mut first = kept("a.example", 0);
    first.watch = full_state();
    first.entries = every_change();
    let tellings = every_alarm().into_iter().flat_map(|key| {
        [
            Telling::Raise(key.clone()),
            Telling::Clear(key.clone()),
            Telling::Restless(key),
        ]
    });
    let tellings: Vec<Telling> = tellings.chain([Telling::Event]).collect();
    for telling in &tellings {
        let mut posting = posting("anna", of_domain("a.example"), Severity::High);
        posting.notice.telling = telling.clone();
        first.postings.push((posting, "token".to_owned()));
    }
    ledger.keep(first, NOW).await.unwrap();

    let stored = ledger.watch(&name("a.example")).await.unwrap().unwrap();
    assert_eq!(stored.watch, Some(full_state()));
    let page = Page::first(1_000);
    let mut entries = ledger.timeline(&Timeline::default(), page).await.unwrap();
    entries.reverse();
    let changes: Vec<Change> = entries.into_iter().map(|entry| entry.change).collect();
    assert_eq!(changes, every_change());
    let due = NOW.plus_seconds(GATHER_SECONDS);
    let message = ledger
        .take_message(MessageId(1), due)
        .await
        .unwrap()
        .unwrap();
    let said: Vec<Telling> = message.said.into_iter().map(|said| said.telling).collect();
    assert_eq!(said, tellings);
}

#[tokio::test]
async fn domains_are_watched_while_they_are_there() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    for domain in ["a.example", "b.example", "c.example"] {
        add(&ledger, domain).await;
    }
    assert_eq!(ledger.unwatched(2).await.unwrap().len(), 2);
    let at = |seconds| Timestamp(NOW.0 + seconds);
    ledger
        .enrol(&[
            (name("a.example"), at(20)),
            (name("b.example"), at(10)),
            (name("never.example"), at(0)),
        ])
        .await
        .unwrap();
    // A second time changes nothing.
    ledger.enrol(&[(name("a.example"), at(0))]).await.unwrap();
    assert_eq!(ledger.unwatched(10).await.unwrap(), [name("c.example")]);
    assert_eq!(ledger.watched().await.unwrap(), 2);
    assert_eq!(ledger.next_due().await.unwrap(), Some(at(10)));
    assert_eq!(ledger.due(at(9), 10).await.unwrap(), []);
    let both = [name("b.example"), name("a.example")];
    assert_eq!(ledger.due(at(20), 10).await.unwrap(), both);
    assert_eq!(ledger.due(at(20), 1).await.unwrap(), both[..1]);
    ledger
        .bring_forward(&name("a.example"), at(5))
        .await
        .unwrap();
    ledger
        .bring_forward(&name("a.example"), at(50))
        .await
        .unwrap();
    assert_eq!(ledger.next_due().await.unwrap(), Some(at(5)));

    let remove = done("a.example", StepKind::Remove, vec![LedgerChange::Remove]);
    ledger.commit(remove, NOW).await.unwrap();
    assert_eq!(ledger.watched().await.unwrap(), 1);
    assert_eq!(ledger.watch(&name("a.example")).await.unwrap(), None);
    let refused = ledger.keep(kept("a.example", 0), NOW).await;
    assert_eq!(refused, Err(LedgerError::NoDomain(name("a.example"))));
}

#[tokio::test]
async fn of_two_looks_at_once_one_is_kept() {
    let directory = Directory::new();
    let ledger = watching(&directory, &["a.example"]).await;
    let look = || {
        let mut look = kept("a.example", 0);
        look.entries = vec![Change::Begun { findings: 0 }];
        let posting = posting("anna", of_domain("a.example"), Severity::High);
        look.postings = vec![(posting, "token".to_owned())];
        look
    };
    ledger.keep(look(), NOW).await.unwrap();
    let refused = ledger.keep(look(), NOW).await;
    assert_eq!(
        refused,
        Err(LedgerError::ChangedMeanwhile(name("a.example")))
    );
    let entries = ledger
        .timeline(&Timeline::default(), Page::first(10))
        .await
        .unwrap();
    assert_eq!(entries.len(), 1);
    assert_eq!(ledger.outbox(Page::first(10)).await.unwrap().len(), 1);
    let stored = ledger.watch(&name("a.example")).await.unwrap().unwrap();
    assert_eq!((stored.revision, stored.due), (1, NOW.plus_seconds(3_600)));
}

#[tokio::test]
async fn the_timeline_is_read_in_pages_and_by_side_and_time() {
    let directory = Directory::new();
    let ledger = watching(&directory, &["a.example", "b.example"]).await;
    for (read, domain) in (0..20).flat_map(|n| [(n, "a.example"), (n, "b.example")]) {
        let mut look = kept(domain, read);
        look.entries = vec![match read % 2 {
            0 => Change::SpfWithinLimit {
                after: 9,
                since: NOW,
            },
            _ => Change::Rotated {
                selectors: vec![format!("s{read}")],
            },
        }];
        ledger.keep(look, NOW.plus_seconds(read)).await.unwrap();
    }
    let of = |domain: Option<&str>| Timeline {
        domain: domain.map(name),
        ..Timeline::default()
    };
    let mut all = Vec::new();
    let mut page = Page::first(7);
    loop {
        let entries = ledger.timeline(&of(Some("a.example")), page).await.unwrap();
        let Some(last) = entries.last() else { break };
        page = Page::after(last.id, 7);
        all.extend(entries);
    }
    assert_eq!(all.len(), 20);
    assert!(all.windows(2).all(|pair| pair[0].id > pair[1].id));
    let count = async |timeline: Timeline| {
        ledger
            .timeline(&timeline, Page::first(100))
            .await
            .unwrap()
            .len()
    };
    assert_eq!(count(of(None)).await, 40);
    let alarms = Timeline {
        side: Some(Side::Alarm),
        ..of(None)
    };
    assert_eq!(count(alarms).await, 20);
    let some_time = Timeline {
        since: Some(NOW.plus_seconds(5)),
        until: Some(NOW.plus_seconds(10)),
        ..of(Some("b.example"))
    };
    assert_eq!(count(some_time).await, 5);

    assert_eq!(ledger.let_go(NOW.plus_seconds(15)).await.unwrap(), 30);
    assert_eq!(count(of(None)).await, 10);
}

/// Keeps one posting for each of these.
async fn post(ledger: &SqliteLedger, domain: &str, postings: Vec<Posting>, now: Timestamp) {
    let read = ledger.watch(&name(domain)).await.unwrap().unwrap().revision;
    let mut look = kept(domain, read);
    let tokens = postings.into_iter().enumerate();
    look.postings = tokens.map(|(n, p)| (p, format!("{read}-{n}"))).collect();
    ledger.keep(look, now).await.unwrap();
}

#[tokio::test]
async fn what_belongs_together_is_one_message_until_it_is_sent() {
    let directory = Directory::new();
    let ledger = watching(&directory, &["a.example", "b.example"]).await;
    let cause = || Bundle::Cause(Cause::Include(name("_spf.c.example")));
    let caused = || posting("anna", cause(), Severity::High);
    post(
        &ledger,
        "a.example",
        vec![caused(), posting("ben", cause(), Severity::High)],
        NOW,
    )
    .await;
    post(&ledger, "b.example", vec![caused()], NOW).await;
    let heads = ledger.outbox(Page::first(10)).await.unwrap();
    assert_eq!(heads.len(), 2, "one for each recipient");
    let due = NOW.plus_seconds(GATHER_SECONDS);
    assert_eq!(ledger.next_message().await.unwrap(), Some(due));
    assert_eq!(ledger.messages_due(NOW, 10).await.unwrap(), []);
    assert_eq!(ledger.messages_due(due, 10).await.unwrap().len(), 2);

    let anna = heads.iter().find(|head| head.recipient == "anna").unwrap();
    assert_eq!(
        ledger.take_message(anna.id, NOW).await.unwrap(),
        None,
        "not due"
    );
    let message = ledger.take_message(anna.id, due).await.unwrap().unwrap();
    let domains: Vec<&str> = message
        .said
        .iter()
        .map(|said| said.domain.as_str())
        .collect();
    assert_eq!(domains, ["a.example", "b.example"]);
    assert_eq!((message.head.tries, message.more), (1, 0));
    // While it is sent nobody takes it, and nothing joins it; what comes now is gathered for longer.
    assert_eq!(ledger.take_message(anna.id, due).await.unwrap(), None);
    post(&ledger, "b.example", vec![caused()], due).await;
    let heads = ledger.outbox(Page::first(10)).await.unwrap();
    assert_eq!(heads[0].due, due.plus_seconds(FOLLOW_UP_SECONDS));
    assert_eq!(heads.len(), 3);

    // The sender died: after the lease another has its turn, with the same token.
    let later = due.plus_seconds(LEASE_SECONDS);
    let again = ledger.take_message(anna.id, later).await.unwrap().unwrap();
    assert_eq!(again.head.token, message.head.token);
    assert_eq!((again.head.tries, again.said), (2, message.said));
    ledger.message_sent(anna.id, later).await.unwrap();
    // Whoever was given up for dead comes back too late to call it failed.
    ledger
        .message_failed(anna.id, NextTry::Never, "no answer", later)
        .await
        .unwrap();
    let heads = ledger.outbox(Page::first(10)).await.unwrap();
    let anna = heads.iter().find(|head| head.id == anna.id).unwrap();
    assert_eq!(anna.state, MessageState::Sent);
}

#[tokio::test]
async fn what_is_not_delivered_is_tried_again_and_given_up_in_the_end() {
    let directory = Directory::new();
    let ledger = watching(&directory, &["a.example"]).await;
    let first = posting("anna", of_domain("a.example"), Severity::High);
    post(&ledger, "a.example", vec![first.clone()], NOW).await;
    let (id, due) = (MessageId(1), NOW.plus_seconds(GATHER_SECONDS));
    ledger.take_message(id, due).await.unwrap().unwrap();
    let again = due.plus_seconds(60);
    ledger
        .message_failed(id, NextTry::At(again), "connection refused", due)
        .await
        .unwrap();
    assert_eq!(ledger.next_message().await.unwrap(), Some(again));
    // It was tried: it says what it said.
    post(&ledger, "a.example", vec![first], due).await;
    assert_eq!(ledger.outbox(Page::first(10)).await.unwrap().len(), 2);
    ledger.take_message(id, again).await.unwrap().unwrap();
    let long = "ä".repeat(1_000);
    ledger
        .message_failed(id, NextTry::Never, &long, again)
        .await
        .unwrap();
    let heads = ledger.outbox(Page::first(10)).await.unwrap();
    assert_eq!(heads[1].state, MessageState::GivenUp);
    assert_eq!(heads[1].note.chars().count(), 250);
    assert_eq!(ledger.let_go(again.plus_seconds(1)).await.unwrap(), 1);
}

#[tokio::test]
async fn a_flood_becomes_one_message() {
    let directory = Directory::new();
    let names: Vec<String> = (0..60).map(|n| format!("d{n}.example")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let ledger = watching(&directory, &names).await;
    for domain in &names {
        let posting = posting("anna", of_domain(domain), Severity::High);
        post(&ledger, domain, vec![posting], NOW).await;
    }
    let heads = ledger.outbox(Page::first(100)).await.unwrap();
    assert_eq!(heads.len(), MESSAGES_PER_HOUR_MAX + 1);
    let flood = heads.iter().find(|head| head.bundle == "flood").unwrap();
    let due = NOW.plus_seconds(FLOOD_SECONDS);
    assert_eq!(flood.due, due);
    let message = ledger.take_message(flood.id, due).await.unwrap().unwrap();
    assert_eq!(message.said.len(), names.len() - MESSAGES_PER_HOUR_MAX);

    // What is critical swims through.
    let critical = posting("anna", of_domain("d7.example"), Severity::Critical);
    post(&ledger, "d7.example", vec![critical], NOW).await;
    let due = ledger.next_message().await.unwrap();
    assert_eq!(due, Some(NOW.plus_seconds(GATHER_SECONDS)));
}

#[tokio::test]
async fn a_message_has_an_end() {
    let directory = Directory::new();
    let ledger = watching(&directory, &["a.example"]).await;
    let one = posting("anna", Bundle::Digest(NOW), Severity::Low);
    post(&ledger, "a.example", vec![one; NOTICES_MAX + 3], NOW).await;
    let due = NOW.plus_seconds(GATHER_SECONDS);
    let message = ledger
        .take_message(MessageId(1), due)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((message.said.len(), message.more), (NOTICES_MAX, 3));
}

#[tokio::test]
async fn what_changes_for_one_is_looked_at_for_all() {
    let directory = Directory::new();
    let ledger = watching(&directory, &["a.example", "b.example", "c.example"]).await;
    let cause = Cause::MailHost(name("mx.d.example"));
    let rests = |domain, read, shared: bool| {
        let mut look = kept(domain, read);
        look.rests_on = BTreeSet::from([cause.clone()]);
        if shared {
            look.shared = look.rests_on.clone();
        }
        look
    };
    ledger
        .keep(rests("a.example", 0, false), NOW)
        .await
        .unwrap();
    ledger
        .keep(rests("b.example", 0, false), NOW)
        .await
        .unwrap();
    ledger.keep(kept("c.example", 0), NOW).await.unwrap();
    assert_eq!(ledger.due(NOW, 10).await.unwrap(), []);
    ledger.keep(rests("a.example", 1, true), NOW).await.unwrap();
    assert_eq!(ledger.due(NOW, 10).await.unwrap(), [name("b.example")]);
    // The others see it as well, and call nobody.
    ledger.keep(rests("b.example", 1, true), NOW).await.unwrap();
    assert_eq!(ledger.due(NOW, 10).await.unwrap(), []);
    let later = NOW.plus_seconds(STIR_SECONDS);
    ledger
        .keep(rests("b.example", 2, true), later)
        .await
        .unwrap();
    assert_eq!(ledger.due(later, 10).await.unwrap()[0], name("a.example"));
    // One that no longer rests on it is left alone.
    ledger.keep(kept("a.example", 2), later).await.unwrap();
    let much_later = later.plus_seconds(STIR_SECONDS);
    let mut look = rests("b.example", 3, true);
    look.due = much_later.plus_seconds(9_999);
    ledger.keep(look, much_later).await.unwrap();
    let stored = ledger.watch(&name("a.example")).await.unwrap().unwrap();
    assert_eq!(stored.due, NOW.plus_seconds(3_600));
}
