//! A wildcard MX makes every name below the domain one that takes mail, and none of them has an SPF
//! record. §3.5 wants the record repeated as a wildcard then.

use crate::answers::{Need, Question};
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::{Selection, select};
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/wildcard-without-record",
    severity: Severity::Info,
    section: "RFC 7208 §3.5",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Ok(probe) = published.domain.child(PROBE) else {
        return Ok(());
    };
    let mx = published.answers.mx(&probe)?.outcome.known().unwrap_or(&[]);
    if !mx.iter().any(|mx| mx.exchange.is_some()) {
        return Ok(());
    }
    let Ok(records) = published.answers.txt(&probe)?.outcome.known() else {
        return Ok(());
    };
    if select(records) == Selection::None {
        let finding = Finding::new(&INFO, published.place(""))
            .text("domain", published.domain)
            .evidence(Question::Mx(probe.clone()))
            .evidence(Question::Txt(probe));
        findings.push(finding);
    }
    Ok(())
}

/// A name that nobody has made.
const PROBE: &str = "mailseal-wildcard-probe";
