use super::*;
use crate::limits::{POLICY_DEFECTS_MAX, POLICY_OCTETS_MAX};
use crate::mta_sts::mx_pattern::MxFault;

const GOOD: &str = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 604800\r\n";

fn defects(text: &str) -> Vec<PolicyDefect> {
    let defects = parse(text).parsed.defects;
    defects.into_iter().map(|d| d.kind).collect()
}

fn policy(text: &str) -> Option<Policy> {
    parse(text).parsed.record
}

#[test]
fn a_policy_and_its_text() {
    assert_eq!(defects(GOOD), []);
    assert_eq!(policy(GOOD).unwrap().to_string(), GOOD);
    assert_eq!(policy(&GOOD.replace("\r\n", "\n")), policy(GOOD));
    assert_eq!(policy(GOOD.trim_end()), policy(GOOD));
}

#[test]
fn the_how_to() {
    let text =
        "version: STSv1\nmode: enforce\nmax_age: 15552000\nmx: mail.example.com\nmx: *.example.com";
    for text in [text.to_string(), text.replace('\n', "\r\n")] {
        assert_eq!(defects(&text), []);
        assert_eq!(policy(&text).unwrap().mx().len(), 2);
    }
}

#[test]
fn blanks_at_the_end_of_a_line_are_allowed() {
    assert_eq!(defects(&GOOD.replace("\r\n", " \t\r\n")), []);
}

#[test]
fn places() {
    let text = "mode: Enforce\r\n";
    let parsed = parse(text);
    let span = parsed.parsed.defects[0].span;
    assert_eq!(&text[span.start..span.end], "Enforce");
}

#[test]
fn what_breaks_a_policy() {
    let more = |line: &str| format!("{GOOD}{line}\r\n");
    let expect = [
        (format!("\u{feff}{GOOD}"), PolicyDefect::ByteOrderMark),
        (
            format!("\r\n{GOOD}"),
            PolicyDefect::BlankLine(BlankLine::Leading),
        ),
        (
            GOOD.replace("mode", "\r\nmode"),
            PolicyDefect::BlankLine(BlankLine::Between),
        ),
        (GOOD.replacen("\r\n", "\r", 1), PolicyDefect::BareCr),
        (more("note: a\0b"), PolicyDefect::BadCharacter),
        (more("note: a\u{fffd}b"), PolicyDefect::BadCharacter),
        (more("hello"), PolicyDefect::NoColon),
        (more(" note: a"), PolicyDefect::StraySpace),
        (more("note : a"), PolicyDefect::StraySpace),
        (more("{ x: a"), PolicyDefect::BadFieldName),
        (GOOD.replace("STSv1", "STSv2"), PolicyDefect::VersionWrong),
        (
            GOOD.replace("enforce", "Testing"),
            PolicyDefect::ModeUnknown(Some(PolicyMode::Testing)),
        ),
        (GOOD.replace("604800", "-1"), PolicyDefect::MaxAgeNotANumber),
        (
            GOOD.replace("604800", "12345678901"),
            PolicyDefect::MaxAgeNotANumber,
        ),
        (
            more("mx: a ciphers=null"),
            PolicyDefect::Mx(MxFault::NotAHost),
        ),
        ("<html>".to_string(), PolicyDefect::Html),
    ];
    for (text, defect) in expect {
        let mut found = defects(&text);
        found.retain(|d| !matches!(d, PolicyDefect::UnknownField { .. }));
        assert_eq!(found, [defect], "{text:?}");
        assert_eq!(policy(&text), None, "{text:?}");
    }
}

#[test]
fn what_does_not() {
    let repeated = |says| PolicyDefect::FieldRepeated {
        field: FieldName::Mode,
        says,
    };
    let expect = [
        (
            format!("{GOOD}\r\n"),
            PolicyDefect::BlankLine(BlankLine::Trailing),
        ),
        (
            format!("{GOOD}mode: enforce\r\n"),
            repeated(Repetition::Same),
        ),
        (format!("{GOOD}mode: none\r\n"), repeated(Repetition::Other)),
        (
            GOOD.replace("604800", "9999999999"),
            PolicyDefect::MaxAgeTooLarge,
        ),
    ];
    for (text, defect) in expect {
        assert_eq!(defects(&text), [defect], "{text:?}");
        assert!(policy(&text).is_some(), "{text:?}");
    }
    let capped = policy(&GOOD.replace("604800", "9999999999")).unwrap();
    assert_eq!(capped.max_age_seconds(), MAX_AGE_SECONDS_MAX);
}

#[test]
fn what_is_missing() {
    let missing = |field| PolicyDefect::FieldMissing(field);
    assert_eq!(
        defects(""),
        [
            FieldName::Version,
            FieldName::Mode,
            FieldName::MaxAge,
            FieldName::Mx
        ]
        .map(missing)
    );
    assert_eq!(
        defects("version: STSv1\nmode: testing\nmax_age: 86400\n"),
        [missing(FieldName::Mx)]
    );
    assert_eq!(defects("version: STSv1\nmode: none\nmax_age: 86400\n"), []);
}

#[test]
fn a_misspelt_field() {
    let text = GOOD.replace("max_age", "Max-Age");
    let unknown = PolicyDefect::UnknownField {
        name: "Max-Age".to_string(),
        meant: Some(FieldName::MaxAge),
    };
    assert_eq!(
        defects(&text),
        [unknown, PolicyDefect::FieldMissing(FieldName::MaxAge)]
    );
}

#[test]
fn hostile_policies() {
    let many: String = (0..1_500)
        .map(|n| format!("mx: mx{n}.example.com\r\n"))
        .collect();
    let parsed = parse(&format!("{GOOD}{many}"));
    assert_eq!(parsed.parsed.defects.len(), 1);
    assert_eq!(parsed.parsed.defects[0].kind, PolicyDefect::TooManyMx);
    assert_eq!(parsed.fields.mx.len(), POLICY_MX_MAX);
    assert_eq!(parsed.parsed.record, None);

    let line = "x".repeat(POLICY_OCTETS_MAX);
    assert_eq!(defects(&line)[0], PolicyDefect::NoColon);
    assert_eq!(defects(&format!("{line}x")), [PolicyDefect::TooLarge]);

    let dots = format!("{GOOD}mx: a{}\r\n", ".".repeat(60_000));
    assert_eq!(defects(&dots), [PolicyDefect::Mx(MxFault::NotAHost)]);
    let ports = format!("{GOOD}mx: a{}\r\n", ":1".repeat(30_000));
    assert_eq!(defects(&ports), [PolicyDefect::Mx(MxFault::NotAHost)]);

    let faults = defects(&"mx: a b=c\n".repeat(6_000));
    assert_eq!(faults.len(), POLICY_DEFECTS_MAX + 1);
    assert_eq!(faults.last(), Some(&PolicyDefect::More));

    let nul = "\0".repeat(POLICY_OCTETS_MAX);
    assert_eq!(policy(&nul), None);
    let brace = format!("{GOOD}note: }} servername=evil.test {{ policy_string = x\r\n");
    assert_eq!(policy(&brace), policy(GOOD));
}
