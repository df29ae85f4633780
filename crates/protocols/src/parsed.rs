//! The outcome of a tolerant parse: as much of a record as there is, and every deviation with its
//! place. Parsing never just fails; whether a defect is fatal is judged by the evaluator, and what to
//! say of it by the linter, from the same tree.

use crate::finding::Span;

/// One deviation from the grammar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect<K> {
    /// Where in the text.
    pub span: Span,
    /// What.
    pub kind: K,
}

/// A record as far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed<R, K> {
    /// The record, when the standard lets it count in spite of the defects.
    pub record: Option<R>,
    /// The deviations in the order of the text.
    pub defects: Vec<Defect<K>>,
}

impl<R, K> Parsed<R, K> {
    /// Notes a deviation.
    pub(crate) fn note(&mut self, span: Span, kind: K) {
        self.defects.push(Defect { span, kind });
    }
}
