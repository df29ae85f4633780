//! Lines in every format, and what must never be in one.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::sync::{Arc, Mutex};

use app::access::Secret;

use super::*;

/// Where a test's lines go.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, octets: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(octets)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What is logged meanwhile.
fn logged(level: Level, format: LogFormat, act: impl FnOnce(&Levels)) -> String {
    let lines = Lines::default();
    let out = lines.clone();
    let (subscriber, levels) = subscriber(level, format, move || out.clone());
    tracing::subscriber::with_default(subscriber, || act(&levels));
    let octets = lines.0.lock().unwrap().clone();
    String::from_utf8(octets).unwrap()
}

const FORMATS: [LogFormat; 3] = [LogFormat::Text, LogFormat::Journal, LogFormat::Json];

#[test]
fn a_line_of_each_format() {
    let line = |format| {
        logged(Level::Info, format, |_| {
            tracing::info!(domain = "a.example", count = 3, "looked at");
        })
    };
    let text = line(LogFormat::Text);
    assert!(
        text.contains(" INFO mailseal::server::log::tests: looked at "),
        "{text}"
    );
    assert_eq!(
        line(LogFormat::Journal),
        "<6>mailseal::server::log::tests: looked at domain=\"a.example\" count=3\n"
    );
    let json: serde_json::Value = serde_json::from_str(&line(LogFormat::Json)).unwrap();
    assert_eq!(json["level"], "INFO");
    assert_eq!(json["message"], "looked at");
    assert_eq!(json["domain"], "a.example");
    assert_eq!(json["count"], 3);
}

#[test]
fn the_level_may_change_meanwhile_and_is_for_our_own_lines() {
    let lines = logged(Level::Info, LogFormat::Journal, |levels| {
        tracing::debug!("one");
        levels.set(Level::Debug);
        tracing::debug!("two");
        tracing::debug!(target: "hyper::proto", "three");
        tracing::warn!(target: "hyper::proto", "four");
        levels.set(Level::Error);
        tracing::warn!("five");
        tracing::warn!(target: "hyper::proto", "six");
        tracing::error!("seven");
    });
    let said: Vec<&str> = lines
        .lines()
        .filter_map(|line| line.split(": ").nth(1))
        .collect();
    assert_eq!(said, ["two", "four", "seven"], "{lines}");
}

#[test]
fn no_text_begins_a_line_of_its_own() {
    for format in FORMATS {
        let lines = logged(Level::Info, format, |_| {
            let host = "a\n<2>forged: everything burns\r\u{1b}[31m\u{202e}";
            tracing::info!(host, shown = %host, "{host}");
        });
        assert_eq!(lines.lines().count(), 1, "{lines}");
        assert!(!lines.contains(['\r', '\u{1b}']), "{lines}");
    }
}

/// A canary in everything that may hold one, in every format and at every level.
#[test]
fn no_secret_is_in_a_line() {
    const CANARY: &str = "c4n4ry";
    for format in FORMATS {
        let lines = logged(Level::Trace, format, |_| {
            let secret = Secret::new(CANARY);
            tracing::info!(?secret, "a credential");
            let header = format!("Authorization: Bearer {CANARY}");
            tracing::trace!(header, shown = %header, "{header}");
            let cookie = format!("Cookie: session={CANARY}; other={CANARY}");
            tracing::debug!(cookie, "{cookie}");
            tracing::warn!(token = CANARY, password = %CANARY, "named");
            let body = serde_json::json!({"token": CANARY, "deep": {"password": CANARY}});
            tracing::warn!(%body, ?body, "an answer that repeats it: {body}");
            let pem = format!("-----BEGIN PRIVATE KEY-----\n{CANARY}\n-----END PRIVATE KEY-----\n");
            tracing::error!(pem, "{pem}");
            tracing::info!("GET /set-up?token={CANARY} HTTP/1.1");
        });
        assert!(!lines.to_lowercase().contains(CANARY), "{lines}");
        assert_eq!(lines.lines().count(), 7);
        if format == LogFormat::Json {
            for line in lines.lines() {
                serde_json::from_str::<serde_json::Value>(line).expect(line);
            }
        }
    }
}
