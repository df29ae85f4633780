//! More than one TXT record at a selector. §3.6.2.2: 'TXT RRs MUST be unique for a particular
//! selector name; that is, if there are multiple records in an RRset, the results are undefined.'

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::survey::{Standing, Survey};
use super::record_split::joined;
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/several-records",
    severity: Severity::High,
    section: "RFC 6376 §3.6.2.2",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    for surveyed in &survey.selectors {
        let Standing::Records(texts) = &surveyed.standing else {
            continue;
        };
        if texts.len() < 2 || joined(texts).is_some() {
            continue;
        }
        let finding = Finding::new(&INFO, place(&surveyed.owner, &texts.join("\n")))
            .count("count", texts.len())
            .text("owner", &surveyed.owner)
            .evidence(Question::Txt(surveyed.owner.clone()));
        findings.push(finding);
    }
}
