//! A control character, or octets that are not UTF-8. The grammar of §3.2 has neither; most often
//! the file is in another encoding, or no text at all.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-bad-character",
    severity: Severity::High,
    section: "RFC 8461 §3.2",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&PolicyDefect::BadCharacter) {
        findings.push(Finding::new(&INFO, subject.place(span)));
    }
}
