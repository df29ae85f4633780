//! A network whose address has bits behind its length: `192.0.2.5/24`. It works as the whole
//! network, which is perhaps not what was meant.

use super::super::record::{Directive, Mechanism};
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/host-bits-set",
    severity: Severity::Medium,
    section: "RFC 7208 §5",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, directive) in subject.directives() {
        let Some(net) = directive.mechanism.network() else {
            continue;
        };
        // Length 0 is everyone, whatever the address.
        if net.addr() == net.network() || net.prefix_len() == 0 {
            continue;
        }
        let meant = Directive {
            qualifier: directive.qualifier,
            mechanism: Mechanism::of_network(net.trunc()),
        };
        let finding = Finding::new(&INFO, subject.place(span))
            .text("term", subject.under(span))
            .text("network", &meant.mechanism);
        findings.push(finding.fix(Fix::replace(span, meant.to_string())));
    }
}
