//! No record at the domain nor anywhere on the walk: receivers apply no DMARC, and anyone can write
//! in the domain's name (§4.10.1).

use crate::answers::{Need, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;

use super::super::assess::Sending;
use super::super::build::DmarcIntent;
use super::super::discover::PolicyState;
use super::super::record::Selection;
use super::{Noted, Published, PublishedRule, lint, looks_like_dmarc};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/record-missing",
    severity: Severity::High,
    section: "RFC 9989 §4.10.1",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let Selection::None(texts) = published.selection else {
        return Ok(());
    };
    // A text that was meant as a record is reported for what is wrong with it.
    let meant: Vec<&String> = texts.iter().filter(|text| looks_like_dmarc(text)).collect();
    for text in &meant {
        noted.findings.extend(lint(text, Some(published.owner)));
    }
    if !meant.is_empty() || published.discovery.policy != PolicyState::NoRecord {
        return Ok(());
    }
    let finding = Finding::new(&INFO, published.place("")).text("domain", published.domain);
    let finding = finding.evidence(Question::Txt(published.owner.clone()));
    noted.findings.push(match published.context.sending {
        Sending::Nothing => {
            let parked = DmarcIntent::Parked { rua: Vec::new() };
            let text = parked.record().to_string();
            finding.fix(Fix::Publish(Publication::txt(
                published.owner.clone(),
                text,
            )))
        }
        Sending::Unknown | Sending::Mailboxes | Sending::Services => finding,
    });
    Ok(())
}
