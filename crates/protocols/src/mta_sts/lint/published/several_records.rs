//! Several records begin with `v=STSv1;`: §3.1 has senders act as if there were no policy.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::mta_sts::record::Selection;

use super::{Announcement, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/several-records",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if let Announcement::Known(Selection::Several(texts)) = published.announcement {
        let finding = Finding::new(&INFO, published.record_place(&texts.join("\n")));
        findings.push(finding.count("count", texts.len()));
    }
    Ok(())
}
