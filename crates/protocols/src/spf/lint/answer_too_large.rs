//! All TXT records of the name together are over the 450 octets that §3.4 gives as a guideline,
//! though the SPF record itself is not: verification tokens of other services fill the answer. Low:
//! with EDNS or over TCP the answer arrives all the same.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::SPF_ANSWER_OCTETS_GUIDELINE;

use super::super::record::Selection;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/answer-too-large",
    severity: Severity::Low,
    section: "RFC 7208 §3.4",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Selection::One(text) = published.selection else {
        return Ok(());
    };
    let octets: usize = published.domain.as_str().len()
        + published
            .records
            .iter()
            .map(|r| r.joined().len())
            .sum::<usize>();
    if octets > SPF_ANSWER_OCTETS_GUIDELINE && text.len() <= SPF_ANSWER_OCTETS_GUIDELINE {
        let finding = Finding::new(&INFO, published.place(text))
            .count("octets", octets)
            .count("records", published.records.len());
        findings.push(finding.evidence(Question::Txt(published.domain.clone())));
    }
    Ok(())
}
