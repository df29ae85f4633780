//! One change of a plan or of a job.

use askama::Template;
use askama::filters::HtmlSafe;
use protocols::name::DomainName;
use protocols::plan::{PlanStep, StepReason, WaitFor};
use protocols::published::Publication;
use protocols::rrset::RecordData;

use super::diff::Diff;
use super::mark::Mark;
use super::record::Record;
use super::sentence;
use crate::export::published;
use crate::render::plan::{reason, told, until};
use crate::server::web::words::Words;
use crate::wording::Arguments;

/// A change: what is done to which record set, and its values that go and come.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/change.html")]
pub(crate) struct Change {
    verb: String,
    what: String,
    notes: String,
    diff: Option<Diff>,
    records: Vec<Record>,
    waits: Option<String>,
}

impl HtmlSafe for Change {}

impl Change {
    /// Of a step; `id` tells its record boxes apart from others on the page.
    pub(crate) fn of(step: &PlanStep, domain: &DomainName, id: &str, words: Words) -> Change {
        let change = &step.change;
        let (removed, added) = (change.removed(), change.added());
        let what = format!("{} {}", change.key.kind, change.key.owner);
        let ttl_seconds = change.after.as_ref().map_or(0, |set| set.ttl_seconds);
        let is_new = removed.is_empty();
        let records = added.iter().enumerate().filter(|_| is_new);
        let records = records.map(|(index, value)| {
            let record = Publication {
                owner: change.key.owner.clone(),
                ttl_seconds,
                data: published(value),
            };
            Record::whole(format!("{id}-{index}"), &record, words)
        });
        let texts = |values: &[&RecordData]| values.iter().map(|value| told(value)).collect();
        let (gone, come): (Vec<String>, Vec<String>) = (texts(&removed), texts(&added));
        Change {
            verb: verb(step, words),
            notes: notes(step, domain, words),
            diff: (!is_new).then(|| {
                let label = words.with("pages-diff-label", "name", &what);
                Diff::of_values(label, &gone, &come, words)
            }),
            records: records.collect(),
            what,
            waits: None,
        }
    }

    /// With what it waits for.
    pub(crate) fn waits(mut self, wait: &WaitFor, domain: &DomainName, words: Words) -> Change {
        self.waits = Some(sentence(&until(wait, domain, words.catalogue())));
        self
    }
}

fn verb(step: &PlanStep, words: Words) -> String {
    words.t(match (&step.change.before, &step.change.after) {
        (None, _) => "pages-change-add",
        (Some(_), Some(_)) => "pages-change-change",
        (Some(_), None) => "pages-change-remove",
    })
}

/// What the record is for, on what ground it changes, what of others stays beside it.
fn notes(step: &PlanStep, domain: &DomainName, words: Words) -> String {
    let mut notes = Vec::new();
    match step.reason {
        // The verb says as much.
        StepReason::Create | StepReason::Replace => {
            notes.push(words.t(step.role.why()));
        }
        StepReason::Merge
        | StepReason::MergeSeveral
        | StepReason::TakeOver
        | StepReason::Withdraw
        | StepReason::GiveBack
        | StepReason::TakeBack
        | StepReason::Restore => notes.push(reason(step, words.catalogue())),
    }
    let kept = step.change.kept().len();
    if kept > 0 {
        notes.push(words.say("plan-kept", &Arguments::none().count("count", kept)));
    }
    if !domain.is_at_or_below(&step.zone) {
        notes.push(words.with("plan-in-zone", "zone", step.zone.as_str()));
    }
    notes.join(" · ")
}
