//! An `include`, `a` or `mx` whose every address is authorised by a term in front of it: it costs
//! lookups and adds nobody. What decides by more than the address is not looked at.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::SPF_TERMS_COMPARED_MAX;

use super::super::evaluate::At;
use super::super::flatten::matches;
use super::super::ranges::AddressSet;
use super::super::record::{Mechanism, Qualifier};
use super::super::verdict_map::NoMap;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/include-covered",
    severity: Severity::Info,
    section: "RFC 7208 §10.1.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Some(record) = published.record() else {
        return Ok(());
    };
    // A tree that is too large, or not known yet, is not computed with.
    if published.survey.is_none_or(|survey| survey.is_cut) {
        return Ok(());
    }
    let mut passed = AddressSet::default();
    let mut seen: Vec<&Mechanism> = Vec::new();
    for (span, directive) in record.directives().take(SPF_TERMS_COMPARED_MAX) {
        let mechanism = &directive.mechanism;
        if *mechanism == Mechanism::All {
            break;
        }
        if directive.qualifier != Qualifier::Pass {
            continue;
        }
        let term = published.text().get(span.start..span.end).unwrap_or("");
        let at = At {
            domain: published.domain.clone(),
            term: term.to_string(),
        };
        let clients = match matches(mechanism, &at, published.answers) {
            Ok(clients) => clients,
            Err(NoMap::Need(need)) => return Err(need),
            Err(NoMap::Refused(_)) => continue,
        };
        // The same term twice has a rule of its own.
        let is_new = mechanism.causes_lookup() && !seen.contains(&mechanism);
        if is_new && !clients.is_empty() && clients.is_within(&passed) {
            let mut place = published.place(published.text());
            place.span = Some(span);
            findings.push(Finding::new(&INFO, place).text("term", term));
        }
        passed = passed.union(&clients);
        seen.push(mechanism);
    }
    Ok(())
}
