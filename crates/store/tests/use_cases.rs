//! The use cases that write, on a real ledger.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use app::add::{AddError, AddRequest, MailRequest, MxSource, SelectorNames, add, sender};
use app::keys::{KeyKind, MadeKey, MakeKeys, NotMade, SystemKeys, adopt, export_pem};
use app::ledger::{Ledger, LedgerError, Page, StepKind, Steps};
use app::remove::{Published, RemoveError, remove};
use protocols::answers::Failure;
use protocols::dkim::KeyIntent;
use protocols::dmarc::LadderStep;
use protocols::domain::InForce;
use protocols::domain::desired::{Desired, Purpose, Writers};
use protocols::time::Timestamp;
use store::{MasterKeyPlace, SqliteLedger};
use suite::directory::Directory;
use suite::{desired, name, owned, selector};

async fn open(directory: &Directory) -> SqliteLedger {
    let place = MasterKeyPlace::DataDirectory;
    SqliteLedger::open(&directory.data(), place).await.unwrap()
}

fn mail(selectors: SelectorNames) -> AddRequest {
    AddRequest::Mail(Box::new(MailRequest {
        mx: Vec::new(),
        mx_source: MxSource::Given,
        reports: None,
        selectors,
        senders: vec![sender("include:spf.example.net").unwrap()],
        step: Some(LadderStep::Quarantine),
        adopted: Vec::new(),
        writers: Writers::People,
        policy_host: None,
    }))
}

/// The keys of a desired state: selector and public key.
fn keys_of(desired: &Desired) -> Vec<(String, String)> {
    let Purpose::Mail(intent) = &desired.purpose else {
        return Vec::new();
    };
    let keys = intent.keys.iter().map(|key| match &key.key {
        KeyIntent::Sign { key: public, .. } => (key.selector.to_string(), public.name()),
        KeyIntent::Revoke(_) => panic!("a new key is revoked"),
    });
    keys.collect()
}

#[tokio::test]
async fn an_added_domain_has_its_keys_and_they_fit() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let (domain, now) = (name("example.com"), Timestamp(1_795_521_600));
    let request = mail(SelectorNames::ByMonth);
    let nobody_looked = InForce::not_looked(Failure::NotAsked);
    let added = add(
        &ledger,
        &SystemKeys,
        domain.clone(),
        request,
        &nobody_looked,
        now,
    );
    let desired = added.await.unwrap().desired;
    let expected = [("s202611", "rsa-2048"), ("e202611", "ed25519")];
    assert_eq!(
        keys_of(&desired),
        expected.map(|(s, k)| (s.to_owned(), k.to_owned()))
    );

    let ledger = open(&directory).await;
    let stored = ledger.domain(&domain).await.unwrap().unwrap();
    assert_eq!(stored.desired, desired);
    let keys = ledger.keys(&domain).await.unwrap();
    assert_eq!(keys.len(), 2);
    for key in keys {
        let private = ledger.private_key(&domain, &key.selector).await.unwrap();
        assert_eq!(adopt(&export_pem(&private)).unwrap().public, key.public);
        let Purpose::Mail(intent) = &stored.desired.purpose else {
            panic!("not for mail");
        };
        let wanted = intent
            .keys
            .iter()
            .find(|wanted| wanted.selector == key.selector);
        assert_eq!(wanted.unwrap().key, KeyIntent::sign(key.public));
    }
}

#[tokio::test]
async fn a_given_selector_names_the_rsa_key() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let request = mail(SelectorNames::Given(selector("dkim")));
    let nobody_looked = InForce::not_looked(Failure::NotAsked);
    let desired = add(
        &ledger,
        &SystemKeys,
        name("example.com"),
        request,
        &nobody_looked,
        Timestamp(1),
    );
    let keys = keys_of(&desired.await.unwrap().desired);
    let selectors: Vec<&str> = keys.iter().map(|(selector, _)| selector.as_str()).collect();
    assert_eq!(selectors, ["dkim", "dkim-ed25519"]);
}

#[tokio::test]
async fn a_domain_is_added_once() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let again = async || {
        let request = AddRequest::Parked { rua: None };
        add(
            &ledger,
            &SystemKeys,
            name("example.com"),
            request,
            &InForce::not_looked(Failure::NotAsked),
            Timestamp(1),
        )
        .await
    };
    let desired = again().await.unwrap().desired;
    assert_eq!(keys_of(&desired), []);
    let refused = again().await.unwrap_err();
    let exists = matches!(&refused, AddError::Ledger(LedgerError::DomainExists(_)));
    assert!(exists, "{refused}");
}

/// A system without randomness.
struct Broken;

impl MakeKeys for Broken {
    fn make(&self, _: KeyKind) -> Result<MadeKey, NotMade> {
        Err(NotMade)
    }
}

#[tokio::test]
async fn without_keys_nothing_is_stored() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let request = mail(SelectorNames::ByMonth);
    let refused = add(
        &ledger,
        &Broken,
        name("example.com"),
        request,
        &InForce::not_looked(Failure::NotAsked),
        Timestamp(1),
    )
    .await;
    assert!(matches!(refused, Err(AddError::Key(NotMade))));
    assert_eq!(ledger.domain(&name("example.com")).await.unwrap(), None);
    assert!(
        ledger
            .steps(Steps::All, Page::first(9))
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn a_removed_domain_is_told_and_journaled() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    suite::add(&ledger, "example.com").await;
    // Nobody would withdraw it any more.
    let refused = remove(&ledger, name("example.com"), Published::Gone, Timestamp(2)).await;
    assert_eq!(
        refused,
        Err(RemoveError::Published(vec![owned("example.com")]))
    );
    let removed = remove(&ledger, name("example.com"), Published::Stays, Timestamp(2))
        .await
        .unwrap();
    assert_eq!(removed.stored.desired, desired("example.com"));
    assert_eq!(removed.keys.len(), 2);
    assert_eq!(removed.left_published, [owned("example.com")]);
    let steps = ledger.steps(Steps::All, Page::first(1)).await.unwrap();
    assert_eq!(steps[0].kind, StepKind::Remove);
    let again = remove(&ledger, name("example.com"), Published::Gone, Timestamp(3)).await;
    let unknown = LedgerError::NoDomain(name("example.com"));
    assert_eq!(again, Err(RemoveError::Ledger(unknown)));
}

#[test]
fn senders_are_terms_we_write() {
    let same = [
        "mx",
        "a",
        "a:relay.example.com",
        "include:spf.example.net",
        "ip4:192.0.2.0/24",
        "ip4:192.0.2.1",
        "ip6:2001:db8::/32",
    ];
    for term in same {
        assert_eq!(
            sender(term).map(|sender| sender.to_string()).as_deref(),
            Some(term)
        );
    }
    for term in [
        "",
        "all",
        "-mx",
        "?include:spf.example.net",
        "ptr",
        "exists:%{i}.example.com",
        "include:%{d}.example.com",
        "mx:other.example.com",
        "mx/24",
        "a//64",
        "a:relay.example.com/24",
        "a b",
        "ip4:192.0.2.0/33",
        "redirect=example.com",
    ] {
        assert_eq!(sender(term), None, "{term}");
    }
}
