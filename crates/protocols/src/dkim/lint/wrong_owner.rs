//! The key of a selector stands at another name: `_domainkey` left out or doubled, no selector, or
//! the domain itself.

use crate::answers::Question;
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::survey::{Mistake, Survey};
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/wrong-owner",
    severity: Severity::High,
    section: "RFC 6376 §3.6.2.1",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    for surveyed in &survey.selectors {
        let strays = surveyed
            .strays
            .iter()
            .filter(|stray| stray.mistake == Mistake::Other);
        for stray in strays {
            let right = Publication::txt(surveyed.owner.clone(), stray.text.clone());
            findings.push(
                Finding::new(&INFO, place(&stray.owner, &stray.text))
                    .text("wrong", &stray.owner)
                    .text("right", &surveyed.owner)
                    .evidence(Question::Txt(stray.owner.clone()))
                    .evidence(Question::Txt(surveyed.owner.clone()))
                    .fix(Fix::Publish(right)),
            );
        }
    }
}
