//! Certificates, accounts and orders on SQLite: read back as they were written, sealed for their own row
//! alone, and gone for good where they are forgotten.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod suite;

use std::fs;

use app::certificates::{
    Account, AriId, Bucket, CertificateStore, Chain, Draw, Failure, FailureKind, Held, Kept, Life,
    Lifetime, OrderUrl, Placed, Rate, Said,
};
use app::ledger::{Damage, LedgerError, Page, PrivateKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use protocols::name::DomainName;
use protocols::time::Timestamp;
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use store::{MasterKeyPlace, SqliteLedger};
use suite::directory::Directory;
use suite::name;

const NOW: Timestamp = Timestamp(1_795_521_600);
const CA: &str = "https://ca.example/directory";
const FIVE: Rate = Rate {
    burst: 5,
    seconds: 3_600,
};

async fn open(directory: &Directory) -> SqliteLedger {
    let place = MasterKeyPlace::DataDirectory;
    SqliteLedger::open(&directory.data(), place).await.unwrap()
}

async fn raw(directory: &Directory, statement: &'static str) {
    let options = SqliteConnectOptions::new().filename(directory.data().join("mailseal.db"));
    let mut connection: SqliteConnection = options.connect().await.unwrap();
    sqlx::query(statement)
        .execute(&mut connection)
        .await
        .unwrap();
}

fn key(text: &str) -> PrivateKey {
    PrivateKey::from_pkcs8(text.as_bytes().to_vec())
}

/// A chain of two, as an authority gives it.
fn chain(host: &DomainName) -> Chain {
    let authority = peers::Authority::new("test");
    let leaf = authority.leaf(&[host.as_str()], peers::Fault::None);
    Chain::read(vec![der(&leaf.certificate_pem), der(authority.pem())]).unwrap()
}

fn der(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    STANDARD.decode(body).unwrap()
}

fn held(chain: &Chain) -> Held {
    Held::new(chain.lifetime, chain.id.clone(), NOW, Draw(0))
}

fn placed(url: &str) -> Placed {
    Placed {
        directory: CA.to_owned(),
        url: OrderUrl(url.to_owned()),
        key: key("of the order"),
    }
}

async fn issued(ledger: &SqliteLedger, host: &DomainName, private: &str) -> Life {
    let kept = Kept {
        directory: CA.to_owned(),
        chain: chain(host),
        key: key(private),
    };
    let life = Life::wanted(NOW).issued(held(&kept.chain));
    ledger.keep(host, &kept, &life).await.unwrap();
    life
}

#[tokio::test]
async fn accounts_are_kept_by_authority() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    assert!(ledger.account(CA).await.unwrap().is_none());
    for uri in ["https://ca.example/acct/1", "https://ca.example/acct/2"] {
        let account = Account {
            uri: uri.to_owned(),
            key: key(uri),
        };
        ledger.keep_account(CA, &account, NOW).await.unwrap();
        let read = ledger.account(CA).await.unwrap().unwrap();
        assert_eq!(read.uri, uri);
        assert_eq!(read.key.expose_pkcs8(), uri.as_bytes());
    }
    let other = ledger.account("https://other.example/").await.unwrap();
    assert!(other.is_none());
    ledger.drop_account(CA).await.unwrap();
    assert!(ledger.account(CA).await.unwrap().is_none());
}

#[tokio::test]
async fn what_is_taken_of_the_orders_only_rises() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    assert_eq!(ledger.orders_taken(CA).await.unwrap(), Bucket::default());
    for (written, stands) in [(5_000, 5_000), (9_000, 9_000), (7_000, 9_000)] {
        let bucket = Bucket::full_at_ms(written);
        ledger.take_order(CA, bucket).await.unwrap();
        let read = ledger.orders_taken(CA).await.unwrap();
        assert_eq!(read, Bucket::full_at_ms(stands));
    }
}

#[tokio::test]
async fn an_order_is_gone_on_with_by_another_process() {
    let directory = Directory::new();
    let host = name("mta-sts.example.com");
    let ledger = open(&directory).await;
    assert!(ledger.placed(&host).await.unwrap().is_none());
    let life = Life::wanted(NOW).began(NOW);
    let order = placed("https://ca.example/order/1");
    ledger.place(&host, &order, &life).await.unwrap();
    ledger.close().await;

    let ledger = open(&directory).await;
    let read = ledger.placed(&host).await.unwrap().unwrap();
    assert_eq!((read.directory.as_str(), &read.url), (CA, &order.url));
    assert_eq!(read.key.expose_pkcs8(), b"of the order");
    let lives = ledger.lives(Page::first(9)).await.unwrap();
    assert_eq!(lives, [(host.clone(), life)]);

    // The certificate comes, and the order is over in the same moment.
    let life = issued(&ledger, &host, "of the certificate").await;
    assert!(ledger.placed(&host).await.unwrap().is_none());
    let lives = ledger.lives(Page::first(9)).await.unwrap();
    assert_eq!(lives, [(host.clone(), life.clone())]);
    let kept = ledger.certificates(Page::first(9)).await.unwrap();
    let [(of, kept)] = &kept[..] else {
        panic!("{kept:?}")
    };
    assert_eq!((of, kept.directory.as_str()), (&host, CA));
    assert_eq!(kept.key.expose_pkcs8(), b"of the certificate");
    assert_eq!(kept.chain.der.len(), 2);
    assert_eq!(
        Some(kept.chain.lifetime),
        life.held.map(|held| held.lifetime)
    );

    // An order that came to nothing leaves the certificate.
    let order = placed("https://ca.example/order/2");
    ledger
        .place(&host, &order, &Life::wanted(NOW))
        .await
        .unwrap();
    ledger.drop_order(&host).await.unwrap();
    assert!(ledger.placed(&host).await.unwrap().is_none());
    assert_eq!(ledger.certificates(Page::first(9)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn failures_are_kept_as_they_were_said() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let host = name("mta-sts.example.com");
    let failure = Failure {
        at: NOW,
        kind: FailureKind::Unauthorized,
        said: Said::new("<b>\u{1b}[31m\u{0} ä"),
    };
    let life = Life::wanted(NOW).failed(failure, Some(7), FIVE, Draw(9));
    ledger.note(&host, &life).await.unwrap();
    assert_eq!(ledger.lives(Page::first(1)).await.unwrap(), [(host, life)]);
}

#[tokio::test]
async fn word_for_the_server_stands_until_it_is_noted() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let (first, second) = (name("mta-sts.a.example"), name("mta-sts.b.example"));
    ledger.ask_for(&second, NOW).await.unwrap();
    ledger.ask_for(&first, NOW.plus_seconds(1)).await.unwrap();
    ledger.ask_for(&first, NOW.plus_seconds(2)).await.unwrap();
    let asked = ledger.asked().await.unwrap();
    assert_eq!(asked, [second.clone(), first.clone()]);
    ledger.note(&first, &Life::wanted(NOW)).await.unwrap();
    assert_eq!(ledger.asked().await.unwrap().len(), 2);
    let life = Life::wanted(NOW).asked_for(NOW, FIVE);
    ledger.note(&first, &life).await.unwrap();
    assert_eq!(ledger.asked().await.unwrap(), [second]);
}

#[tokio::test]
async fn what_is_forgotten_is_gone_from_the_files() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let host = name("mta-sts.example.com");
    issued(&ledger, &host, "key").await;
    let serial = chain_octets(&ledger).await;
    let order = placed("https://ca.example/order/with-a-name-to-look-for");
    ledger
        .place(&host, &order, &Life::wanted(NOW))
        .await
        .unwrap();
    ledger.ask_for(&host, NOW).await.unwrap();
    assert!(ledger.forget(&host).await.unwrap());
    assert!(!ledger.forget(&host).await.unwrap());
    assert_eq!(ledger.lives(Page::first(9)).await.unwrap(), []);
    assert!(
        ledger
            .certificates(Page::first(9))
            .await
            .unwrap()
            .is_empty()
    );
    assert!(ledger.placed(&host).await.unwrap().is_none());
    assert_eq!(ledger.asked().await.unwrap(), []);
    ledger.close().await;
    let file = fs::read(directory.data().join("mailseal.db")).unwrap();
    for gone in [&serial[..], b"with-a-name-to-look-for"] {
        let there = file.windows(gone.len()).any(|octets| octets == gone);
        assert!(!there, "still in the file: {gone:?}");
    }
}

/// What of a certificate is found in the file while it is kept.
async fn chain_octets(ledger: &SqliteLedger) -> Vec<u8> {
    let kept = ledger.certificates(Page::first(1)).await.unwrap();
    kept[0].1.chain.der[0][..64].to_vec()
}

#[tokio::test]
async fn a_key_opens_in_no_other_row() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let (first, second) = (name("mta-sts.a.example"), name("mta-sts.b.example"));
    issued(&ledger, &first, "key of a").await;
    issued(&ledger, &second, "key of b").await;
    raw(
        &directory,
        "UPDATE certificate SET sealed = (SELECT sealed FROM certificate \
         WHERE name = 'mta-sts.a.example') WHERE name = 'mta-sts.b.example'",
    )
    .await;
    let error = ledger.certificates(Page::first(9)).await.unwrap_err();
    let LedgerError::Damaged { what, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(what, Damage::Certificate(second));

    let order = placed("https://ca.example/order/1");
    ledger
        .place(&first, &order, &Life::wanted(NOW))
        .await
        .unwrap();
    raw(&directory, "UPDATE certificate_order SET url = url || '2'").await;
    let error = ledger.placed(&first).await.unwrap_err();
    assert!(matches!(error, LedgerError::Damaged { .. }), "{error:?}");

    let account = Account {
        uri: "https://ca.example/acct/1".to_owned(),
        key: key("of the account"),
    };
    ledger.keep_account(CA, &account, NOW).await.unwrap();
    raw(&directory, "UPDATE acme_account SET directory = 'x'").await;
    let error = ledger.account("x").await.unwrap_err();
    let LedgerError::Damaged { what, .. } = error else {
        panic!("{error:?}")
    };
    assert_eq!(what, Damage::Account("x".to_owned()));
}

#[tokio::test]
async fn the_master_key_is_changed_under_all_of_it() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let hosts: Vec<DomainName> = (0..120).map(|n| name(&format!("h{n}.example"))).collect();
    for host in &hosts {
        issued(&ledger, host, host.as_str()).await;
    }
    let order = placed("https://ca.example/order/1");
    let life = Life::wanted(NOW);
    ledger.place(&hosts[0], &order, &life).await.unwrap();
    let account = Account {
        uri: "u".to_owned(),
        key: key("of the account"),
    };
    ledger.keep_account(CA, &account, NOW).await.unwrap();
    ledger.close().await;

    let path = directory.data().join("master.key");
    let old = fs::read_to_string(&path).unwrap();
    let other = Directory::new();
    let ledger = open(&other).await;
    ledger.keep_account(CA, &account, NOW).await.unwrap();
    let new = fs::read_to_string(other.data().join("master.key")).unwrap();
    fs::write(&path, format!("{new}{old}")).unwrap();

    let ledger = open(&directory).await;
    assert_eq!(ledger.reseal().await.unwrap(), 122);
    assert_eq!(ledger.reseal().await.unwrap(), 0);
    ledger.close().await;
    fs::write(&path, new).unwrap();
    let ledger = open(&directory).await;
    let kept = ledger.certificates(Page::first(1_000)).await.unwrap();
    assert_eq!(kept.len(), 120);
    for (host, kept) in kept {
        assert_eq!(kept.key.expose_pkcs8(), host.as_str().as_bytes());
    }
    let placed = ledger.placed(&hosts[0]).await.unwrap().unwrap();
    assert_eq!(placed.key.expose_pkcs8(), b"of the order");
    assert!(ledger.account(CA).await.unwrap().is_some());
}

#[tokio::test]
async fn lists_come_in_pages() {
    let directory = Directory::new();
    let ledger = open(&directory).await;
    let lifetime = Lifetime {
        not_before: NOW,
        not_after: NOW.plus_seconds(9),
    };
    let id = AriId::new("a.b");
    for n in 0..25 {
        let life = Life::wanted(NOW).issued(Held::new(lifetime, id.clone(), NOW, Draw(0)));
        let host = name(&format!("h{n:02}.example"));
        ledger.note(&host, &life).await.unwrap();
    }
    let first = ledger.lives(Page::first(10)).await.unwrap();
    assert_eq!(first.len(), 10);
    let last = first[9].0.clone();
    assert_eq!(last.as_str(), "h09.example");
    let rest = ledger.lives(Page::after(last, 100)).await.unwrap();
    assert_eq!(rest.len(), 15);
    assert_eq!(rest[0].0.as_str(), "h10.example");
}
