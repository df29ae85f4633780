//! What `spf --format json` prints.

use protocols::name::DomainName;
use protocols::spf::evaluate::StepOutcome;
use protocols::spf::tree::{Tree, TreeTerm};
use protocols::spf::{SpfQuery, SpfVerdict};
use serde::Serialize;

use crate::wording::Catalogue;

#[derive(Serialize)]
struct Shape {
    schema: &'static str,
    domain: String,
    ip: String,
    result: String,
    cause: String,
    explanation: Option<ExplanationShape>,
    lookups: u32,
    void_lookups: u32,
    tree: Option<TreeShape>,
}

#[derive(Serialize)]
struct ExplanationShape {
    domain: String,
    text: String,
}

#[derive(Serialize)]
struct TreeShape {
    domain: String,
    record: String,
    terms: Vec<TermShape>,
}

#[derive(Serialize)]
struct TermShape {
    term: String,
    start: usize,
    end: usize,
    own: u32,
    nested: u32,
    lookups: u32,
    void_lookups: u32,
    outcome: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    branch: Option<TreeShape>,
}

/// One document.
pub(crate) fn json(
    domain: &DomainName,
    query: &SpfQuery,
    verdict: &SpfVerdict,
    catalogue: &Catalogue,
) -> String {
    super::document(&Shape {
        schema: "mailseal.spf/1",
        domain: domain.to_string(),
        ip: query.client.to_string(),
        result: verdict.result.to_string(),
        cause: crate::render::spf::cause(&verdict.cause, catalogue),
        explanation: verdict
            .explanation
            .as_ref()
            .map(|explanation| ExplanationShape {
                domain: explanation.domain.to_string(),
                text: explanation.text.clone(),
            }),
        lookups: verdict.trace.lookups(),
        void_lookups: verdict.trace.voids(),
        tree: verdict.trace.tree().map(tree),
    })
}

fn tree(tree: Tree) -> TreeShape {
    TreeShape {
        domain: tree.domain.to_string(),
        record: tree.text,
        terms: tree.terms.into_iter().map(term).collect(),
    }
}

fn term(term: TreeTerm) -> TermShape {
    TermShape {
        term: term.text,
        start: term.span.start,
        end: term.span.end,
        own: term.own,
        nested: term.nested,
        lookups: term.lookups,
        void_lookups: term.voids,
        outcome: term.outcome.map(|outcome| match outcome {
            StepOutcome::Match => "match",
            StepOutcome::NoMatch => "no-match",
            StepOutcome::Followed => "followed",
            StepOutcome::Error => "error",
        }),
        branch: term.branch.map(tree),
    }
}
