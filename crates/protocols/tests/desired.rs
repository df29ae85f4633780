//! Whatever is wanted: when its records are published and the hosts do their part, a check finds
//! nothing that matters.

// A test may stop at the first surprise.
#![allow(clippy::unwrap_used)]

use std::fmt::Write;

use proptest::prelude::*;
use protocols::answers::{
    Answer, Answers, ChainTrust, Lookup, MxRecord, PolicyFetch, PolicyFetches, Question, Security,
    SmtpProbe, StartTls, TlsSession,
};
use protocols::assessment::Assessment;
use protocols::certificate::Certificate;
use protocols::dane::tlsa_311;
use protocols::dkim::{Identities, KeyIntent, Selector};
use protocols::dmarc::{DmarcIntent, LadderStep};
use protocols::domain::{
    CheckOptions, Desired, DesiredKey, DesiredTlsa, KeyPlace, Purpose, ReportAddresses,
    StandingRecords, StandingSpf, assess, records,
};
use protocols::finding::Severity;
use protocols::mta_sts::PolicyMode;
use protocols::name::DomainName;
use protocols::published::{Publication, PublishedData};
use protocols::report_uri::ReportUri;
use protocols::spf::{Authorised, Others};
use protocols::time::Timestamp;
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use zonefile::{Zone, Zones};

/// 2026-11-24T12:00:00Z.
const NOW: Timestamp = Timestamp(1_795_521_600);

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

/// What a test chooses.
#[derive(Debug, Clone)]
struct Choice {
    hosts: usize,
    keys: bool,
    step: LadderStep,
    mode: Option<PolicyMode>,
    alias: bool,
    tlsa: bool,
    tls_rpt: bool,
    external: bool,
    others: Others,
    network: Option<[u8; 2]>,
    standing: bool,
}

fn choice() -> impl Strategy<Value = Choice> {
    let mode = prop_oneof![
        Just(None),
        Just(Some(PolicyMode::Testing)),
        Just(Some(PolicyMode::Enforce))
    ];
    let others = prop_oneof![Just(Others::Fail), Just(Others::SoftFail)];
    let flags = proptest::collection::vec(any::<bool>(), 6);
    let network = proptest::option::of(any::<[u8; 2]>());
    (
        1..4usize,
        0..LadderStep::ALL.len(),
        mode,
        others,
        flags,
        network,
    )
        .prop_map(|(hosts, step, mode, others, flags, network)| Choice {
            hosts,
            keys: flags[0],
            step: LadderStep::ALL[step],
            mode,
            alias: flags[1],
            tlsa: flags[2],
            // A policy without reports is a finding of its own.
            tls_rpt: flags[3] || mode.is_some(),
            external: flags[4],
            others,
            network,
            standing: flags[5],
        })
}

/// A world that does its part: hosts with certificates and names, and a policy host.
struct World {
    desired: Desired,
    sessions: Vec<(DomainName, TlsSession)>,
    policy: Option<Vec<u8>>,
}

impl World {
    fn of(choice: &Choice) -> World {
        let domain = name("example.com");
        let hosts: Vec<DomainName> = (0..choice.hosts)
            .map(|n| name(&format!("mx{n}.example.com")))
            .collect();
        let sessions: Vec<(DomainName, TlsSession)> = hosts
            .iter()
            .map(|host| (host.clone(), session(host)))
            .collect();
        let mx = hosts.iter().map(|host| MxRecord {
            preference: 10,
            exchange: Some(host.clone()),
        });
        let mut reports = ReportAddresses::of(&domain);
        if choice.external {
            reports.dmarc = vec![ReportUri::mailbox("in@reports.example").unwrap()];
        }
        if !choice.tls_rpt {
            reports.tls.clear();
        }
        let mut desired = Desired::first(domain, mx.collect(), keys(choice), reports.clone());
        let Purpose::Mail(intent) = &mut desired.purpose else {
            unreachable!()
        };
        intent.spf.others = choice.others;
        if let Some([c, d]) = choice.network {
            let network = format!("198.51.{c}.{d}/28").parse().unwrap();
            intent.spf.senders.push(Authorised::Network(network));
        }
        if choice.step != LadderStep::Monitoring {
            intent.dmarc = DmarcIntent::sending(choice.step, reports.dmarc);
        }
        match (&mut intent.mta_sts, choice.mode) {
            (Some(mta_sts), Some(mode)) => {
                mta_sts.mode = mode;
                mta_sts.max_age_seconds = 2_592_000;
            }
            (mta_sts, _) => *mta_sts = None,
        }
        if choice.alias {
            intent.policy_host = Some(name("policy.example.net"));
        }
        if choice.tlsa {
            intent.tlsa = sessions.iter().map(pin).collect();
        }
        let policy = intent.mta_sts.as_ref();
        let policy = policy.map(|mta_sts| mta_sts.policy().unwrap().to_string().into_bytes());
        World {
            desired,
            sessions,
            policy,
        }
    }

    /// The zone with what is planned, and what the hosts' owner publishes.
    fn zones(&self, planned: &[Publication]) -> Zones {
        let mut text = String::from(
            "example.com. 3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 3600\n\
             policy.example.net. 3600 IN A 192.0.2.80\n\
             reports.example. 3600 IN MX 10 mail.reports.example.\n",
        );
        for publication in planned {
            line(&mut text, publication);
        }
        if !planned
            .iter()
            .any(|p| matches!(p.data, PublishedData::Cname(_)))
        {
            text.push_str("mta-sts.example.com. 3600 IN A 192.0.2.80\n");
        }
        for (n, (host, _)) in self.sessions.iter().enumerate() {
            let address = format!("192.0.2.{}", 10 + n);
            let reverse = DomainName::reverse_of(address.parse().unwrap());
            writeln!(text, "example.com. 3600 IN MX 10 {host}.").unwrap();
            writeln!(text, "{host}. 3600 IN A {address}").unwrap();
            writeln!(text, "{host}. 3600 IN TXT \"v=spf1 a -all\"").unwrap();
            writeln!(text, "{reverse}. 3600 IN PTR {host}.").unwrap();
        }
        Zones::of(vec![Zone::parse(&text, None, "wanted").unwrap()])
    }

    fn check(&self, zones: &Zones) -> Assessment {
        let options = CheckOptions::default();
        let mut answers = Answers::new();
        loop {
            let domain = &self.desired.domain;
            match assess(domain, Some(&self.desired), &options, &answers, NOW) {
                Ok(assessment) => return assessment,
                Err(need) => {
                    for question in need.questions() {
                        answers.add(question.clone(), self.answer(zones, question));
                    }
                }
            }
        }
    }

    fn answer(&self, zones: &Zones, question: &Question) -> Answer {
        match question {
            Question::Smtp(host) => {
                let (_, session) = self.sessions.iter().find(|(name, _)| name == host).unwrap();
                Answer::Smtp(SmtpProbe::Greeted {
                    address: "192.0.2.10".parse().unwrap(),
                    greeting: host.to_string(),
                    extensions: vec!["STARTTLS".to_string()],
                    starttls: StartTls::Session(session.clone()),
                })
            }
            Question::Policy(domain) => Answer::Policy(PolicyFetches::Single(match &self.policy {
                Some(body) => PolicyFetch::Response {
                    tls: session(&domain.child("mta-sts").unwrap()),
                    status: 200,
                    content_type: Some("text/plain".to_string()),
                    location: None,
                    body: body.clone(),
                    cut: false,
                    milliseconds: 20,
                },
                None => PolicyFetch::NoAddress(protocols::answers::Outcome::NxDomain),
            })),
            dns => validated(zones.alone(dns)),
        }
    }
}

/// As a resolver says it that validates a signed zone.
fn validated(answer: Answer) -> Answer {
    fn secure<T>(mut lookup: Lookup<T>) -> Lookup<T> {
        lookup.security = Security::Secure;
        lookup
    }
    match answer {
        Answer::Txt(lookup) => Answer::Txt(secure(lookup)),
        Answer::A(lookup) => Answer::A(secure(lookup)),
        Answer::Aaaa(lookup) => Answer::Aaaa(secure(lookup)),
        Answer::Mx(lookup) => Answer::Mx(secure(lookup)),
        Answer::Ptr(lookup) => Answer::Ptr(secure(lookup)),
        Answer::Tlsa(lookup) => Answer::Tlsa(secure(lookup)),
        Answer::Ns(lookup) => Answer::Ns(secure(lookup)),
        Answer::Caa(lookup) => Answer::Caa(secure(lookup)),
        Answer::Spf(lookup) => Answer::Spf(secure(lookup)),
        Answer::Cname(lookup) => Answer::Cname(secure(lookup)),
        Answer::Policy(_) | Answer::Smtp(_) => answer,
    }
}

fn session(host: &DomainName) -> TlsSession {
    let mut params = CertificateParams::new(vec![host.to_string()]).unwrap();
    params.not_before = date_time_ymd(2026, 10, 15);
    params.not_after = date_time_ymd(2027, 1, 12);
    let key = KeyPair::generate().unwrap();
    TlsSession {
        version: "TLSv1.3".to_string(),
        chain: vec![params.self_signed(&key).unwrap().der().to_vec()],
        trust: ChainTrust::Trusted,
    }
}

fn pin((host, session): &(DomainName, TlsSession)) -> DesiredTlsa {
    DesiredTlsa {
        host: host.clone(),
        record: tlsa_311(&Certificate::parse(&session.chain[0]).unwrap()),
    }
}

/// The Ed25519 key of RFC 8463 Appendix A.
fn keys(choice: &Choice) -> Vec<DesiredKey> {
    let record = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    let key = protocols::dkim::parse(record).record.unwrap();
    let identities = match choice.keys {
        true => Identities::WithSubdomains,
        false => Identities::DomainOnly,
    };
    vec![DesiredKey {
        selector: Selector::parse("e1").unwrap(),
        key: KeyIntent::Sign {
            key: key.public_key().unwrap().clone(),
            identities,
        },
        made: NOW,
        place: KeyPlace::Selector,
    }]
}

fn line(text: &mut String, publication: &Publication) {
    let Publication {
        owner,
        ttl_seconds,
        data,
    } = publication;
    match data {
        PublishedData::Txt(value) => {
            let strings = protocols::dkim::build::character_strings(value);
            let strings: Vec<String> = strings.iter().map(|s| format!("\"{s}\"")).collect();
            writeln!(text, "{owner}. {ttl_seconds} IN TXT {}", strings.join(" ")).unwrap();
        }
        PublishedData::Cname(target) => {
            writeln!(text, "{owner}. {ttl_seconds} IN CNAME {target}.").unwrap();
        }
        PublishedData::Mx(mx) => {
            let exchange = mx.exchange.as_ref().map_or("", DomainName::as_str);
            writeln!(
                text,
                "{owner}. {ttl_seconds} IN MX {} {exchange}.",
                mx.preference
            )
            .unwrap();
        }
        PublishedData::Tlsa(tlsa) => {
            let data: String = tlsa
                .data
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect();
            let fields = format!("{} {} {}", tlsa.usage, tlsa.selector, tlsa.matching);
            writeln!(text, "{owner}. {ttl_seconds} IN TLSA {fields} {data}").unwrap();
        }
    }
}

fn serious(assessment: &Assessment) -> Vec<String> {
    let findings = assessment.findings.iter();
    findings
        .filter(|finding| finding.severity >= Severity::Medium)
        .map(|f| format!("{} {:?} {:?}", f.rule.id, f.severity, f.place))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_wanted_and_published_is_in_order(choice in choice()) {
        let world = World::of(&choice);
        let standing = StandingRecords {
            spf: match choice.standing {
                true => StandingSpf::One("v=spf1 ip4:203.0.113.0/24 ~all".to_string()),
                false => StandingSpf::Absent,
            },
        };
        let planned: Vec<Publication> = records(&world.desired, &standing)
            .unwrap()
            .into_iter()
            .map(|record| record.publication)
            .collect();
        let assessment = world.check(&world.zones(&planned));
        prop_assert_eq!(serious(&assessment), [] as [String; 0]);
        prop_assert_eq!(&assessment.unknowns, &[]);
        // Publishing again changes nothing.
        let PublishedData::Txt(spf) = &planned.iter().find(|p| p.owner == world.desired.domain).unwrap().data else {
            unreachable!()
        };
        let again = StandingRecords { spf: StandingSpf::One(spf.clone()) };
        let again: Vec<Publication> = records(&world.desired, &again)
            .unwrap()
            .into_iter()
            .map(|record| record.publication)
            .collect();
        prop_assert_eq!(planned, again);
    }
}

#[test]
fn a_parked_domain_is_in_order() {
    let desired = Desired::parked(name("example.com"), Vec::new());
    let planned: Vec<Publication> = records(&desired, &StandingRecords::default())
        .unwrap()
        .into_iter()
        .map(|record| record.publication)
        .collect();
    let world = World {
        desired,
        sessions: Vec::new(),
        policy: None,
    };
    let assessment = world.check(&world.zones(&planned));
    assert_eq!(serious(&assessment), [] as [String; 0]);
    assert_eq!(assessment.findings, []);
}
