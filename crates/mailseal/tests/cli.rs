//! The program as a person meets it: what it prints in both languages, every error that can be made
//! at the command line, exit statuses, and the shapes for programs. Nothing is asked of any network.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use insta::assert_snapshot;
use serde_json::Value;
use tempfile::TempDir;

#[path = "cli/access.rs"]
mod access;
#[path = "cli/add.rs"]
mod add;
#[path = "cli/change.rs"]
mod change;
#[path = "cli/flatten.rs"]
mod flatten;
#[path = "cli/lifecycle.rs"]
mod lifecycle;
#[path = "cli/mailcow.rs"]
mod mailcow;
#[path = "cli/plan.rs"]
mod plan;
#[path = "cli/signers.rs"]
mod signers;
#[path = "cli/stored.rs"]
mod stored;

/// A directory of its own for a test, with the zones beside it.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place(TempDir::new().unwrap())
    }

    fn command(&self, line: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mailseal"));
        let data = self.0.path().join("data");
        command
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/zones"))
            .env_clear()
            .env("LC_ALL", "C")
            .arg("--data-dir")
            .arg(data)
            .args(line)
            .stdin(Stdio::null());
        command
    }

    fn run(&self, line: &[&str]) -> Output {
        self.command(line).output().unwrap()
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// What a line prints in English and in German, one below the other, with the exit status.
    fn both(&self, line: &[&str]) -> String {
        let mut shown = String::new();
        for language in ["en", "de"] {
            let mut whole = vec!["--lang", language];
            whole.extend(line);
            shown.push_str(&self.masked(&self.run(&whole)));
        }
        shown
    }

    /// Everything printed and the exit status, without what differs from run to run.
    fn masked(&self, output: &Output) -> String {
        let text = |octets: &[u8]| String::from_utf8(octets.to_vec()).unwrap();
        let shown = format!(
            "{}{}=> {}\n",
            text(&output.stdout),
            text(&output.stderr),
            output.status.code().unwrap()
        );
        shown.replace(&self.0.path().display().to_string(), "TMP")
    }
}

/// A zone without a record of ours.
const BARE_ZONE: &str = "bare.example. 3600 IN SOA ns1 hostmaster 1 7200 3600 1209600 3600\n";

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}: {output:?}"))
}

fn offline<'a>(line: &[&'a str], zone: &'a str) -> Vec<&'a str> {
    let mut whole = line.to_vec();
    whole.extend(["--zone", zone, "--offline"]);
    whole
}

fn has_fields(value: &Value, fields: &[&str]) {
    for field in fields {
        assert!(value.get(field).is_some(), "no {field} in {value}");
    }
}

#[test]
fn a_sound_domain() {
    let line = ["check", "sound.example", "--selector", "s1"];
    assert_snapshot!(Place::new().both(&offline(&line, "sound.zone")));
}

#[test]
fn a_domain_with_many_faults() {
    let line = ["check", "faulty.example", "--selector", "s1"];
    assert_snapshot!(Place::new().both(&offline(&line, "faulty.zone")));
}

#[test]
fn too_many_lookups_with_their_tree() {
    let line = ["check", "lookups.example", "--only", "spf"];
    assert_snapshot!(Place::new().both(&offline(&line, "lookups.zone")));
}

#[test]
fn everything_and_only_problems() {
    let place = Place::new();
    let line = ["check", "lookups.example", "-v", "--only", "spf,dmarc"];
    assert_snapshot!("verbose", place.both(&offline(&line, "lookups.zone")));
    let line = ["check", "sound.example", "faulty.example", "-q"];
    let mut line = offline(&line, "sound.zone");
    line.extend(["--zone", "faulty.zone"]);
    assert_snapshot!("quiet", place.both(&line));
}

const HOW_TOS: [(&str, &str); 6] = [
    ("dmarc", "v=DMARC1;p=reject;pct=100;rua=mail@example.com"),
    ("spf", "v=spf1 mx a -all"),
    ("mta-sts", "v=STSv1; id=20230117071500Z"),
    ("tls-rpt", "v=TLSRPTv1; rua=mailto:mail@example.com"),
    ("selector", "dkim._domainkey"),
    (
        "mta-sts-policy",
        "version: STSv1\nmode: enforce\nmax_age: 15552000\nmx: mail.example.com\nmx: *.example.com\n",
    ),
];

#[test]
fn the_values_of_the_usual_how_tos() {
    let place = Place::new();
    let shown: Vec<String> = HOW_TOS
        .iter()
        .map(|(kind, record)| format!("# {kind}\n{}", place.both(&["lint", kind, record])))
        .collect();
    assert_snapshot!(shown.join("\n"));
}

#[test]
fn many_equal_findings_are_counted() {
    let policy = format!(
        "version: STSv1\nmode: none\nmax_age: 86400\n{}",
        "junk\n".repeat(60)
    );
    let place = Place::new();
    assert_snapshot!(place.both(&["lint", "mta-sts-policy", &policy]));
    let all = place.run(&["-v", "lint", "mta-sts-policy", &policy]);
    let all = String::from_utf8_lossy(&all.stdout);
    assert!(all.contains("\n 10  ") && all.contains("and 50 more of"));
    let line = ["lint", "mta-sts-policy", &policy, "--format", "json"];
    let findings = json(&place.run(&line))["findings"].take();
    assert_eq!(findings[9]["more"], 50, "{findings}");
}

#[test]
fn spf_and_dmarc() {
    let place = Place::new();
    let bare = place.file("bare.zone", BARE_ZONE);
    let lines: [(&[&str], &str); 7] = [
        (&["spf", "sound.example", "203.0.114.25"], "sound.zone"),
        (&["spf", "sound.example", "203.0.114.1"], "sound.zone"),
        (&["spf", "lookups.example", "192.0.2.1"], "lookups.zone"),
        (
            &[
                "spf",
                "sound.example",
                "192.0.2.1",
                "--what-if",
                "v=spf1 ip4:192.0.2.0/24 -all",
            ],
            "sound.zone",
        ),
        (&["dmarc", "news.sound.example"], "sound.zone"),
        (&["dmarc", "bare.example"], &bare),
        (&["dmarc", "none.example"], "sound.zone"),
    ];
    let shown: Vec<String> = lines
        .iter()
        .map(|(line, zone)| format!("# {}\n{}", line.join(" "), place.both(&offline(line, zone))))
        .collect();
    assert_snapshot!(shown.join("\n"));
}

#[test]
fn receivers_of_the_old_standard() {
    let place = Place::new();
    let records = [
        ("t", "v=DMARC1; p=reject; t=y"),
        ("pct", "v=DMARC1; p=quarantine; pct=20"),
        ("order", "v=DMARC1; rua=mailto:d@e.example; p=reject"),
        ("same", "v=DMARC1; p=reject"),
        ("nothing", "v=DMARC1; p=none; pct=20"),
    ];
    let mut shown = String::new();
    for (name, record) in records {
        let zone = format!("$ORIGIN e.example.\n$TTL 60\n@ A 192.0.2.1\n_dmarc TXT \"{record}\"\n");
        let zone = place.file("z", zone);
        let line = ["dmarc", "e.example"];
        shown.push_str(&format!(
            "# {name}\n{}\n",
            place.both(&offline(&line, &zone))
        ));
        let line = ["dmarc", "e.example", "--format", "json"];
        let document = json(&place.run(&offline(&line, &zone)));
        shown.push_str(&format!("{}\n\n", document["rfc7489"]));
    }
    assert_snapshot!(shown);
}

#[test]
fn people_write_from_it() {
    let place = Place::new();
    let findings = |line: &[&str]| {
        let mut whole = line.to_vec();
        whole.extend(["--format", "json"]);
        let report = json(&place.run(&offline(&whole, "sound.zone")));
        let findings = report["findings"].as_array().unwrap().clone();
        let of_people = |f: &Value| f["id"] == "dmarc/reject-with-mailboxes";
        findings.iter().filter(|f| of_people(f)).count()
    };
    let check = ["check", "sound.example"];
    assert_eq!(findings(&check), 0);
    assert_eq!(findings(&["check", "sound.example", "--mailboxes"]), 1);
    // What was said when the domain was added need not be said again.
    let line = [
        "add",
        "sound.example",
        "--mx",
        "mx.sound.example",
        "--mailboxes",
        "--offline",
    ];
    assert!(place.run(&line).status.success());
    assert_eq!(findings(&check), 1);
    let show = json(&place.run(&["show", "sound.example", "--format", "json"]));
    assert_eq!(show["domain"]["writers"], "people");
    let show = place.run(&["show", "sound.example"]).stdout;
    assert!(String::from_utf8_lossy(&show).contains("People have mailboxes at the domain."));
}

#[test]
fn a_narrow_window() {
    let place = Place::new();
    let line = offline(
        &["check", "faulty.example", "--only", "spf,mta-sts"],
        "faulty.zone",
    );
    let output = place.command(&line).env("COLUMNS", "60").output();
    assert_snapshot!(place.masked(&output.unwrap()));
}

#[test]
fn the_manual() {
    let place = Place::new();
    assert_snapshot!(place.both(&["explain", "spf/too-many-lookups"]));
    let all = place.run(&["explain"]);
    assert!(String::from_utf8_lossy(&all.stdout).lines().count() > 100);
}

const VERBS: [&str; 16] = [
    "add",
    "list",
    "show",
    "records",
    "remove",
    "status",
    "advance",
    "rotate",
    "check",
    "lint",
    "explain",
    "spf",
    "dmarc",
    "flatten",
    "completions",
    "man",
];

#[test]
fn help() {
    let place = Place::new();
    let mut shown = place.both(&["--help"]);
    for verb in VERBS {
        shown.push_str(&format!("\n# {verb}\n{}", place.both(&[verb, "--help"])));
    }
    for english in ["[OPTIONS]", "<COMMAND>", "Usage:"] {
        let german = place.run(&["--lang", "de", "check", "--help"]);
        assert!(!String::from_utf8_lossy(&german.stdout).contains(english));
    }
    assert_snapshot!(shown);
}

fn added(place: &Place) {
    let line = [
        "add",
        "seal.example",
        "--mx",
        "mx1.seal.example",
        "--selector",
        "s1",
        "--offline",
    ];
    let output = place.run(&line);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn records_in_every_format() {
    let place = Place::new();
    added(&place);
    let mut shown = String::new();
    for format in [
        "table",
        "zone",
        "json",
        "dnscontrol",
        "octodns",
        "terraform",
    ] {
        let line = ["records", "seal.example", "--offline", "--format", format];
        shown.push_str(&format!(
            "# {format}\n{}\n",
            place.masked(&place.run(&line))
        ));
    }
    let line = [
        "records",
        "seal.example",
        "--offline",
        "--provider",
        "route53",
    ];
    shown.push_str(&format!("# route53\n{}\n", place.both(&line)));
    shown.push_str(&format!("# list\n{}\n", place.both(&["list"])));
    shown.push_str(&format!(
        "# show\n{}\n",
        place.both(&["show", "seal.example"])
    ));
    assert_snapshot!(without_keys_and_days(&shown));
}

/// A second SPF or DMARC record makes both worthless: what a record takes the place of is shown.
#[test]
fn records_say_what_they_take_the_place_of() {
    let place = Place::new();
    let mut shown = String::new();
    for domain in ["sound.example", "faulty.example"] {
        let mx = format!("mx.{domain}");
        let added = place.run(&["add", domain, "--mx", &mx, "--offline"]);
        assert_eq!(added.status.code(), Some(0), "{added:?}");
        let zone = domain.replace("example", "zone");
        shown.push_str(&place.both(&offline(&["records", domain], &zone)));
    }
    assert_snapshot!(without_keys_and_days(&shown));
}

#[test]
fn a_parked_domain_is_in_order() {
    let place = Place::new();
    let added = place.run(&["add", "parked.example", "--parked", "--offline"]);
    assert_eq!(added.status.code(), Some(0), "{added:?}");
    let records = ["records", "parked.example", "--offline", "--format", "zone"];
    let zone = place.file("parked.zone", place.run(&records).stdout);
    assert_snapshot!(place.both(&offline(&["check", "parked.example"], &zone)));
}

/// What is made anew in every run: keys are the only long runs of base64, days are today.
fn without_keys_and_days(text: &str) -> String {
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '-');
    let is_day = |word: &str| {
        let parts: Vec<&str> = word.split('-').collect();
        parts.iter().map(|part| part.len()).eq([4, 2, 2])
            && parts.iter().all(|part| part.parse::<u32>().is_ok())
    };
    // Selectors are named by the month; as wide as it is, for the columns.
    let is_selector = |word: &str| {
        let month = word.strip_prefix(['s', 'e']);
        month.is_some_and(|month| month.len() == 6 && month.starts_with("20"))
            && word[1..].bytes().all(|b| b.is_ascii_digit())
    };
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_key(c)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out.push_str(match word {
            word if word.starts_with("--") => word,
            word if word.len() >= 40 => "KEY",
            word if is_day(word) => "DAY",
            word if is_selector(word) && word.starts_with('e') => "eYYYYMM",
            word if is_selector(word) => "sYYYYMM",
            word => word,
        });
        let next = after.chars().next().map_or(0, char::len_utf8);
        out.push_str(&after[..next]);
        rest = &after[next..];
    }
    out
}

const ZONE_FAULTS: [(&str, &str); 21] = [
    ("too few fields", "@ MX mx"),
    ("no IPv4 address", "@ A 192.0.2"),
    ("no IPv6 address", "@ AAAA 192.0.2.1"),
    ("no text", "@ TXT"),
    ("no hexadecimal", "@ TLSA 3 1 1 xyz"),
    ("no time", "@ SOA ns me 1 soon 1 1 1"),
    ("no tag", "@ CAA 0 is-sue x"),
    ("no length", "@ A \\#"),
    ("another length", "@ A \\# 5 c0000201"),
    ("a wrong size", "@ A \\# 3 c00002"),
    ("a cut text", "@ TXT \\# 2 0561"),
    ("names in the generic form", "@ MX \\# 1 00"),
    ("a large TTL", "@ 99999999999 A 192.0.2.1"),
    ("a directive", "$GENERATE 1-2 a A 192.0.2.1"),
    ("another file", "$INCLUDE other"),
    ("a parenthesis", "@ TXT ( a"),
    ("an escape", "@ TXT \\300"),
    ("no name", "@ MX 10 a..b"),
    ("another class", "@ CH TXT a"),
    ("no type", "@ WHAT a"),
    ("beside an alias", "a CNAME b\na A 192.0.2.1"),
];

#[test]
fn every_fault_of_a_zone_file_has_its_words() {
    let place = Place::new();
    let mut shown = String::new();
    let long = format!("@ TXT {}", "a".repeat(256));
    for (name, line) in ZONE_FAULTS.iter().chain(&[("a long text", long.as_str())]) {
        let zone = place.file("z", format!("$ORIGIN e.example.\n$TTL 60\n{line}\n"));
        let said = place.both(&["check", "e.example", "--offline", "--zone", &zone]);
        assert_eq!(said.matches("\n=> 2\n").count(), 2, "{name}: {said}");
        shown.push_str(&format!("# {name}\n{said}\n"));
    }
    assert_snapshot!(shown);
}

#[test]
fn every_fault_of_a_file_we_read_has_its_words() {
    let place = Place::new();
    let answers = |question: &str, answer: &str| {
        format!(
            r#"{{"schema":"mailseal.answers/1","now":0,"answers":[{{"question":{question},"answer":{answer}}}]}}"#
        )
    };
    let lookup = |records: &str| {
        format!(
            r#"{{"txt":{{"outcome":{{"records":{records}}},"security":"insecure","ttl":1,"server":""}}}}"#
        )
    };
    let txt = r#"{"type":"TXT","name":"a.example"}"#;
    let of = |question: &str| answers(question, &lookup("[]"));
    let entry = "id = \"spf/hard-fail\"\nreason = \"r\"\n";
    let files = [
        ("--replay", "no JSON", "v=spf1".to_string()),
        ("--replay", "cut JSON", of(txt)[..60].to_string()),
        (
            "--replay",
            "JSON of another kind",
            "{\n  \"now\": \"x\"}".to_string(),
        ),
        (
            "--replay",
            "another schema",
            r#"{"schema":"a/2","now":0,"answers":[]}"#.to_string(),
        ),
        (
            "--replay",
            "no question",
            of(r#"{"type":"HINFO","name":"a.example"}"#),
        ),
        (
            "--replay",
            "no name",
            of(r#"{"type":"TXT","name":"a..example"}"#),
        ),
        (
            "--replay",
            "no address",
            of(r#"{"type":"PTR","name":"a.example"}"#),
        ),
        ("--replay", "no base64", answers(txt, &lookup(r#"[["?"]]"#))),
        (
            "--replay",
            "another answer",
            of(r#"{"type":"MX","name":"a.example"}"#),
        ),
        (
            "--ignore",
            "no TOML",
            format!("[[ignore]]\n{entry}until = \"2030\n"),
        ),
        (
            "--ignore",
            "a name twice",
            format!("[[ignore]]\n{entry}{entry}"),
        ),
        ("--ignore", "an unknown list", "[[ignored]]\n".to_string()),
        (
            "--ignore",
            "an unknown name",
            format!("[[ignore]]\n{entry}untl = \"2030-01-01\"\n"),
        ),
        (
            "--ignore",
            "no list",
            "ignore = \"spf/hard-fail\"\n".to_string(),
        ),
        (
            "--ignore",
            "no text",
            format!("[[ignore]]\n{entry}until = 2030\n"),
        ),
        ("--ca", "no certificate", "junk".to_string()),
        (
            "--ca",
            "no PEM",
            "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n".to_string(),
        ),
        (
            "--ca",
            "PEM of something else",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_string(),
        ),
    ];
    let mut shown = String::new();
    for (option, name, text) in &files {
        let file = place.file("f", text);
        let said = place.both(&["check", "a.example", option, &file]);
        assert_eq!(said.matches("\n=> 2\n").count(), 2, "{name}: {said}");
        shown.push_str(&format!("# {option}: {name}\n{said}\n"));
    }
    assert_snapshot!(shown);
}

/// A line that cannot be carried out.
struct Mistake<'a>(&'a str, Vec<&'a str>);

#[test]
fn every_mistake_has_a_message() {
    let place = Place::new();
    added(&place);
    let bad_zone = place.file("bad.zone", "$ORIGIN e.example.\n$TTL 60\n@ TXT \"a\n");
    let alien_zone = place.file(
        "alien.zone",
        "$ORIGIN e.example.\n$TTL 60\n@ MX ten mx\n@ WHAT x\n",
    );
    let binary = place.file("binary", b"\xff\xfe");
    let json = place.file("empty.json", "{}");
    let list = place.file("list", "a.example\n\na b.example\n");
    let no_reason = place.file("no-reason", "[[ignore]]\nid = \"spf/hard-fail\"\n");
    let no_rule = place.file(
        "no-rule",
        "[[ignore]]\nid = \"x/y\"\nreason = \"r\"\nuntil = \"2030-01-01\"\n",
    );
    let no_date = place.file(
        "no-date",
        "[[ignore]]\nid = \"spf/hard-fail\"\nreason = \"r\"\nuntil = \"2030-13-01\"\n",
    );
    let saved = place.path("saved.json").display().to_string();
    let line = ["check", "sound.example", "--save", &saved];
    place.run(&offline(&line, "sound.zone"));
    let missing = place.path("missing").display().to_string();
    let directory = place.0.path().display().to_string();
    let large = place.path("large").display().to_string();
    // A sparse file: its size is what is refused.
    fs::File::create(&large).unwrap().set_len(65 << 20).unwrap();
    let below_file = place.path("binary/data").display().to_string();

    let mistakes = [
        Mistake(
            "a web address",
            vec!["check", "https://a.example/", "--offline"],
        ),
        Mistake("a mailbox", vec!["check", "me@a.example", "--offline"]),
        Mistake("an IP address", vec!["check", "192.0.2.1", "--offline"]),
        Mistake("an empty label", vec!["check", "a..example", "--offline"]),
        Mistake("a space", vec!["dmarc", "a b", "--offline"]),
        Mistake(
            "no selector",
            vec!["check", "a.example", "--selector", "x y", "--offline"],
        ),
        Mistake(
            "a missing file",
            vec!["check", "a.example", "--offline", "--zone", &missing],
        ),
        Mistake(
            "a directory",
            vec!["check", "a.example", "--offline", "--zone", &directory],
        ),
        Mistake(
            "too large",
            vec!["check", "a.example", "--offline", "--zone", &large],
        ),
        Mistake(
            "no text",
            vec!["check", "a.example", "--offline", "--zone", &binary],
        ),
        Mistake(
            "an open quote",
            vec!["check", "a.example", "--offline", "--zone", &bad_zone],
        ),
        Mistake(
            "a bad value",
            vec!["check", "a.example", "--offline", "--zone", &alien_zone],
        ),
        Mistake(
            "a list with a slip",
            vec!["check", "--offline", "--from", &list],
        ),
        Mistake(
            "an entry without reason",
            vec!["check", "a.example", "--ignore", &no_reason],
        ),
        Mistake(
            "an entry of no rule",
            vec!["check", "a.example", "--ignore", &no_rule],
        ),
        Mistake(
            "an entry without date",
            vec!["check", "a.example", "--ignore", &no_date],
        ),
        Mistake("an unknown id", vec!["explain", "spf/nothing"]),
        Mistake(
            "no saved run",
            vec!["check", "a.example", "--replay", &json],
        ),
        Mistake(
            "a run of another domain",
            vec!["check", "other.example", "--replay", &saved],
        ),
        Mistake(
            "two replayed",
            vec!["check", "a.example", "b.example", "--replay", &saved],
        ),
        Mistake(
            "nowhere to save",
            vec!["check", "a.example", "--offline", "--save", &below_file],
        ),
        Mistake(
            "no server",
            vec!["check", "a.example", "--dns", "ns1.example"],
        ),
        Mistake(
            "no certificates",
            vec!["check", "a.example", "--ca", &missing],
        ),
        Mistake("no host", vec!["add", "new.example", "--mx", "x y"]),
        Mistake("one label", vec!["add", "localhost", "--offline"]),
        Mistake("a top-level domain", vec!["add", "com.", "--offline"]),
        Mistake(
            "a host of one label",
            vec!["add", "new.example", "--mx", "localhost"],
        ),
        Mistake(
            "no SPF term",
            vec!["add", "new.example", "--mx", "mx.example", "--spf", "foo"],
        ),
        Mistake(
            "no mailbox",
            vec![
                "add",
                "new.example",
                "--mx",
                "mx.example",
                "--report-to",
                "x",
            ],
        ),
        Mistake(
            "added twice",
            vec!["add", "seal.example", "--mx", "mx.example"],
        ),
        Mistake("added twice, no host named", vec!["add", "seal.example"]),
        Mistake("nobody to ask", vec!["remove", "seal.example"]),
        Mistake("not there", vec!["show", "other.example"]),
        Mistake(
            "no provider",
            vec!["records", "seal.example", "--provider", "acme", "--offline"],
        ),
        Mistake("nothing to read", vec!["lint", "spf"]),
        Mistake("an unknown verb", vec!["chek"]),
        Mistake("no verb known", vec!["frobnicate"]),
        Mistake("no verb", vec![]),
        Mistake("an unknown option", vec!["check", "--verbos"]),
        Mistake("an option of nothing", vec!["check", "--zoo"]),
        Mistake(
            "a value that is none",
            vec!["check", "a.example", "--format", "xml"],
        ),
        Mistake(
            "a value out of range",
            vec!["check", "a.example", "--timeout", "0"],
        ),
        Mistake("no value", vec!["check", "a.example", "--zone"]),
        Mistake("an empty value", vec!["check", "a.example", "--ca", ""]),
        Mistake("no domain", vec!["check"]),
        Mistake("no kind", vec!["lint"]),
        Mistake("no address", vec!["spf", "a.example", "1.2.3"]),
        Mistake("quiet and verbose", vec!["-q", "-v", "list"]),
        Mistake(
            "parked with mail",
            vec!["add", "new.example", "--parked", "--mx", "mx.example"],
        ),
        Mistake(
            "parked with mailboxes",
            vec!["check", "a.example", "--parked", "--mailboxes"],
        ),
        Mistake(
            "replayed offline",
            vec!["check", "a.example", "--replay", "x", "--offline"],
        ),
        Mistake(
            "twice",
            vec!["--color", "never", "--color", "always", "list"],
        ),
    ];
    let mut shown = String::new();
    for Mistake(name, line) in &mistakes {
        let said = place.both(line);
        assert_eq!(said.matches("\n=> 2\n").count(), 2, "{name}: {said}");
        shown.push_str(&format!("# {name}\n{said}\n"));
    }
    assert_snapshot!(shown);
}

#[test]
fn exit_statuses() {
    let place = Place::new();
    let of = |line: &[&str], zone| place.run(&offline(line, zone)).status.code().unwrap();
    let sound = ["check", "sound.example", "--selector", "s1", "--fail-on"];
    // The sound domain has notes up to low, the faulty one is critical.
    for (level, sound_is, faulty_is) in [
        ("info", 1, 1),
        ("low", 1, 1),
        ("medium", 0, 1),
        ("high", 0, 1),
        ("critical", 0, 1),
        ("never", 0, 0),
    ] {
        let line: Vec<&str> = sound.iter().copied().chain([level]).collect();
        assert_eq!(of(&line, "sound.zone"), sound_is, "sound, {level}");
        let line = ["check", "faulty.example", "--fail-on", level];
        assert_eq!(of(&line, "faulty.zone"), faulty_is, "faulty, {level}");
        let line = [
            "lint",
            "dmarc",
            "v=DMARC1;p=reject;rua=mail@example.com",
            "--fail-on",
            level,
        ];
        let lint = place.run(&line).status.code().unwrap();
        assert_eq!(
            lint,
            i32::from(!matches!(level, "critical" | "never")),
            "lint, {level}"
        );
    }
    assert_eq!(
        of(&["spf", "sound.example", "203.0.114.25"], "sound.zone"),
        0
    );
    assert_eq!(of(&["spf", "sound.example", "192.0.2.1"], "sound.zone"), 1);
    assert_eq!(of(&["dmarc", "sound.example"], "sound.zone"), 0);
    let bare = place.file("bare.zone", BARE_ZONE);
    assert_eq!(of(&["dmarc", "bare.example"], &bare), 1);
    assert_eq!(of(&["dmarc", "none.example"], "sound.zone"), 3);
    // The files say nothing of it: that is not "nothing to mend".
    assert_eq!(of(&["check", "none.example"], "sound.zone"), 3);
    // A server that is not there: nothing was found, and nothing could be checked.
    let line = [
        "check",
        "a.example",
        "--dns",
        "127.0.0.1:9",
        "--timeout",
        "1",
        "--only",
        "spf",
    ];
    assert_eq!(place.run(&line).status.code(), Some(3));
}

#[test]
fn the_ignore_list() {
    let place = Place::new();
    let entry = |id: &str, domain: &str, until: &str| {
        format!(
            "[[ignore]]\nid = \"{id}\"\n{domain}\nreason = \"the provider mends it\"\nuntil = \"{until}\"\n"
        )
    };
    let run = |list: String| {
        let list = place.file("list.toml", list);
        let line = [
            "check",
            "lookups.example",
            "--only",
            "spf",
            "--ignore",
            &list,
        ];
        place.masked(&place.run(&offline(&line, "lookups.zone")))
    };
    let both = |domain: &str, until: &str| {
        entry("spf/too-many-lookups", domain, until)
            + &entry("spf/too-many-void-lookups", domain, until)
    };
    let covered = run(both("domain = \"lookups.example\"", "2999-12-31"));
    assert!(
        covered.contains("2 ignored") && covered.ends_with("=> 0\n"),
        "{covered}"
    );
    let everywhere = run(both("", "2999-12-31"));
    assert!(everywhere.ends_with("=> 0\n"), "{everywhere}");
    let other = run(both("domain = \"other.example\"", "2999-12-31"));
    assert!(
        other.ends_with("=> 1\n") && !other.contains("ignored"),
        "{other}"
    );
    let ended = run(both("", "2020-01-31"));
    assert!(
        ended.contains("ended on 2020-01-31: the provider mends it"),
        "{ended}"
    );
    assert!(ended.ends_with("=> 1\n"), "{ended}");
}

#[test]
fn colours_and_pipes() {
    let place = Place::new();
    let line = ["lint", "selector", "dkim._domainkey"];
    let plain = place.run(&line).stdout;
    assert!(!plain.contains(&0x1b));
    let always = ["--color", "always", "lint", "selector", "dkim._domainkey"];
    assert!(place.run(&always).stdout.contains(&0x1b));
    let mut no_color = place.command(&always);
    // What was asked for on the line weighs more than the environment.
    assert!(
        no_color
            .env("NO_COLOR", "1")
            .output()
            .unwrap()
            .stdout
            .contains(&0x1b)
    );
    // Whoever reads may stop reading.
    let mut child = place
        .command(&["explain"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn documents_of_check() {
    let place = Place::new();
    let saved = place.path("saved.json").display().to_string();
    let line = [
        "check",
        "faulty.example",
        "--selector",
        "s1",
        "--format",
        "json",
        "--save",
        &saved,
    ];
    let live = place.run(&offline(&line, "faulty.zone"));
    let report = json(&live);
    has_fields(
        &report,
        &[
            "schema",
            "domain",
            "checked_at",
            "protections",
            "findings",
            "unknowns",
            "ignored",
            "servers",
        ],
    );
    assert_eq!(report["schema"], "mailseal.check/1");
    has_fields(
        &report["protections"][0],
        &["kind", "state", "presence", "summary", "args"],
    );
    has_fields(
        &report["findings"][0],
        &[
            "id", "severity", "title", "section", "kind", "owner", "record", "span", "args",
            "evidence", "fix",
        ],
    );
    has_fields(
        &report["unknowns"][0],
        &["protection", "question", "failure"],
    );
    // A replay says the same, octet for octet.
    let line = [
        "check",
        "faulty.example",
        "--selector",
        "s1",
        "--format",
        "json",
        "--replay",
        &saved,
    ];
    assert!(place.run(&line).stdout == live.stdout, "the replay differs");
    let answers: Value = serde_json::from_str(&fs::read_to_string(&saved).unwrap()).unwrap();
    assert_eq!(answers["schema"], "mailseal.answers/1");
    has_fields(&answers, &["now", "answers"]);
    has_fields(&answers["answers"][0], &["question", "answer"]);

    let several = |format| {
        let mut line = offline(
            &[
                "check",
                "sound.example",
                "faulty.example",
                "--format",
                format,
            ],
            "sound.zone",
        );
        line.extend(["--zone", "faulty.zone"]);
        place.run(&line)
    };
    assert_eq!(json(&several("json")).as_array().unwrap().len(), 2);
    let lines = String::from_utf8(several("ndjson").stdout).unwrap();
    assert_eq!(
        lines
            .lines()
            .filter(|l| serde_json::from_str::<Value>(l).is_ok())
            .count(),
        2
    );
    sarif(&json(&several("sarif")));
    junit(&String::from_utf8(several("junit").stdout).unwrap());
}

/// What SARIF 2.1.0 demands of a log, as far as ours goes: every result names a rule that is there.
fn sarif(log: &Value) {
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].as_str().unwrap().contains("sarif-2.1.0"));
    let run = &log["runs"][0];
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "mailseal");
    let rules: Vec<&str> = driver["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["id"].as_str().unwrap())
        .collect();
    let results = run["results"].as_array().unwrap();
    assert!(!results.is_empty());
    for result in results {
        assert!(
            rules.contains(&result["ruleId"].as_str().unwrap()),
            "{result}"
        );
        assert!(["note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let physical = &result["locations"][0]["physicalLocation"];
        assert!(
            physical["artifactLocation"]["uri"]
                .as_str()
                .unwrap()
                .starts_with("dns:")
        );
    }
}

/// The elements are closed in the order in which they were opened, and there is a suite a domain.
fn junit(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in text.split('<').skip(1) {
        let (inside, _) = tag.split_once('>').expect("every tag is closed");
        let name = inside
            .split([' ', '/', '\n'])
            .find(|part| !part.is_empty())
            .unwrap();
        if inside.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !inside.starts_with('?') && !inside.ends_with('/') {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?}");
    assert_eq!(text.matches("<testsuite ").count(), 2);
}

#[test]
fn documents_of_the_other_verbs() {
    let place = Place::new();
    added(&place);
    let of = |schema: &str, line: &[&str], fields: &[&str]| {
        let mut whole = line.to_vec();
        whole.extend(["--format", "json"]);
        let document = json(&place.run(&whole));
        assert_eq!(document["schema"], schema);
        has_fields(&document, fields);
        document
    };
    for (kind, record) in HOW_TOS {
        of(
            "mailseal.lint/1",
            &["lint", kind, record],
            &["kind", "record", "corrected", "findings"],
        );
    }
    let corrected = of(
        "mailseal.lint/1",
        &["lint", HOW_TOS[0].0, HOW_TOS[0].1],
        &[],
    );
    assert_eq!(
        corrected["corrected"],
        "v=DMARC1;p=reject;rua=mailto:mail@example.com"
    );
    let line = offline(&["spf", "sound.example", "203.0.114.25"], "sound.zone");
    let fields = [
        "domain",
        "ip",
        "result",
        "cause",
        "explanation",
        "lookups",
        "void_lookups",
        "tree",
    ];
    let spf = of("mailseal.spf/1", &line, &fields);
    assert_eq!(spf["result"], "pass");
    has_fields(
        &spf["tree"]["terms"][0],
        &[
            "term", "start", "end", "own", "nested", "lookups", "outcome",
        ],
    );
    let line = offline(&["dmarc", "a.sound.example"], "sound.zone");
    let fields = [
        "name",
        "state",
        "policy",
        "requested",
        "tag",
        "policy_domain",
        "source",
        "record",
        "organizational_domain",
        "organizational_reason",
        "failure",
        "walk",
    ];
    let dmarc = of("mailseal.dmarc/1", &line, &fields);
    assert_eq!(
        (&dmarc["policy"], &dmarc["policy_domain"]),
        (&"reject".into(), &"sound.example".into())
    );
    let line = ["records", "seal.example", "--offline"];
    let records = of(
        "mailseal.records/1",
        &line,
        &["domain", "records", "policy"],
    );
    has_fields(
        &records["records"][0],
        &["name", "type", "ttl", "value", "protection"],
    );
    let list = of("mailseal.domains/1", &["list"], &["domains"]);
    has_fields(
        &list["domains"][0],
        &["domain", "purpose", "mx", "added", "changed", "revision"],
    );
    let show = of(
        "mailseal.domain/1",
        &["show", "seal.example"],
        &["domain", "keys", "records"],
    );
    has_fields(&show["keys"][0], &["selector", "type", "state", "since"]);
    let rules = of("mailseal.rules/1", &["explain"], &["rules"]);
    has_fields(
        &rules["rules"][0],
        &["id", "severity", "section", "why", "receivers", "fix"],
    );
}

#[test]
fn no_private_key_is_ever_printed() {
    let place = Place::new();
    added(&place);
    for line in [
        ["show", "seal.example"].as_slice(),
        &["records", "seal.example", "--offline"],
    ] {
        let output = place.run(line);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(!text.contains("PRIVATE"), "{text}");
    }
    assert!(Path::new(&place.path("data")).is_dir());
}

#[test]
fn a_domain_named_twice_is_checked_once() {
    let place = Place::new();
    let line = ["check", "sound.example", "SOUND.EXAMPLE.", "--only", "spf"];
    let said = place.run(&offline(&line, "sound.zone"));
    let heads = String::from_utf8_lossy(&said.stdout).into_owned();
    assert_eq!(heads.matches("sound.example   ").count(), 1, "{heads}");
    let note = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(
        note.contains("sound.example was named more than once"),
        "{note}"
    );
}

#[test]
fn an_idn_has_both_names_in_the_head() {
    let place = Place::new();
    let line = ["check", "münchen.example", "--only", "spf", "--offline"];
    let said = place.run(&line).stdout;
    let said = String::from_utf8_lossy(&said);
    let head = said.lines().next().unwrap();
    assert!(
        head.starts_with("münchen.example (xn--mnchen-3ya.example)   "),
        "{head}"
    );
}

#[test]
fn mail_to_the_own_address_of_a_domain() {
    let place = Place::new();
    let zone = place.file(
        "bare.zone",
        format!("{BARE_ZONE}bare.example. A 192.0.2.1\n"),
    );
    let said = place.both(&offline(
        &["check", "bare.example", "--only", "mail"],
        &zone,
    ));
    assert!(
        said.contains("no MX: mail goes to the domain's own address"),
        "{said}"
    );
    assert!(
        said.contains("kein MX: E-Mail geht an die Adresse der Domain selbst"),
        "{said}"
    );
    assert!(!said.contains("1 MX"), "{said}");
}

#[test]
fn a_room_of_the_manual() {
    let place = Place::new();
    let of = |line: &[&str]| {
        let said = place.run(line);
        assert!(said.status.success(), "{said:?}");
        String::from_utf8_lossy(&said.stdout).into_owned()
    };
    let room = of(&["explain", "spf"]);
    assert!(room.lines().count() > 10, "{room}");
    assert!(room.lines().all(|line| line.starts_with("spf/")), "{room}");
    let part = of(&["explain", "spf/too-many"]);
    assert!(
        part.lines().all(|line| line.starts_with("spf/too-many")),
        "{part}"
    );
    let refused = place.run(&["explain", "sp"]);
    assert_eq!(refused.status.code(), Some(2));
}
