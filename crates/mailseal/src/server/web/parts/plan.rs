//! A plan: what is written now, what later and when, what is in the way; and the form that approves it.

use std::collections::BTreeSet;

use askama::Template;
use askama::filters::HtmlSafe;
use protocols::name::DomainName;
use protocols::plan::{Blocked, BlockedWhy, Plan as Drawn, Risk, Unobserved, WaitFor, risks};

use super::change::Change;
use super::mark::Mark;
use super::sentence;
use crate::render::plan::{InTheWay, role_typed, until};
use crate::render::question;
use crate::server::desk::Proposal;
use crate::server::web::frame::Frame;
use crate::server::web::words::Words;
use crate::wording::Arguments;

/// A plan as a panel.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/plan.html")]
pub(crate) struct Plan {
    words: Words,
    /// The head's words: how much is to be done.
    pub(crate) title: String,
    facts: String,
    steps: Vec<Step>,
    blocked: Vec<InWay>,
    unknown: Vec<String>,
    approval: Option<Approval>,
}

impl HtmlSafe for Plan {}

/// What is written together.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Step {
    number: usize,
    title: String,
    changes: Vec<Change>,
}

/// Something in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
struct InWay {
    what: String,
    why: String,
    texts: Vec<String>,
    fix: String,
    /// Where the page asks for it instead.
    ask: Option<(String, String)>,
}

/// The form that writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Approval {
    action: String,
    csrf: String,
    mark: String,
    button: String,
    /// What may lose mail, and is approved by typing the name of the domain.
    risks: Vec<String>,
    domain: String,
    /// What was asked for by name, to be asked for again.
    asked: Vec<(&'static str, String)>,
    /// What is wrong with the name that was typed.
    fault: Option<String>,
}

/// What somebody asked a plan for by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct AskedFor {
    pub(crate) merge_spf: bool,
    pub(crate) take_over: BTreeSet<String>,
}

impl AskedFor {
    /// As the query of an address, empty or beginning with `?`.
    pub(crate) fn query(&self) -> String {
        let mut pairs: Vec<String> = Vec::new();
        if self.merge_spf {
            pairs.push("merge-spf=yes".to_owned());
        }
        pairs.extend(
            self.take_over
                .iter()
                .map(|role| format!("take-over={role}")),
        );
        match pairs.is_empty() {
            true => String::new(),
            false => format!("?{}", pairs.join("&")),
        }
    }

    fn with_merge(&self) -> AskedFor {
        AskedFor {
            merge_spf: true,
            ..self.clone()
        }
    }

    fn taking_over(&self, role: &str) -> AskedFor {
        let mut out = self.clone();
        out.take_over.insert(role.to_owned());
        out
    }
}

impl Plan {
    /// A plan as it is shown to somebody who may write it.
    pub(crate) fn of(proposal: &Proposal, asked: &AskedFor, frame: &Frame) -> Plan {
        let (plan, words) = (&proposal.drawn.plan, frame.words);
        let steps = steps(plan, words);
        let title = title(plan, steps.len(), words);
        let mut facts: Vec<String> = Vec::new();
        facts.extend(
            proposal
                .drawn
                .provider
                .map(|provider| provider.name.to_owned()),
        );
        if plan.foreign_records > 0 {
            let count = Arguments::none().count("count", plan.foreign_records);
            facts.push(words.say("plan-count-foreign", &count));
        }
        let in_place = plan.in_place.len() + plan.adopted.len();
        if in_place > 0 {
            let count = Arguments::none().count("count", in_place);
            facts.push(words.say("plan-in-place", &count));
        }
        Plan {
            words,
            title,
            facts: facts.join(" · "),
            steps,
            blocked: plan
                .blocked
                .iter()
                .map(|blocked| in_way(blocked, &plan.domain, asked, words))
                .collect(),
            unknown: plan
                .open_unknowns()
                .map(|open| unseen(open, words))
                .collect(),
            approval: approval(proposal, asked, frame),
        }
    }

    /// Whether there is something to approve.
    pub(crate) fn has_work(&self) -> bool {
        self.approval.is_some()
    }

    /// With what was wrong with the name that was typed to approve it.
    pub(crate) fn refused(mut self, fault: String) -> Plan {
        if let Some(approval) = &mut self.approval {
            approval.fault = Some(fault);
        }
        self
    }
}

/// Which step of the plan touches this name, from 1.
pub(crate) fn step_of(plan: &Drawn, owner: &DomainName) -> Option<usize> {
    let touches = |step: &protocols::plan::PlanStep| step.change.key.owner == *owner;
    if plan.steps.iter().any(touches) {
        return Some(1);
    }
    let groups = waits(plan);
    let at = groups.iter().position(|until| {
        let mut waiting = plan.waiting.iter();
        waiting.any(|waiting| waiting.until == **until && touches(&waiting.step))
    })?;
    Some(at + 1 + usize::from(!plan.steps.is_empty()))
}

/// What is waited for, each once, in the plan's order.
fn waits(plan: &Drawn) -> Vec<&WaitFor> {
    let mut waits: Vec<&WaitFor> = Vec::new();
    for waiting in &plan.waiting {
        if !waits.contains(&&waiting.until) {
            waits.push(&waiting.until);
        }
    }
    waits
}

fn steps(plan: &Drawn, words: Words) -> Vec<Step> {
    let mut steps = Vec::new();
    if !plan.steps.is_empty() {
        let changes = plan.steps.iter().enumerate();
        let changes = changes
            .map(|(index, step)| Change::of(step, &plan.domain, &format!("now-{index}"), words));
        steps.push(Step {
            number: 1,
            title: words.t("pages-plan-now"),
            changes: changes.collect(),
        });
    }
    for wait in waits(plan) {
        let number = steps.len() + 1;
        let waiting = plan.waiting.iter().filter(|waiting| waiting.until == *wait);
        let changes = waiting.enumerate().map(|(index, waiting)| {
            let id = format!("later-{number}-{index}");
            Change::of(&waiting.step, &plan.domain, &id, words)
        });
        steps.push(Step {
            number,
            title: when(wait, &plan.domain, words),
            changes: changes.collect(),
        });
    }
    steps
}

/// `When the policy is served`, in place of the terminal's `waits until …`.
fn when(wait: &WaitFor, domain: &DomainName, words: Words) -> String {
    match wait {
        WaitFor::PolicyServed(url) => words.with("pages-plan-when-served", "url", url),
        WaitFor::InPlace(key) => {
            let arguments = Arguments::none()
                .text("name", key.owner.as_str())
                .text("type", key.kind.word());
            words.say("pages-plan-when-in-place", &arguments)
        }
        WaitFor::Moment(_) => sentence(&until(wait, domain, words.catalogue())),
    }
}

fn title(plan: &Drawn, steps: usize, words: Words) -> String {
    let changes = plan.steps.len() + plan.waiting.len();
    if changes == 0 {
        return words.t(match (plan.blocked.is_empty(), plan.adopted.is_empty()) {
            (true, true) => "pages-plan-nothing",
            (true, false) => "pages-plan-adopts",
            (false, _) => "pages-plan-blocked",
        });
    }
    let arguments = Arguments::none()
        .count("count", changes)
        .count("steps", steps);
    words.say("pages-plan-title", &arguments)
}

fn in_way(blocked: &Blocked, domain: &DomainName, asked: &AskedFor, words: Words) -> InWay {
    let in_the_way = InTheWay::of(blocked);
    let arguments = in_the_way.arguments(blocked);
    let base = format!("/domains/{domain}/plan");
    let asks = |asked: AskedFor, key: &str| {
        let href = format!("{base}{}", asked.query());
        Some((href, words.t(key)))
    };
    let role = role_typed(blocked);
    let ask = match (&blocked.why, role) {
        (BlockedWhy::SeveralSpf(_), _) => asks(asked.with_merge(), "pages-plan-ask-merge"),
        (BlockedWhy::Foreign(_) | BlockedWhy::BrokenSpf(_), Some(role)) => {
            asks(asked.taking_over(role), "pages-plan-ask-take-over")
        }
        (BlockedWhy::Foreign(_) | BlockedWhy::BrokenSpf(_), None)
        | (
            BlockedWhy::Alias(_)
            | BlockedWhy::Delegated(_)
            | BlockedWhy::OtherZone(_)
            | BlockedWhy::NoZone
            | BlockedWhy::ServersDiffer(_),
            _,
        ) => None,
    };
    let fix = match (&ask, role) {
        (Some(_), _) => words.t("pages-plan-ask"),
        (None, None) if matches!(blocked.why, BlockedWhy::Foreign(_)) => {
            attribute(&in_the_way, "fix-never", &arguments, words)
        }
        (None, _) => attribute(&in_the_way, "fix", &arguments, words),
    };
    InWay {
        what: format!("{} {}", blocked.key.kind, blocked.key.owner),
        why: words.sentence(in_the_way.key, &arguments),
        texts: in_the_way.texts.clone(),
        fix,
        ask,
    }
}

fn attribute(in_the_way: &InTheWay, name: &str, arguments: &Arguments<'_>, words: Words) -> String {
    let text = words.catalogue().attribute(in_the_way.key, name, arguments);
    text.unwrap_or_default()
}

fn unseen(unknown: &Unobserved, words: Words) -> String {
    let asked = question::words(&unknown.question, words.catalogue());
    let arguments = Arguments::none()
        .text("question", asked)
        .text("failure", words.t(question::failure_key(unknown.failure)));
    words.say("plan-unknown", &arguments)
}

fn approval(proposal: &Proposal, asked: &AskedFor, frame: &Frame) -> Option<Approval> {
    let plan = &proposal.drawn.plan;
    let changes = plan.steps.len() + plan.waiting.len();
    if changes == 0 && plan.adopted.is_empty() {
        return None;
    }
    let words = frame.words;
    let risks = risks(plan);
    let mut given: Vec<(&'static str, String)> = Vec::new();
    if asked.merge_spf {
        given.push(("merge-spf", "yes".to_owned()));
    }
    given.extend(
        asked
            .take_over
            .iter()
            .map(|role| ("take-over", role.clone())),
    );
    Some(Approval {
        action: format!("/domains/{}/apply", plan.domain),
        csrf: frame.csrf().to_owned(),
        mark: proposal.mark.to_string(),
        button: match changes {
            0 => words.count("pages-plan-adopt", plan.adopted.len()),
            _ => words.count("pages-plan-apply", changes),
        },
        risks: risks.iter().map(|risk| risk_words(*risk, words)).collect(),
        domain: plan.domain.to_string(),
        asked: given,
        fault: None,
    })
}

fn risk_words(risk: Risk, words: Words) -> String {
    words.t(match risk {
        Risk::Reject => "pages-plan-risk-reject",
        Risk::NoMail => "pages-plan-risk-no-mail",
    })
}
