//! Ten thousand domains: how long the server takes to start with them, how much memory they take and
//! how long a handshake with one of them. The numbers are printed; what is asserted are bounds that
//! only a blunder breaks.

use std::fs;
use std::io::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use super::setting::{PATH, Session, Setting, parts};
use crate::place::connect;

const DOMAINS: usize = 10_000;
/// Names that one certificate has: as many as public authorities put into one.
const NAMES_PER_CERTIFICATE: usize = 100;
const HANDSHAKES: usize = 300;

fn domain(n: usize) -> String {
    format!("d{n}.batch.test")
}

/// Copies a domain's row, so that not every domain costs the making of its keys.
fn multiply(setting: &Setting) {
    setting.add("batch.test", "mail.batch.test");
    let statement = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {DOMAINS}) \
         INSERT INTO domain SELECT printf('d%d.batch.test', i), desired, 1, added, changed \
         FROM n, domain WHERE name = 'batch.test'"
    );
    let mut command = Command::new("sqlite3");
    command
        .arg(setting.place.data().join("mailseal.db"))
        .arg(statement);
    let said = command
        .output()
        .expect("sqlite3 is installed; `make peers` installs it");
    assert!(said.status.success(), "{said:?}");
}

fn certificates(setting: &Setting) -> String {
    let numbers: Vec<usize> = (1..=DOMAINS).collect();
    let tables = numbers.chunks(NAMES_PER_CERTIFICATE).map(|chunk| {
        let names: Vec<String> = chunk
            .iter()
            .map(|n| format!("mta-sts.{}", domain(*n)))
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        setting.certificate(&names)
    });
    tables.collect()
}

/// A value of `/proc/PID/status`, in KiB.
pub(crate) fn memory(process: u32, name: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn ten_thousand_domains() {
    let setting = Setting::with(&["alone.test"]);
    let alone = setting.start(&setting.certificate(&["mta-sts.alone.test"]));
    let before = memory(alone.id(), "VmRSS:");
    alone.stop();

    multiply(&setting);
    let certificates = certificates(&setting);
    let begun = Instant::now();
    let server = setting.start(&certificates);
    let start = begun.elapsed();
    let resident = memory(server.id(), "VmRSS:");
    let metrics = server.get("ops", "/metrics").body;
    assert!(
        metrics.contains("mailseal_policy_host_policies 10002\n"),
        "{metrics}"
    );

    let at = server.address("https");
    let client = setting.client();
    let mut took: Vec<Duration> = Vec::new();
    for n in 0..HANDSHAKES {
        // Far from each other, so that none is in a cache for being its neighbour.
        let host = format!("mta-sts.{}", domain(1 + n * 7_919 % DOMAINS));
        let stream = connect(at);
        let begun = Instant::now();
        let mut session = Session::new(&client, stream, &host);
        while session.0.conn.is_handshaking() {
            session.0.conn.complete_io(&mut session.0.sock).unwrap();
        }
        took.push(begun.elapsed());
        session.0.flush().unwrap();
    }
    took.sort_unstable();
    let of = |part: f64| took[(took.len() as f64 * part) as usize];
    println!(
        "{DOMAINS} domains: serving after {start:?}, {resident} KiB resident ({before} KiB with one), \
         handshake p50 {:?}, p99 {:?}",
        of(0.50),
        of(0.99)
    );
    let host = format!("mta-sts.{}", domain(DOMAINS));
    let (head, body) = parts(&setting.curl(at, &host, PATH, &[]));
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    assert_eq!(body, setting.wanted(&domain(DOMAINS)));
    assert!(start < Duration::from_secs(30), "{start:?}");
    assert!(
        resident - before < 100 * 1024,
        "{resident} KiB, {before} KiB before"
    );
    assert!(of(0.50) < Duration::from_millis(100), "{:?}", of(0.50));

    // A name that nobody has costs nothing but the refusal, and leaves nothing behind.
    let unknown = |n: usize| {
        let mut session = Session::new(&client, connect(at), &format!("mta-sts.u{n}.test"));
        assert!(session.0.conn.complete_io(&mut session.0.sock).is_err());
    };
    (0..HANDSHAKES).for_each(unknown);
    let metrics = server.get("ops", "/metrics").body;
    let refused = format!("refused_connections_total{{reason=\"unknown-name\"}} {HANDSHAKES}\n");
    assert!(metrics.contains(&refused), "{metrics}");
    let after = memory(server.id(), "VmRSS:");
    assert!(
        after < resident + 20 * 1024,
        "{after} KiB after, {resident} KiB before"
    );
}
