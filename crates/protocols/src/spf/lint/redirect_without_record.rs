//! A `redirect` to a domain that has no SPF record, or does not exist: §6.1 makes it a permerror.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::Leads;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/redirect-without-record",
    severity: Severity::Critical,
    section: "RFC 7208 §6.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let found = published.without_record(&INFO, Leads::Redirect);
    findings.extend(found.map(|(_, finding)| finding));
    Ok(())
}
