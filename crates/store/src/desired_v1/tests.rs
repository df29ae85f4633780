use std::net::{Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use protocols::dkim::RsaPublicKey;
use protocols::lifecycle::dkim_key::KeyMemory;
use protocols::lifecycle::dmarc_ladder::LadderMemory;
use protocols::lifecycle::mta_sts::{Leaving, Lingering, MtaStsMemory};
use protocols::lifecycle::{LeftKey, Remembered};

use protocols::domain::records::Role;
use protocols::lifecycle::Departure;
use protocols::lifecycle::departure::PolicyMemory;
use protocols::spf::Share;

use super::*;

fn name() -> impl Strategy<Value = DomainName> + Clone {
    let text = "[a-z]{1,8}(\\.[a-z][a-z0-9]{0,7}){1,3}";
    text.prop_map(|text| DomainName::parse(&text).unwrap())
}

fn uri() -> impl Strategy<Value = ReportUri> {
    let mailbox = ("[a-z!,?+/=%]{1,8}", name());
    let mailbox = mailbox.prop_filter_map("no mailbox", |(local, domain)| {
        ReportUri::mailbox(&format!("{local}@{domain}"))
    });
    let https = name().prop_map(|host| ReportUri::Https {
        uri: format!("https://{host}/v1?a=b"),
        host,
    });
    prop_oneof![mailbox, https]
}

fn uris() -> impl Strategy<Value = Vec<ReportUri>> {
    vec(uri(), 0..3)
}

fn network() -> impl Strategy<Value = IpNet> {
    prop_oneof![
        (any::<Ipv4Addr>(), 0..=32_u8)
            .prop_map(|(address, length)| Ipv4Net::new(address, length).unwrap().into()),
        (any::<Ipv6Addr>(), 0..=128_u8)
            .prop_map(|(address, length)| Ipv6Net::new(address, length).unwrap().into()),
    ]
}

fn spf() -> impl Strategy<Value = SpfIntent> {
    let sender = prop_oneof![
        Just(Authorised::Mx),
        Just(Authorised::A),
        name().prop_map(Authorised::Host),
        network().prop_map(Authorised::Network),
        name().prop_map(Authorised::Include),
    ];
    let others = prop_oneof![
        Just(Others::Fail),
        Just(Others::SoftFail),
        Just(Others::Neutral),
    ];
    let dropped = prop::sample::select(vec!["include:a.example", "exists:%{i}.x.example", "ptr"]);
    let dropped = dropped.prop_map(|term| Mechanism::parse(term).unwrap());
    let end = prop_oneof![Just(StandingEnd::Kept), Just(StandingEnd::AsWanted)];
    let standing = (vec(dropped, 0..3), end).prop_map(|(dropped, end)| OfStanding { dropped, end });
    (vec(sender, 0..4), others, standing).prop_map(|(senders, others, standing)| SpfIntent {
        senders,
        others,
        standing,
    })
}

fn public_key() -> impl Strategy<Value = PublicKey> {
    // A modulus so short that its encoding has 32 octets would read as an Ed25519 key.
    let rsa = vec(any::<u8>(), 64..300).prop_filter_map("zero", |modulus| {
        Some(PublicKey::Rsa(RsaPublicKey::new(&modulus, &[1, 0, 1])?))
    });
    prop_oneof![any::<[u8; 32]>().prop_map(PublicKey::Ed25519), rsa]
}

fn key() -> impl Strategy<Value = DesiredKey> {
    let identities = prop_oneof![
        Just(Identities::WithSubdomains),
        Just(Identities::DomainOnly),
    ];
    let key = prop_oneof![
        (public_key(), identities)
            .prop_map(|(key, identities)| KeyIntent::Sign { key, identities }),
        Just(KeyIntent::Revoke(KeyType::Rsa)),
        Just(KeyIntent::Revoke(KeyType::Ed25519)),
    ];
    let place = prop_oneof![Just(KeyPlace::Selector), name().prop_map(KeyPlace::Target),];
    let parts = (selector(), key, any::<u64>(), place);
    parts.prop_map(|(selector, key, made, place)| DesiredKey {
        selector,
        key,
        made: Timestamp(made),
        place,
    })
}

fn selector() -> impl Strategy<Value = Selector> {
    let text = "[a-z0-9]{1,8}(\\.[a-z]{1,3})?";
    text.prop_map(|text| Selector::parse(&text).unwrap())
}

fn policy() -> impl Strategy<Value = Policy> {
    prop_oneof![
        Just(Policy::None),
        Just(Policy::Quarantine),
        Just(Policy::Reject),
    ]
}

fn alignment() -> impl Strategy<Value = AlignmentMode> {
    prop_oneof![Just(AlignmentMode::Relaxed), Just(AlignmentMode::Strict)]
}

fn dmarc() -> impl Strategy<Value = DmarcIntent> {
    let subdomains = prop_oneof![
        Just(SubdomainIntent::AsDomain),
        Just(SubdomainIntent::RejectMissing),
        (policy(), policy())
            .prop_map(|(existing, missing)| SubdomainIntent::Of { existing, missing }),
    ];
    let step = proptest::sample::select(LadderStep::ALL.as_slice());
    let psd = prop_oneof![Just(Psd::Yes), Just(Psd::No), Just(Psd::Unknown)];
    let fo = proptest::sample::select(["0", "1", "d:s", "0:d"].as_slice());
    let fo = fo.prop_map(|fo| FailureOptions::parse(fo).unwrap());
    let kept = (psd, fo, uris()).prop_map(|(psd, fo, ruf)| KeptTags { psd, fo, ruf });
    let sending = (step, subdomains, alignment(), alignment(), uris(), kept);
    let sending =
        sending.prop_map(
            |(step, subdomains, adkim, aspf, rua, kept)| DmarcIntent::Sending {
                step,
                subdomains,
                adkim,
                aspf,
                rua,
                kept,
            },
        );
    prop_oneof![sending, uris().prop_map(|rua| DmarcIntent::Parked { rua })]
}

fn mta_sts() -> impl Strategy<Value = MtaStsIntent> {
    let mode = prop_oneof![
        Just(PolicyMode::Enforce),
        Just(PolicyMode::Testing),
        Just(PolicyMode::None),
    ];
    let pattern = prop_oneof![
        name().prop_map(MxPattern::Host),
        name().prop_map(MxPattern::Below),
    ];
    let parts = (mode, vec(pattern, 0..3), any::<u32>());
    parts.prop_map(|(mode, mx, max_age_seconds)| MtaStsIntent {
        mode,
        mx,
        max_age_seconds,
    })
}

fn tlsa() -> impl Strategy<Value = DesiredTlsa> {
    let fields = any::<(u8, u8, u8, Vec<u8>)>();
    (name(), fields).prop_map(|(host, (usage, selector, matching, data))| DesiredTlsa {
        host,
        record: TlsaRecord {
            usage,
            selector,
            matching,
            data,
        },
    })
}

fn mail() -> impl Strategy<Value = MailIntent> {
    let mx = (any::<u16>(), option::of(name())).prop_map(|(preference, exchange)| MxRecord {
        preference,
        exchange,
    });
    let tls_rpt = option::of(uris().prop_map(|rua| TlsRptIntent { rua }));
    let parts = (
        vec(mx, 0..3),
        spf(),
        (vec(key(), 0..3), vec(selector(), 0..3)),
        dmarc(),
        tls_rpt,
        option::of(mta_sts()),
        option::of(name()),
        vec(tlsa(), 0..3),
        prop_oneof![Just(Writers::Unstated), Just(Writers::People)],
    );
    parts.prop_map(
        |(mx, spf, (keys, adopted), dmarc, tls_rpt, mta_sts, policy_host, tlsa, writers)| {
            MailIntent {
                mx,
                spf,
                keys,
                adopted,
                dmarc,
                tls_rpt,
                mta_sts,
                policy_host,
                tlsa,
                writers,
            }
        },
    )
}

fn desired() -> impl Strategy<Value = Desired> {
    let purpose = prop_oneof![
        mail().prop_map(|intent| Purpose::Mail(Box::new(intent))),
        uris().prop_map(|rua| Purpose::Parked { rua }),
    ];
    (name(), purpose, remembered()).prop_map(|(domain, purpose, remembered)| Desired {
        domain,
        purpose,
        remembered,
    })
}

fn moment() -> impl Strategy<Value = Timestamp> {
    any::<u64>().prop_map(Timestamp)
}

fn memory() -> impl Strategy<Value = MtaStsMemory> {
    let policy = mta_sts().prop_filter_map("no policy", |intent| intent.policy().ok());
    let policy = (policy, option::of(moment())).prop_map(|(what, gone)| Lingering { what, gone });
    let host = (name(), option::of(moment())).prop_map(|(what, gone)| Lingering { what, gone });
    let leaving = prop_oneof![
        Just(Leaving::Expiring),
        option::of(moment()).prop_map(|gone| Leaving::RecordGoing { gone }),
    ];
    let parts = (
        vec(policy, 0..3),
        vec(host, 0..3),
        option::of(moment()),
        any::<u32>(),
        option::of(leaving),
    );
    parts.prop_map(
        |(policies, hosts, steady_since, record_ttl_seconds, leaving)| MtaStsMemory {
            policies,
            hosts,
            steady_since,
            record_ttl_seconds,
            leaving,
        },
    )
}

fn remembered() -> impl Strategy<Value = Remembered> {
    let key = (selector(), option::of(moment()), any::<u32>()).prop_map(
        |(selector, seen_since, negative_ttl_seconds)| KeyMemory {
            selector,
            seen_since,
            negative_ttl_seconds,
        },
    );
    let step = proptest::sample::select(LadderStep::ALL.as_slice());
    let rung = (step, moment()).prop_map(|(step, since)| LadderMemory { step, since });
    let left = (selector(), public_key(), moment()).prop_map(|(selector, public, since)| LeftKey {
        selector,
        public,
        since,
    });
    let parts = (
        vec(key, 0..3),
        vec(left, 0..2),
        memory(),
        option::of(rung),
        option::of(moment()),
        option::of(departure()),
    );
    parts.prop_map(
        |(keys, left, mta_sts, dmarc, parking, departure)| Remembered {
            keys,
            left,
            mta_sts,
            dmarc,
            parking,
            departure,
        },
    )
}

fn departure() -> impl Strategy<Value = Departure> {
    let share = prop_oneof![
        Just(Share::Whole),
        vec("[a-z0-9:.]{1,12}", 0..3).prop_map(Share::Terms),
    ];
    let roles = [
        Role::TlsRpt,
        Role::ReportConsent,
        Role::DkimKey,
        Role::Spf,
        Role::Dmarc,
        Role::PolicyHost,
        Role::MtaSts,
        Role::Tlsa,
        Role::NullMx,
        Role::KeyRevocation,
    ];
    let policy = (any::<u32>(), option::of(moment()))
        .prop_map(|(ttl_seconds, gone)| PolicyMemory { ttl_seconds, gone });
    let parts = (
        moment(),
        share,
        any::<bool>(),
        proptest::sample::subsequence(roles.to_vec(), 0..roles.len()),
        option::of(policy),
        option::of(moment()),
        option::of(moment()),
    );
    parts.prop_map(
        |(since, spf, had_mta_sts, let_go, policy, unused_since, left)| Departure {
            since,
            spf,
            had_mta_sts,
            let_go: let_go.into_iter().collect(),
            policy,
            unused_since,
            left,
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_reads_the_same(desired in desired()) {
        let text = write(&desired).unwrap();
        prop_assert_eq!(read(desired.domain.clone(), &text).unwrap(), desired);
    }
}

/// Documents of version 1 lie in the ledgers of the world: these must read for ever.
#[test]
fn documents_of_version_1() {
    let mail = include_str!("mail.json");
    let domain = DomainName::parse("example.com").unwrap();
    let desired = read(domain.clone(), mail).unwrap();
    let again: serde_json::Value = serde_json::from_str(&write(&desired).unwrap()).unwrap();
    let stored: serde_json::Value = serde_json::from_str(mail).unwrap();
    assert_eq!(again, stored);

    let parked = r#"{"version":1,"desired":{"purpose":"parked","rua":["mailto:a@example.net"]}}"#;
    let desired = read(domain, parked).unwrap();
    assert_eq!(write(&desired).unwrap(), parked);
}

#[test]
fn what_is_not_read() {
    let refused = |text: &str| read(DomainName::parse("example.com").unwrap(), text).unwrap_err();
    let newer = refused(r#"{"version":2,"anything":[]}"#);
    assert!(matches!(newer, WireError::Version(2)), "{newer:?}");
    for text in [
        "",
        "{}",
        r#"{"version":1}"#,
        r#"{"version":1,"desired":{"purpose":"parked"}}"#,
        r#"{"version":1,"desired":{"purpose":"parked","rua":["no uri"]}}"#,
        r#"{"version":1,"desired":{"purpose":"parked","rua":[],"more":1}}"#,
        r#"{"version":1,"desired":{"purpose":"parked","rua":[]}} and more"#,
        r#"{"version":1,"desired":{"purpose":"parked","rua":[]},"remembered":{"version":1}}"#,
    ] {
        let error = refused(text);
        assert!(
            matches!(error, WireError::Malformed(_)),
            "{text}: {error:?}"
        );
    }
}
