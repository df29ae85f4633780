//! What a person approved, as a mark that comes back with the order to write. Where what would be
//! written now has another mark than what was shown, nothing is written: the person sees it first.

use std::fmt;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{Context, SHA256};
use protocols::plan::{Plan, PlanStep, StepReason, WaitFor};
use protocols::rrset::{RecordData, RrSet};

use crate::apply::Job;
use crate::ledger::{OwnedValue, Revision};

/// Octets of a mark.
const OCTETS: usize = 32;

/// SHA-256 over all that would be written and on what ground. The DNS of strangers is part of it, who
/// must not find two plans with one mark, so it is not shortened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark([u8; OCTETS]);

impl Mark {
    /// The mark of a plan for what was wanted at `revision`: what it writes now and later, and what it
    /// makes ours. In which order a server gives the values of a set and what TTLs it says does not
    /// count, as in [`protocols::rrset::RrSetChange::is_same`]; nor do records that stay in place.
    pub fn of_plan(plan: &Plan, revision: Revision) -> Mark {
        let mut writer = Writer::new("plan/1");
        writer.text(plan.domain.as_str());
        writer.number(revision.0);
        writer.count(plan.steps.len());
        for step in &plan.steps {
            writer.step(step);
        }
        writer.count(plan.waiting.len());
        for waiting in &plan.waiting {
            writer.step(&waiting.step);
            writer.until(&waiting.until);
        }
        writer.count(plan.adopted.len());
        for record in &plan.adopted {
            let publication = &record.publication;
            let data = RecordData::from(&publication.data);
            writer.value(&OwnedValue::of(&publication.owner, &data));
        }
        writer.finish()
    }

    /// The mark of a job, such as one that takes another back.
    pub fn of_job(job: &Job) -> Mark {
        let mut writer = Writer::new("job/1");
        writer.text(job.domain.as_str());
        writer.count(job.changes.len());
        for change in &job.changes {
            writer.step(&change.step);
            writer.count(change.waits.iter().count());
            if let Some(until) = &change.waits {
                writer.until(until);
            }
        }
        writer.finish()
    }

    /// Reads what `Display` writes: 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Mark> {
        let digits = text.as_bytes();
        if digits.len() != 2 * OCTETS || !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        let mut octets = [0; OCTETS];
        for (octet, pair) in octets.iter_mut().zip(text.as_bytes().chunks(2)) {
            let pair = std::str::from_utf8(pair).ok()?;
            *octet = u8::from_str_radix(pair, 16).ok()?;
        }
        Some(Mark(octets))
    }

    /// Whether it is the mark that came back.
    pub fn is(&self, other: &Mark) -> bool {
        verify_slices_are_equal(&self.0, &other.0).is_ok()
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

/// Every part with its length before it, so that no two things are written alike.
struct Writer(Context);

impl Writer {
    fn new(kind: &str) -> Writer {
        let mut writer = Writer(Context::new(&SHA256));
        writer.text(kind);
        writer
    }

    fn number(&mut self, number: u64) {
        self.0.update(&number.to_be_bytes());
    }

    fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.update(text.as_bytes());
    }

    fn value(&mut self, value: &OwnedValue) {
        self.text(value.owner.as_str());
        self.text(value.kind.word());
        self.0.update(&value.digest);
    }

    fn step(&mut self, step: &PlanStep) {
        self.text(step.role.word());
        self.text(reason(step.reason));
        self.text(step.zone.as_str());
        let owner = &step.change.key.owner;
        self.text(owner.as_str());
        self.text(step.change.key.kind.word());
        for set in [&step.change.before, &step.change.after] {
            let mut values: Vec<OwnedValue> = set
                .iter()
                .flat_map(|set: &RrSet| &set.values)
                .map(|value| OwnedValue::of(owner, value))
                .collect();
            values.sort_unstable();
            self.count(values.len());
            for value in &values {
                self.value(value);
            }
        }
    }

    fn until(&mut self, until: &WaitFor) {
        match until {
            WaitFor::PolicyServed(url) => {
                self.text("policy-served");
                self.text(url);
            }
            WaitFor::InPlace(key) => {
                self.text("in-place");
                self.text(key.owner.as_str());
                self.text(key.kind.word());
            }
            WaitFor::Moment(moment) => {
                self.text("moment");
                self.number(moment.0);
            }
        }
    }

    fn finish(self) -> Mark {
        let mut octets = [0; OCTETS];
        octets.copy_from_slice(self.0.finish().as_ref());
        Mark(octets)
    }
}

fn reason(reason: StepReason) -> &'static str {
    match reason {
        StepReason::Create => "create",
        StepReason::Replace => "replace",
        StepReason::Merge => "merge",
        StepReason::MergeSeveral => "merge-several",
        StepReason::TakeOver => "take-over",
        StepReason::Withdraw => "withdraw",
        StepReason::GiveBack => "give-back",
        StepReason::TakeBack => "take-back",
        StepReason::Restore => "restore",
    }
}

#[cfg(test)]
mod tests {
    use protocols::answers::TxtRecord;
    use protocols::domain::records::Role;
    use protocols::name::DomainName;
    use protocols::plan::WaitingStep;
    use protocols::rrset::{RecordKind, RrSetChange, RrSetKey};
    use protocols::time::Timestamp;

    use super::*;

    fn name(text: &str) -> DomainName {
        DomainName::parse(text).unwrap()
    }

    fn set(ttl_seconds: u32, texts: &[&str]) -> Option<RrSet> {
        let values = texts
            .iter()
            .map(|text| RecordData::Txt(TxtRecord::of(text)));
        Some(RrSet {
            ttl_seconds,
            values: values.collect(),
        })
    }

    fn step(before: Option<RrSet>, after: Option<RrSet>) -> PlanStep {
        PlanStep {
            role: Role::Spf,
            zone: name("a.example"),
            reason: StepReason::Merge,
            change: RrSetChange {
                key: RrSetKey {
                    owner: name("a.example"),
                    kind: RecordKind::Txt,
                },
                before,
                after,
            },
            old_for_seconds: 60,
        }
    }

    fn plan(steps: Vec<PlanStep>) -> Plan {
        Plan {
            domain: name("a.example"),
            steps,
            waiting: Vec::new(),
            in_place: Vec::new(),
            adopted: Vec::new(),
            blocked: Vec::new(),
            unknown: Vec::new(),
            foreign_records: 0,
        }
    }

    fn mark(plan: &Plan) -> Mark {
        Mark::of_plan(plan, Revision(1))
    }

    #[test]
    fn what_a_server_turns_round_does_not_count() {
        let one = plan(vec![step(set(60, &["x", "y"]), set(60, &["x", "z"]))]);
        let mut other = plan(vec![step(set(59, &["y", "x"]), set(300, &["z", "x"]))]);
        other.steps[0].old_for_seconds = 1;
        other.foreign_records = 9;
        assert_eq!(mark(&one), mark(&other));
    }

    #[test]
    fn whatever_would_be_written_otherwise_counts() {
        let one = plan(vec![step(set(60, &["x"]), set(60, &["y"]))]);
        let mut others = vec![
            plan(vec![step(set(60, &["x2"]), set(60, &["y"]))]),
            plan(vec![step(set(60, &["x"]), set(60, &["y2"]))]),
            plan(vec![step(None, set(60, &["y"]))]),
            plan(Vec::new()),
            plan(vec![one.steps[0].clone(), one.steps[0].clone()]),
        ];
        let mut waits = plan(Vec::new());
        let until = WaitFor::Moment(Timestamp(7));
        waits.waiting.push(WaitingStep {
            step: one.steps[0].clone(),
            until,
        });
        others.push(waits.clone());
        waits.waiting[0].until = WaitFor::Moment(Timestamp(8));
        others.push(waits);
        let mut marks = vec![mark(&one), Mark::of_plan(&one, Revision(2))];
        marks.extend(others.iter().map(mark));
        for (index, one) in marks.iter().enumerate() {
            assert!(marks[..index].iter().all(|other| !other.is(one)), "{index}");
        }
    }

    #[test]
    fn a_mark_is_read_as_it_is_written() {
        let mark = mark(&plan(Vec::new()));
        assert_eq!(Mark::parse(&mark.to_string()), Some(mark));
        for bad in ["", "ab", &"g".repeat(64), &"ä".repeat(32)] {
            assert_eq!(Mark::parse(bad), None, "{bad}");
        }
    }
}
