//! No MTA-STS: a sender that is told there is no TLS, or shown any certificate, delivers all the
//! same. Said of domains that receive mail only.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::record::Selection;

use super::{Announcement, MailHosts, Published, PublishedRule, subdomain_without_policy};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/not-published",
    severity: Severity::Low,
    section: "RFC 8461 §1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let (Announcement::Known(Selection::None(_)), MailHosts::Hosts(_)) =
        (published.announcement, published.hosts)
    else {
        return Ok(());
    };
    if published.is_there() || subdomain_without_policy::parent_policy(published)?.is_some() {
        return Ok(());
    }
    findings.push(Finding::new(&INFO, published.record_place("")));
    Ok(())
}
