//! `psd=y` on a domain that is no public suffix: the Organizational Domain of everything below
//! moves one label down, so mail from `example.com` is no longer aligned with `mail.example.com`
//! (§4.10.2). A registry that checks its own suffix may ignore this.

use crate::answers::Need;
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::super::tags::{Psd, TagName};
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/psd-not-a-suffix",
    severity: Severity::High,
    section: "RFC 9989 §4.10.2",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let Some(own) = &published.own else {
        return Ok(());
    };
    // A single label is a public suffix beyond doubt.
    if own.record.psd == Psd::Yes && published.domain.label_count() > 1 {
        let place = published.place_of(own, TagName::Psd);
        let finding = Finding::new(&INFO, place).text("domain", published.domain);
        noted
            .findings
            .push(match published.place_of(own, TagName::Psd).span {
                Some(span) => finding.fix(Fix::replace(span, "psd=n")),
                None => finding,
            });
    }
    Ok(())
}
