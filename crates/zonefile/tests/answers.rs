//! Master files in, answers out.
#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

use protocols::answers::{Answer, CaaRecord, Failure, Lookup, MxRecord, Outcome, Question};
use protocols::answers::{PolicyFetch, SmtpProbe, TlsaRecord, TxtRecord};
use protocols::name::DomainName;
use zonefile::{DataFault, Zone, ZoneAnswer, ZoneFault, Zones};

const WHOLE: &str = r#"
$ORIGIN example.com.
$TTL 1h
@   IN SOA ns1 hostmaster ( 2026112401 ; serial
        7200 3600 1209600
        300 )   ; minimum
    NS  ns1
    NS  ns1          ; a repetition
    MX  10 mail
    MX  20 @
    300 TXT "v=spf1 mx -all"
    CAA 128 ISSUE "letsencrypt.org"
ns1 A   192.0.2.1
mail 60 IN A 192.0.2.2
mail IN 120 AAAA 2001:db8::2
s1._domainkey TXT ( "v=DKIM1; k=rsa; "
        "p=AB\"\059" )
_25._tcp.mail TLSA 3 1 1 ab cd
            TYPE52 \# 4 02000001
www CNAME mail
away CNAME web.example.net.
circle CNAME circle2
circle2 CNAME circle
*.wild  TXT "from the wildcard"
host.wild A 192.0.2.9
null    MX 0 .
2.2.0.192.in-addr.arpa. PTR mail
"#;

fn zones(files: &[(&str, &str)]) -> Zones {
    let read = |(name, text): &(&str, &str)| Zone::parse(text, None, name).unwrap();
    Zones::of(files.iter().map(read).collect())
}

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

fn txt(zones: &Zones, at: &str) -> Lookup<TxtRecord> {
    match zones.alone(&Question::Txt(name(at))) {
        Answer::Txt(lookup) => lookup,
        other => panic!("{other:?}"),
    }
}

fn txt_outcome(files: &[(&str, &str)], at: &str) -> Outcome<String> {
    match txt(&zones(files), at).outcome {
        Outcome::Records(records) => {
            Outcome::Records(records.iter().map(TxtRecord::text).collect())
        }
        Outcome::NoData => Outcome::NoData,
        Outcome::NxDomain => Outcome::NxDomain,
        Outcome::Failed(failure) => Outcome::Failed(failure),
    }
}

fn texts(texts: &[&str]) -> Outcome<String> {
    Outcome::Records(texts.iter().map(|text| (*text).to_owned()).collect())
}

#[test]
fn every_type_is_read() {
    let zones = zones(&[("example.zone", WHOLE)]);
    let apex = || name("example.com");
    let mail = || name("mail.example.com");
    let records = |question| match zones.alone(&question) {
        Answer::Txt(l) => format!("{:?} {}", l.outcome, l.ttl_seconds),
        Answer::A(l) => format!("{:?} {}", l.outcome, l.ttl_seconds),
        Answer::Aaaa(l) => format!("{:?} {}", l.outcome, l.ttl_seconds),
        Answer::Ns(l) => format!("{:?} {}", l.outcome, l.ttl_seconds),
        Answer::Cname(l) => format!("{:?} {}", l.outcome, l.ttl_seconds),
        Answer::Ptr(l) => format!("{:?} {}", l.outcome, l.ttl_seconds),
        other => panic!("{other:?}"),
    };
    assert_eq!(records(Question::A(mail())), "Records([192.0.2.2]) 60");
    assert_eq!(
        records(Question::Aaaa(mail())),
        "Records([2001:db8::2]) 120"
    );
    assert_eq!(
        records(Question::Ns(apex())),
        "Records([ns1.example.com]) 3600"
    );
    assert_eq!(
        records(Question::Cname(name("www.example.com"))),
        "Records([mail.example.com]) 3600"
    );
    assert_eq!(
        records(Question::Ptr("192.0.2.2".parse().unwrap())),
        "Records([mail.example.com]) 3600"
    );
    let mx = |preference, exchange| MxRecord {
        preference,
        exchange,
    };
    let mx_at = |at| match zones.alone(&Question::Mx(at)) {
        Answer::Mx(lookup) => lookup.outcome,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        mx_at(apex()),
        Outcome::Records(vec![mx(10, Some(mail())), mx(20, Some(apex()))])
    );
    assert_eq!(
        mx_at(name("null.example.com")),
        Outcome::Records(vec![mx(0, None)])
    );
    let Answer::Tlsa(tlsa) = zones.alone(&Question::Tlsa(name("_25._tcp.mail.example.com"))) else {
        panic!()
    };
    let of = |usage, selector, matching, data: &[u8]| TlsaRecord {
        usage,
        selector,
        matching,
        data: data.to_vec(),
    };
    assert_eq!(
        tlsa.outcome,
        Outcome::Records(vec![of(3, 1, 1, &[0xab, 0xcd]), of(2, 0, 0, &[1])])
    );
    let Answer::Caa(caa) = zones.alone(&Question::Caa(apex())) else {
        panic!()
    };
    let issue = CaaRecord {
        critical: true,
        tag: "issue".to_owned(),
        value: "letsencrypt.org".to_owned(),
    };
    assert_eq!(caa.outcome, Outcome::Records(vec![issue]));
}

#[test]
fn strings_stay_apart_and_escapes_are_resolved() {
    let lookup = txt(&zones(&[("z", WHOLE)]), "s1._domainkey.example.com");
    let strings = vec![b"v=DKIM1; k=rsa; ".to_vec(), b"p=AB\";".to_vec()];
    assert_eq!(
        lookup.outcome,
        Outcome::Records(vec![TxtRecord { strings }])
    );
    assert_eq!(lookup.server, "z");
}

#[test]
fn nothing_is_of_three_kinds() {
    let file = [("z", WHOLE)];
    assert_eq!(txt_outcome(&file, "mail.example.com"), Outcome::NoData);
    assert_eq!(txt_outcome(&file, "nowhere.example.com"), Outcome::NxDomain);
    // An empty non-terminal (RFC 4592 §2.2.2): it exists because s1 below it does.
    assert_eq!(
        txt_outcome(&file, "_domainkey.example.com"),
        Outcome::NoData
    );
    assert_eq!(txt(&zones(&file), "nowhere.example.com").ttl_seconds, 300);
    // Outside every file.
    assert_eq!(txt_outcome(&file, "example.org"), Outcome::NxDomain);
    let question = Question::Txt(name("example.org"));
    assert_eq!(zones(&file).answer(&question), ZoneAnswer::Outside);
}

#[test]
fn aliases_are_followed_and_leave() {
    let zone = zones(&[("z", WHOLE)]);
    let a = |at| match zone.alone(&Question::A(name(at))) {
        Answer::A(lookup) => lookup,
        other => panic!("{other:?}"),
    };
    let www = a("www.example.com");
    assert_eq!(
        www.outcome,
        Outcome::Records(vec!["192.0.2.2".parse().unwrap()])
    );
    assert_eq!(
        (www.aliases, www.ttl_seconds),
        (vec![name("mail.example.com")], 60)
    );
    assert_eq!(
        a("circle.example.com").outcome,
        Outcome::Failed(Failure::ServFail)
    );
    assert_eq!(a("away.example.com").outcome, Outcome::NxDomain);
    let leaves = ZoneAnswer::Leaves {
        aliases: vec![name("web.example.net")],
        ttl_seconds: 3600,
    };
    assert_eq!(zone.answer(&Question::A(name("away.example.com"))), leaves);
    let both = [("z", WHOLE), ("n", "web.example.net. 5 TXT net")];
    assert_eq!(txt_outcome(&both, "away.example.com"), texts(&["net"]));
    assert_eq!(txt(&zones(&both), "away.example.com").ttl_seconds, 5);
}

#[test]
fn wildcards_stop_at_the_closest_encloser() {
    let file = [("z", WHOLE)];
    let synthesized = texts(&["from the wildcard"]);
    assert_eq!(txt_outcome(&file, "x.wild.example.com"), synthesized);
    assert_eq!(txt_outcome(&file, "a.b.wild.example.com"), synthesized);
    assert_eq!(txt_outcome(&file, "host.wild.example.com"), Outcome::NoData);
    // RFC 4592 §3.3.1: host.wild exists and has no wildcard below it.
    assert_eq!(
        txt_outcome(&file, "x.host.wild.example.com"),
        Outcome::NxDomain
    );
    assert_eq!(txt_outcome(&file, "wild.example.com"), Outcome::NoData);
}

#[test]
fn origins_are_declared_or_deduced() {
    let origin = |text: &str, given: Option<&str>| {
        let given = given.map(name);
        let zone = Zone::parse(text, given.as_ref(), "z").unwrap();
        zone.origin().map(ToString::to_string)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        origin("$ORIGIN a.example.\n@ TXT x", None),
        some("a.example")
    );
    assert_eq!(origin("@ TXT x", Some("b.example")), some("b.example"));
    assert_eq!(origin("_dmarc.c.example. TXT x", None), some("c.example"));
    assert_eq!(
        origin("s._domainkey.d.example. TXT x\nd.example. TXT y", None),
        some("d.example")
    );
    assert_eq!(
        origin(
            "$ORIGIN _domainkey.e.example.\ns TXT x\ne.example. A 192.0.2.1",
            None
        ),
        some("e.example")
    );
    assert_eq!(origin("a.example. TXT x\nb.test. TXT y", None), None);
    assert_eq!(origin("a.example. TXT x\nb.example. TXT y", None), None);
    assert_eq!(
        origin("$ORIGIN a.example.\n@ TXT x\nb.test. TXT y", None),
        some("a.example")
    );
    assert_eq!(
        origin("f.example. SOA a b 1 2 3 4 5\nw A 192.0.2.1", None),
        some("f.example")
    );
    assert_eq!(origin("", None), None);
    assert_eq!(
        origin("$ORIGIN .\ng.example TXT x", None),
        some("g.example")
    );
}

/// A piece whose owners share nothing, or no more than a top-level domain, speaks for the names it
/// has and what lies between them, not for the whole world.
#[test]
fn a_piece_without_origin_speaks_for_its_names_alone() {
    let mixed = "mx.a.example. A 192.0.2.25\na.example. MX 10 mx.a.example.\n\
                 25.2.0.192.in-addr.arpa. PTR mx.a.example.\n*.w.a.example. TXT wild\n";
    let siblings =
        "a.example. MX 10 mx.a.example.\n*.w.a.example. TXT wild\nb.example. A 192.0.2.1\n";
    for text in [mixed, siblings] {
        let file = [("piece", text)];
        for outside in ["other.example", "_dmarc.a.example", "example", "b.test"] {
            let question = Question::Txt(name(outside));
            assert_eq!(
                zones(&file).answer(&question),
                ZoneAnswer::Outside,
                "{outside}"
            );
        }
        assert_eq!(txt_outcome(&file, "a.example"), Outcome::NoData);
        // What lies between the names of the file exists.
        assert_eq!(txt_outcome(&file, "w.a.example"), Outcome::NoData);
        assert!(matches!(
            txt_outcome(&file, "x.w.a.example"),
            Outcome::Records(_)
        ));
    }
    // What is declared is spoken for, whatever else is in the file.
    let declared = format!("$ORIGIN a.example.\n{mixed}");
    let declared = [("piece", declared.as_str())];
    assert_eq!(
        txt_outcome(&declared, "_dmarc.a.example"),
        Outcome::NxDomain
    );
    let outside = Question::Txt(name("other.example"));
    assert_eq!(zones(&declared).answer(&outside), ZoneAnswer::Outside);
}

#[test]
fn a_piece_is_laid_over_and_a_whole_zone_replaces() {
    let piece = zones(&[("p", "example.com. TXT new\n")]);
    let apex_mx = Question::Mx(name("example.com"));
    assert_eq!(piece.laid_over(&apex_mx), ZoneAnswer::Outside);
    assert!(matches!(
        piece.laid_over(&Question::Txt(name("example.com"))),
        ZoneAnswer::Answered(Answer::Txt(_))
    ));
    // Alone, the piece is all there is.
    assert_eq!(
        piece.alone(&apex_mx),
        Answer::Mx(Lookup {
            server: "p".to_owned(),
            ..Lookup::plain(Outcome::NoData)
        })
    );
    let both = [
        ("w", WHOLE),
        ("p", "example.com. TXT new\nx.example.com. TXT y"),
    ];
    assert_eq!(txt_outcome(&both, "example.com"), texts(&["new"]));
    let a = zones(&both).alone(&Question::A(name("x.example.com")));
    assert!(
        matches!(
            a,
            Answer::A(Lookup {
                outcome: Outcome::NoData,
                ..
            })
        ),
        "{a:?}"
    );
    let two = [
        ("1", "example.com. TXT one"),
        ("2", "_dmarc.example.com. TXT two"),
    ];
    assert_eq!(txt_outcome(&two, "_dmarc.example.com"), texts(&["two"]));
    assert_eq!(txt_outcome(&two, "nope.example.com"), Outcome::NxDomain);
}

#[test]
fn the_zone_with_the_longest_origin_speaks() {
    let soa = "@ SOA a b 1 2 3 4 5\n";
    let parent = format!("$ORIGIN example.com.\n{soa}sub TXT parent\n");
    let child = format!("$ORIGIN sub.example.com.\n{soa}@ TXT child\n");
    let both = [("p", parent.as_str()), ("c", child.as_str())];
    assert_eq!(txt_outcome(&both, "sub.example.com"), texts(&["child"]));
}

#[test]
fn nobody_is_asked() {
    let zones = zones(&[("z", WHOLE)]);
    assert_eq!(
        zones.alone(&Question::Policy(name("example.com"))),
        Answer::Policy(PolicyFetch::NoConnection(Failure::NotAsked).into())
    );
    assert_eq!(
        zones.alone(&Question::Smtp(name("mail.example.com"))),
        Answer::Smtp(SmtpProbe::NoConnection(Failure::NotAsked))
    );
}

#[test]
fn faults_name_their_line() {
    let check = |text: &str, line: usize, fault: ZoneFault| {
        let error = Zone::parse(text, None, "bad.zone").unwrap_err();
        assert_eq!((error.line, &error.fault), (line, &fault), "{text:?}");
        assert!(error.to_string().starts_with(&format!("bad.zone:{line}: ")));
    };
    let bad = ZoneFault::BadData;
    check("\n$INCLUDE /etc/passwd", 2, ZoneFault::Include);
    check(
        "$GENERATE 1-2 a A 1",
        1,
        ZoneFault::UnknownControl("$GENERATE".to_owned()),
    );
    check("$TTL", 1, ZoneFault::ControlValue("$TTL"));
    check("$TTL soon", 1, ZoneFault::ControlValue("$TTL"));
    check("www A 192.0.2.1", 1, ZoneFault::NoOrigin("www".to_owned()));
    check(" A 192.0.2.1", 1, ZoneFault::NoOwner);
    check("a.example.", 1, ZoneFault::NoType);
    check(
        "a.example. CH TXT x",
        1,
        ZoneFault::OtherClass("CH".to_owned()),
    );
    check(
        "a.example. TEXT x",
        1,
        ZoneFault::UnknownType("TEXT".to_owned()),
    );
    check(
        "a.example. A 192.0.2.1\nb.example. A 192.0.2.256",
        2,
        bad("A", DataFault::NotIpv4),
    );
    check(
        "a.example. AAAA 192.0.2.1",
        1,
        bad("AAAA", DataFault::NotIpv6),
    );
    check(
        "a.example. MX mail.example.",
        1,
        bad("MX", DataFault::FieldCount),
    );
    check(
        "a.example. MX 70000 b.example.",
        1,
        bad("MX", DataFault::NotANumber),
    );
    check("a.example. TXT", 1, bad("TXT", DataFault::NoString));
    check(
        "a.example. TLSA 3 1 1 abc",
        1,
        bad("TLSA", DataFault::NotHexadecimal),
    );
    check(
        "a.example. TYPE1 \\# 3 000000",
        1,
        bad("A", DataFault::WrongSize),
    );
    check(
        "a.example. CAA 0 is-sue x",
        1,
        bad("CAA", DataFault::CaaTag),
    );
    check("a.example. CNAME .", 1, ZoneFault::RootName);
    check(
        "a\\.b.example. TXT x",
        1,
        ZoneFault::EscapedName("a\\.b.example.".to_owned()),
    );
    check(
        "a.example. TXT x\na.example. CNAME b.example.",
        2,
        ZoneFault::CnameAndOther(name("a.example")),
    );
    check(
        "a.example. SOA a. b. 1 2 3 4 5\nb.example. SOA a. b. 1 2 3 4 5",
        2,
        ZoneFault::SecondSoa,
    );
    let long = format!("a.example. TXT \"{}\"", "x".repeat(256));
    check(&long, 1, bad("TXT", DataFault::StringTooLong));
}

#[test]
fn sizes_are_limited() {
    let large = " ".repeat(protocols::limits::ZONE_FILE_OCTETS_MAX + 1);
    assert_eq!(
        Zone::parse(&large, None, "z").unwrap_err().fault,
        ZoneFault::TooLarge
    );
    let at_one_name: String = (0..protocols::limits::ZONE_NAME_RECORDS_MAX + 1)
        .map(|n| format!("a.example. TXT {n}\n"))
        .collect();
    let fault = Zone::parse(&at_one_name, None, "z").unwrap_err().fault;
    assert_eq!(fault, ZoneFault::TooManyAtName(name("a.example")));
}

mod properties {
    use proptest::prelude::*;
    use zonefile::{Zone, Zones};

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(?s)[a-z.@$ \t\n\"\\\\();*0-9é]{0,80}") {
            if let Ok(zone) = Zone::parse(&text, None, "z") {
                let name = super::name("a.b.example");
                let _ = Zones::of(vec![zone]).alone(&super::Question::Txt(name));
            }
        }

        #[test]
        fn what_is_written_is_read(octets in proptest::collection::vec(any::<u8>(), 0..300)) {
            let strings: Vec<Vec<u8>> = match octets.is_empty() {
                true => vec![Vec::new()],
                false => octets.chunks(255).map(<[u8]>::to_vec).collect(),
            };
            let quoted: String = strings
                .iter()
                .map(|s| {
                    let text: String = s.iter().map(|o| format!("\\{o:03}")).collect();
                    format!("\"{text}\" ")
                })
                .collect();
            let text = format!("a.example. TXT ( {quoted})");
            let zone = Zone::parse(&text, None, "z").unwrap();
            let expected = zonefile::Data::Txt(protocols::answers::TxtRecord { strings });
            prop_assert_eq!(&zone.records()[0].data, &expected);
        }
    }
}
