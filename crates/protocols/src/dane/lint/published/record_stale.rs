//! A record that matches nothing the host presents, beside one that matches. Right while a key is
//! being changed (§4: both old and new stand there); later it is left over.

use crate::answers::{Need, Question};
use crate::dane::evaluate::{read, satisfies};
use crate::dane::hosts::{Comparison, State};
use crate::dane::record::Association;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::name::DomainName;

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/record-stale",
    severity: Severity::Info,
    section: "RFC 7672 §4",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        let State::Compared(Comparison::Matches(session)) = &host.state else {
            continue;
        };
        let Some(presented) = read(&session.chain) else {
            continue;
        };
        let names: Vec<&DomainName> = host.reference.iter().collect();
        for record in host.records() {
            let Ok(association) = Association::of(record) else {
                continue;
            };
            if satisfies(&association, &presented, &names, published.now).is_err() {
                let mut finding = published.host_finding(&INFO, host);
                finding.place.text = record.to_string().into();
                let finding = finding.text("record", record);
                findings.push(finding.evidence(Question::Smtp(host.name.clone())));
            }
        }
    }
    Ok(())
}
