//! What a domain has in force before it is taken in: taking it in must lower nothing of it.

use crate::answers::{Answers, Failure, MxRecord, Need, Needs, Outcome};
use crate::dkim::Selector;
use crate::dmarc::build::{KeptTags, SubdomainIntent};
use crate::dmarc::discover::{AppliedPolicy, PolicyBasis, PolicySource};
use crate::dmarc::{
    AlignmentMode, LadderStep, Policy, PolicyState, Psd, Record, TestMode, discover_policy,
};
use crate::mta_sts::fetch::{NotAccepted, accept, policy_host};
use crate::mta_sts::{self, PolicyMode};
use crate::name::DomainName;
use crate::report_uri::ReportUri;
use crate::time::Timestamp;
use crate::tls_rpt;

use super::records::StandingRecords;

/// What a look at one thing gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen<T> {
    /// This is in force.
    InForce(T),
    /// Nothing is, or what stands counts for nothing.
    Nothing,
    /// Could not be asked.
    Unknown(Failure),
}

/// What is in force at a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InForce {
    /// The hosts that take its mail.
    pub mx: Seen<Vec<MxRecord>>,
    /// What new records are merged with.
    pub records: Result<StandingRecords, Failure>,
    /// DMARC, of its own or by a parent.
    pub dmarc: Seen<DmarcInForce>,
    /// MTA-STS.
    pub mta_sts: MtaStsInForce,
    /// Where TLS reports go.
    pub tls_rpt: Seen<Vec<ReportUri>>,
    /// What stands at the selectors that were to be looked at, in text.
    pub selectors: Vec<(Selector, Seen<Vec<String>>)>,
}

/// The DMARC policy that applies to a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DmarcInForce {
    /// Whose record it is: the domain, or one above it.
    pub policy_domain: DomainName,
    /// The record.
    pub text: String,
    /// The rung of the ladder for the domain.
    pub step: LadderStep,
    /// What is asked for names below it.
    pub subdomains: SubdomainIntent,
    /// DKIM alignment.
    pub adkim: AlignmentMode,
    /// SPF alignment.
    pub aspf: AlignmentMode,
    /// Where aggregate reports go.
    pub rua: Vec<ReportUri>,
    /// The tags no step of ours asks for.
    pub kept: KeptTags,
}

/// MTA-STS as senders find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MtaStsInForce {
    /// No policy that senders act upon: none, one with faults, or mode none.
    Nothing,
    /// This policy.
    Policy(mta_sts::policy::Policy),
    /// The record stands; the policy could not be fetched.
    RecordOnly(Failure),
    /// Could not be asked.
    Unknown(Failure),
}

impl InForce {
    /// Nobody looked.
    pub fn not_looked(failure: Failure) -> InForce {
        InForce {
            mx: Seen::Unknown(failure),
            records: Err(failure),
            dmarc: Seen::Unknown(failure),
            mta_sts: MtaStsInForce::Unknown(failure),
            tls_rpt: Seen::Unknown(failure),
            selectors: Vec::new(),
        }
    }

    /// Looks at a domain and at these selectors of it.
    ///
    /// May ask: MX and TXT of the domain; what [`discover_policy`] asks; TXT of `_mta-sts`,
    /// `_smtp._tls` and the selectors; the policy where there is a record of one.
    pub fn of(
        domain: &DomainName,
        selectors: &[Selector],
        answers: &Answers,
        now: Timestamp,
    ) -> Result<InForce, Need> {
        let mut needs = Needs::default();
        let mx = needs.take(answers.mx(domain));
        let records = needs.take(StandingRecords::of(domain, answers));
        let dmarc = needs.take(dmarc(domain, answers));
        let mta_sts = needs.take(mta_sts(domain, answers, now));
        let tls_rpt = needs.take(tls_rpt(domain, answers));
        let selectors: Vec<_> = selectors
            .iter()
            .filter_map(|selector| {
                let seen = needs.take(at_selector(domain, selector, answers))?;
                Some((selector.clone(), seen))
            })
            .collect();
        needs.settle()?;
        // All are there once nothing is needed any more.
        let nothing = InForce::not_looked(Failure::NotAsked);
        Ok(InForce {
            mx: mx.map_or(nothing.mx, |lookup| {
                seen(&lookup.outcome, |records| Some(records.to_vec()))
            }),
            records: records.unwrap_or(nothing.records),
            dmarc: dmarc.unwrap_or(nothing.dmarc),
            mta_sts: mta_sts.unwrap_or(nothing.mta_sts),
            tls_rpt: tls_rpt.unwrap_or(nothing.tls_rpt),
            selectors,
        })
    }
}

/// Records read by `of`, which says `None` of what counts for nothing.
fn seen<T, R>(outcome: &Outcome<T>, of: impl Fn(&[T]) -> Option<R>) -> Seen<R> {
    match outcome {
        Outcome::Failed(failure) => Seen::Unknown(*failure),
        Outcome::NoData | Outcome::NxDomain => Seen::Nothing,
        Outcome::Records(records) => of(records).map_or(Seen::Nothing, Seen::InForce),
    }
}

fn dmarc(domain: &DomainName, answers: &Answers) -> Result<Seen<DmarcInForce>, Need> {
    Ok(match discover_policy(domain, answers)?.policy {
        PolicyState::Applies(policy) => Seen::InForce(DmarcInForce::of(&policy)),
        PolicyState::NoRecord | PolicyState::NoProcessing(_) => Seen::Nothing,
        PolicyState::TempError(failed) => Seen::Unknown(failed.failure),
    })
}

impl DmarcInForce {
    /// A record says it of the domain itself in `p`, `sp` and `np`. One of a parent says `sp` or
    /// `np` of the domain, which a record of its own then has to say in `p`.
    fn of(policy: &AppliedPolicy) -> DmarcInForce {
        let record = &policy.found.record;
        let (subdomains, psd) = match policy.source {
            PolicySource::AuthorDomain => (by_own_tags(record, policy.requested), record.psd),
            PolicySource::OrganizationalDomain | PolicySource::PublicSuffixDomain => {
                // Whose record has `psd` is a matter of that domain.
                (by_parent(record, policy), Psd::Unknown)
            }
        };
        DmarcInForce {
            policy_domain: policy.found.domain.clone(),
            text: policy.found.text.clone(),
            step: LadderStep::at(policy.requested, record.t),
            subdomains,
            adkim: record.adkim,
            aspf: record.aspf,
            rua: record.rua.clone(),
            kept: KeptTags {
                psd,
                fo: record.fo.clone(),
                ruf: record.ruf.clone(),
            },
        }
    }

    /// Tags of RFC 7489 that a record of ours does not repeat.
    pub fn left_out(&self) -> Vec<&'static str> {
        let historic = crate::dmarc::parse(&self.text).record.unwrap_or_default();
        let historic = historic.historic;
        let tags = [
            ("pct", historic.pct),
            ("rf", historic.rf),
            ("ri", historic.ri),
        ];
        let written = tags.into_iter().filter(|(_, value)| value.is_some());
        written.map(|(tag, _)| tag).collect()
    }
}

fn by_own_tags(record: &Record, p: Policy) -> SubdomainIntent {
    match (record.sp, record.np) {
        (None, None) => SubdomainIntent::AsDomain,
        (None, Some(Policy::Reject)) => SubdomainIntent::RejectMissing,
        (sp, np) => {
            let existing = sp.unwrap_or(p);
            let missing = np.unwrap_or(existing);
            SubdomainIntent::Of { existing, missing }
        }
    }
}

fn by_parent(record: &Record, policy: &AppliedPolicy) -> SubdomainIntent {
    let p = policy.requested;
    if policy.basis == PolicyBasis::NoValidPolicy {
        return SubdomainIntent::AsDomain;
    }
    let existing = record.for_existing_subdomains().map_or(p, |(p, _)| p);
    let missing = record.for_missing_subdomains().map_or(p, |(p, _)| p);
    match (existing == p, missing == p, missing) {
        (true, true, _) => SubdomainIntent::AsDomain,
        (true, false, Policy::Reject) => SubdomainIntent::RejectMissing,
        (_, _, _) => SubdomainIntent::Of { existing, missing },
    }
}

fn mta_sts(domain: &DomainName, answers: &Answers, now: Timestamp) -> Result<MtaStsInForce, Need> {
    let (Ok(owner), Ok(host)) = (
        domain.child(mta_sts::record::OWNER_PREFIX),
        policy_host(domain),
    ) else {
        return Ok(MtaStsInForce::Nothing);
    };
    let record = seen(
        &answers.txt(&owner)?.outcome,
        |records| match mta_sts::record::select(records) {
            mta_sts::record::Selection::One(text) => mta_sts::parse(&text).record,
            mta_sts::record::Selection::None(_) | mta_sts::record::Selection::Several(_) => None,
        },
    );
    match record {
        Seen::Nothing => return Ok(MtaStsInForce::Nothing),
        Seen::Unknown(failure) => return Ok(MtaStsInForce::Unknown(failure)),
        Seen::InForce(_) => {}
    }
    Ok(match accept(answers.policy(domain)?.main(), &host, now) {
        Ok(served) if served.policy().mode() == PolicyMode::None => MtaStsInForce::Nothing,
        Ok(served) => MtaStsInForce::Policy(served.policy().clone()),
        Err(NotAccepted::Fetch(_) | NotAccepted::Policy(_)) => MtaStsInForce::Nothing,
        Err(NotAccepted::Unknown(failure)) => MtaStsInForce::RecordOnly(failure),
    })
}

fn tls_rpt(domain: &DomainName, answers: &Answers) -> Result<Seen<Vec<ReportUri>>, Need> {
    let Ok(owner) = domain.child(tls_rpt::record::OWNER_PREFIX) else {
        return Ok(Seen::Nothing);
    };
    Ok(seen(
        &answers.txt(&owner)?.outcome,
        |records| match tls_rpt::record::select(records) {
            tls_rpt::record::Selection::One(text) => tls_rpt::parse(&text).record.map(|r| r.rua),
            tls_rpt::record::Selection::None(_) | tls_rpt::record::Selection::Several(_) => None,
        },
    ))
}

fn at_selector(
    domain: &DomainName,
    selector: &Selector,
    answers: &Answers,
) -> Result<Seen<Vec<String>>, Need> {
    let Ok(owner) = selector.owner(domain) else {
        return Ok(Seen::Nothing);
    };
    Ok(seen(&answers.txt(&owner)?.outcome, |records| {
        Some(records.iter().map(|record| record.text()).collect())
    }))
}

impl LadderStep {
    /// The rung of a policy in this test mode.
    fn at(p: Policy, t: TestMode) -> LadderStep {
        LadderStep::of(&Record {
            p: Some(p),
            t,
            ..Record::default()
        })
    }
}
