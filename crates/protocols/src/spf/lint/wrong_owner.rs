//! The record stands at `spf.` or `_spf.` below the domain, where nobody looks unless a record of
//! the domain points there. High, since the domain itself has none.

use crate::answers::{Need, Needs, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::record::{Selection, select};
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/wrong-owner",
    severity: Severity::High,
    section: "RFC 7208 §3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Selection::None = published.selection else {
        return Ok(());
    };
    let mut needs = Needs::default();
    for prefix in WRONG_OWNERS {
        let Ok(owner) = published.domain.child(prefix) else {
            continue;
        };
        let Some(lookup) = needs.take(published.answers.txt(&owner)) else {
            continue;
        };
        let Selection::One(text) = select(lookup.outcome.known().unwrap_or(&[])) else {
            continue;
        };
        let mut place = published.place(&text);
        place.owner = Some(owner.clone());
        let right = Publication::txt(published.domain.clone(), text);
        let finding = Finding::new(&INFO, place)
            .text("wrong", &owner)
            .text("right", published.domain)
            .evidence(Question::Txt(owner));
        findings.push(finding.fix(Fix::Publish(right)));
    }
    needs.settle()?;
    Ok(())
}

/// Where people put the record by mistake.
pub const WRONG_OWNERS: [&str; 2] = ["spf", "_spf"];
