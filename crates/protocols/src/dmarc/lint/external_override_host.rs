//! The host outside agrees to take reports and names an address at yet another host. RFC 9990 §4
//! has reporters send to neither.

use crate::answers::Need;
use crate::finding::{RuleInfo, Severity};

use super::super::report_authorization::Authorization;
use super::{Noted, Published, PublishedRule};

pub(super) const RULE: PublishedRule = PublishedRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "dmarc/external-override-host",
    severity: Severity::High,
    section: "RFC 9990 §4",
};

fn check(published: &Published<'_>, noted: &mut Noted) -> Result<(), Need> {
    for destination in published.destinations {
        if let Authorization::OverridesElsewhere(elsewhere) = &destination.authorization {
            let finding = published.destination(&INFO, destination);
            noted.findings.push(
                finding
                    .text("host", destination.uri.host())
                    .text("elsewhere", elsewhere),
            );
        }
    }
    Ok(())
}
