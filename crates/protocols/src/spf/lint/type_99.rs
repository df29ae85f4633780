//! The record is published as type 99 (`SPF`) and not as TXT. §3.1 gave the type up; nobody asks
//! for it. Beside a TXT record it is only idle, so it is asked for only where that is missing.
//! High, since without the TXT record there is no SPF.

use crate::answers::{Need, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::record::{Selection, select};
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/type-99",
    severity: Severity::High,
    section: "RFC 7208 §3.1",
};

/// §3.1: 'SPF records MUST be published as a DNS TXT (type 16) Resource Record (RR) [RFC1035]
/// only.'
fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Selection::None = published.selection else {
        return Ok(());
    };
    let lookup = published.answers.spf(published.domain)?;
    if let Selection::One(text) = select(lookup.outcome.known().unwrap_or(&[])) {
        let right = Publication::txt(published.domain.clone(), text.clone());
        let finding = Finding::new(&INFO, published.place(&text))
            .evidence(Question::Spf(published.domain.clone()))
            .fix(Fix::Publish(right));
        findings.push(finding);
    }
    Ok(())
}
