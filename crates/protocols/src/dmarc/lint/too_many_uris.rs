//! More addresses in one list than we look at. RFC 9990 §3.5 has reporters try each 'up to the
//! receiver's limits', and those are lower.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::REPORT_URIS_MAX;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/too-many-uris",
    severity: Severity::Medium,
    section: "RFC 9990 §3.5",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::TooManyUris(tag) = defect.kind {
            let finding = Finding::new(&INFO, subject.place(defect.span)).text("tag", tag);
            findings.push(finding.count("limit", REPORT_URIS_MAX));
        }
    }
}
