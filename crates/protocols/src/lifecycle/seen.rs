//! The look at the world that the machines move on.

use crate::answers::{
    Answers, Failure, Lookup, MxRecord, Need, Needs, Outcome, PolicyFetches, SmtpProbe, StartTls,
    TxtRecord,
};
use crate::certificate;
use crate::dkim::{self, KeyMatch, Selector};
use crate::dmarc::{self, DmarcIntent, LadderStep};
use crate::domain::desired::{Desired, MailIntent, Purpose};
use crate::limits::MX_HOSTS_MAX;
use crate::mta_sts::fetch::{NotAccepted, accept, policy_host};
use crate::mta_sts::{self, PolicyMode};
use crate::name::DomainName;
use crate::plan::{Ours, Owned, ours};
use crate::time::Timestamp;

use super::dkim_key::{Key, KeyRecordSeen, KeyState};
use super::left_key::LeftKey;
use super::mta_sts::{HostTls, MtaStsSeen, Served};
use super::standing::{Found, Standing, by_server};

/// What was seen of a domain at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// At the names of its keys.
    pub keys: Vec<KeyRecordSeen>,
    /// Of MTA-STS and the mail hosts.
    pub mta_sts: MtaStsSeen,
    /// The DMARC record, as to its rung.
    pub dmarc: Standing,
    /// What stands of all that we published, while the domain is on its way out.
    pub ours: Vec<Ours>,
}

impl Seen {
    /// What was seen at a key's name.
    pub fn key(&self, selector: &Selector) -> KeyRecordSeen {
        let seen = self.keys.iter().find(|key| key.selector == *selector);
        seen.cloned().unwrap_or_else(|| KeyRecordSeen {
            selector: selector.clone(),
            standing: Standing::Unknown(Failure::NotAsked),
            negative_ttl_seconds: None,
        })
    }
}

/// Looks at a domain.
///
/// May ask: TXT at the names of keys that are not gone, of `_mta-sts` and of `_dmarc`; MX; the
/// policy; port 25 of the mail hosts while a policy is tried, [`MX_HOSTS_MAX`] of them; and of a domain
/// on its way out what [`ours`] asks.
pub fn see(
    desired: &Desired,
    keys: &[Key],
    owned: Owned<'_>,
    answers: &Answers,
    now: Timestamp,
) -> Result<Seen, Need> {
    let mut needs = Needs::default();
    let is_left = |key: &&Key| key.state != KeyState::Retired;
    let of_others: Vec<Key> = desired
        .remembered
        .left
        .iter()
        .map(LeftKey::as_key)
        .collect();
    let keys: Vec<KeyRecordSeen> = keys
        .iter()
        .filter(is_left)
        .chain(&of_others)
        .filter_map(|key| needs.take(key_record(&desired.domain, key, answers)))
        .collect();
    let (mta_sts, dmarc) = match &desired.purpose {
        Purpose::Mail(intent) => (
            needs.take(see_mta_sts(desired, intent, answers, now)),
            needs.take(rung(&desired.domain, &intent.dmarc, answers)),
        ),
        Purpose::Parked { .. } => (Some(MtaStsSeen::nothing()), Some(not_asked())),
    };
    let ours = match &desired.remembered.departure {
        Some(_) => needs.take(ours(desired, owned, answers)),
        None => None,
    };
    needs.settle()?;
    Ok(Seen {
        keys,
        ours: ours.unwrap_or_default(),
        // Both are there once nothing is needed any more.
        mta_sts: mta_sts.unwrap_or_else(MtaStsSeen::nothing),
        dmarc: dmarc.unwrap_or_else(not_asked),
    })
}

impl MtaStsSeen {
    /// Nobody looked.
    pub fn nothing() -> MtaStsSeen {
        MtaStsSeen {
            hosts: Vec::new(),
            hosts_failure: Some(Failure::NotAsked),
            served: Served::Unknown(Failure::NotAsked),
            record: not_asked(),
            record_ttl_seconds: None,
            tls: Vec::new(),
        }
    }
}

fn not_asked() -> Standing {
    Standing::Unknown(Failure::NotAsked)
}

/// What the servers say of TXT records; names that are in no file were not asked about.
fn standing(lookup: &Lookup<TxtRecord>, judge: impl Fn(&[TxtRecord]) -> Found) -> Standing {
    if lookup.is_assumed() {
        return not_asked();
    }
    Standing::of(lookup, judge)
}

fn key_record(domain: &DomainName, key: &Key, answers: &Answers) -> Result<KeyRecordSeen, Need> {
    let mut seen = KeyRecordSeen {
        selector: key.selector.clone(),
        standing: not_asked(),
        negative_ttl_seconds: None,
    };
    let Ok(owner) = key.selector.owner(domain) else {
        return Ok(seen);
    };
    let lookup = answers.txt(&owner)?;
    seen.standing = standing(lookup, |records| judge_key(key, records));
    seen.negative_ttl_seconds = negative_ttl(lookup);
    Ok(seen)
}

/// For how long the absence that a lookup found is kept; `None` where it found something, or nobody
/// said how long.
pub fn negative_ttl(lookup: &Lookup<TxtRecord>) -> Option<u32> {
    match lookup.outcome {
        Outcome::NoData | Outcome::NxDomain => Some(lookup.ttl_seconds).filter(|ttl| *ttl > 0),
        Outcome::Records(_) | Outcome::Failed(_) => None,
    }
}

fn judge_key(key: &Key, records: &[TxtRecord]) -> Found {
    let texts = records.iter().map(TxtRecord::text);
    let mut matches = texts.map(|text| {
        let record = dkim::parse(&text).record;
        record.map(|record| dkim::matches(&record, &key.public))
    });
    match (matches.next(), matches.next()) {
        (None, _) => Found::Nothing,
        (Some(Some(KeyMatch::Same)), None) => Found::Wanted,
        // Of a parked domain, whose wildcard answers at every selector.
        (Some(Some(KeyMatch::Revoked)), None) => Found::Nothing,
        // RFC 6376 §3.6.2.2: 'TXT RRs MUST be unique for a particular selector name'.
        (Some(_), _) => Found::Another,
    }
}

fn rung(domain: &DomainName, wanted: &DmarcIntent, answers: &Answers) -> Result<Standing, Need> {
    let Ok(owner) = domain.child(dmarc::record::OWNER_PREFIX) else {
        return Ok(not_asked());
    };
    let step = LadderStep::of(&wanted.record());
    let lookup = answers.txt(&owner)?;
    Ok(standing(lookup, |records| {
        let text = match dmarc::record::select(records) {
            dmarc::record::Selection::None(_) => return Found::Nothing,
            dmarc::record::Selection::Several(_) => return Found::Another,
            dmarc::record::Selection::One(text) => text,
        };
        match dmarc::parse(&text).record {
            Some(record) if LadderStep::of(&record) == step => Found::Wanted,
            Some(_) | None => Found::Another,
        }
    }))
}

fn see_mta_sts(
    desired: &Desired,
    intent: &MailIntent,
    answers: &Answers,
    now: Timestamp,
) -> Result<MtaStsSeen, Need> {
    let domain = &desired.domain;
    let memory = &desired.remembered.mta_sts;
    let is_tried = matches!(&intent.mta_sts, Some(policy) if policy.mode == PolicyMode::Testing);
    let is_there = intent.mta_sts.is_some() || memory.leaving.is_some();
    let (Ok(owner), Ok(host), true) = (
        domain.child(mta_sts::record::OWNER_PREFIX),
        policy_host(domain),
        is_there,
    ) else {
        let (hosts, hosts_failure) = hosts(answers.mx(domain)?);
        return Ok(MtaStsSeen {
            hosts,
            hosts_failure,
            ..MtaStsSeen::nothing()
        });
    };
    let mut needs = Needs::default();
    let txt = needs.take(answers.txt(&owner));
    let fetches = needs.take(answers.policy(domain));
    let mx = needs.take(answers.mx(domain));
    let (hosts, hosts_failure) = mx.map_or((Vec::new(), None), hosts);
    let tls = hosts.iter().take(if is_tried { MX_HOSTS_MAX } else { 0 });
    let tls: Vec<(DomainName, HostTls)> = tls
        .filter_map(|name| {
            let probe = needs.take(answers.smtp(name))?;
            Some((name.clone(), host_tls(name, probe, now)))
        })
        .collect();
    needs.settle()?;
    Ok(MtaStsSeen {
        hosts,
        hosts_failure,
        // Both are there once nothing is needed any more.
        served: fetches.map_or(Served::Unknown(Failure::NotAsked), |f| {
            served(f, &host, now)
        }),
        record: txt.map_or_else(not_asked, |txt| record(intent, domain, txt)),
        record_ttl_seconds: txt.and_then(record_ttl),
        tls,
    })
}

/// Of a domain that wants no record, any record is one that is to go.
fn record(intent: &MailIntent, domain: &DomainName, txt: &Lookup<TxtRecord>) -> Standing {
    let wanted = intent.mta_sts.as_ref();
    let wanted = wanted.and_then(|intent| intent.publication(domain).ok());
    let wanted = wanted.and_then(|parts| match parts.record.data {
        crate::published::PublishedData::Txt(text) => mta_sts::parse(&text).record,
        crate::published::PublishedData::Cname(_)
        | crate::published::PublishedData::Mx(_)
        | crate::published::PublishedData::Tlsa(_) => None,
    });
    standing(txt, |records| match mta_sts::record::select(records) {
        mta_sts::record::Selection::None(_) => Found::Nothing,
        mta_sts::record::Selection::Several(_) => Found::Another,
        mta_sts::record::Selection::One(text) => match (mta_sts::parse(&text).record, &wanted) {
            (Some(record), Some(wanted)) if record == *wanted => Found::Wanted,
            (Some(_) | None, _) => Found::Another,
        },
    })
}

fn record_ttl(lookup: &Lookup<TxtRecord>) -> Option<u32> {
    match lookup.outcome {
        Outcome::Records(_) => Some(lookup.ttl_seconds),
        Outcome::NoData | Outcome::NxDomain | Outcome::Failed(_) => None,
    }
}

/// The hosts that any server names, and why there may be more.
fn hosts(lookup: &Lookup<MxRecord>) -> (Vec<DomainName>, Option<Failure>) {
    if lookup.is_assumed() {
        return (Vec::new(), Some(Failure::NotAsked));
    }
    let mut hosts: Vec<DomainName> = Vec::new();
    let mut failure = None;
    for (_, outcome) in by_server(lookup) {
        match outcome.known() {
            Ok(records) => {
                let named = records.iter().filter_map(|record| record.exchange.clone());
                hosts.extend(named);
            }
            Err(why) => failure = Some(why),
        }
    }
    hosts.sort();
    hosts.dedup();
    (hosts, failure)
}

fn served(fetches: &PolicyFetches, host: &DomainName, now: Timestamp) -> Served {
    match accept(fetches.main(), host, now) {
        Ok(served) => Served::Policy(served.policy().clone()),
        Err(NotAccepted::Fetch(_) | NotAccepted::Policy(_)) => Served::Nothing,
        Err(NotAccepted::Unknown(failure)) => Served::Unknown(failure),
    }
}

fn host_tls(name: &DomainName, probe: &SmtpProbe, now: Timestamp) -> HostTls {
    let starttls = match probe {
        SmtpProbe::Greeted { starttls, .. } => starttls,
        SmtpProbe::NoConnection(failure) | SmtpProbe::NoGreeting { failure, .. } => {
            return HostTls::Unknown(*failure);
        }
        SmtpProbe::NoAddress(Outcome::Failed(failure)) => return HostTls::Unknown(*failure),
        SmtpProbe::NoAddress(Outcome::NoData | Outcome::NxDomain | Outcome::Records(_)) => {
            return HostTls::Unknown(Failure::Unreachable);
        }
    };
    match starttls {
        StartTls::NotOffered | StartTls::Refused(_) | StartTls::Failed(_) => HostTls::Bad,
        StartTls::Broken(failure) => HostTls::Unknown(*failure),
        StartTls::Session(session) if certificate::judge(session, name, now).is_empty() => {
            HostTls::Good
        }
        StartTls::Session(_) => HostTls::Bad,
    }
}
