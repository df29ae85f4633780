//! An octet outside printable ASCII: a no-break space from a web page, a dash, a line break. §4.8
//! allows `%x20-3A / %x3C-7E` in values, so the value it stands in is discarded.

use crate::finding::{Edit, Finding, Fix, RuleInfo, Severity, Span};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/character-invalid",
    severity: Severity::High,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Characters(spans) = &defect.kind {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            let edits: Option<Vec<Edit>> = spans.iter().map(|s| replaced(subject, *s)).collect();
            findings.push(match edits {
                Some(edits) => finding.fix(Fix::Edit(edits)),
                None => finding,
            });
        }
    }
}

/// What cannot be seen goes or becomes a space; a letter is for the owner to put right.
fn replaced(subject: &Subject<'_>, span: Span) -> Option<Edit> {
    let written = subject.written(span);
    let invisible = |c: char| {
        c.is_control() || c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}')
    };
    if !written.chars().all(invisible) {
        return None;
    }
    let space = written
        .chars()
        .any(|c| c.is_whitespace() && !c.is_control());
    Some(Edit {
        span,
        replacement: if space { " " } else { "" }.to_string(),
    })
}
