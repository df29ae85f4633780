//! What the policy host serves now.

use crate::domain::desired::{Desired, Purpose};
use crate::mta_sts::{MtaStsIntent, MxPattern, Policy, PolicyMode};

use super::MAX_AGE_SECONDS_LEAVING;
use super::memory::MtaStsMemory;

/// The policy that is to be served for a domain now; `None` where none is.
///
/// It is the one that is wanted. An enforced one never leaves out a host that takes mail or did
/// lately, as far as was seen, however it came to be wanted: senders would refuse that host for as
/// long as they keep the policy. And while MTA-STS is on its way out, the host serves mode none to
/// the end: the record goes first.
pub fn to_serve(desired: &Desired) -> Option<Policy> {
    let memory = &desired.remembered.mta_sts;
    let intent = match &desired.purpose {
        Purpose::Mail(intent) => intent.mta_sts.as_ref(),
        Purpose::Parked { .. } => None,
    };
    match intent {
        Some(intent) if intent.mode == PolicyMode::Enforce => enforced(intent, memory),
        Some(intent) => intent.policy().ok(),
        None => {
            // RFC 8461 §8.3 step 3: 'When all previously served policies have expired […] safely
            // remove the TXT record and HTTPS endpoint.'
            memory.leaving?;
            Policy::new(PolicyMode::None, MAX_AGE_SECONDS_LEAVING, Vec::new()).ok()
        }
    }
}

/// The enforced policy with every host that it must not leave out; where one of them can be in no
/// policy, it is only tried, for then nobody is refused.
fn enforced(intent: &MtaStsIntent, memory: &MtaStsMemory) -> Option<Policy> {
    let mut mx = intent.mx.clone();
    let mut mode = PolicyMode::Enforce;
    for host in memory.hosts.iter().map(|host| &host.what) {
        if mx.iter().any(|pattern| pattern.matches(host)) {
            continue;
        }
        match host.is_host_name() {
            true => mx.push(MxPattern::Host(host.clone())),
            false => mode = PolicyMode::Testing,
        }
    }
    let all = Policy::new(mode, intent.max_age_seconds, mx).ok();
    // More hosts than a policy has.
    let tried = || {
        Policy::new(
            PolicyMode::Testing,
            intent.max_age_seconds,
            intent.mx.clone(),
        )
        .ok()
    };
    all.or_else(tried)
}

#[cfg(test)]
mod tests {
    use crate::answers::MxRecord;
    use crate::domain::desired::ReportAddresses;
    use crate::lifecycle::mta_sts::{Leaving, Lingering};
    use crate::limits::POLICY_MX_MAX;
    use crate::name::DomainName;
    use crate::time::Timestamp;

    use super::*;

    fn name(text: &str) -> DomainName {
        text.parse().unwrap()
    }

    fn desired(mode: PolicyMode, mx: &[&str]) -> Desired {
        let record = MxRecord {
            preference: 10,
            exchange: Some(name("mx1.example.com")),
        };
        let domain = name("example.com");
        let reports = ReportAddresses::of(&domain);
        let mut desired = Desired::first(domain, vec![record], Vec::new(), reports);
        if let Purpose::Mail(intent) = &mut desired.purpose {
            intent.mta_sts = Some(MtaStsIntent {
                mode,
                mx: mx.iter().map(|mx| MxPattern::parse(mx).unwrap()).collect(),
                max_age_seconds: 604_800,
            });
        }
        desired
    }

    fn remember(desired: &mut Desired, host: &str, gone: Option<Timestamp>) {
        let what = name(host);
        let hosts = &mut desired.remembered.mta_sts.hosts;
        hosts.push(Lingering { what, gone });
    }

    #[track_caller]
    fn check(desired: &Desired, mode: PolicyMode, mx: &[&str]) {
        let policy = to_serve(desired).unwrap();
        let listed: Vec<String> = policy.mx().iter().map(ToString::to_string).collect();
        assert_eq!(
            (policy.mode(), listed),
            (mode, mx.iter().map(ToString::to_string).collect())
        );
    }

    #[test]
    fn what_is_wanted_is_served() {
        for mode in [PolicyMode::Testing, PolicyMode::Enforce] {
            let mut desired = desired(mode, &["mx1.example.com", "*.example.net"]);
            remember(&mut desired, "mx1.example.com", None);
            remember(&mut desired, "a.example.net", None);
            check(&desired, mode, &["mx1.example.com", "*.example.net"]);
        }
    }

    #[test]
    fn an_enforced_policy_leaves_out_no_host_that_takes_mail() {
        let mut enforced = desired(PolicyMode::Enforce, &["mx1.example.com"]);
        remember(&mut enforced, "mx2.example.com", None);
        remember(&mut enforced, "mx3.example.com", Some(Timestamp(1)));
        let all = ["mx1.example.com", "mx2.example.com", "mx3.example.com"];
        check(&enforced, PolicyMode::Enforce, &all);
        // One that is tried refuses nobody.
        let mut tried = desired(PolicyMode::Testing, &["mx1.example.com"]);
        remember(&mut tried, "mx2.example.com", None);
        check(&tried, PolicyMode::Testing, &["mx1.example.com"]);
    }

    #[test]
    fn a_host_that_no_policy_can_list_is_not_refused() {
        let mut desired = desired(PolicyMode::Enforce, &["mx1.example.com"]);
        remember(&mut desired, "mx_2.example.com", None);
        check(&desired, PolicyMode::Testing, &["mx1.example.com"]);
    }

    #[test]
    fn more_hosts_than_a_policy_has_are_not_refused() {
        let mut desired = desired(PolicyMode::Enforce, &["mx1.example.com"]);
        for n in 0..POLICY_MX_MAX {
            remember(&mut desired, &format!("m{n}.example.com"), None);
        }
        check(&desired, PolicyMode::Testing, &["mx1.example.com"]);
    }

    #[test]
    fn mode_none_is_served_until_the_record_is_forgotten() {
        let mut desired = desired(PolicyMode::None, &[]);
        desired.remembered.mta_sts.leaving = Some(Leaving::Expiring);
        check(&desired, PolicyMode::None, &[]);
        let Purpose::Mail(intent) = &mut desired.purpose else {
            panic!("it has mail");
        };
        intent.mta_sts = None;
        desired.remembered.mta_sts.leaving = Some(Leaving::RecordGoing { gone: None });
        check(&desired, PolicyMode::None, &[]);
        assert_eq!(
            to_serve(&desired).unwrap().max_age_seconds(),
            MAX_AGE_SECONDS_LEAVING
        );
        desired.remembered.mta_sts = MtaStsMemory::default();
        assert_eq!(to_serve(&desired), None);
    }

    #[test]
    fn a_domain_without_mail_has_no_policy() {
        assert_eq!(
            to_serve(&Desired::parked(name("example.com"), Vec::new())),
            None
        );
    }
}
