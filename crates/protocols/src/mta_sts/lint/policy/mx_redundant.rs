//! An `mx` that adds nothing: it stands there twice, or a wildcard covers it. Harmless, and a sign
//! that the wildcard is not needed.

use std::collections::BTreeSet;

use crate::finding::{Finding, RuleInfo, Severity, Span};
use crate::mta_sts::mx_pattern::MxPattern;

use super::{PolicyRule, PolicySubject};

pub(super) const RULE: PolicyRule = PolicyRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-mx-redundant",
    severity: Severity::Info,
    section: "practice",
};

fn check(subject: &PolicySubject<'_>, findings: &mut Vec<Finding>) {
    let patterns = &subject.policy.fields.mx;
    let wildcards: BTreeSet<&MxPattern> = patterns.iter().map(|mx| &mx.value).collect();
    let mut seen: BTreeSet<&MxPattern> = BTreeSet::new();
    let mut redundant: Vec<(Span, String, String)> = Vec::new();
    for mx in patterns {
        let by = if !seen.insert(&mx.value) {
            Some(mx.value.clone())
        } else {
            covering(&mx.value).filter(|wildcard| wildcards.contains(wildcard))
        };
        if let Some(by) = by {
            redundant.push((mx.span, mx.value.to_string(), by.to_string()));
        }
    }
    // One finding: a policy of a thousand such lines is one mistake.
    if let Some((span, mx, by)) = redundant.first() {
        let finding = Finding::new(&INFO, subject.place(*span)).text("mx", mx);
        findings.push(finding.text("by", by).count("count", redundant.len()));
    }
}

/// The wildcard that would cover it.
fn covering(pattern: &MxPattern) -> Option<MxPattern> {
    match pattern {
        MxPattern::Host(name) => name.parent().map(MxPattern::Below),
        MxPattern::Below(_) => None,
    }
}
