//! `p` does not stand directly behind `v`. RFC 9989 does not mind; RFC 7489 §6.3 requires the
//! order, and receivers that hold to it ignore the record.

use crate::finding::{Edit, Finding, Fix, RuleInfo, Severity, Span};

use super::super::record::Defect;
use super::super::tags::TagName;
use super::{RecordRule, Subject, whole};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/p-not-second",
    severity: Severity::Low,
    section: "RFC 7489 §6.3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind != Defect::PNotSecond || subject.meaning().is_none() {
            continue;
        }
        let (Some(version), Some(p)) = (subject.tag(TagName::V), subject.tag(TagName::P)) else {
            continue;
        };
        let end = version.value_span.end;
        let forward = Edit {
            span: Span::new(end, end),
            replacement: format!("; {}", subject.written(whole(p))),
        };
        let finding = Finding::new(&INFO, subject.place(whole(p)));
        findings.push(finding.fix(Fix::Edit(vec![forward, subject.removal(whole(p))])));
    }
}
