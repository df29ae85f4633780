//! The top-level domain above has a record without `psd=y`, so it counts as the Organizational
//! Domain: the domain is aligned with every other one below it. `psd=n` in the own record ends the
//! walk before (§11.8).

use crate::answers::Need;
use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::tags::Psd;
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/suffix-above",
    severity: Severity::Medium,
    section: "RFC 9989 §11.8",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let walk = &published.discovery.walk;
    let suffix = walk.records().find(|found| {
        found.domain != *published.domain
            && found.domain.label_count() == 1
            && found.record.psd == Psd::Unknown
    });
    let Some(suffix) = suffix else {
        return Ok(());
    };
    let text = published.own.as_ref().map_or("", |own| own.text);
    let finding = Finding::new(&INFO, published.place(text))
        .text("domain", published.domain)
        .text("suffix", &suffix.domain);
    let end = text.trim_end_matches([';', ' ', '\t']).len();
    noted.findings.push(match text.is_empty() {
        true => finding,
        false => finding.fix(Fix::replace(Span::new(end, end), "; psd=n")),
    });
    Ok(())
}
