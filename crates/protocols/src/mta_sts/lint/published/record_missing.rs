//! A policy is served, but no record announces it. §3.1: without a record senders do not look for a
//! policy, so this one protects nothing; those who have it cached keep it until it is over.

use crate::answers::{Need, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::id;
use crate::mta_sts::record::{Record, Selection};
use crate::published::Publication;

use super::{Announcement, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/record-missing",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Announcement::Known(Selection::None(_)) = published.announcement else {
        return Ok(());
    };
    if published.is_announced() || !published.serves_a_policy() {
        return Ok(());
    }
    let finding = Finding::new(&INFO, published.record_place(""))
        .text("host", published.policy_host)
        .evidence(Question::Policy(published.policy_domain.clone()));
    findings.push(match published.policy() {
        Some((_, policy)) => {
            let record = Record { id: id::of(policy) };
            let record = Publication::txt(published.owner.clone(), record.to_string());
            finding.fix(Fix::Publish(record))
        }
        None => finding,
    });
    Ok(())
}
