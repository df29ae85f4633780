//! A size limit like `!10m`, which DMARC once had. §3 has none, and an unencoded `!` is not allowed
//! there, so the URI does not count.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/rua-size-suffix",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind == Defect::SizeSuffix {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(finding.fix(Fix::replace(defect.span, "")));
        }
    }
}
