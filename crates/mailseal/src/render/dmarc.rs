//! What `dmarc` prints: the policy in plain words, whose it is, and the walk.

use protocols::dmarc::discover::{
    AppliedPolicy, Found, OrganizationalDomain, OrganizationalReason, PolicyBasis,
};
use protocols::dmarc::rfc7489::{Rfc7489Policy, applied_by_rfc7489};
use protocols::dmarc::{Discovery, Policy, PolicyState};

use crate::context::Context;
use crate::render::question;
use crate::render::style::{BOLD, CALM, CARE, DIM, GOOD, paint};
use crate::wording::{Arguments, Catalogue, escape};

/// The whole answer.
pub(crate) fn text(discovery: &Discovery, context: &Context) -> String {
    let words = &context.catalogue;
    let name = discovery.author.to_string();
    let mut out = match &discovery.policy {
        PolicyState::Applies(applied) => applies(&name, applied, words),
        PolicyState::NoRecord => {
            let text = words.say("dmarc-no-record", &Arguments::none().text("name", &name));
            format!("{}\n", paint(CARE, text))
        }
        PolicyState::NoProcessing(found) => {
            let domain = Arguments::none().text("domain", found.domain.as_str());
            format!(
                "{}\n",
                paint(CARE, words.say("dmarc-no-processing", &domain))
            )
        }
        PolicyState::TempError(failure) => {
            let arguments = Arguments::none()
                .text("question", question::words(&failure.question, words))
                .text(
                    "failure",
                    words.word(question::failure_key(failure.failure)),
                );
            format!(
                "{}\n",
                paint(CALM, words.say("dmarc-temperror", &arguments))
            )
        }
    };
    out.push_str(&organizational(discovery, words));
    out.push_str(&format!("\n{}\n", paint(BOLD, words.word("dmarc-walk"))));
    for step in &discovery.walk.steps {
        out.push_str(&format!(
            "  _dmarc.{:<40} {}\n",
            step.target.to_string(),
            found(&step.found, words)
        ));
    }
    out
}

fn applies(name: &str, applied: &AppliedPolicy, words: &Catalogue) -> String {
    let policy = words.word(policy_key(applied.applied));
    let arguments = Arguments::none().text("name", name).text("policy", policy);
    let mut out = format!("{}\n", paint(BOLD, words.say("dmarc-applied", &arguments)));
    let domain = Arguments::none().text("domain", applied.found.domain.as_str());
    let basis = match applied.basis {
        PolicyBasis::Tag(tag) => words.say("dmarc-basis", &domain.text("tag", tag.to_string())),
        PolicyBasis::NoValidPolicy => words.say("dmarc-basis-no-valid-policy", &domain),
    };
    out.push_str(&format!("  {basis}\n"));
    if applied.requested != applied.applied {
        let requested = Arguments::none().text("requested", applied.requested.to_string());
        out.push_str(&format!("  {}\n", words.say("dmarc-testing", &requested)));
    }
    if let Some(older) = older(applied, words) {
        out.push_str(&format!("  {older}\n"));
    }
    out
}

/// What receivers by RFC 7489 do, where it is something else.
fn older(applied: &AppliedPolicy, words: &Catalogue) -> Option<String> {
    match applied_by_rfc7489(applied) {
        Rfc7489Policy::Nothing => Some(words.word("dmarc-older-nothing")),
        // A share of nothing is nothing.
        Rfc7489Policy::Applied(Policy::None, _) if applied.applied == Policy::None => None,
        Rfc7489Policy::Applied(policy, 100) if applied.applied == policy => None,
        Rfc7489Policy::Applied(policy, percent) => {
            let key = match percent {
                100 => "dmarc-older-policy",
                0..100 | 101.. => "dmarc-older-share",
            };
            let arguments = Arguments::none()
                .text("policy", words.word(policy_key(policy)))
                .count("percent", percent);
            Some(words.say(key, &arguments))
        }
    }
}

fn organizational(discovery: &Discovery, words: &Catalogue) -> String {
    match &discovery.organizational_domain {
        Err(_) => format!("  {}\n", words.word("dmarc-organizational-unknown")),
        Ok(OrganizationalDomain { domain, reason }) => {
            let reason = match reason {
                OrganizationalReason::PsdNo => words.word("dmarc-organizational-psd-no"),
                OrganizationalReason::BelowPsd(psd) => words.say(
                    "dmarc-organizational-below-psd",
                    &Arguments::none().text("psd", psd.as_str()),
                ),
                OrganizationalReason::FewestLabels => {
                    words.word("dmarc-organizational-fewest-labels")
                }
                OrganizationalReason::NoRecord => words.word("dmarc-organizational-no-record"),
            };
            let arguments = Arguments::none()
                .text("domain", domain.as_str())
                .text("reason", reason);
            format!(
                "  {}\n",
                words.say("dmarc-organizational-domain", &arguments)
            )
        }
    }
}

fn found(found: &Found, words: &Catalogue) -> String {
    match found {
        Found::Record(record) => paint(GOOD, escape(&record.text)),
        Found::Several(count) => {
            let count = Arguments::none().count("count", *count);
            paint(CARE, words.say("dmarc-found-several", &count))
        }
        Found::Nothing => paint(DIM, words.word("dmarc-found-nothing")),
        Found::NoSuchName => paint(DIM, words.word("dmarc-found-no-such-name")),
        Found::Failed(failure) => {
            let failure = words.word(question::failure_key(failure.failure));
            let failure = Arguments::none().text("failure", failure);
            paint(CALM, words.say("dmarc-found-failed", &failure))
        }
    }
}

fn policy_key(policy: Policy) -> &'static str {
    match policy {
        Policy::None => "dmarc-policy-none",
        Policy::Quarantine => "dmarc-policy-quarantine",
        Policy::Reject => "dmarc-policy-reject",
    }
}
