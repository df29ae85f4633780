//! A policy of DomainKeys (RFC 4870), `o=~` or `o=-`, at `_domainkey` itself. DKIM has no such
//! record, and nobody reads it any more.

use crate::answers::Question;
use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::published::Publication;
use crate::tag_list::TagList;

use super::super::survey::{Root, Survey};
use super::{PublishedRule, place};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/domainkeys-policy",
    severity: Severity::Info,
    section: "practice",
};

fn check(survey: &Survey<'_>, findings: &mut Vec<Finding>) {
    let Root::Exists(texts) = &survey.root_says else {
        return;
    };
    for text in texts.iter().filter(|text| is_policy(text)) {
        let finding = Finding::new(&INFO, place(&survey.root, text))
            .text("text", text)
            .evidence(Question::Txt(survey.root.clone()));
        let old = Publication::txt(survey.root.clone(), text.clone());
        findings.push(finding.fix(Fix::Withdraw(old)));
    }
}

/// In DomainKeys (RFC 4870) `o` is `~` or `-`; drafts of DKIM's policy had `.`, `!` and `^` too.
fn is_policy(text: &str) -> bool {
    let list = TagList::parse(text);
    let outbound = list
        .get("o")
        .is_some_and(|tag| matches!(tag.value, "~" | "-" | "." | "!" | "^"));
    outbound && list.get("v").is_none()
}
