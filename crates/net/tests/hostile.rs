//! Name servers that lie, mumble or never come to an end. Real ones do not do so on demand, so these
//! are a few lines each.

#![allow(clippy::unwrap_used)] // helpers outside #[test] functions

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};
use std::time::Duration;

use hickory_proto::op::{Message, MessageType, ResponseCode};
use hickory_proto::rr::rdata::{A, CNAME, NS, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};
use net::{NetConfig, NetLimits, Network, Upstream};
use protocols::answers::{Answer, Failure, Lookup, Outcome, Question, Security, TxtRecord};
use protocols::limits::{ALIASES_MAX, RECORDS_PER_ANSWER_MAX};

const NAME: &str = "hostile.example";

/// Starts a server that answers every query with the datagrams `replies` makes of it.
fn server(replies: impl Fn(Message, &[u8]) -> Vec<Vec<u8>> + Send + 'static) -> SocketAddr {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = socket.local_addr().unwrap();
    // The thread ends with the process.
    std::thread::spawn(move || {
        let mut buffer = [0; 2048];
        loop {
            let (length, client) = socket.recv_from(&mut buffer).unwrap();
            let query = Message::from_vec(&buffer[..length]).unwrap();
            for reply in replies(query, &buffer[..length]) {
                socket.send_to(&reply, client).unwrap();
            }
        }
    });
    address
}

fn config(servers: &[SocketAddr]) -> NetConfig {
    NetConfig {
        dns: servers.iter().copied().map(Upstream::Plain).collect(),
        limits: NetLimits {
            dns_tries: [Duration::from_millis(300); 3],
            ..NetLimits::default()
        },
        ..NetConfig::default()
    }
}

fn ask(server: SocketAddr) -> Lookup<TxtRecord> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let answer = runtime.block_on(async {
        let network = Network::new(config(&[server])).unwrap();
        network.answer(&Question::Txt(NAME.parse().unwrap())).await
    });
    match answer {
        Answer::Txt(lookup) => lookup,
        other => panic!("{other:?}"),
    }
}

fn response(query: &Message) -> Message {
    let mut reply = query.clone();
    reply.metadata.message_type = MessageType::Response;
    reply.metadata.recursion_available = true;
    reply.metadata.authentic_data = false;
    reply
}

fn with_txt(query: &Message, text: &str) -> Message {
    let mut reply = response(query);
    let name = query.queries[0].name.clone();
    let txt = TXT::new(vec![text.to_owned()]);
    reply.add_answer(Record::from_rdata(name, 60, RData::TXT(txt)));
    reply
}

fn octets(message: &Message) -> Vec<u8> {
    message.to_vec().unwrap()
}

fn texts(lookup: &Lookup<TxtRecord>) -> Vec<String> {
    lookup
        .outcome
        .known()
        .unwrap()
        .iter()
        .map(TxtRecord::text)
        .collect()
}

#[test]
fn forged_replies_are_not_seen() {
    let address = server(|query, raw| {
        let mut other_id = with_txt(&query, "other id");
        other_id.metadata.id = query.metadata.id.wrapping_add(1);
        let mut other_name = with_txt(&query, "other name");
        other_name.queries[0].name = Name::from_ascii("other.example.").unwrap();
        let mut other_type = with_txt(&query, "other type");
        other_type.queries[0].query_type = RecordType::MX;
        let mut no_question = with_txt(&query, "no question");
        no_question.queries.clear();
        let not_a_response = raw.to_vec();
        vec![
            octets(&other_id),
            octets(&other_name),
            octets(&other_type),
            octets(&no_question),
            not_a_response,
            vec![0],
            Vec::new(),
            octets(&with_txt(&query, "genuine")),
            octets(&with_txt(&query, "too late")),
        ]
    });
    assert_eq!(texts(&ask(address)), ["genuine"]);
}

#[test]
fn letters_may_come_back_in_another_case() {
    let address = server(|query, _| {
        let mut reply = octets(&with_txt(&query, "case"));
        reply[12..]
            .iter_mut()
            .take(NAME.len() + 1)
            .for_each(|b| b.make_ascii_uppercase());
        vec![reply]
    });
    assert_eq!(texts(&ask(address)), ["case"]);
}

#[test]
fn records_of_other_names_are_not_taken() {
    let address = server(|query, _| {
        let mut reply = with_txt(&query, "ours");
        let other = Name::from_ascii("other.example.").unwrap();
        let txt = RData::TXT(TXT::new(vec!["theirs".to_owned()]));
        reply.add_answer(Record::from_rdata(other, 60, txt));
        let name = query.queries[0].name.clone();
        reply.add_answer(Record::from_rdata(name, 60, RData::A(A::new(192, 0, 2, 1))));
        vec![octets(&reply)]
    });
    assert_eq!(texts(&ask(address)), ["ours"]);
}

#[test]
fn what_does_not_parse_is_malformed() {
    let check = |damage: fn(Vec<u8>) -> Vec<u8>| {
        let address = server(move |query, _| vec![damage(octets(&with_txt(&query, "x")))]);
        assert_eq!(ask(address).outcome, Outcome::Failed(Failure::Malformed));
    };
    // Cut in the middle of a record.
    check(|mut reply| {
        reply.truncate(reply.len() - 14);
        reply
    });
    // The answer's owner is a pointer to itself.
    check(|mut reply| {
        let at = 12 + NAME.len() + 2 + 4;
        reply[at] = 0xc0 | u8::try_from(at >> 8).unwrap();
        reply[at + 1] = u8::try_from(at & 0xff).unwrap();
        reply
    });
    // More records are announced than there are.
    check(|mut reply| {
        reply[6] = 0xff;
        reply
    });
}

#[test]
fn silence_and_endless_forgeries_are_a_timeout() {
    assert_eq!(
        ask(server(|_, _| Vec::new())).outcome,
        Outcome::Failed(Failure::Timeout)
    );
    let forger = server(|query, _| {
        let mut reply = with_txt(&query, "x");
        reply.metadata.id = query.metadata.id.wrapping_add(1);
        vec![octets(&reply); 100]
    });
    assert_eq!(ask(forger).outcome, Outcome::Failed(Failure::Timeout));
}

#[test]
fn a_lost_datagram_is_asked_again() {
    let seen = std::sync::atomic::AtomicUsize::new(0);
    let address =
        server(
            move |query, _| match seen.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
                0 | 1 => Vec::new(),
                _ => vec![octets(&with_txt(&query, "third time"))],
            },
        );
    assert_eq!(texts(&ask(address)), ["third time"]);
}

#[test]
fn truncated_without_tcp_is_unreachable() {
    let address = server(|query, _| {
        let mut reply = response(&query);
        reply.metadata.truncation = true;
        vec![octets(&reply)]
    });
    assert_eq!(ask(address).outcome, Outcome::Failed(Failure::Unreachable));
}

#[test]
fn aliases_that_a_resolver_leaves_are_followed_to_an_end() {
    let address = server(|query, _| {
        let name = query.queries[0].name.clone();
        let next = Name::from_ascii(format!("x{name}")).unwrap();
        let mut reply = response(&query);
        reply.add_answer(Record::from_rdata(name, 60, RData::CNAME(CNAME(next))));
        vec![octets(&reply)]
    });
    let lookup = ask(address);
    assert_eq!(lookup.outcome, Outcome::Failed(Failure::ServFail));
    assert_eq!(lookup.aliases.len(), ALIASES_MAX + 1);
}

#[test]
fn a_circle_of_aliases_in_one_reply_ends() {
    let address = server(|query, _| {
        let name = query.queries[0].name.clone();
        let other = Name::from_ascii("other.example.").unwrap();
        let mut reply = response(&query);
        let there = RData::CNAME(CNAME(other.clone()));
        reply.add_answer(Record::from_rdata(name.clone(), 60, there));
        reply.add_answer(Record::from_rdata(other, 60, RData::CNAME(CNAME(name))));
        vec![octets(&reply)]
    });
    assert_eq!(ask(address).outcome, Outcome::Failed(Failure::ServFail));
}

#[test]
fn a_passing_failure_is_not_failed_validation() {
    let seen = std::sync::atomic::AtomicUsize::new(0);
    let address = server(move |query, _| {
        let first = seen.fetch_add(1, std::sync::atomic::Ordering::Relaxed) == 0;
        let mut reply = with_txt(&query, "after all");
        if first {
            reply.answers.clear();
            reply.metadata.response_code = ResponseCode::ServFail;
        }
        vec![octets(&reply)]
    });
    assert_eq!(texts(&ask(address)), ["after all"]);
}

#[test]
fn what_only_unchecked_data_says_is_failed_validation() {
    let address = server(|query, _| {
        let mut reply = with_txt(&query, "forged");
        if !query.metadata.checking_disabled {
            reply.answers.clear();
            reply.metadata.response_code = ResponseCode::ServFail;
        }
        vec![octets(&reply)]
    });
    assert_eq!(ask(address).outcome, Outcome::Failed(Failure::Bogus));
}

#[test]
fn other_rcodes_are_server_failures() {
    for (code, failure) in [
        (ResponseCode::Refused, Failure::Refused),
        (ResponseCode::ServFail, Failure::ServFail),
        (ResponseCode::NotImp, Failure::ServFail),
        (ResponseCode::FormErr, Failure::ServFail),
    ] {
        let address = server(move |query, _| {
            let mut reply = response(&query);
            reply.metadata.response_code = code;
            vec![octets(&reply)]
        });
        assert_eq!(ask(address).outcome, Outcome::Failed(failure), "{code}");
    }
}

#[test]
fn a_referral_is_no_absence() {
    let address = server(|query, _| {
        let mut reply = response(&query);
        let zone = Name::from_ascii("example.").unwrap();
        let ns = RData::NS(NS(Name::from_ascii("ns.example.").unwrap()));
        reply.add_authority(Record::from_rdata(zone, 60, ns));
        vec![octets(&reply)]
    });
    assert_eq!(ask(address).outcome, Outcome::Failed(Failure::Refused));
    // Without either it is one, of a server that says no more (RFC 2308 §2.2).
    let address = server(|query, _| vec![octets(&response(&query))]);
    assert_eq!(ask(address).outcome, Outcome::NoData);
}

#[test]
fn ad_from_a_resolver_that_never_sets_it_for_the_root_is_still_ad() {
    let address = server(|query, _| {
        let mut reply = with_txt(&query, "signed");
        reply.metadata.authentic_data = true;
        vec![octets(&reply)]
    });
    assert_eq!(ask(address).security, Security::Secure);
    // And without it nobody knows.
    let address = server(|query, _| vec![octets(&with_txt(&query, "unsigned"))]);
    assert_eq!(ask(address).security, Security::Unchecked);
}

#[test]
fn names_we_cannot_hold_make_an_answer_malformed() {
    let address = server(|query, _| {
        let odd = Name::from_labels([b"a b".as_slice(), b"example".as_slice()]).unwrap();
        let name = query.queries[0].name.clone();
        let mut reply = response(&query);
        reply.add_answer(Record::from_rdata(name, 60, RData::CNAME(CNAME(odd))));
        vec![octets(&reply)]
    });
    assert_eq!(ask(address).outcome, Outcome::Failed(Failure::Malformed));
}

mod over_tcp {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    /// A server that truncates over UDP and answers over TCP on the same port.
    fn server(reply: impl Fn(&Message) -> Message + Send + 'static) -> SocketAddr {
        let udp = super::server(|query, _| {
            let mut reply = response(&query);
            reply.metadata.truncation = true;
            vec![octets(&reply)]
        });
        let tcp = TcpListener::bind(udp).unwrap();
        std::thread::spawn(move || {
            for stream in tcp.incoming() {
                let mut stream = stream.unwrap();
                let mut length = [0; 2];
                stream.read_exact(&mut length).unwrap();
                let mut query = vec![0; u16::from_be_bytes(length).into()];
                stream.read_exact(&mut query).unwrap();
                let reply = octets(&reply(&Message::from_vec(&query).unwrap()));
                let length = u16::try_from(reply.len()).unwrap().to_be_bytes();
                stream
                    .write_all(&[&length, reply.as_slice()].concat())
                    .unwrap();
            }
        });
        udp
    }

    #[test]
    fn long_answers_come_over_tcp() {
        let long = "x".repeat(255);
        let address = server(move |query| {
            let mut reply = response(query);
            let strings = vec![long.clone(); 20];
            let name = query.queries[0].name.clone();
            reply.add_answer(Record::from_rdata(name, 60, RData::TXT(TXT::new(strings))));
            reply
        });
        let lookup = ask(address);
        assert_eq!(texts(&lookup), ["x".repeat(255 * 20)]);
    }

    #[test]
    fn giant_sets_are_refused_and_not_walked() {
        let address = server(|query| {
            let mut reply = response(query);
            let name = query.queries[0].name.clone();
            for number in 0..=RECORDS_PER_ANSWER_MAX {
                let txt = RData::TXT(TXT::new(vec![number.to_string()]));
                reply.add_answer(Record::from_rdata(name.clone(), 60, txt));
            }
            reply
        });
        assert_eq!(ask(address).outcome, Outcome::Failed(Failure::Malformed));
    }

    #[test]
    fn truncated_over_tcp_is_malformed() {
        let address = server(|query| {
            let mut reply = response(query);
            reply.metadata.truncation = true;
            reply
        });
        assert_eq!(ask(address).outcome, Outcome::Failed(Failure::Malformed));
    }
}

#[test]
fn the_resolvers_of_a_file_and_its_faults() {
    let file = std::env::temp_dir().join(format!("mailseal-resolv-{}", std::process::id()));
    let network = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let resolv_conf = file.clone();
        Network::new(NetConfig {
            resolv_conf,
            ..NetConfig::default()
        })
        .map(|_| ())
    };
    assert_eq!(
        network("nameserver 192.0.2.1\noptions edns0 trust-ad\nsearch a.example\n"),
        Ok(())
    );
    assert!(network("# nothing\n").is_err());
    assert!(network("nameserver not-an-address\n").is_err());
    std::fs::remove_file(&file).unwrap();
}
