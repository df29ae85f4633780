//! A bare address in `rua`. §3 wants a URI, and a URI begins with a scheme (RFC 3986 §3): without
//! `mailto:` no report is ever sent. The commonest mistake of how-tos.

use crate::finding::{Finding, Fix, RuleInfo, Severity};

use crate::report_uri::UriFault;

use super::super::record::Defect;
use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "tls-rpt/rua-no-scheme",
    severity: Severity::High,
    section: "RFC 8460 §3",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Uri(UriFault::NoScheme { corrected }) = &defect.kind {
            let address = &subject.text[defect.span.start..defect.span.end];
            let finding = Finding::new(&INFO, subject.place(defect.span)).text("address", address);
            findings.push(match corrected {
                Some(uri) => finding.fix(Fix::replace(defect.span, uri)),
                None => finding,
            });
        }
    }
}
