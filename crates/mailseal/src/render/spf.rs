//! What `spf` prints: the result, why, and the tree with its running sums.

use protocols::limits::SPF_LOOKUPS_MAX;
use protocols::name::DomainName;
use protocols::spf::evaluate::StepOutcome;
use protocols::spf::tree::{Tree, TreeTerm};
use protocols::spf::{Cause, SpfQuery, SpfResult, SpfVerdict};

use crate::context::Context;
use crate::render::question;
use crate::render::style::{BAD, BOLD, CALM, CARE, DIM, GOOD, paint};
use crate::wording::{Arguments, Catalogue, escape};

/// The whole answer.
pub(crate) fn text(
    domain: &DomainName,
    query: &SpfQuery,
    verdict: &SpfVerdict,
    context: &Context,
) -> String {
    let words = &context.catalogue;
    let style = match verdict.result {
        SpfResult::Pass => GOOD,
        SpfResult::None | SpfResult::Neutral | SpfResult::SoftFail => CARE,
        SpfResult::Fail | SpfResult::PermError => BAD,
        SpfResult::TempError => CALM,
    };
    let result = words.say(
        &format!("spf-result-{}", verdict.result),
        &Arguments::none()
            .text("domain", domain.as_str())
            .text("ip", query.client.to_string()),
    );
    let mut out = format!("{}  {result}\n", paint(style, verdict.result));
    out.push_str(&format!("  {}\n", cause(&verdict.cause, words)));
    if let Some(explanation) = &verdict.explanation {
        let arguments = Arguments::none()
            .text("domain", explanation.domain.as_str())
            .text("text", &explanation.text);
        out.push_str(&format!("  {}\n", words.say("spf-explanation", &arguments)));
    }
    if let Some(tree) = verdict.trace.tree() {
        out.push('\n');
        out.push_str(&drawn(&tree, words));
        let counts = Arguments::none()
            .count("lookups", verdict.trace.lookups())
            .count("voids", verdict.trace.voids());
        out.push_str(&format!("\n{}\n", words.say("spf-lookups", &counts)));
    }
    out
}

/// Why the result is what it is.
pub(crate) fn cause(cause: &Cause, words: &Catalogue) -> String {
    let of = |key: &str, domain: &DomainName| {
        words.say(key, &Arguments::none().text("domain", domain.as_str()))
    };
    let at = |key: &str, at: &protocols::spf::evaluate::At| {
        words.say(
            key,
            &Arguments::none()
                .text("domain", at.domain.as_str())
                .text("term", &at.term),
        )
    };
    match cause {
        Cause::NotADomain => words.word("spf-cause-not-a-domain"),
        Cause::NoSuchDomain(domain) => of("spf-cause-no-such-domain", domain),
        Cause::NoRecord(domain) => of("spf-cause-no-record", domain),
        Cause::NothingMatched(domain) => of("spf-cause-nothing-matched", domain),
        Cause::Syntax(domain) => of("spf-cause-syntax", domain),
        Cause::Matched(term) => at("spf-cause-matched", term),
        Cause::TooManyLookups(term) => at("spf-cause-too-many-lookups", term),
        Cause::TooManyVoidLookups(term) => at("spf-cause-too-many-void-lookups", term),
        Cause::TooManyMxHosts(term) => at("spf-cause-too-many-mx-hosts", term),
        Cause::SeveralRecords { domain, count } => words.say(
            "spf-cause-several-records",
            &Arguments::none()
                .text("domain", domain.as_str())
                .count("count", *count),
        ),
        Cause::TargetWithoutRecord { at, target } => words.say(
            "spf-cause-target-without-record",
            &Arguments::none()
                .text("domain", at.domain.as_str())
                .text("term", &at.term)
                .text("target", target),
        ),
        Cause::NoAnswer { question, failure } => words.say(
            "spf-cause-no-answer",
            &Arguments::none()
                .text("question", question::words(question, words))
                .text("failure", words.word(question::failure_key(*failure))),
        ),
    }
}

/// The tree of an evaluation: each term with its own and nested lookups, the running sum, and what
/// came of it.
fn drawn(tree: &Tree, words: &Catalogue) -> String {
    let mut lines = Vec::new();
    let branch = Branch {
        tree,
        indent: "",
        within: Within::Record,
    };
    branch.lines(&mut lines, &mut |term, within, _| {
        outcome(term, within, words)
    });
    aligned(tree, lines)
}

/// The tree of a record over the limit, marked where the limit is passed.
pub(crate) fn over_limit(tree: &Tree, words: &Catalogue) -> String {
    let mut crossed = false;
    let mut lines = Vec::new();
    let branch = Branch {
        tree,
        indent: "",
        within: Within::Record,
    };
    branch.lines(&mut lines, &mut |term, _, sum| {
        let over = usize::try_from(sum).is_ok_and(|sum| sum > SPF_LOOKUPS_MAX);
        if crossed || !over || term.own == 0 {
            return String::new();
        }
        crossed = true;
        paint(BAD, format!("← {}", words.word("spf-step-over")))
    });
    aligned(tree, lines)
}

/// A line of a tree: the term behind its edge, the arithmetic, a note.
type Line = (String, String, String);

fn aligned(tree: &Tree, mut lines: Vec<Line>) -> String {
    let root = (tree.domain.to_string(), String::new(), String::new());
    lines.insert(0, root);
    let widest = lines
        .iter()
        .map(|(term, ..)| term.chars().count())
        .max()
        .unwrap_or(0)
        .min(64);
    let mut out = String::new();
    for (term, sum, note) in lines {
        let pad = " ".repeat(widest.saturating_sub(term.chars().count()));
        let line = format!("{term}{pad}  {sum}  {note}");
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// What the result of a record counts for.
#[derive(Clone, Copy)]
enum Within {
    /// It is the result: the record of the domain, or what it redirects to.
    Record,
    /// It decides whether an include matches.
    Include,
}

/// A part of a tree, and where it hangs.
struct Branch<'a> {
    tree: &'a Tree,
    indent: &'a str,
    within: Within,
}

impl Branch<'_> {
    /// `note` is given each term before what is below it, with the sum before that.
    fn lines(
        &self,
        lines: &mut Vec<Line>,
        note: &mut impl FnMut(&TreeTerm, Within, u32) -> String,
    ) {
        let last = self.tree.terms.len().saturating_sub(1);
        for (index, term) in self.tree.terms.iter().enumerate() {
            let (edge, below) = if index == last {
                ("└ ", "  ")
            } else {
                ("├ ", "│ ")
            };
            let indent = self.indent;
            let text = format!("{indent}{edge}{}", escape(&term.text));
            let alone = term.lookups.saturating_sub(term.nested);
            lines.push((text, sum(term), note(term, self.within, alone)));
            if let Some(tree) = &term.branch {
                let branch = Branch {
                    tree,
                    indent: &format!("{indent}{below}"),
                    within: match term.outcome {
                        Some(StepOutcome::Followed) => self.within,
                        Some(StepOutcome::Match | StepOutcome::NoMatch | StepOutcome::Error)
                        | None => Within::Include,
                    },
                };
                branch.lines(lines, note);
            }
        }
    }
}

/// `1 + 3 =  4`; nothing for a term that asks nothing.
fn sum(term: &TreeTerm) -> String {
    match (term.own, term.nested) {
        (0, 0) => String::new(),
        (own, 0) => format!("{own:>2}     = {:>2}", term.lookups),
        (own, nested) => format!("{own:>2} + {nested} = {:>2}", term.lookups),
    }
}

fn outcome(term: &TreeTerm, within: Within, words: &Catalogue) -> String {
    match term.outcome {
        Some(StepOutcome::Match) => match (within, qualified(term)) {
            (Within::Record, _) | (Within::Include, None) => {
                paint(BOLD, format!("← {}", words.word("spf-step-match")))
            }
            // RFC 7208 §5.2: of the included record only a pass is a match of the include; what
            // fails there goes on behind the include.
            (Within::Include, Some(result)) => {
                let result = Arguments::none().text("result", result.to_string());
                format!("← {}", words.say("spf-step-match-inside", &result))
            }
        },
        Some(StepOutcome::Error) => paint(BAD, format!("← {}", words.word("spf-step-error"))),
        Some(StepOutcome::NoMatch | StepOutcome::Followed) => String::new(),
        None => paint(DIM, "·"),
    }
}

/// The result of a term that matches, where it is no pass (RFC 7208 §4.6.2).
fn qualified(term: &TreeTerm) -> Option<SpfResult> {
    match term.text.as_bytes().first()? {
        b'-' => Some(SpfResult::Fail),
        b'~' => Some(SpfResult::SoftFail),
        b'?' => Some(SpfResult::Neutral),
        _ => None,
    }
}
