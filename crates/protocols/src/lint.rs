//! One door for `lint KIND RECORD`: which room reads which kind of text.

use crate::finding::{Finding, RecordKind};
use crate::name::DomainName;
use crate::{dane, dkim, dmarc, mta_sts, spf, tls_rpt};

/// What is wrong with one text of this kind, standing at `owner` where that is known. `None` for
/// the kinds that are no text: they are looked at by a check of a domain only.
pub fn lint(kind: RecordKind, text: &str, owner: Option<&DomainName>) -> Option<Vec<Finding>> {
    match kind {
        RecordKind::MtaSts => Some(mta_sts::lint(text, owner)),
        RecordKind::MtaStsPolicy => Some(mta_sts::lint_policy(text, owner)),
        RecordKind::Tlsa => Some(dane::lint(text, owner)),
        RecordKind::TlsRpt => Some(tls_rpt::lint(text, owner)),
        RecordKind::Spf => Some(spf::lint(text, owner)),
        RecordKind::DkimKey => Some(dkim::lint(text, owner)),
        RecordKind::DkimSelector => Some(dkim::lint_selector(text)),
        RecordKind::Dmarc => Some(dmarc::lint(text, owner)),
        RecordKind::DmarcReport => Some(dmarc::lint_report(text, owner)),
        RecordKind::Dns | RecordKind::Smtp => None,
    }
}
