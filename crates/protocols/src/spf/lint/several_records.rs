//! Several records: §4.5 makes it a permerror, so none of them counts. Usually a provider's record
//! was added beside the one that stood there.

use crate::answers::{Need, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::merge::{MergeRefused, merge_standing};
use super::super::record::Selection;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/several-records",
    severity: Severity::Critical,
    section: "RFC 7208 §4.5",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Selection::Several(texts) = published.selection else {
        return Ok(());
    };
    let finding = Finding::new(&INFO, published.place(&texts.join("\n")))
        .count("count", texts.len())
        .evidence(Question::Txt(published.domain.clone()));
    findings.push(match merge_standing(published.domain, texts) {
        Ok(record) => finding.fix(Fix::Rewrite(record.to_string())),
        Err(MergeRefused::Unsound(_)) => finding,
    });
    Ok(())
}
