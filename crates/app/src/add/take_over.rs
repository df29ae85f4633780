//! What is in force at a domain goes on when it is taken in: nothing it says today becomes weaker by
//! applying what is wanted. What a person says comes first.

use protocols::answers::Failure;
use protocols::assessment::ProtectionKind;
use protocols::dkim::Selector;
use protocols::dmarc::DmarcIntent;
use protocols::domain::desired::{Desired, MailIntent};
use protocols::domain::in_force::{DmarcInForce, InForce, MtaStsInForce, Seen};
use protocols::domain::records::StandingSpf;
use protocols::mta_sts::MtaStsIntent;
use protocols::mta_sts::mx_pattern::MxPattern;
use protocols::mta_sts::policy::Policy;
use protocols::name::DomainName;
use protocols::report_uri::ReportUri;
use protocols::tls_rpt::TlsRptIntent;

use super::{Added, MailRequest, MxSource};

/// Something that was in force and goes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TakenOver {
    /// The SPF record, into which what is wanted is merged.
    Spf(String),
    /// The DMARC policy.
    Dmarc(DmarcInForce),
    /// The MTA-STS policy.
    MtaSts(Policy),
    /// The MTA-STS record, whose policy could not be fetched: no policy of ours is wanted, so that
    /// the one that is served stays.
    MtaStsAlone(Failure),
    /// Where TLS reports go.
    TlsRpt(Vec<ReportUri>),
    /// A selector that is left alone, with what is there.
    Selector(Selector, Seen<Vec<String>>),
}

/// What could not be looked at.
pub(super) type NotSeen = Vec<(ProtectionKind, Failure)>;

/// A parked domain: it rejects everything, so of what is in force only the place of its reports
/// goes on.
pub(super) fn parked(
    domain: &DomainName,
    rua: Option<Vec<ReportUri>>,
    in_force: &InForce,
) -> Added {
    let mut taken_over = Vec::new();
    let mut not_seen = Vec::new();
    let rua = match (rua, &in_force.dmarc) {
        (Some(rua), _) => rua,
        (None, Seen::InForce(policy)) if !policy.rua.is_empty() => {
            taken_over.push(TakenOver::Dmarc(policy.clone()));
            policy.rua.clone()
        }
        (None, Seen::InForce(_) | Seen::Nothing) => Vec::new(),
        (None, Seen::Unknown(failure)) => {
            not_seen.push((ProtectionKind::Dmarc, *failure));
            Vec::new()
        }
    };
    Added {
        desired: Desired::parked(domain.clone(), rua),
        taken_over,
        not_seen,
    }
}

/// A domain with mail.
pub(super) fn mail(
    intent: &mut MailIntent,
    request: &MailRequest,
    in_force: &InForce,
) -> (Vec<TakenOver>, NotSeen) {
    let mut taken = Vec::new();
    let mut not_seen = Vec::new();
    match &in_force.records {
        Ok(records) => taken.extend(spf(&records.spf)),
        Err(failure) => not_seen.push((ProtectionKind::Spf, *failure)),
    }
    match &in_force.dmarc {
        Seen::InForce(policy) => {
            dmarc(&mut intent.dmarc, request, policy);
            taken.push(TakenOver::Dmarc(policy.clone()));
        }
        Seen::Nothing => {}
        Seen::Unknown(failure) => not_seen.push((ProtectionKind::Dmarc, *failure)),
    }
    if let (DmarcIntent::Sending { step, .. }, Some(said)) = (&mut intent.dmarc, request.step) {
        *step = said;
    }
    match &in_force.mta_sts {
        MtaStsInForce::Policy(policy) => {
            intent.mta_sts = Some(mta_sts(request, policy));
            taken.push(TakenOver::MtaSts(policy.clone()));
        }
        MtaStsInForce::RecordOnly(failure) => {
            intent.mta_sts = None;
            taken.push(TakenOver::MtaStsAlone(*failure));
        }
        MtaStsInForce::Nothing => {}
        MtaStsInForce::Unknown(failure) => not_seen.push((ProtectionKind::MtaSts, *failure)),
    }
    match (&in_force.tls_rpt, &request.reports) {
        (_, Some(_)) | (Seen::Nothing, None) => {}
        (Seen::InForce(rua), None) => {
            intent.tls_rpt = Some(TlsRptIntent { rua: rua.clone() });
            taken.push(TakenOver::TlsRpt(rua.clone()));
        }
        (Seen::Unknown(failure), None) => not_seen.push((ProtectionKind::TlsRpt, *failure)),
    }
    selectors(request, in_force, &mut taken, &mut not_seen);
    (taken, not_seen)
}

fn spf(standing: &StandingSpf) -> Option<TakenOver> {
    match standing {
        StandingSpf::Absent => None,
        StandingSpf::One(text) => Some(TakenOver::Spf(text.clone())),
        StandingSpf::Several(texts) => Some(TakenOver::Spf(texts.join(" | "))),
    }
}

fn dmarc(intent: &mut DmarcIntent, request: &MailRequest, policy: &DmarcInForce) {
    let DmarcIntent::Sending {
        step,
        subdomains,
        adkim,
        aspf,
        rua,
        kept,
    } = intent
    else {
        return;
    };
    *step = policy.step;
    *subdomains = policy.subdomains;
    *adkim = policy.adkim;
    *aspf = policy.aspf;
    *kept = policy.kept.clone();
    // A record without reports gets ours: without them nobody learns what it does.
    if request.reports.is_none() && !policy.rua.is_empty() {
        *rua = policy.rua.clone();
    }
}

/// The policy goes on as it is. Hosts that a person names must be among its patterns, or senders
/// would not deliver to them; hosts that only the DNS names must not get in that way, since the
/// policy is there to protect from a forged DNS.
fn mta_sts(request: &MailRequest, policy: &Policy) -> MtaStsIntent {
    let mut mx = policy.mx().to_vec();
    match request.mx_source {
        MxSource::Standing => {}
        MxSource::Given => {
            let hosts = request.mx.iter().filter_map(|mx| mx.exchange.clone());
            for host in hosts {
                if !mx.iter().any(|pattern| pattern.matches(&host)) {
                    mx.push(MxPattern::Host(host));
                }
            }
        }
    }
    MtaStsIntent {
        mode: policy.mode(),
        mx,
        max_age_seconds: policy.max_age_seconds(),
    }
}

fn selectors(
    request: &MailRequest,
    in_force: &InForce,
    taken: &mut Vec<TakenOver>,
    not_seen: &mut NotSeen,
) {
    let seen_at = |selector: &Selector| {
        let mut all = in_force.selectors.iter();
        let found = all.find(|(at, _)| at == selector);
        found.map_or(Seen::Unknown(Failure::NotAsked), |(_, seen)| seen.clone())
    };
    for selector in &request.adopted {
        taken.push(TakenOver::Selector(selector.clone(), seen_at(selector)));
    }
    let ours = in_force.selectors.iter();
    let mut ours = ours.filter(|(selector, _)| !request.adopted.contains(selector));
    let failed = ours.find_map(|(_, seen)| match seen {
        Seen::Unknown(failure) => Some(*failure),
        Seen::InForce(_) | Seen::Nothing => None,
    });
    if let Some(failure) = failed {
        not_seen.push((ProtectionKind::Dkim, failure));
    }
}
