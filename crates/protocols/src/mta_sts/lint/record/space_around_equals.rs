//! White space on a side of an `=`. The grammar of §3.1 has none there, so the record is invalid.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::record::Defect;
use crate::versioned_txt::FormFault;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/space-around-equals",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::Form(FormFault::SpaceAroundEquals)) {
        let field = &subject.text[span.start..span.end];
        let finding = Finding::new(&INFO, subject.place(span));
        findings.push(match field.split_once('=') {
            Some((name, value)) => {
                let tight = format!("{}={}", name.trim_end(), value.trim_start());
                finding.fix(Fix::replace(span, tight))
            }
            None => finding,
        });
    }
}
