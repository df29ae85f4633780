//! What `add` says: what was taken over, the records, and what to do next.

use app::add::{Added, TakenOver};
use app::records::ToPublish;
use protocols::answers::Failure;
use protocols::dkim::Selector;
use protocols::dmarc::{DmarcIntent, LadderStep};
use protocols::domain::Purpose;
use protocols::domain::in_force::{DmarcInForce, Seen};
use protocols::name::DomainName;

use crate::context::Context;
use crate::render::question::failure_key;
use crate::render::records::body;
use crate::render::style::{BOLD, paint};
use crate::wire::names;
use crate::wording::{Arguments, Catalogue};

/// The whole of it.
pub(crate) fn text(
    domain: &DomainName,
    publish: &ToPublish,
    added: &Added,
    context: &Context,
) -> String {
    let words = &context.catalogue;
    let named = || Arguments::none().text("domain", domain.as_str());
    let mut out = format!("{}\n\n", paint(BOLD, words.say("add-done", &named())));
    if !added.taken_over.is_empty() {
        out.push_str(&format!("{}\n", words.word("add-taken-over")));
        for taken in &added.taken_over {
            out.push_str(&lines(taken, domain, added, words));
        }
        out.push('\n');
    }
    out.push_str(&not_seen(domain, added, words));
    out.push_str(&body(domain, publish, &[], None, context));
    out.push_str(&format!("{}\n", words.say("add-next", &named())));
    out
}

fn lines(taken: &TakenOver, domain: &DomainName, added: &Added, words: &Catalogue) -> String {
    let line = match taken {
        TakenOver::Spf(text) => words.say("add-took-spf", &Arguments::none().text("text", text)),
        TakenOver::Dmarc(policy) => return dmarc(policy, domain, added, words),
        TakenOver::MtaSts(policy) => {
            let mx: Vec<String> = policy.mx().iter().map(ToString::to_string).collect();
            let arguments = Arguments::none()
                .text("mode", policy.mode().to_string())
                .count("seconds", policy.max_age_seconds())
                .text("mx", mx.join(", "));
            words.say("add-took-mta-sts", &arguments)
        }
        TakenOver::MtaStsAlone(failure) => {
            words.say("add-took-mta-sts-alone", &because(*failure, words))
        }
        TakenOver::TlsRpt(rua) => {
            let rua: Vec<String> = rua.iter().map(ToString::to_string).collect();
            let rua = Arguments::none().text("rua", rua.join(", "));
            words.say("add-took-tls-rpt", &rua)
        }
        TakenOver::Selector(selector, seen) => left_alone(selector, seen, words),
    };
    format!("  · {line}\n")
}

fn dmarc(policy: &DmarcInForce, domain: &DomainName, added: &Added, words: &Catalogue) -> String {
    let arguments = Arguments::none()
        .text("text", &policy.text)
        .text("domain", policy.policy_domain.as_str());
    let key = if policy.policy_domain == *domain {
        "add-took-dmarc"
    } else {
        "add-took-dmarc-of-parent"
    };
    let mut out = format!("  · {}\n", words.say(key, &arguments));
    if let Some(step) = step_said(policy, added) {
        let step = Arguments::none().text("step", names::ladder_step(step));
        out.push_str(&format!(
            "    {}\n",
            words.say("add-took-dmarc-step", &step)
        ));
    }
    let left_out = policy.left_out();
    if !left_out.is_empty() {
        let tags = Arguments::none().text("tags", left_out.join(", "));
        let left_out = words.say("add-took-dmarc-left-out", &tags);
        out.push_str(&format!("    {left_out}\n"));
    }
    out
}

/// The step that a person said, where it is another than the one in force.
fn step_said(policy: &DmarcInForce, added: &Added) -> Option<LadderStep> {
    let Purpose::Mail(intent) = &added.desired.purpose else {
        return None;
    };
    match &intent.dmarc {
        DmarcIntent::Sending { step, .. } if *step != policy.step => Some(*step),
        DmarcIntent::Sending { .. } | DmarcIntent::Parked { .. } => None,
    }
}

fn left_alone(selector: &Selector, seen: &Seen<Vec<String>>, words: &Catalogue) -> String {
    let arguments = match seen {
        Seen::InForce(_) | Seen::Nothing => Arguments::none(),
        Seen::Unknown(failure) => because(*failure, words),
    };
    let key = match seen {
        Seen::InForce(_) => "add-left-selector",
        Seen::Nothing => "add-left-selector-empty",
        Seen::Unknown(_) => "add-left-selector-unknown",
    };
    words.say(key, &arguments.text("selector", selector.as_str()))
}

/// What could not be looked at, said once for each reason.
fn not_seen(domain: &DomainName, added: &Added, words: &Catalogue) -> String {
    let mut failures: Vec<Failure> = Vec::new();
    for (_, failure) in &added.not_seen {
        if !failures.contains(failure) {
            failures.push(*failure);
        }
    }
    let mut out = String::new();
    for failure in failures {
        let of_failure = added.not_seen.iter().filter(|(_, other)| *other == failure);
        let what: Vec<String> = of_failure
            .map(|(kind, _)| words.word(&format!("protection-{}", names::protection(*kind))))
            .collect();
        let arguments = because(failure, words)
            .text("what", what.join(", "))
            .text("domain", domain.as_str());
        out.push_str(&format!("? {}\n\n", words.say("add-not-seen", &arguments)));
    }
    out
}

fn because(failure: Failure, words: &Catalogue) -> Arguments<'static> {
    Arguments::none().text("failure", words.word(failure_key(failure)))
}
