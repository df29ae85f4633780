//! A tag that stands in the record twice. RFC 6376 §3.2, whose syntax §4.7 takes over, makes such a
//! list invalid; readers take the first, the last or none. We read the first.

use crate::finding::{Edit, Finding, Fix, RuleInfo, Severity, Span};

use super::super::record::Defect;
use super::super::tags::TagName;
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/tag-repeated",
    severity: Severity::High,
    section: "RFC 6376 §3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Repeated(name) = defect.kind {
            let finding = Finding::new(&INFO, subject.place(defect.span)).text("tag", name);
            findings.push(finding.fix(merged(subject, name, defect.span)));
        }
    }
}

/// Addresses join the first list; the same value twice is removed; of two values only the owner
/// knows which was meant.
fn merged(subject: &Subject<'_>, name: TagName, span: Span) -> Fix {
    let first = subject.tag(name);
    let second = subject.list.tags().find(|tag| tag.name_span == span);
    let (Some(first), Some(second)) = (first, second) else {
        return Fix::Instruct;
    };
    let removal = subject.removal(whole(second));
    if first.value == second.value {
        return Fix::Edit(vec![removal]);
    }
    if !matches!(name, TagName::Rua | TagName::Ruf) {
        return Fix::Instruct;
    }
    let end = first.value_span.end;
    let addition = Edit {
        span: Span::new(end, end),
        replacement: format!(",{}", second.value),
    };
    Fix::Edit(vec![addition, removal])
}
