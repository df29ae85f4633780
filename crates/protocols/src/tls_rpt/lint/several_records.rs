//! Several records begin with `v=TLSRPTv1;`: §3 has senders act as if there were none.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Selection;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/several-records",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if let Selection::Several(texts) = published.selection {
        let finding = Finding::new(&INFO, published.place(&texts.join("\n")));
        findings.push(finding.count("count", texts.len()));
    }
    Ok(())
}
