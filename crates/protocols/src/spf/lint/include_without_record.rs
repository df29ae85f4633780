//! An `include` of a domain that has no SPF record, or does not exist: §5.2 makes it a permerror. A
//! provider has closed, moved, or was misspelt; a name that is free to register is an invitation.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::Leads;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/include-without-record",
    severity: Severity::Critical,
    section: "RFC 7208 §5.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for (fault, finding) in published.without_record(&INFO, Leads::Include) {
        findings.push(published.without_term(finding, fault));
    }
    Ok(())
}
