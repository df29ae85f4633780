//! A value of `fo` that §4.8 does not allow: an unknown option, `0` and `1` together, one twice, a
//! comma. The default `0` counts.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::record::{Defect, ValueFault};
use super::super::tags::{FailureOptions, TagName};
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/fo-invalid",
    severity: Severity::Medium,
    section: "RFC 9989 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Value {
            tag: TagName::Fo,
            fault: ValueFault::NotAllowed,
        } = &defect.kind
        {
            let written = subject.written(defect.span);
            let finding = Finding::new(&INFO, subject.place(defect.span)).text("value", written);
            findings.push(match meant(written) {
                Some(options) => finding.fix(Fix::replace(defect.span, options.to_string())),
                None => finding,
            });
        }
    }
}

/// The options separated by something else than colons, or with white space between.
fn meant(value: &str) -> Option<FailureOptions> {
    let parts: Vec<&str> = value
        .split([',', ':', '/', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    FailureOptions::parse(&parts.join(":"))
}
