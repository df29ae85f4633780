//! An entry of `rua` that is no URI: `mailto://x@y`, a space, no `@`, a comma or `!` that is not
//! percent-encoded, or an address that is not ASCII.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use crate::report_uri::UriFault;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/rua-malformed",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        let Defect::Uri(fault) = &defect.kind else {
            continue;
        };
        let corrected = match fault {
            UriFault::BadMailto { corrected } => corrected.as_deref(),
            UriFault::Empty
            | UriFault::BadAddress
            | UriFault::BadCharacter
            | UriFault::NotAscii => None,
            UriFault::NoScheme { .. } | UriFault::OtherScheme(_) => continue,
        };
        let uri = &subject.text[defect.span.start..defect.span.end];
        let finding = Finding::new(&INFO, subject.place(defect.span)).text("uri", uri);
        findings.push(match corrected {
            Some(uri) => finding.fix(Fix::replace(defect.span, uri)),
            None => finding,
        });
    }
}
