//! The whole program against real servers: Knot, BIND, Unbound, Postfix and nginx in a network
//! namespace (`crates/peers`). Each way a domain can be broken must come out as its finding, and
//! what is silent as "could not be checked", never as absent.

use std::collections::BTreeMap;
use std::process::Output;

use peers::World;
use serde_json::Value;

/// Runs mailseal in the world.
fn mailseal(arguments: &[&str]) -> Output {
    let world = World::shared();
    let mut command = world.command(env!("CARGO_BIN_EXE_mailseal"));
    command
        .args(arguments)
        .env("LC_ALL", "C")
        .env_remove("NO_COLOR");
    command.output().expect("mailseal runs")
}

/// The options of a check from within: loopback addresses are meant, the test authority is trusted.
fn within<'a>(arguments: &[&'a str], ca: &'a str) -> Vec<&'a str> {
    let mut all = arguments.to_vec();
    all.extend(["--allow-private", "--ca", ca, "--timeout", "12"]);
    all
}

fn ca() -> String {
    World::shared().ca_pem().display().to_string()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What one line of NDJSON says, as far as the tests look at it.
#[derive(Debug)]
struct Seen {
    /// Finding ids with their severities.
    findings: Vec<(String, String)>,
    /// Protection → state.
    states: BTreeMap<String, String>,
    /// `TYPE failure` of what could not be checked.
    unknowns: Vec<String>,
}

impl Seen {
    fn of(report: &Value) -> Seen {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let list = |name: &str| report[name].as_array().cloned().unwrap_or_default();
        Seen {
            findings: list("findings")
                .iter()
                .map(|f| (text(&f["id"]), text(&f["severity"])))
                .collect(),
            states: list("protections")
                .iter()
                .map(|p| (text(&p["kind"]), text(&p["state"])))
                .collect(),
            unknowns: list("unknowns")
                .iter()
                .map(|u| format!("{} {}", text(&u["question"]["type"]), text(&u["failure"])))
                .collect(),
        }
    }

    fn has(&self, id: &str) -> bool {
        self.findings.iter().any(|(found, _)| found == id)
    }

    fn at_least_medium(&self) -> Vec<&str> {
        let loud = |severity: &str| matches!(severity, "medium" | "high" | "critical");
        self.findings
            .iter()
            .filter(|(_, s)| loud(s))
            .map(|(id, _)| id.as_str())
            .collect()
    }
}

/// What must be found for each domain of the world.
const FAULTS: &[(&str, &[&str])] = &[
    (
        "bare.test",
        &[
            "spf/record-missing",
            "dmarc/record-missing",
            "mta-sts/not-published",
            "tls-rpt/record-missing",
        ],
    ),
    ("howto.test", &["dmarc/rua-no-scheme", "dmarc/pct-removed"]),
    ("wild.test", &["domain/wildcard-txt"]),
    ("type99.test", &["spf/type-99"]),
    ("dane-mismatch.test", &["dane/no-match"]),
    ("expired-mx.test", &["domain/mx-certificate-expired"]),
    ("wrongname-mx.test", &["domain/mx-certificate-wrong-name"]),
    ("selfsigned-mx.test", &["domain/mx-certificate-untrusted"]),
    ("untrusted-mx.test", &["domain/mx-certificate-untrusted"]),
    ("nostarttls.test", &["domain/mta-sts-without-starttls"]),
    ("refuses-tls.test", &["domain/starttls-refused"]),
    ("noptr-mx.test", &["domain/ptr-missing"]),
    (
        "deadmx.test",
        &["domain/mx-without-address", "domain/mx-is-alias"],
    ),
    ("sts-redirect.test", &["mta-sts/policy-redirected"]),
    ("sts-wrongtype.test", &["mta-sts/policy-media-type"]),
    ("sts-big.test", &["mta-sts/policy-too-large"]),
    ("sts-404.test", &["mta-sts/policy-status"]),
    (
        "sts-badcert.test",
        &["mta-sts/policy-certificate-untrusted"],
    ),
    (
        "sts-selfsigned.test",
        &["mta-sts/policy-certificate-untrusted"],
    ),
    ("sts-expired.test", &["mta-sts/policy-certificate-expired"]),
    (
        "sts-wrongname.test",
        &["mta-sts/policy-certificate-wrong-name"],
    ),
    ("sts-mismatch.test", &["mta-sts/mx-not-listed"]),
    (
        "sts-families.test",
        &["mta-sts/policy-host-families-differ"],
    ),
    (
        "sts-ipv4only.test",
        &["mta-sts/policy-host-families-differ"],
    ),
];

/// What must be 'could not be checked': question type and failure.
const SILENT: &[(&str, &str)] = &[
    ("silent.test", "MX timeout"),
    ("lame.test", "MX servfail"),
    ("bogus.test", "MX bogus"),
    ("expired-signatures.test", "MX bogus"),
    ("forged.test", "TXT bogus"),
    ("tarpit.test", "SMTP timeout"),
    ("mute-mx.test", "SMTP timeout"),
    ("flood-mx.test", "SMTP malformed"),
    ("stalls-tls.test", "SMTP timeout"),
    ("closed-mx.test", "SMTP unreachable"),
    ("sts-slow.test", "POLICY timeout"),
    ("sts-mute.test", "POLICY timeout"),
];

/// Every domain checked in one run, as a hoster would.
fn batch() -> BTreeMap<String, Seen> {
    let domains: Vec<&str> = World::domains().map(|(name, _)| name).collect();
    let dir = tempfile::tempdir().expect("a temporary directory");
    let list = dir.path().join("domains");
    std::fs::write(&list, domains.join("\n")).expect("the list is written");
    let (list, ca) = (list.display().to_string(), ca());
    let output = mailseal(&within(
        &["check", "--from", &list, "--format", "ndjson"],
        &ca,
    ));
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut seen = BTreeMap::new();
    for line in stdout(&output).lines() {
        let report: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        seen.insert(
            report["domain"].as_str().unwrap_or_default().to_string(),
            Seen::of(&report),
        );
    }
    assert_eq!(seen.len(), domains.len(), "every domain has its line");
    seen
}

#[test]
fn every_fault_is_found_and_what_is_silent_is_unknown() {
    let batch = batch();
    let mut wrong = Vec::new();
    for (domain, wanted) in FAULTS {
        let seen = &batch[*domain];
        for id in *wanted {
            if !seen.has(id) {
                wrong.push(format!("{domain}: no {id} in {seen:#?}"));
            }
        }
    }
    for (domain, wanted) in SILENT {
        let seen = &batch[*domain];
        if !seen.unknowns.iter().any(|unknown| unknown == wanted) {
            wrong.push(format!(
                "{domain}: {wanted} is not among the unknowns of {seen:#?}"
            ));
        }
        let absent = seen
            .findings
            .iter()
            .filter(|(id, _)| id.ends_with("record-missing"));
        if absent.count() > 0 && *domain == "silent.test" {
            wrong.push(format!("{domain}: silence was read as absence: {seen:#?}"));
        }
    }
    // Over both families the same, and over one that this machine cannot use.
    for domain in ["sts-dual.test", "sts-noroute.test"] {
        let seen = &batch[domain];
        let differ = seen.has("mta-sts/policy-host-families-differ");
        if differ || !seen.unknowns.is_empty() || seen.states["mta-sts"] != "ok" {
            wrong.push(format!("{domain} has no fault in its families: {seen:#?}"));
        }
    }
    let sound = &batch["good.test"];
    if !sound.at_least_medium().is_empty() || !sound.unknowns.is_empty() {
        wrong.push(format!("good.test is sound: {sound:#?}"));
    }
    // The same domain, not signed: all that is wrong is that its TLSA record protects nobody.
    let plain = &batch["plain.test"];
    if plain.at_least_medium() != ["dane/tlsa-insecure"] || !plain.unknowns.is_empty() {
        wrong.push(format!(
            "plain.test is sound but for its TLSA record: {plain:#?}"
        ));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(batch["good.test"].states["dane"], "ok");
}

#[test]
fn exit_statuses() {
    let ca = ca();
    let status = |arguments: &[&str]| mailseal(&within(arguments, &ca)).status.code();
    assert_eq!(status(&["check", "good.test"]), Some(0));
    assert_eq!(status(&["check", "bare.test"]), Some(1));
    assert_eq!(
        status(&["check", "bare.test", "--fail-on", "never"]),
        Some(0)
    );
    assert_eq!(
        status(&["check", "silent.test"]),
        Some(3),
        "a silent server is 'could not check'"
    );
    assert_eq!(status(&["check", "not a name"]), Some(2));
}

#[test]
fn authoritative_servers_that_differ() {
    let ca = ca();
    let output = mailseal(&within(
        &["check", "split.test", "--authoritative", "--format", "json"],
        &ca,
    ));
    let seen = Seen::of(&serde_json::from_str(&stdout(&output)).expect("a document"));
    assert!(seen.has("domain/servers-differ"), "{seen:#?}");
    let output = mailseal(&within(
        &[
            "check",
            "limping.test",
            "--authoritative",
            "--format",
            "json",
        ],
        &ca,
    ));
    let seen = Seen::of(&serde_json::from_str(&stdout(&output)).expect("a document"));
    assert!(seen.has("domain/server-failing"), "{seen:#?}");
    assert!(
        !seen.has("domain/servers-differ"),
        "silence is no other answer: {seen:#?}"
    );
}

#[test]
fn a_replay_says_the_same_octet_for_octet() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("answers.json").display().to_string();
    let ca = ca();
    let shown = ["text", "json", "ndjson", "sarif", "junit"].map(|format| (format, "good.test"));
    // Its policy host is asked over IPv4 and IPv6.
    for (format, domain) in shown.into_iter().chain([("json", "sts-families.test")]) {
        let arguments = ["check", domain, "--format", format, "-v"];
        let live = mailseal(&within(&[&arguments[..], &["--save", &file]].concat(), &ca));
        let arguments = [&arguments[..], &["--allow-private", "--replay", &file]].concat();
        let replayed = mailseal(&arguments);
        assert_eq!(stdout(&live), stdout(&replayed), "{format}");
        assert_eq!(live.status.code(), replayed.status.code());
        assert!(!live.stdout.is_empty());
    }
}

#[test]
fn another_server_is_asked_with_dns() {
    let ca = ca();
    let knot = World::shared().knot().to_string();
    let arguments = ["check", "good.test", "--dns", &knot, "--format", "json"];
    let report: Value =
        serde_json::from_str(&stdout(&mailseal(&within(&arguments, &ca)))).expect("a document");
    let servers: Vec<&str> = report["servers"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(servers, [knot.as_str()]);
}

#[test]
fn spf_and_dmarc_live() {
    let mail = World::mail_address("good.test").to_string();
    let spf = mailseal(&["spf", "good.test", &mail, "--format", "json"]);
    let spf: Value = serde_json::from_str(&stdout(&spf)).expect("a document");
    assert_eq!(spf["result"], "pass");
    let spf = mailseal(&["spf", "good.test", "192.0.2.1", "--format", "json"]);
    let spf: Value = serde_json::from_str(&stdout(&spf)).expect("a document");
    assert_eq!(spf["result"], "fail");
    let dmarc = mailseal(&["dmarc", "nowhere.good.test", "--format", "json"]);
    let dmarc: Value = serde_json::from_str(&stdout(&dmarc)).expect("a document");
    assert_eq!(dmarc["policy"], "reject");
    assert_eq!(dmarc["policy_domain"], "good.test");
    let spf = mailseal(&[
        "spf",
        "silent.test",
        "192.0.2.1",
        "--timeout",
        "3",
        "--format",
        "json",
    ]);
    assert_eq!(spf.status.code(), Some(3));
}

/// What a domain has in force goes on, as far as the policy that its host serves.
#[test]
fn add_takes_over_what_is_in_force() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let data = dir.path().join("data").display().to_string();
    let ca = ca();
    let line = ["--data-dir", &data, "add", "good.test", "--format", "json"];
    let output = mailseal(&within(&line, &ca));
    let said = stdout(&output);
    let document: Value = serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {output:?}"));
    let taken = document["taken_over"].as_array().expect("a list");
    let of = |protection: &str| taken.iter().find(|t| t["protection"] == protection);
    let mta_sts = of("mta-sts").unwrap_or_else(|| panic!("{said}"));
    assert_eq!(mta_sts["mode"], "enforce");
    assert_eq!(mta_sts["max_age_seconds"], 604_800);
    let policy = document["policy"]["text"].as_str().unwrap_or_default();
    assert!(policy.contains("mode: enforce\r\n"), "{policy}");
    assert!(policy.contains("max_age: 604800\r\n"), "{policy}");
    assert_eq!(
        of("dmarc").unwrap_or_else(|| panic!("{said}"))["step"],
        "reject"
    );
    let records = document["records"].as_array().expect("a list");
    let dmarc = records.iter().find(|r| r["name"] == "_dmarc.good.test");
    let dmarc = dmarc.unwrap_or_else(|| panic!("{said}"))["value"].to_string();
    assert!(dmarc.contains("p=reject"), "{dmarc}");
    assert_eq!(document["not_seen"], serde_json::json!([]));

    // A host that a person names must be allowed by the policy that is enforced already.
    let data = dir.path().join("other").display().to_string();
    let line = ["--data-dir", &data, "add", "good.test", "--format", "json"];
    let line = [&line[..], &["--mx", "new.good.test"]].concat();
    let said = stdout(&mailseal(&within(&line, &ca)));
    let document: Value = serde_json::from_str(&said).expect("a document");
    let policy = document["policy"]["text"].as_str().unwrap_or_default();
    for line in [
        "mode: enforce\r\n",
        "mx: mail.good.test\r\n",
        "mx: new.good.test\r\n",
    ] {
        assert!(policy.contains(line), "{line:?}: {policy}");
    }
}

#[test]
fn what_add_decided_is_checked_before_and_after_publishing() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let data = dir.path().join("data").display().to_string();
    let zone = dir.path().join("good.test.zone").display().to_string();
    let ca = ca();
    let run = |arguments: &[&str]| {
        let output = mailseal(&[&["--data-dir", data.as_str()][..], arguments].concat());
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code(), stdout(&output), stderr)
    };
    // Without --mx the hosts are learnt from the live DNS.
    let line = ["add", "good.test", "--report-to", "dmarc@good.test"];
    let (status, said, failed) = run(&within(&line, &ca));
    assert_eq!(status, Some(0), "{failed}");
    assert!(said.contains("mx: mail.good.test"), "{said}");
    assert!(!said.contains("PRIVATE"), "no private key is printed");

    let check = |more: &[&str]| {
        let arguments = [&["check", "good.test", "--format", "json"][..], more].concat();
        let (_, said, failed) = run(&within(&arguments, &ca));
        Seen::of(&serde_json::from_str(&said).unwrap_or_else(|e| panic!("{e}: {said}{failed}")))
    };
    // The keys that were made are not published yet.
    let before = check(&[]);
    assert!(
        before
            .findings
            .iter()
            .any(|(id, _)| id.starts_with("dkim/")),
        "{before:#?}"
    );

    // SPF is merged into the record that stands: its -all is kept, and there is one record.
    let (_, text, failed) = run(&["records", "good.test", "--format", "zone"]);
    assert_eq!(failed, "", "what stands was seen");
    assert_eq!(text.matches("v=spf1").count(), 1, "{text}");
    assert!(text.contains("-all") && !text.contains("~all"), "{text}");

    // Laid over the live zone, what is to be published is right.
    std::fs::write(&zone, &text).expect("the zone is written");
    let after = check(&["--zone", &zone]);
    let dkim: Vec<_> = after
        .findings
        .iter()
        .filter(|(id, _)| id.starts_with("dkim/"))
        .collect();
    assert!(dkim.is_empty(), "{after:#?}");
    assert_eq!(after.states["dkim"], "ok");
}

/// Every authoritative server is asked. What stands is merged with or becomes ours, servers that differ
/// hold back their record, and one that is silent leaves it unknown.
#[test]
fn a_plan_rests_on_every_authoritative_server() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let data = dir.path().join("data").display().to_string();
    let ca = ca();
    let plan = |domain: &str| {
        let add = ["--data-dir", &data, "add", domain, "--mx"];
        let added = mailseal(&[&add[..], &[&format!("mail.{domain}")]].concat());
        assert_eq!(added.status.code(), Some(0), "{added:?}");
        let arguments = ["--data-dir", &data, "plan", domain, "--format", "json"];
        let output = mailseal(&within(&arguments, &ca));
        let plan: Value = serde_json::from_str(&stdout(&output))
            .unwrap_or_else(|e| panic!("{domain}: {e}: {output:?}"));
        (output.status.code(), plan)
    };
    let of = |plan: &Value, list: &str, role: &str| -> Vec<Value> {
        let all = plan[list].as_array().expect("a list").clone();
        all.into_iter()
            .filter(|each| each["role"] == role)
            .collect()
    };

    let (status, good) = plan("good.test");
    assert_eq!(status, Some(1), "{good:#}");
    assert!(
        good["unknowns"].as_array().expect("a list").is_empty(),
        "{good:#}"
    );
    let keys = of(&good, "steps", "dkim-key");
    assert_eq!(keys.len(), 2, "{good:#}");
    assert!(keys.iter().all(|step| step["zone"] == "good.test"));
    assert_eq!(of(&good, "adopted", "spf").len(), 1, "{good:#}");

    let (status, split) = plan("split.test");
    assert_eq!(status, Some(1), "{split:#}");
    let differing = split["blocked"].as_array().expect("a list").iter();
    let differing = differing.filter(|each| each["why"] == "servers-differ");
    assert!(differing.count() > 0, "{split:#}");

    let (status, limping) = plan("limping.test");
    assert_eq!(status, Some(3), "{limping:#}");
    assert!(
        limping["steps"].as_array().expect("a list").is_empty(),
        "{limping:#}"
    );
}
