//! More than two terms that find nothing. §4.6.4 has receivers stop there with permerror. A term
//! may find something for IPv4 clients and nothing for IPv6 clients.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::SPF_VOID_LOOKUPS_MAX;

use super::super::survey::FaultKind;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/too-many-void-lookups",
    severity: Severity::High,
    section: "RFC 7208 §4.6.4",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Some(survey) = published.survey else {
        return Ok(());
    };
    let voids = survey.voids;
    let clients = match (over(voids.ip4), over(voids.ip6)) {
        (true, true) => "all",
        (true, false) => "ip4",
        (false, true) => "ip6",
        (false, false) => return Ok(()),
    };
    let names = survey.faults.iter().filter_map(|fault| match &fault.kind {
        FaultKind::Void { name, .. } => Some(name.to_string()),
        FaultKind::WithoutRecord { .. }
        | FaultKind::Broken { .. }
        | FaultKind::Loop { .. }
        | FaultKind::TooManyMxHosts { .. } => None,
    });
    let finding = Finding::new(&INFO, published.place(&survey.tree.text))
        .count("voids", voids.ip4.max(voids.ip6))
        .count("max", SPF_VOID_LOOKUPS_MAX)
        .text("clients", clients)
        .text("names", names.collect::<Vec<String>>().join(", "));
    findings.push(if clients == "all" {
        finding
    } else {
        finding.severity(Severity::Medium)
    });
    Ok(())
}

fn over(voids: u32) -> bool {
    usize::try_from(voids).is_ok_and(|voids| voids > SPF_VOID_LOOKUPS_MAX)
}
