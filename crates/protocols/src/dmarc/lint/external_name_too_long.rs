//! Reports are asked to an address outside, and the name at which its host would have to agree is
//! longer than the DNS allows: it can never agree (RFC 9990 §4 step 4).

use crate::answers::Need;
use crate::finding::{RuleInfo, Severity};

use super::super::report_authorization::Authorization;
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/external-name-too-long",
    severity: Severity::High,
    section: "RFC 9990 §4",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    for destination in published.hosts() {
        if destination.authorization == Authorization::NameTooLong {
            let finding = published.destination(&INFO, destination);
            noted
                .findings
                .push(finding.text("host", destination.uri.host()));
        }
    }
    Ok(())
}
