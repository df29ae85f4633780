//! The character-strings of the TXT record are joined without a space (§3.3), and a term ends
//! exactly where a string does: two terms become one.

use crate::answers::{Need, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};

use super::super::parse::parse;
use super::super::record::VERSION;
use super::super::term::{is_clean_term, is_term};
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/strings-fused",
    severity: Severity::Critical,
    section: "RFC 7208 §3.3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for record in published.records {
        let text = record.text();
        if parse(&text).record.is_none() {
            continue;
        }
        let mut boundary = 0;
        // The last string ends the record.
        for string in record.strings.iter().rev().skip(1).rev() {
            boundary += string.len();
            if let Some(span) = fused(&text, boundary) {
                let mut place = published.place(&text);
                place.span = Some(span);
                let finding = Finding::new(&INFO, place)
                    .text("fused", text.get(span.start..span.end).unwrap_or(""))
                    .fix(Fix::replace(Span::new(boundary, boundary), " "))
                    .evidence(Question::Txt(published.domain.clone()));
                findings.push(finding);
            }
        }
    }
    Ok(())
}

/// The piece around a string's end, where both sides of it are whole and the whole is not.
fn fused(text: &str, boundary: usize) -> Option<Span> {
    let (before, after) = text.split_at_checked(boundary)?;
    let left = before.rsplit(' ').next()?;
    let right = after.split(' ').next()?;
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let is_left_whole = is_term(left) || left.eq_ignore_ascii_case(VERSION);
    let is_whole = is_clean_term(&format!("{left}{right}"));
    let is_fused = is_left_whole && is_term(right) && !is_whole;
    is_fused.then(|| Span::new(boundary - left.len(), boundary + right.len()))
}
