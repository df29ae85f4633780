//! The certificate of the policy host leads to no root that senders trust: self-signed, of a
//! private CA, or sent without its intermediate certificate. §3.3 wants the trust of "widely
//! deployed web browsers and operating systems".

use crate::answers::{ChainTrust, Need};
use crate::certificate::CertificateFault;
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/policy-certificate-untrusted",
    severity: Severity::High,
    section: "RFC 8461 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for fault in published.certificate_faults() {
        let reason = match fault {
            CertificateFault::NotTrusted(ChainTrust::SelfSigned) => "self-signed",
            CertificateFault::NotTrusted(ChainTrust::UnknownIssuer) => "unknown-issuer",
            CertificateFault::NotTrusted(ChainTrust::Unusable | ChainTrust::Trusted)
            | CertificateFault::Unreadable => "unusable",
            CertificateFault::Expired { .. }
            | CertificateFault::NotYetValid { .. }
            | CertificateFault::WrongName { .. } => continue,
        };
        findings.push(published.host_finding(&INFO).text("reason", reason));
    }
    Ok(())
}
