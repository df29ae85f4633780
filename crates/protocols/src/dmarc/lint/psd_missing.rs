//! A top-level domain has a record without `psd=y`, which §5.2 requires: it becomes the
//! Organizational Domain of all domains below it that have no `psd` of their own, and they are
//! aligned with each other.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::tags::{Psd, TagName};
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/psd-missing",
    severity: Severity::High,
    section: "RFC 9989 §5.2",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let Some(own) = &published.own else {
        return Ok(());
    };
    if own.record.psd != Psd::Yes && published.domain.label_count() == 1 {
        let place = published.place_of(own, TagName::P);
        noted
            .findings
            .push(Finding::new(&INFO, place).text("domain", published.domain));
    }
    Ok(())
}
