//! A bare address in `rua` or `ruf`. §4.6 wants a URI, and a URI begins with a scheme (RFC 3986
//! §3): without `mailto:` no report is ever sent. The commonest mistake of how-tos; it also takes
//! away the `rua` that saves a record with an invalid policy (§4.10.1).

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::report_uri::UriFault;

use super::super::record::Defect;
use super::{RecordRule, Subject, report_severity};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/rua-no-scheme",
    severity: Severity::High,
    section: "RFC 9989 §4.6",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Uri {
            tag,
            fault: UriFault::NoScheme { corrected },
        } = &defect.kind
        {
            let finding = Finding::new(&INFO, subject.place(defect.span))
                .severity(report_severity(*tag, INFO.severity))
                .text("tag", tag)
                .text("address", subject.written(defect.span));
            findings.push(match corrected {
                Some(uri) => finding.fix(Fix::replace(defect.span, uri)),
                None => finding,
            });
        }
    }
}
