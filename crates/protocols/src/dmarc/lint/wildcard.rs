//! A wildcard TXT record answers for names under `_dmarc`, or for `_dmarc` below names that do not
//! exist. With a policy record in it every name below has a record of its own, and `sp` and `np`
//! never apply; with anything else receivers are handed texts that have no business there.

use crate::answers::{Need, Needs, Question};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::name::DomainName;

use super::super::record::{OWNER_PREFIX, parse};
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/wildcard",
    severity: Severity::Medium,
    section: "practice",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let mut needs = Needs::default();
    for owner in probes(published.domain) {
        let Some(lookup) = needs.take(published.answers.txt(&owner)) else {
            continue;
        };
        let records = match lookup.outcome.known() {
            Ok(records) => records,
            Err(failure) => {
                noted.unknown(Question::Txt(owner), failure);
                continue;
            }
        };
        let Some(text) = records.first().map(|record| record.text()) else {
            continue;
        };
        let severity = match parse(&text).record {
            Some(_) => INFO.severity,
            None => Severity::Low,
        };
        let mut place = published.place(&text);
        place.owner = Some(owner.clone());
        noted.findings.push(
            Finding::new(&INFO, place)
                .severity(severity)
                .text("name", &owner)
                .text("text", text)
                .evidence(Question::Txt(owner)),
        );
    }
    needs.settle()
}

/// A label that nobody has: what answers there is a wildcard.
pub const PROBE_LABEL: &str = "mailseal-probe";

/// What `*._dmarc` and `*` would answer for.
fn probes(domain: &DomainName) -> Vec<DomainName> {
    let below_dmarc = domain.child(&format!("{PROBE_LABEL}.{OWNER_PREFIX}"));
    let below_domain = domain.child(&format!("{OWNER_PREFIX}.{PROBE_LABEL}"));
    [below_dmarc, below_domain].into_iter().flatten().collect()
}
