//! Intent to record: the ladder from watching to rejecting, parked domains, and the consent that
//! other hosts must publish.

use crate::name::{DomainName, NameError};
use crate::published::Publication;
use crate::report_uri::ReportUri;

use super::record::{OWNER_PREFIX, Record};
use super::report_authorization::authorization;
use super::tags::{AlignmentMode, FailureOptions, Policy, Psd, TestMode};

/// A rung of the ladder (§5.1.4–§5.1.7, §7.4): each asks a little more of receivers than the one
/// before, and `t=y` on the way lets intermediaries act first (Appendix A.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LadderStep {
    /// `p=none`: reports only.
    Monitoring,
    /// `p=quarantine; t=y`: still applied as none.
    QuarantineTesting,
    /// `p=quarantine`.
    Quarantine,
    /// `p=reject; t=y`: applied as quarantine.
    RejectTesting,
    /// `p=reject`.
    Reject,
}

impl LadderStep {
    /// Every rung, from the lowest.
    pub const ALL: [LadderStep; 5] = [
        LadderStep::Monitoring,
        LadderStep::QuarantineTesting,
        LadderStep::Quarantine,
        LadderStep::RejectTesting,
        LadderStep::Reject,
    ];

    /// The next rung, `None` at the top.
    pub fn next(self) -> Option<LadderStep> {
        LadderStep::ALL.into_iter().find(|step| *step > self)
    }

    /// The rung that a record stands on by its `p` and `t`.
    pub fn of(record: &Record) -> LadderStep {
        match (record.p.unwrap_or(Policy::None), record.t) {
            (Policy::None, _) => LadderStep::Monitoring,
            (Policy::Quarantine, TestMode::Testing) => LadderStep::QuarantineTesting,
            (Policy::Quarantine, TestMode::Off) => LadderStep::Quarantine,
            (Policy::Reject, TestMode::Testing) => LadderStep::RejectTesting,
            (Policy::Reject, TestMode::Off) => LadderStep::Reject,
        }
    }

    /// Its `p`.
    pub fn policy(self) -> Policy {
        match self {
            LadderStep::Monitoring => Policy::None,
            LadderStep::QuarantineTesting | LadderStep::Quarantine => Policy::Quarantine,
            LadderStep::RejectTesting | LadderStep::Reject => Policy::Reject,
        }
    }

    /// Its `t`.
    pub fn test_mode(self) -> TestMode {
        match self {
            LadderStep::QuarantineTesting | LadderStep::RejectTesting => TestMode::Testing,
            LadderStep::Monitoring | LadderStep::Quarantine | LadderStep::Reject => TestMode::Off,
        }
    }
}

/// What the owner wants of subdomains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubdomainIntent {
    /// The same as the domain: no tag.
    AsDomain,
    /// Names that exist as the domain, names that do not are rejected from the first day: nobody
    /// sends from a name that is not there.
    RejectMissing,
    /// These policies.
    Of {
        /// For names that exist.
        existing: Policy,
        /// For names that do not.
        missing: Policy,
    },
}

/// Tags that no rung asks for and none takes away: they are kept as they stood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KeptTags {
    /// Whether the domain is a public suffix.
    pub psd: Psd,
    /// Which failures are reported.
    pub fo: FailureOptions,
    /// Where failure reports go.
    pub ruf: Vec<ReportUri>,
}

/// What the owner wants of DMARC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DmarcIntent {
    /// A domain that sends mail.
    Sending {
        /// How far up the ladder.
        step: LadderStep,
        /// What happens to subdomains.
        subdomains: SubdomainIntent,
        /// DKIM alignment.
        adkim: AlignmentMode,
        /// SPF alignment.
        aspf: AlignmentMode,
        /// Where aggregate reports go.
        rua: Vec<ReportUri>,
        /// The rest of the record.
        kept: KeptTags,
    },
    /// A domain that sends no mail: everything is rejected.
    Parked {
        /// Where aggregate reports go; a parked domain may do without.
        rua: Vec<ReportUri>,
    },
}

impl DmarcIntent {
    /// The usual intent of a domain that sends: relaxed alignment, reports to `rua`.
    pub fn sending(step: LadderStep, rua: Vec<ReportUri>) -> DmarcIntent {
        DmarcIntent::Sending {
            step,
            subdomains: SubdomainIntent::AsDomain,
            adkim: AlignmentMode::Relaxed,
            aspf: AlignmentMode::Relaxed,
            rua,
            kept: KeptTags::default(),
        }
    }

    /// The record.
    pub fn record(&self) -> Record {
        match self {
            DmarcIntent::Sending {
                step,
                subdomains,
                adkim,
                aspf,
                rua,
                kept,
            } => {
                let (sp, np) = match subdomains {
                    SubdomainIntent::AsDomain => (None, None),
                    SubdomainIntent::RejectMissing => (None, Some(Policy::Reject)),
                    SubdomainIntent::Of { existing, missing } => (Some(*existing), Some(*missing)),
                };
                Record {
                    p: Some(step.policy()),
                    sp,
                    np,
                    psd: kept.psd,
                    t: step.test_mode(),
                    adkim: *adkim,
                    aspf: *aspf,
                    fo: kept.fo.clone(),
                    rua: rua.clone(),
                    ruf: kept.ruf.clone(),
                    ..Record::default()
                }
            }
            DmarcIntent::Parked { rua } => Record {
                p: Some(Policy::Reject),
                sp: Some(Policy::Reject),
                np: Some(Policy::Reject),
                rua: rua.clone(),
                ..Record::default()
            },
        }
    }

    /// The URIs of `rua`.
    pub fn rua(&self) -> &[ReportUri] {
        match self {
            DmarcIntent::Sending { rua, .. } | DmarcIntent::Parked { rua } => rua,
        }
    }

    /// What to publish for `domain`. Fails when the owner name would be too long.
    pub fn publication(&self, domain: &DomainName) -> Result<Publication, NameError> {
        let owner = domain.child(OWNER_PREFIX)?;
        Ok(Publication::txt(owner, self.record().to_string()))
    }

    /// What the hosts of `rua` have to publish so that they get the reports of `domain` (RFC 9990
    /// §4), one record for each host that is not `domain` or below or above it. Whether a host in
    /// the same tree needs one as well is known only by asking
    /// ([`destinations`](super::report_authorization::destinations)).
    pub fn authorizations(&self, domain: &DomainName) -> Result<Vec<Publication>, NameError> {
        let mut hosts: Vec<&DomainName> = self.rua().iter().map(ReportUri::host).collect();
        hosts.retain(|host| !host.is_at_or_below(domain) && !domain.is_at_or_below(host));
        hosts.sort_unstable();
        hosts.dedup();
        hosts
            .into_iter()
            .map(|host| authorization(domain, host))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rua() -> Vec<ReportUri> {
        ["dmarc@example.com", "x@reports.example"]
            .map(|address| ReportUri::mailbox(address).unwrap())
            .to_vec()
    }

    #[test]
    fn the_ladder() {
        let records: Vec<String> = LadderStep::ALL
            .map(|step| DmarcIntent::sending(step, rua()[..1].to_vec()).record())
            .iter()
            .map(|record| {
                assert!(LadderStep::ALL.contains(&LadderStep::of(record)));
                record.to_string()
            })
            .collect();
        assert_eq!(
            records,
            [
                "v=DMARC1; p=none; rua=mailto:dmarc@example.com",
                "v=DMARC1; p=quarantine; t=y; rua=mailto:dmarc@example.com",
                "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com",
                "v=DMARC1; p=reject; t=y; rua=mailto:dmarc@example.com",
                "v=DMARC1; p=reject; rua=mailto:dmarc@example.com",
            ]
        );
        let mut step = LadderStep::Monitoring;
        while let Some(next) = step.next() {
            let record = DmarcIntent::sending(next, rua()).record();
            assert_eq!(LadderStep::of(&record), next);
            step = next;
        }
        assert_eq!(step, LadderStep::Reject);
    }

    #[test]
    fn parked() {
        let record = DmarcIntent::Parked { rua: vec![] }.record();
        assert_eq!(
            record.to_string(),
            "v=DMARC1; p=reject; sp=reject; np=reject"
        );
    }

    #[test]
    fn consent_of_other_hosts() {
        let domain: DomainName = "example.com".parse().unwrap();
        let intent = DmarcIntent::sending(LadderStep::Monitoring, rua());
        let publications = intent.authorizations(&domain).unwrap();
        assert_eq!(publications.len(), 1);
        assert_eq!(
            publications[0].owner.as_str(),
            "example.com._report._dmarc.reports.example"
        );
    }
}
