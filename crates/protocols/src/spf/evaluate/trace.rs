//! The evidence of a verdict: every record read, every term tried, and the arithmetic of §4.6.4.

use crate::finding::Span;
use crate::name::DomainName;
use crate::spf::tree::{Tree, TreeTerm};

/// What an evaluation looked at, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trace {
    /// The records, in the order they were read; the first is the sender domain's.
    pub visits: Vec<Visit>,
    /// The terms, in the order they were tried.
    pub steps: Vec<Step>,
}

/// One record that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Whose.
    pub domain: DomainName,
    /// Its text.
    pub text: String,
    /// The step whose `include` or `redirect` led here; none for the first.
    pub by: Option<usize>,
}

/// One term that was tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The record it stands in.
    pub visit: usize,
    /// Where in the record's text.
    pub span: Span,
    /// Lookups of the term itself.
    pub own: u32,
    /// Lookups of the record it led to.
    pub nested: u32,
    /// Lookups of the whole evaluation after it.
    pub lookups: u32,
    /// Void lookups of the whole evaluation after it.
    pub voids: u32,
    /// What came of it.
    pub outcome: StepOutcome,
}

/// What came of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepOutcome {
    /// It matched.
    Match,
    /// It did not match.
    NoMatch,
    /// A `redirect` was followed; what it led to is the result.
    Followed,
    /// It ended the evaluation with an error.
    Error,
}

impl Trace {
    /// Lookups of the evaluation (§4.6.4: at most 10).
    pub fn lookups(&self) -> u32 {
        self.steps.iter().map(|s| s.lookups).max().unwrap_or(0)
    }

    /// Void lookups of the evaluation (§4.6.4: at most 2).
    pub fn voids(&self) -> u32 {
        self.steps.iter().map(|s| s.voids).max().unwrap_or(0)
    }

    /// The text of a step's term.
    pub fn term(&self, step: &Step) -> &str {
        self.visits
            .get(step.visit)
            .and_then(|visit| visit.text.get(step.span.start..step.span.end))
            .unwrap_or("")
    }

    /// The records as a tree, below each term the record it led to. `None` where nothing was read.
    pub fn tree(&self) -> Option<Tree> {
        (!self.visits.is_empty()).then(|| self.branch(0))
    }

    fn branch(&self, visit: usize) -> Tree {
        let steps = self.steps.iter().enumerate();
        let terms = steps.filter(|(_, step)| step.visit == visit);
        Tree {
            domain: self.visits[visit].domain.clone(),
            text: self.visits[visit].text.clone(),
            terms: terms.map(|(at, step)| self.leaf(at, step)).collect(),
        }
    }

    fn leaf(&self, at: usize, step: &Step) -> TreeTerm {
        let below = self.visits.iter().position(|v| v.by == Some(at));
        TreeTerm {
            text: self.term(step).to_string(),
            span: step.span,
            own: step.own,
            nested: step.nested,
            lookups: step.lookups,
            voids: step.voids,
            outcome: Some(step.outcome),
            branch: below.map(|visit| self.branch(visit)),
        }
    }
}
