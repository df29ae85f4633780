//! A blank line. The grammar of §3.2 has none: at the front many senders find no version, between
//! fields strict ones stop. After the last field they hardly ever mind.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};
use crate::mta_sts::policy::{BlankLine, PolicyDefect};

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-blank-line",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.policy.parsed.defects {
        let PolicyDefect::BlankLine(place) = defect.kind else {
            continue;
        };
        let severity = match place {
            BlankLine::Leading => Severity::High,
            BlankLine::Between => Severity::Medium,
            BlankLine::Trailing => Severity::Low,
        };
        let rest = &subject.text[defect.span.end..];
        let line_end = rest.find('\n').map_or(0, |at| at + 1);
        let whole = Span::new(defect.span.start, defect.span.end + line_end);
        let finding = Finding::new(&INFO, subject.place(defect.span)).severity(severity);
        findings.push(finding.fix(Fix::replace(whole, "")));
    }
}
