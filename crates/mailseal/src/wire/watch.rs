//! What the watch says to programs: the timeline, and the notice that a webhook gets.

use app::watch::alarm::Telling;
use app::watch::change::{AlarmKey, By, Cause, CertificateStage, Change, JobEnd, LifeNote, Side};
use app::watch::includes::IncludeChange;
use app::watch::observe::GapOf;
use app::watch::part::{Addresses, CertificateSeen, FindingKey, KeptRecords, PolicySeen};
use app::watch::state::DomainWatch;
use app::watch::store::{Entry, Message, Said, Stored};
use protocols::finding::{Severity, Value};
use protocols::name::DomainName;
use serde_json::{Map, Value as Json, json};

use super::names;
use crate::render::watch::role_word;

/// A part of the timeline, and how the domain is watched where it is about one.
pub(crate) fn timeline(
    entries: &[Entry],
    domain: Option<(&DomainName, Option<&Stored>)>,
    is_whole: bool,
) -> String {
    let next = entries.last().filter(|_| !is_whole).map(|last| last.id.0);
    let watch = match domain {
        None => Json::Null,
        Some((domain, stored)) => stored.map_or(Json::Null, |stored| watched(domain, stored)),
    };
    super::document(&json!({
        "schema": "mailseal.timeline/1",
        "entries": entries.iter().map(entry).collect::<Vec<Json>>(),
        "next": next,
        "watch": watch,
    }))
}

/// One line of the timeline.
pub(crate) fn entry(entry: &Entry) -> Json {
    json!({
        "entry": entry.id.0,
        "domain": entry.domain.to_string(),
        "at": entry.at.0,
        "side": side(entry.change.side()),
        "severity": names::severity(entry.change.severity()),
        "cause": cause(entry.change.cause(&entry.domain).as_ref()),
        "change": change(&entry.change),
    })
}

/// How a domain is watched.
pub(crate) fn watched(domain: &DomainName, stored: &Stored) -> Json {
    let mut shape = json!({
        "domain": domain.to_string(),
        "due": stored.due.0,
        "begun": Json::Null,
        "looked": Json::Null,
        "looks": 0,
        "incomplete_looks": 0,
        "gaps": [],
    });
    if let (Some(watch), Json::Object(fields)) = (&stored.watch, &mut shape) {
        fields.insert("begun".to_owned(), watch.begun.0.into());
        fields.insert("looked".to_owned(), watch.looked.0.into());
        fields.insert("looks".to_owned(), watch.looks.into());
        fields.insert("incomplete_looks".to_owned(), watch.incomplete_looks.into());
        fields.insert("gaps".to_owned(), gaps(watch));
    }
    shape
}

fn gaps(watch: &DomainWatch) -> Json {
    let gaps = watch.gaps.iter().map(|(of, gap)| {
        let change = Change::Gap {
            of: of.clone(),
            since: gap.since,
            until: None,
            tries: gap.tries,
            failure: gap.failure,
            servers: gap.servers.clone(),
        };
        self::change(&change)
    });
    gaps.collect()
}

/// What a webhook gets.
pub(crate) fn notice(message: &Message, title: &str) -> String {
    super::document(&json!({
        "schema": "mailseal.notice/1",
        "id": message.head.token,
        "recipient": message.head.recipient,
        "created": message.head.created.0,
        "title": title,
        "notices": message.said.iter().map(said).collect::<Vec<Json>>(),
        "more": message.more,
    }))
}

/// What a webhook gets when somebody tries whether it works.
pub(crate) fn test_notice(token: &str, recipient: &str, created: u64, title: &str) -> String {
    super::document(&json!({
        "schema": "mailseal.notice/1",
        "id": token,
        "recipient": recipient,
        "created": created,
        "title": title,
        "notices": [],
        "more": 0,
    }))
}

fn said(said: &Said) -> Json {
    let (telling, alarm) = match &said.telling {
        Telling::Event => ("event", None),
        Telling::Raise(key) => ("raise", Some(key)),
        Telling::Clear(key) => ("clear", Some(key)),
        Telling::Restless(key) => ("restless", Some(key)),
    };
    json!({
        "domain": said.domain.to_string(),
        "at": said.at.0,
        "severity": names::severity(said.severity),
        "telling": telling,
        "alarm": alarm.map(alarm_name),
        "cause": cause(said.change.cause(&said.domain).as_ref()),
        "change": change(&said.change),
    })
}

/// A text that is the same when an alarm is raised and when it is over.
fn alarm_name(key: &AlarmKey) -> String {
    match key {
        AlarmKey::Finding(finding) => match &finding.owner {
            Some(owner) => format!("{} {owner}", finding.rule),
            None => finding.rule.clone(),
        },
        AlarmKey::Certificate(host) => format!("certificate {host}"),
        AlarmKey::SpfLookups => "spf-lookups".to_owned(),
        AlarmKey::Gap(of) => match gap_of(of) {
            (kind, Some(name)) => format!("gap {kind} {name}"),
            (kind, None) => format!("gap {kind}"),
        },
        AlarmKey::Asks(machine, code) => format!("asks {machine} {code}"),
    }
}

/// The name of a side in the shapes.
pub(crate) fn side(side: Side) -> &'static str {
    match side {
        Side::Ours => "ours",
        Side::Others => "others",
        Side::Alarm => "alarm",
        Side::Gap => "gap",
    }
}

fn cause(cause: Option<&Cause>) -> Json {
    match cause {
        None => Json::Null,
        Some(Cause::Include(name)) => json!({"include": name.to_string()}),
        Some(Cause::MailHost(name)) => json!({"mail_host": name.to_string()}),
        Some(Cause::Servers(servers)) => json!({"servers": servers}),
    }
}

fn gap_of(of: &GapOf) -> (&'static str, Option<String>) {
    match of {
        GapOf::Dns => ("dns", None),
        GapOf::OtherDns(name) => ("other-dns", Some(name.to_string())),
        GapOf::PolicyHost => ("policy-host", None),
        GapOf::MailHost(name) => ("mail-host", Some(name.to_string())),
    }
}

/// A change; `kind` says which fields it has.
pub(crate) fn change(change: &Change) -> Json {
    match change {
        Change::Begun { findings } => json!({"kind": "begun", "findings": findings}),
        Change::Records {
            role,
            owner,
            before,
            after,
            by,
        } => with_by(
            json!({
                "kind": "records",
                "role": role_word(*role),
                "type": role.kind(),
                "owner": owner.to_string(),
                "before": records(before.as_ref()),
                "after": records(after.as_ref()),
            }),
            *by,
        ),
        Change::Certificate {
            host,
            before,
            after,
        } => json!({
            "kind": "certificate",
            "host": host.to_string(),
            "before": certificate(before),
            "after": certificate(after),
        }),
        Change::CertificateEnds {
            host,
            stage,
            not_after,
        } => json!({
            "kind": "certificate-ends",
            "host": host.to_string(),
            "stage": stage_word(*stage),
            "not_after": not_after.0,
        }),
        Change::CertificateRenewed {
            host,
            since,
            not_after,
        } => json!({
            "kind": "certificate-renewed",
            "host": host.to_string(),
            "since": since.0,
            "not_after": not_after.0,
        }),
        Change::Policy { before, after, by } => with_by(
            json!({
                "kind": "policy",
                "before": before.as_ref().map(policy),
                "after": after.as_ref().map(policy),
            }),
            *by,
        ),
        Change::Include { name, what } => include(name, what),
        Change::SpfOverLimit {
            before,
            after,
            grown,
        } => json!({
            "kind": "spf-over-limit",
            "before": before,
            "after": after,
            "grown": grown.as_ref().map(ToString::to_string),
        }),
        Change::SpfWithinLimit { after, since } => {
            json!({"kind": "spf-within-limit", "after": after, "since": since.0})
        }
        Change::Found {
            finding,
            arguments,
            severity,
            since,
        } => found("found", (finding, arguments), *severity, since.0),
        Change::Mended {
            finding,
            arguments,
            severity,
            since,
        } => found("mended", (finding, arguments), *severity, since.0),
        Change::Gap {
            of,
            since,
            until,
            tries,
            failure,
            servers,
        } => {
            let (kind, name) = gap_of(of);
            json!({
                "kind": "gap",
                "of": kind,
                "name": name,
                "since": since.0,
                "until": until.map(|until| until.0),
                "tries": tries,
                "failure": names::failure(*failure),
                "servers": servers,
            })
        }
        Change::Moved(note) => life("moved", note),
        Change::Asks(note) => life("asks", note),
        Change::Rotated { selectors } => json!({"kind": "rotated", "selectors": selectors}),
        Change::Job { step, end } => {
            json!({"kind": "job", "step": step.0, "end": job_end(*end)})
        }
    }
}

fn stage_word(stage: CertificateStage) -> &'static str {
    match stage {
        CertificateStage::Weeks => "weeks",
        CertificateStage::Week => "week",
        CertificateStage::Day => "day",
        CertificateStage::Ended => "ended",
    }
}

fn job_end(end: JobEnd) -> &'static str {
    match end {
        JobEnd::Done => "done",
        JobEnd::GivenUp => "given-up",
        JobEnd::Stale => "stale",
    }
}

/// With who did it: `mailseal` and the step, `wanted` or `others`.
fn with_by(mut shape: Json, by: By) -> Json {
    let (word, step) = match by {
        By::Step(step) => ("mailseal", Json::from(step.0)),
        By::Wanted => ("wanted", Json::Null),
        By::Others => ("others", Json::Null),
    };
    if let Json::Object(fields) = &mut shape {
        fields.insert("by".to_owned(), word.into());
        fields.insert("step".to_owned(), step);
    }
    shape
}

fn records(records: Option<&KeptRecords>) -> Json {
    let texts = records.map(|records| records.texts.as_slice());
    let texts = texts.unwrap_or_default().iter();
    texts.map(|kept| kept.text.clone()).collect()
}

fn certificate(seen: &CertificateSeen) -> Json {
    json!({
        "sha256": seen.digest,
        "names": seen.names,
        "issuer": seen.issuer,
        "not_before": seen.not_before.0,
        "not_after": seen.not_after.0,
    })
}

fn policy(seen: &PolicySeen) -> Json {
    let mx: Vec<&str> = seen.mx.iter().map(|mx| mx.text.as_str()).collect();
    json!({"mode": seen.mode.to_string(), "max_age": seen.max_age_seconds, "mx": mx})
}

fn addresses(addresses: &Addresses) -> Json {
    json!({"ip4": addresses.ip4, "ip6_networks": addresses.ip6_networks})
}

fn include(name: &DomainName, what: &IncludeChange) -> Json {
    let (word, before, after) = match what {
        IncludeChange::Vanished => ("vanished", Json::Null, Json::Null),
        IncludeChange::Returned => ("returned", Json::Null, Json::Null),
        IncludeChange::Opened => ("opened", Json::Null, Json::Null),
        IncludeChange::Closed => ("closed", Json::Null, Json::Null),
        IncludeChange::Replaced => ("replaced", Json::Null, Json::Null),
        IncludeChange::Widened { before, after } => {
            ("widened", addresses(before), addresses(after))
        }
        IncludeChange::Grew { before, after } => ("grew", json!(before), json!(after)),
        IncludeChange::Edited => ("edited", Json::Null, Json::Null),
    };
    json!({
        "kind": "include",
        "name": name.to_string(),
        "what": word,
        "before": before,
        "after": after,
    })
}

fn found(
    kind: &str,
    (finding, arguments): (&FindingKey, &[(String, Value)]),
    severity: Severity,
    since: u64,
) -> Json {
    let mut args = Map::new();
    for (name, value) in arguments {
        let value = match value {
            Value::Text(text) => Json::from(text.as_str()),
            Value::Count(count) => Json::from(*count),
        };
        args.insert(name.clone(), value);
    }
    json!({
        "kind": kind,
        "id": finding.rule,
        "owner": finding.owner.as_ref().map(ToString::to_string),
        "severity": names::severity(severity),
        "args": args,
        "since": since,
    })
}

fn life(kind: &str, note: &LifeNote) -> Json {
    let mut args = Map::new();
    for (name, value) in &note.values {
        args.insert(name.clone(), value.as_str().into());
    }
    json!({
        "kind": kind,
        "selector": (!note.selector.is_empty()).then_some(&note.selector),
        "code": note.code,
        "args": args,
        "until": note.until.map(|until| until.0),
    })
}
