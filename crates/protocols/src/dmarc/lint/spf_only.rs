//! `p=reject` with SPF alone: forwarded mail fails SPF and is lost. §7.4: domains that publish
//! `p=reject` 'MUST NOT rely solely on SPF to secure a DMARC pass'.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::assess::{Known, Sending};
use super::super::discover::PolicyState;
use super::super::tags::Policy;
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/spf-only",
    severity: Severity::Medium,
    section: "RFC 9989 §7.4",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let PolicyState::Applies(policy) = &published.discovery.policy else {
        return Ok(());
    };
    let context = published.context;
    let spf_alone = context.spf == Known::Present && context.dkim == Known::Absent;
    if spf_alone && policy.requested == Policy::Reject && context.sending != Sending::Nothing {
        noted.findings.push(
            Finding::new(&INFO, published.place(&policy.found.text))
                .text("domain", published.domain),
        );
    }
    Ok(())
}
