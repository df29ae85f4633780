//! `v=` with anything but `DKIM1`. §3.6.1: 'Records beginning with a "v=" tag with any other value
//! MUST be discarded', compared as strings.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::defect::Defect;
use super::super::record::VERSION;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/version-wrong",
    severity: Severity::High,
    section: "RFC 6376 §3.6.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::VersionWrong) {
        let finding = Finding::new(&INFO, subject.place(span)).text("version", subject.slice(span));
        findings.push(finding.fix(Fix::replace(span, VERSION)));
    }
}
