//! Changes that come in between, and answers that are lost.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use peers::SilentDns;

use super::proxy::{Fate, is_update};
use super::*;

everywhere!(
    another_change_is_not_overwritten,
    a_race_is_refused_by_the_server,
    a_race_to_create,
    a_race_with_an_alias,
    a_lost_answer,
    a_swallowed_update,
    a_changed_answer,
);

const SHORT: Duration = Duration::from_secs(1);

fn write_by(
    proxy: SocketAddr,
    config: &Rfc2136Config,
    change: &RrSetChange,
) -> Result<Written, ZoneError> {
    let config = Rfc2136Config {
        server: proxy,
        ..config.clone()
    };
    inside(async || {
        let zone = Rfc2136::new(config).unwrap().with_patience(SHORT);
        zone.write(change).await
    })
}

/// Trap 7: `before` is not what stands when the write begins.
fn another_change_is_not_overwritten(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("other.{zone}"));
    let (ours, theirs) = (set(60, &[txt("ours")]), set(60, &[txt("theirs")]));
    assert_eq!(
        write(&config, &change(&key, None, theirs.clone())),
        Ok(AT_ONCE)
    );
    for before in [None, ours.clone()] {
        let refused = ZoneError::Changed {
            key: key.clone(),
            standing: theirs.clone(),
        };
        assert_eq!(
            write(&config, &change(&key, before, ours.clone())),
            Err(refused)
        );
    }
    assert_eq!(read(&config, &key), Ok(theirs));
}

/// Makes `ours` through a proxy, and `theirs` just before our update reaches the server.
fn race(
    config: &Rfc2136Config,
    ours: &RrSetChange,
    theirs: &RrSetChange,
) -> Result<Written, ZoneError> {
    let (second, theirs) = (config.clone(), theirs.clone());
    let proxy = proxy::before(config.server, move |message| {
        if is_update(message) {
            assert_eq!(write(&second, &theirs), Ok(AT_ONCE));
        }
        Fate::Passed
    });
    // The second client needs its time as well.
    let config = Rfc2136Config {
        server: proxy,
        ..config.clone()
    };
    write(&config, ours)
}

/// Trap 7: a value comes in between our reading and our writing; only the prerequisite can tell.
fn a_race_is_refused_by_the_server(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("race.{zone}"));
    let old = set(60, &[txt("v=spf1 mx -all")]);
    let both = set(60, &[txt("v=spf1 mx -all"), txt("MS=ms1")]);
    assert_eq!(
        write(&config, &change(&key, None, old.clone())),
        Ok(AT_ONCE)
    );
    let ours = change(&key, old.clone(), set(60, &[txt("v=spf1 -all")]));
    let theirs = change(&key, old, both.clone());
    match race(&config, &ours, &theirs) {
        Err(ZoneError::Changed { standing, .. }) => {
            assert_eq!(sorted(standing), sorted(both.clone()));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(sorted(read(&config, &key).unwrap()), sorted(both));
}

fn a_race_to_create(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("race-create.{zone}"));
    let theirs = set(60, &[txt("theirs")]);
    let refused = ZoneError::Changed {
        key: key.clone(),
        standing: theirs.clone(),
    };
    let ours = change(&key, None, set(60, &[txt("ours")]));
    let outcome = race(&config, &ours, &change(&key, None, theirs.clone()));
    assert_eq!(outcome, Err(refused));
    assert_eq!(read(&config, &key), Ok(theirs));
}

/// §3.4.2.2: what is added beside an alias is passed over in silence, were it not for the prerequisite.
fn a_race_with_an_alias(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let owner = format!("race-alias.{zone}");
    let alias = RrSetKey {
        owner: name(&owner),
        kind: RecordKind::Cname,
    };
    let target = set(60, &[RecordData::Cname(name("elsewhere.test"))]);
    let key = txt_key(&owner);
    let ours = change(&key, None, set(60, &[txt("ours")]));
    let outcome = race(&config, &ours, &change(&alias, None, target.clone()));
    let refused = ZoneError::Changed {
        key,
        standing: None,
    };
    assert_eq!(outcome, Err(refused));
    assert_eq!(read(&config, &alias), Ok(target));
}

/// Traps 4 and 12: the update is made, its answer is lost, and reading tells.
fn a_lost_answer(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("lost.{zone}"));
    let proxy = proxy::before(server, |message| match is_update(message) {
        true => Fate::AnswerLost,
        false => Fate::Passed,
    });
    let after = set(60, &[txt("v=TLSRPTv1; rua=mailto:t@example.com")]);
    let ours = change(&key, None, after.clone());
    let outcome = write_by(proxy, &config, &ours);
    assert!(
        matches!(outcome, Err(ZoneError::NoAnswer(_))),
        "{outcome:?}"
    );
    assert_eq!(read(&config, &key), Ok(after.clone()), "it was made");
    let again = ZoneError::Changed {
        key: key.clone(),
        standing: after.clone(),
    };
    assert_eq!(write(&config, &ours), Err(again));
    assert_eq!(write(&config, &change(&key, after, None)), Ok(AT_ONCE));
}

/// Trap 4: the update never arrives; what stood stands.
fn a_swallowed_update(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("proxy.{zone}"));
    let before = read(&config, &key).unwrap();
    let proxy = proxy::before(server, |message| match is_update(message) {
        true => Fate::Swallowed,
        false => Fate::Passed,
    });
    let outcome = write_by(proxy, &config, &change(&key, before.clone(), None));
    assert!(
        matches!(outcome, Err(ZoneError::NoAnswer(_))),
        "{outcome:?}"
    );
    assert_eq!(sorted(read(&config, &key).unwrap()), sorted(before));
}

/// Trap 5: an answer that was changed on its way, cut off or emptied counts for nothing.
fn a_changed_answer(server: SocketAddr, zone: &str) {
    let config = config(server, zone, UpdateKey::SHA256);
    let key = txt_key(&format!("proxy.{zone}"));
    let truncated: fn(&mut Vec<u8>) = |answer| answer[2] |= 0x02;
    let refused: fn(&mut Vec<u8>) = |answer| answer[3] |= 5;
    let without_end: fn(&mut Vec<u8>) = |answer| answer.truncate(answer.len() / 2);
    // The header's counts of the empty reply; its question stays.
    let emptied: fn(&mut Vec<u8>) = |answer| {
        let end = 12 + answer[12..].iter().position(|octet| *octet == 0).unwrap() + 5;
        answer.truncate(end);
        answer[6..12].fill(0);
    };
    for change_answer in [truncated, refused, without_end, emptied] {
        let proxy = proxy::before(server, move |_| Fate::AnswerChanged(change_answer));
        let behind = Rfc2136Config {
            server: proxy,
            ..config.clone()
        };
        let outcome = read(&behind, &key);
        assert!(
            matches!(outcome, Err(ZoneError::Unreadable(_))),
            "{outcome:?}"
        );
        let proxy = proxy::before(server, move |message| match is_update(message) {
            true => Fate::AnswerChanged(change_answer),
            false => Fate::Passed,
        });
        let owner = txt_key(&format!("changed-answer.{zone}"));
        let after = set(60, &[txt("made")]);
        let outcome = write_by(proxy, &config, &change(&owner, None, after.clone()));
        assert!(
            matches!(outcome, Err(ZoneError::NoAnswer(_))),
            "{outcome:?}"
        );
        assert_eq!(read(&config, &owner), Ok(after.clone()), "it was made");
        assert_eq!(write(&config, &change(&owner, after, None)), Ok(AT_ONCE));
    }
}

/// Trap 5: silence is no absence.
#[test]
fn silence() {
    let place = Place::Inside(&peers().namespace);
    let address = "127.0.0.41:53".parse().unwrap();
    let _silent = SilentDns::start(place, address);
    let config = config(address, "dyn.test", UpdateKey::SHA256);
    let began = Instant::now();
    let ours = change(&txt_key("silent.dyn.test"), None, set(60, &[txt("a")]));
    let outcome = write_by(address, &config, &ours);
    let silent = Why::Silent {
        server: address,
        seconds: 1,
    };
    assert_eq!(outcome, Err(ZoneError::Unreadable(silent)));
    assert!(began.elapsed() < 4 * SHORT);
}

#[test]
fn nobody_there() {
    let address = "127.0.0.42:53".parse().unwrap();
    let config = config(address, "dyn.test", UpdateKey::SHA256);
    let error = read(&config, &txt_key("a.dyn.test")).unwrap_err();
    assert!(
        matches!(&error, ZoneError::Unreadable(Why::NoConnection { server, .. }) if *server == address),
        "{error}"
    );
}
