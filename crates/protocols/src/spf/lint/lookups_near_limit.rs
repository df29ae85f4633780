//! Eight to ten lookups: it works, until a provider adds an include to its own record, which nobody
//! is told of. Low while there is room for one more; at ten the next include breaks the record.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::SPF_LOOKUPS_MAX;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/lookups-near-limit",
    severity: Severity::Low,
    section: "RFC 7208 §4.6.4",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Some(survey) = published.survey else {
        return Ok(());
    };
    let lookups = usize::try_from(survey.lookups).unwrap_or(usize::MAX);
    if (LOOKUPS_NEAR_MIN..=SPF_LOOKUPS_MAX).contains(&lookups) {
        let severity = if lookups == SPF_LOOKUPS_MAX {
            Severity::Medium
        } else {
            INFO.severity
        };
        let finding = Finding::new(&INFO, published.place(&survey.tree.text))
            .severity(severity)
            .count("lookups", lookups)
            .count("max", SPF_LOOKUPS_MAX);
        findings.push(finding.evidence(Question::Txt(published.domain.clone())));
    }
    Ok(())
}

/// From here on one more provider is one too many.
const LOOKUPS_NEAR_MIN: usize = 8;
