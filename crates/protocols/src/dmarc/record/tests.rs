use super::*;

fn kinds(text: &str) -> Vec<(Defect, &str)> {
    let defects = parse(text).defects.into_iter();
    defects
        .map(|d| (d.kind, &text[d.span.start..d.span.end]))
        .collect()
}

fn standing_of(text: &str) -> Option<Standing> {
    standing(&parse(text))
}

#[test]
fn a_record_and_its_text() {
    for text in [
        "v=DMARC1",
        "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
        "v=DMARC1; p=reject; sp=quarantine; np=reject; psd=n; t=y; adkim=s; aspf=s; fo=1:d; \
         rua=mailto:a@example.com,mailto:b@example.net; ruf=mailto:c@example.com",
        "v=DMARC1; p=reject; pct=20; rf=afrf; ri=86400",
    ] {
        let parsed = parse(text);
        assert_eq!(parsed.defects, [], "{text}");
        assert_eq!(parsed.record.unwrap().to_string(), text);
    }
}

#[test]
fn the_grammar_is_read_generously() {
    let record = parse(" V = DMARC1 ;P= Reject;ADKIM =S;").record.unwrap();
    assert_eq!(record.to_string(), "v=DMARC1; p=reject; adkim=s");
}

#[test]
fn the_version_decides() {
    for text in [
        "",
        "p=none; v=DMARC1",
        "p=none",
        "v=dmarc1; p=none",
        "v=DMARC1.0; p=none",
        "v=DMARC1 p=none",
        "\"v=DMARC1\"; p=none",
        "v=spf1 -all",
        ";v=DMARC1",
    ] {
        assert_eq!(parse(text).record, None, "{text}");
    }
}

#[test]
fn without_a_valid_policy() {
    use Standing::{ActsAsNone, AsWritten, NoProcessing};
    let rua = "rua=mailto:d@example.com";
    assert_eq!(standing_of("v=DMARC1; p=reject"), Some(AsWritten));
    assert_eq!(standing_of("v=DMARC1"), Some(NoProcessing));
    assert_eq!(standing_of(&format!("v=DMARC1; {rua}")), Some(ActsAsNone));
    for tag in [
        "p=x",
        "p=reject; sp=x",
        "p=reject; np=",
        "p=reject x; sp=none",
    ] {
        let text = format!("v=DMARC1; {tag}");
        assert_eq!(standing_of(&text), Some(NoProcessing), "{text}");
        let text = format!("{text}; {rua}");
        assert_eq!(standing_of(&text), Some(ActsAsNone), "{text}");
    }
    assert_eq!(
        standing_of("v=DMARC1; p=x; rua=d@example.com"),
        Some(NoProcessing)
    );
    assert_eq!(
        standing_of("v=DMARC1; p=x; rua=ftp://e.example"),
        Some(ActsAsNone)
    );
    assert_eq!(standing_of("p=reject"), None);
}

#[test]
fn missing_semicolons() {
    let fault = |tag| Defect::Value {
        tag,
        fault: ValueFault::SemicolonMissing,
    };
    assert_eq!(
        kinds("v=DMARC1; p=none rua=mailto:d@example.com"),
        [(fault(TagName::P), " ")]
    );
    assert_eq!(
        kinds("v=DMARC1, p=none, sp=reject"),
        [(fault(TagName::V), ", "), (fault(TagName::V), ", ")]
    );
    assert_eq!(
        kinds("v=DMARC1; p=none; rua=mailto:d@example.com fo=1"),
        [(fault(TagName::Rua), " ")]
    );
}

#[test]
fn addresses_gone_wrong() {
    assert_eq!(
        kinds("v=DMARC1; p=none; rua=mailto:a,b@example.com"),
        [(Defect::UriUnencoded(TagName::Rua), "mailto:a,b@example.com")]
    );
    assert_eq!(
        kinds("v=DMARC1; p=none; rua=mailto:a!b@example.com,mailto:c@example.com!10m"),
        [
            (Defect::UriUnencoded(TagName::Rua), "mailto:a!b@example.com"),
            (Defect::SizeSuffix(TagName::Rua), "!10m")
        ]
    );
    assert_eq!(
        kinds("v=DMARC1; p=none; rua=mailto:a@example.com;mailto:b@example.com"),
        [(
            Defect::UriAfterSemicolon(TagName::Rua),
            "mailto:b@example.com"
        )]
    );
}

#[test]
fn strays_are_told_once() {
    let text = "\"v=DMARC1; p=“reject”\\; rua=mailto:ü@example.com\"";
    let found: Vec<_> = kinds(text).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(found.len(), 5, "{found:?}");
    assert!(found.contains(&Defect::Version(VersionFault::Hidden)));
    assert!(
        found
            .iter()
            .any(|kind| matches!(kind, Defect::Quotes(spans) if spans.len() == 4))
    );
}

#[test]
fn which_one_counts() {
    let one = TxtRecord::of("v=DMARC1; p=none");
    let other = TxtRecord::of("v=spf1 -all");
    assert_eq!(
        select(&[other.clone(), one.clone()]),
        Selection::One(one.text())
    );
    assert!(matches!(select(&[one.clone(), one]), Selection::Several(_)));
    assert!(matches!(select(&[other]), Selection::None(_)));
}
