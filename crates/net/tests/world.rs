//! The network against real servers: Unbound, Knot, BIND, Postfix, nginx and tarpits in a network
//! namespace (`make peers` installs them; needs root).

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

use std::fs;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use net::{NetConfig, NetLimits, Network, Overlay, Upstream};
use peers::World;
use protocols::answers::{
    Answer, ChainTrust, Failure, Lookup, Outcome, PolicyFetch, PolicyFetches, Question, Security,
    SmtpProbe, StartTls, TxtRecord,
};
use protocols::name::DomainName;
use zonefile::{Zone, Zones};

/// Long enough for servers on loopback that share two cores, short for those that never answer.
const SHORT: Duration = Duration::from_secs(4);

fn config() -> NetConfig {
    NetConfig {
        dns: vec![Upstream::Plain(World::shared().resolver())],
        allow_private: true,
        extra_roots_pem: vec![fs::read(World::shared().ca_pem()).unwrap()],
        ehlo_name: "probe.test".to_owned(),
        limits: NetLimits {
            policy_fetch: SHORT,
            smtp_probe: SHORT,
            ..NetLimits::default()
        },
        ..NetConfig::default()
    }
}

fn at(server: SocketAddr) -> NetConfig {
    NetConfig {
        dns: vec![Upstream::Plain(server)],
        ..config()
    }
}

/// Runs inside the namespace; every socket of the runtime is made on that thread.
fn inside<T: Send>(work: impl AsyncFnOnce() -> T + Send) -> T {
    World::shared().run(|| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.unwrap().block_on(work())
    })
}

fn ask(config: NetConfig, question: Question) -> Answer {
    inside(async || Network::new(config).unwrap().answer(&question).await)
}

fn name(text: &str) -> DomainName {
    text.parse().unwrap()
}

fn txt(config: NetConfig, at: &str) -> Lookup<TxtRecord> {
    match ask(config, Question::Txt(name(at))) {
        Answer::Txt(lookup) => lookup,
        other => panic!("{other:?}"),
    }
}

/// The texts, joined, or the outcome.
fn said(outcome: &Outcome<TxtRecord>) -> String {
    match outcome {
        Outcome::Records(records) => records
            .iter()
            .map(TxtRecord::text)
            .collect::<Vec<_>>()
            .join(" | "),
        other => format!("{other:?}"),
    }
}

mod dns {
    use super::*;

    #[track_caller]
    fn check(at: &str, expected: &str, security: Security) {
        let lookup = txt(config(), at);
        assert_eq!(said(&lookup.outcome), expected, "{lookup:?}");
        assert_eq!(lookup.security, security, "{lookup:?}");
        assert_eq!(lookup.server, "127.0.0.53:53");
    }

    #[test]
    fn outcomes_are_kept_apart() {
        check("good.test", "v=spf1 mx -all", Security::Secure);
        check("plain.test", "v=spf1 mx -all", Security::Insecure);
        check("_domainkey.good.test", "NoData", Security::Secure);
        check("nothing.good.test", "NxDomain", Security::Secure);
        check("nothing.plain.test", "NxDomain", Security::Insecure);
        check("bogus.test", "Failed(Bogus)", Security::Unchecked);
        check(
            "expired-signatures.test",
            "Failed(Bogus)",
            Security::Unchecked,
        );
        check("forged.test", "Failed(Bogus)", Security::Unchecked);
        check("lame.test", "Failed(ServFail)", Security::Unchecked);
        check("silent.test", "Failed(Timeout)", Security::Unchecked);
    }

    #[test]
    fn negative_answers_have_the_ttl_of_the_soa() {
        let lookup = txt(config(), "nothing.good.test");
        assert!((1..=60).contains(&lookup.ttl_seconds), "{lookup:?}");
    }

    #[test]
    fn an_authoritative_server_validates_nothing() {
        let lookup = txt(at(World::shared().knot()), "good.test");
        assert_eq!(said(&lookup.outcome), "v=spf1 mx -all");
        assert_eq!(lookup.security, Security::Unchecked);
    }

    #[test]
    fn refusal_silence_and_a_closed_port() {
        let said_by = |server| said(&txt(at(server), "lame.test").outcome);
        assert_eq!(said_by(World::shared().bind()), "Failed(Refused)");
        assert_eq!(said_by(World::shared().silent_dns()), "Failed(Timeout)");
        assert_eq!(
            said_by("127.0.0.42:53".parse().unwrap()),
            "Failed(Unreachable)"
        );
    }

    #[test]
    fn the_next_resolver_steps_in() {
        let world = World::shared();
        let servers = [world.silent_dns(), world.bind(), world.resolver()];
        let dns = servers.map(Upstream::Plain).to_vec();
        let lookup = txt(NetConfig { dns, ..config() }, "good.test");
        assert_eq!(said(&lookup.outcome), "v=spf1 mx -all");
        assert_eq!(lookup.server, "127.0.0.53:53");
    }

    #[test]
    fn all_types_of_records() {
        let text = |question| match ask(config(), question) {
            Answer::A(lookup) => format!("{:?}", lookup.outcome),
            Answer::Aaaa(lookup) => format!("{:?}", lookup.outcome),
            Answer::Mx(lookup) => format!("{:?}", lookup.outcome),
            Answer::Ns(lookup) => format!("{:?}", lookup.outcome),
            Answer::Ptr(lookup) => format!("{:?}", lookup.outcome),
            Answer::Caa(lookup) => format!("{:?}", lookup.outcome),
            Answer::Spf(lookup) => format!("{:?}", lookup.outcome),
            Answer::Cname(lookup) => format!("{:?}", lookup.outcome),
            Answer::Tlsa(lookup) => format!("{:?}", lookup.outcome),
            other => panic!("{other:?}"),
        };
        let good = || name("good.test");
        let alias = || name("alias.deadmx.test");
        assert_eq!(
            text(Question::A(name("mail.good.test"))),
            "Records([127.0.0.21])"
        );
        assert_eq!(text(Question::Aaaa(name("mail.good.test"))), "NoData");
        assert_eq!(
            text(Question::Mx(good())),
            "Records([MxRecord { preference: 10, exchange: Some(mail.good.test) }])"
        );
        assert_eq!(text(Question::Ns(good())), "Records([ns1.test])");
        assert_eq!(
            text(Question::Ptr("127.0.0.21".parse().unwrap())),
            "Records([mail.good.test])"
        );
        assert_eq!(
            text(Question::Caa(good())),
            "Records([CaaRecord { critical: false, tag: \"issue\", value: \"ca.test\" }])"
        );
        assert_eq!(text(Question::Cname(alias())), "Records([mail.good.test])");
        // Two character-strings of one record.
        let spf = ask(config(), Question::Spf(name("type99.test")));
        let Answer::Spf(spf) = spf else {
            panic!("{spf:?}")
        };
        assert_eq!(said(&spf.outcome), "v=spf1 mx -all");
        assert_eq!(spf.security, Security::Secure);
        assert_eq!(text(Question::Spf(good())), "NoData");
        let tlsa = text(Question::Tlsa(name("_25._tcp.mail.good.test")));
        let start = "Records([TlsaRecord { usage: 3, selector: 1, matching: 1, data: [";
        assert!(tlsa.starts_with(start), "{tlsa}");
    }

    #[test]
    fn aliases_are_noted() {
        let question = Question::A(name("alias.deadmx.test"));
        let Answer::A(lookup) = ask(config(), question) else {
            panic!()
        };
        assert_eq!(
            lookup.outcome,
            Outcome::Records(vec!["127.0.0.21".parse().unwrap()])
        );
        assert_eq!(lookup.aliases, vec![name("mail.good.test")]);
        // Half of the way is signed, half is not.
        assert_eq!(lookup.security, Security::Insecure);
    }
}

mod link_local {
    use std::net::UdpSocket;

    use hickory_proto::op::{Message, MessageType, ResponseCode};

    use super::*;

    /// A server for one query, which knows no name.
    fn serve(socket: &UdpSocket) {
        let mut query = [0; 2048];
        let (length, client) = socket.recv_from(&mut query).unwrap();
        let mut reply = Message::from_vec(&query[..length]).unwrap();
        reply.metadata.message_type = MessageType::Response;
        reply.metadata.response_code = ResponseCode::NXDomain;
        socket.send_to(&reply.to_vec().unwrap(), client).unwrap();
    }

    #[test]
    fn a_resolver_of_the_link_is_asked_on_its_interface() {
        let world = World::shared();
        let mut ip = world.command("ip");
        ip.args(["addr", "add", "fe80::53/64", "dev", "lo"]);
        assert!(ip.status().unwrap().success());
        let resolv_conf = std::env::temp_dir().join(format!("mailseal-lo-{}", std::process::id()));
        fs::write(&resolv_conf, "nameserver fe80::53%lo\n").unwrap();
        let socket = world.run(|| UdpSocket::bind("[fe80::53%1]:53")).unwrap();
        let server = std::thread::spawn(move || serve(&socket));
        let config = NetConfig {
            dns: Vec::new(),
            resolv_conf: resolv_conf.clone(),
            ..config()
        };
        let lookup = txt(config, "link.test");
        assert_eq!(lookup.outcome, Outcome::NxDomain, "{lookup:?}");
        assert_eq!(lookup.server, "[fe80::53%1]:53");
        server.join().unwrap();
        fs::remove_file(&resolv_conf).unwrap();
    }
}

mod authoritative {
    use super::*;

    fn lookup(at: &str) -> Lookup<TxtRecord> {
        txt(
            NetConfig {
                authoritative: true,
                ..config()
            },
            at,
        )
    }

    fn by_server(lookup: &Lookup<TxtRecord>) -> Vec<String> {
        let line = |(server, outcome): &(String, _)| format!("{server}: {}", said(outcome));
        lookup.by_server.iter().map(line).collect()
    }

    #[test]
    fn servers_that_differ_are_both_heard() {
        let lookup = lookup("split.test");
        assert_eq!(
            by_server(&lookup),
            [
                "ns1.test (127.0.0.10): v=spf1 mx -all",
                "ns2.test (127.0.0.11): v=spf1 mx ip4:192.0.2.1 ~all",
            ]
        );
        assert_eq!(said(&lookup.outcome), "v=spf1 mx -all");
        assert_eq!(lookup.server, "ns1.test (127.0.0.10)");
        assert_eq!(lookup.security, Security::Unchecked);
    }

    #[test]
    fn one_silent_server_hides_nothing() {
        let lookup = lookup("_dmarc.limping.test");
        assert_eq!(
            by_server(&lookup),
            [
                "ns1.test (127.0.0.10): v=DMARC1; p=reject; rua=mailto:dmarc@limping.test",
                "silent-ns.test (127.0.0.41): Failed(Timeout)",
            ]
        );
        assert!(lookup.outcome.known().is_ok());
    }

    #[test]
    fn only_failures() {
        assert_eq!(said(&lookup("lame.test").outcome), "Failed(ServFail)");
        assert_eq!(said(&lookup("nothing.split.test").outcome), "NxDomain");
    }

    #[test]
    fn an_alias_leads_to_the_servers_of_its_target() {
        let config = NetConfig {
            authoritative: true,
            ..config()
        };
        let Answer::A(lookup) = ask(config, Question::A(name("alias.deadmx.test"))) else {
            panic!()
        };
        assert_eq!(
            lookup.outcome,
            Outcome::Records(vec!["127.0.0.21".parse().unwrap()])
        );
        assert_eq!(lookup.aliases, vec![name("mail.good.test")]);
    }

    #[test]
    fn servers_at_private_addresses_are_not_asked() {
        let config = NetConfig {
            authoritative: true,
            allow_private: false,
            ..config()
        };
        let lookup = txt(config, "good.test");
        assert_eq!(said(&lookup.outcome), "Failed(Guarded)");
    }
}

mod policy {
    use super::*;

    fn fetch(domain: &str) -> PolicyFetch {
        match ask(config(), Question::Policy(name(domain))) {
            Answer::Policy(PolicyFetches::Single(fetch)) => fetch,
            other => panic!("{other:?}"),
        }
    }

    /// The fetch in a few words.
    fn summary(domain: &str) -> String {
        match fetch(domain) {
            PolicyFetch::Response {
                tls,
                status,
                content_type,
                location,
                body,
                cut,
                ..
            } => {
                let cut = if cut { ", cut" } else { "" };
                let location = location.map_or(String::new(), |to| format!(" to {to}"));
                let body = if status == 200 {
                    body.len().min(99_999)
                } else {
                    0
                };
                let size = if body > 1_000 {
                    format!(", {body}")
                } else {
                    String::new()
                };
                let kind = content_type.unwrap_or_default();
                format!("{:?} {status}{location} {kind}{size}{cut}", tls.trust)
            }
            PolicyFetch::NoTls { .. } => "NoTls".to_owned(),
            PolicyFetch::NoResponse { failure, .. } => format!("NoResponse {failure:?}"),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_policy_is_fetched() {
        let PolicyFetch::Response {
            tls,
            status,
            body,
            cut,
            ..
        } = fetch("good.test")
        else {
            panic!()
        };
        assert_eq!((status, cut), (200, false));
        assert!(body.starts_with(b"version: STSv1"), "{body:?}");
        assert!(tls.version.starts_with("TLSv1."), "{}", tls.version);
        assert_eq!(tls.trust, ChainTrust::Trusted);
        assert!(!tls.chain.is_empty());
    }

    #[test]
    fn everything_else_is_told_apart() {
        let check =
            |domain: &str, expected: &str| assert_eq!(summary(domain), expected, "{domain}");
        let to = "Trusted 301 to https://mta-sts.good.test/.well-known/mta-sts.txt text/html";
        check("sts-redirect.test", to);
        check("sts-wrongtype.test", "Trusted 200 text/html");
        check("sts-big.test", "Trusted 200 text/plain, 65536, cut");
        check("sts-404.test", "Trusted 404 text/html");
        check("sts-badcert.test", "UnknownIssuer 200 text/plain");
        check("sts-selfsigned.test", "SelfSigned 200 text/plain");
        // Names and dates are judged elsewhere.
        check("sts-expired.test", "Trusted 200 text/plain");
        check("sts-wrongname.test", "Trusted 200 text/plain");
        check("sts-nosni.test", "NoTls");
        check("sts-closed.test", "NoConnection(Unreachable)");
        check("sts-noaddress.test", "NoAddress(NxDomain)");
        check("bogus.test", "NoAddress(Failed(Bogus))");
    }

    #[test]
    fn a_host_with_both_families_is_asked_over_both() {
        let fetches = |domain: &str| match ask(config(), Question::Policy(name(domain))) {
            Answer::Policy(PolicyFetches::ByFamily(both)) => (both.v4, both.v6),
            other => panic!("{other:?}"),
        };
        let mode = |fetch: &PolicyFetch| match fetch {
            PolicyFetch::Response { body, .. } => {
                let body = String::from_utf8_lossy(body).into_owned();
                body.lines().nth(1).unwrap_or_default().to_owned()
            }
            PolicyFetch::NoTls { .. } => "no TLS".to_owned(),
            other => format!("{other:?}"),
        };
        for (domain, v4_said, v6_said) in [
            ("sts-dual.test", "mode: enforce", "mode: enforce"),
            ("sts-families.test", "mode: enforce", "mode: testing"),
            ("sts-ipv4only.test", "mode: enforce", "no TLS"),
            ("sts-noroute.test", "mode: enforce", "NoConnection(NoRoute)"),
        ] {
            let (v4, v6) = fetches(domain);
            assert_eq!(mode(&v4), v4_said, "{domain} over IPv4");
            assert_eq!(mode(&v6), v6_said, "{domain} over IPv6");
        }
    }

    #[test]
    fn slow_and_mute_hosts_end_at_the_deadline() {
        for (domain, expected) in [
            ("sts-slow.test", "NoResponse Timeout"),
            ("sts-mute.test", "NoConnection(Timeout)"),
        ] {
            let began = Instant::now();
            assert_eq!(summary(domain), expected, "{domain}");
            assert!(began.elapsed() < SHORT * 3, "{domain}");
        }
    }

    #[test]
    fn private_addresses_are_guarded() {
        let config = NetConfig {
            allow_private: false,
            ..config()
        };
        let answer = ask(config, Question::Policy(name("good.test")));
        assert_eq!(
            answer,
            Answer::Policy(PolicyFetch::NoConnection(Failure::Guarded).into())
        );
    }

    #[test]
    fn without_its_root_a_chain_is_of_an_unknown_issuer() {
        let config = NetConfig {
            extra_roots_pem: Vec::new(),
            ..config()
        };
        let answer = ask(config, Question::Policy(name("good.test")));
        let Answer::Policy(PolicyFetches::Single(PolicyFetch::Response { tls, .. })) = answer
        else {
            panic!()
        };
        assert_eq!(tls.trust, ChainTrust::UnknownIssuer);
    }
}

mod smtp {
    use super::*;

    fn probe(domain: &str) -> SmtpProbe {
        let host = name(domain).child("mail").unwrap();
        match ask(config(), Question::Smtp(host)) {
            Answer::Smtp(probe) => probe,
            other => panic!("{other:?}"),
        }
    }

    fn summary(domain: &str) -> String {
        match probe(domain) {
            SmtpProbe::Greeted { starttls, .. } => match starttls {
                StartTls::Session(tls) => format!("{} {:?}", tls.version, tls.trust),
                StartTls::Failed(_) => "Failed".to_owned(),
                other => format!("{other:?}"),
            },
            SmtpProbe::NoGreeting { failure, reply, .. } => {
                let code = reply.map_or(String::new(), |reply| reply[..3].to_owned());
                format!("NoGreeting {failure:?} {code}")
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_host_with_starttls() {
        let SmtpProbe::Greeted {
            address,
            greeting,
            extensions,
            starttls,
        } = probe("good.test")
        else {
            panic!()
        };
        assert_eq!(address, "127.0.0.21".parse::<std::net::IpAddr>().unwrap());
        assert_eq!(greeting, "mail.good.test");
        assert!(
            extensions.contains(&"STARTTLS".to_owned()),
            "{extensions:?}"
        );
        let StartTls::Session(tls) = starttls else {
            panic!("{starttls:?}")
        };
        assert_eq!(
            (tls.version.as_str(), tls.trust),
            ("TLSv1.3", ChainTrust::Trusted)
        );
    }

    #[test]
    fn everything_else_is_told_apart() {
        let check =
            |domain: &str, expected: &str| assert_eq!(summary(domain), expected, "{domain}");
        check("expired-mx.test", "TLSv1.3 Trusted");
        check("wrongname-mx.test", "TLSv1.3 Trusted");
        check("selfsigned-mx.test", "TLSv1.3 SelfSigned");
        check("untrusted-mx.test", "TLSv1.3 UnknownIssuer");
        check("oldtls-mx.test", "Failed");
        check("nostarttls.test", "NotOffered");
        check("turns-away.test", "NoGreeting Refused 554");
        check("flood-mx.test", "NoGreeting Malformed ");
        check(
            "refuses-tls.test",
            "Refused(\"454 4.7.0 TLS not available\")",
        );
        check("closed-mx.test", "NoConnection(Unreachable)");
        let gone = ask(config(), Question::Smtp(name("gone.deadmx.test")));
        assert_eq!(gone, Answer::Smtp(SmtpProbe::NoAddress(Outcome::NxDomain)));
    }

    #[test]
    fn tarpits_end_at_the_deadline() {
        for (domain, expected) in [
            ("tarpit.test", "NoGreeting Timeout "),
            ("mute-mx.test", "NoGreeting Timeout "),
            ("stalls-tls.test", "Broken(Timeout)"),
        ] {
            let began = Instant::now();
            assert_eq!(summary(domain), expected, "{domain}");
            assert!(began.elapsed() < SHORT * 3, "{domain}");
        }
    }

    #[test]
    fn a_host_of_many_domains_is_probed_once() {
        let took = inside(async || {
            let network = Network::new(config()).unwrap();
            let mute = || Question::Smtp(name("mail.mute-mx.test"));
            let began = Instant::now();
            let twenty = vec![mute(); 20];
            join_all(twenty.iter().map(|question| network.answer(question))).await;
            network.answer(&mute()).await;
            began.elapsed()
        });
        assert!(took < SHORT * 3, "{took:?}");
    }
}

mod overlay {
    use super::*;

    fn zones(text: &str) -> Zones {
        Zones::of(vec![Zone::parse(text, None, "new.zone").unwrap()])
    }

    fn over(text: &str, question: Question) -> Answer {
        inside(async || {
            let network = Arc::new(Network::new(config()).unwrap());
            Overlay::over(zones(text), network).answer(&question).await
        })
    }

    fn over_txt(text: &str, at: &str) -> Lookup<TxtRecord> {
        match over(text, Question::Txt(name(at))) {
            Answer::Txt(lookup) => lookup,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_piece_changes_only_what_it_has() {
        let piece = "good.test. TXT \"v=spf1 -all\"\nnew.good.test. TXT new\n";
        assert_eq!(said(&over_txt(piece, "good.test").outcome), "v=spf1 -all");
        let dmarc = said(&over_txt(piece, "_dmarc.good.test").outcome);
        assert!(dmarc.starts_with("v=DMARC1"), "{dmarc}");
        // It exists once this is published.
        let a = over(piece, Question::A(name("new.good.test")));
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
    }

    #[test]
    fn aliases_of_the_file_are_followed_by_the_live_world() {
        let piece = "_dmarc.new.test. 30 CNAME _dmarc.good.test.\n";
        let lookup = over_txt(piece, "_dmarc.new.test");
        assert!(said(&lookup.outcome).starts_with("v=DMARC1"), "{lookup:?}");
        assert_eq!(lookup.aliases, vec![name("_dmarc.good.test")]);
        assert_eq!(lookup.security, Security::Unchecked);
    }

    #[test]
    fn hosts_are_connected_to_where_the_file_says() {
        // The policy host of a domain that is not there yet, on the server of another.
        let piece = "mta-sts.sts-wrongname.test. A 127.0.0.42\n";
        let answer = over(piece, Question::Policy(name("sts-wrongname.test")));
        assert_eq!(
            answer,
            Answer::Policy(PolicyFetch::NoConnection(Failure::Unreachable).into())
        );
    }

    #[test]
    fn offline_nobody_is_asked() {
        let overlay = Overlay::offline(zones("example.com. TXT x"));
        let outcome = |at: &str| {
            let question = Question::Txt(name(at));
            match inside(async || overlay.answer(&question).await) {
                Answer::Txt(lookup) => lookup.outcome,
                other => panic!("{other:?}"),
            }
        };
        // What the files do not speak for stays open; a tree walk ends all the same.
        assert_eq!(outcome("good.test"), Outcome::Failed(Failure::NotAsked));
        assert_eq!(outcome("_dmarc.test"), Outcome::NxDomain);
        assert_eq!(outcome("none.example.com"), Outcome::NxDomain);
    }
}
