//! An entry of `rua` or `ruf` that is no URI: `mailto://x@y`, a space, no `@`, a comma too many.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};
use crate::report_uri::UriFault;

use super::super::record::Defect;
use super::{RecordRule, Subject, report_severity};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/rua-malformed",
    severity: Severity::High,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        let Defect::Uri { tag, fault } = &defect.kind else {
            continue;
        };
        let (span, fix) = match fault {
            UriFault::BadMailto {
                corrected: Some(uri),
            } => (defect.span, Fix::replace(defect.span, uri)),
            UriFault::BadMailto { corrected: None }
            | UriFault::BadAddress
            | UriFault::BadCharacter => (defect.span, Fix::Instruct),
            UriFault::Empty => {
                let comma = comma_at(subject.list.text, defect.span.start);
                let fix = match comma.start == comma.end {
                    true => Fix::Instruct,
                    false => Fix::replace(comma, ""),
                };
                (comma, fix)
            }
            UriFault::NoScheme { .. } | UriFault::OtherScheme(_) | UriFault::NotAscii => continue,
        };
        let finding = Finding::new(&INFO, subject.place(span))
            .severity(report_severity(*tag, INFO.severity))
            .text("tag", tag)
            .text("uri", subject.written(span));
        findings.push(finding.fix(fix));
    }
}

/// The comma before or after an empty entry, which is one too many.
fn comma_at(text: &str, at: usize) -> Span {
    let before = text[..at].trim_end();
    if before.ends_with(',') {
        return Span::new(before.len() - 1, at);
    }
    let after = text[at..].len() - text[at..].trim_start().len();
    let end = at + after + usize::from(text[at + after..].starts_with(','));
    Span::new(at, end)
}
