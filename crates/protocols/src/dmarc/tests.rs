//! Properties of the room as a whole.

use proptest::prelude::*;

use super::build::{KeptTags, SubdomainIntent};
use super::record::{Historic, standing};
use super::rfc7489::as_rfc7489;
use super::tags::{FailureOption, FailureOptions};
use super::*;
use crate::finding::{Finding, Fix, Severity, corrected};
use crate::report_uri::ReportUri;

fn policy() -> impl Strategy<Value = Policy> {
    prop::sample::select(Policy::ALL.to_vec())
}

fn mode() -> impl Strategy<Value = AlignmentMode> {
    prop::sample::select(vec![AlignmentMode::Relaxed, AlignmentMode::Strict])
}

fn options() -> impl Strategy<Value = FailureOptions> {
    let all = vec![
        FailureOption::AllFail,
        FailureOption::AnyFails,
        FailureOption::Dkim,
        FailureOption::Spf,
    ];
    prop::sample::subsequence(all, 1..=3)
        .prop_filter_map("0 and 1 together", |options| FailureOptions::of(&options))
}

/// Mailboxes with everything in them that has to be encoded.
fn mailbox() -> impl Strategy<Value = ReportUri> {
    (
        "[a-z0-9+,!%?=/'._-]{1,12}",
        "[a-z0-9]{1,8}(\\.[a-z0-9]{1,8}){1,3}",
    )
        .prop_filter_map("no mailbox", |(local, domain)| {
            ReportUri::mailbox(&format!("{local}@{domain}"))
        })
}

fn uris(range: std::ops::Range<usize>) -> impl Strategy<Value = Vec<ReportUri>> {
    prop::collection::vec(mailbox(), range)
}

fn record() -> impl Strategy<Value = Record> {
    let policies = (
        prop::option::of(policy()),
        prop::option::of(policy()),
        prop::option::of(policy()),
    );
    let words = (
        prop::sample::select(vec![Psd::Yes, Psd::No, Psd::Unknown]),
        prop::sample::select(vec![TestMode::Testing, TestMode::Off]),
        mode(),
        mode(),
        options(),
    );
    let historic = (
        prop::option::of("[0-9]{1,3}"),
        prop::option::of("afrf"),
        prop::option::of("[0-9]{1,5}"),
    );
    (policies, words, uris(0..4), uris(0..3), historic).prop_map(
        |((p, sp, np), (psd, t, adkim, aspf, fo), rua, ruf, (pct, rf, ri))| Record {
            p,
            sp,
            np,
            psd,
            t,
            adkim,
            aspf,
            fo,
            rua,
            ruf,
            historic: Historic { pct, rf, ri },
        },
    )
}

/// What an owner can reasonably want: subdomains are not left weaker than the domain.
fn intent() -> impl Strategy<Value = DmarcIntent> {
    let subdomains = prop::sample::select(vec![
        SubdomainIntent::AsDomain,
        SubdomainIntent::RejectMissing,
        SubdomainIntent::Of {
            existing: Policy::Reject,
            missing: Policy::Reject,
        },
    ]);
    let step = prop::sample::select(LadderStep::ALL.to_vec());
    let sending = (step, subdomains, mode(), mode(), uris(1..3)).prop_map(
        |(step, subdomains, adkim, aspf, rua)| DmarcIntent::Sending {
            step,
            subdomains,
            adkim,
            aspf,
            rua,
            kept: KeptTags::default(),
        },
    );
    let parked = uris(0..3).prop_map(|rua| DmarcIntent::Parked { rua });
    prop_oneof![sending, parked]
}

/// Text made of what records are made of, and of what goes wrong with them.
fn damaged() -> impl Strategy<Value = String> {
    let pieces = vec![
        "v=DMARC1",
        "v=dmarc1",
        "v",
        "=",
        ";",
        "; ",
        ";;",
        " ",
        ",",
        "\t",
        "\"",
        "“",
        "”",
        "\\",
        "\u{a0}",
        "é",
        "\u{feff}",
        "p=none",
        "p=reject",
        "p=quarentine",
        "P=",
        "sp=",
        "sp=none",
        "np=x",
        "psd=y",
        "psd=n",
        "t=y",
        "t=yes",
        "adkim=s",
        "fo=1,d",
        "fo=",
        "pct=0",
        "pct=100",
        "pct=x",
        "rf=afrf",
        "ri=1",
        "rua=",
        "ruf=",
        "rau=",
        "mailto:",
        "mailto://",
        "d@example.com",
        "mailto:d@example.com",
        "mailto:a!b@example.com",
        "ü@example.com",
        "!10m",
        "https://e.example/",
        "ftp://e.example",
        "rua=mailto:d@example.com",
        "rua=d@example.com",
        "reject",
    ];
    let piece = prop_oneof![
        20 => prop::sample::select(pieces).prop_map(str::to_string),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn lints(text: &str) -> [Vec<Finding>; 2] {
    [lint(text, None), lint_report(text, None)]
}

/// What is read of any text reads the same again when it is written properly.
fn reads_back(text: &str) -> Result<(), TestCaseError> {
    if let Some(record) = parse(text).record {
        let written = record.to_string();
        prop_assert_eq!(parse(&written).record, Some(record), "{}", written);
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_record_reads_as_it_is_written(record in record()) {
        let text = record.to_string();
        let parsed = parse(&text);
        prop_assert_eq!(parsed.record, Some(record), "{}", text);
    }

    #[test]
    fn what_we_build_has_no_fault(intent in intent()) {
        let text = intent.record().to_string();
        let faults: Vec<Finding> = lint(&text, None)
            .into_iter()
            .filter(|finding| finding.severity >= Severity::Medium)
            .collect();
        prop_assert!(faults.is_empty(), "{}: {:?}", text, faults);
        prop_assert!(intent.authorizations(&"example.com".parse().unwrap()).is_ok());
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}|[ -~]{0,80}") {
        let parsed = parse(&text);
        let _ = (standing(&parsed), as_rfc7489(&parsed));
        reads_back(&text)?;
        for findings in lints(&text) {
            let _ = corrected(&text, &findings);
        }
    }

    /// Every edit fits the text, and making edits again and again comes to rest.
    #[test]
    fn corrections_come_to_rest(text in damaged()) {
        let mut text = text;
        for _ in 0..24 {
            reads_back(&text)?;
            let findings = lint(&text, None);
            for finding in &findings {
                let span = finding.place.span.unwrap();
                prop_assert!(text.get(span.start..span.end).is_some(), "{text:?} {finding:?}");
            }
            let edits = findings.iter().any(|f| matches!(f.fix, Fix::Edit(_)));
            match corrected(&text, &findings) {
                Some(next) => {
                    prop_assert!(next != text, "{text:?}");
                    text = next;
                }
                None => {
                    prop_assert!(!edits, "{text:?} {findings:?}");
                    return Ok(());
                }
            }
        }
        prop_assert!(false, "still being corrected: {text:?}");
    }
}

/// A text as long as a TXT record can be takes neither long nor much.
#[test]
fn floods_are_bounded() {
    for piece in [
        ";",
        "\"",
        "\\",
        ",",
        "p=",
        "v=DMARC1;",
        "rua=mailto:a@b.example,",
        "= ",
    ] {
        let text = format!("v=DMARC1; rua={}", piece.repeat(60_000 / piece.len()));
        for findings in lints(&text) {
            assert!(findings.len() <= 512, "{piece}: {}", findings.len());
            let _ = corrected(&text, &findings);
        }
    }
}
