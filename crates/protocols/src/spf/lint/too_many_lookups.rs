//! More than ten lookups over the whole tree: §4.6.4 makes it a permerror for every client that an
//! early term does not match. It is counted over all branches, since an evaluation with an early
//! match hides it.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::SPF_LOOKUPS_MAX;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/too-many-lookups",
    severity: Severity::Critical,
    section: "RFC 7208 §4.6.4",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Some(survey) = published.survey else {
        return Ok(());
    };
    let own: u32 = survey.tree.terms.iter().map(|term| term.own).sum();
    // A record that is over the limit alone is reported for that.
    if over(survey.lookups) && !over(own) {
        let crossing = survey.tree.terms.iter().find(|term| over(term.lookups));
        let mut place = published.place(&survey.tree.text);
        place.span = crossing.map(|term| term.span);
        let finding = Finding::new(&INFO, place)
            .count("lookups", survey.lookups)
            .count("max", SPF_LOOKUPS_MAX)
            .text("term", crossing.map_or("", |term| &term.text));
        findings.push(finding.evidence(Question::Txt(published.domain.clone())));
    }
    Ok(())
}

fn over(lookups: u32) -> bool {
    usize::try_from(lookups).is_ok_and(|lookups| lookups > SPF_LOOKUPS_MAX)
}
