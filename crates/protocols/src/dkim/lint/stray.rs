//! A key that stands at another name than its selector's. Whichever slip brought it there, it is shown
//! and put right alike.

use crate::answers::Question;
use crate::finding::{Finding, Fix, RuleInfo};
use crate::published::Publication;

use super::super::survey::{Mistake, Survey};
use super::place;

/// The keys that stand where this mistake puts them.
pub(super) fn find(
    survey: &Survey<'_>,
    mistake: Mistake,
    info: &'static RuleInfo,
    findings: &mut Vec<Finding>,
) {
    for surveyed in &survey.selectors {
        let strays = surveyed.strays.iter();
        for stray in strays.filter(|stray| stray.mistake == mistake) {
            let right = Publication::txt(surveyed.owner.clone(), stray.text.clone());
            findings.push(
                Finding::new(info, place(&stray.owner, &stray.text))
                    .text("wrong", &stray.owner)
                    .text("right", &surveyed.owner)
                    .evidence(Question::Txt(stray.owner.clone()))
                    .evidence(Question::Txt(surveyed.owner.clone()))
                    .fix(Fix::Publish(right)),
            );
        }
    }
}
