//! What a stranger publishes does not decide how much is printed: records of 60 KiB of every kind,
//! made of faults and of octets that grow when they are escaped, in every format.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;
use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Octets of the hostile texts: what fits into one DNS answer.
const RECORD_OCTETS: usize = 60 * 1024;
/// Octets that a run over one of them may print.
const PRINTED_OCTETS_MAX: usize = 256 * 1024;

/// What `lint KIND` prints of a text.
fn lint(kind: &str, text: &str, options: &[&str]) -> String {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("record");
    fs::write(&file, text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_mailseal"))
        .env_clear()
        .env("LC_ALL", "C")
        .args(["lint", kind])
        .args(options)
        .stdin(Stdio::from(fs::File::open(&file).unwrap()))
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What `check` prints of a domain that publishes this text at this name below it.
fn check_domain(prefix: &str, text: &str, options: &[&str]) -> String {
    let directory = TempDir::new().unwrap();
    let file = directory.path().join("zone");
    let mut zone = format!(
        "$ORIGIN hostile.example.\n$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n\
         @ NS ns\nns A 192.0.2.1\n@ MX 10 ns\n{prefix} TXT ("
    );
    for piece in text.as_bytes().chunks(255) {
        zone.push_str(" \"");
        for octet in piece {
            write!(zone, "\\{octet:03}").unwrap();
        }
        zone.push_str("\"\n");
    }
    zone.push_str(")\n");
    fs::write(&file, zone).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_mailseal"))
        .env_clear()
        .env("LC_ALL", "C")
        .arg("--data-dir")
        .arg(directory.path())
        .args(["check", "hostile.example", "--offline", "--selector", "s1"])
        .arg("--zone")
        .arg(&file)
        .args(options)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

const FORMATS: [&[&str]; 6] = [
    &[],
    &["-v"],
    &["--format", "json"],
    &["--format", "ndjson"],
    &["--format", "sarif"],
    &["--format", "junit"],
];

/// Looks at a text in every format.
fn check(kind: &str, text: &str) {
    for options in FORMATS {
        let printed = lint(kind, text, options);
        assert!(
            printed.len() <= PRINTED_OCTETS_MAX,
            "{kind} {options:?} prints {} octets of {}",
            printed.len(),
            text.len()
        );
    }
    let whole: Value = serde_json::from_str(&lint(kind, text, &["--format", "json"])).unwrap();
    let findings = whole["findings"].as_array().unwrap();
    assert!(!findings.is_empty(), "{kind}: nothing found");
    for finding in findings {
        told_rightly(finding, text);
    }
}

/// A finding tells a part of the text where its `cut` says it stands, and its span lies in it.
fn told_rightly(finding: &Value, text: &str) {
    let octet = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let record = finding["record"].as_str().unwrap();
    let start = match &finding["cut"] {
        Value::Null => 0,
        cut => {
            assert_eq!(octet(&cut["octets"]), text.len());
            octet(&cut["start"])
        }
    };
    assert!(text[start..].starts_with(record), "{finding}");
    if let Some(span) = finding["span"].as_object() {
        assert!(
            record
                .get(octet(&span["start"])..octet(&span["end"]))
                .is_some(),
            "{finding}"
        );
    }
}

/// A text of this many octets that begins with `head` and goes on with `piece`.
fn filled(head: &str, piece: &str, octets: usize) -> String {
    head.to_string() + &piece.repeat((octets - head.len()) / piece.len())
}

/// Entries as long as a tag list of so many octets has room for before the limit of tags is met.
fn tags(head: &str, entry: &str) -> String {
    let piece = filled(entry, "\u{1}", RECORD_OCTETS / 120) + ";";
    filled(head, &piece, RECORD_OCTETS)
}

#[test]
fn spf() {
    check("spf", &filled("v=spf1", " include:x", RECORD_OCTETS));
    check("spf", &filled("v=spf1", "\u{1}", RECORD_OCTETS));
    // As long as its terms are still looked at one by one.
    check("spf", &filled("v=spf1", " b", 8 * 1024));
    check("spf", &filled("v=spf1", " a:1.2.3.4", 8 * 1024));
    check("spf", &filled("v=spf1 ", "\u{1}", 8 * 1024));
}

#[test]
fn dkim() {
    check("dkim", &tags("v=DKIM1;", "P="));
    check("dkim", &tags("v=DKIM1;p=MCow;", ""));
    check("dkim", &filled("v=DKIM1; p=", "\\\"", RECORD_OCTETS));
    check("dkim", &filled("v=DKIM1; p=MCow", "\u{1}", RECORD_OCTETS));
    check("selector", &filled("s1", ".\u{1}", RECORD_OCTETS));
}

#[test]
fn dmarc() {
    check("dmarc", &tags("v=DMARC1;p=none;", "rua="));
    check("dmarc", &tags("v=DMARC1;p=none;", "X-"));
    check("dmarc", &tags("v=DMARC1;p=none;", ""));
    check(
        "dmarc",
        &filled(
            "v=DMARC1;p=none;rua=",
            "mail\u{1}@example.com,",
            RECORD_OCTETS,
        ),
    );
    check("dmarc", &filled("v=DMARC1;p=none", ";", RECORD_OCTETS));
    check("dmarc-report", &tags("v=DMARC1;", "rua="));
}

#[test]
fn mta_sts_record() {
    check("mta-sts", &tags("v=STSv1;", "id="));
    check("mta-sts", &tags("v=STSv1;", "x = "));
    check("mta-sts", &filled("v=STSv1;", ";", RECORD_OCTETS));
}

#[test]
fn mta_sts_policy() {
    check(
        "mta-sts-policy",
        &(filled("version: STSv1\r\n", "\r", RECORD_OCTETS) + "mode: none"),
    );
    check(
        "mta-sts-policy",
        &(filled("version: STSv1\r\n", "mx: \u{1}\n", RECORD_OCTETS) + "mode: none"),
    );
    check("mta-sts-policy", &filled("", "\u{1}", RECORD_OCTETS));
}

#[test]
fn tls_rpt() {
    check("tls-rpt", &tags("v=TLSRPTv1;", "rua="));
    check("tls-rpt", &tags("v=TLSRPTv1;", "x = "));
    check(
        "tls-rpt",
        &filled("v=TLSRPTv1;rua=", "mail\u{1}@example.com,", RECORD_OCTETS),
    );
}

#[test]
fn tlsa() {
    check("tlsa", &filled("3 1 1 ", "zz \u{1}", RECORD_OCTETS));
    check("tlsa", &filled("3 1 1 ", "00", RECORD_OCTETS));
}

#[test]
fn a_whole_domain() {
    let texts = [
        ("@", filled("v=spf1", " b", 8 * 1024)),
        ("@", filled("v=spf1", " include:x", RECORD_OCTETS)),
        ("_dmarc", tags("v=DMARC1;p=none;", "rua=")),
        ("s1._domainkey", tags("v=DKIM1;p=MCow;", "x")),
        ("_mta-sts", tags("v=STSv1;", "x = ")),
        ("_smtp._tls", tags("v=TLSRPTv1;", "rua=")),
        ("_smtp._tls", tags("v=TLSRPTv2;", "rua=")),
    ];
    for (prefix, text) in texts {
        for options in FORMATS {
            let printed = check_domain(prefix, &text, options);
            assert!(
                printed.len() <= PRINTED_OCTETS_MAX,
                "{prefix} {options:?} prints {} octets",
                printed.len()
            );
        }
    }
}
