//! The record stands where nobody asks: at the domain itself, at `dmarc` without the underscore,
//! with `_dmarc` twice, or with the domain twice because the provider's form adds the zone (§4.5).

use crate::answers::{Need, Needs, Outcome, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::name::DomainName;
use crate::published::Publication;

use super::super::record::{OWNER_PREFIX, Selection, parse};
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/wrong-owner",
    severity: Severity::High,
    section: "RFC 9989 §4.5",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let Selection::None(_) = published.selection else {
        return Ok(());
    };
    let mut needs = Needs::default();
    for owner in wrong_owners(published.domain) {
        // No answer here leaves nothing open: that the right name has no record is known.
        let Some(lookup) = needs.take(published.answers.txt(&owner)) else {
            continue;
        };
        let Outcome::Records(records) = &lookup.outcome else {
            continue;
        };
        let texts = records.iter().map(|record| record.text());
        for text in texts.filter(|text| parse(text).record.is_some()) {
            let mut place = published.place(&text);
            place.owner = Some(owner.clone());
            let right = Publication::txt(published.owner.clone(), text);
            noted.findings.push(
                Finding::new(&INFO, place)
                    .text("wrong", &owner)
                    .text("right", published.owner)
                    .evidence(Question::Txt(owner.clone()))
                    .fix(Fix::Publish(right)),
            );
        }
    }
    needs.settle()
}

/// Where people put the record by mistake.
fn wrong_owners(domain: &DomainName) -> Vec<DomainName> {
    let twice = format!("{OWNER_PREFIX}.{OWNER_PREFIX}");
    let zone_twice = format!("{OWNER_PREFIX}.{domain}");
    let prefixes = ["dmarc", twice.as_str(), zone_twice.as_str()];
    let below = prefixes
        .iter()
        .filter_map(|prefix| domain.child(prefix).ok());
    std::iter::once(domain.clone()).chain(below).collect()
}
