//! No record: senders that see TLS to our MX hosts fail have no way to tell us. Without reports
//! nobody can say whether MTA-STS may be enforced.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::{Selection, meant};
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/record-missing",
    severity: Severity::Low,
    section: "RFC 8460 §3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if let Selection::None(_) = published.selection
        && meant(published.selection).is_empty()
        && !published.takes_no_mail()
    {
        findings.push(Finding::new(&INFO, published.place("")));
    }
    Ok(())
}
