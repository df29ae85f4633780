//! What is refused, by the server or before it is asked, and in which words.

use std::net::SocketAddr;

use net::zone::rfc2136::find_apex;

use super::*;

everywhere!(
    unknown_key,
    wrong_secret,
    wrong_algorithm,
    what_the_key_may_not,
    alias_at_the_name,
    alias_beside_others,
    delegated,
    no_such_zone,
    outside_the_zone,
    what_no_zone_holds,
);

fn zones_refusal(config: &Rfc2136Config, owner: &str) -> ZoneError {
    let error = read(config, &txt_key(owner)).unwrap_err();
    // A write begins with the same reading.
    let ours = change(&txt_key(owner), None, set(60, &[txt("a")]));
    assert_eq!(write(config, &ours).unwrap_err(), error);
    error
}

#[track_caller]
fn unauthorised(config: &Rfc2136Config, zone: &str, expected: Why) {
    let error = zones_refusal(config, &format!("_dmarc.{zone}"));
    text(&error);
    assert_eq!(error, ZoneError::Unauthorised(expected));
}

fn unknown(key: &str, algorithm: &str) -> Why {
    Why::KeyUnknown {
        key: key.to_owned(),
        algorithm: algorithm.to_owned(),
    }
}

fn unknown_key(server: SocketAddr, zone: &str) {
    let config = Rfc2136Config {
        key_name: name("stranger.test"),
        ..config(server, zone, UpdateKey::SHA256)
    };
    unauthorised(&config, zone, unknown("stranger.test", "hmac-sha256"));
}

fn wrong_secret(server: SocketAddr, zone: &str) {
    let config = Rfc2136Config {
        secret: TsigSecret::from_base64(UpdateKey::NARROW.secret).unwrap(),
        ..config(server, zone, UpdateKey::SHA256)
    };
    let key = "key256.test".to_owned();
    unauthorised(&config, zone, Why::KeySecret { key });
}

fn wrong_algorithm(server: SocketAddr, zone: &str) {
    let config = Rfc2136Config {
        algorithm: TsigAlgorithm::HmacSha512,
        ..config(server, zone, UpdateKey::SHA256)
    };
    unauthorised(&config, zone, unknown("key256.test", "hmac-sha512"));
}

/// A key that the server lets change TXT below `_domainkey` and `_dmarc` only.
fn what_the_key_may_not(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::NARROW);
    let allowed = txt_key(&format!("s1._domainkey.{zone}"));
    let key = set(60, &[txt("v=DKIM1; p=")]);
    let there = change(&allowed, None, key);
    assert_eq!(write(&config, &there), Ok(AT_ONCE));
    assert_eq!(write(&config, &there.reversed()), Ok(AT_ONCE));

    let alias = set(60, &[RecordData::Cname(name("elsewhere.test"))]);
    let cname = RrSetKey {
        owner: name(&format!("s2._domainkey.{zone}")),
        kind: RecordKind::Cname,
    };
    let report = set(60, &[txt("v=TLSRPTv1; rua=mailto:t@example.com")]);
    for (key, after) in [
        (txt_key(&format!("_smtp._tls.{zone}")), report),
        (cname, alias),
    ] {
        let error = write(&config, &change(&key, None, after)).unwrap_err();
        text(&error);
        let expected = Why::KeyMayNot {
            key: "narrow.test".to_owned(),
            zone: name(zone),
        };
        // BIND says REFUSED, Knot BADKEY.
        let (ZoneError::Refused(why) | ZoneError::Unauthorised(why)) = error else {
            panic!("{error}");
        };
        assert_eq!(why, expected);
        assert_eq!(read(&config, &key), Ok(None));
    }
}

#[track_caller]
fn unreadable(config: &Rfc2136Config, owner: &str, expected: Why) {
    let error = zones_refusal(config, owner);
    text(&error);
    assert_eq!(error, ZoneError::Unreadable(expected));
}

/// Trap 9.
fn alias_at_the_name(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let owner = format!("alias.{zone}");
    let why = Why::Alias {
        name: name(&owner),
        target: "elsewhere.test".to_owned(),
    };
    unreadable(&config, &owner, why);
}

/// Trap 9, the other way round.
fn alias_beside_others(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = RrSetKey {
        owner: name(&format!("host.{zone}")),
        kind: RecordKind::Cname,
    };
    let alias = set(60, &[RecordData::Cname(name("elsewhere.test"))]);
    let error = write(&config, &change(&key, None, alias)).unwrap_err();
    assert_eq!(read(&config, &key), Ok(None));
    let why = Why::BesideOthers;
    assert_eq!(error, ZoneError::CannotHold { key, why });
}

/// Trap 9.
fn delegated(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let cut = name(&format!("sub.{zone}"));
    for owner in [format!("_dmarc.{cut}"), cut.to_string()] {
        unreadable(&config, &owner, Why::Delegated { cut: cut.clone() });
    }
}

/// Trap 9: the zone below is at the same server, which would take the update and never answer with it.
#[test]
fn a_zone_of_its_own_below() {
    for server in [peers().knot.address(), peers().bind.address()] {
        let config = config(server, "dyn.test", UpdateKey::SHA256);
        for owner in ["_dmarc.co.dyn.test", "merge.co.dyn.test"] {
            let zone = name("co.dyn.test");
            let why = Why::OwnZone {
                name: name(owner),
                zone,
            };
            unreadable(&config, owner, why);
        }
    }
}

/// Trap 10 as far as it goes here: another zone of that name is none, and says so.
fn no_such_zone(server: SocketAddr, zone: &str) {
    for (zone, owner) in [
        ("elsewhere.test", "_dmarc.elsewhere.test".to_owned()),
        // In the zone, but not its apex.
        (&format!("merge.{zone}"), format!("_dmarc.merge.{zone}")),
    ] {
        let config = config(server, zone, UpdateKey::SHA256);
        let error = zones_refusal(&config, &owner);
        assert_eq!(error, ZoneError::NoZone(name(zone)));
    }
    let config = config(server, "a.elsewhere.test", UpdateKey::SHA256);
    let error = inside(async || find_apex(&config).await).unwrap_err();
    assert_eq!(error, ZoneError::NoZone(name("a.elsewhere.test")));
}

/// Trap 8: a name with or without the zone is never doubled; one outside is not sent.
fn outside_the_zone(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let owner = format!("_dmarc.bad{zone}");
    let ours = change(&txt_key(&owner), None, set(60, &[txt("a")]));
    let error = write(&config, &ours).unwrap_err();
    assert!(matches!(error, ZoneError::CannotHold { .. }), "{error:?}");
    let error = read(&config, &txt_key(&owner)).unwrap_err();
    assert!(matches!(error, ZoneError::CannotHold { .. }), "{error:?}");
}

fn what_no_zone_holds(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("no.{zone}"));
    let strings = |strings| RecordData::Txt(TxtRecord { strings });
    let many: Vec<RecordData> = (0..300).map(|n| txt(format!("{n:0250}"))).collect();
    let cases = [
        (
            set(60, &[strings(vec![vec![b'a'; 256]])]),
            Why::StringTooLong,
        ),
        (set(60, &[strings(Vec::new())]), Why::NoString),
        (set(60, &[]), Why::EmptySet),
        (set(u32::MAX, &[txt("a")]), Why::TtlTooLarge),
        (set(60, &[txt("a"), txt("a")]), Why::Twice),
        (
            set(60, &[txt("a"), RecordData::Cname(name("a.test"))]),
            Why::OtherType {
                kind: RecordKind::Cname,
            },
        ),
        (set(60, &many), Why::UpdateTooLarge),
    ];
    for (after, why) in cases {
        let error = write(&config, &change(&key, None, after)).unwrap_err();
        let key = key.clone();
        assert_eq!(error, ZoneError::CannotHold { key, why });
    }
    assert_eq!(read(&config, &key), Ok(None));
}
