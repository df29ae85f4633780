//! A field that §3.1 does not define. Senders ignore it; often something was meant that belongs
//! into the policy file, such as `mode` or `max_age`.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::record::Defect;
use crate::versioned_txt::FormFault;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/field-unknown",
    severity: Severity::Low,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Form(FormFault::UnknownField(name)) = &defect.kind {
            findings.push(Finding::new(&INFO, subject.place(defect.span)).text("field", name));
        }
    }
}
