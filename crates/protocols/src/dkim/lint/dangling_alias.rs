//! A selector that is an alias to a name without a key: the service was ended, or never switched
//! on. Whoever can take the other name signs as the domain.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::{Origin, Standing, Survey};
use super::{PublishedRule, place, second_selector_waits};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/dangling-alias",
    severity: Severity::High,
    section: "practice",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    for surveyed in &survey.selectors {
        let Standing::Dangling(target) = &surveyed.standing else {
            continue;
        };
        if second_selector_waits::is_it(surveyed, survey) {
            continue;
        }
        let finding = Finding::new(&INFO, place(&surveyed.owner, ""))
            .text("selector", &surveyed.selector)
            .text("target", target)
            .evidence(Question::Txt(surveyed.owner.clone()));
        findings.push(match surveyed.origin {
            Origin::Ours { .. } | Origin::Asked => finding,
            // Nobody said that mail is signed with it; most often it was prepared and not used yet.
            Origin::Guessed => finding.severity(Severity::Medium),
        });
    }
}
