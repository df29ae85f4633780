//! A web address where a domain belongs. The grammar lets it pass as a strange name, which does not
//! exist: an include of it is a permerror.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/url-as-domain",
    severity: Severity::High,
    section: "RFC 7208 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::Url { meant } = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span)).text("url", subject.under(span));
        findings.push(match meant {
            Some(meant) => finding.fix(Fix::replace(span, meant)),
            None => finding,
        });
    }
}
