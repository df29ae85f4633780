//! What a check says of a domain's MTA-STS.

use crate::answers::{Answers, Failure, Need, Needs, Outcome, PolicyFetch, Question, both};
use crate::assessment::{Presence, Protection, ProtectionKind, RoomReport, Unknown};
use crate::finding::Value;
use crate::name::DomainName;
use crate::time::Timestamp;

use super::evaluate::Seen;
use super::fetch::{ByFamily, FetchFault, Judgement, accept, judge, policy_host};
use super::lint::{Announcement, MailHosts, Published, check_published};
use super::policy::PolicyMode;
use super::record::{OWNER_PREFIX, Selection, parse, select};

/// Assesses MTA-STS of `policy_domain`.
///
/// May ask, all at once: TXT at `_mta-sts.<domain>`, the policy, MX of the domain. Then, where a
/// record is there, A and AAAA of the policy host; where none is, TXT at `_mta-sts.<parent>`. At
/// most 5 questions.
pub fn assess(
    policy_domain: &DomainName,
    answers: &Answers,
    now: Timestamp,
) -> Result<RoomReport, Need> {
    let (Ok(owner), Ok(host)) = (
        policy_domain.child(OWNER_PREFIX),
        policy_host(policy_domain),
    ) else {
        // The names do not fit the DNS, so nothing can be published there.
        return Ok(report(line(Presence::NotApplicable, "mta-sts-absent")));
    };
    let mut needs = Needs::default();
    let txt = needs.take(answers.txt(&owner));
    let fetch = needs.take(answers.policy(policy_domain));
    let mx = needs.take(answers.mx(policy_domain));
    needs.settle()?;
    let (Some(txt), Some(fetch), Some(mx)) = (txt, fetch, mx) else {
        // `settle` fails when one of them is missing.
        return Ok(report(line(Presence::Unknown, "mta-sts-unknown")));
    };
    let announcement = match &txt.outcome {
        Outcome::Failed(failure) => Announcement::Unknown(*failure),
        Outcome::Records(records) => Announcement::Known(select(records)),
        Outcome::NoData | Outcome::NxDomain => Announcement::Known(Selection::None(Vec::new())),
    };
    let hosts = mail_hosts(&mx.outcome);
    let by_family = ByFamily::of(fetch, &host, now);
    let fetch = judge(fetch.main(), &host, now);
    let mut published = Published {
        policy_domain,
        owner: &owner,
        policy_host: &host,
        announcement: &announcement,
        fetch: &fetch,
        by_family: by_family.as_ref(),
        hosts: &hosts,
        answers,
        now,
    };
    let sharpened = sharpened(&published)?;
    published.fetch = sharpened.as_ref().unwrap_or(&fetch);
    let mut report = report(protection(&published));
    report.unknowns = unknowns(&published);
    check_published(&published, &mut report.findings)?;
    Ok(report)
}

/// The policy that binds senders to `policy_domain` now: announced by a record that counts, and
/// served as §3.3 wants it. `None` also where that could not be learnt, which [`assess`] says.
///
/// May ask TXT at `_mta-sts.<domain>` and the policy, both at once.
pub fn policy_in_force(
    policy_domain: &DomainName,
    answers: &Answers,
    now: Timestamp,
) -> Result<Option<Seen>, Need> {
    let (Ok(owner), Ok(host)) = (
        policy_domain.child(OWNER_PREFIX),
        policy_host(policy_domain),
    ) else {
        return Ok(None);
    };
    let (txt, fetch) = both(answers.txt(&owner), answers.policy(policy_domain))?;
    let record = match select(txt.outcome.known().unwrap_or_default()) {
        Selection::One(text) => parse(&text).record,
        Selection::None(_) | Selection::Several(_) => None,
    };
    Ok(match (record, accept(fetch.main(), &host, now)) {
        (Some(record), Ok(served)) => Some(Seen {
            id: record.id,
            policy: served.policy().clone(),
        }),
        (Some(_), Err(_)) | (None, _) => None,
    })
}

fn mail_hosts(mx: &Outcome<crate::answers::MxRecord>) -> MailHosts {
    let records = match mx.known() {
        Err(failure) => return MailHosts::Unknown(failure),
        Ok([]) => return MailHosts::None,
        Ok(records) => records,
    };
    let hosts = records.iter().filter_map(|mx| mx.exchange.clone());
    let hosts: Vec<DomainName> = hosts.collect();
    if hosts.is_empty() {
        MailHosts::Null
    } else {
        MailHosts::Hosts(hosts)
    }
}

/// Where the fetch was not possible (everything is answered from files, or addresses are guarded),
/// the DNS alone may still tell that there is nothing to fetch from.
fn sharpened(published: &Published<'_>) -> Result<Option<Judgement>, Need> {
    if !published.is_announced() || published.fetch.unknown.is_none() {
        return Ok(None);
    }
    let mut needs = Needs::default();
    let a = needs.take(published.answers.a(published.policy_host));
    let aaaa = needs.take(published.answers.aaaa(published.policy_host));
    needs.settle()?;
    let none = |known: Option<bool>| known == Some(true);
    let no_a = none(a.map(|a| is_absent(&a.outcome)));
    let no_aaaa = none(aaaa.map(|aaaa| is_absent(&aaaa.outcome)));
    if !(no_a && no_aaaa) {
        return Ok(None);
    }
    let nothing = PolicyFetch::NoAddress(Outcome::NoData);
    let judgement = judge(&nothing, published.policy_host, published.now);
    Ok(Some(judgement))
}

fn is_absent<T>(outcome: &Outcome<T>) -> bool {
    match outcome {
        Outcome::NoData | Outcome::NxDomain => true,
        Outcome::Records(_) | Outcome::Failed(_) => false,
    }
}

/// What stays open. A fetch that was not possible matters where a policy is announced only: many a
/// domain without MTA-STS has a wildcard that answers for the policy host, too.
fn unknowns(published: &Published<'_>) -> Vec<Unknown> {
    let mut unknowns = Vec::new();
    let mut note = |question, failure: Failure| {
        unknowns.push(Unknown {
            protection: ProtectionKind::MtaSts,
            question,
            failure,
        });
    };
    if let Announcement::Unknown(failure) = published.announcement {
        note(Question::Txt(published.owner.clone()), *failure);
    }
    let open = published
        .fetch
        .unknown
        .or_else(|| published.family_not_seen());
    if let (true, Some(failure)) = (published.is_announced(), open) {
        note(Question::Policy(published.policy_domain.clone()), failure);
    }
    let binds = published.policy().map(|(_, policy)| policy.mode());
    let binds = binds.is_some_and(|mode| mode != PolicyMode::None);
    if let (true, MailHosts::Unknown(failure)) = (binds, published.hosts) {
        note(Question::Mx(published.policy_domain.clone()), *failure);
    }
    unknowns
}

fn protection(published: &Published<'_>) -> Protection {
    let selection = match published.announcement {
        Announcement::Unknown(_) => return line(Presence::Unknown, "mta-sts-unknown"),
        Announcement::Known(selection) => selection,
    };
    if !published.is_announced() {
        return match published.hosts {
            MailHosts::Null => line(Presence::NotApplicable, "mta-sts-no-mail"),
            MailHosts::Unknown(_) | MailHosts::None | MailHosts::Hosts(_) => {
                line(Presence::Absent, "mta-sts-absent")
            }
        };
    }
    let record_counts = match selection {
        Selection::One(text) => parse(text).record.is_some(),
        Selection::None(_) | Selection::Several(_) => false,
    };
    let faults: &[FetchFault] = &published.fetch.faults;
    if !record_counts || !faults.is_empty() {
        return line(Presence::Published, "mta-sts-broken");
    }
    if published.fetch.unknown.is_some() {
        return line(Presence::Unknown, "mta-sts-policy-unknown");
    }
    let Some((_, policy)) = published.policy() else {
        return line(Presence::Published, "mta-sts-broken");
    };
    let mut protection = match policy.mode() {
        PolicyMode::Enforce => line(Presence::InForce, "mta-sts-enforce"),
        PolicyMode::Testing => line(Presence::Published, "mta-sts-testing"),
        PolicyMode::None => return line(Presence::Published, "mta-sts-none"),
    };
    let days = u64::from(policy.max_age_seconds() / 86_400);
    let count = u64::try_from(policy.mx().len()).unwrap_or(u64::MAX);
    protection.args.push(("days", Value::Count(days)));
    protection.args.push(("count", Value::Count(count)));
    protection
}

fn report(protection: Protection) -> RoomReport {
    RoomReport {
        protection,
        findings: Vec::new(),
        unknowns: Vec::new(),
    }
}

fn line(presence: Presence, key: &'static str) -> Protection {
    Protection {
        kind: ProtectionKind::MtaSts,
        presence,
        key,
        args: Vec::new(),
    }
}
