//! What is written stands, and what stands beside it is left alone.

use std::net::SocketAddr;

use net::zone::rfc2136::find_apex;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use protocols::answers::{MxRecord, TlsaRecord};

use super::*;

everywhere!(
    create_replace_remove,
    every_algorithm,
    every_type,
    lengths,
    octets,
    other_chunks_are_the_same_value,
    merge_beside_foreign_values,
    ttl_alone,
    apex_and_upper_case,
    an_alias_is_replaced,
    apex_is_found,
    wildcards,
    any_sequence,
);

/// Makes the changes from each set to the next, and reads after each.
#[track_caller]
fn walk(config: &Rfc2136Config, key: &RrSetKey, sets: &[Option<RrSet>]) {
    for pair in sets.windows(2) {
        let step = change(key, pair[0].clone(), pair[1].clone());
        assert_eq!(write(config, &step), Ok(AT_ONCE));
        assert_eq!(
            sorted(read(config, key).unwrap()),
            sorted(pair[1].clone()),
            "{key}"
        );
    }
}

fn create_replace_remove(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("_dmarc.crr.{zone}"));
    assert_eq!(read(&config, &key), Ok(None));
    let sets = [
        None,
        set(300, &[txt("v=DMARC1; p=none")]),
        set(600, &[txt("v=DMARC1; p=reject")]),
        None,
    ];
    walk(&config, &key, &sets);
}

fn every_algorithm(server: SocketAddr, zone: &str) {
    for key in [UpdateKey::SHA256, UpdateKey::SHA384, UpdateKey::SHA512] {
        let config = config(server, zone, key);
        let owner = txt_key(&format!("{}.algorithm.{zone}", key.algorithm));
        walk(&config, &owner, &[None, set(60, &[txt("a")]), None]);
    }
}

fn every_type(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let mx = |preference, host: Option<&str>| {
        RecordData::Mx(MxRecord {
            preference,
            exchange: host.map(name),
        })
    };
    let tlsa = |octet: u8| {
        RecordData::Tlsa(TlsaRecord {
            usage: 3,
            selector: 1,
            matching: 1,
            data: vec![octet; 32],
        })
    };
    let cname = |target: &str| RecordData::Cname(name(target));
    let cases = [
        (
            "mx",
            vec![mx(10, Some("a.example")), mx(20, Some("b.example"))],
            vec![mx(0, None)],
        ),
        ("_25._tcp.mx", vec![tlsa(1)], vec![tlsa(1), tlsa(2)]),
        (
            "s1._domainkey.c",
            vec![cname("s1.example")],
            vec![cname("s2.example")],
        ),
    ];
    for (owner, first, second) in cases {
        let key = RrSetKey {
            owner: name(&format!("{owner}.types.{zone}")),
            kind: first[0].kind(),
        };
        let sets = [None, set(60, &first), set(60, &second), None];
        walk(&config, &key, &sets);
    }
}

/// Trap 2: every length at which something is cut or split, with RSA-2048 and RSA-4096 keys.
fn lengths(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    for length in [
        1, 254, 255, 256, 400, 509, 510, 511, 512, 800, 1_024, 4_096, 20_000,
    ] {
        let key = txt_key(&format!("l{length}._domainkey.{zone}"));
        let mut value = b"v=DKIM1; k=rsa; p=".to_vec();
        value.resize(length, b'A');
        walk(&config, &key, &[None, set(60, &[txt(&value)]), None]);
    }
}

/// Trap 3: octets that text forms escape or cannot hold.
fn octets(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("octets.{zone}"));
    let all: Vec<u8> = (0..=255).collect();
    let values: &[&[u8]] = &[
        b"v=DMARC1; p=none",
        b"v=DMARC1\\; p=none",
        b"\"quoted\"",
        b"a\\b",
        b"\\195\\188",
        "gr\u{fc}n".as_bytes(),
        b"\xff\xfe",
        b" before and after ",
        b"\0",
        &all,
    ];
    let values: Vec<RecordData> = values.iter().map(txt).collect();
    walk(
        &config,
        &key,
        &[None, set(60, &values), set(60, &values[..3]), None],
    );
}

/// Trap 1: the same octets in other strings are the same value, and are not written again.
fn other_chunks_are_the_same_value(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("chunks.{zone}"));
    let split = RecordData::Txt(TxtRecord {
        strings: vec![b"v=spf1 ".to_vec(), b"-all".to_vec()],
    });
    let standing = set(60, &[split]);
    walk(&config, &key, &[None, standing.clone()]);
    let whole = set(60, &[txt("v=spf1 -all")]);
    let same = change(&key, whole.clone(), whole.clone());
    assert_eq!(write(&config, &same), Ok(AT_ONCE));
    assert_eq!(read(&config, &key), Ok(standing), "it stays as it was");
    let gone = change(&key, whole, None);
    assert_eq!(write(&config, &gone), Ok(AT_ONCE));
    assert_eq!(read(&config, &key), Ok(None));
}

/// Traps 6 and 11: what others have put there stays, octet for octet and string for string, with its
/// TTL.
fn merge_beside_foreign_values(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("merge.{zone}"));
    let before = read(&config, &key).unwrap().unwrap();
    assert_eq!((before.ttl_seconds, before.values.len()), (3_600, 9));
    let with = |value: &RecordData, ttl_seconds| {
        let mut set = before.clone();
        set.values.push(value.clone());
        Some(RrSet { ttl_seconds, ..set })
    };
    let (first, second) = (txt("v=spf1 mx -all"), txt("v=spf1 mx a -all"));
    let kept = Written {
        ttl_seconds: Some(3_600),
        ..AT_ONCE
    };
    let steps = [
        (Some(before.clone()), with(&first, 300)),
        (with(&first, 3_600), with(&second, 300)),
    ];
    for (from, to) in steps {
        assert_eq!(write(&config, &change(&key, from, to.clone())), Ok(kept));
        let stands = read(&config, &key).unwrap();
        let expected = to.map(|set| RrSet {
            ttl_seconds: 3_600,
            ..set
        });
        assert_eq!(sorted(stands), sorted(expected));
    }
    let back = change(&key, with(&second, 3_600), Some(before.clone()));
    assert_eq!(write(&config, &back), Ok(AT_ONCE));
    assert_eq!(sorted(read(&config, &key).unwrap()), sorted(Some(before)));
}

/// Trap 11: a change that asks for another TTL and nothing else gets it.
fn ttl_alone(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("ttl.{zone}"));
    let values = [txt("a"), txt("b")];
    let sets = [
        None,
        set(3_600, &values),
        set(60, &values),
        set(900, &values),
        None,
    ];
    walk(&config, &key, &sets);
}

/// Trap 8: the apex, and names in upper case, at the server or from the caller.
fn apex_and_upper_case(server: SocketAddr, zone: &str) {
    let config = config(server, &zone.to_ascii_uppercase(), UpdateKey::SHA256);
    let apex = txt_key(zone);
    let before = read(&config, &apex).unwrap().unwrap();
    let mut after = before.clone();
    after.values.push(txt("v=spf1 -all"));
    let there = change(&apex, Some(before), Some(after));
    assert_eq!(write(&config, &there), Ok(AT_ONCE));
    assert_eq!(write(&config, &there.reversed()), Ok(AT_ONCE));

    let upper = txt_key(&format!("_Dmarc.UPPER.{zone}."));
    let stands = read(&config, &upper).unwrap();
    let reject = set(60, &[txt("v=DMARC1; p=reject")]);
    walk(&config, &upper, &[stands.clone(), reject, stands]);

    let cased = RrSetKey {
        owner: name(&format!("cased.{zone}")),
        kind: RecordKind::Cname,
    };
    let stands = read(&config, &cased).unwrap();
    let to = |target: &str| set(60, &[RecordData::Cname(name(target))]);
    assert_eq!(stands, to("target.elsewhere.test"));
    walk(&config, &cased, &[stands.clone(), to("other.test"), stands]);
}

/// Trap 4: no moment and no server where the old alias is gone and the new one is not there.
fn an_alias_is_replaced(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = RrSetKey {
        owner: name(&format!("s1._domainkey.replaced.{zone}")),
        kind: RecordKind::Cname,
    };
    let to = |target: &str, ttl| set(ttl, &[RecordData::Cname(name(target))]);
    let sets = [
        None,
        to("a.test", 60),
        to("b.test", 60),
        to("c.test", 90),
        None,
    ];
    walk(&config, &key, &sets);
    let first = to("a.test", 60);
    walk(&config, &key, &[None, first.clone()]);
    // Knot leaves the TTL of an alias that stays; what stands is told.
    let longer = to("a.test", 600);
    let written = write(&config, &change(&key, first, longer)).unwrap();
    let stands = read(&config, &key).unwrap().unwrap();
    let expected = Some(stands.ttl_seconds).filter(|ttl| *ttl != 600);
    assert_eq!(written.ttl_seconds, expected);
}

fn apex_is_found(server: SocketAddr, zone: &str) {
    for owner in [
        zone.to_owned(),
        format!("S1._domainkey.Mail.{zone}"),
        format!("alias.{zone}"),
    ] {
        let config = config(server, &owner, UpdateKey::SHA512);
        let apex = inside(async || find_apex(&config).await);
        assert_eq!(apex, Ok(name(zone)), "{owner}");
    }
}

/// Trap 9: what only a wildcard answers does not stand there, and can be created.
fn wildcards(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    for below in ["wild", "aliases"] {
        let key = txt_key(&format!("_dmarc.{below}.{zone}"));
        walk(
            &config,
            &key,
            &[None, set(60, &[txt("v=DMARC1; p=none")]), None],
        );
    }
    let wildcard = txt_key(&format!("*.wild.{zone}"));
    let stands = set(77, &[txt("answers for every name")]);
    assert_eq!(read(&config, &wildcard), Ok(stands));
}

/// Whatever is written is what is read.
fn any_sequence(server: SocketAddr, zone: &str) {
    let value = prop_oneof![
        proptest::collection::vec(any::<u8>(), 1..40),
        proptest::collection::vec(any::<u8>(), 250..260),
        proptest::collection::vec(any::<u8>(), 505..800),
    ];
    let values = proptest::collection::btree_set(value, 0..5);
    let states = proptest::collection::vec((values, 1u32..100_000), 1..5);
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("any.{zone}"));
    let mut runner = TestRunner::new(Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&states, |states| {
        let mut before = read(&config, &key).unwrap();
        for (values, ttl_seconds) in states {
            let values: Vec<RecordData> = values.iter().map(txt).collect();
            let after = set(ttl_seconds, &values).filter(|set| !set.values.is_empty());
            let step = change(&key, before.clone(), after.clone());
            let written = write(&config, &step).unwrap();
            let stands = read(&config, &key).unwrap();
            let ttl_seconds = written.ttl_seconds.unwrap_or(ttl_seconds);
            let expected = after.map(|set| RrSet { ttl_seconds, ..set });
            prop_assert_eq!(sorted(stands.clone()), sorted(expected));
            before = stands;
        }
        Ok(())
    });
    outcome.unwrap();
}
