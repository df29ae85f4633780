//! A value of `p`, `sp` or `np` that is none of `none`, `quarantine`, `reject`. §4.10.1 gives up
//! the *whole* policy for it: with a usable `rua` the record acts as `p=none`, without one DMARC is
//! off.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::{Defect, ValueFault, has_valid_rua};
use super::super::tags::{Policy, TagName};
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/policy-invalid",
    severity: Severity::High,
    section: "RFC 9989 §4.10.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        let Defect::Value {
            tag: tag @ (TagName::P | TagName::Sp | TagName::Np),
            fault: ValueFault::NotAllowed,
        } = &defect.kind
        else {
            continue;
        };
        let written = subject.written(defect.span);
        let effect = match has_valid_rua(subject.parsed) {
            true => "none",
            false => "off",
        };
        let finding = Finding::new(&INFO, subject.place(defect.span))
            .text("tag", tag)
            .text("value", written)
            .text("effect", effect);
        findings.push(match Policy::nearest(written) {
            Some(policy) => finding.fix(Fix::replace(defect.span, policy.as_str())),
            None => finding,
        });
    }
}
