//! What goes for the server as a whole, whatever doors it has.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::place::{Place, Server};

const OPS: &str = "[ops]\nlisten = ['127.0.0.1:0']\n";

fn messages(said: &[Value]) -> Vec<&str> {
    said.iter()
        .filter_map(|line| line["message"].as_str())
        .collect()
}

#[test]
fn health_and_metrics() {
    let place = Place::new();
    let server = place.start(OPS);
    assert_eq!(server.doors(), ["ops"]);
    assert_eq!(server.get("ops", "/health/live").status, 204);
    let ready = server.get("ops", "/health/ready");
    assert_eq!(ready.status, 200, "{ready:?}");
    assert_eq!(
        ready.json(),
        serde_json::json!({
            "schema": "mailseal.health/1", "ready": true,
            "parts": {"ledger": "ready", "ops": "ready", "server": "ready", "watch": "ready"},
        })
    );
    assert_eq!(server.get("ops", "/elsewhere").status, 404);
    let metrics = server.get("ops", "/metrics");
    assert!(
        metrics
            .head
            .contains("application/openmetrics-text; version=1.0.0")
    );
    assert!(metrics.body.ends_with("# EOF\n"));
    for line in [
        "mailseal_http_requests_total{door=\"ops\",method=\"GET\",route=\"/health/ready\",status=\"200\"} 1",
        "mailseal_http_requests_total{door=\"ops\",method=\"GET\",route=\"none\",status=\"404\"} 1",
        "mailseal_http_answer_time_seconds_count{door=\"ops\"} 3",
    ] {
        assert!(
            metrics.body.contains(&format!("{line}\n")),
            "{line}: {}",
            metrics.body
        );
    }
    // The connection that asks is the only one, once those before it are taken down.
    let alone = || {
        let metrics = server.get("ops", "/metrics").body;
        metrics.contains("\nmailseal_http_connections{door=\"ops\"} 1\n")
    };
    assert!((0..200).any(|_| alone()));
    let started: f64 = metrics
        .body
        .lines()
        .find_map(|line| line.strip_prefix("mailseal_process_start_time_seconds "))
        .unwrap()
        .parse()
        .unwrap();
    assert!(started > 1.7e9);
    server.stop();
}

/// The rows of the table of metrics in `docs/server.md`: name and kind.
/// The text of the server's own files.
fn sources() -> String {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/server")];
    let mut text = String::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).unwrap();
            open.extend(entries.map(|entry| entry.unwrap().path()));
        } else {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
    text
}

fn documented() -> BTreeSet<(String, String)> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/server.md");
    let text = std::fs::read_to_string(file).unwrap();
    let rows = text
        .lines()
        .filter_map(|line| line.strip_prefix("| `mailseal_"));
    let cells = rows.map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
    cells
        .map(|cells| {
            assert!(
                cells.len() > 2 && !cells[2].is_empty(),
                "a metric without words: {cells:?}"
            );
            let name = cells[0].split(['`', '{']).next().unwrap();
            (format!("mailseal_{name}"), cells[1].to_owned())
        })
        .collect()
}

/// Every door is open here, so every metric is registered.
#[test]
fn every_metric_is_documented_and_none_that_is_not_there() {
    let place = Place::new();
    let any = "['127.0.0.1:0']";
    let server = place.start(&format!(
        "{OPS}[web]\nlisten = {any}\n[policy-host]\nlisten = {any}\nlisten-challenges = {any}\n"
    ));
    let metrics = server.get("ops", "/metrics").body;
    let mut there = BTreeSet::new();
    let mut explained = BTreeSet::new();
    for line in metrics.lines() {
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        match words.as_slice() {
            ["#", "TYPE", name, kind] => {
                // OpenMetrics gives the samples of a counter an ending that its head does not have.
                let ending = if *kind == "counter" { "_total" } else { "" };
                there.insert((format!("{name}{ending}"), (*kind).to_owned()));
            }
            ["#", "HELP", name, help] if !help.is_empty() => {
                explained.insert((*name).to_owned());
            }
            _ => {}
        }
    }
    assert_eq!(explained.len(), there.len());
    let documented = documented();
    let unexplained: Vec<_> = there.difference(&documented).collect();
    assert!(
        unexplained.is_empty(),
        "docs/server.md lacks {unexplained:?}"
    );
    // What counts by label says nothing before the first time; then its name stands where it is made.
    let sources = sources();
    for (name, _) in documented.difference(&there) {
        let name = name.trim_end_matches("_total").trim_end_matches("_seconds");
        let mut ends = name.match_indices('_').map(|(at, _)| &name[at + 1..]);
        let is_made = ends.any(|end| sources.contains(&format!("\"{end}\"")));
        assert!(
            is_made,
            "docs/server.md tells of {name}, which nothing counts"
        );
    }
    server.stop();
}

#[test]
fn a_ledger_that_fails_is_not_ready_and_alive() {
    let place = Place::new();
    let server = place.start(OPS);
    // What a failing disk would leave: every page of the database and of its log is noise.
    for name in ["mailseal.db", "mailseal.db-wal"] {
        let file = place.data().join(name);
        let octets = std::fs::metadata(&file).unwrap().len();
        let noise = vec![0x5a; usize::try_from(octets).unwrap()];
        std::fs::OpenOptions::new()
            .write(true)
            .open(&file)
            .unwrap()
            .write_all(&noise)
            .unwrap();
    }
    std::fs::remove_file(place.data().join("mailseal.db-shm")).unwrap();
    let ready = server.get("ops", "/health/ready");
    assert_eq!(
        (ready.status, &ready.json()["parts"]["ledger"]),
        (503, &"fails".into())
    );
    assert_eq!(server.get("ops", "/health/live").status, 204);
}

#[test]
fn a_reload_takes_over_what_it_can() {
    let place = Place::new();
    let mut server = place.start(OPS);
    let changed = "[log]\nlevel = 'debug'\n[ops]\nlisten = ['127.0.0.1:0', '127.0.0.2:0']\n";
    place.configure(changed);
    server.signal("HUP");
    let told = server.wait_for("the configuration was read anew; some changes wait");
    assert_eq!(
        (&told["settings"], &told["level"]),
        (&"ops.listen".into(), &"WARN".into())
    );
    // The level is another at once.
    server.get("ops", "/health/live");
    let told = server.wait_for("answered");
    assert_eq!(
        (&told["route"], &told["status"]),
        (&"/health/live".into(), &204.into())
    );

    // A change that waits is told of again, until it waits no longer.
    server.signal("HUP");
    server.wait_for("the configuration was read anew; some changes wait");
    place.configure("[ops]\nlisten = ['127.0.0.1:0']\n");
    server.signal("HUP");
    assert_eq!(
        server.wait_for("the configuration was read anew")["message"],
        "the configuration was read anew"
    );

    place.configure("[ops]\nlisten = ['127.0.0.1:0']\n[lgo]\n");
    server.signal("HUP");
    let told = server.wait_for("the configuration has a fault");
    let reason = told["reason"].as_str().unwrap();
    assert!(
        reason.contains("mailseal.toml, line 3, column 2: there is no setting lgo"),
        "{reason}"
    );
    assert_eq!(server.get("ops", "/health/live").status, 204);
    server.stop();
}

#[test]
fn a_configuration_with_a_fault_is_told_and_nothing_is_served() {
    let place = Place::new();
    place.configure("[ops]\nlisten = ['localhost']\n");
    for arguments in [&["serve"][..], &["serve", "--check-config"]] {
        let mut command = place.command(arguments);
        let output = command
            .arg("--config")
            .arg(place.file("mailseal.toml"))
            .output()
            .unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(text.contains("line 2, column 11"), "{text}");
        assert!(!place.data().exists());
    }
    place.configure(OPS);
    let mut command = place.command(&["serve", "--check-config"]);
    let output = command
        .arg("--config")
        .arg(place.file("mailseal.toml"))
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .ends_with("mailseal.toml is in order.\n")
    );
    assert!(!place.data().exists());
}

#[test]
fn an_address_in_use_is_named() {
    let place = Place::new();
    let server = place.start(OPS);
    let other = Place::new();
    other.configure(&format!("ops.listen = ['{}']\n", server.address("ops")));
    let output = other.serve().output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text.contains(&server.address("ops").to_string()), "{text}");
}

#[test]
fn one_server_and_many_commands_on_the_same_data() {
    let place = Place::new();
    let server = place.start(OPS);
    let second = place.serve().output().unwrap();
    let text = String::from_utf8(second.stderr).unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(text.contains("another mailseal serve is running"), "{text}");
    let added = place.run(&["add", "a.example", "--mx", "mail.a.example", "--offline"]);
    assert!(added.status.success(), "{added:?}");
    let listed = place.run(&["list"]);
    assert!(
        String::from_utf8(listed.stdout)
            .unwrap()
            .contains("a.example")
    );
    drop(server);
    // The lock goes with the process, however it ends.
    place.start(OPS).stop();
}

#[test]
fn told_to_stop_it_ends_what_runs_and_takes_nothing_new() {
    for name in ["TERM", "INT"] {
        let place = Place::new();
        let server = place.start(OPS);
        // Half a request, and a connection between two requests, hold nothing up.
        let mut half = server.connect("ops");
        half.write_all(b"GET /health/live HTTP/1.1\r\nHost:")
            .unwrap();
        let mut idle = server.connect("ops");
        idle.write_all(b"GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n")
            .unwrap();
        let mut answer = [0; 12];
        idle.read_exact(&mut answer).unwrap();
        assert_eq!(&answer, b"HTTP/1.1 204");
        let began = Instant::now();
        server.signal(name);
        let (status, said) = server.ended();
        assert!(status.success(), "{said:#?}");
        assert!(began.elapsed() < Duration::from_secs(10));
        assert_eq!(messages(&said)[1..], ["stopping", "stopped"]);
        let mut rest = Vec::new();
        idle.read_to_end(&mut rest).unwrap();
        // Closed in order, the log is folded into the database.
        assert!(!place.data().join("mailseal.db-wal").exists());
    }
}

/// The seconds of processor time that a process has taken.
fn busy_seconds(process: u32) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The name of the program, in parentheses, may hold spaces.
    let fields: Vec<&str> = text.rsplit(") ").next().unwrap().split(' ').collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks / 100.0
}

#[test]
fn with_no_file_left_to_open_it_waits_and_does_not_spin() {
    let place = Place::new();
    place.configure(OPS);
    let serve = place.serve();
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -n 40; exec \"$0\" \"$@\""])
        .arg(serve.get_program())
        .args(serve.get_args());
    let mut server = Server::start(command);
    let held: Vec<_> = (0..50).map(|_| server.connect("ops")).collect();
    let told = server.wait_for("connections cannot be accepted");
    assert!(
        told["error"].as_str().unwrap().contains("open files"),
        "{told}"
    );
    let before = busy_seconds(server.id());
    thread::sleep(Duration::from_secs(2));
    let spent = busy_seconds(server.id()) - before;
    assert!(spent < 0.5, "{spent} s of processor in 2 s");
    drop(held);
    server.wait_for("connections come again");
    assert_eq!(server.get("ops", "/health/live").status, 204);
    server.stop();
}

/// Sends octets, and reads whatever comes of them.
fn throw(server: &Server, door: &str, octets: &str) {
    let mut stream = server.connect(door);
    // It may hang up before it has read all of it.
    if stream.write_all(octets.as_bytes()).is_ok() && stream.shutdown(Shutdown::Write).is_ok() {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap_or_default();
    }
}

/// A canary through every door, at the most talkative level. What a door takes is a secret until it
/// has been looked at: nothing of it may be logged.
#[test]
fn no_secret_that_comes_in_is_logged() {
    const CANARY: &str = "c4n4ry-0f-th3-l0g";
    let any = "['127.0.0.1:0']";
    let place = Place::new();
    let mut server = place.start(&format!(
        "{OPS}[log]\nlevel = 'trace'\n[web]\nlisten = {any}\n[policy-host]\nlisten = {any}\n\
         listen-challenges = {any}\n"
    ));
    assert_eq!(server.doors(), ["http", "https", "ops", "web"]);
    let secrets = format!(
        "Authorization: Bearer {CANARY}\r\nProxy-Authorization: Basic {CANARY}\r\n\
         Cookie: session={CANARY}; {CANARY}=1\r\nReferer: http://localhost/{CANARY}\r\n\
         Origin: http://{CANARY}\r\nX-Csrf-Token: {CANARY}\r\nX-{CANARY}: {CANARY}\r\n\
         Host: localhost\r\nConnection: close\r\n"
    );
    let form = format!("csrf={CANARY}&name={CANARY}&password={CANARY}&code={CANARY}");
    let json = format!(
        "{{\"name\": \"{CANARY}\", \"password\": \"{CANARY}\", \"secrets\": {{\"{CANARY}\": 5}}}}"
    );
    let paths = [
        "/",
        "/health/ready",
        "/login",
        "/setup",
        "/api/v1/domains",
        "/api/v1/accesses",
    ];
    for door in server.doors() {
        for path in paths {
            for method in ["GET", "POST", "DELETE", CANARY] {
                throw(
                    &server,
                    door,
                    &format!("{method} {path}?token={CANARY} HTTP/1.1\r\n{secrets}\r\n"),
                );
            }
            for (kind, body) in [("x-www-form-urlencoded", &form), ("json", &json)] {
                let length = body.len();
                let request = format!(
                    "POST {path} HTTP/1.1\r\n{secrets}Content-Type: application/{kind}\r\n\
                     Content-Length: {length}\r\n\r\n{body}"
                );
                throw(&server, door, &request);
            }
            throw(
                &server,
                door,
                &format!("GET /{CANARY}{path} HTTP/1.1\r\n{secrets}\r\n"),
            );
        }
        // What is no HTTP at all, and what breaks off.
        throw(&server, door, &format!("{CANARY}\r\n\r\n"));
        throw(&server, door, &format!("GET /{CANARY}"));
    }
    server.wait_for("answered");
    // A configuration whose faults lie at its secrets.
    for fault in [
        format!("log.level = '{CANARY}'"),
        format!("log.level = {CANARY}"),
        format!("ops.listen = ['{CANARY}']"),
        format!("ops.listen = '{CANARY}"),
    ] {
        place.configure(&fault);
        server.signal("HUP");
        server.wait_for("the configuration has a fault");
    }
    for line in server.stop() {
        assert!(!line.to_string().contains(CANARY), "{line}");
    }
}

#[test]
fn without_a_configuration_it_serves_on_loopback_alone() {
    let place = Place::new();
    // Only what it says is looked at: its ports are fixed, and another may have them.
    let mut command = place.command(&["serve", "--check-config"]);
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success());
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("on this machine alone")
    );
}
