//! No key at a selector that mail is signed with, or that somebody asked for. §6.1.2 step 3: 'no
//! key for signature'. Never said of a guess.

use crate::answers::Question;
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::survey::{Origin, Standing, Survey};
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/selector-missing",
    severity: Severity::High,
    section: "RFC 6376 §6.1.2",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    for surveyed in &survey.selectors {
        let missing = surveyed.standing == Standing::Missing && surveyed.strays.is_empty();
        if matches!(surveyed.origin, Origin::Guessed) || !missing {
            continue;
        }
        let finding = Finding::new(&INFO, place(&surveyed.owner, ""))
            .text("selector", &surveyed.selector)
            .text("owner", &surveyed.owner)
            .evidence(Question::Txt(surveyed.owner.clone()));
        findings.push(match surveyed.wanted() {
            Some(intent) => {
                let text = intent.record().to_string();
                finding.fix(Fix::Publish(Publication::txt(surveyed.owner.clone(), text)))
            }
            None => finding,
        });
    }
}
