//! `plan DOMAIN` blocks: what would change, as the planner says.

use std::fmt::Write;

use protocols::answers::TxtRecord;
use protocols::domain::{PlannedRecord, Role};
use protocols::name::DomainName;
use protocols::plan::{
    Blocked, BlockedWhy, Owned, OwnedValue, Plan, PlanStep, Requests, SeveralSpf, StepReason,
    WaitFor, Wanted, plan,
};
use protocols::rrset::{RecordData, RrSet};
use zonefile::{Data, Zone};

use crate::desired;
use crate::document::{Block, Case};
use crate::life::Life;
use crate::world::{NOW, World};

/// The plan of a case in lines. `merge-spf`, `take-over=dmarc,…` and `looked-after=NAME` behind the
/// domain are what the owner asks for. Where the domain has lived, the plan is for what is wanted of it
/// since.
pub(crate) fn drawn(case: &Case, block: &Block, life: Option<&Life>, place: &str) -> String {
    let mut words = block.info.split_whitespace().skip(1);
    let domain = words.next().unwrap_or_default();
    let domain: DomainName = domain.parse().unwrap_or_else(|e| panic!("{place}: {e}"));
    let mut requests = Requests::default();
    for word in words {
        match word.split_once('=') {
            None if word == "merge-spf" => requests.several_spf = SeveralSpf::Merge,
            Some(("take-over", roles)) => {
                let roles = roles.split(',');
                requests.take_over = roles.map(|word| role(word, place)).collect();
            }
            Some(("looked-after", name)) => {
                requests.looked_after.insert(name.parse().unwrap());
            }
            _ => panic!("{place}: {word:?} is not understood"),
        }
    }
    let lived = life.map(|life| life.desired.clone());
    let desired = lived
        .or_else(|| desired::read(case, &domain, place))
        .unwrap_or_else(|| panic!("{place}: a plan needs a `desired` block"));
    let owned = owned(case, place);
    let wanted = Wanted::new(&desired, Owned(&owned), &requests).unwrap();
    let drawn = World::of(case, place).settle(place, |answers| plan(&wanted, answers, NOW));
    lines(&drawn).trim_end().to_owned()
}

fn role(word: &str, place: &str) -> Role {
    match word {
        "spf" => Role::Spf,
        "dmarc" => Role::Dmarc,
        "dkim" => Role::DkimKey,
        "tls-rpt" => Role::TlsRpt,
        "mta-sts" => Role::MtaSts,
        "policy-host" => Role::PolicyHost,
        "mx" => Role::NullMx,
        _ => panic!("{place}: {word:?} is no role"),
    }
}

/// The `owned` block: records in the form of a master file that we published.
pub(crate) fn owned(case: &Case, place: &str) -> Vec<OwnedValue> {
    let blocks = case.blocks.iter().filter(|block| block.info == "owned");
    let zones = blocks.map(|block| {
        Zone::parse(&block.body, None, "owned").unwrap_or_else(|e| panic!("{place}: {e}"))
    });
    let mut owned = Vec::new();
    for zone in zones {
        for record in zone.records() {
            let data = match &record.data {
                Data::Txt(txt) => RecordData::Txt(txt.clone()),
                Data::Cname(name) => RecordData::Cname(name.clone()),
                Data::Mx(mx) => RecordData::Mx(mx.clone()),
                Data::Tlsa(tlsa) => RecordData::Tlsa(tlsa.clone()),
                other => panic!("{place}: {other:?} is nothing we publish"),
            };
            owned.push(OwnedValue::of(&record.owner, &data));
        }
    }
    owned
}

fn lines(plan: &Plan) -> String {
    let mut out = String::new();
    for step in &plan.steps {
        write!(out, "{}", step_lines("", step)).unwrap();
    }
    for waiting in &plan.waiting {
        let until = match &waiting.until {
            WaitFor::PolicyServed(url) => format!("served {url}"),
            WaitFor::InPlace(key) => format!("in place {key}"),
            WaitFor::Moment(moment) => format!("{}", moment.0),
        };
        let step = step_lines("later: ", &waiting.step);
        writeln!(out, "{step}  after {until}").unwrap();
    }
    for (word, records) in [("in place", &plan.in_place), ("adopted", &plan.adopted)] {
        for record in records {
            writeln!(out, "{word}: {}", record_line(record)).unwrap();
        }
    }
    for blocked in &plan.blocked {
        writeln!(out, "blocked: {}", blocked_line(blocked)).unwrap();
    }
    for unknown in &plan.unknown {
        let (question, failure) = (&unknown.question, unknown.failure);
        writeln!(out, "unknown: {question:?} {failure:?}").unwrap();
    }
    if plan.foreign_records > 0 {
        writeln!(out, "foreign: {}", plan.foreign_records).unwrap();
    }
    out
}

fn step_lines(prefix: &str, step: &PlanStep) -> String {
    let reason = match step.reason {
        StepReason::Create => "create",
        StepReason::Replace => "replace",
        StepReason::Merge => "merge",
        StepReason::MergeSeveral => "merge several",
        StepReason::TakeOver => "take over",
        StepReason::Withdraw => "withdraw",
        StepReason::GiveBack => "give back",
        StepReason::TakeBack => "take back",
        StepReason::Restore => "restore",
    };
    let change = &step.change;
    let ttl = |set: &RrSet| format!(" ttl {}", set.ttl_seconds);
    let ttl = change.after.as_ref().map(ttl).unwrap_or_default();
    let mut out = format!("{prefix}{reason} {} in {}{ttl}\n", change.key, step.zone);
    for (sign, values) in [
        ('-', change.removed()),
        ('+', change.added()),
        ('=', change.kept()),
    ] {
        for value in values {
            writeln!(out, "  {sign} {}", text(value)).unwrap();
        }
    }
    out
}

fn record_line(record: &PlannedRecord) -> String {
    let publication = &record.publication;
    let data = RecordData::from(&publication.data);
    format!("{} {} {}", data.kind(), publication.owner, text(&data))
}

fn blocked_line(blocked: &Blocked) -> String {
    let why = match &blocked.why {
        BlockedWhy::Alias(target) => format!("alias of {target}"),
        BlockedWhy::Delegated(zone) => format!("delegated to {zone}"),
        BlockedWhy::OtherZone(zone) => format!("in another's zone {zone}"),
        BlockedWhy::NoZone => "no zone".to_owned(),
        BlockedWhy::Foreign(text) => format!("another's {text}"),
        BlockedWhy::SeveralSpf(texts) => format!("several SPF {}", texts.join(" | ")),
        BlockedWhy::BrokenSpf(text) => format!("broken SPF {text}"),
        BlockedWhy::ServersDiffer(said) => {
            let said = said.iter().map(|(server, text)| format!("{server} {text}"));
            format!("servers differ {}", said.collect::<Vec<_>>().join(" / "))
        }
    };
    format!("{} {why}", blocked.key)
}

fn text(value: &RecordData) -> String {
    match value {
        RecordData::Txt(txt) => TxtRecord::text(txt),
        RecordData::Cname(name) => name.to_string(),
        RecordData::Mx(mx) => match &mx.exchange {
            Some(exchange) => format!("{} {exchange}", mx.preference),
            None => format!("{} .", mx.preference),
        },
        RecordData::Tlsa(tlsa) => format!(
            "{} {} {} {}",
            tlsa.usage,
            tlsa.selector,
            tlsa.matching,
            tlsa.data
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect::<String>()
        ),
    }
}
