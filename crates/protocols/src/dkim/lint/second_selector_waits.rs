//! The second of Microsoft 365's two selectors, while mail is signed with the first. Its alias leads
//! to a name that commonly does not exist before the first rotation of keys, and only Microsoft can
//! make it exist, so that it is neither a fault nor open to strangers.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::name::DomainName;

use super::super::record::Key;
use super::super::survey::{Standing, Survey, Surveyed};
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/second-selector-waits",
    severity: Severity::Low,
    section: "practice",
};

/// Where the aliases of Microsoft 365 lead, older and newer.
const SERVICE: [&str; 2] = ["onmicrosoft.com", "dkim.mail.microsoft"];

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    for surveyed in &survey.selectors {
        let Standing::Dangling(target) = &surveyed.standing else {
            continue;
        };
        if is_it(surveyed, survey) {
            findings.push(
                Finding::new(&INFO, place(&surveyed.owner, ""))
                    .text("selector", &surveyed.selector)
                    .text("target", target)
                    .evidence(Question::Txt(surveyed.owner.clone())),
            );
        }
    }
}

/// Whether a selector is such a second one.
pub(super) fn is_it(surveyed: &Surveyed<'_>, survey: &Survey<'_>) -> bool {
    let Standing::Dangling(target) = &surveyed.standing else {
        return false;
    };
    surveyed.selector.as_str() == "selector2"
        && is_of_service(target)
        && survey.selectors.iter().any(|other| {
            let works = || {
                other
                    .records()
                    .iter()
                    .any(|record| record.key != Key::Revoked)
            };
            other.selector.as_str() == "selector1" && works()
        })
}

fn is_of_service(target: &DomainName) -> bool {
    let below = |service: &str| {
        let text = target.as_str();
        text.strip_suffix(service)
            .is_some_and(|front| front.ends_with('.'))
    };
    SERVICE.into_iter().any(below)
}
