//! Properties of the room as a whole.

use proptest::prelude::*;

use super::lint::{lint, lint_policy};
use super::policy::{MAX_AGE_SECONDS_MAX, Policy, PolicyMode};
use super::record::PolicyId;
use super::*;
use crate::finding::{Finding, corrected};
use crate::name::DomainName;
use crate::published::PublishedData;

fn host() -> impl Strategy<Value = DomainName> {
    "[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?(\\.[a-z][a-z0-9]{0,5}){1,3}"
        .prop_map(|text| DomainName::parse(&text).unwrap())
}

fn pattern() -> impl Strategy<Value = MxPattern> {
    prop_oneof![
        host().prop_map(MxPattern::Host),
        host().prop_map(MxPattern::Below)
    ]
}

fn mode() -> impl Strategy<Value = PolicyMode> {
    prop::sample::select(vec![
        PolicyMode::Enforce,
        PolicyMode::Testing,
        PolicyMode::None,
    ])
}

fn a_policy() -> impl Strategy<Value = Policy> {
    (
        mode(),
        0..=MAX_AGE_SECONDS_MAX,
        prop::collection::vec(pattern(), 1..20),
    )
        .prop_map(|(mode, max_age, mx)| Policy::new(mode, max_age, mx).unwrap())
}

/// What an owner can reasonably want: the hosts by name, each once, and for a while.
fn intent() -> impl Strategy<Value = MtaStsIntent> {
    (
        mode(),
        604_800..=MAX_AGE_SECONDS_MAX,
        prop::collection::btree_set(host(), 1..8),
    )
        .prop_map(|(mode, max_age_seconds, mx)| MtaStsIntent {
            mode,
            mx: mx.into_iter().map(MxPattern::Host).collect(),
            max_age_seconds,
        })
}

/// Text made of what records are made of, and of what goes wrong with them.
fn damaged_record() -> impl Strategy<Value = String> {
    let pieces = vec![
        "v=STSv1",
        "v=stsv1",
        "v",
        "V",
        "=",
        ";",
        "; ",
        ";;",
        " ",
        "\t",
        "id=",
        "id",
        "id=1",
        "id=20230117071500Z",
        "2023-01-17",
        "mode=enforce",
        "x.y=z",
        "-x=",
        "é",
        "\u{feff}",
        "\u{a0}",
        "\"",
        "a b",
    ];
    let piece = prop_oneof![
        20 => prop::sample::select(pieces).prop_map(str::to_string),
        1 => "\\PC{0,4}",
        1 => "[a-z0-9]{30,40}",
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// The same for policies.
fn damaged_policy() -> impl Strategy<Value = String> {
    let pieces = vec![
        "version: STSv1",
        "version: v=STSv1",
        "Version: STSv1",
        "mode: enforce",
        "mode: Testing",
        "mode:none",
        "mode: ",
        "max_age: 604800",
        "max_age: -1",
        "max_age: 99999999999",
        "max_age: 99999999",
        "max-age: 1",
        "mx: mail.example.com",
        "mx: *.example.com",
        "mx: *",
        "mx: *.com",
        "mx: a.example, b.example",
        "mx: a.example.",
        "mx: a.example:25",
        "mx: 192.0.2.1",
        "mx: bücher.example",
        "mx: a*.example",
        "mx: a ciphers=null",
        "mx:",
        "mx: ,",
        ": x",
        "{",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "\0",
        "\u{feff}",
        "\u{fffd}",
        "<html>",
        "# note",
    ];
    let piece = prop_oneof![
        30 => prop::sample::select(pieces).prop_map(str::to_string),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Every edit fits the text, and making edits again and again comes to rest.
fn comes_to_rest(text: String, lint: fn(&str) -> Vec<Finding>) -> Result<(), TestCaseError> {
    let mut text = text;
    for _ in 0..24 {
        let findings = lint(&text);
        for finding in &findings {
            if let Some(span) = finding.place.span {
                prop_assert!(
                    text.get(span.start..span.end).is_some(),
                    "{text:?} {finding:?}"
                );
            }
        }
        match corrected(&text, &findings) {
            Some(next) if next != text => text = next,
            Some(_) | None => return Ok(()),
        }
    }
    Err(TestCaseError::fail(format!("no rest: {text:?}")))
}

proptest! {
    #[test]
    fn a_record_reads_as_it_is_written(id in "[A-Za-z0-9]{1,32}") {
        let record = Record { id: PolicyId::parse(&id).unwrap() };
        let parsed = parse(&record.to_string());
        prop_assert_eq!(parsed.defects, vec![]);
        prop_assert_eq!(parsed.record, Some(record));
    }

    #[test]
    fn a_policy_reads_as_it_is_written(written in a_policy()) {
        let text = written.to_string();
        let read = policy::parse(&text);
        prop_assert_eq!(&read.parsed.defects, &vec![], "{}", text);
        prop_assert_eq!(read.parsed.record.as_ref(), Some(&written));
        // LF is as good, and what a policy says decides its id.
        let other = policy::parse(&text.replace("\r\n", "\n")).parsed.record.unwrap();
        prop_assert_eq!(id::of(&other), id::of(&written));
    }

    #[test]
    fn what_we_build_has_no_fault(intent in intent()) {
        let domain = DomainName::parse("example.com").unwrap();
        let built = intent.publication(&domain).unwrap();
        prop_assert_eq!(lint_policy(&built.policy_text, None), vec![]);
        let PublishedData::Txt(text) = &built.record.data else {
            return Err(TestCaseError::fail("not a TXT record"));
        };
        prop_assert_eq!(lint(text, None), vec![]);
    }

    #[test]
    fn what_a_pattern_matches_has_its_labels(pattern in pattern(), host in host()) {
        if pattern.matches(&host) {
            let labels = pattern.to_string().split('.').count();
            prop_assert_eq!(host.label_count(), labels);
        }
        let below = MxPattern::Below(host.clone());
        prop_assert!(!below.matches(&host));
        prop_assert!(below.matches(&host.child("mx").unwrap()));
        prop_assert!(!below.matches(&host.child("a.mx").unwrap()));
    }

    #[test]
    fn any_record_is_read(text in "\\PC{0,80}|[ -~]{0,80}") {
        let _ = lint(&text, None);
    }

    #[test]
    fn any_policy_is_read(octets in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = lint_policy(&String::from_utf8_lossy(&octets), None);
    }

    #[test]
    fn corrections_of_records_come_to_rest(text in damaged_record()) {
        comes_to_rest(text, |text| lint(text, None))?;
    }

    #[test]
    fn corrections_of_policies_come_to_rest(text in damaged_policy()) {
        comes_to_rest(text, |text| lint_policy(text, None))?;
    }

    /// What reaches a mail server's configuration is a host name or `*.` and one, whatever is served.
    #[test]
    fn nothing_strange_becomes_a_pattern(text in damaged_policy(), value in "\\PC{0,30}") {
        for text in [text, format!("version: STSv1\nmode: enforce\nmax_age: 1\nmx: {value}\n")] {
            for mx in policy::parse(&text).fields.mx {
                let shown = mx.value.to_string();
                let name = shown.strip_prefix("*.").unwrap_or(&shown);
                prop_assert!(DomainName::parse(name).unwrap().is_host_name(), "{shown}");
            }
        }
    }
}
