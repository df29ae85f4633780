//! An RSA modulus that is even or has a small factor. A generated one never has; a changed
//! character almost always gives one, so this is a damaged key, and if not, a forged signature is a
//! matter of seconds.

use crate::finding::{Finding, RuleInfo, Severity};

use super::super::key::RsaPublicKey;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dkim/rsa-modulus-weak",
    severity: Severity::High,
    section: "RFC 6376 §3.3.2",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    if let Some(factor) = subject.rsa().and_then(RsaPublicKey::small_factor) {
        let finding = Finding::new(&INFO, subject.place(subject.value_span("p")));
        findings.push(finding.count("factor", factor));
    }
}
