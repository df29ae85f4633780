//! An `ip4` or `ip6` network that lies inside one in front of it: it can never match.

use crate::finding::{Finding, Fix, RuleInfo, Severity, Span};
use ipnet::IpNet;

use crate::limits::SPF_TERMS_COMPARED_MAX;

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/network-covered",
    severity: Severity::Info,
    section: "RFC 7208 §10.1.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let networks: Vec<(Span, IpNet)> = subject
        .reachable()
        .filter_map(|(span, directive)| {
            let net = directive.mechanism.network()?;
            Some((span, net.trunc()))
        })
        .take(SPF_TERMS_COMPARED_MAX)
        .collect();
    for (index, (span, net)) in networks.iter().enumerate() {
        let covering = networks[..index]
            .iter()
            .find(|(_, earlier)| earlier.contains(net) && earlier != net);
        if let Some((by, _)) = covering {
            let goes = subject.with_space(*span);
            let finding = Finding::new(&INFO, subject.place(*span))
                .text("term", subject.under(*span))
                .text("by", subject.under(*by));
            findings.push(finding.fix(Fix::replace(goes, "")));
        }
    }
}
