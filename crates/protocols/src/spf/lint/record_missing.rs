//! No record: anyone can send in the name of the domain, and large receivers want SPF or DKIM from
//! every sender. A text that was meant as a record is reported for what is wrong with it; a domain
//! that takes no mail is for the rules of the domain.

use crate::answers::{Need, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::parse::parse;
use super::super::record::Selection;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/record-missing",
    severity: Severity::Medium,
    section: "RFC 7208 §2.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Selection::None = published.selection else {
        return Ok(());
    };
    let texts = published.texts();
    let meant = texts.iter().filter(|text| parse(text).record.is_some());
    let linted: Vec<Finding> = meant
        .flat_map(|text| super::lint(text, Some(published.domain)))
        .collect();
    if !linted.is_empty() {
        findings.extend(linted);
        return Ok(());
    }
    let finding =
        Finding::new(&INFO, published.place("")).evidence(Question::Txt(published.domain.clone()));
    let mx = published.answers.mx(published.domain)?.outcome.known();
    match mx.unwrap_or(&[]) {
        [] => findings.push(finding),
        hosts if hosts.iter().all(|mx| mx.exchange.is_none()) => {}
        _ => {
            let record = Publication::txt(published.domain.clone(), "v=spf1 mx ~all");
            findings.push(finding.fix(Fix::Publish(record)));
        }
    }
    Ok(())
}
