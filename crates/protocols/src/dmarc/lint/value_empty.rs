//! A tag without a value. §4.8 wants at least one character; the tag is discarded, and with `p`,
//! `sp` or `np` the whole policy (§4.10.1).

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::{Defect, ValueFault};
use super::super::tags::TagName;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/value-empty",
    severity: Severity::Medium,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Value {
            tag,
            fault: ValueFault::Empty,
        } = &defect.kind
        {
            let finding = Finding::new(&INFO, subject.place(defect.span)).text("tag", tag);
            // Without `sp` or `np` the policy is what it should be; without `p` there is none.
            findings.push(match tag {
                TagName::P => finding.severity(Severity::High),
                TagName::Sp | TagName::Np => finding
                    .severity(Severity::High)
                    .fix(Fix::Edit(vec![subject.removal(defect.span)])),
                TagName::V => finding,
                TagName::Psd
                | TagName::T
                | TagName::Adkim
                | TagName::Aspf
                | TagName::Fo
                | TagName::Rua
                | TagName::Ruf
                | TagName::Pct
                | TagName::Rf
                | TagName::Ri => finding.fix(Fix::Edit(vec![subject.removal(defect.span)])),
            });
        }
    }
}
