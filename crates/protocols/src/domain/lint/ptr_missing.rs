//! An address that sends mail has no name. Large receivers refuse mail from such an address or file
//! it as spam.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::name::DomainName;

use super::super::observe::{Reverse, Scene};
use super::{DomainRule, dns_place, sender_name};

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/ptr-missing",
    severity: Severity::Medium,
    section: "RFC 1912 §2.1",
};

fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    for sender in &scene.senders {
        match &sender.reverse {
            Reverse::Missing => {}
            Reverse::Names(_) | Reverse::Unknown(_) => continue,
        }
        let owner = DomainName::reverse_of(sender.address);
        findings.push(
            Finding::new(&INFO, dns_place(&owner, ""))
                .text("address", sender.address)
                .text("host", sender_name(scene, sender))
                .evidence(Question::Ptr(sender.address)),
        );
    }
}
