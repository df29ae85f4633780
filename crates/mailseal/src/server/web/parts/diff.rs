//! What changes in a text: a line that goes, a line that comes, and in both the terms that differ.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::server::web::words::Words;

/// Pieces that are compared; of longer texts only the ends that agree are left unmarked. Their product
/// bounds the work.
const PIECES_MAX: usize = 400;

/// A change of one text.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/diff.html")]
pub(crate) struct Diff {
    label: String,
    lines: Vec<Line>,
}

impl HtmlSafe for Diff {}

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    kind: Kind,
    /// Read out in place of the sign.
    word: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Out,
    In,
    Same,
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    text: String,
    is_changed: bool,
}

impl Diff {
    /// From one text to another, term by term; texts of several lines line by line. Both have to be
    /// safe to show.
    pub(crate) fn of(label: String, before: &str, after: &str, words: Words) -> Diff {
        let lines = if before.trim_end().contains('\n') || after.trim_end().contains('\n') {
            by_line(before, after, words)
        } else {
            by_term(before, after, words)
        };
        Diff { label, lines }
    }

    /// Values that go and values that come, those at the same place compared with each other.
    pub(crate) fn of_values(
        label: String,
        removed: &[String],
        added: &[String],
        words: Words,
    ) -> Diff {
        let mut lines = Vec::new();
        for index in 0..removed.len().max(added.len()) {
            lines.extend(match (removed.get(index), added.get(index)) {
                (Some(before), Some(after)) => by_term(before, after, words),
                (Some(before), None) => vec![Line::whole(Kind::Out, before, words)],
                (None, Some(after)) => vec![Line::whole(Kind::In, after, words)],
                (None, None) => Vec::new(),
            });
        }
        Diff { label, lines }
    }
}

impl Line {
    fn new(kind: Kind, pieces: Vec<Piece>, words: Words) -> Line {
        let word = match kind {
            Kind::Out => words.t("pages-diff-remove"),
            Kind::In => words.t("pages-diff-add"),
            Kind::Same => words.t("pages-diff-same"),
        };
        Line { kind, word, pieces }
    }

    fn whole(kind: Kind, text: &str, words: Words) -> Line {
        let piece = Piece {
            text: text.to_owned(),
            is_changed: false,
        };
        Line::new(kind, vec![piece], words)
    }
}

fn by_term(before: &str, after: &str, words: Words) -> Vec<Line> {
    let (old, new) = (terms(before), terms(after));
    let (gone, come) = differences(&old, &new);
    let mut lines = Vec::new();
    if !before.is_empty() {
        lines.push(Line::new(Kind::Out, marked(&old, &gone), words));
    }
    if !after.is_empty() {
        lines.push(Line::new(Kind::In, marked(&new, &come), words));
    }
    lines
}

fn by_line(before: &str, after: &str, words: Words) -> Vec<Line> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let (gone, come) = differences(&old, &new);
    let (mut lines, mut behind) = (Vec::new(), new.iter().zip(&come).peekable());
    for (text, is_gone) in old.iter().zip(&gone) {
        if *is_gone {
            lines.push(Line::whole(Kind::Out, text, words));
            continue;
        }
        while let Some((text, _)) = behind.next_if(|(_, is_new)| **is_new) {
            lines.push(Line::whole(Kind::In, text, words));
        }
        behind.next();
        lines.push(Line::whole(Kind::Same, text, words));
    }
    lines.extend(behind.map(|(text, _)| Line::whole(Kind::In, text, words)));
    lines
}

/// The terms of a record with what parts them: words of SPF, tags of the others.
fn terms(text: &str) -> Vec<&str> {
    text.split_inclusive([' ', ';']).collect()
}

/// What two terms have to agree in: not in the space or the semicolon behind them.
fn bare(term: &str) -> &str {
    term.trim_matches([' ', ';'])
}

/// Neighbours that are both changed, or both not, become one piece; what parts terms is in none that is
/// marked at its end.
fn marked(terms: &[&str], is_changed: &[bool]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut add = |text: &str, is_changed: bool| match pieces.last_mut() {
        Some(last) if last.is_changed == is_changed => last.text.push_str(text),
        Some(_) | None if text.is_empty() => {}
        Some(_) | None => pieces.push(Piece {
            text: text.to_owned(),
            is_changed,
        }),
    };
    for (index, term) in terms.iter().enumerate() {
        let changed = is_changed.get(index).copied().unwrap_or_default();
        let next = is_changed.get(index + 1).copied().unwrap_or_default();
        let kept = term.trim_end_matches([' ', ';']);
        add(kept, changed);
        add(&term[kept.len()..], changed && next);
    }
    pieces
}

/// Which of each are not in a longest common sequence.
fn differences(old: &[&str], new: &[&str]) -> (Vec<bool>, Vec<bool>) {
    let same = |a: &&str, b: &&str| bare(a) == bare(b);
    let front = old.iter().zip(new).take_while(|(a, b)| same(a, b)).count();
    let backs = old[front..].iter().rev().zip(new[front..].iter().rev());
    let back = backs.take_while(|(a, b)| same(a, b)).count();
    let (mut gone, mut come) = (vec![false; old.len()], vec![false; new.len()]);
    let (rows, columns) = (old.len() - front - back, new.len() - front - back);
    let (a, b) = (&old[front..front + rows], &new[front..front + columns]);
    if rows > PIECES_MAX || columns > PIECES_MAX {
        gone[front..front + rows].fill(true);
        come[front..front + columns].fill(true);
        return (gone, come);
    }
    // lengths[i][j]: the longest common sequence of what follows from there.
    let mut lengths = vec![vec![0_usize; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            lengths[i][j] = if same(&a[i], &b[j]) {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows || j < columns {
        if i < rows && j < columns && same(&a[i], &b[j]) {
            (i, j) = (i + 1, j + 1);
        } else if i < rows && (j == columns || lengths[i + 1][j] >= lengths[i][j + 1]) {
            gone[front + i] = true;
            i += 1;
        } else {
            come[front + j] = true;
            j += 1;
        }
    }
    (gone, come)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::Language;

    /// Lines as `-a [b] c`.
    fn drawn(before: &str, after: &str) -> String {
        let words = Words::of(Language::English);
        let diff = Diff::of(String::new(), before, after, words);
        let lines = diff.lines.iter().map(|line| {
            let sign = match line.kind {
                Kind::Out => "-",
                Kind::In => "+",
                Kind::Same => " ",
            };
            let pieces = line.pieces.iter().map(|piece| match piece.is_changed {
                true => format!("[{}]", piece.text),
                false => piece.text.clone(),
            });
            format!("{sign}{}", pieces.collect::<String>())
        });
        lines.collect::<Vec<String>>().join("\n")
    }

    #[test]
    fn a_term_is_marked_whole() {
        assert_eq!(
            drawn("v=spf1 include:a.example mx ~all", "v=spf1 mx ~all"),
            "-v=spf1 [include:a.example] mx ~all\n+v=spf1 mx ~all"
        );
        assert_eq!(
            drawn(
                "v=DMARC1; p=none; rua=x",
                "v=DMARC1; p=quarantine; t=y; rua=x"
            ),
            "-v=DMARC1; [p=none]; rua=x\n+v=DMARC1; [p=quarantine; t=y]; rua=x"
        );
        assert_eq!(
            drawn("v=STSv1; id=1;", "v=STSv1; id=2;"),
            "-v=STSv1; [id=1];\n+v=STSv1; [id=2];"
        );
    }

    #[test]
    fn order_counts() {
        assert_eq!(drawn("a b c", "b a c"), "-[a] b c\n+b [a] c");
    }

    #[test]
    fn what_was_not_there_has_no_line() {
        assert_eq!(drawn("", "v=spf1 -all"), "+[v=spf1 -all]");
        assert_eq!(drawn("v=spf1 -all", ""), "-[v=spf1 -all]");
    }

    #[test]
    fn a_policy_is_compared_by_lines() {
        assert_eq!(
            drawn("mode: testing\nmx: a\n", "mode: testing\nmx: a\nmx: b\n"),
            " mode: testing\n mx: a\n+mx: b"
        );
        assert_eq!(
            drawn("mode: testing\nmx: a\n", "mode: enforce\nmx: a\n"),
            "-mode: testing\n+mode: enforce\n mx: a"
        );
    }

    #[test]
    fn a_long_text_costs_no_more() {
        let text = |from: usize| {
            let terms = (from..from + 5_000).map(|n| n.to_string());
            terms.collect::<Vec<String>>().join(" ")
        };
        assert!(drawn(&text(0), &text(10_000)).starts_with("-[0 1 2"));
    }
}
