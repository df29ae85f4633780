//! Several records begin with the version: §4.10 has all of them discarded, and the walk goes on as
//! if there were none. RFC 7489 receivers stop there and apply no DMARC.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Selection;
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/several-records",
    severity: Severity::High,
    section: "RFC 9989 §4.10",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    if let Selection::Several(texts) = published.selection {
        let finding = Finding::new(&INFO, published.place(&texts.join("\n")));
        let evidence = Question::Txt(published.owner.clone());
        noted
            .findings
            .push(finding.count("count", texts.len()).evidence(evidence));
    }
    Ok(())
}
