//! The lines of the served policy end with LF alone. The grammar of §3.2 allows it and its prose
//! says CRLF; the senders known to us take both.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-lf-only",
    severity: Severity::Info,
    section: "RFC 8461 §3.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if let Some((body, _)) = published.policy() {
        let ends = body.text.matches('\n').count();
        if ends > body.text.matches("\r\n").count() {
            findings.push(Finding::new(&INFO, published.policy_place(body, None)));
        }
    }
    Ok(())
}
