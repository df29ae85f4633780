//! The check of a whole domain: how much it asks, what silence does to it, and that nothing depends
//! on the order in which answers come.

// A test may stop at the first surprise.
#![allow(clippy::unwrap_used)]

use protocols::answers::{
    Answer, Answers, ChainTrust, Failure, PolicyFetch, PolicyFetches, Question, SmtpProbe,
    StartTls, TlsSession,
};
use protocols::assessment::{Assessment, Presence, ProtectionKind};
use protocols::domain::{CheckOptions, assess, score};
use protocols::name::DomainName;
use protocols::time::Timestamp;
use zonefile::{Zone, Zones};

/// 2026-11-24T12:00:00Z.
const NOW: Timestamp = Timestamp(1_795_521_600);

const ZONE: &str = r#"$ORIGIN example.com.
@       3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 3600
@       3600 IN NS  ns1.example.com.
@       3600 IN NS  ns2.example.com.
ns1     3600 IN A   192.0.2.53
ns2     3600 IN A   198.51.100.53
@       3600 IN MX  10 mail.example.com.
@       3600 IN TXT "v=spf1 mx -all"
_dmarc  3600 IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.com"
_mta-sts 3600 IN TXT "v=STSv1; id=20261124"
_smtp._tls 3600 IN TXT "v=TLSRPTv1; rua=mailto:tlsrpt@example.com"
mta-sts 3600 IN A   192.0.2.80
mail    3600 IN A   192.0.2.25
mail    3600 IN TXT "v=spf1 a -all"
25.2.0.192.in-addr.arpa. 3600 IN PTR mail.example.com.
"#;

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

/// A world: its DNS is a zone, its hosts are in order.
struct World {
    zones: Zones,
    asked: usize,
    passes: usize,
}

impl World {
    fn of(zone: &str) -> World {
        World {
            zones: Zones::of(vec![Zone::parse(zone, None, "zone").unwrap()]),
            asked: 0,
            passes: 0,
        }
    }

    /// Answers up to `at_once` questions of each pass, the first ones first.
    fn check(&mut self, domain: &str, at_once: usize) -> Assessment {
        let (domain, options) = (name(domain), CheckOptions::default());
        let mut answers = Answers::new();
        loop {
            let need = match assess(&domain, None, &options, &answers, NOW) {
                Ok(assessment) => return assessment,
                Err(need) => need,
            };
            self.passes += 1;
            for question in need.questions().take(at_once) {
                assert!(answers.add(question.clone(), self.answer(question)));
                self.asked += 1;
            }
        }
    }

    fn answer(&self, question: &Question) -> Answer {
        match question {
            Question::Smtp(host) => Answer::Smtp(SmtpProbe::Greeted {
                address: "192.0.2.25".parse().unwrap(),
                greeting: host.to_string(),
                extensions: vec!["STARTTLS".to_string()],
                starttls: StartTls::Session(session(host)),
            }),
            Question::Policy(domain) => Answer::Policy(PolicyFetches::Single(PolicyFetch::Response {
                tls: session(&domain.child("mta-sts").unwrap()),
                status: 200,
                content_type: Some("text/plain".to_string()),
                location: None,
                body: b"version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 2592000\r\n"
                    .to_vec(),
                cut: false,
                milliseconds: 20,
            })),
            dns => self.zones.alone(dns),
        }
    }
}

fn session(host: &DomainName) -> TlsSession {
    let mut params = rcgen::CertificateParams::new(vec![host.to_string()]).unwrap();
    params.not_before = rcgen::date_time_ymd(2026, 10, 15);
    params.not_after = rcgen::date_time_ymd(2027, 1, 12);
    let key = rcgen::KeyPair::generate().unwrap();
    TlsSession {
        version: "TLSv1.3".to_string(),
        chain: vec![params.self_signed(&key).unwrap().der().to_vec()],
        trust: ChainTrust::Trusted,
    }
}

fn ids(assessment: &Assessment) -> Vec<&'static str> {
    assessment.findings.iter().map(|f| f.rule.id).collect()
}

#[test]
fn a_domain_in_order_takes_few_passes() {
    let mut world = World::of(ZONE);
    let assessment = world.check("example.com", usize::MAX);
    let presence = |kind| {
        let mut lines = assessment.protections.iter();
        lines.find(|line| line.kind == kind).unwrap().presence
    };
    for kind in [
        ProtectionKind::Spf,
        ProtectionKind::Dmarc,
        ProtectionKind::MtaSts,
        ProtectionKind::TlsRpt,
        ProtectionKind::Mail,
    ] {
        assert_eq!(presence(kind), Presence::InForce, "{kind:?}");
    }
    assert!(score(&assessment).in_force >= 5);
    assert!(world.passes <= 4, "{} passes", world.passes);
    assert!(world.asked <= 50, "{} questions", world.asked);
}

#[test]
fn the_order_of_answers_does_not_matter() {
    let at_once = World::of(ZONE).check("example.com", usize::MAX);
    let one_by_one = World::of(ZONE).check("example.com", 1);
    assert_eq!(ids(&at_once), ids(&one_by_one));
    assert_eq!(at_once.protections, one_by_one.protections);
    assert_eq!(at_once.unknowns, one_by_one.unknowns);
}

#[test]
fn a_domain_that_does_not_exist_has_one_finding() {
    let assessment = World::of(ZONE).check("example.net", usize::MAX);
    assert_eq!(ids(&assessment), ["domain/not-found"]);
    assert!(assessment.unknowns.is_empty());
}

#[test]
fn silence_is_no_finding() {
    for failure in [Failure::Timeout, Failure::ServFail, Failure::NotAsked] {
        let (domain, options) = (name("example.com"), CheckOptions::default());
        let mut answers = Answers::new();
        let assessment = loop {
            match assess(&domain, None, &options, &answers, NOW) {
                Ok(assessment) => break assessment,
                Err(need) => {
                    for question in need.questions() {
                        assert!(answers.add(question.clone(), Answer::failed(question, failure)));
                    }
                }
            }
        };
        assert_eq!(ids(&assessment), [] as [&str; 0]);
        assert!(!assessment.unknowns.is_empty());
        for line in &assessment.protections {
            assert_eq!(line.presence, Presence::Unknown, "{line:?}");
        }
    }
}
