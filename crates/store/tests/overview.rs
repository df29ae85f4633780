//! The list of all domains on SQLite: the most urgent first, in pages that stay where they are while
//! rows change, and quick with ten thousand.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use std::collections::BTreeMap;

use app::ledger::{Change, Ledger, StepKind};
use app::overview::{After, Filter, Group, Listed, Open, OverviewStore, Rank, Summary, Worst};
use protocols::answers::Failure;
use protocols::assessment::{ProtectionKind, State};
use protocols::finding::{Severity, Value};
use protocols::time::Timestamp;
use store::{MasterKeyPlace, SqliteLedger};
use suite::directory::Directory;
use suite::{add, done, name};

const NOW: Timestamp = Timestamp(1_795_521_600);

async fn open(directory: &Directory) -> SqliteLedger {
    let place = MasterKeyPlace::DataDirectory;
    SqliteLedger::open(&directory.data(), place).await.unwrap()
}

fn summary(domain: &str, rank: Rank, rules: &[(&str, Severity)]) -> Summary {
    Summary {
        domain: name(domain),
        rank,
        looked: NOW,
        protections: vec![
            (ProtectionKind::Spf, State::Problem),
            (ProtectionKind::MtaSts, State::NotNeeded),
        ],
        worst: rules.first().map(|(rule, severity)| Worst {
            rule: (*rule).to_owned(),
            severity: *severity,
            args: vec![
                ("lookups".to_owned(), Value::Count(12)),
                ("name".to_owned(), Value::Text("12".to_owned())),
            ],
        }),
        more: rules.len().saturating_sub(1),
        open: Some(Open {
            protection: ProtectionKind::Dane,
            failure: Failure::Timeout,
        }),
        changes: 4,
        waits_until: Some(NOW.plus_seconds(60)),
        is_parked: false,
        rules: rules
            .iter()
            .map(|(rule, severity)| ((*rule).to_owned(), *severity))
            .collect(),
    }
}

fn names(listed: &[Listed]) -> Vec<&str> {
    listed.iter().map(|listed| listed.domain.as_str()).collect()
}

fn of_group(group: Group) -> Filter {
    Filter {
        group: Some(group),
        ..Filter::default()
    }
}

const LOOKUPS: (&str, Severity) = ("spf/too-many-lookups", Severity::Critical);
const WATCHES: (&str, Severity) = ("dmarc/does-nothing", Severity::Medium);

async fn several(directory: &Directory) -> SqliteLedger {
    let ledger = open(directory).await;
    for domain in ["a.test", "b.test", "c_d.test", "fine.test", "new.test"] {
        add(&ledger, domain).await;
    }
    for kept in [
        summary("fine.test", Rank::Fine, &[]),
        summary("b.test", Rank::Critical, &[LOOKUPS, WATCHES]),
        summary("c_d.test", Rank::Unseen, &[WATCHES]),
        summary("a.test", Rank::Critical, &[LOOKUPS]),
    ] {
        ledger.keep_summary(&kept).await.unwrap();
    }
    ledger
}

#[tokio::test]
async fn the_most_urgent_comes_first_and_what_is_new_is_there() {
    let directory = Directory::new();
    let ledger = several(&directory).await;
    let all = ledger.overview(&Filter::default(), None, 50).await.unwrap();
    let expect = ["a.test", "b.test", "c_d.test", "new.test", "fine.test"];
    assert_eq!(names(&all), expect);
    // Read back as it was written.
    let expect = summary("b.test", Rank::Critical, &[LOOKUPS, WATCHES]);
    assert_eq!(all[1].summary, Some(expect));
    assert_eq!(all[3].summary, None);
}

#[tokio::test]
async fn filters() {
    let directory = Directory::new();
    let ledger = several(&directory).await;
    let check = async |filter: Filter, expect: &[&str]| {
        let found = ledger.overview(&filter, None, 50).await.unwrap();
        assert_eq!(names(&found), expect, "{filter:?}");
        if filter.group.is_none() {
            let counts = ledger.overview_counts(&filter).await.unwrap();
            assert_eq!(counts.values().sum::<u64>(), expect.len() as u64);
        }
    };
    check(of_group(Group::NeedsYou), &["a.test", "b.test"]).await;
    check(of_group(Group::CouldNotCheck), &["c_d.test"]).await;
    check(of_group(Group::Waits), &["new.test"]).await;
    check(of_group(Group::Fine), &["fine.test"]).await;
    let text = |text: &str| Filter {
        text: text.to_owned(),
        ..Filter::default()
    };
    // A sign of the pattern language is a sign of the name.
    check(text("_d.t"), &["c_d.test"]).await;
    check(text("%"), &[]).await;
    check(text("ne"), &["new.test", "fine.test"]).await;
    let rule = Filter {
        rule: WATCHES.0.to_owned(),
        ..Filter::default()
    };
    check(rule, &["b.test", "c_d.test"]).await;
}

#[tokio::test]
async fn causes_that_domains_share() {
    let directory = Directory::new();
    let ledger = several(&directory).await;
    let shared = ledger.shared_findings(5).await.unwrap();
    let shared: Vec<_> = shared
        .iter()
        .map(|shared| (shared.rule.as_str(), shared.severity, shared.domains))
        .collect();
    assert_eq!(
        shared,
        [
            (WATCHES.0, Severity::Medium, 2),
            (LOOKUPS.0, Severity::Critical, 2)
        ]
    );
    // A new line takes the place of the old one, findings and all.
    let fine = summary("a.test", Rank::Fine, &[]);
    ledger.keep_summary(&fine).await.unwrap();
    assert_eq!(ledger.shared_findings(5).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_domain_that_is_let_go_leaves_no_line() {
    let directory = Directory::new();
    let ledger = several(&directory).await;
    let entry = done("a.test", StepKind::Remove, vec![Change::Remove]);
    ledger.commit(entry, NOW).await.unwrap();
    let late = summary("a.test", Rank::Critical, &[LOOKUPS]);
    ledger.keep_summary(&late).await.unwrap();
    let all = ledger.overview(&Filter::default(), None, 50).await.unwrap();
    assert_eq!(all.len(), 4);
    let counts = ledger.overview_counts(&Filter::default()).await.unwrap();
    let expect: BTreeMap<Group, u64> = [
        (Group::NeedsYou, 1),
        (Group::CouldNotCheck, 1),
        (Group::Waits, 1),
        (Group::Fine, 1),
    ]
    .into();
    assert_eq!(counts, expect);
}

#[tokio::test]
async fn pages_stay_where_they_are_while_rows_change() {
    let directory = Directory::new();
    let ledger = several(&directory).await;
    let first = ledger.overview(&Filter::default(), None, 2).await.unwrap();
    assert_eq!(names(&first), ["a.test", "b.test"]);
    // What was on the first page moves to the end; nothing on the second is skipped.
    let moved = summary("a.test", Rank::Fine, &[]);
    ledger.keep_summary(&moved).await.unwrap();
    let after = After {
        rank: Rank::Critical,
        domain: name("b.test"),
    };
    let second = ledger.overview(&Filter::default(), Some(&after), 9).await;
    let expect = ["c_d.test", "new.test", "a.test", "fine.test"];
    assert_eq!(names(&second.unwrap()), expect);
}
