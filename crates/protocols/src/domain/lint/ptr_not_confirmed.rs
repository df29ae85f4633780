//! An address that sends mail has a name that does not lead back to it. Anyone can name an address;
//! only the way back shows that the owner of the name agrees.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::name::DomainName;

use super::super::observe::{Confirmation, Reverse, Scene};
use super::{DomainRule, dns_place};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/ptr-not-confirmed",
    severity: Severity::Medium,
    section: "RFC 1912 §2.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for sender in &scene.senders {
        let Reverse::Names(names) = &sender.reverse else {
            continue;
        };
        // One name that leads back is enough, and one that could not be asked leaves it open.
        if names
            .iter()
            .any(|name| name.confirmation != Confirmation::Contradicted)
        {
            continue;
        }
        let list: Vec<&str> = names.iter().map(|name| name.name.as_str()).collect();
        let owner = DomainName::reverse_of(sender.address);
        findings.push(
            Finding::new(&INFO, dns_place(&owner, list.join(" ")))
                .text("address", sender.address)
                .text("names", list.join(", "))
                .evidence(Question::Ptr(sender.address)),
        );
    }
}
