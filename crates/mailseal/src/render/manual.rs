//! What `explain` prints.

use protocols::finding::RuleInfo;

use crate::context::Context;
use crate::render::finding::{labelled, severity_key};
use crate::render::style::{BOLD, DIM, of_severity, paint};
use crate::wording::key_of;

/// Every id with its severity and section, one a line.
pub(crate) fn list(rules: &[&RuleInfo], context: &Context) -> String {
    let widest = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut out = String::new();
    for rule in rules {
        let severity = context.catalogue.word(severity_key(rule.severity));
        let severity = paint(of_severity(rule.severity), format!("{severity:<9}"));
        let section = paint(DIM, rule.section);
        out.push_str(&format!("{:<widest$}  {severity} {section}\n", rule.id));
    }
    out
}

/// The manual of each rule.
pub(crate) fn pages(rules: &[&RuleInfo], context: &Context) -> String {
    let words = &context.catalogue;
    let mut out = String::new();
    for (index, rule) in rules.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let severity = words.word(severity_key(rule.severity));
        let severity = paint(of_severity(rule.severity), severity);
        out.push_str(&format!(
            "{}  {severity}  {}\n",
            paint(BOLD, rule.id),
            paint(DIM, rule.section)
        ));
        let parts = [
            ("label-why", "why"),
            ("label-receivers", "receivers"),
            ("label-fix", "fix"),
        ];
        for (label, part) in parts {
            if let Some(text) = words.manual(&key_of(rule.id), part) {
                out.push_str(&labelled(&words.word(label), &text, context));
            }
        }
    }
    out
}
