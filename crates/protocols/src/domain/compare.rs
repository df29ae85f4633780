//! What stands, compared with what is wanted: by what it means, not by how it is written.

use crate::answers::{
    Answers, Failure, Lookup, MxRecord, Need, Needs, Outcome, Question, TlsaRecord, TxtRecord, both,
};
use crate::assessment::Unknown;
use crate::dmarc;
use crate::mta_sts;
use crate::name::DomainName;
use crate::published::PublishedData;
use crate::report_uri::ReportUri;
use crate::spf;
use crate::time::Timestamp;
use crate::tls_rpt;

use super::desired::{Desired, Purpose};
use super::records::{PlannedRecord, RecordsError, Role, StandingRecords, records};

/// How a planned record compares with what stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Comparison {
    /// The same is said.
    Same,
    /// Something else is said by these texts.
    Differs(String),
    /// Nothing is there.
    Missing,
    /// Could not be asked.
    Unknown(Question, Failure),
    /// Not compared here: a DKIM key is looked at by `dkim`, a consent in another's zone by
    /// `dmarc`.
    Elsewhere,
}

/// Compares every record the owner wants. Where SPF stands the wanted senders are merged into it,
/// so that what others authorised there makes no difference.
///
/// May ask: TXT of the domain; what [`compare`] asks of each record.
pub(super) fn all(
    wanted: Option<&Desired>,
    answers: &Answers,
    now: Timestamp,
) -> Result<Vec<(PlannedRecord, Comparison)>, Need> {
    let Some(desired) = wanted else {
        return Ok(Vec::new());
    };
    // Without an answer SPF is unknown below as well, whatever would be merged into.
    let standing = StandingRecords::of(&desired.domain, answers)?.unwrap_or_default();
    let planned = match records(desired, &standing) {
        Ok(planned) => planned,
        // Nothing can be merged into a record with syntax errors; `spf` says which. What a fresh
        // record would be is no advice: it would drop the senders that others added.
        Err(RecordsError::StandingSpf(_)) => {
            let mut others = records(desired, &StandingRecords::default()).unwrap_or_default();
            others.retain(|record| record.role != Role::Spf);
            others
        }
        // Names or a policy that cannot be: whoever wants them has been told.
        Err(RecordsError::Name(_) | RecordsError::MtaSts(_)) => Vec::new(),
    };
    let mut needs = Needs::default();
    let mut compared = Vec::new();
    for record in planned {
        if let Some(comparison) = needs.take(compare(desired, &record, answers, now)) {
            compared.push((record, comparison));
        }
    }
    needs.settle()?;
    Ok(compared)
}

/// What could not be asked.
pub(super) fn unknowns(compared: &[(PlannedRecord, Comparison)]) -> Vec<Unknown> {
    let unknown = |(planned, comparison): &(PlannedRecord, Comparison)| match comparison {
        Comparison::Unknown(question, failure) => Some(Unknown {
            protection: planned.role.protection(),
            question: question.clone(),
            failure: *failure,
        }),
        Comparison::Same | Comparison::Differs(_) | Comparison::Missing | Comparison::Elsewhere => {
            None
        }
    };
    compared.iter().filter_map(unknown).collect()
}

/// Compares one planned record.
///
/// May ask: the record's owner and type; for MTA-STS the policy.
fn compare(
    desired: &Desired,
    planned: &PlannedRecord,
    answers: &Answers,
    now: Timestamp,
) -> Result<Comparison, Need> {
    let owner = &planned.publication.owner;
    match (planned.role, &planned.publication.data) {
        (Role::DkimKey | Role::ReportConsent, _) => Ok(Comparison::Elsewhere),
        (Role::MtaSts, PublishedData::Txt(text)) => {
            announcement(desired, owner, text, answers, now)
        }
        (role, PublishedData::Txt(text)) => txt(role, owner, text, answers),
        (_, PublishedData::Cname(target)) => alias(owner, target, answers),
        (_, PublishedData::Mx(mx)) => Ok(mx_set(owner, mx, answers.mx(owner)?)),
        (_, PublishedData::Tlsa(tlsa)) => Ok(tlsa_set(owner, tlsa, answers.tlsa(owner)?)),
    }
}

/// What stands where a planned record goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nothing that the planned record takes the place of.
    Nothing,
    /// The planned record, letter by letter.
    Planned,
    /// These records of the same role, in text: a second one beside them would harm.
    Others(Vec<String>),
    /// Could not be asked.
    Unknown(Failure),
}

/// What a planned record takes the place of. TLSA records are added beside others.
///
/// May ask: the record's owner and type.
pub fn standing(planned: &PlannedRecord, answers: &Answers) -> Result<Standing, Need> {
    let owner = &planned.publication.owner;
    let (wanted, outcome) = match &planned.publication.data {
        PublishedData::Txt(text) => {
            let texts = texts(&answers.txt(owner)?.outcome, |records| {
                of_role(planned.role, records)
            });
            (text.clone(), texts)
        }
        PublishedData::Cname(target) => {
            let texts = texts(&answers.cname(owner)?.outcome, |names| {
                names.iter().map(ToString::to_string).collect()
            });
            (target.to_string(), texts)
        }
        PublishedData::Mx(mx) => {
            let texts = texts(&answers.mx(owner)?.outcome, |records| {
                records.iter().map(super::lint::mx_text).collect()
            });
            (super::lint::mx_text(mx), texts)
        }
        PublishedData::Tlsa(_) => return Ok(Standing::Nothing),
    };
    Ok(match outcome {
        Err(failure) => Standing::Unknown(failure),
        Ok(texts) if texts.is_empty() => Standing::Nothing,
        Ok(texts) if texts == [wanted] => Standing::Planned,
        Ok(texts) => Standing::Others(texts),
    })
}

fn texts<T>(
    outcome: &Outcome<T>,
    of: impl Fn(&[T]) -> Vec<String>,
) -> Result<Vec<String>, Failure> {
    outcome.known().map(of)
}

/// TXT whose meaning lies in its text alone.
fn txt(
    role: Role,
    owner: &DomainName,
    wanted: &str,
    answers: &Answers,
) -> Result<Comparison, Need> {
    let records = match &answers.txt(owner)?.outcome {
        Outcome::Records(records) => records.as_slice(),
        Outcome::NoData | Outcome::NxDomain => &[],
        Outcome::Failed(failure) => {
            return Ok(Comparison::Unknown(Question::Txt(owner.clone()), *failure));
        }
    };
    let standing = of_role(role, records);
    Ok(if standing.is_empty() {
        Comparison::Missing
    } else if standing.iter().any(|text| same_meaning(role, wanted, text)) && standing.len() == 1 {
        Comparison::Same
    } else {
        Comparison::Differs(standing.join(" | "))
    })
}

/// The texts that are read as records of this role. Others at the same name are not ours to judge.
fn of_role(role: Role, records: &[TxtRecord]) -> Vec<String> {
    match role {
        Role::Spf => match spf::select(records) {
            spf::Selection::None => Vec::new(),
            spf::Selection::One(text) => vec![text],
            spf::Selection::Several(texts) => texts,
        },
        Role::Dmarc => match dmarc::record::select(records) {
            dmarc::record::Selection::None(_) => Vec::new(),
            dmarc::record::Selection::One(text) => vec![text],
            dmarc::record::Selection::Several(texts) => texts,
        },
        Role::TlsRpt => match tls_rpt::record::select(records) {
            tls_rpt::record::Selection::None(_) => Vec::new(),
            tls_rpt::record::Selection::One(text) => vec![text],
            tls_rpt::record::Selection::Several(texts) => texts,
        },
        Role::MtaSts => match mta_sts::record::select(records) {
            mta_sts::record::Selection::None(_) => Vec::new(),
            mta_sts::record::Selection::One(text) => vec![text],
            mta_sts::record::Selection::Several(texts) => texts,
        },
        // RFC 9990 §4: what does not parse as a DMARC record is discarded.
        Role::ReportConsent => {
            let texts = records.iter().map(TxtRecord::text);
            texts
                .filter(|text| dmarc::parse(text).record.is_some())
                .collect()
        }
        Role::KeyRevocation | Role::DkimKey | Role::PolicyHost | Role::Tlsa | Role::NullMx => {
            records.iter().map(TxtRecord::text).collect()
        }
    }
}

/// Whether one text is read as a record of this role.
pub(crate) fn is_of_role(role: Role, record: &TxtRecord) -> bool {
    !of_role(role, std::slice::from_ref(record)).is_empty()
}

/// Whether two texts say the same: the order of tags, spacing and defaults written out mean
/// nothing.
pub(crate) fn same_meaning(role: Role, wanted: &str, standing: &str) -> bool {
    match role {
        Role::Spf => same(
            spf::parse(wanted).record,
            spf::parse(standing).record,
            |a, b| {
                a.terms
                    .iter()
                    .map(|t| &t.term)
                    .eq(b.terms.iter().map(|t| &t.term))
            },
        ),
        Role::Dmarc => same(
            dmarc::parse(wanted).record,
            dmarc::parse(standing).record,
            same_policy,
        ),
        Role::TlsRpt => same(
            tls_rpt::parse(wanted).record,
            tls_rpt::parse(standing).record,
            |a, b| same_addresses(&a.rua, &b.rua),
        ),
        Role::KeyRevocation => {
            let revoked = |text: &str| {
                let record = crate::dkim::parse(text).record;
                record.is_some_and(|record| record.public_key().is_none())
            };
            revoked(wanted) == revoked(standing)
        }
        Role::DkimKey => same(
            crate::dkim::parse(wanted).record,
            crate::dkim::parse(standing).record,
            same_key,
        ),
        // Any DMARC record gives consent, whatever else it says.
        Role::ReportConsent => dmarc::parse(standing).record.is_some(),
        Role::MtaSts => same(
            mta_sts::parse(wanted).record,
            mta_sts::parse(standing).record,
            |a, b| a.id == b.id,
        ),
        Role::PolicyHost | Role::Tlsa | Role::NullMx => wanted == standing,
    }
}

/// Whether mail that is signed with the wanted key is verified by what stands. `t=s` only narrows
/// whom the key may speak for (RFC 6376 §3.6.1), and whoever published it meant that.
fn same_key(wanted: &crate::dkim::KeyRecord, standing: &crate::dkim::KeyRecord) -> bool {
    wanted.public_key() == standing.public_key()
        && standing.is_for_mail()
        && standing.accepts_sha256()
        && (!standing.is_testing() || wanted.is_testing())
}

fn same<R>(a: Option<R>, b: Option<R>, equal: impl Fn(&R, &R) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => equal(&a, &b),
        (_, _) => false,
    }
}

/// Whether receivers do the same by both records: tags that only spell out a default do not count,
/// nor do those RFC 9989 no longer knows.
fn same_policy(a: &dmarc::Record, b: &dmarc::Record) -> bool {
    let policies = |record: &dmarc::Record| {
        (
            record.p,
            record.for_existing_subdomains().map(|(policy, _)| policy),
            record.for_missing_subdomains().map(|(policy, _)| policy),
        )
    };
    policies(a) == policies(b)
        && (a.psd, a.t, a.adkim, a.aspf) == (b.psd, b.t, b.adkim, b.aspf)
        && same_addresses(&a.rua, &b.rua)
        && same_addresses(&a.ruf, &b.ruf)
}

fn same_addresses(a: &[ReportUri], b: &[ReportUri]) -> bool {
    a.len() == b.len() && a.iter().all(|uri| b.contains(uri))
}

/// The MTA-STS record stands for the policy: any `id` will do as long as the policy that is served
/// is the wanted one, since another program may serve it and number it its own way.
fn announcement(
    desired: &Desired,
    owner: &DomainName,
    wanted: &str,
    answers: &Answers,
    now: Timestamp,
) -> Result<Comparison, Need> {
    let records = match answers.txt(owner)?.outcome.known() {
        Ok(records) => records,
        Err(failure) => {
            return Ok(Comparison::Unknown(Question::Txt(owner.clone()), failure));
        }
    };
    let text = match mta_sts::record::select(records) {
        mta_sts::record::Selection::None(_) => return Ok(Comparison::Missing),
        mta_sts::record::Selection::Several(texts) => {
            return Ok(Comparison::Differs(texts.join(" | ")));
        }
        mta_sts::record::Selection::One(text) => text,
    };
    if mta_sts::parse(&text).record.is_none() {
        return Ok(Comparison::Differs(text));
    }
    if same_meaning(Role::MtaSts, wanted, &text) {
        return Ok(Comparison::Same);
    }
    Ok(match served(desired, answers, now)? {
        Served::AsWanted => Comparison::Same,
        Served::Otherwise => Comparison::Differs(text),
        // What is wrong with the policy host is said by `mta_sts`.
        Served::Nothing => Comparison::Elsewhere,
    })
}

/// What the policy host serves, compared with what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Served {
    /// The wanted policy.
    AsWanted,
    /// Another policy, or one where none is wanted.
    Otherwise,
    /// None that a sender would take, as far as is known.
    Nothing,
}

/// Compares the policy that is served with the wanted one.
///
/// May ask: the policy.
pub(crate) fn served(desired: &Desired, answers: &Answers, now: Timestamp) -> Result<Served, Need> {
    let served = served_policy(&desired.domain, answers, now)?;
    Ok(match (served, wanted_policy(desired)) {
        (Some(served), Some(wanted)) if same_hosts(&served, &wanted) => Served::AsWanted,
        (Some(_), _) => Served::Otherwise,
        (None, _) => Served::Nothing,
    })
}

fn served_policy(
    domain: &DomainName,
    answers: &Answers,
    now: Timestamp,
) -> Result<Option<mta_sts::Policy>, Need> {
    let Ok(host) = mta_sts::fetch::policy_host(domain) else {
        return Ok(None);
    };
    let fetch = answers.policy(domain)?;
    let accepted = mta_sts::fetch::accept(fetch.main(), &host, now).ok();
    Ok(accepted.map(|served| served.policy().clone()))
}

/// The policy that is wanted; `None` where there is to be none.
pub(crate) fn wanted_policy(desired: &Desired) -> Option<mta_sts::Policy> {
    match &desired.purpose {
        Purpose::Mail(intent) => intent.mta_sts.as_ref()?.policy().ok(),
        Purpose::Parked { .. } => None,
    }
}

/// Whether both policies mean the same to a sender. RFC 8461 §5 on mode none: 'Sending MTAs should
/// treat the Policy Domain as though it does not have any active policy', so whatever hosts it lists
/// say nothing; mailcow lists some all the same.
pub(crate) fn same_hosts(a: &mta_sts::Policy, b: &mta_sts::Policy) -> bool {
    let same_list = || a.mode() == mta_sts::PolicyMode::None || a.lists_the_same_hosts(b);
    a.mode() == b.mode() && a.max_age_seconds() == b.max_age_seconds() && same_list()
}

/// The policy host may have addresses of its own instead: then whatever is served there decides.
fn alias(owner: &DomainName, target: &DomainName, answers: &Answers) -> Result<Comparison, Need> {
    let (cname, (v4, v6)) = both(
        answers.cname(owner),
        both(answers.a(owner), answers.aaaa(owner)),
    )?;
    let has_address =
        matches!(v4.outcome, Outcome::Records(_)) || matches!(v6.outcome, Outcome::Records(_));
    let unanswered = [
        (Question::A(owner.clone()), v4.outcome.known().err()),
        (Question::Aaaa(owner.clone()), v6.outcome.known().err()),
    ];
    let unanswered = unanswered
        .into_iter()
        .find_map(|(question, failure)| Some((question, failure?)));
    Ok(match &cname.outcome {
        Outcome::Records(names) if names.contains(target) => Comparison::Same,
        Outcome::Records(names) => {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            Comparison::Differs(names.join(" | "))
        }
        Outcome::NoData | Outcome::NxDomain if has_address => Comparison::Elsewhere,
        Outcome::NxDomain => Comparison::Missing,
        Outcome::NoData => match unanswered {
            Some((question, failure)) => Comparison::Unknown(question, failure),
            None => Comparison::Missing,
        },
        Outcome::Failed(failure) => Comparison::Unknown(Question::Cname(owner.clone()), *failure),
    })
}

fn mx_set(owner: &DomainName, wanted: &MxRecord, lookup: &Lookup<MxRecord>) -> Comparison {
    match &lookup.outcome {
        // RFC 7505 §3 has preference 0, but no sender looks at it.
        Outcome::Records(records) if records.iter().all(|r| r.exchange == wanted.exchange) => {
            Comparison::Same
        }
        Outcome::Records(records) => {
            let texts: Vec<String> = records.iter().map(super::lint::mx_text).collect();
            Comparison::Differs(texts.join(" | "))
        }
        Outcome::NoData | Outcome::NxDomain => Comparison::Missing,
        Outcome::Failed(failure) => Comparison::Unknown(Question::Mx(owner.clone()), *failure),
    }
}

/// Others may stand beside it, as they do while a certificate is replaced.
fn tlsa_set(owner: &DomainName, wanted: &TlsaRecord, lookup: &Lookup<TlsaRecord>) -> Comparison {
    match &lookup.outcome {
        Outcome::Records(records) if records.contains(wanted) => Comparison::Same,
        Outcome::Records(records) => {
            let texts: Vec<String> = records.iter().map(super::servers::tlsa_text).collect();
            Comparison::Differs(texts.join(" | "))
        }
        Outcome::NoData | Outcome::NxDomain => Comparison::Missing,
        Outcome::Failed(failure) => Comparison::Unknown(Question::Tlsa(owner.clone()), *failure),
    }
}
