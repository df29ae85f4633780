//! A URI with another scheme than `mailto`. It is valid, but §4.7 has reporters support only
//! `mailto` and ignore what they do not support: nobody sends.

use crate::finding::{Finding, RuleInfo, Severity};
use crate::report_uri::{self, ReportUri, UriFault};

use super::super::record::Defect;
use super::super::tags::TagName;
use super::{RecordRule, Subject, report_severity};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/rua-scheme-unsupported",
    severity: Severity::Medium,
    section: "RFC 9989 §4.7",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for defect in &subject.parsed.defects {
        if let Defect::Uri {
            tag,
            fault: UriFault::OtherScheme(scheme),
        } = &defect.kind
        {
            let finding = Finding::new(&INFO, subject.place(defect.span));
            findings.push(
                finding
                    .severity(report_severity(*tag, INFO.severity))
                    .text("tag", tag)
                    .text("scheme", scheme),
            );
        }
    }
    // `https` is read as a URI, because TLS-RPT knows it, and is no better here.
    for name in [TagName::Rua, TagName::Ruf] {
        let Some(tag) = subject.tag(name) else {
            continue;
        };
        for entry in report_uri::parse_list(tag.value, tag.value_span.start) {
            if let Ok(ReportUri::Https { .. }) = entry.uri {
                let finding = Finding::new(&INFO, subject.place(entry.span));
                findings.push(
                    finding
                        .severity(report_severity(name, INFO.severity))
                        .text("tag", name)
                        .text("scheme", "https"),
                );
            }
        }
    }
}
