//! Measures what one DNS question costs: asks a name server for the questions of many domains and
//! prints wall time, CPU time and memory. A comparison asks the same with `hickory-net`'s UDP client,
//! which opens a socket for every query.
//!
//! `cargo run --release -p mailseal-net --example questions_per_second -- SERVER ZONE DOMAINS AT_ONCE
//! [hickory]`; the server must have `d0.ZONE`, `d1.ZONE` and so on, or answer that there are none.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::iter;
use hickory_net::client::{Client, ClientHandle};
use hickory_net::runtime::TokioRuntimeProvider;
use hickory_net::udp::UdpClientStream;
use hickory_proto::rr::{DNSClass, Name, RecordType};
use net::{NetConfig, Network};
use protocols::answers::{Answer, Question};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// What a check of one domain asks, give or take.
const LABELS: &[(&str, RecordType)] = &[
    ("", RecordType::TXT),
    ("", RecordType::MX),
    ("", RecordType::A),
    ("", RecordType::AAAA),
    ("", RecordType::NS),
    ("", RecordType::CAA),
    ("_dmarc.", RecordType::TXT),
    ("_mta-sts.", RecordType::TXT),
    ("_smtp._tls.", RecordType::TXT),
    ("mta-sts.", RecordType::A),
    ("mta-sts.", RecordType::AAAA),
    ("s1._domainkey.", RecordType::TXT),
    ("s2._domainkey.", RecordType::TXT),
    ("default._domainkey.", RecordType::TXT),
    ("dkim._domainkey.", RecordType::TXT),
    ("mail._domainkey.", RecordType::TXT),
    ("google._domainkey.", RecordType::TXT),
    ("mail.", RecordType::A),
    ("mail.", RecordType::AAAA),
    ("mail.", RecordType::CNAME),
    ("_25._tcp.mail.", RecordType::TLSA),
    ("nx1.", RecordType::TXT),
    ("nx2.", RecordType::TXT),
    ("nx3.", RecordType::A),
    ("nx4.", RecordType::A),
];

fn main() -> Fallible<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [server, zone, domains, at_once, rest @ ..] = arguments.as_slice() else {
        return Err("give SERVER ZONE DOMAINS AT_ONCE [hickory]".into());
    };
    let (domains, at_once): (usize, usize) = (domains.parse()?, at_once.parse()?);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let began = Instant::now();
    let answered = if rest.is_empty() {
        runtime.block_on(by_network(server, zone, domains, at_once))?
    } else {
        runtime.block_on(by_hickory(server.parse()?, zone, domains, at_once))?
    };
    let wall = began.elapsed().as_secs_f64();
    let questions = (domains * LABELS.len()) as f64;
    let (user, system, rss) = usage()?;
    println!(
        "{questions} questions, {answered} answered, {wall:.2} s, {:.0}/s",
        questions / wall
    );
    println!(
        "CPU per question: {:.1} us (user {:.1}, system {:.1}); peak memory {rss}",
        (user + system) / questions * 1e6,
        user / questions * 1e6,
        system / questions * 1e6
    );
    Ok(())
}

async fn by_network(server: &str, zone: &str, domains: usize, at_once: usize) -> Fallible<usize> {
    let config = NetConfig {
        dns: vec![server.parse()?],
        ..NetConfig::default()
    };
    let network = Arc::new(Network::new(config)?);
    let mut answered = 0;
    let mut running = iter(0..domains)
        .map(|number| {
            let (network, zone) = (network.clone(), zone.to_owned());
            tokio::spawn(async move {
                let mut questions = Vec::new();
                for (label, rtype) in LABELS {
                    if let Ok(name) = format!("{label}d{number}.{zone}").parse() {
                        questions.push(question(name, *rtype));
                    }
                }
                let answers = questions
                    .iter()
                    .map(async |q| (q.clone(), network.answer(q).await));
                join_all(answers).await
            })
        })
        .buffer_unordered(at_once);
    while let Some(answers) = running.next().await {
        for (question, answer) in answers? {
            match is_known(&answer) {
                true => answered += 1,
                false => eprintln!("{question:?}: {answer:?}"),
            }
        }
    }
    Ok(answered)
}

fn question(name: protocols::name::DomainName, rtype: RecordType) -> Question {
    match rtype {
        RecordType::MX => Question::Mx(name),
        RecordType::A => Question::A(name),
        RecordType::AAAA => Question::Aaaa(name),
        RecordType::NS => Question::Ns(name),
        RecordType::CAA => Question::Caa(name),
        RecordType::CNAME => Question::Cname(name),
        RecordType::TLSA => Question::Tlsa(name),
        _ => Question::Txt(name),
    }
}

fn is_known(answer: &Answer) -> bool {
    match answer {
        Answer::Txt(lookup) => lookup.outcome.known().is_ok(),
        Answer::A(lookup) => lookup.outcome.known().is_ok(),
        Answer::Aaaa(lookup) => lookup.outcome.known().is_ok(),
        Answer::Mx(lookup) => lookup.outcome.known().is_ok(),
        Answer::Ptr(lookup) => lookup.outcome.known().is_ok(),
        Answer::Tlsa(lookup) => lookup.outcome.known().is_ok(),
        Answer::Ns(lookup) => lookup.outcome.known().is_ok(),
        Answer::Caa(lookup) => lookup.outcome.known().is_ok(),
        Answer::Spf(lookup) => lookup.outcome.known().is_ok(),
        Answer::Cname(lookup) => lookup.outcome.known().is_ok(),
        Answer::Policy(_) | Answer::Smtp(_) => false,
    }
}

async fn by_hickory(
    server: SocketAddr,
    zone: &str,
    domains: usize,
    at_once: usize,
) -> Fallible<usize> {
    let stream = UdpClientStream::builder(server, TokioRuntimeProvider::new())
        .with_timeout(Some(Duration::from_secs(3)))
        .with_os_port_selection(true)
        .build();
    let (client, background) = Client::<TokioRuntimeProvider>::from_sender(stream);
    tokio::spawn(background);
    let mut answered = 0;
    let mut running = iter(0..domains)
        .map(|number| {
            let (client, zone) = (client.clone(), zone.to_owned());
            tokio::spawn(async move {
                let ask = LABELS.iter().map(|(label, rtype)| {
                    let mut client = client.clone();
                    let name = Name::from_ascii(format!("{label}d{number}.{zone}."));
                    async move { client.query(name.ok()?, DNSClass::IN, *rtype).await.ok() }
                });
                join_all(ask).await.iter().flatten().count()
            })
        })
        .buffer_unordered(at_once);
    while let Some(count) = running.next().await {
        answered += count?;
    }
    Ok(answered)
}

/// User and system seconds of this process, and its peak resident memory.
fn usage() -> Fallible<(f64, f64, String)> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The fields after the command's name in parentheses; 14 and 15 of proc(5), in ticks of 10 ms.
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split_whitespace()
        .collect();
    let ticks = |at: usize| -> Fallible<f64> {
        Ok(fields.get(at).ok_or("no such field")?.parse::<f64>()? / 100.0)
    };
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap_or("?");
    Ok((ticks(11)?, ticks(12)?, peak.trim().to_owned()))
}
