//! The domain does not exist. Nothing else is said of it: every record would be missing.

use crate::answers::Question;
use crate::finding::{Finding, RuleInfo, Severity};
use crate::name::DomainName;

use super::dns_place;

pub(super) static INFO: RuleInfo = RuleInfo {
    id: "domain/not-found",
    severity: Severity::Critical,
    section: "RFC 8020 §2",
};

/// The finding.
pub(crate) fn not_found(domain: &DomainName) -> Finding {
    Finding::new(&INFO, dns_place(domain, ""))
        .text("domain", domain)
        .evidence(Question::Mx(domain.clone()))
}
