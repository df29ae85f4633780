//! The domain has no record of its own and takes its policy from the domain above, by `sp` or `np`.
//! Right for most subdomains; a domain that people write from is better off with its own (§8).

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::discover::{PolicyBasis, PolicySource, PolicyState};
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/record-inherited",
    severity: Severity::Info,
    section: "RFC 9989 §8",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let PolicyState::Applies(policy) = &published.discovery.policy else {
        return Ok(());
    };
    let basis = match policy.basis {
        PolicyBasis::Tag(tag) => tag.as_str(),
        PolicyBasis::NoValidPolicy => "p",
    };
    match policy.source {
        PolicySource::AuthorDomain => {}
        PolicySource::OrganizationalDomain | PolicySource::PublicSuffixDomain => {
            noted.findings.push(
                Finding::new(&INFO, published.place(""))
                    .text("domain", published.domain)
                    .text("from", &policy.found.domain)
                    .text("tag", basis)
                    .text("policy", policy.applied),
            );
        }
    }
    Ok(())
}
