//! `_domainkey` does not exist, so there is no key at all. RFC 8020 §2: where a name does not
//! exist, there is nothing underneath it. The only way to know this without a selector.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::{Root, Signing, Survey};
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/no-key",
    severity: Severity::Medium,
    section: "RFC 8020 §2",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    let expected = match survey.signing {
        Signing::Expected => true,
        Signing::NoMail => false,
    };
    if expected && survey.root_says == Root::Absent && survey.selectors.is_empty() {
        let finding = Finding::new(&INFO, place(&survey.root, ""));
        findings.push(finding.evidence(Question::Txt(survey.root.clone())));
    }
}
