//! TLSA records stand at the domain and not at its MX host. §2.2.3: senders look at the name of the
//! MX host, so these are never found.

use crate::answers::{Need, Outcome, Question};
use crate::dane::build::publication;
use crate::dane::hosts::State;
use crate::dane::record::owner;
use crate::finding::{Finding, Fix, Place, RecordKind, RuleInfo, Severity};

use super::{Published, PublishedRule, is_signed};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/misplaced-at-domain",
    severity: Severity::High,
    section: "RFC 7672 §2.2.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let mut hosts = published.hosts.iter();
    let Some(first) = hosts.next().filter(|host| &host.name != published.domain) else {
        return Ok(());
    };
    let all_without = published
        .hosts
        .iter()
        .all(|host| matches!(host.state, State::None));
    // In an unsigned zone nobody looks for records, and neither do we.
    if !all_without || !is_signed(published.mx.security) {
        return Ok(());
    }
    let Ok(at_domain) = owner(published.domain) else {
        return Ok(());
    };
    let Outcome::Records(records) = &published.answers.tlsa(&at_domain)?.outcome else {
        return Ok(());
    };
    for record in records {
        let place = Place::new(RecordKind::Tlsa, Some(&at_domain), record.to_string());
        let finding = Finding::new(&INFO, place)
            .text("wrong", &at_domain)
            .text("right", &first.owner)
            .evidence(Question::Tlsa(at_domain.clone()));
        findings.push(match publication(&first.name, record.clone()) {
            Ok(publication) => finding.fix(Fix::Publish(publication)),
            Err(_) => finding,
        });
    }
    Ok(())
}
