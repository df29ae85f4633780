//! A policy is published, and neither SPF nor DKIM is: no mail from the domain can pass (§5.1.1,
//! §5.1.2). With an enforcing policy all of it is lost.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::assess::{Known, Sending};
use super::super::discover::PolicyState;
use super::super::tags::Policy;
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/cannot-align",
    severity: Severity::High,
    section: "RFC 9989 §5.1.1",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let PolicyState::Applies(policy) = &published.discovery.policy else {
        return Ok(());
    };
    let context = published.context;
    let nothing = context.spf == Known::Absent && context.dkim == Known::Absent;
    match context.sending {
        Sending::Nothing => {}
        Sending::Unknown | Sending::Mailboxes | Sending::Services if nothing => {
            let severity = match policy.applied {
                Policy::None => INFO.severity,
                Policy::Quarantine | Policy::Reject => Severity::Critical,
            };
            noted.findings.push(
                Finding::new(&INFO, published.place(&policy.found.text))
                    .severity(severity)
                    .text("domain", published.domain)
                    .text("policy", policy.applied),
            );
        }
        Sending::Unknown | Sending::Mailboxes | Sending::Services => {}
    }
    Ok(())
}
