//! The name is an alias (CNAME), so what is published at its target counts. Nothing of its own can
//! be published at the name, and a change at the target changes the domain's SPF. Low: what no
//! server loads, a record beside the CNAME, cannot be seen from here.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Selection;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/owner-is-alias",
    severity: Severity::Low,
    section: "RFC 1034 §3.6.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if let (Some(target), Selection::One(text)) = (published.aliases.last(), published.selection) {
        let finding = Finding::new(&INFO, published.place(text))
            .text("target", target)
            .evidence(Question::Txt(published.domain.clone()));
        findings.push(finding);
    }
    Ok(())
}
