//! A record says something else than the owner wants: somebody changed it by hand, or another
//! program looks after it as well. Only the meaning is compared, so order, spacing and what others
//! added to SPF do not matter.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::PublishedData;

use super::super::compare::Comparison;
use super::super::observe::Scene;
use super::{DomainRule, wanted_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/record-differs",
    severity: Severity::Medium,
    section: "practice",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for (planned, comparison) in &scene.compared {
        let Comparison::Differs(standing) = comparison else {
            continue;
        };
        let fix = match &planned.publication.data {
            PublishedData::Txt(text) => Fix::Rewrite(text.clone()),
            PublishedData::Cname(_) | PublishedData::Mx(_) | PublishedData::Tlsa(_) => {
                Fix::Publish(planned.publication.clone())
            }
        };
        findings.push(
            Finding::new(&INFO, wanted_place(planned, standing))
                .text("owner", &planned.publication.owner)
                .text("role", planned.role.word())
                .text("standing", standing)
                .fix(fix),
        );
    }
}
