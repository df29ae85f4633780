//! A passing `exists` that matches a client nobody can be: 192.0.2.1, an address of the
//! documentation. The name is constant, or a wildcard answers for every address; either way
//! everybody passes.

use crate::answers::{Need, Needs, Question};
use crate::finding::{Finding, RuleInfo, Severity};
use crate::limits::SPF_TERMS_COMPARED_MAX;

use super::super::evaluate::expand::Target;
use super::super::record::{Mechanism, Qualifier};
use super::super::survey::example_target;
use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/exists-catch-all",
    severity: Severity::Critical,
    section: "RFC 7208 §5.7",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let Some(record) = published.record() else {
        return Ok(());
    };
    let mut needs = Needs::default();
    for (span, directive) in record.directives().take(SPF_TERMS_COMPARED_MAX) {
        if directive.mechanism == Mechanism::All {
            break;
        }
        let (Mechanism::Exists(spec), Qualifier::Pass) =
            (&directive.mechanism, directive.qualifier)
        else {
            continue;
        };
        let Target::Name(name) = example_target(spec, published.domain, published.domain) else {
            continue;
        };
        let Some(lookup) = needs.take(published.answers.a(&name)) else {
            continue;
        };
        if lookup
            .outcome
            .known()
            .is_ok_and(|records| !records.is_empty())
        {
            let mut place = published.place(published.text());
            place.span = Some(span);
            let finding = Finding::new(&INFO, place)
                .text(
                    "term",
                    published.text().get(span.start..span.end).unwrap_or(""),
                )
                .text("name", &name)
                .evidence(Question::A(name));
            findings.push(finding);
        }
    }
    needs.settle()?;
    Ok(())
}
