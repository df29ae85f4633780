//! The text does not begin with `v=spf1` and a space: something stands in front of it (a blank, a
//! quote, a byte order mark), it is misspelt, or a delimiter follows. §4.5 has such a record
//! discarded, so the domain has none.

use super::super::defect::Defect;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/version-not-first",
    severity: Severity::Critical,
    section: "RFC 7208 §4.5",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let Defect::VersionNotFirst = kind else {
            continue;
        };
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(match &subject.parsed.record {
            // Whatever follows directly needs the space that ends the version section.
            Some(_) if subject.text[span.end..].starts_with(|c| c != ' ') => {
                finding.fix(Fix::replace(span, "v=spf1 "))
            }
            Some(_) => finding.fix(Fix::replace(span, "v=spf1")),
            None => finding,
        });
    }
}
