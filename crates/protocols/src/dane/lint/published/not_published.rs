//! The zone of the MX host is signed and has no TLSA record for it. Nothing is wrong; half of the
//! work for DANE is done.

use crate::answers::{Need, Security};
use crate::dane::hosts::{Addresses, MxHost, State};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule, is_signed};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/not-published",
    severity: Severity::Info,
    section: "RFC 7672 §2.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let is_signed_without = |host: &MxHost<'_>| {
        matches!(host.state, State::None) && host.addresses == Addresses::Known(Security::Secure)
    };
    let all = published.hosts.iter().all(is_signed_without);
    if !all || !is_signed(published.mx.security) {
        return Ok(());
    }
    if let Some(host) = published.hosts.first() {
        findings.push(published.host_finding(&INFO, host));
    }
    Ok(())
}
