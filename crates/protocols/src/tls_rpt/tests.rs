//! Properties of the room as a whole.

use proptest::prelude::*;

use super::*;
use crate::finding::corrected;
use crate::name::DomainName;
use crate::report_uri::ReportUri;

fn uri() -> impl Strategy<Value = ReportUri> {
    let domain = "[a-z0-9]{1,8}(\\.[a-z0-9]{1,8}){1,3}";
    let mailbox = ("[a-z0-9+,!%?=/'._-]{1,12}", domain)
        .prop_filter_map("no mailbox", |(local, domain)| {
            ReportUri::mailbox(&format!("{local}@{domain}"))
        });
    let endpoint = (domain, "[a-z0-9/._-]{0,12}").prop_map(|(host, path)| ReportUri::Https {
        uri: format!("https://{host}/{path}"),
        host: DomainName::parse(&host).unwrap(),
    });
    prop_oneof![mailbox, endpoint]
}

/// Text made of what records are made of, and of what goes wrong with them.
fn damaged() -> impl Strategy<Value = String> {
    let pieces = vec![
        "v=TLSRPTv1",
        "v=tlsrptv1",
        "v",
        "V=",
        "=",
        ";",
        "; ",
        ";;",
        " ",
        "\t",
        ",",
        "rua=",
        "rua",
        "rau=",
        "mailto:",
        "mailto://",
        "t@example.com",
        "mailto:t@example.com",
        "mailto:a!b@example.com",
        "!10m",
        "https://e.example/",
        "http://e.example",
        "é",
        "\u{feff}",
        "\"",
        "x y",
    ];
    let piece = prop_oneof![
        20 => prop::sample::select(pieces).prop_map(str::to_string),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_record_reads_as_it_is_written(rua in prop::collection::vec(uri(), 1..5)) {
        let record = Record { rua };
        let text = record.to_string();
        let parsed = parse(&text);
        prop_assert_eq!(&parsed.defects, &vec![], "{}", text);
        prop_assert_eq!(parsed.record, Some(record));
    }

    #[test]
    fn what_we_build_has_no_fault(rua in prop::collection::vec(uri(), 1..5)) {
        let text = TlsRptIntent { rua }.record().to_string();
        prop_assert_eq!(lint(&text, None), vec![], "{}", text);
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}|[ -~]{0,80}") {
        let _ = lint(&text, None);
    }

    /// Every edit fits the text, and making edits again and again comes to rest.
    #[test]
    fn corrections_come_to_rest(text in damaged()) {
        let mut text = text;
        let mut rests = false;
        for _ in 0..24 {
            let findings = lint(&text, None);
            for finding in &findings {
                let span = finding.place.span.unwrap();
                prop_assert!(text.get(span.start..span.end).is_some(), "{text:?} {finding:?}");
            }
            match corrected(&text, &findings) {
                Some(next) if next != text => text = next,
                Some(_) | None => {
                    rests = true;
                    break;
                }
            }
        }
        prop_assert!(rests, "{text:?}");
    }
}
