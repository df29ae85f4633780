//! White space on a side of an `=`. The grammar of §3 has none there, unlike that of DMARC; strict
//! senders drop the record.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::versioned_txt::FormFault;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/space-around-equals",
    severity: Severity::Medium,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if defect.kind != Defect::Form(FormFault::SpaceAroundEquals) {
            continue;
        }
        let field = &subject.text[defect.span.start..defect.span.end];
        let finding = Finding::new(&INFO, subject.place(defect.span));
        findings.push(match field.split_once('=') {
            Some((name, value)) => {
                let tight = format!("{}={}", name.trim_end(), value.trim_start());
                finding.fix(Fix::replace(defect.span, tight))
            }
            None => finding,
        });
    }
}
