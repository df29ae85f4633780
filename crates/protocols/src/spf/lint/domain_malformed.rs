//! A domain that the grammar lets pass and that no DNS name can be: an odd character, an empty
//! label or one of more than 63 octets. §4.8 leaves open whether it is a permerror or no match.

use super::super::defect::Defect;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/domain-malformed",
    severity: Severity::High,
    section: "RFC 7208 §4.8",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, kind) in subject.defects() {
        let (Defect::OddCharacter(_) | Defect::NotAName(_)) = kind else {
            continue;
        };
        findings.push(Finding::new(&INFO, subject.place(span)).text("name", subject.under(span)));
    }
}
