//! What `check` prints for people: a head, a line for each protection, then the findings opened,
//! worst first, and the next step.

use std::collections::BTreeSet;

use protocols::assessment::{Protection, ProtectionKind, State, Unknown};
use protocols::dmarc::Policy;
use protocols::domain::score;
use protocols::finding::{Finding, Severity};
use protocols::name::DomainName;

use crate::context::{Context, Detail};
use crate::output::{Forged, Report};
use crate::render::finding;
use crate::render::style::{BAD, BOLD, CALM, CARE, DIM, GOOD, paint};
use crate::render::{summary, unknown_words};
use crate::wire::names;
use crate::wording::{Arguments, Catalogue, key_of};

/// The whole report of one domain.
pub(crate) fn text(report: &Report, context: &Context) -> String {
    let mut out = head(report, context);
    out.push('\n');
    if context.detail != Detail::Quiet && !report.assessment.protections.is_empty() {
        for line in &report.assessment.protections {
            out.push_str(&protection(line, report, context));
        }
        out.push('\n');
    }
    let shown: Vec<&Finding> = report
        .assessment
        .findings
        .iter()
        .filter(|f| is_opened(f, context.detail))
        .collect();
    out.push_str(&finding::list(&shown, report.spf_tree.as_ref(), context));
    out.push_str(&unknowns(report, context));
    out.push_str(&ignored(report, context));
    out.push_str(&foot(report, &shown, context));
    out
}

fn is_opened(finding: &Finding, detail: Detail) -> bool {
    match detail {
        Detail::Full => true,
        Detail::Usual | Detail::Quiet => finding.severity >= Severity::Medium,
    }
}

/// `example.org   2 problems, 1 warning · 3 of 7 in force`
fn head(report: &Report, context: &Context) -> String {
    let words = &context.catalogue;
    let findings = &report.assessment.findings;
    let count = |from: Severity, to: Severity| {
        findings
            .iter()
            .filter(|f| f.severity >= from && f.severity <= to)
            .count()
    };
    let mut parts = Vec::new();
    let counts = [
        (
            "count-problems",
            count(Severity::High, Severity::Critical),
            BAD,
        ),
        (
            "count-warnings",
            count(Severity::Medium, Severity::Medium),
            CARE,
        ),
        ("count-unknowns", open(report).len(), CALM),
    ];
    for (key, number, style) in counts {
        if number > 0 {
            parts.push(paint(
                style,
                words.say(key, &Arguments::none().count("count", number)),
            ));
        }
    }
    if parts.is_empty() {
        parts.push(paint(GOOD, words.word("nothing-found")));
    }
    let score = score(&report.assessment);
    let mut head = format!(
        "{}   {}",
        paint(BOLD, both_forms(&report.domain)),
        parts.join(", ")
    );
    if score.applicable > 0 {
        let counts = Arguments::none()
            .count("count", score.in_force)
            .count("total", score.applicable);
        head.push_str(&format!(" · {}", words.say("count-in-force", &counts)));
    }
    if !report.servers.is_empty() {
        let servers = Arguments::none().text("servers", report.servers.join(", "));
        head.push_str(&paint(
            DIM,
            format!(" · {}", words.say("asked-servers", &servers)),
        ));
    }
    head.push('\n');
    head
}

/// `münchen.example (xn--mnchen-3ya.example)`: findings name the second form, which the DNS has.
fn both_forms(domain: &DomainName) -> String {
    let unicode = domain.to_unicode();
    if unicode == domain.as_str() {
        unicode
    } else {
        format!("{unicode} ({domain})")
    }
}

/// `  ✗ SPF        12 of 10 lookups: receivers answer permerror`
fn protection(line: &Protection, report: &Report, context: &Context) -> String {
    let words = &context.catalogue;
    let state = report.assessment.state(line);
    let (mark, style) = match state {
        State::Fine => ("✓", GOOD),
        State::Warning => ("!", CARE),
        State::Problem => ("✗", BAD),
        State::Absent => ("–", DIM),
        State::NotNeeded => ("·", DIM),
        State::Unknown => ("?", CALM),
    };
    let name = words.word(&format!("protection-{}", names::protection(line.kind)));
    let summary = summary(line, &report.assessment, words);
    let indent = " ".repeat(16);
    let head = format!("  {mark} {name:<11} ");
    let options = textwrap::Options::new(context.width)
        .initial_indent(&head)
        .subsequent_indent(&indent)
        .break_words(false);
    let filled = textwrap::fill(&summary, options);
    let mut out = format!("{}\n", filled.replacen(mark, &paint(style, mark), 1));
    if line.kind == ProtectionKind::Dmarc
        && let Some(forged) = &report.forged
    {
        let text = self::forged(forged, report, words);
        let options = textwrap::Options::new(context.width)
            .initial_indent(&indent)
            .subsequent_indent(&indent);
        out.push_str(&format!("{}\n", textwrap::fill(&text, options)));
    }
    out
}

/// `forged mail from example.org: rejected; from names that do not exist below it: let through`
fn forged(forged: &Forged, report: &Report, words: &Catalogue) -> String {
    let treated = |policy: Policy| {
        words.word(match policy {
            Policy::None => "forged-none",
            Policy::Quarantine => "forged-quarantine",
            Policy::Reject => "forged-reject",
        })
    };
    let alike = forged.own == forged.subdomains && forged.own == forged.missing;
    let key = if alike {
        "forged-alike"
    } else {
        "forged-apart"
    };
    let arguments = Arguments::none()
        .text("domain", report.domain.as_str())
        .text("own", treated(forged.own))
        .text("subdomains", treated(forged.subdomains))
        .text("missing", treated(forged.missing));
    words.say(key, &arguments)
}

/// What could not be checked and should have been; a question that several protections wait for is
/// said once.
fn open(report: &Report) -> Vec<&Unknown> {
    once(report.assessment.open_unknowns())
}

fn once<'a>(unknowns: impl Iterator<Item = &'a Unknown>) -> Vec<&'a Unknown> {
    let mut seen = BTreeSet::new();
    unknowns
        .filter(|unknown| seen.insert(&unknown.question))
        .collect()
}

fn unknowns(report: &Report, context: &Context) -> String {
    let mut out = String::new();
    let all = report.assessment.unknowns.iter();
    let shown: Vec<&Unknown> = match context.detail {
        Detail::Full => once(all),
        Detail::Usual | Detail::Quiet => open(report),
    };
    for unknown in shown {
        let words = unknown_words(unknown, &context.catalogue);
        out.push_str(&format!("  {} {words}\n", paint(CALM, "?")));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn ignored(report: &Report, context: &Context) -> String {
    let words = &context.catalogue;
    let mut out = String::new();
    for entry in &report.ended {
        let arguments = Arguments::none()
            .text("id", &entry.id)
            .text("until", entry.until.to_string())
            .text("reason", &entry.reason);
        out.push_str(&format!(
            "  {} {}\n",
            paint(CARE, "!"),
            words.say("ignore-expired", &arguments)
        ));
    }
    if context.detail == Detail::Full {
        for (finding, entry) in &report.ignored {
            let arguments = Arguments::none()
                .text("until", entry.until.to_string())
                .text("reason", &entry.reason);
            let line = format!(
                "{}: {}",
                finding.rule.id,
                words.say("ignored-until", &arguments)
            );
            out.push_str(&format!("  · {}\n", paint(DIM, line)));
        }
    } else if !report.ignored.is_empty() {
        let count = Arguments::none().count("count", report.ignored.len());
        out.push_str(&format!(
            "  {}\n",
            paint(DIM, words.say("count-ignored", &count))
        ));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// What to do next, and what more there is to see.
fn foot(report: &Report, shown: &[&Finding], context: &Context) -> String {
    let words = &context.catalogue;
    let mut lines = Vec::new();
    let label = words.word("label-next");
    if let Some(worst) = shown.first() {
        let id = Arguments::none().text("id", worst.rule.id);
        lines.push(format!(
            "{}   {}",
            paint(BOLD, &label),
            words.say("hint-explain", &id)
        ));
    } else if let Some(next) = score(&report.assessment).next {
        lines.push(format!(
            "{}   {}",
            paint(BOLD, &label),
            words.word(&key_of(next.key))
        ));
    }
    let more = report.assessment.findings.len() - shown.len();
    if more > 0 && context.detail == Detail::Usual {
        let count = Arguments::none().count("count", more);
        lines.push(paint(DIM, words.say("hint-verbose", &count)));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
