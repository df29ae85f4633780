//! What a check says, as every page of one shows it: the verdict in one sentence, the findings as cards,
//! and what happens to forged mail.

use std::collections::BTreeMap;

use protocols::assessment::{Assessment, ProtectionKind, State as Standing, Unknown};
use protocols::dmarc::Policy;
use protocols::domain::{Effect, Verdict, verdict};
use protocols::finding::{Finding, Severity};
use protocols::name::DomainName;

use super::finding::{Card, Opened, Repair};
use super::mark::Mark;
use super::protection;
use crate::output::{Forged, Report};
use crate::server::web::words::Words;
use crate::told::{self, Told};
use crate::wire::names;
use crate::wording::Arguments;

/// What an address says of the cards: `?open=all` opens every one.
pub(crate) fn opened(open: Option<&str>) -> Opened {
    match open {
        Some("all") => Opened::Yes,
        Some(_) | None => Opened::No,
    }
}

/// The verdict in one sentence.
pub(crate) fn verdict_of(assessment: &Assessment, words: Words) -> String {
    let key = match verdict(assessment) {
        Verdict::Unseen => "pages-verdict-unseen",
        Verdict::Broken(Effect::OwnMail) => "pages-verdict-own-mail",
        Verdict::Broken(Effect::IncomingMail) => "pages-verdict-incoming",
        Verdict::Broken(Effect::Forgery) => "pages-verdict-forgery",
        Verdict::Broken(Effect::Encryption) => "pages-verdict-encryption",
        Verdict::Broken(Effect::Order) => "pages-verdict-order",
        Verdict::Forgeable => "pages-verdict-forgeable",
        Verdict::Better(Effect::OwnMail) => "pages-verdict-better-own-mail",
        Verdict::Better(Effect::IncomingMail) => "pages-verdict-better-incoming",
        Verdict::Better(Effect::Forgery) => "pages-verdict-better-forgery",
        Verdict::Better(Effect::Encryption) => "pages-verdict-better-encryption",
        Verdict::Better(Effect::Order) => "pages-verdict-better-order",
        Verdict::FineAsFarAsSeen => "pages-verdict-fine-as-far",
        Verdict::Fine => "pages-verdict-fine",
    };
    words.t(key)
}

/// How many of each severity, and how many open questions; nothing that is not there.
pub(crate) fn counts(assessment: &Assessment, words: Words) -> Vec<(Mark, String)> {
    use Severity::{Critical, High, Info, Low, Medium};
    let mut counts = Vec::new();
    for severity in [Critical, High, Medium, Low, Info] {
        let findings = assessment.findings.iter();
        let count = findings
            .filter(|finding| finding.severity == severity)
            .count();
        if count > 0 {
            let mark = Mark::of_severity(severity);
            let key = format!("pages-count-{}", names::severity(severity));
            counts.push((mark, words.count(&key, count)));
        }
    }
    let unknown = unknowns(assessment).len();
    if unknown > 0 {
        counts.push((Mark::Unknown, words.count("pages-count-unknown", unknown)));
    }
    counts
}

/// The findings, worst first; what could not be checked before what matters less; what is in force as
/// one closed line.
pub(crate) fn cards(
    report: &Report,
    repair: impl Fn(&Finding) -> Repair,
    all: Opened,
    words: Words,
) -> Vec<Card> {
    let told = told::findings(&report.assessment.findings);
    let card = |told: &Told<'_>| {
        let repair = repair(told.finding);
        Card::of(told, report.spf_tree.as_ref(), &repair, all, words)
    };
    let is_urgent = |told: &&Told<'_>| told.finding.severity >= Severity::High;
    let mut cards: Vec<Card> = told.iter().filter(is_urgent).map(card).collect();
    let open = unknowns(&report.assessment);
    cards.extend(
        open.iter()
            .map(|(kind, unknowns)| Card::unknown(*kind, unknowns, words).opened(all)),
    );
    cards.extend(told.iter().filter(|told| !is_urgent(told)).map(card));
    if let Some(first) = cards.first_mut() {
        *first = first.clone().opened(Opened::Yes);
    }
    cards.extend(in_force(&report.assessment, words).map(|card| card.opened(all)));
    tell_apart(&mut cards);
    cards
}

/// Gives those of one rule numbers, so that each can be led to.
fn tell_apart(cards: &mut [Card]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for card in cards {
        let count = seen.entry(card.anchor().to_owned()).or_default();
        *count += 1;
        if *count > 1 {
            card.number(*count);
        }
    }
}

/// What stayed open, by protection.
fn unknowns(assessment: &Assessment) -> Vec<(ProtectionKind, Vec<&Unknown>)> {
    let mut by_kind: Vec<(ProtectionKind, Vec<&Unknown>)> = Vec::new();
    for unknown in assessment.open_unknowns() {
        match by_kind
            .iter_mut()
            .find(|(kind, _)| *kind == unknown.protection)
        {
            Some((_, all)) => all.push(unknown),
            None => by_kind.push((unknown.protection, vec![unknown])),
        }
    }
    by_kind
}

fn in_force(assessment: &Assessment, words: Words) -> Option<Card> {
    let fine = assessment
        .protections
        .iter()
        .filter(|line| assessment.state(line) == Standing::Fine);
    let lines: Vec<(String, String)> = fine
        .map(|line| {
            let summary = crate::render::summary(line, assessment, words.catalogue());
            (protection::name(line, words), summary)
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
    let title = words.with("pages-in-force-title", "protections", names.join(", "));
    Some(Card::in_force(title, lines, words))
}

/// What happens to forged mail today.
pub(crate) fn forged(report: &Report, domain: &DomainName, words: Words) -> Vec<String> {
    let Some(Forged {
        own,
        subdomains,
        missing,
    }) = &report.forged
    else {
        return Vec::new();
    };
    let treated = |policy: Policy| {
        words.t(match policy {
            Policy::None => "pages-forged-none",
            Policy::Quarantine => "pages-forged-quarantine",
            Policy::Reject => "pages-forged-reject",
        })
    };
    let line = |key: &str, policy: Policy| {
        let arguments = Arguments::none()
            .text("domain", domain.as_str())
            .text("treated", treated(policy));
        words.say(key, &arguments)
    };
    let mut lines = vec![line("pages-forged-own", *own)];
    if (subdomains, missing) != (own, own) {
        lines.push(line("pages-forged-subdomains", *subdomains));
        lines.push(line("pages-forged-missing", *missing));
    }
    lines
}
