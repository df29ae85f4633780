//! Which names need certificates.

use protocols::domain::desired::{Desired, Purpose};
use protocols::mta_sts::fetch::policy_host;
use protocols::name::DomainName;

/// The policy host of a domain whose policy is to be served here; `None` where it has no policy, or
/// others serve it.
pub fn wanted(desired: &Desired) -> Option<DomainName> {
    let Purpose::Mail(intent) = &desired.purpose else {
        return None;
    };
    // A policy that is taken back is served until the last sender has forgotten it, and then the host
    // goes.
    if intent.policy_host.is_none() && intent.mta_sts.is_none() {
        return None;
    }
    policy_host(&desired.domain).ok()
}
