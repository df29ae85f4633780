//! `+all`, a bare `all`, or a network of length 0 that passes: every host of the world is
//! authorised, and forged mail passes SPF and, aligned, DMARC.

use super::super::record::{Mechanism, Qualifier};
use crate::finding::{Finding, Fix, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/passes-everyone",
    severity: Severity::Critical,
    section: "practice",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, directive) in subject.reachable() {
        if directive.qualifier != Qualifier::Pass {
            continue;
        }
        let everyone = match &directive.mechanism {
            Mechanism::All => true,
            Mechanism::Ip4(net) => net.prefix_len() == 0,
            Mechanism::Ip6(net) => net.prefix_len() == 0,
            Mechanism::A(_, cidr) | Mechanism::Mx(_, cidr) => cidr.ip4() == 0 || cidr.ip6() == 0,
            Mechanism::Include(_) | Mechanism::Ptr(_) | Mechanism::Exists(_) => false,
        };
        if everyone {
            let finding =
                Finding::new(&INFO, subject.place(span)).text("term", subject.under(span));
            findings.push(if directive.mechanism == Mechanism::All {
                finding.fix(Fix::replace(span, "-all"))
            } else {
                finding
            });
        }
    }
}
