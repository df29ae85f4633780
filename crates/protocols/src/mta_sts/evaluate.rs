//! What a sender does with one MX host under a policy (§4, §5).

use crate::answers::{Failure, StartTls};
use crate::certificate::{self, CertificateFault};
use crate::name::DomainName;
use crate::time::Timestamp;

use super::policy::{Policy, PolicyMode};
use super::record::PolicyId;

/// The policy of a domain as it was in force at one moment: what a sender has in its cache, and what a
/// monitor remembers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The record's `id`.
    pub id: PolicyId,
    /// The policy that was served.
    pub policy: Policy,
}

/// Why a host does not satisfy a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionFault {
    /// No pattern matches its name (§4.1).
    NotListed,
    /// It does not offer STARTTLS, or refuses it.
    NoStartTls,
    /// The handshake failed.
    NoTls,
    /// Its certificate (§4.2).
    Certificate(CertificateFault),
}

/// What may be done with a host that does not satisfy the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// Enforce: this host must not be used; the next one is tried (§5.1 step 2).
    DoNotDeliver,
    /// Testing: deliver, and report where both sides do TLS reporting.
    DeliverAndReport,
}

/// The verdict on one host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SessionVerdict {
    /// Mode none: as if there were no policy.
    NoPolicy,
    /// The host satisfies the policy.
    Satisfied,
    /// It does not.
    Failed {
        /// Everything that is wrong.
        faults: Vec<SessionFault>,
        /// What follows.
        consequence: Consequence,
    },
    /// The session broke off before anything could be said; like any unreachable host.
    Unknown(Failure),
}

/// Whether the policy lists `mx`, the name in the MX record. §4.1: 'A receiving candidate MX host is
/// valid […] if the MX record name matches one or more of the "mx" fields in the applied policy.'
pub fn policy_allows(policy: &Policy, mx: &DomainName) -> bool {
    policy.mx().iter().any(|pattern| pattern.matches(mx))
}

/// Judges one host. Asks nothing: `starttls` is what the session with it gave.
///
/// §2 keeps DANE first: whoever has usable TLSA records for `mx` asks `dane` and not this.
pub fn evaluate(
    policy: &Policy,
    mx: &DomainName,
    starttls: &StartTls,
    now: Timestamp,
) -> SessionVerdict {
    let consequence = match policy.mode() {
        PolicyMode::None => return SessionVerdict::NoPolicy,
        PolicyMode::Enforce => Consequence::DoNotDeliver,
        PolicyMode::Testing => Consequence::DeliverAndReport,
    };
    let mut faults = Vec::new();
    if !policy_allows(policy, mx) {
        faults.push(SessionFault::NotListed);
    }
    match starttls {
        StartTls::NotOffered | StartTls::Refused(_) => faults.push(SessionFault::NoStartTls),
        StartTls::Failed(_) => faults.push(SessionFault::NoTls),
        StartTls::Broken(failure) if faults.is_empty() => return SessionVerdict::Unknown(*failure),
        StartTls::Broken(_) => {}
        StartTls::Session(tls) => {
            let found = certificate::judge(tls, mx, now).into_iter();
            faults.extend(found.map(SessionFault::Certificate));
        }
    }
    if faults.is_empty() {
        return SessionVerdict::Satisfied;
    }
    SessionVerdict::Failed {
        faults,
        consequence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mta_sts::mx_pattern::MxPattern;

    fn policy(mode: PolicyMode) -> Policy {
        let mx = MxPattern::parse("*.example.com").unwrap();
        Policy::new(mode, 604_800, vec![mx]).unwrap()
    }

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    fn verdict(mode: PolicyMode, mx: &str, starttls: StartTls) -> SessionVerdict {
        evaluate(&policy(mode), &name(mx), &starttls, Timestamp(0))
    }

    #[test]
    fn a_mode_decides_what_follows() {
        let failed = |consequence| SessionVerdict::Failed {
            faults: vec![SessionFault::NotListed, SessionFault::NoStartTls],
            consequence,
        };
        let verdict = |mode| verdict(mode, "example.com", StartTls::NotOffered);
        assert_eq!(
            verdict(PolicyMode::Enforce),
            failed(Consequence::DoNotDeliver)
        );
        assert_eq!(
            verdict(PolicyMode::Testing),
            failed(Consequence::DeliverAndReport)
        );
        assert_eq!(verdict(PolicyMode::None), SessionVerdict::NoPolicy);
    }

    #[test]
    fn a_broken_session_says_nothing() {
        let broken = StartTls::Broken(Failure::Timeout);
        assert_eq!(
            verdict(PolicyMode::Enforce, "mx.example.com", broken.clone()),
            SessionVerdict::Unknown(Failure::Timeout)
        );
        // But a host that is not listed is not, whatever it says.
        assert!(matches!(
            verdict(PolicyMode::Enforce, "example.com", broken),
            SessionVerdict::Failed { .. }
        ));
    }
}
