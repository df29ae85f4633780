//! Reports are asked to an address outside the Organizational Domain, and its host does not say
//! that it takes them. RFC 9990 §4 has reporters drop the address, so that nobody is flooded with
//! reports; the owner never learns.

use crate::answers::{Need, Question};
use crate::finding::{Fix, RuleInfo, Severity};

use super::super::report_authorization::{Authorization, authorization};
use super::{Noted, Published, PublishedRule, lint_report, looks_like_dmarc};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/external-unauthorized",
    severity: Severity::High,
    section: "RFC 9990 §4",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    for destination in published.hosts() {
        let Authorization::NotAuthorized(texts) = &destination.authorization else {
            continue;
        };
        let host = destination.uri.host();
        // The owner name is one that was asked, so it is one.
        let Ok(consent) = authorization(published.domain, host) else {
            continue;
        };
        // A text that was meant as consent is reported for what is wrong with it.
        for text in texts.iter().filter(|text| looks_like_dmarc(text)) {
            noted
                .findings
                .extend(lint_report(text, Some(&consent.owner)));
        }
        let finding = published.destination(&INFO, destination);
        noted.findings.push(
            finding
                .text("host", host)
                .text("owner", &consent.owner)
                .evidence(Question::Txt(consent.owner.clone()))
                .fix(Fix::Publish(consent)),
        );
    }
    Ok(())
}
