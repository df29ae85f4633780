//! `p=reject` for a domain that people write from. Mailing lists change mail and break its
//! signature; §7.4: such domains 'SHOULD NOT publish Domain Owner Assessment Policies of
//! "p=reject"' without having watched the reports, and should tell their users.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::assess::Sending;
use super::super::discover::PolicyState;
use super::super::tags::Policy;
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/reject-with-mailboxes",
    severity: Severity::Info,
    section: "RFC 9989 §7.4",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let PolicyState::Applies(policy) = &published.discovery.policy else {
        return Ok(());
    };
    if policy.applied == Policy::Reject && published.context.sending == Sending::Mailboxes {
        noted.findings.push(
            Finding::new(&INFO, published.place(&policy.found.text))
                .text("domain", published.domain),
        );
    }
    Ok(())
}
