//! One finding: what, where with a caret, why, and the fix.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use protocols::finding::{Finding, Fix, Place, Severity, Span, corrected};
use protocols::published::{Publication, PublishedData};
use protocols::spf::Tree;

use crate::context::{Context, Detail};
use crate::render::style::{BAD, BOLD, CALM, DIM, GOOD, of_severity, paint};
use crate::told::{self, Excerpt, Told};
use crate::wording::{Arguments, Catalogue, escape, key_of};

/// Columns that the labels of a finding take.
const LABEL_COLUMNS: usize = 11;

/// The word of a severity.
pub(crate) fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "severity-info",
        Severity::Low => "severity-low",
        Severity::Medium => "severity-medium",
        Severity::High => "severity-high",
        Severity::Critical => "severity-critical",
    }
}

/// Findings with one id that are opened; the rest are counted, unless everything is asked for.
const SAME_OPENED_MAX: usize = 3;

/// Findings opened, one below the other. Of many with one id the first ones are opened and the rest
/// counted, also where everything is asked for: what a stranger publishes does not decide how long a
/// report is. What the manual says is said once.
pub(crate) fn list(findings: &[&Finding], tree: Option<&Tree>, context: &Context) -> String {
    let mut out = String::new();
    let mut opened_of: BTreeMap<&str, usize> = BTreeMap::new();
    let mut said = BTreeSet::new();
    let mut number = 0;
    if context.detail == Detail::Full {
        for told in told::findings(findings.iter().copied()) {
            number += 1;
            out.push_str(&one(number, told.finding, tree, &mut said, context));
            if let Some(line) = more_like(&told, &context.catalogue) {
                out.push_str(&format!("     {}\n", paint(DIM, line)));
            }
            out.push('\n');
        }
        return out;
    }
    for (index, finding) in findings.iter().enumerate() {
        let id = finding.rule.id;
        let opened = opened_of.entry(id).or_default();
        *opened += 1;
        if *opened <= SAME_OPENED_MAX {
            number += 1;
            out.push_str(&one(number, finding, tree, &mut said, context));
            out.push('\n');
        }
        let more = opened.saturating_sub(SAME_OPENED_MAX);
        let is_last = findings[index + 1..].iter().all(|next| next.rule.id != id);
        if more > 0 && is_last {
            let arguments = Arguments::none().count("count", more).text("id", id);
            let line = context.catalogue.say("count-more-of", &arguments);
            out.push_str(&format!("     {}\n\n", paint(DIM, line)));
        }
    }
    out
}

/// How many findings like this one are left out, where there are any.
pub(crate) fn more_like(told: &Told<'_>, words: &Catalogue) -> Option<String> {
    let arguments = Arguments::none()
        .count("count", told.more)
        .text("id", told.finding.rule.id);
    (told.more > 0).then(|| words.say("count-more-like", &arguments))
}

/// A finding opened: number, id, severity, section, place, why and fix.
fn one(
    number: usize,
    finding: &Finding,
    tree: Option<&Tree>,
    said: &mut BTreeSet<String>,
    context: &Context,
) -> String {
    let words = &context.catalogue;
    let severity = words.word(severity_key(finding.severity));
    let mut out = format!(
        "{number:>3}  {}  {}  {}\n     {}\n",
        paint(BOLD, finding.rule.id),
        paint(of_severity(finding.severity), severity),
        paint(DIM, finding.rule.section),
        words.title(finding),
    );
    out.push_str(&place(&finding.place, context));
    if let Some(tree) = tree.filter(|_| is_about_tree(finding)) {
        let drawn = super::spf::over_limit(tree, words);
        out.extend(drawn.lines().map(|line| format!("     {line}\n")));
    }
    let key = key_of(finding.rule.id);
    let arguments = Arguments::none().values(&finding.args);
    let mut labels = vec![("label-why", "why"), ("label-fix", "fix")];
    if context.detail == Detail::Full {
        labels.insert(1, ("label-receivers", "receivers"));
    }
    for (label, attribute) in labels {
        let text = words.attribute(&key, attribute, &arguments);
        if let Some(text) = text.filter(|text| said.insert(text.clone())) {
            out.push_str(&labelled(&words.word(label), &text, context));
        }
    }
    out.push_str(&fix(finding, context));
    if context.detail == Detail::Full {
        out.push_str(&evidence(finding, context));
    }
    out
}

/// Whether a finding's evidence is the tree of lookups.
pub(crate) fn is_about_tree(finding: &Finding) -> bool {
    matches!(
        finding.rule.id,
        "spf/too-many-lookups" | "spf/too-many-terms"
    )
}

/// A label and its text, wrapped under itself.
pub(crate) fn labelled(label: &str, text: &str, context: &Context) -> String {
    let indent = " ".repeat(5 + LABEL_COLUMNS);
    let pad = LABEL_COLUMNS.saturating_sub(textwrap::core::display_width(label));
    let first = format!("     {label}{}", " ".repeat(pad));
    let options = textwrap::Options::new(context.width)
        .initial_indent(&first)
        .subsequent_indent(&indent)
        .break_words(false);
    let filled = textwrap::fill(text, options);
    let painted = filled.replacen(label, &paint(CALM, label), 1);
    format!("{painted}\n")
}

/// The record with a caret under the part at fault; the record alone where no part is named.
fn place(place: &Place, context: &Context) -> String {
    let owner = place.owner.as_ref().map(ToString::to_string);
    if place.text.is_empty() {
        return owner.map_or_else(String::new, |owner| format!("     {}\n", paint(DIM, owner)));
    }
    let (before, lines, span) = match place.span {
        Some(span) => {
            let (before, lines) = around(&place.text, span);
            let inside = Span::new(span.start - before.len(), span.end - before.len());
            (before, lines, Some(inside))
        }
        None => ("", place.text.as_ref(), None),
    };
    let excerpt = Excerpt::of(lines, span);
    let shown = excerpt.text;
    let annotation = match excerpt.span {
        Some(span) => AnnotationKind::Primary.span(span.start..span.end),
        None => AnnotationKind::Visible.span(0..shown.len()),
    };
    let breaks_before = before.matches('\n').count() + lines[..excerpt.start].matches('\n').count();
    let mut snippet = Snippet::source(shown)
        .line_start(breaks_before + 1)
        .annotation(annotation);
    if let Some(owner) = &owner {
        snippet = snippet.path(owner.as_str());
    }
    let group = Group::with_level(Level::ERROR).element(snippet);
    let renderer = Renderer::styled().term_width(context.width.saturating_sub(4));
    let drawn = renderer.render(&[group]);
    let mut out: String = drawn.lines().map(|line| format!("    {line}\n")).collect();
    // A record that does not fit was cut to where the caret is; whoever wants everything can still
    // copy it, on a line of its own.
    let fits = shown.lines().all(|line| drawn.contains(line));
    if context.detail == Detail::Full && !fits {
        out.extend(shown.lines().map(|line| format!("{}\n", escape(line))));
    }
    if excerpt.is_cut() {
        out.push_str(&cut(before.len() + excerpt.start, &excerpt, place, context));
    }
    out
}

/// Says which octets of a record are shown, where that is not all of what was to be shown.
fn cut(start: usize, excerpt: &Excerpt<'_>, place: &Place, context: &Context) -> String {
    let arguments = Arguments::none()
        .count("start", start)
        .count("end", start + excerpt.text.len())
        .count("octets", place.text.len());
    let line = context.catalogue.say("text-cut", &arguments);
    format!("     {}\n", paint(DIM, line))
}

/// The lines that a span touches, and all the text before them.
fn around(text: &str, span: Span) -> (&str, &str) {
    let before = text.get(..span.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let behind = text.get(span.end..).unwrap_or_default();
    let end = behind.find('\n').map_or(text.len(), |at| span.end + at);
    (&text[..start], &text[start..end])
}

/// The fix as lines to copy: a diff of the record, or what to publish or remove.
fn fix(finding: &Finding, context: &Context) -> String {
    let text = &finding.place.text;
    let after = match &finding.fix {
        Fix::Edit(_) => corrected(text, std::slice::from_ref(finding)),
        Fix::Rewrite(after) => Some(after.clone()),
        Fix::Publish(publication) => return published(publication, "label-publish", context),
        Fix::Withdraw(publication) => return published(publication, "label-withdraw", context),
        Fix::Instruct => None,
    };
    match after {
        Some(after) => diff(text, &after),
        None => String::new(),
    }
}

/// The lines that change: those that both texts begin or end with are left out.
fn diff(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    let pairs = before.iter().zip(&after);
    let front = pairs.take_while(|(one, other)| one == other).count();
    let (before, after) = (&before[front..], &after[front..]);
    let pairs = before.iter().rev().zip(after.iter().rev());
    let back = pairs.take_while(|(one, other)| one == other).count();
    let (before_count, after_count) = (before.len(), after.len());
    let before = before[..before.len() - back].join("\n");
    let after = after[..after.len() - back].join("\n");
    let (old, new) = told::change(&before, &after);
    let signed = |sign: &str, style, part: &dyn Display| {
        let lines = part.to_string();
        let lines = lines.split('\n').map(|line| {
            let line = format!("{sign} {}", escape(line));
            format!("     {}\n", paint(style, line))
        });
        lines.collect::<String>()
    };
    let mut out = String::new();
    if before_count > back {
        out.push_str(&signed("-", BAD, &old));
    }
    if after_count > back {
        out.push_str(&signed("+", GOOD, &new));
    }
    out
}

fn published(publication: &Publication, label: &str, context: &Context) -> String {
    let data = match &publication.data {
        PublishedData::Txt(text) => {
            let text = Excerpt::of(text, None).to_string();
            format!("TXT \"{}\"", escape(&text))
        }
        PublishedData::Cname(target) => format!("CNAME {target}."),
        PublishedData::Mx(mx) => match &mx.exchange {
            Some(exchange) => format!("MX {} {exchange}.", mx.preference),
            None => format!("MX {} .", mx.preference),
        },
        PublishedData::Tlsa(tlsa) => {
            let hex: String = tlsa
                .data
                .iter()
                .map(|octet| format!("{octet:02x}"))
                .collect();
            format!(
                "TLSA {} {} {} {hex}",
                tlsa.usage, tlsa.selector, tlsa.matching
            )
        }
    };
    let label = context.catalogue.word(label);
    let pad = " ".repeat(LABEL_COLUMNS.saturating_sub(textwrap::core::display_width(&label)));
    format!(
        "     {}{pad}{}\n",
        paint(CALM, label),
        paint(GOOD, format!("{}. {data}", publication.owner))
    )
}

fn evidence(finding: &Finding, context: &Context) -> String {
    if finding.evidence.is_empty() {
        return String::new();
    }
    let asked: Vec<String> = finding
        .evidence
        .iter()
        .map(|q| super::question::words(q, &context.catalogue))
        .collect();
    labelled(
        &context.catalogue.word("label-evidence"),
        &asked.join(", "),
        context,
    )
}

#[cfg(test)]
mod tests {
    use super::{around, diff};
    use protocols::finding::Span;

    fn check_diff(before: &str, after: &str, expect: &str) {
        let plain = anstream::adapter::strip_str(&diff(before, after)).to_string();
        assert_eq!(plain, expect);
    }

    #[test]
    fn a_diff_has_the_lines_that_change() {
        check_diff("a", "b", "     - a\n     + b\n");
        check_diff("a\nb\nc\n", "a\nx\nc\n", "     - b\n     + x\n");
        check_diff("a\n\nc\n", "a\nc\n", "     - \n");
        check_diff("a\na\n", "a\n", "     - a\n");
        check_diff("a\n", "a\nb\n", "     + b\n");
    }

    #[test]
    fn a_place_is_shown_with_its_lines() {
        let check = |start, end, expect| {
            assert_eq!(around("one\ntwo\nthree", Span::new(start, end)), expect);
        };
        check(5, 6, ("one\n", "two"));
        check(0, 5, ("", "one\ntwo"));
        check(13, 13, ("one\ntwo\n", "three"));
        check(3, 3, ("", "one"));
    }
}
