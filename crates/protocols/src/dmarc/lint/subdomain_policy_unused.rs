//! `sp` or `np` in a record below the Organizational Domain: a walk takes the policy of subdomains
//! from the Organizational Domain and passes by this record (§4.7 `sp`).

use crate::answers::Need;
use crate::finding::{Finding, RuleInfo, Severity};

use super::super::tags::{Psd, TagName};
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/subdomain-policy-unused",
    severity: Severity::Medium,
    section: "RFC 9989 §4.7",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    let (Some(own), Ok(organizational)) =
        (&published.own, &published.discovery.organizational_domain)
    else {
        return Ok(());
    };
    if organizational.domain == *published.domain || own.record.psd == Psd::Yes {
        return Ok(());
    }
    for (name, policy) in [(TagName::Sp, own.record.sp), (TagName::Np, own.record.np)] {
        if policy.is_some() {
            noted.findings.push(
                Finding::new(&INFO, published.place_of(own, name))
                    .text("tag", name)
                    .text("organizational", &organizational.domain),
            );
        }
    }
    Ok(())
}
