//! The server killed at any moment, while commands write beside it: what was said to be done is there
//! when it starts again, and what the dead one left in the log of the database is no hindrance.

use std::fs;
use std::thread;
use std::time::Duration;

use crate::place::{Place, Server, signal};

/// How often it is killed. The moments differ, and are the same in every run.
const KILLS: u64 = 12;

/// The latest moment after the start. It serves after a few hundredths of a second.
const MOMENT_MAX_MILLISECONDS: u64 = 400;

/// Numbers that differ and are the same in every run (SplitMix64).
fn number(seed: u64) -> u64 {
    let z = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Adds a domain, and says whether that was acknowledged.
fn added(place: &Place, domain: &str) -> bool {
    let mail = format!("mail.{domain}");
    let output = place.run(&["add", domain, "--mx", &mail, "--offline"]);
    output.status.success()
}

#[test]
fn killed_at_any_moment_it_starts_again_and_nothing_is_lost() {
    let place = Place::new();
    let configuration = "[ops]\nlisten = ['127.0.0.1:0']\n[policy-host]\nlisten = ['127.0.0.1:0']\n\
                         listen-challenges = ['127.0.0.1:0']\n[web]\nlisten = ['127.0.0.1:0']\n";
    place.configure(configuration);
    let mut acknowledged = Vec::new();
    let mut logs_left = 0;
    for kill in 0..KILLS {
        let server = Server::begin(place.serve());
        let moment = Duration::from_millis(number(kill) % MOMENT_MAX_MILLISECONDS);
        let process = server.id();
        let killer = thread::spawn(move || {
            thread::sleep(moment);
            signal(process, "KILL");
        });
        // The command is not killed: another process, beside the one that is.
        let domain = format!("d{kill}.example");
        assert!(added(&place, &domain), "{domain}");
        acknowledged.push(domain);
        killer.join().unwrap();
        let (status, said) = server.ended();
        assert_eq!(status.code(), None, "it ended by itself: {said:#?}");
        // What a dead process leaves: a log that was not folded in.
        logs_left += u32::from(place.data().join("mailseal.db-wal").exists());
    }
    assert!(
        logs_left > KILLS as u32 / 4,
        "only {logs_left} logs were left: nothing is shown"
    );

    let server = place.start(configuration);
    assert_eq!(server.get("ops", "/health/ready").status, 200);
    let listed = String::from_utf8(place.run(&["list"]).stdout).unwrap();
    for domain in &acknowledged {
        assert!(listed.contains(domain.as_str()), "{domain} is lost");
    }
    // A copy is read as a whole, each key opened.
    let copy = place.file("copy").display().to_string();
    let copied = place.run(&["backup", &copy]);
    assert!(copied.status.success(), "{copied:?}");
    server.stop();
    assert!(!place.data().join("mailseal.db-wal").exists());
}

/// Half a commit at the end of the log, as a machine leaves it whose power fails.
#[test]
fn a_log_that_breaks_off_is_no_hindrance() {
    let place = Place::new();
    let server = place.start("[ops]\nlisten = ['127.0.0.1:0']\n");
    assert!(added(&place, "kept.example"));
    let folded = place.run(&["list"]);
    assert!(folded.status.success());
    assert!(added(&place, "half.example"));
    signal(server.id(), "KILL");
    let (status, _) = server.ended();
    assert_eq!(status.code(), None);
    let log = place.data().join("mailseal.db-wal");
    let octets = fs::read(&log).unwrap();
    assert!(octets.len() > 4096, "{}", octets.len());
    fs::write(&log, &octets[..octets.len() - 100]).unwrap();
    fs::remove_file(place.data().join("mailseal.db-shm")).unwrap();
    let server = place.start("[ops]\nlisten = ['127.0.0.1:0']\n");
    assert_eq!(server.get("ops", "/health/ready").status, 200);
    let listed = String::from_utf8(place.run(&["list"]).stdout).unwrap();
    assert!(listed.contains("kept.example"), "{listed}");
    // The last commit was cut: it never happened, as a whole.
    assert!(!listed.contains("half.example"), "{listed}");
    assert!(added(&place, "half.example"));
    server.stop();
}
