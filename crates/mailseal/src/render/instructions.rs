//! What `plan --instructions` prints: the steps of a plan for a person without access for programs,
//! each record in the form of the provider that serves the zone.

use app::plan::Drawn;
use app::provider::Provider;
use protocols::domain::PlannedRecord;
use protocols::plan::PlanStep;
use protocols::published::{Publication, TTL_SECONDS_DEFAULT};
use protocols::rrset::RecordData;

use crate::context::Context;
use crate::export::published;
use crate::render::plan::{blocked, told, until};
use crate::render::records::{labelled, of_provider, record};
use crate::render::style::{BOLD, CALM, paint};
use crate::wording::{Arguments, Catalogue};

/// The steps of all plans.
pub(crate) fn text(drawn: &[Drawn], context: &Context) -> String {
    let texts = drawn.iter().map(|drawn| one(drawn, &context.catalogue));
    texts.collect::<Vec<String>>().join("\n")
}

fn one(drawn: &Drawn, words: &Catalogue) -> String {
    let plan = &drawn.plan;
    let domain = || Arguments::none().text("domain", plan.domain.as_str());
    let mut out = format!("{}\n", paint(BOLD, plan.domain.to_unicode()));
    if plan.steps.is_empty() && plan.waiting.is_empty() && plan.blocked.is_empty() {
        out.push_str(&format!("{}\n", words.word("instructions-nothing")));
        return out;
    }
    out.push_str(&of_provider(drawn.provider, words));
    out.push('\n');
    let waiting = plan
        .waiting
        .iter()
        .map(|waiting| (&waiting.step, Some(&waiting.until)));
    let steps = plan.steps.iter().map(|step| (step, None)).chain(waiting);
    for (index, (step, wait)) in steps.enumerate() {
        // The form of the domain's provider says nothing of another's zone.
        let inside = plan.domain.is_at_or_below(&step.zone);
        let provider = drawn.provider.filter(|_| inside);
        if let Some(wait) = wait {
            let wait = until(wait, &plan.domain, words);
            out.push_str(&format!("     {} {wait}\n", paint(CALM, "…")));
        }
        out.push_str(&self::step(index + 1, step, provider, words));
        out.push('\n');
    }
    for each in &plan.blocked {
        out.push_str(&blocked(each, words));
    }
    if !plan.blocked.is_empty() {
        out.push('\n');
    }
    out.push_str(&format!("{}\n", words.say("instructions-then", &domain())));
    out
}

/// What to do, the record as the form wants it, and what it takes the place of.
fn step(number: usize, step: &PlanStep, provider: Option<&Provider>, words: &Catalogue) -> String {
    let change = &step.change;
    let (removed, added) = (change.removed(), change.added());
    let key = match (removed.is_empty(), added.is_empty()) {
        (true, _) => "instructions-add",
        (false, false) => "instructions-edit",
        (false, true) => "instructions-remove",
    };
    let arguments = Arguments::none()
        .text("type", change.key.kind.word())
        .text("zone", step.zone.as_str());
    let mut out = format!("     {}\n", paint(BOLD, words.say(key, &arguments)));
    let shown: &[&RecordData] = if added.is_empty() { &removed } else { &added };
    for value in shown {
        let ttl = change.after.as_ref().map(|set| set.ttl_seconds);
        let planned = PlannedRecord {
            role: step.role,
            publication: Publication {
                owner: change.key.owner.clone(),
                ttl_seconds: ttl.unwrap_or(TTL_SECONDS_DEFAULT),
                data: published(value),
            },
        };
        out.push_str(&record(number, &planned, &step.zone, provider, words));
    }
    if !added.is_empty() {
        for value in removed {
            out.push_str(&labelled(&words.word("records-in-place-of"), &told(value)));
        }
    }
    out
}
