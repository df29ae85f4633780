//! The record stands at a name nobody asks: the two labels swapped, or written as one.

use crate::answers::{Need, Needs, Outcome, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::record::Selection;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/wrong-owner",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

/// Where people put the record by mistake.
pub const WRONG_OWNERS: [&str; 2] = ["_tls._smtp", "_smtp-tls"];

/// Looks at the wrong names only where the right one has no record.
fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if !matches!(published.selection, Selection::None(_)) {
        return Ok(());
    }
    let mut needs = Needs::default();
    for prefix in WRONG_OWNERS {
        let Ok(owner) = published.policy_domain.child(prefix) else {
            continue;
        };
        let Some(lookup) = needs.take(published.answers.txt(&owner)) else {
            continue;
        };
        let Outcome::Records(records) = &lookup.outcome else {
            continue;
        };
        for text in records.iter().map(|record| record.text()) {
            if text.starts_with("v=TLSRPTv1") {
                let mut place = published.place(&text);
                place.owner = Some(owner.clone());
                let right = Publication::txt(published.owner.clone(), text);
                findings.push(
                    Finding::new(&INFO, place)
                        .text("wrong", &owner)
                        .text("right", published.owner)
                        .evidence(Question::Txt(owner.clone()))
                        .fix(Fix::Publish(right)),
                );
            }
        }
    }
    needs.settle()
}
