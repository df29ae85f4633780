//! Which names need certificates.

use protocols::domain::desired::Desired;
use protocols::mta_sts::fetch::policy_host;
use protocols::name::DomainName;

/// The policy host of a domain whose policy is to be served here; `None` where it has no policy, or
/// others serve it.
pub fn wanted(desired: &Desired) -> Option<DomainName> {
    // A policy that is taken back is served until the last sender has forgotten it, and then the host
    // goes.
    let host = policy_host(&desired.domain).ok();
    host.filter(|_| desired.has_mta_sts())
}
