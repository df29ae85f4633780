//! A passing network so wide that most of it cannot be the sender's: IPv4 up to /8, IPv6 up to /16.
//! RFC 9989 §7.1 warns of broad ranges: whoever rents a host in them can send as the domain.

use super::super::record::{Mechanism, Qualifier};
use crate::finding::{Finding, RuleInfo, Severity};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "spf/range-too-wide",
    severity: Severity::High,
    section: "RFC 9989 §7.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for (span, directive) in subject.reachable() {
        if directive.qualifier != Qualifier::Pass {
            continue;
        }
        let wide = match &directive.mechanism {
            Mechanism::Ip4(net) => IP4_WIDE.contains(&net.prefix_len()),
            Mechanism::Ip6(net) => IP6_WIDE.contains(&net.prefix_len()),
            Mechanism::A(_, cidr) | Mechanism::Mx(_, cidr) => {
                IP4_WIDE.contains(&cidr.ip4()) || IP6_WIDE.contains(&cidr.ip6())
            }
            Mechanism::All | Mechanism::Include(_) | Mechanism::Ptr(_) | Mechanism::Exists(_) => {
                false
            }
        };
        if wide {
            findings
                .push(Finding::new(&INFO, subject.place(span)).text("term", subject.under(span)));
        }
    }
}

/// Length 0 is everyone and has a rule of its own.
const IP4_WIDE: std::ops::RangeInclusive<u8> = 1..=8;
const IP6_WIDE: std::ops::RangeInclusive<u8> = 1..=16;
