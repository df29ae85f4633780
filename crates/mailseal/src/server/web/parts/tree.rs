//! The tree of an SPF record with the running total of lookups, and the line after which receivers stop.

use askama::Template;
use askama::filters::HtmlSafe;
use protocols::limits::SPF_LOOKUPS_MAX;
use protocols::spf::Tree;
use protocols::spf::tree::TreeTerm;

use crate::server::web::words::Words;
use crate::told;
use crate::wording::escape;

/// Rows drawn; the rest are counted, for a stranger's records decide how many there are.
const ROWS_MAX: usize = 120;
/// Above this many rows what is two includes deep is folded.
const ROWS_UNFOLDED_MAX: usize = 60;

/// The tree of one record.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/tree.html")]
pub(crate) struct SpfTree {
    words: Words,
    top: Level,
    /// What is said of rows that are left out.
    more: Option<String>,
}

impl HtmlSafe for SpfTree {}

/// The terms of one record.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/tree_level.html")]
pub(crate) struct Level {
    words: Words,
    rows: Vec<Row>,
}

impl HtmlSafe for Level {}

/// One term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    term: String,
    cost: Option<u32>,
    total: u32,
    /// Receivers stop before this term.
    is_cut: bool,
    /// It is behind the last lookup that counts.
    is_over: bool,
    below: Option<Level>,
    is_folded: bool,
}

struct Drawing {
    words: Words,
    rows: usize,
    left_out: usize,
    folds: bool,
    is_cut: bool,
}

impl SpfTree {
    /// Draws a tree.
    pub(crate) fn of(tree: &Tree, words: Words) -> SpfTree {
        let mut drawing = Drawing {
            words,
            rows: 0,
            left_out: 0,
            folds: rows(tree) > ROWS_UNFOLDED_MAX,
            is_cut: false,
        };
        let top = drawing.level(tree, 0);
        let left_out = drawing.left_out;
        SpfTree {
            words,
            top,
            more: (left_out > 0).then(|| words.count("pages-tree-more", left_out)),
        }
    }
}

/// How many terms a tree has.
fn rows(tree: &Tree) -> usize {
    let below = |term: &TreeTerm| term.branch.as_ref().map_or(0, rows);
    tree.terms.iter().map(|term| 1 + below(term)).sum()
}

impl Drawing {
    fn level(&mut self, tree: &Tree, depth: usize) -> Level {
        let mut out = Vec::new();
        for term in &tree.terms {
            if self.rows >= ROWS_MAX {
                self.left_out += 1 + term.branch.as_ref().map_or(0, rows);
                continue;
            }
            self.rows += 1;
            out.push(self.row(term, depth));
        }
        Level {
            words: self.words,
            rows: out,
        }
    }

    fn row(&mut self, term: &TreeTerm, depth: usize) -> Row {
        // What the term itself brings the sum to; what lies below it comes after.
        let total = term.lookups.saturating_sub(term.nested);
        let is_over = term.own > 0 && usize::try_from(total).is_ok_and(|sum| sum > SPF_LOOKUPS_MAX);
        let is_cut = is_over && !self.is_cut;
        self.is_cut |= is_cut;
        Row {
            term: escape(&told::value(&term.text).to_string()),
            cost: (term.own > 0).then_some(term.own),
            total,
            is_cut,
            is_over,
            below: term.branch.as_ref().map(|tree| self.level(tree, depth + 1)),
            is_folded: self.folds && depth >= 1 && term.branch.is_some(),
        }
    }
}
