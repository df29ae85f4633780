//! More than 64 KiB. §3.3 suggests that senders stop reading there, and we do: a policy is a few
//! lines. High, since what is cut off there is no policy.

use crate::finding::{Finding, Place, RecordKind, RuleInfo, Severity};
use crate::mta_sts::fetch::BodySize;
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-too-large",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    let beyond = match subject.size {
        BodySize::Whole => false,
        BodySize::BeyondLimit => true,
    };
    if beyond || subject.spans(&PolicyDefect::TooLarge).next().is_some() {
        // The text is not repeated: it is large, and none of it is at fault.
        let place = Place::new(RecordKind::MtaStsPolicy, subject.owner, "");
        findings.push(Finding::new(&INFO, place));
    }
}
