//! Which policies a policy host of ours serves, and under which names.

use protocols::domain::desired::{Desired, Purpose};
use protocols::lifecycle::mta_sts::to_serve;
use protocols::mta_sts::Policy;
use protocols::mta_sts::fetch::policy_host;
use protocols::name::DomainName;

/// The names of our policy host, which domains make `mta-sts.<domain>` an alias of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OurHosts {
    names: Vec<DomainName>,
}

/// A policy that is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedPolicy {
    /// The host it is served by: what a certificate is for.
    pub host: DomainName,
    /// The policy.
    pub policy: Policy,
}

impl OurHosts {
    /// Those of these names; without any, whatever a domain's alias leads to is taken for ours.
    pub fn new(names: Vec<DomainName>) -> OurHosts {
        OurHosts { names }
    }

    /// What is to be served for a domain; `None` where it has no policy, or where the alias of its
    /// policy host is to lead to somebody else.
    ///
    /// A domain without an alias may have given its policy host an address of ours. That is not seen
    /// here: to serve a policy that nobody comes for does no harm.
    pub fn served(&self, desired: &Desired) -> Option<ServedPolicy> {
        if !self.is_ours(desired) {
            return None;
        }
        Some(ServedPolicy {
            policy: to_serve(desired)?,
            // A name too long to be a host is in no DNS, so that nobody can ask for it.
            host: policy_host(&desired.domain).ok()?,
        })
    }

    fn is_ours(&self, desired: &Desired) -> bool {
        match &desired.purpose {
            Purpose::Mail(intent) => match &intent.policy_host {
                Some(alias) => self.names.is_empty() || self.names.contains(alias),
                None => true,
            },
            Purpose::Parked { .. } => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use protocols::answers::MxRecord;
    use protocols::domain::desired::ReportAddresses;

    use super::*;

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    fn desired(alias: Option<&str>) -> Desired {
        let domain = name("example.com");
        let mx = MxRecord {
            preference: 10,
            exchange: Some(name("mail.example.com")),
        };
        let reports = ReportAddresses::of(&domain);
        let mut desired = Desired::first(domain, vec![mx], Vec::new(), reports);
        if let Purpose::Mail(intent) = &mut desired.purpose {
            intent.policy_host = alias.map(name);
        }
        desired
    }

    #[track_caller]
    fn check(ours: &[&str], alias: Option<&str>, served: bool) {
        let ours = OurHosts::new(ours.iter().map(|text| name(text)).collect());
        let policy = ours.served(&desired(alias));
        assert_eq!(policy.is_some(), served);
        if let Some(policy) = policy {
            assert_eq!(policy.host.as_str(), "mta-sts.example.com");
        }
    }

    #[test]
    fn an_alias_that_leads_to_others_is_theirs_to_serve() {
        check(&["policy.example.net"], Some("policy.example.net"), true);
        check(&["policy.example.net"], Some("policy.example.org"), false);
        check(&["policy.example.net"], None, true);
        check(&[], Some("policy.example.org"), true);
        check(&[], None, true);
    }
}
