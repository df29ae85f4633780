//! TLSA records for a host that does not offer STARTTLS, or refuses it. §2.2: records "MUST NOT be
//! published for servers that do not support TLS", also not where STARTTLS is offered to some
//! clients only (§9.2): senders that honour them deliver nothing.

use crate::answers::{Need, Question};
use crate::dane::hosts::{Comparison, State};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dane/starttls-missing",
    severity: Severity::Critical,
    section: "RFC 7672 §2.2",
};

fn check(published: &Published<'_>, findings: &mut Vec<Finding>) -> Result<(), Need> {
    for host in published.hosts {
        if matches!(host.state, State::Compared(Comparison::NoStartTls)) {
            findings.push(
                published
                    .host_finding(&INFO, host)
                    .severity(published.stops_mail(host))
                    .evidence(Question::Smtp(host.name.clone())),
            );
        }
    }
    Ok(())
}
