//! No record: senders that see TLS to our MX hosts fail have no way to tell us. Without reports
//! nobody can say whether MTA-STS may be enforced.

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::record::Selection;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/record-missing",
    severity: Severity::Low,
    section: "RFC 8460 §3",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    if let Selection::None(texts) = published.selection {
        // A text that was meant as a record is reported for what is wrong with it.
        let meant: Vec<&String> = texts
            .iter()
            .filter(|text| looks_like_tls_rpt(text))
            .collect();
        for text in &meant {
            findings.extend(super::lint(text, Some(published.owner)));
        }
        if meant.is_empty() {
            findings.push(Finding::new(&INFO, published.place("")));
        }
    }
    Ok(())
}

fn looks_like_tls_rpt(text: &str) -> bool {
    text.to_ascii_lowercase().contains("tlsrpt")
}
