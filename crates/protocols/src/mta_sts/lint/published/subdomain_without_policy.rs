//! A domain below one with MTA-STS receives mail and has no policy of its own. §3.4: senders "MUST
//! NOT attempt to fetch a policy from the parent zone", so the parent's does not help.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::record::{OWNER_PREFIX, Selection, select};
use crate::name::DomainName;

use super::{Announcement, MailHosts, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/subdomain-without-policy",
    severity: Severity::Medium,
    section: "RFC 8461 §3.4",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let MailHosts::Hosts(_) = published.hosts else {
        return Ok(());
    };
    if let Some((parent, owner)) = parent_policy(published)? {
        let finding = Finding::new(&INFO, published.record_place("")).text("parent", parent);
        findings.push(finding.evidence(Question::Txt(owner)));
    }
    Ok(())
}

/// The parent domain and the name of its record, when this domain has no policy and the parent has.
/// May ask one question more: TXT at `_mta-sts.<parent>`.
pub(super) fn parent_policy(
    published: &Published<'_>,
) -> Result<Option<(DomainName, DomainName)>, Need> {
    let Announcement::Known(Selection::None(_)) = published.announcement else {
        return Ok(None);
    };
    let parent = published.policy_domain.parent();
    // A top-level domain has no mail of its own to speak of.
    let parent = parent.filter(|parent| parent.label_count() > 1 && !published.is_there());
    let Some((parent, owner)) = parent.and_then(|parent| {
        let owner = parent.child(OWNER_PREFIX).ok()?;
        Some((parent, owner))
    }) else {
        return Ok(None);
    };
    // That it could not be asked says nothing of this domain.
    let lookup = published.answers.txt(&owner)?;
    let records = lookup.outcome.known().unwrap_or_default();
    let has_policy = matches!(select(records), Selection::One(_));
    Ok(has_policy.then_some((parent, owner)))
}
