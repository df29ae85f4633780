//! The include tree of a record with the arithmetic of §4.6.4 beside every term.

use crate::finding::Span;
use crate::name::DomainName;

use super::evaluate::StepOutcome;

/// A record and what its terms lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// Whose record.
    pub domain: DomainName,
    /// The record's text.
    pub text: String,
    /// Its terms in order.
    pub terms: Vec<TreeTerm>,
}

/// A term of a tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeTerm {
    /// The term as written.
    pub text: String,
    /// Where in the record's text.
    pub span: Span,
    /// Lookups of the term itself.
    pub own: u32,
    /// Lookups of the record below it.
    pub nested: u32,
    /// Lookups so far, this term's included.
    pub lookups: u32,
    /// Void lookups so far, this term's included.
    pub voids: u32,
    /// What came of it, in an evaluation.
    pub outcome: Option<StepOutcome>,
    /// The record it leads to.
    pub branch: Option<Tree>,
}
