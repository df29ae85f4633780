//! An `id` with something else than ASCII letters and digits, most often the `-`, `:` or `T…+00:00`
//! of a date. The grammar of §3.1 makes the record invalid; some senders accept it, strict ones see
//! no policy.

use crate::finding::{Finding, Fix, RuleInfo, Severity};
use crate::mta_sts::record::{Defect, PolicyId};

use super::{RecordRule, Subject};

pub(super) const RULE: RecordRule = RecordRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "mta-sts/id-bad-character",
    severity: Severity::High,
    section: "RFC 8461 §3.1",
};

fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    for span in subject.spans(&Defect::IdBadCharacter) {
        let id = &subject.text[span.start..span.end];
        let clean: String = id.chars().filter(char::is_ascii_alphanumeric).collect();
        let finding = Finding::new(&INFO, subject.place(span)).text("id", id);
        findings.push(match PolicyId::parse(&clean) {
            Some(id) => finding.fix(Fix::replace(span, id.as_str())),
            None => finding,
        });
    }
}
