//! A domain without mail that does not forbid anyone to send with it. Nobody misses mail from such
//! a domain, so forgers like it.

use crate::answers::Question;
use crate::finding::{Finding, Fix, Place, RecordKind, RuleInfo, Severity};
use crate::published::Publication;

use super::super::observe::{Authorises, Scene, SpfState, authorises};
use super::DomainRule;

pub(super) const RULE: DomainRule = DomainRule { info: &INFO, check };

static INFO: RuleInfo = RuleInfo {
    id: "domain/no-mail-without-spf-all",
    severity: Severity::Medium,
    section: "RFC 7208 §10.1.2",
};

/// §10.1.2: 'it is useful to publish "v=spf1 -all"' for domains that send no mail. A record that
/// names senders contradicts the absence of mail and is `domain/null-mx-but-sends`.
fn check(scene: &Scene<'_>, findings: &mut Vec<Finding>) {
    if !scene.claims_no_mail() {
        return;
    }
    let fix = match &scene.spf {
        SpfState::Unknown(_) => return,
        SpfState::Missing => Fix::Publish(Publication::txt(scene.domain.clone(), "v=spf1 -all")),
        SpfState::Several | SpfState::Broken(_) => Fix::Rewrite("v=spf1 -all".to_string()),
        SpfState::Stands { record, .. } => match authorises(record) {
            Authorises::Nobody | Authorises::Somebody => return,
            Authorises::Nothing => Fix::Rewrite("v=spf1 -all".to_string()),
        },
    };
    let place = Place::new(RecordKind::Spf, Some(scene.domain), scene.spf.text());
    findings.push(
        Finding::new(&INFO, place)
            .evidence(Question::Mx(scene.domain.clone()))
            .evidence(Question::Txt(scene.domain.clone()))
            .fix(fix),
    );
}
