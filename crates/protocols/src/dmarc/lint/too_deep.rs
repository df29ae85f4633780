//! A record at a name of eight labels or more is found for mail from exactly this name; a walk from
//! below skips it (§4.10 step 4), also with `psd=n` (§5.1.8).

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::DMARC_TREE_WALK_QUERIES_MAX;

use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/too-deep",
    severity: Severity::Medium,
    section: "RFC 9989 §5.1.8",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let labels = published.domain.label_count();
    if let Some(own) = &published.own
        && labels >= DMARC_TREE_WALK_QUERIES_MAX
    {
        let finding = Finding::new(&INFO, published.place(own.text));
        noted.findings.push(finding.count("labels", labels));
    }
    Ok(())
}
