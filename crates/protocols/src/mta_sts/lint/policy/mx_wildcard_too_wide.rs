//! `*` alone, which is no pattern, or `*.com`, which anyone with a domain there satisfies: the
//! policy binds mail to nothing.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::POLICY_DEFECTS_MAX;
use crate::mta_sts::mx_pattern::{MxFault, MxPattern};
use crate::mta_sts::policy::PolicyDefect;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-wildcard-too-wide",
    severity: Severity::High,
    section: "RFC 8461 §10.4",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    let bare = subject.spans(&PolicyDefect::Mx(MxFault::BareWildcard));
    let wide = subject
        .policy
        .fields
        .mx
        .iter()
        .filter_map(|mx| match &mx.value {
            MxPattern::Below(name) if name.label_count() == 1 => Some(mx.span),
            MxPattern::Below(_) | MxPattern::Host(_) => None,
        });
    for span in bare.chain(wide).take(POLICY_DEFECTS_MAX) {
        findings.push(Finding::new(&INFO, subject.place(span)).text("mx", subject.under(span)));
    }
}
