//! Properties of the room: what is built is sound, what is written reads back, and what pasting
//! breaks is named and mended.

use proptest::prelude::*;

use super::key::{Encoding, KeyType, PublicKey, RsaPublicKey};
use super::record::{Flag, Hash, Key, KeyRecord, Service};
use super::{Identities, KeyIntent, KeyMatch, build, lint, matches, parse};
use crate::finding::{Finding, corrected};
use crate::limits::CHARACTER_STRING_OCTETS_MAX;

/// The RSA key of RFC 8463 appendix A.2.
const RSA_1024: &str = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bd\
                        OKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4h\
                        stT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB";
const RSA_2048: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApeC8igmbbvBXtW+Cv7FHF+vpUQTfyyW0G2s+\
                        jNmo5Ed0nXx9AU2+UGaY7Fb4WsVvssVDOahTSsyf/P9ryTs6XhUQYFVgYQoHwss+RkyOa0bQ/08n7XtG\
                        09AhYtkATRa5abbCkQr3kAEpBeZeN5Ebw26k5mV1ZddnLh4+7oYP8hlTrsiZqTGKUsJotX0tnyNtOwnR\
                        3mtJbhFYEEYGC6ZGEGddUJX6l72G3/FCAXB2SP3Bi4wYFrd7Rz2uh4CWIO+Vk9jX9PC6Ej/yv5kq9k6q\
                        Dh/3aPQ7SgdtnBjGftWwK/bhZhp3kJVdv5lP3bQq/IB3EglWOtVr2KMv9IfTzYVbUwIDAQAB";
const ED25519: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

fn rsa_2048() -> String {
    format!("v=DKIM1; k=rsa; p={RSA_2048}")
}

fn ids(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

/// `damaged` gives exactly `id`, and its correction is `meant`.
fn check_damage(damaged: &str, id: &str, meant: &str) {
    let findings = lint(damaged, None);
    assert_eq!(ids(&findings), [id], "{damaged}");
    assert_eq!(
        corrected(damaged, &findings).as_deref(),
        Some(meant),
        "{damaged}"
    );
}

/// `text` gives exactly these ids.
fn check(text: &str, expected: &[&str]) {
    assert_eq!(ids(&lint(text, None)), expected, "{text}");
}

#[test]
fn sound_records_are_quiet() {
    check(&rsa_2048(), &[]);
    check(&format!("v=DKIM1; k=ed25519; p={ED25519}"), &[]);
    check(&format!("v=DKIM1;p={RSA_2048};"), &[]);
    check(
        &format!("v=DKIM1; h=sha256; s=email:*; t=s; n=note=20one; p={RSA_2048}"),
        &[],
    );
}

#[test]
fn a_key_is_read_in_both_encodings() {
    let key = parse(&rsa_2048())
        .record
        .unwrap()
        .public_key()
        .unwrap()
        .clone();
    assert_eq!(key.name(), "rsa-2048");
    let PublicKey::Rsa(rsa) = &key else {
        panic!("an RSA key")
    };
    assert_eq!((rsa.exponent(), rsa.small_factor()), (Some(65_537), None));
    for encoding in [Encoding::SubjectPublicKeyInfo, Encoding::RsaPublicKey] {
        assert_eq!(
            PublicKey::read(&key.octets(encoding)),
            Ok((key.clone(), encoding))
        );
    }
}

#[test]
fn quotes_of_a_zone_file() {
    let good = rsa_2048();
    let (a, b) = good.split_at(200);
    check_damage(&format!("\"{good}\""), "dkim/stray-quotes", &good);
    check_damage(&format!("{a}\" \"{b}"), "dkim/stray-quotes", &good);
    check_damage(&format!("\"{a}\" \"{b}\""), "dkim/stray-quotes", &good);
    check_damage(
        &format!("\\\"{a}\\\" \\\"{b}\\\""),
        "dkim/stray-quotes",
        &good,
    );
    let unseparated = good.replace("; k", "\" \"k");
    let findings = lint(&unseparated, None);
    assert_eq!(
        ids(&findings),
        ["dkim/stray-quotes", "dkim/semicolon-missing"]
    );
    assert_eq!(corrected(&unseparated, &findings), Some(good));
}

#[test]
fn other_marks_of_other_places() {
    let good = rsa_2048();
    let (a, b) = good.split_at(200);
    check_damage(&good.replace(';', "\\;"), "dkim/stray-backslashes", &good);
    check_damage(&format!("{a}\\n{b}"), "dkim/stray-backslashes", &good);
    check_damage(&good.replace(';', "\\059"), "dkim/stray-backslashes", &good);
    check_damage(
        &format!("\u{201c}{good}\u{201d}"),
        "dkim/odd-characters",
        &good,
    );
    check_damage(&format!("{a}\u{200b}{b}"), "dkim/odd-characters", &good);
    check_damage(&format!("{a}\r\n {b}"), "dkim/line-breaks", &good);
    check_damage(&format!("{a}   {b}"), "dkim/key-whitespace", &good);
    let line = format!("s1._domainkey\tIN\tTXT\t( \"{a}\"\n\t  \"{b}\" )  ; ----- DKIM key s1");
    let findings = lint(&line, None);
    assert_eq!(
        ids(&findings),
        [
            "dkim/zone-line-pasted",
            "dkim/stray-quotes",
            "dkim/line-breaks"
        ]
    );
    assert_eq!(corrected(&line, &findings).unwrap().trim(), good);
}

#[test]
fn separators_and_case() {
    let good = rsa_2048();
    check_damage(&good.replace(';', ""), "dkim/semicolon-missing", &good);
    check_damage(&good.replace(';', ","), "dkim/semicolon-missing", &good);
    check_damage(&good.replace("p=", "P="), "dkim/tag-upper-case", &good);
    check_damage(&good.replace("DKIM1", "dkim1"), "dkim/version-wrong", &good);
    check_damage(
        &good.replace("; k=rsa", ";; k=rsa"),
        "dkim/tag-empty",
        &good,
    );
    check_damage(
        &good.replace("k=rsa", "k=rsa; k=rsa"),
        "dkim/tag-repeated",
        &good,
    );
    let late = format!("k=rsa; v=DKIM1; p={RSA_2048}");
    check_damage(&late, "dkim/version-not-first", &good);
    check_damage(
        &format!("k=rsa; p={RSA_2048}"),
        "dkim/version-absent",
        &good,
    );
}

#[test]
fn base64_gone_wrong() {
    let good = rsa_2048();
    check_damage(
        &good.replace('+', "-").replace('/', "_"),
        "dkim/key-url-safe",
        &good,
    );
    check_damage(&good.replace('+', " "), "dkim/key-plus-lost", &good);
    let ed25519 = format!("v=DKIM1; k=ed25519; p={ED25519}");
    check_damage(ed25519.trim_end_matches('='), "dkim/key-padding", &ed25519);
    check_damage(&format!("{ed25519}="), "dkim/key-padding", &ed25519);
    let armoured = good.replace("p=", "p=-----BEGIN PUBLIC KEY-----");
    check_damage(
        &format!("{armoured}-----END PUBLIC KEY-----"),
        "dkim/pem-armour",
        &good,
    );
    check(&good.replace("MIIB", "MI*B"), &["dkim/key-not-base64"]);
    check(
        &format!("v=DKIM1; k=rsa; p={}", RSA_2048.to_ascii_lowercase()),
        &["dkim/key-lower-cased"],
    );
}

#[test]
fn a_key_that_ends_too_early() {
    // At 61, what is left has the length of an Ed25519 key.
    for octets in [61, 100, 254, 255, 256, 300] {
        check(&rsa_2048()[..octets], &["dkim/key-cut-off"]);
    }
    check(
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPa",
        &["dkim/ed25519-wrong-length"],
    );
    check(&format!("{}A", rsa_2048()), &["dkim/key-length-odd"]);
    check(
        &format!("{}AAAA", rsa_2048()),
        &["dkim/key-trailing-octets"],
    );
}

#[test]
fn keys_of_the_wrong_kind() {
    let key = parse(&rsa_2048())
        .record
        .unwrap()
        .public_key()
        .unwrap()
        .clone();
    let pkcs1 = KeyRecord {
        key: Key::Public {
            key,
            encoding: Encoding::RsaPublicKey,
        },
        ..parse(&rsa_2048()).record.unwrap()
    };
    check_damage(&pkcs1.to_string(), "dkim/key-pkcs1", &rsa_2048());
    let ed25519 = format!("v=DKIM1; k=ed25519; p={ED25519}");
    let wrapped = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    check_damage(
        &ed25519.replace(ED25519, wrapped),
        "dkim/ed25519-wrapped",
        &ed25519,
    );
    check_damage(
        &ed25519.replace("k=ed25519", "k=rsa"),
        "dkim/key-type-mismatch",
        &ed25519,
    );
    check_damage(
        &ed25519.replace("k=ed25519; ", ""),
        "dkim/key-type-mismatch",
        &ed25519,
    );
    check_damage(
        &ed25519.replace("ed25519;", "ED25519;"),
        "dkim/key-type-unknown",
        &ed25519,
    );
}

#[test]
fn the_same_key_in_another_coat() {
    let record = parse(&rsa_2048()).record.unwrap();
    let key = record.public_key().unwrap().clone();
    let other = parse(&format!("p={RSA_1024}")).record.unwrap();
    assert_eq!(matches(&record, &key), KeyMatch::Same);
    assert_eq!(matches(&other, &key), KeyMatch::Other);
    assert_eq!(
        matches(&parse("p=").record.unwrap(), &key),
        KeyMatch::Revoked
    );
}

/// A modulus of this many octets with its top bit set, without small factors.
fn modulus(mut octets: Vec<u8>) -> Vec<u8> {
    octets[0] |= 0x80;
    let last = octets.len() - 1;
    octets[last] |= 1;
    // Adding two repeatedly comes to a number without small factors within a few dozen steps.
    while RsaPublicKey::new(&octets, &[1, 0, 1])
        .unwrap()
        .small_factor()
        .is_some()
    {
        let at = octets.iter().rposition(|octet| *octet < 0xfe).unwrap();
        octets[at] += if at == last { 2 } else { 1 };
    }
    octets
}

fn public_key() -> impl Strategy<Value = PublicKey> {
    let rsa = proptest::collection::vec(any::<u8>(), 256).prop_map(|octets| {
        PublicKey::Rsa(RsaPublicKey::new(&modulus(octets), &[1, 0, 1]).unwrap())
    });
    let ed25519 = any::<[u8; 32]>().prop_map(PublicKey::Ed25519);
    prop_oneof![rsa, ed25519]
}

fn word() -> impl Strategy<Value = String> {
    "x[a-z0-9-]{0,6}[a-z0-9]"
}

prop_compose! {
    fn record()(
        key in public_key(),
        revoked in any::<bool>(),
        hashes in proptest::option::of(proptest::collection::vec(prop_oneof![
            Just(Hash::Sha256), Just(Hash::Sha1), word().prop_map(Hash::Other)], 1..3)),
        services in proptest::option::of(proptest::collection::vec(prop_oneof![
            Just(Service::All), Just(Service::Email), Just(Service::TlsRpt),
            word().prop_map(Service::Other)], 1..3)),
        flags in proptest::collection::vec(prop_oneof![
            Just(Flag::Testing), Just(Flag::NoSubdomains), word().prop_map(Flag::Other)], 0..3),
        notes in proptest::option::of("[a-zA-Z0-9.,=]{0,10}"),
    ) -> KeyRecord {
        let encoding = key.usual_encoding();
        let key_type = key.key_type();
        let key = if revoked { Key::Revoked } else { Key::Public { key, encoding } };
        KeyRecord { key_type, hashes, services, flags, notes, key }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_back(record in record()) {
        let text = record.to_string();
        prop_assert_eq!(super::damage::read(&text).repairs, []);
        let parsed = parse(&text);
        prop_assert_eq!(parsed.defects, []);
        prop_assert_eq!(parsed.record, Some(record));
    }

    #[test]
    fn what_is_built_is_sound(key in public_key(), only in any::<bool>()) {
        let identities = if only { Identities::DomainOnly } else { Identities::WithSubdomains };
        let text = KeyIntent::Sign { key, identities }.record().to_string();
        prop_assert_eq!(ids(&lint(&text, None)), Vec::<&str>::new());
        let strings = build::character_strings(&text);
        prop_assert!(strings.iter().all(|s| s.len() <= CHARACTER_STRING_OCTETS_MAX));
        prop_assert_eq!(strings.concat(), text);
    }

    #[test]
    fn any_text_is_read(text in "(v=DKIM1|[pkvht]=|[;\"\\\\ \n(),=]|-----BEGIN |PRIVATE KEY-----|MII|\\PC){0,40}") {
        let findings = lint(&text, None);
        for finding in &findings {
            if let Some(span) = finding.place.span {
                prop_assert!(text.get(span.start..span.end).is_some(), "{}", finding.rule.id);
            }
        }
        corrected(&text, &findings);
        parse(&text);
        super::selector::read(&text);
        build::character_strings(&text);
    }

    #[test]
    fn any_octets_are_read(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok((key, encoding)) = PublicKey::read(&octets) {
            prop_assert_eq!(PublicKey::read(&key.octets(encoding)), Ok((key, encoding)));
        }
    }

    #[test]
    fn a_cut_anywhere_is_seen(at in 60_usize..400) {
        let text = rsa_2048();
        let cut = &text[..at.min(text.len() - 5)];
        prop_assert_eq!(ids(&lint(cut, None)), ["dkim/key-cut-off"]);
    }
}

#[test]
fn revoked_records_name_their_type() {
    for key_type in [KeyType::Rsa, KeyType::Ed25519] {
        let text = KeyIntent::Revoke(key_type).record().to_string();
        check(&text, &["dkim/key-revoked"]);
        assert_eq!(parse(&text).record.unwrap().key_type, key_type);
    }
}

/// What a stranger may send as one record: the longest texts of what the readers loop over.
#[test]
fn long_texts_take_no_time() {
    let octets = crate::limits::TXT_OCTETS_MAX;
    let of = |head: &str, piece: &str| format!("{head}{}", piece.repeat(octets / piece.len()));
    let started = [
        of("v=DKIM1; p=", "A"),
        of("v=DKIM1; p=", "="),
        of("v=DKIM1; p=", "A \" "),
        of("v=DKIM1; p=", "A \"A"),
        of("v=DKIM1; p=", "A "),
        of("v=DKIM1; p=", "-_ "),
        of("v=DKIM1; p=", "-----BEGIN "),
        of("v=DKIM1; k=rsa", " k=r"),
        of("", "\\\""),
        of("", ";"),
        of("", "p=; "),
        of("v=DKIM1; t=", ":"),
        of("v=DKIM1; t=", "y,"),
        of("p=MIIBIj", "\u{200b}"),
    ];
    for text in started {
        let findings = lint(&text, None);
        corrected(&text, &findings);
        super::selector::read(&text);
    }
}
