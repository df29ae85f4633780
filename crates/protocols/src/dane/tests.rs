//! Properties of the room as a whole.

use proptest::prelude::*;

use super::*;
use crate::answers::TlsaRecord;
use crate::certificate::Certificate;
use crate::finding::{Finding, corrected};
use crate::name::DomainName;
use crate::published::PublishedData;
use rcgen::{CertificateParams, KeyPair};

fn record() -> impl Strategy<Value = TlsaRecord> {
    (
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        prop::collection::vec(any::<u8>(), 1..100),
    )
        .prop_map(|(usage, selector, matching, data)| TlsaRecord {
            usage,
            selector,
            matching,
            data,
        })
}

/// Text made of what records are made of, and of what goes wrong with them.
fn damaged() -> impl Strategy<Value = String> {
    let digest = "8755cdaa8fe24ef16cc0f2c918063185e433faaf1415664911d9e30a924138c4";
    let pieces = vec![
        "0 ",
        "1 ",
        "2 ",
        "3 ",
        "4 ",
        "256 ",
        "-1 ",
        "DANE-EE ",
        "spki ",
        "SHA2-256 ",
        "(",
        ")",
        "\n",
        "\t",
        " ",
        digest,
        "ab",
        "a",
        "AB:CD",
        "0x",
        "é",
        "_25._tcp.mx.example.com. IN TLSA ",
    ];
    let piece = prop_oneof![
        20 => prop::sample::select(pieces).prop_map(str::to_string),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_record_reads_as_it_is_written(record in record()) {
        let parsed = parse(&record.to_string());
        prop_assert_eq!(parsed.defects, vec![]);
        prop_assert_eq!(parsed.record, Some(record));
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
            let findings: Vec<Finding> = lint(&text, None);
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

#[test]
fn what_we_build_has_no_fault() {
    let params = CertificateParams::new(vec!["mail.example.com".to_string()]).unwrap();
    let certificate = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
    let certificate = Certificate::parse(certificate.der()).unwrap();
    let host = DomainName::parse("mail.example.com").unwrap();
    let built = publication(&host, tlsa_311(&certificate)).unwrap();
    assert_eq!(built.owner.as_str(), "_25._tcp.mail.example.com");
    let PublishedData::Tlsa(record) = &built.data else {
        panic!("not a TLSA record");
    };
    assert_eq!(lint(&record.to_string(), None), vec![]);
}
