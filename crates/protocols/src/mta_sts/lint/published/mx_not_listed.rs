//! An MX host that no `mx` pattern matches. In mode enforce senders must not deliver there (§5):
//! when the other hosts are down, or when none is listed, mail waits and comes back. Most often the
//! MX moved and the policy did not.

use crate::answers::{Need, Question};
use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};
use crate::mta_sts::evaluate::policy_allows;
use crate::mta_sts::policy::PolicyMode;
use crate::name::DomainName;

use super::{MailHosts, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/mx-not-listed",
    severity: Severity::High,
    section: "RFC 8461 §4.1",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    let (Some((body, policy)), MailHosts::Hosts(hosts)) = (published.policy(), published.hosts)
    else {
        return Ok(());
    };
    let unlisted: Vec<&DomainName> = hosts
        .iter()
        .filter(|mx| !policy_allows(policy, mx))
        .collect();
    let severity = match policy.mode() {
        PolicyMode::None => return Ok(()),
        PolicyMode::Testing => Severity::Medium,
        PolicyMode::Enforce if unlisted.len() == hosts.len() => Severity::Critical,
        PolicyMode::Enforce => Severity::High,
    };
    if unlisted.is_empty() {
        return Ok(());
    }
    let names: Vec<String> = unlisted.iter().map(ToString::to_string).collect();
    let line_end = if body.text.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    let place = published.policy_place(body, None);
    let finding = Finding::new(&INFO, place)
        .severity(severity)
        .text("hosts", names.join(", "))
        .count("count", names.len())
        .evidence(Question::Mx(published.policy_domain.clone()))
        .evidence(Question::Policy(published.policy_domain.clone()));
    // Behind the last `mx`; mode enforce and testing have one.
    findings.push(match body.policy.fields.mx.last() {
        Some(last) => {
            let lines: String = names
                .iter()
                .map(|name| format!("{line_end}mx: {name}"))
                .collect();
            finding.fix(Fix::replace(Span::new(last.span.end, last.span.end), lines))
        }
        None => finding,
    });
    Ok(())
}
