//! The traps of a TXT writer, as far as they are the same at every interface: what is asked of a zone,
//! whatever stands behind it.

#![allow(dead_code)] // each provider's tests use a part of it

use std::fmt::Debug;

use app::zone::{Why, Zone, ZoneError};
use protocols::rrset::{RecordData, RecordKind, RrSet, RrSetChange, RrSetKey};

use crate::standin::{change, key, set, texts, txt};

pub(crate) const APEX: &str = "example.com";
pub(crate) const OLD: &str = "v=spf1 mx -all";
pub(crate) const NEW: &str = "v=spf1 mx a:mail.example.com -all";
pub(crate) const FOREIGN: &str = "MS=ms12345678";
pub(crate) const TTL: u32 = 3_600;

/// Values as others have put them, each of which some writer has spoilt.
pub(crate) const STRANGE: [&str; 8] = [
    "\"google-site-verification=abc\"",
    "ms=\"ABC\" tail",
    "\"a\\195\\188\"",
    "back\\slash\\;",
    "grün",
    "\"never closed",
    "  spaces  ",
    "v=spf1 broken",
];

pub(crate) fn apex_txt() -> RrSetKey {
    key(APEX, RecordKind::Txt)
}

/// A change of the texts at the apex; no text is no set.
pub(crate) fn apex_change(before: &[&str], after: &[&str]) -> RrSetChange {
    let set = |values: &[&str]| (!values.is_empty()).then(|| texts(TTL, values)).flatten();
    change(&apex_txt(), set(before), set(after))
}

pub(crate) fn usual_change() -> RrSetChange {
    apex_change(&[FOREIGN, OLD], &[FOREIGN, NEW])
}

/// A text where there is none yet.
pub(crate) fn creation_at(owner: &str) -> RrSetChange {
    change(&key(owner, RecordKind::Txt), None, texts(TTL, &[NEW]))
}

pub(crate) async fn assert_cannot_hold(zone: &impl Zone, change: &RrSetChange) {
    let refused = zone.write(change).await;
    assert!(
        matches!(refused, Err(ZoneError::CannotHold { .. })),
        "{change:?}: {refused:?}"
    );
}

/// The change is refused with what stands.
pub(crate) async fn assert_changed(
    zone: &impl Zone,
    change: &RrSetChange,
    standing: Option<RrSet>,
) {
    let key = change.key.clone();
    let changed = ZoneError::Changed { key, standing };
    assert_eq!(zone.write(change).await, Err(changed));
}

/// Nothing that was written without being found afterwards is said to be made.
pub(crate) async fn assert_not_taken_for_made(zone: &impl Zone, change: &RrSetChange) {
    let error = zone.write(change).await.unwrap_err();
    assert!(matches!(error, ZoneError::NoAnswer(_)), "{error:?}");
}

/// Neither the secret nor a control sequence of the other side is in what is shown.
pub(crate) fn assert_hides(secret: &str, error: &ZoneError) {
    let shown = format!("{error:?} {error}");
    assert!(
        !shown.contains(secret) && !shown.contains('\u{1b}'),
        "{shown}"
    );
}

/// A zone that is not there, or is there and not one to change, for a reason with this code.
pub(crate) fn assert_not_opened<Z: Debug>(opened: Result<Z, ZoneError>, reason: Option<&str>) {
    let error = opened.unwrap_err();
    match reason {
        None => assert_eq!(error, ZoneError::NoZone(APEX.parse().unwrap())),
        Some(code) => assert!(
            matches!(&error, ZoneError::Unreadable(why) if why.cause().code == code),
            "{error}"
        ),
    }
}

/// Each comes into being, is read as it was written, and shrinks to its first value.
pub(crate) async fn types_come_and_shrink(
    zone: &impl Zone,
    ttl_seconds: u32,
    types: Vec<(RrSetKey, Vec<RecordData>)>,
) {
    for (key, values) in types {
        let after = set(ttl_seconds, &values);
        zone.write(&change(&key, None, after.clone()))
            .await
            .unwrap();
        let read = zone.read(std::slice::from_ref(&key)).await.unwrap();
        assert_eq!(read[0], after, "{key}");
        if values.len() > 1 {
            let one = set(ttl_seconds, &values[..1]);
            zone.write(&change(&key, after, one.clone())).await.unwrap();
            let read = zone.read(std::slice::from_ref(&key)).await.unwrap();
            assert_eq!(read, [one], "{key}");
        }
    }
}

/// Six values around the lengths at which a string, or two, are full.
pub(crate) async fn values_of_every_length(zone: &impl Zone) {
    for length in [254, 255, 256, 400, 510, 800] {
        let value = "x".repeat(length);
        let mut creation = creation_at(&format!("s{length}._domainkey.example.com"));
        creation.after = texts(TTL, &[&value]);
        zone.write(&creation).await.unwrap();
        let read = zone.read(&[creation.key]).await.unwrap();
        assert_eq!(read, [creation.after], "{length}");
    }
}

pub(crate) async fn what_would_not_come_through_is_refused(zone: &impl Zone) {
    for bad in ["a\"b", "a\\;b", "grün", " a", "a ", "a\nb"] {
        assert_cannot_hold(zone, &apex_change(&[], &[bad])).await;
    }
}

/// A list that fails is an error, which is given back, and no empty set to write into.
pub(crate) async fn error_of_a_failing_list(
    zone: &impl Zone,
    secret: &str,
    fault: impl Debug,
) -> ZoneError {
    let error = zone.read(&[apex_txt()]).await.unwrap_err();
    assert_hides(secret, &error);
    assert!(
        zone.write(&creation_at(APEX)).await.is_err(),
        "{fault:?}: {error:?}"
    );
    error
}

/// Puts texts in the place of the last value at the apex; gives how many there were.
pub(crate) async fn replace_the_last(zone: &impl Zone, with: &[&str]) -> usize {
    let read = zone.read(&[apex_txt()]).await.unwrap().remove(0).unwrap();
    let mut after = read.clone();
    after.values.pop();
    after.values.extend(with.iter().map(|text| txt(text)));
    let stood = read.values.len();
    zone.write(&change(&apex_txt(), Some(read), Some(after)))
        .await
        .unwrap();
    stood
}

pub(crate) async fn names_outside_the_zone_are_refused(zone: &impl Zone) {
    for owner in ["badexample.com", "example.org", "com"] {
        assert_cannot_hold(zone, &creation_at(owner)).await;
    }
}

/// The alias at `_dmarc` is read as what it is, and nothing is put beside it.
pub(crate) async fn nothing_stands_beside_an_alias(zone: &impl Zone) {
    let creation = creation_at("_dmarc.example.com");
    let read = zone.read(std::slice::from_ref(&creation.key)).await;
    assert_eq!(read, Ok(vec![None]));
    assert_cannot_hold(zone, &creation).await;
}

/// The part below `sub` is served elsewhere: neither read nor written here.
pub(crate) async fn a_delegated_part_is_left_alone(zone: &impl Zone) {
    for owner in [
        "sub.example.com",
        "_dmarc.sub.example.com",
        "_dmarc.a.sub.example.com",
    ] {
        let creation = creation_at(owner);
        let read = zone.read(std::slice::from_ref(&creation.key)).await;
        assert!(
            matches!(&read, Err(ZoneError::Unreadable(Why::Delegated { .. }))),
            "{read:?}"
        );
        let write = zone.write(&creation).await;
        assert!(matches!(write, Err(ZoneError::Unreadable(_))), "{write:?}");
    }
}

/// Whether it was made is not known, reading tells, and it is not made a second time.
pub(crate) async fn a_lost_answer_leaves_it_open(zone: &impl Zone, change: &RrSetChange) {
    assert_not_taken_for_made(zone, change).await;
    let read = zone.read(std::slice::from_ref(&change.key)).await.unwrap();
    assert_eq!(read, std::slice::from_ref(&change.after));
    assert_changed(zone, change, change.after.clone()).await;
}
