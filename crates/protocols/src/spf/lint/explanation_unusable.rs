//! `exp` points to nothing, to several texts, or to one that is no explanation: §6.2 has receivers
//! act as if it were not there.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::macro_string::MacroString;
use super::super::survey::constant_target;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/explanation-unusable",
    severity: Severity::Medium,
    section: "RFC 7208 §6.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Some(record) = published.record() else {
        return Ok(());
    };
    let Some((span, spec)) = record.explanation() else {
        return Ok(());
    };
    let Some(target) = constant_target(spec, published.domain, published.domain) else {
        return Ok(());
    };
    let Ok(records) = published.answers.txt(&target)?.outcome.known() else {
        return Ok(());
    };
    let is_usable = match records {
        [one] => MacroString::explanation(&one.text()).is_some(),
        _ => false,
    };
    if !is_usable {
        let mut place = published.place(published.text());
        place.span = Some(span);
        let finding = Finding::new(&INFO, place)
            .text("target", &target)
            .count("records", records.len())
            .evidence(Question::Txt(target));
        findings.push(finding);
    }
    Ok(())
}
