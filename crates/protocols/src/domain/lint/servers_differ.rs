//! The authoritative servers of the zone disagree about a record. Which answer a receiver gets is
//! chance, so mail passes on one try and fails on the next.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::observe::Scene;
use super::super::servers::{self, View};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/servers-differ",
    severity: Severity::High,
    section: "RFC 1034 §4.2.2",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for (question, answer) in scene.answers.iter() {
        let Some(name) = servers::owner(question) else {
            continue;
        };
        if !name.is_at_or_below(scene.domain) {
            continue;
        }
        let views = servers::views(answer);
        let mut said = views.iter().filter(|(_, view)| *view != View::Failed);
        let Some((first, one)) = said.next() else {
            continue;
        };
        let Some((second, other)) = said.find(|(_, view)| !view.agrees(one)) else {
            continue;
        };
        findings.push(
            Finding::new(&INFO, dns_place(name, one.to_string()))
                .severity(severity(question))
                .text("kind", servers::kind(question))
                .text("name", name)
                .text("first", first)
                .text("one", one)
                .text("second", second)
                .text("other", other)
                .evidence(question.clone()),
        );
    }
}

/// Addresses may differ on purpose, by the load or by where one asks from.
fn severity(question: &Question) -> Severity {
    match question {
        Question::A(_) | Question::Aaaa(_) => Severity::Info,
        Question::Txt(_)
        | Question::Mx(_)
        | Question::Ptr(_)
        | Question::Tlsa(_)
        | Question::Ns(_)
        | Question::Caa(_)
        | Question::Spf(_)
        | Question::Cname(_)
        | Question::Policy(_)
        | Question::Smtp(_) => INFO.severity,
    }
}
